/**
 * What rows tell of somebody who takes it back, or whom the group has forgotten. An entry goes whole; of
 * what was asked for and said to others, that it was so stays.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

/** Empties the rows of this module that these acts have written, of all that tells of a person. */
export async function forgetCare(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  if (acts.length === 0) return;
  const by = sql`org_id = ${org} AND act_id = ANY(${acts})`;
  await sql`DELETE FROM care.entry WHERE ${by}`.execute(tx);
  await sql`DELETE FROM care.help_day d USING care.help h
             WHERE d.org_id = ${org} AND h.org_id = d.org_id AND h.help_id = d.help_id
               AND h.act_id = ANY(${acts})`.execute(tx);
  await sql`UPDATE care.help SET activity = NULL, words = NULL, place = NULL WHERE ${by}`.execute(tx);
  await sql`UPDATE care.coming SET on_day = NULL WHERE ${by}`.execute(tx);
  await sql`UPDATE care.thanks SET words = NULL WHERE ${by}`.execute(tx);
}
