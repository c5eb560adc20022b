/**
 * How often something may be done, counted in the database so that every instance of the app counts together.
 * A window opens with the first time and closes after `seconds`; one statement takes and tells, so that two who
 * ask at once cannot both have the last place.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

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
  const key = createHash('sha256').update(bucket).digest();
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

/** Sweeps windows that have closed; run by a job. */
export async function forgetClosedWindows(db: Kysely<unknown>, now: Date): Promise<void> {
  await sql`DELETE FROM host.rate WHERE closes_at < ${now.toISOString()}`.execute(db);
}
