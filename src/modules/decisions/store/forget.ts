/**
 * What rows tell of somebody whom the group has forgotten. A payload of the register that is erased takes
 * with it what stood in the rows that its act has written; a replay finds null in its place from the start.
 *
 * The words of a proposal are the group's, like its rules, and stay. What a candidate says of themself, and
 * of which groups they say they are, the names of files, the reasons and notes of an act, and what somebody
 * chose in an open ballot go.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { impersonal } from '../core/proposal.ts';
import { forgetFileRows } from './files.ts';
import { forgetVoices } from './hands.ts';
import { forgetMeetings } from './meeting-writes.ts';
import { tables } from './tables.ts';
import { forgetTalk } from './talk-writes.ts';
import { changeActs } from './writes.ts';

/**
 * Empties the rows of this module that these acts have written, of all that tells of a person; and of these
 * members what another has entered for them, in a meeting, as their ballot.
 */
export async function forgetDecided(
  tx: Tx,
  org: OrgId,
  acts: readonly string[],
  members: readonly string[],
): Promise<void> {
  await sql`UPDATE decisions.open_ballot SET choices = NULL
             WHERE org_id = ${org} AND member_id = ANY(${members}::text[])`.execute(tx);
  await forgetVoices(tx, org, members);
  if (acts.length === 0) return;
  await sql`UPDATE decisions.option SET body = ''
             WHERE org_id = ${org} AND act_id = ANY(${acts}) AND member_id IS NOT NULL`.execute(tx);
  await sql`UPDATE decisions.candidacy SET words = '', groups = '{}'
             WHERE org_id = ${org} AND act_id = ANY(${acts})`.execute(tx);
  const options = await tables(tx)
    .selectFrom('decisions.option')
    .select(['proposal_id', 'option_id', 'acts', 'act_id'])
    .where('org_id', '=', org)
    .where('act_id', 'in', acts as never)
    .execute();
  for (const one of options) {
    if (one.acts.length === 0) continue;
    await changeActs(tx, { org, id: one.act_id }, one.proposal_id, one.option_id, one.acts.map(impersonal));
  }
  await sql`UPDATE decisions.open_ballot SET choices = NULL
             WHERE org_id = ${org} AND act_id = ANY(${acts})`.execute(tx);
  await forgetTalk(tx, org, acts);
  await forgetFileRows(tx, org, acts);
  await forgetMeetings(tx, org, acts);
}
