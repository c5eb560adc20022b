/** What the functions of this folder share, and the small things all of them need. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { PersonId } from '#kernel/command';
import { makeId, type Id } from '#kernel/id';
import { refuse, type Refused } from '#kernel/outcome';
import { allow } from '../limits.ts';
import type { Mail } from '../mail.ts';
import type { CookieNames, CookieReader, SetCookie } from './cookies.ts';
import type { LibraryHouse } from './library.ts';
import type { AuthTx, DeviceId, LetInBy } from './tables.ts';

export interface House {
  readonly db: AuthTx;
  readonly library: LibraryHouse;
  readonly cookies: CookieNames;
  readonly secret: string;
  readonly origin: string;
  readonly mail: Mail | null;
  /** Whether this is the example, whose people are invented. */
  readonly example: boolean;
  /** A hash that no secret has: checking it takes as long as checking a real one. */
  readonly nobody: Promise<string>;
  now(): Date;
}

/** Where a request comes from. The address is only counted, never kept. */
export interface Visit {
  readonly cookies: CookieReader;
  readonly ip: string;
  readonly userAgent: string;
}

/** Someone who has been let in, on the device they hold. */
export interface Session {
  readonly id: string;
  readonly login: string;
  readonly person: PersonId;
  readonly name: string;
  readonly device: DeviceId;
  readonly letInBy: LetInBy;
  /**
   * On a borrowed device a session ends after half a day, and the device does not know the person afterwards.
   */
  readonly borrowed: boolean;
  /** Others use this device too: somebody said so, or it knows several. */
  readonly shared: boolean;
  /** When the person last showed that it is really them. */
  readonly provedAt: string;
  /** To set on the answer; mostly empty. */
  readonly cookies: readonly SetCookie[];
}

export interface Entered {
  readonly person: PersonId;
  readonly session: Session;
  readonly cookies: readonly SetCookie[];
}

/** How long after showing that it is really them a person may change their ways in. */
export const PROOF_SECONDS = 15 * 60;

export function proved(session: Session, now: Date): boolean {
  return now.getTime() - Date.parse(session.provedAt) < PROOF_SECONDS * 1000;
}

export function newId<Kind extends string>(house: House, kind: Kind): Id<Kind> {
  return makeId(kind, house.now().getTime(), randomBytes(10));
}

/** A random key of 256 bits for a cookie or a token. */
export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

export function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

export const MINUTES_15 = 15 * 60;

/** Counts a visit under several names at once; refuses when one of them has been here too often. */
export async function tooMany(
  house: House,
  buckets: readonly (readonly [name: string, max: number, seconds: number])[],
): Promise<Refused<'too_many_tries'> | null> {
  for (const [name, max, seconds] of buckets) {
    const { allowed, waitSeconds } = await allow(anyTables(house.db), name, max, seconds, house.now());
    if (!allowed) return refuse('too_many_tries', { waitSeconds });
  }
  return null;
}

export function anyTables(db: AuthTx): Kysely<unknown> {
  return db as unknown as Kysely<unknown>;
}
