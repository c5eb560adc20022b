/**
 * The one door for every change. Web forms, the API, the command line, jobs and stories all ask here; nothing
 * else writes. An act is validated, done once, authorised, decided, recorded and registered in one database
 * transaction behind its organization's gate, and nobody is answered before COMMIT.
 *
 * Acts that arrive together for one organization wait in its queue; a run of the same command is decided
 * together (see perform-group.ts), each with its own outcome.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnyCommand, OrgId } from '#kernel/command';
import { assert } from '#kernel/assert';
import { isId, makeId } from '#kernel/id';
import { issuesOf } from '#kernel/issues';
import { refuse, type Json, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { HOUSE } from '#agents';
import { inputHash, loadWaiting } from '#agents/server';
import type { ActRequest, Actor, Answer } from './act-request.ts';
import { scopesReach } from './auth/tokens.ts';
import { enactDue } from './enact.ts';
import { keepErasures } from './erasures.ts';
import { runFollowUps } from './follow-ups.ts';
import type { Host } from './host.ts';
import { keepAccounts, MOVES_ACCOUNTS } from './keep-accounts.ts';
import { endOfLeavers } from './keep-exchange.ts';
import { log } from './log.ts';
import { countAct, countGroup } from './metrics.ts';
import { performGroup, type Job } from './perform-group.ts';
import { canonicalise } from '#kernel/canonical';

/** Refusals that the door itself gives, in the order in which it looks. */
export const DOOR_RULES = [
  'command_unknown',
  'input_invalid',
  'no_canonical_form',
  'key_invalid',
  'organization_missing',
  'sign_in_first',
  'token_lacks_scope',
  'key_reused',
  'erased_already',
  'stale',
] as const;

/** Performs one act. Refusals come back as values; a bug or an outage is thrown. */
export async function perform(host: Host, request: ActRequest): Promise<Answer> {
  const began = performance.now();
  const command = host.commands.has(request.command) ? request.command : 'unknown';
  try {
    const answer = await performOnce(host, request);
    countAct(command, outcomeOf(answer), performance.now() - began);
    return answer;
  } catch (error) {
    countAct(command, 'failed', performance.now() - began);
    throw error;
  }
}

function outcomeOf(answer: Answer): string {
  if (!answer.ok) return answer.refusal.rule;
  return answer.value.kind === 'done' && answer.value.replayed ? 'replayed' : answer.value.kind;
}

async function performOnce(host: Host, request: ActRequest): Promise<Answer> {
  const ready = prepare(host, request);
  if ('ok' in ready) return ready;
  const running = inFlight(host);
  // A founding has no organization yet: its key counts among all of them.
  const place = ready.command.scope === 'new' ? 'new' : ready.org;
  const mark = [place, ready.who, ready.command.name, request.key].join('\n');
  while (running.has(mark)) await running.get(mark);
  const { promise: landed, resolve: land } = Promise.withResolvers<undefined>();
  running.set(mark, landed);
  try {
    const answer = await enqueue(host, ready);
    return await afterwards(host, ready, answer);
  } finally {
    running.delete(mark);
    land(undefined);
  }
}

/** An act as it is asked for, in the shape in which it can be decided. */
export function prepare(host: Host, asked: ActRequest): Job | Refused {
  const command = host.commands.get(asked.command);
  const isTheirs = command !== undefined && (command.internal !== true || asked.byHost === true);
  if (!isTheirs) return refuse('command_unknown', { command: asked.command.slice(0, 80) });
  const request = unnamed(command, asked);
  const parsed = command.input.safeParse(request.input);
  if (!parsed.success) {
    return refuse('input_invalid', { issues: issuesOf(parsed.error) });
  }
  const canonical = canonicalise(command.knownBy ? command.knownBy(parsed.data) : parsed.data);
  if (!canonical.ok) return canonical;
  if (request.key.length < 1 || request.key.length > 200) return refuse('key_invalid');
  const org = organizationOf(host, command, request);
  if (org === null) return refuse('organization_missing');
  const { actor } = request;
  const asHouse = actor.operator === true && org === HOUSE && command.grounds.includes('house');
  if (actor.person === null && !asHouse && !byNobody(command, request)) return refuse('sign_in_first');
  if (!request.byHost && !carries(actor, command))
    return refuse('token_lacks_scope', { scope: command.name });
  const inputHash = createHash('sha256').update(canonical.value).digest();
  const who = request.followUp
    ? 'host'
    : (actor.token?.id ?? actor.person ?? (asHouse ? 'operator' : 'nobody'));
  return { command, org, who, request, input: parsed.data, inputHash };
}

/**
 * What whoever holds a token does is done by nobody: who was signed in meanwhile is forgotten at the door.
 */
function unnamed({ grounds }: AnyCommand<Tx>, request: ActRequest): ActRequest {
  return grounds.includes('bearer')
    ? { ...request, actor: { person: null, channel: request.actor.channel } }
    : request;
}

/**
 * What needs no hand: a decision that is carried out, a rule whose time has come, a ballot that nobody signs.
 */
function byNobody({ grounds }: AnyCommand<Tx>, { decided, clock }: ActRequest): boolean {
  return decided !== undefined || (clock && grounds.includes('clock')) === true || grounds.includes('bearer');
}

function organizationOf(host: Host, command: AnyCommand<Tx>, request: ActRequest): OrgId | null {
  if (command.scope === 'house') return HOUSE;
  if (command.scope === 'new') return makeId('org', host.clock(), host.chance(10));
  return request.org;
}

/** A token carries commands by name, or all of a module; never those that belong to the person alone. */
function carries({ token }: Actor, { name, grounds }: AnyCommand<Tx>): boolean {
  return !token || scopesReach(token.scopes, { command: name, self: grounds.includes('self') });
}

/**
 * The keys under which something is being done right now. Who sends the same again meanwhile – a button
 * pressed twice – waits for the first, and is then answered as for anything that was done before.
 */
const flights = new WeakMap<Host, Map<string, Promise<void>>>();
function inFlight(host: Host): Map<string, Promise<void>> {
  const running = flights.get(host) ?? new Map<string, Promise<void>>();
  flights.set(host, running);
  return running;
}

/** One queue per organization and app instance; the gate in the database orders several instances. */
interface Waiter {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
const queues = new WeakMap<Host, Map<OrgId, Waiter[]>>();

function enqueue(host: Host, job: Job): Promise<Answer> {
  const byOrg = queues.get(host) ?? new Map<OrgId, Waiter[]>();
  queues.set(host, byOrg);
  return new Promise((resolve, reject) => {
    const waiting = byOrg.get(job.org);
    if (waiting) {
      waiting.push({ job, resolve, reject });
      return;
    }
    const queue: Waiter[] = [{ job, resolve, reject }];
    byOrg.set(job.org, queue);
    void drain(host, byOrg, job.org, queue);
  });
}

async function drain(host: Host, byOrg: Map<OrgId, Waiter[]>, org: OrgId, queue: Waiter[]): Promise<void> {
  for (;;) {
    // Whoever asks in the same moment, or as soon as they were answered, goes along.
    await nextTurn();
    if (queue.length === 0) break;
    const group = nextRun(host, queue);
    countGroup(group.length);
    try {
      const answers = await performGroup(
        host,
        group.map((one) => one.job),
      );
      group.forEach((one, at) => {
        const answer = answers[at]!;
        if ('ok' in answer) one.resolve(answer);
        else one.reject(answer.error);
      });
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }
  byOrg.delete(org);
}

/** The first waiter, and those right behind it that ask for the same command, where that may be grouped. */
function nextRun(host: Host, queue: Waiter[]): Waiter[] {
  const first = queue[0]!;
  let length = 1;
  if (first.job.command.grouped && first.job.request.waiting === undefined) {
    while (
      length < Math.min(queue.length, host.groupSize) &&
      queue[length]!.job.command === first.job.command &&
      queue[length]!.job.request.waiting === undefined
    ) {
      length += 1;
    }
  }
  return queue.splice(0, length);
}

/** What only the host may do once an act is answered: ask for signatures, carry out what they complete. */
async function afterwards(host: Host, job: Job, answer: Answer): Promise<Answer> {
  const { request } = job;
  if (!answer.ok) {
    const missing = answer.refusal.rule === 'signatures_missing' && request.waiting === undefined;
    // What waits for signatures is written down for all to read: nothing secret can.
    return missing && !job.command.knownBy ? askForSignatures(host, job, answer.refusal['about']) : answer;
  }
  if (answer.value.kind !== 'done') return answer;
  if (answer.value.replayed === undefined && host.commands.get(request.command)?.followUps) {
    await runFollowUps(host, answer.value.act, request.actor.channel).catch((error: unknown) => {
      // The act is done and stays done; what it has set in motion is taken up later.
      log.warn({ part: 'follow-up', error: String(error) }, 'follow-ups wait');
    });
  }
  if (request.command === 'agents.erase_me') await rememberErased(host);
  if (job.command.decides) await carryOutDecided(host, answer.value.org);
  if (MOVES_ACCOUNTS.includes(request.command)) await followRules(host, answer.value.org);
  const waiting = waitingSigned(request, answer.value.answer);
  if (waiting === null) return answer;
  const carried = await carryOut(host, answer.value.org, waiting, request.actor);
  return carried === null ? answer : { ok: true, value: { ...answer.value, carried } };
}

/** What was decided stays so; what cannot be carried out now is taken up by the next minute. */
async function carryOutDecided(host: Host, org: OrgId): Promise<void> {
  await enactDue(host, org).catch((error: unknown) => {
    log.warn({ part: 'enactment', error: String(error) }, 'what was decided waits');
  });
}

/**
 * Whoever has just come in can be paid at once, and whoever has gone keeps nobody waiting; what cannot be
 * seen to now is, by the next minute.
 */
async function followRules(host: Host, org: OrgId): Promise<void> {
  await keepAccounts(host, org).catch((error: unknown) => {
    log.warn({ part: 'accounts', error: String(error) }, 'accounts wait');
  });
  await endOfLeavers(host, org).catch((error: unknown) => {
    log.warn({ part: 'exchange', error: String(error) }, 'what was under way waits');
  });
}

/** They are gone whether or not the list can be written now; the next start writes it too. */
async function rememberErased(host: Host): Promise<void> {
  if (host.erasures === null) return;
  await keepErasures(host, host.erasures).catch((error: unknown) => {
    log.error({ part: 'erasures', error: String(error) }, 'the list of those who have gone was not written');
  });
}

/** Writes down what is asked as the command understands it, and whom it is about. */
async function askForSignatures(
  host: Host,
  { request, command, input }: Job,
  about: unknown,
): Promise<Answer> {
  const meant = canonicalise(input);
  assert(meant.ok, 'what could be decided has a canonical form');
  const asked = await perform(host, {
    ...request,
    command: 'agents.ask_signatures',
    input: {
      command: command.name,
      matter: command.matter,
      input: JSON.parse(new TextDecoder().decode(meant.value)) as Json,
      ...(isId('mem', about) ? { about } : {}),
    },
    byHost: true,
  });
  if (!asked.ok || asked.value.kind !== 'done') return asked;
  const { waiting, needed, have } = asked.value.answer as { waiting: string; needed: number; have: number };
  return { ok: true, value: { kind: 'waiting', org: asked.value.org, waiting, needed, have } };
}

function waitingSigned(request: ActRequest, answer: Json): string | null {
  if (request.command !== 'agents.sign') return null;
  const subject = (answer as { subject?: string }).subject;
  return subject?.startsWith('wai_') ? subject : null;
}

/**
 * Carries out a waiting act once enough have signed; null while signatures are still missing. Behind the gate
 * it is open or it is not: two last signers at once, or whoever takes it up after a crash, do it exactly
 * once.
 */
export async function carryOut(
  host: Host,
  org: OrgId,
  waiting: string,
  { person, channel }: Pick<Actor, 'person' | 'channel'>,
): Promise<Answer | null> {
  const row = await loadWaiting(host.db, org, waiting);
  if (row?.done_act_id !== null) return null;
  assert(inputHash(row.input as Json) === row.input_hash, 'what is carried out is what was signed');
  const answer = await perform(host, {
    command: row.command,
    org,
    actor: { person, channel },
    input: row.input,
    key: `carry-out:${waiting}`,
    waiting,
    byHost: true,
  });
  return !answer.ok && answer.refusal.rule === 'signatures_missing' ? null : answer;
}
