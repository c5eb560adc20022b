/**
 * What was decided enacts itself. The acts of a decision are done in one transaction under its authority,
 * parsed and decided anew under the rules then in force; the first that is refused takes all of them back, and
 * the group is told why. Votes that open or close at a time of their own are seen to here as well.
 */
import type { OrgId } from '#kernel/command';
import type { Json, Refusal } from '#kernel/outcome';
import { refuse } from '#kernel/outcome';
import { loadDueEnactments, loadDueVotes, type DueEnactment } from '#decisions/server';
import type { ActRequest } from './act-request.ts';
import { perform, prepare } from './dispatcher.ts';
import { runFollowUps } from './follow-ups.ts';
import type { Host } from './host.ts';
import { log } from './log.ts';
import { performBundle, type Job } from './perform-group.ts';

const clocked = { actor: { person: null, channel: 'job' }, byHost: true, clock: true } as const;

/** Opens and closes the votes whose time has come; says how many. */
export async function keepTime(host: Host, org: OrgId | null = null): Promise<number> {
  let kept = 0;
  const now = new Date(host.clock()).toISOString();
  for (const due of await loadDueVotes(host.db, now, org)) {
    kept += await unlessBroken(async () => {
      const answer = await perform(host, {
        ...clocked,
        command: `decisions.${due.is}`,
        org: due.org,
        input: { proposal: due.proposal },
        key: `${due.is}:${due.proposal}:${due.at}`,
      });
      if (!answer.ok)
        log.info({ part: 'decisions', rule: answer.refusal.rule }, `a vote could not ${due.is}`);
      return answer.ok;
    });
  }
  return kept;
}

/** Whatever breaks on one decision is told, and keeps none behind it waiting: the next minute tries it again. */
async function unlessBroken(work: () => Promise<boolean>): Promise<number> {
  try {
    return (await work()) ? 1 : 0;
  } catch (error) {
    log.error({ part: 'decisions', error: String(error) }, 'a decision could not be seen to');
    return 0;
  }
}

/** Carries out what was decided and takes effect by now; says how many decisions. */
export async function enactDue(host: Host, org: OrgId | null = null): Promise<number> {
  let done = 0;
  const now = new Date(host.clock()).toISOString();
  for (const due of await loadDueEnactments(host.db, now, org)) {
    done += await unlessBroken(() => enactOne(host, due));
  }
  return done;
}

async function enactOne(host: Host, due: DueEnactment): Promise<boolean> {
  const prepared = prepareAll(host, due);
  const answer = 'stopped' in prepared ? prepared.stopped : await performBundle(host, prepared.jobs);
  if (answer.ok) {
    for (const { act } of answer.receipts) await runFollowUps(host, act, 'job');
    return true;
  }
  // Somebody else was quicker, or it was braked meanwhile: nothing of it is stuck.
  if (answer.at === 0) return false;
  await perform(host, {
    ...clocked,
    command: 'decisions.get_stuck',
    org: due.org,
    input: {
      proposal: due.proposal,
      position: answer.at,
      rule: answer.refusal.rule,
      facts: factsOf(answer.refusal),
    },
    key: `stuck:${due.proposal}:${new Date(host.clock()).toISOString()}`,
  });
  return false;
}

interface Stopped {
  readonly ok: false;
  readonly at: number;
  readonly refusal: Refusal;
}

/** The mark that it is done comes first, so that of two instances one finds it done; then its acts. */
function prepareAll(host: Host, due: DueEnactment): { jobs: Job[] } | { stopped: Stopped } {
  const mark: ActRequest = {
    ...clocked,
    command: 'decisions.enact',
    org: due.org,
    input: { proposal: due.proposal },
    key: `enact:${due.proposal}:${new Date(host.clock()).toISOString()}`,
  };
  const jobs: Job[] = [];
  for (const [at, request] of [mark, ...due.acts.map((act, place) => asked(due, act, place))].entries()) {
    const version = at === 0 ? null : (host.commands.get(request.command)?.version ?? 1);
    const ready =
      version !== null && version !== due.acts[at - 1]!.version
        ? refuse('act_of_another_version')
        : prepare(host, request);
    if ('ok' in ready) return { stopped: { ok: false, at, refusal: ready.refusal } };
    jobs.push(ready);
  }
  return { jobs };
}

function asked(
  due: DueEnactment,
  { command, input }: DueEnactment['acts'][number],
  place: number,
): ActRequest {
  const { org, proposal, way, proposedBy } = due;
  return {
    command,
    org,
    actor: { person: null, channel: 'job' },
    input,
    key: `decided:${proposal}:${place + 1}`,
    decided: { proposal, position: place + 1, way, proposedBy },
  };
}

function factsOf({ rule: _rule, ...facts }: Refusal): { [key: string]: Json } {
  return JSON.parse(JSON.stringify(facts)) as { [key: string]: Json };
}
