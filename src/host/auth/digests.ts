/**
 * Who wants a letter of what their groups ask of them, and how often. It goes only to an address that its
 * holder has confirmed. The link that stops it says whose letters end, and lets nobody in.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { House, Session } from './house.ts';
import { realAddress } from './sign-up.ts';
import { RHYTHMS, type AuthTx, type Rhythm } from './tables.ts';

export interface WantedDigest {
  readonly every: Rhythm | null;
  /** What is missing before a letter can come: a way to send it, or an address that is confirmed. */
  readonly missing: 'letters' | 'address' | null;
  readonly address: string | null;
  /** Whether letters say what they are about. */
  readonly saysMore: boolean;
}

export async function digest(house: House, session: Session): Promise<WantedDigest> {
  const row = await house.db
    .selectFrom('auth.login as l')
    .leftJoin('auth.digest as d', 'd.person_id', 'l.person_id')
    .select(['l.email', 'l.email_verified', 'd.every', 'd.says_more'])
    .where('l.person_id', '=', session.person)
    .executeTakeFirstOrThrow();
  const address = row.email_verified ? realAddress(row.email) : null;
  const missing = house.mail?.canSend !== true ? 'letters' : address === null ? 'address' : null;
  return { every: row.every, missing, address, saysMore: row.says_more === true };
}

/** Asks for letters, or for none; the first may come at once. */
export async function setDigest(
  house: House,
  session: Session,
  asked: { readonly every: string; readonly locale: string; readonly saysMore: boolean },
): Promise<Outcome<null, 'letters_not_sent' | 'email_not_confirmed' | 'input_invalid'>> {
  const { locale, saysMore: says_more } = asked;
  if (asked.every === 'none') {
    await stopFor(house, session.person);
    return accept(null);
  }
  const every = RHYTHMS.find((one) => one === asked.every);
  if (every === undefined) return refuse('input_invalid');
  const { missing } = await digest(house, session);
  if (missing !== null) return refuse(missing === 'letters' ? 'letters_not_sent' : 'email_not_confirmed');
  const next_at = house.now().toISOString();
  await house.db
    .insertInto('auth.digest')
    .values({ person_id: session.person, every, locale, next_at, told_at: null, told: [], says_more })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ every, locale, next_at, says_more }))
    .execute();
  return accept(null);
}

/** Where whoever has the letter stops the next ones, signed in or not. */
export function stopLink(house: House, person: PersonId): string {
  return `${house.origin}/letters/${person}.${signOf(house, person)}`;
}

export function isStopToken(house: House, token: string): boolean {
  return personIn(house, token) !== null;
}

/** Ends the letters of whom the token names; false where it names nobody. */
export async function stopDigest(house: House, token: string): Promise<boolean> {
  const person = personIn(house, token);
  if (person !== null) await stopFor(house, person);
  return person !== null;
}

/** Those at whom it is time to look, the longest waiting first. */
export async function dueDigests(house: House): Promise<PersonId[]> {
  const rows = await house.db
    .selectFrom('auth.digest')
    .select('person_id')
    .where('next_at', '<=', house.now().toISOString())
    .orderBy('next_at')
    .execute();
  return rows.map((row) => row.person_id);
}

export interface DueDigest {
  readonly every: Rhythm;
  readonly saysMore: boolean;
  readonly locale: string;
  readonly toldAt: string | null;
  readonly told: readonly string[];
  /** Null where the address is gone, or not confirmed any more. */
  readonly address: string | null;
}

/** Takes one for the length of a transaction; null where it is not due, or somebody else has it. */
export async function takeDigest(
  tx: Kysely<unknown>,
  person: PersonId,
  now: string,
): Promise<DueDigest | null> {
  const row = await (tx as unknown as AuthTx)
    .selectFrom('auth.digest as d')
    .innerJoin('auth.login as l', 'l.person_id', 'd.person_id')
    .select(['d.every', 'd.locale', 'd.told_at', 'd.told', 'd.says_more', 'l.email', 'l.email_verified'])
    .where('d.person_id', '=', person)
    .where('d.next_at', '<=', now)
    .forUpdate('d')
    .skipLocked()
    .executeTakeFirst();
  if (!row) return null;
  const address = row.email_verified ? realAddress(row.email) : null;
  const { every, locale, told, told_at: toldAt, says_more: saysMore } = row;
  return { every, locale, toldAt, told, address, saysMore };
}

/** Puts off the next look; with what was told, where a letter was written. */
export async function putOffDigest(
  tx: Kysely<unknown>,
  person: PersonId,
  nextAt: string,
  letter: { readonly at: string; readonly told: readonly string[] } | null,
): Promise<void> {
  await (tx as unknown as AuthTx)
    .updateTable('auth.digest')
    .set({ next_at: nextAt, ...(letter === null ? {} : { told_at: letter.at, told: letter.told }) })
    .where('person_id', '=', person)
    .execute();
}

async function stopFor(house: House, person: PersonId): Promise<void> {
  await house.db.deleteFrom('auth.digest').where('person_id', '=', person).execute();
}

function signOf(house: House, person: string): string {
  return createHmac('sha256', house.secret).update(`stop letters ${person}`).digest('hex').slice(0, 32);
}

function personIn(house: House, token: string): PersonId | null {
  const [person = '', sign = ''] = token.split('.');
  const [given, right] = [Buffer.from(sign), Buffer.from(signOf(house, person))];
  return given.length === right.length && timingSafeEqual(given, right) ? (person as PersonId) : null;
}
