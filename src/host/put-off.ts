/**
 * What broke when the clock came round is tried ever more rarely: one fault neither fills the log nor takes
 * the time of the others. How often it broke is known, so that those it concerns can be told.
 */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';

/** Twice as long after each time, in minutes, and never longer than this. */
const LONGEST_MINUTES = 256;
/** What nobody has tried for so long is over in another way. */
const FORGOTTEN_DAYS = 30;

/** The works that wait for their next time. */
export async function loadPutOff(db: Tx, now: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ work: string }>`
    SELECT work FROM host.put_off WHERE next_try_at > ${now}::timestamptz`.execute(db);
  return new Set(rows.map((row) => row.work));
}

/** Notes that it broke once more; says how many times it has. */
export async function putOff(db: Tx, work: string, now: string): Promise<number> {
  const { rows } = await sql<{ tries: number }>`
    INSERT INTO host.put_off AS p (work, tries, next_try_at)
    VALUES (${work}, 1, ${now}::timestamptz + interval '1 minute')
    ON CONFLICT (work) DO UPDATE SET tries = p.tries + 1,
      next_try_at = ${now}::timestamptz + least(power(2, p.tries), ${LONGEST_MINUTES}) * interval '1 minute'
    RETURNING tries`.execute(db);
  return rows[0]!.tries;
}

/** It is done, or up to others now. */
export async function takeUp(db: Tx, work: string): Promise<void> {
  await sql`DELETE FROM host.put_off WHERE work = ${work}`.execute(db);
}

export async function forgetPutOff(db: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - FORGOTTEN_DAYS * 86_400_000).toISOString();
  await sql`DELETE FROM host.put_off WHERE next_try_at < ${before}::timestamptz`.execute(db);
}
