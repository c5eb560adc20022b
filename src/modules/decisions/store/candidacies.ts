/** Who would be given a post by which option, and whether they have said yes. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Candidacy } from '../core/candidacy.ts';
import type { DraftPerson } from '../core/draft.ts';
import { tables, type CandidacyRow } from './tables.ts';

export async function insertCandidacies(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  options: readonly { readonly option: string; readonly people: readonly DraftPerson[] }[],
): Promise<void> {
  const rows = options.flatMap(({ option, people }) =>
    people.map(({ who, agreed, groups }, at) => ({
      org_id: act.org,
      proposal_id: proposal,
      option_id: option,
      member_id: who,
      position: at + 1,
      agreed_at: agreed ? act.at : null,
      declined_at: null,
      words: '',
      groups: [...(groups ?? [])],
      act_id: act.id,
    })),
  );
  if (rows.length > 0) await tables(tx).insertInto('decisions.candidacy').values(rows).execute();
}

export async function clearCandidacies(tx: Tx, org: OrgId, proposal: string): Promise<void> {
  await tables(tx)
    .deleteFrom('decisions.candidacy')
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .execute();
}

/** What somebody says to standing; the last thing counts. */
export async function writeStanding(
  tx: Tx,
  act: RecordedAct,
  said: {
    readonly proposal: string;
    readonly option: string;
    readonly member: MemberId;
    readonly agrees: boolean;
    readonly words: string;
    readonly groups: readonly string[];
  },
): Promise<void> {
  await tables(tx)
    .updateTable('decisions.candidacy')
    .set({
      agreed_at: said.agrees ? act.at : null,
      declined_at: said.agrees ? null : act.at,
      words: said.words,
      groups: [...said.groups],
      act_id: act.id,
    })
    .where('org_id', '=', act.org)
    .where('proposal_id', '=', said.proposal)
    .where('option_id', '=', said.option)
    .where('member_id', '=', said.member)
    .execute();
}

/** By option, in the order in which they stand on it. */
export async function loadCandidaciesOf(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
): Promise<ReadonlyMap<string, readonly Candidacy[]>> {
  const rows = await tables(tx)
    .selectFrom('decisions.candidacy')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(proposals)])
    .orderBy('position')
    .execute();
  const byOption = Map.groupBy(rows, (row) => row.option_id);
  return new Map([...byOption].map(([option, own]) => [option, own.map(candidacyOf)]));
}

function candidacyOf(row: CandidacyRow): Candidacy {
  return {
    member: row.member_id,
    agreedAt: row.agreed_at,
    declinedAt: row.declined_at,
    words: row.words,
    groups: row.groups,
  };
}

/** Where a member has been put forward by others and has said neither yes nor no. */
export interface AskedToStand {
  readonly proposal: string;
  readonly option: string;
  readonly addedBy: MemberId;
}

export async function loadAskedToStand(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  proposals: readonly string[],
): Promise<readonly AskedToStand[]> {
  const { rows } = await sql<AskedToStand>`
    SELECT c.proposal_id AS proposal, c.option_id AS option, o.added_by AS "addedBy"
      FROM decisions.candidacy c
      JOIN decisions.option o
        ON o.org_id = c.org_id AND o.proposal_id = c.proposal_id AND o.option_id = c.option_id
     WHERE c.org_id = ${org} AND c.member_id = ${member} AND c.proposal_id = ANY(${[...proposals]})
       AND c.agreed_at IS NULL AND c.declined_at IS NULL AND o.withdrawn_at IS NULL
     ORDER BY c.proposal_id, c.option_id`.execute(tx);
  return rows;
}
