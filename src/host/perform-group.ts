/**
 * One transaction for a run of acts of the same command in one organization: load once, decide one after the
 * other on the same state, record together, append to the register, store the outcomes, COMMIT. A group of
 * one goes the same way.
 *
 * If something breaks that no decision foresaw (a constraint, an assertion), the whole group is rolled back
 * and its acts run one by one: only the culprit fails.
 */
import type { AnyCommand, Ask, Authority, OrgId, RecordedAct } from '#kernel/command';
import { assert, Bug } from '#kernel/assert';
import { makeId, type Id } from '#kernel/id';
import { accept, refuse, type Json, type Outcome, type Refusal } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { authorize, HOUSE, type Question, type Standing } from '#agents';
import type { ActRequest, Receipt } from './act-request.ts';
import type { Host } from './host.ts';
import { loadBrought } from './files/store.ts';
import { findOnce, type OnceRow } from './once.ts';
import { recordGroup, type Slot } from './record-group.ts';
import { memberOf, readGround, sceneAfter, setScene, standingIn, usedSince, type Scene } from './scene.ts';
import { newGate, nextInstant, openGate } from './register/store.ts';

export interface Job {
  readonly command: AnyCommand<Tx>;
  readonly org: OrgId;
  readonly who: string;
  readonly request: ActRequest;
  readonly input: unknown;
  readonly inputHash: Buffer;
}

export type JobAnswer = Outcome<Receipt> | { readonly error: unknown };

const TRIES = 5;
/** Deadlock, serialization failure, lock not available: nothing was decided, so it may run again, whole. */
const RETRIED = new Set(['40001', '40P01', '55P03']);
/** A constraint of ours refused what decide had accepted: somebody changed it meanwhile. */
const STALE = new Set(['23505', '23503', '23P01']);

/** Performs the jobs, all of one command and organization; one answer each, in their order. */
export async function performGroup(host: Host, jobs: readonly Job[]): Promise<JobAnswer[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await host.transact((tx) => runGroup(host, tx, jobs));
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (RETRIED.has(code) && attempt < TRIES) continue;
      if (jobs.length > 1) return runSingly(host, jobs);
      if (STALE.has(code)) {
        if (attempt < 2) continue;
        return [refuse('stale')];
      }
      return [{ error }];
    }
  }
}

/** What one act of a bundle was refused by; the others are undone with it. */
export interface Undone {
  readonly ok: false;
  /** Which one, from 0. */
  readonly at: number;
  readonly refusal: Refusal;
}

/**
 * Performs acts of one organization in their order, all or none: one transaction, and the first that is
 * refused takes back those before it. `begins` is told which one is next, for whoever must say where it
 * broke.
 */
export async function performBundle(
  host: Host,
  jobs: readonly Job[],
  begins: (at: number) => void,
): Promise<Undone | { ok: true; receipts: readonly Receipt[] }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await host.transact(async (tx) => {
        const receipts: Receipt[] = [];
        for (const [at, job] of jobs.entries()) {
          begins(at);
          const [answer] = await runGroup(host, tx, [job]);
          if (answer === undefined || 'error' in answer) throw new Bug('an act of a bundle has no answer');
          if (!answer.ok) throw new BundleStopped(at, answer.refusal);
          receipts.push(answer.value);
        }
        return { ok: true, receipts };
      });
    } catch (error) {
      if (error instanceof BundleStopped) return { ok: false, at: error.at, refusal: error.refusal };
      const code = (error as { code?: string }).code ?? '';
      if ((RETRIED.has(code) || STALE.has(code)) && attempt < TRIES) continue;
      throw error;
    }
  }
}

/** Thrown so that the transaction rolls back; caught where it began. */
class BundleStopped extends Error {
  readonly at: number;
  readonly refusal: Refusal;

  constructor(at: number, refusal: Refusal) {
    super(refusal.rule);
    this.at = at;
    this.refusal = refusal;
  }
}

async function runSingly(host: Host, jobs: readonly Job[]): Promise<JobAnswer[]> {
  const answers: JobAnswer[] = [];
  for (const job of jobs) answers.push(...(await performGroup(host, [job])));
  return answers;
}

async function runGroup(host: Host, tx: Tx, jobs: readonly Job[]): Promise<JobAnswer[]> {
  const { command, org } = jobs[0]!;
  const gate = command.scope === 'new' ? newGate(org) : await openGate(tx, org);
  if (!gate) return jobs.map(() => refuse('no_standing'));
  const [instant, ground, before] = await Promise.all([
    nextInstant(tx, gate, host.clock()),
    readGround(tx, jobs),
    findOnce(tx, jobs),
  ]);
  const now = new Date(instant).toISOString();
  const found = await setScene(tx, jobs, ground, now);
  if (!found) return jobs.map(() => refuse('no_standing'));
  let scene = found;
  const asks = jobs.map((job): Ask<unknown> => ({
    input: job.input,
    person: job.request.actor.person,
    member: memberOf(scene, job),
  }));
  const loaded = await command.load(tx, asks, {
    org,
    now,
    today: scene.today,
    chance: host.chance,
    brought: (member, digests) => loadBrought(tx, org, member, digests),
  });
  let state = loaded;
  const slots: Slot[] = [];
  const firsts = firstOfEach(jobs);
  for (const [at, job] of jobs.entries()) {
    const slot = seenBefore(jobs, at, firsts, before) ?? decideOne(host, scene, job, asks[at]!, state);
    if (slot.is === 'decided' && jobs.length > 1) {
      scene = sceneAfter(scene, slot.decided);
      assert(command.apply, `${command.name} is grouped and says what the next act sees`);
      state = command.apply(state, slot.decided.fact, slot.decided.act, job.input);
    }
    slots.push(slot);
  }
  return recordGroup(host, tx, gate, scene, jobs, slots, loaded);
}

/** Where each key stands first among these. */
function firstOfEach(jobs: readonly Job[]): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const [at, job] of jobs.entries()) {
    const mark = onceMark(job);
    if (!firsts.has(mark)) firsts.set(mark, at);
  }
  return firsts;
}

/** The same key was answered before, or stands earlier in this very group. */
function seenBefore(
  jobs: readonly Job[],
  at: number,
  firsts: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, OnceRow>,
): Slot | null {
  const job = jobs[at]!;
  const mark = onceMark(job);
  const old = before.get(mark);
  if (old) {
    if (!old.inputHash.equals(job.inputHash)) return { is: 'answer', answer: refuse('key_reused') };
    const outcome = old.outcome as Outcome<Receipt>;
    return { is: 'answer', answer: outcome.ok ? accept({ ...outcome.value, replayed: true }) : outcome };
  }
  const twin = firsts.get(mark)!;
  if (twin === at) return null;
  if (!jobs[twin]!.inputHash.equals(job.inputHash)) return { is: 'answer', answer: refuse('key_reused') };
  return { is: 'same', as: twin };
}

export function onceMark(job: Pick<Job, 'who' | 'request'>): string {
  return `${job.who}\n${job.request.key}`;
}

function decideOne(host: Host, scene: Scene, job: Job, ask: Ask<unknown>, state: unknown): Slot {
  const { command, request } = job;
  const about = command.about(state, ask);
  if (request.actor.person !== null && scene.erased.has(request.actor.person)) {
    return { is: 'refused', refusal: refuse('erased_already').refusal };
  }
  if (scene.waitingOver) return { is: 'refused', refusal: refuse('waiting_act_over').refusal };
  const standing = standingIn(scene, job);
  const { decided = null, clock = false } = request;
  const allowed = authorize({
    grounds: command.grounds,
    matter: command.matter,
    article: command.article,
    about,
    person: request.actor.person,
    operator: request.actor.operator ?? false,
    standing,
    group: scene.group,
    afterEnd: command.afterEnd ?? false,
    today: scene.today,
    waiting: request.waiting ?? null,
    signatures: withOwn(scene, standing, request),
    decided,
    clock,
    household: scene.households.get(standing.membership?.id ?? '') ?? [],
    used: (role, days) => usedSince(scene, role, days),
  });
  const missing = !allowed.ok && allowed.refusal.rule === 'signatures_missing';
  if (!allowed.ok && !missing) return { is: 'refused', refusal: allowed.refusal };
  // With signatures missing the act is previewed all the same: nobody should gather them for what cannot be.
  const authority: Authority = allowed.ok
    ? allowed.value
    : { by: 'signatures', members: [], needed: 0, waiting: null };
  const act: RecordedAct = {
    id: makeId('act', Date.parse(scene.now), host.chance(10)),
    org: job.org,
    at: scene.now,
  };
  const decision = command.decide(state, job.input, {
    ...act,
    person: ask.person,
    member: ask.member,
    askedBy: decided ? decided.proposedBy : (scene.openedBy ?? ask.member),
    authority,
    channel: request.actor.channel,
    today: scene.today,
    newId: <Kind extends string>(kind: Kind): Id<Kind> =>
      makeId(kind, Date.parse(scene.now), host.chance(10)),
  });
  if (!decision.ok) return { is: 'refused', refusal: decision.refusal };
  // Whom it is about is told to the door alone, for what is written down to wait.
  if (!allowed.ok) return { is: 'refused', refusal: { ...allowed.refusal, about: about.subject } };
  const actor = actorOf(job, authority, standing, decision.value);
  return { is: 'decided', decided: { job, act, fact: decision.value, authority, actor } };
}

/** Whoever asks signs by asking; with a waiting act, only those who signed it count. */
function withOwn(scene: Scene, standing: Standing, request: ActRequest): Question['signatures'] {
  if (request.waiting !== undefined || standing.membership === null) return scene.signatures;
  return [{ member: standing.membership.id, person: request.actor.person ?? '', standing }];
}

/**
 * Under which name the register of this organization knows whoever acted; null where it was nobody's hand.
 */
function actorOf(
  job: Job,
  { by }: Authority,
  standing: Standing,
  fact: { readonly [key: string]: Json | undefined },
): string | null {
  if (by === 'decision' || by === 'statute' || by === 'bearer') return null;
  if (job.org === HOUSE) return job.request.actor.person ?? 'house';
  const member = standing.membership?.id ?? job.command.becomes?.(fact);
  assert(member, `${job.command.name} was allowed to someone whom the register has no name for`);
  return member;
}
