/**
 * Once: the key of an act, kept with the hash of its input and with what was answered. A line that drops and
 * a thumb that taps twice do nothing twice.
 */
import { sql } from 'kysely';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Job, JobAnswer } from './perform-group.ts';

export interface OnceRow {
  readonly inputHash: Buffer;
  readonly outcome: Json;
}

/**
 * What was answered before to these keys, by `who` and key. A founding has no organization yet: its house is
 * asked.
 */
export async function findOnce(tx: Tx, jobs: readonly Job[]): Promise<Map<string, OnceRow>> {
  const { command } = jobs[0]!;
  const rows = await sql<{ who: string; key: string; input_hash: Buffer; outcome: Json }>`
    SELECT o.who, o.key, o.input_hash, o.outcome
      FROM unnest(${jobs.map((job) => job.who)}::text[], ${jobs.map((job) => job.request.key)}::text[]) AS asked(who, key)
     CROSS JOIN LATERAL (
       -- Each key is looked up by itself; joined, everything that was ever answered here would be read.
       SELECT * FROM host.once
        WHERE org_id = ${onceOrg(jobs[0]!)} AND who = asked.who AND command = ${command.name} AND key = asked.key
       OFFSET 0) AS o`.execute(tx);
  return new Map(
    rows.rows.map((row) => [`${row.who}\n${row.key}`, { inputHash: row.input_hash, outcome: row.outcome }]),
  );
}

/** Stores the answers of those jobs that are marked to be kept: what was done, and refusals by a rule. */
export async function insertOnce(
  tx: Tx,
  jobs: readonly Job[],
  kept: readonly boolean[],
  answers: readonly JobAnswer[],
  now: string,
): Promise<void> {
  const rows = jobs.flatMap((job, at) => {
    const answer = answers[at]!;
    return kept[at] && 'ok' in answer ? [{ job, answer }] : [];
  });
  if (rows.length === 0) return;
  const { command } = jobs[0]!;
  await sql`
    INSERT INTO host.once (org_id, who, command, key, input_hash, outcome, at)
    SELECT ${onceOrg(jobs[0]!)}, who, ${command.name}, key, input_hash, outcome, ${now}::timestamptz
      FROM unnest(${rows.map((row) => row.job.who)}::text[], ${rows.map((row) => row.job.request.key)}::text[],
                  ${rows.map((row) => row.job.inputHash)}::bytea[],
                  ${rows.map((row) => JSON.stringify(row.answer))}::jsonb[]) AS row(who, key, input_hash, outcome)`.execute(
    tx,
  );
}

function onceOrg(job: Job): string {
  return job.command.scope === 'new' ? 'new' : job.org;
}

/** Forgets what someone was ever answered, in every organization: themself, or through a token of theirs. */
export async function forgetAnswers(tx: Tx, person: string, tokens: readonly string[]): Promise<void> {
  await sql`DELETE FROM host.once WHERE who = ANY(${[person, ...tokens]})`.execute(tx);
}
