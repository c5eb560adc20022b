/**
 * What rows tell of somebody whom the group has forgotten: words go with the payload of the acts that wrote
 * them.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

/** Empties the rows of this module that these acts have written, of all that tells of a person. */
export async function forgetExchanged(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  if (acts.length === 0) return;
  const by = (column: string) => sql`org_id = ${org} AND ${sql.ref(column)} = ANY(${acts})`;
  await sql`UPDATE exchange.advert
               SET title = NULL, words = NULL, availability = NULL, place = NULL, lat = NULL, lon = NULL,
                   picture = NULL, folded = ''
             WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE exchange.advert SET hidden_reason = NULL WHERE ${by('hidden_act_id')}`.execute(tx);
  await sql`UPDATE exchange.word SET words = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE exchange.thanks SET words = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE exchange.thanks SET reply = NULL WHERE ${by('reply_act_id')}`.execute(tx);
}
