/** What the screens of decisions read besides; who may see what of it, core/visible.ts says. */
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Choices } from '../core/proposal.ts';
import { tables } from './tables.ts';

/** What one voter has chosen in an open ballot, for nobody but themself before the close. */
export async function loadOwnBallot(
  tx: Tx,
  org: OrgId,
  proposal: string,
  round: number,
  member: MemberId,
): Promise<Choices | null> {
  const row = await tables(tx)
    .selectFrom('decisions.open_ballot')
    .select('choices')
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('round', '=', round)
    .where('member_id', '=', member)
    .executeTakeFirst();
  return row?.choices ?? null;
}
