/**
 * What a run of decided acts leaves behind: the rows of the commands, the leaves of the register, the answers
 * that are kept. All in the transaction in which they were decided.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnyCommand, Authority, Fact, PersonId, RecordedAct } from '#kernel/command';
import { Bug } from '#kernel/assert';
import { accept, type Json, type Refusal } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { HOUSE } from '#agents';
import { recordAuthority } from '#agents/server';
import { forgetLogin, tokensOf } from './auth/ways.ts';
import { insertFollowUps } from './follow-ups.ts';
import { forgetRows } from './forget-rows.ts';
import type { Host } from './host.ts';
import { forgetAnswers, insertOnce } from './once.ts';
import type { Job, JobAnswer } from './perform-group.ts';
import {
  carryOutErasure,
  growRegister,
  writeRegister,
  type Gate,
  type NewLeaf,
  type Place,
} from './register/store.ts';
import type { Scene } from './scene.ts';

/** What one decided act leaves behind until the group is recorded. */
export interface Decided {
  readonly job: Job;
  readonly act: RecordedAct;
  readonly fact: { readonly [key: string]: Json | undefined };
  readonly authority: Authority;
  readonly actor: string | null;
}

export type Slot =
  | { readonly is: 'answer'; readonly answer: JobAnswer }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'decided'; readonly decided: Decided }
  | { readonly is: 'same'; readonly as: number };

export async function recordGroup(
  host: Host,
  tx: Tx,
  gate: Gate,
  scene: Scene,
  jobs: readonly Job[],
  slots: readonly Slot[],
  loaded: unknown,
): Promise<JobAnswer[]> {
  const decided = slots.flatMap((slot) => (slot.is === 'decided' ? [slot.decided] : []));
  const written = writeDown(host, tx, scene, decided, loaded);
  const register = async (): Promise<JobAnswer[]> => {
    // The first statement is on its way: what comes now is worked out while the database is at it.
    await nextTurn();
    const facts = decided.some(forgets)
      ? await forgetAll(tx, written, decided)
      : decided.map((one) => one.fact);
    const grown = growRegister(gate, leavesOf(jobs, scene, decided, facts), host.chance);
    const answers = answerSlots(slots, decided, grown.places);
    const kept = slots.map((slot, at) => slot.is === 'decided' || storedRefusal(slot, jobs[at]!));
    await together([writeRegister(tx, gate, grown), insertOnce(tx, jobs, kept, answers, scene.now)]);
    return answers;
  };
  const answered = register();
  await together([written, answered]);
  return answered;
}

/**
 * Waits for all of them, whatever becomes of one: nothing may still be on its way when a transaction ends.
 * Throws what went wrong first; what follows from it is no news.
 */
async function together(tasks: readonly Promise<unknown>[]): Promise<void> {
  const faults: unknown[] = [];
  await Promise.all(tasks.map((task) => task.catch((error: unknown) => faults.push(error))));
  if (faults.length > 0) throw faults[0];
}

/** The rows of what was decided, and what rests on the authority by which it was. */
async function writeDown(
  host: Host,
  tx: Tx,
  scene: Scene,
  decided: readonly Decided[],
  loaded: unknown,
): Promise<void> {
  if (decided.length === 0) return;
  const { command } = decided[0]!.job;
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

function forgets({ fact }: Decided): boolean {
  return fact['forget'] !== undefined;
}

/** What these forget is looked for once everything else is written. */
async function forgetAll(tx: Tx, written: Promise<void>, decided: readonly Decided[]): Promise<Fact[]> {
  await written;
  return Promise.all(decided.map((one) => forgetWith(tx, one)));
}

function leavesOf(
  jobs: readonly Job[],
  scene: Scene,
  decided: readonly Decided[],
  facts: readonly Fact[],
): NewLeaf[] {
  const { command } = jobs[0]!;
  return decided.map((one, at) => ({
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
  places: readonly Place[],
): JobAnswer[] {
  const answers: JobAnswer[] = [];
  for (const slot of slots) answers.push(answerOf(slot, answers, decided, places));
  return answers;
}

function answerOf(
  slot: Slot,
  earlier: readonly JobAnswer[],
  decided: readonly Decided[],
  places: readonly Place[],
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
