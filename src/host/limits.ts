/**
 * How often something may be done, counted in the database so that every instance of the app counts together.
 * A window opens with the first time and closes after `seconds`; one statement takes and tells, so that two
 * who ask at once cannot both have the last place.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { accept, refuse, type Outcome } from '#kernel/outcome';

export interface Allowance {
  readonly allowed: boolean;
  /** Until the window closes; what `Retry-After` says. */
  readonly waitSeconds: number;
}

/** Takes one of `max` places in the window of `bucket` at `now`, if there is one left. */
export async function allow(
  db: Kysely<unknown>,
  bucket: string,
  max: number,
  seconds: number,
  now: Date,
): Promise<Allowance> {
  const key = keyOf(bucket);
  const at = now.toISOString();
  const closes = new Date(now.getTime() + seconds * 1000).toISOString();
  const { rows } = await sql<{ taken: number; closes_at: string }>`
    INSERT INTO host.rate AS r (bucket, opened_at, closes_at, taken) VALUES (${key}, ${at}, ${closes}, 1)
    ON CONFLICT (bucket) DO UPDATE SET
      opened_at = CASE WHEN r.closes_at <= ${at} THEN excluded.opened_at ELSE r.opened_at END,
      closes_at = CASE WHEN r.closes_at <= ${at} THEN excluded.closes_at ELSE r.closes_at END,
      taken     = CASE WHEN r.closes_at <= ${at} THEN 1 ELSE least(r.taken, ${max}) + 1 END
    RETURNING taken, closes_at`.execute(db);
  const row = rows[0]!;
  const waitSeconds = Math.max(1, Math.ceil((Date.parse(row.closes_at) - now.getTime()) / 1000));
  return { allowed: row.taken <= max, waitSeconds };
}

/** How often codes of one kind may be tried within `seconds`. */
export interface Guessing {
  readonly name: string;
  /** By one visitor, right or wrong. */
  readonly each: number;
  /** By everybody together, when they opened nothing: whoever guesses has more than one address. */
  readonly wrong: number;
  readonly seconds: number;
}

/**
 * What a code opens, or null; not looked up once this visitor, or all of them together, have tried too often.
 */
export async function tryCode<Found>(
  db: Kysely<unknown>,
  { name, each, wrong, seconds }: Guessing,
  visitor: string,
  now: Date,
  lookUp: () => Promise<Found | null>,
): Promise<Outcome<Found | null, 'too_many_tries'>> {
  const { allowed, waitSeconds } = await allow(db, `${name} ip ${visitor}`, each, seconds, now);
  if (!allowed) return refuse('too_many_tries', { waitSeconds });
  const nothing = `${name} nothing`;
  const closed = await fullFor(db, nothing, wrong, now);
  if (closed !== null) return refuse('too_many_tries', { waitSeconds: closed });
  const found = await lookUp();
  if (found === null) await allow(db, nothing, wrong, seconds, now);
  return accept(found);
}

/** Until when no place of `max` is left; null while there is one. Takes none. */
async function fullFor(db: Kysely<unknown>, bucket: string, max: number, now: Date): Promise<number | null> {
  const { rows } = await sql<{ closes_at: string }>`
    SELECT closes_at FROM host.rate
     WHERE bucket = ${keyOf(bucket)} AND taken >= ${max} AND closes_at > ${now.toISOString()}`.execute(db);
  const row = rows[0];
  return row ? Math.max(1, Math.ceil((Date.parse(row.closes_at) - now.getTime()) / 1000)) : null;
}

function keyOf(bucket: string): Buffer {
  return createHash('sha256').update(bucket).digest();
}

/** Sweeps windows that have closed; run by a job. */
export async function forgetClosedWindows(db: Kysely<unknown>, now: Date): Promise<void> {
  await sql`DELETE FROM host.rate WHERE closes_at < ${now.toISOString()}`.execute(db);
}
