/**
 * What was decided enacts itself. The acts of a decision are done in one transaction under its authority,
 * parsed and decided anew under the rules then in force; the first that is refused takes all of them back,
 * and the group is told why. Votes that open or close at a time of their own are seen to here as well.
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
import { isOutage } from './outage.ts';
import { performBundle, type Job } from './perform-group.ts';
import { loadPutOff, putOff, takeUp } from './put-off.ts';

const clocked = { actor: { person: null, channel: 'job' }, byHost: true, clock: true } as const;

/** After so many times that it broke, the group is told; and says itself when it is tried again. */
const TOLD_AFTER = 3;

/** Opens and closes the votes whose time has come; says how many. */
export async function keepTime(host: Host, org: OrgId | null = null): Promise<number> {
  let kept = 0;
  const now = new Date(host.clock()).toISOString();
  const waits = await loadPutOff(host.db, now);
  for (const due of await loadDueVotes(host.db, now, org)) {
    const key = `${due.is}:${due.proposal}:${due.at}`;
    if (waits.has(key)) continue;
    kept += await unlessBroken(host, key, async () => {
      const answer = await perform(host, {
        ...clocked,
        command: `decisions.${due.is}`,
        org: due.org,
        input: { proposal: due.proposal },
        key,
      });
      if (!answer.ok)
        log.info({ part: 'decisions', rule: answer.refusal.rule }, `a vote could not ${due.is}`);
      return answer.ok;
    });
  }
  return kept;
}

/**
 * Whatever breaks on one decision is told, keeps none behind it waiting, and is tried again after a while.
 * `tell` does so to the group, once it has broken too often; true where from then on it is up to them.
 */
async function unlessBroken(
  host: Host,
  key: string,
  work: () => Promise<boolean>,
  tell: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<number> {
  try {
    const isDone = await work();
    await takeUp(host.db, key);
    return isDone ? 1 : 0;
  } catch (error) {
    log.error({ part: 'decisions', error: String(error) }, 'a decision could not be seen to');
    // With the database away nothing can be written down, and the next minute is soon enough.
    if (isOutage(error)) return 0;
    const tries = await putOff(host.db, key, new Date(host.clock()).toISOString());
    if (tries >= TOLD_AFTER && (await tell())) await takeUp(host.db, key);
    return 0;
  }
}

/** Carries out what was decided and takes effect by now; says how many decisions. */
export async function enactDue(host: Host, org: OrgId | null = null): Promise<number> {
  let done = 0;
  const now = new Date(host.clock()).toISOString();
  const waits = await loadPutOff(host.db, now);
  for (const due of await loadDueEnactments(host.db, now, org)) {
    const key = `enact:${due.proposal}`;
    if (waits.has(key)) continue;
    let at = 0;
    const begins = (next: number) => (at = next);
    done += await unlessBroken(
      host,
      key,
      () => enactOne(host, due, begins),
      () => tellBroken(host, due, at),
    );
  }
  return done;
}

/**
 * No rule has refused the act: the program could not do it. Where even that cannot be told, it waits
 * longer.
 */
async function tellBroken(host: Host, due: DueEnactment, at: number): Promise<boolean> {
  try {
    return await getStuck(host, due, { at, ...refuse('act_broke') });
  } catch (error) {
    log.error({ part: 'decisions', error: String(error) }, 'what broke could not be told');
    return false;
  }
}

async function enactOne(host: Host, due: DueEnactment, begins: (at: number) => void): Promise<boolean> {
  const prepared = prepareAll(host, due, begins);
  const answer = 'stopped' in prepared ? prepared.stopped : await performBundle(host, prepared.jobs, begins);
  if (answer.ok) {
    for (const { act } of answer.receipts) await runFollowUps(host, act, 'job');
    return true;
  }
  // Somebody else was quicker, or it was braked meanwhile: nothing of it is stuck.
  if (answer.at > 0) await getStuck(host, due, answer);
  return false;
}

/** Writes down what is in the way of a decision; false where it is in the way of nothing any more. */
async function getStuck(
  host: Host,
  due: DueEnactment,
  { at, refusal }: Pick<Stopped, 'at' | 'refusal'>,
): Promise<boolean> {
  const answer = await perform(host, {
    ...clocked,
    command: 'decisions.get_stuck',
    org: due.org,
    // What breaks before the first act keeps that from being done.
    input: { proposal: due.proposal, position: Math.max(at, 1), rule: refusal.rule, facts: factsOf(refusal) },
    key: `stuck:${due.proposal}:${new Date(host.clock()).toISOString()}`,
  });
  return answer.ok;
}

interface Stopped {
  readonly ok: false;
  readonly at: number;
  readonly refusal: Refusal;
}

/** The mark that it is done comes first, so that of two instances one finds it done; then its acts. */
function prepareAll(
  host: Host,
  due: DueEnactment,
  begins: (at: number) => void,
): { jobs: Job[] } | { stopped: Stopped } {
  const mark: ActRequest = {
    ...clocked,
    command: 'decisions.enact',
    org: due.org,
    input: { proposal: due.proposal },
    key: `enact:${due.proposal}:${new Date(host.clock()).toISOString()}`,
  };
  const jobs: Job[] = [];
  for (let at = 0; at <= due.acts.length; at += 1) {
    begins(at);
    const ready = at === 0 ? prepare(host, mark) : prepareAct(host, due, at - 1);
    if ('ok' in ready) return { stopped: { ok: false, at, refusal: ready.refusal } };
    jobs.push(ready);
  }
  return { jobs };
}

function prepareAct(host: Host, due: DueEnactment, place: number): ReturnType<typeof prepare> {
  const act = due.acts[place]!;
  const version = host.commands.get(act.command)?.version ?? 1;
  return version === act.version ? prepare(host, asked(due, act, place)) : refuse('act_of_another_version');
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
