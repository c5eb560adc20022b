/**
 * One transaction for a run of acts of the same command in one organization: load once, decide one after the
 * other on the same state, record together, append to the register, store the outcomes, COMMIT. A group of
 * one goes the same way.
 *
 * If something breaks that no decision foresaw (a constraint, an assertion), the whole group is rolled back
 * and its acts run one by one: only the culprit fails.
 */
import type { AnyCommand, Ask, Authority, Fact, OrgId, PersonId, RecordedAct } from '#kernel/command';
import { assert, Bug } from '#kernel/assert';
import { makeId, type Id } from '#kernel/id';
import { accept, refuse, type Json, type Outcome, type Refusal } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { authorize, HOUSE, type Question, type Standing } from '#agents';
import { recordAuthority } from '#agents/server';
import type { ActRequest, Receipt } from './act-request.ts';
import type { Host } from './host.ts';
import { forgetLogin, tokensOf } from './auth/ways.ts';
import { insertFollowUps } from './follow-ups.ts';
import { loadBrought } from './files/store.ts';
import { forgetRows } from './forget-rows.ts';
import { findOnce, forgetAnswers, insertOnce, type OnceRow } from './once.ts';
import { memberOf, setScene, standingIn, usedSince, type Scene } from './scene.ts';
import {
  appendToRegister,
  carryOutErasure,
  nextInstant,
  openGate,
  type Gate,
  type NewLeaf,
} from './register/store.ts';

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
      return await host.acts.transaction().execute((tx) => runGroup(host, tx, jobs));
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
      return await host.acts.transaction().execute(async (tx) => {
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

/** What one decided act leaves behind until the group is recorded. */
interface Decided {
  readonly job: Job;
  readonly act: RecordedAct;
  readonly fact: { readonly [key: string]: Json | undefined };
  readonly authority: Authority;
  readonly actor: string | null;
}

type Slot =
  | { readonly is: 'answer'; readonly answer: JobAnswer }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'decided'; readonly decided: Decided }
  | { readonly is: 'same'; readonly as: number };

async function runGroup(host: Host, tx: Tx, jobs: readonly Job[]): Promise<JobAnswer[]> {
  const { command, org } = jobs[0]!;
  const gate = await openGate(tx, org, command.scope === 'new');
  if (!gate) return jobs.map(() => refuse('no_standing'));
  const instant = await nextInstant(tx, gate, host.clock());
  const now = new Date(instant).toISOString();
  const scene = await setScene(tx, jobs, now);
  if (!scene) return jobs.map(() => refuse('no_standing'));
  const before = await findOnce(tx, jobs);
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
  for (const [at, job] of jobs.entries()) {
    const slot = seenBefore(jobs, at, before) ?? decideOne(host, scene, job, asks[at]!, state);
    if (slot.is === 'decided' && jobs.length > 1) {
      assert(command.apply, `${command.name} is grouped and says what the next act sees`);
      state = command.apply(state, slot.decided.fact, slot.decided.act, job.input);
    }
    slots.push(slot);
  }
  return recordGroup(host, tx, gate, scene, jobs, slots, loaded);
}

/** The same key was answered before, or stands earlier in this very group. */
function seenBefore(jobs: readonly Job[], at: number, before: ReadonlyMap<string, OnceRow>): Slot | null {
  const job = jobs[at]!;
  const old = before.get(onceMark(job));
  if (old) {
    if (!old.inputHash.equals(job.inputHash)) return { is: 'answer', answer: refuse('key_reused') };
    const outcome = old.outcome as Outcome<Receipt>;
    return { is: 'answer', answer: outcome.ok ? accept({ ...outcome.value, replayed: true }) : outcome };
  }
  const twin = jobs.findIndex((other) => onceMark(other) === onceMark(job));
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

async function recordGroup(
  host: Host,
  tx: Tx,
  gate: Gate,
  scene: Scene,
  jobs: readonly Job[],
  slots: readonly Slot[],
  loaded: unknown,
): Promise<JobAnswer[]> {
  const { command } = jobs[0]!;
  const decided = slots.flatMap((slot) => (slot.is === 'decided' ? [slot.decided] : []));
  if (decided.length > 0) {
    await command.record(
      tx,
      decided.map(({ act, fact }) => ({ act, fact })),
    );
    await command.seal?.(tx, shuffled(host, command, decided), loaded);
    await recordAuthority(
      tx,
      decided.map(({ act, authority }) => ({ act, authority, today: scene.today })),
    );
    await insertFollowUps(
      host,
      tx,
      command,
      decided.map((one) => ({ ...one, person: one.job.request.actor.person })),
    );
  }
  const facts = await Promise.all(decided.map((one) => forgetWith(tx, one)));
  const leaves = decided.map((one, at): NewLeaf => ({
    act: one.act.id,
    at: one.act.at,
    actor: one.actor,
    command: command.name,
    channel: one.job.request.actor.channel,
    authority: one.authority,
    statutes: scene.group.statutesVersion,
    fact: facts[at]!,
    personal: command.personal,
  }));
  const places = await appendToRegister(tx, gate, leaves, host.chance);
  const answers = answerSlots(slots, decided, places);
  await insertOnce(
    tx,
    jobs,
    slots.map((slot, at) => slot.is === 'decided' || storedRefusal(slot, jobs[at]!)),
    answers,
    scene.now,
  );
  return answers;
}

/**
 * In an order by chance: that of their acts tells nobody which ballot is whose. What was changed is left out.
 */
function shuffled(host: Host, command: AnyCommand<Tx>, decided: readonly Decided[]) {
  const last = new Map(decided.map((one, at) => [command.sealedAs?.(one.job.input) ?? at, one]));
  const sealed = [...last.values()].map(({ job, fact }) => ({ input: job.input, fact }));
  const places = sealed.map((one) => ({ one, place: Buffer.from(host.chance(16)).toString('hex') }));
  return places.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ one }) => one);
}

/**
 * Whom an act forgets is forgotten by the register, and in the house by the logins and the stored answers
 * too.
 */
async function forgetWith(tx: Tx, { act, fact }: Decided): Promise<Fact> {
  if (act.org === HOUSE && Array.isArray(fact['forget'])) {
    for (const person of fact['forget'] as PersonId[]) {
      // Their tokens go with the login, and with them the way to what these were answered.
      const tokens = await tokensOf(tx, person);
      await forgetLogin(tx, person);
      await forgetAnswers(tx, person, tokens);
    }
  }
  const whole = await carryOutErasure(tx, act, fact);
  await forgetRows(tx, act.org, whole);
  return whole;
}

/**
 * What the host itself asks for may be possible the next time; of what strangers try without a token
 * nothing is kept; nor why something secret was refused, which tells of it beside the name of whoever
 * asked.
 */
function storedRefusal(slot: Slot, { request, command }: Job): boolean {
  if (request.byHost === true || command.grounds.includes('bearer') || command.knownBy) return false;
  return slot.is === 'refused' && slot.refusal.rule !== 'signatures_missing';
}

function answerSlots(
  slots: readonly Slot[],
  decided: readonly Decided[],
  places: readonly { position: number; size: number; root: string }[],
): JobAnswer[] {
  const answers: JobAnswer[] = [];
  for (const slot of slots) answers.push(answerOf(slot, answers, decided, places));
  return answers;
}

function answerOf(
  slot: Slot,
  earlier: readonly JobAnswer[],
  decided: readonly Decided[],
  places: readonly { position: number; size: number; root: string }[],
): JobAnswer {
  switch (slot.is) {
    case 'answer':
      return slot.answer;
    case 'refused':
      return { ok: false, refusal: slot.refusal };
    case 'same': {
      const first = earlier[slot.as]!;
      return 'ok' in first && first.ok ? accept({ ...first.value, replayed: true }) : first;
    }
    case 'decided': {
      const place = places[decided.indexOf(slot.decided)];
      if (!place) throw new Bug('an act was recorded without a place in the register');
      const { job, act, fact } = slot.decided;
      return accept({
        kind: 'done',
        act: act.id,
        org: act.org,
        ...place,
        answer: job.command.answer?.(fact) ?? null,
      });
    }
  }
}
