/**
 * How often something may be done, counted in the database so that every instance of the app counts together.
 * A window opens with the first time and closes after `seconds`; one statement takes and tells, so that two
 * who ask at once cannot both have the last place.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { gatheredBy } from './gathered.ts';

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
  const { taken, closesAt } = await take(db, { key: keyOf(bucket), seconds, now });
  const waitSeconds = Math.max(1, Math.ceil((Date.parse(closesAt) - now.getTime()) / 1000));
  return { allowed: taken <= max, waitSeconds };
}

interface Wanted {
  readonly key: Buffer;
  readonly seconds: number;
  readonly now: Date;
}

interface Taken {
  /** Which place it is, from 1. */
  readonly taken: number;
  readonly closesAt: string;
}

/** One statement for all who ask at the same moment: several of one bucket get one place after the other. */
const take = gatheredBy(async (db: Kysely<unknown>, wanted: readonly Wanted[]): Promise<Taken[]> => {
  const buckets = new Map<string, { readonly first: Wanted; count: number }>();
  const places = wanted.map((one) => {
    const key = one.key.toString('hex');
    const bucket = buckets.get(key) ?? { first: one, count: 0 };
    bucket.count += 1;
    buckets.set(key, bucket);
    return { key, place: bucket.count };
  });
  const all = [...buckets.values()];
  // In the order of the keys: two programs that take of the same buckets never wait for each other.
  const { rows } = await sql<{ bucket: Buffer; taken: number; closes_at: string }>`
    INSERT INTO host.rate AS r (bucket, opened_at, closes_at, taken)
    SELECT bucket, opened_at, closes_at, taken
      FROM unnest(${all.map(({ first }) => first.key)}::bytea[],
                  ${all.map(({ first }) => first.now.toISOString())}::timestamptz[],
                  ${all.map(({ first }) => closing(first))}::timestamptz[],
                  ${all.map(({ count }) => count)}::int[]) AS asked(bucket, opened_at, closes_at, taken)
     ORDER BY bucket
    ON CONFLICT (bucket) DO UPDATE SET
      opened_at = CASE WHEN r.closes_at <= excluded.opened_at THEN excluded.opened_at ELSE r.opened_at END,
      closes_at = CASE WHEN r.closes_at <= excluded.opened_at THEN excluded.closes_at ELSE r.closes_at END,
      taken     = CASE WHEN r.closes_at <= excluded.opened_at THEN excluded.taken
                       ELSE r.taken + excluded.taken END
    RETURNING bucket, taken, closes_at`.execute(db);
  const found = new Map(rows.map((row) => [row.bucket.toString('hex'), row]));
  return places.map(({ key, place }) => {
    const { taken, closes_at: closesAt } = found.get(key)!;
    return { taken: taken - buckets.get(key)!.count + place, closesAt };
  });
});

function closing({ now, seconds }: Wanted): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
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
  // One that is being opened anew right now is left alone: nobody waits for the sweep, nor it for them.
  await sql`
    DELETE FROM host.rate WHERE bucket IN (
      SELECT bucket FROM host.rate WHERE closes_at < ${now.toISOString()} FOR UPDATE SKIP LOCKED)`.execute(
    db,
  );
}
