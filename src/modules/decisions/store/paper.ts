/**
 * Ballots on paper: piles as the first teller enters them, and what becomes of them when the second
 * has read the same.
 */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Pile } from '../core/paper.ts';
import type { Choices } from '../core/proposal.ts';
import type { Chamber } from '../core/roll.ts';
import { insertParts } from './ballots.ts';

/** The piles of a vote, the oldest first. */
export async function loadPiles(tx: Tx, org: OrgId, proposal: string): Promise<Pile[]> {
  const { rows } = await sql<Pile>`
    SELECT p.pile_id AS pile, p.round, p.ballots, p.entered_by AS "enteredBy", p.entered_at AS "enteredAt",
           p.confirmed_by AS "confirmedBy", p.confirmed_at AS "confirmedAt", p.replaced_at AS "replacedAt",
           p.refused_by AS "refusedBy", p.refused_at AS "refusedAt",
           ARRAY(SELECT v.member_id FROM decisions.pile_voter v
                  WHERE v.org_id = p.org_id AND v.proposal_id = p.proposal_id AND v.pile_id = p.pile_id
                  ORDER BY v.member_id) AS voters
      FROM decisions.pile p WHERE p.org_id = ${org} AND p.proposal_id = ${proposal}
     ORDER BY p.entered_at, p.pile_id`.execute(tx);
  return rows;
}

/** What the first teller has read; null once the second has read the same. */
export async function loadReading(
  tx: Tx,
  org: OrgId,
  proposal: string,
  pile: string,
): Promise<readonly Choices[] | null> {
  const { rows } = await sql<{ ballots: readonly Choices[] }>`
    SELECT ballots FROM decisions.pile_reading
     WHERE org_id = ${org} AND proposal_id = ${proposal} AND pile_id = ${pile}`.execute(tx);
  return rows[0]?.ballots ?? null;
}

export interface NewPile {
  readonly proposal: string;
  readonly round: number;
  readonly pile: string;
  readonly count: number;
  readonly voters: readonly MemberId[];
  readonly by: MemberId | null;
  readonly replaces: string | null;
}

/** The pile, and that its voters have taken part; those of the pile that it replaces have not any more. */
export async function insertPile(tx: Tx, act: RecordedAct, one: NewPile): Promise<void> {
  if (one.replaces !== null) {
    await untick(tx, act.org, { ...one, pile: one.replaces });
    await sql`UPDATE decisions.pile SET replaced_at = ${act.at}::timestamptz
               WHERE org_id = ${act.org} AND proposal_id = ${one.proposal} AND pile_id = ${one.replaces}`.execute(
      tx,
    );
  }
  await sql`
    INSERT INTO decisions.pile (org_id, proposal_id, round, pile_id, ballots, entered_by, entered_at, act_id)
    VALUES (${act.org}, ${one.proposal}, ${one.round}, ${one.pile}, ${one.count}, ${one.by},
            ${act.at}::timestamptz, ${act.id})`.execute(tx);
  await sql`INSERT INTO decisions.pile_voter (org_id, proposal_id, pile_id, member_id)
            SELECT ${act.org}, ${one.proposal}, ${one.pile}, unnest(${[...one.voters]}::text[])`.execute(tx);
  const parts = one.voters.map((member) => ({ ...one, member, how: 'paper' as const }));
  await insertParts(tx, act.org, parts);
}

/** Whose papers are in a pile that no longer counts may vote again, as they like. */
async function untick(
  tx: Tx,
  org: OrgId,
  { proposal, round, pile }: Pick<NewPile, 'proposal' | 'round' | 'pile'>,
): Promise<void> {
  await sql`DELETE FROM decisions.part t USING decisions.pile_voter v
             WHERE v.org_id = ${org} AND v.proposal_id = ${proposal} AND v.pile_id = ${pile}
               AND t.org_id = v.org_id AND t.proposal_id = v.proposal_id AND t.round = ${round}
               AND t.member_id = v.member_id`.execute(tx);
}

/** A pile is set aside, with all who are ticked in it. */
export async function refusePile(
  tx: Tx,
  act: RecordedAct,
  one: Pick<NewPile, 'proposal' | 'round' | 'pile'> & { readonly by: MemberId },
): Promise<void> {
  await untick(tx, act.org, one);
  await sql`UPDATE decisions.pile SET refused_at = ${act.at}::timestamptz, refused_by = ${one.by}
             WHERE org_id = ${act.org} AND proposal_id = ${one.proposal} AND pile_id = ${one.pile}`.execute(
    tx,
  );
}

/**
 * What was read from a pile that is set aside: from the ballots if it was counted already, or from the
 * reading.
 */
export async function dropReading(
  tx: Tx,
  org: OrgId,
  { proposal, pile }: Pick<NewPile, 'proposal' | 'pile'>,
): Promise<void> {
  for (const table of ['decisions.sealed_ballot', 'decisions.pile_reading']) {
    await sql`DELETE FROM ${sql.table(table)}
               WHERE org_id = ${org} AND proposal_id = ${proposal} AND pile_id = ${pile}`.execute(tx);
  }
}

/** What the first teller has read, outside the register; the reading of the pile that it replaces goes. */
export async function writeReading(
  tx: Tx,
  org: OrgId,
  { proposal, pile, replaces }: Pick<NewPile, 'proposal' | 'pile' | 'replaces'>,
  ballots: readonly Choices[],
): Promise<void> {
  await sql`DELETE FROM decisions.pile_reading
             WHERE org_id = ${org} AND proposal_id = ${proposal} AND pile_id = ${replaces}`.execute(tx);
  await sql`INSERT INTO decisions.pile_reading (org_id, proposal_id, pile_id, ballots)
            VALUES (${org}, ${proposal}, ${pile}, ${JSON.stringify(ballots)}::jsonb)`.execute(tx);
}

export async function confirmPile(
  tx: Tx,
  act: RecordedAct,
  one: { readonly proposal: string; readonly pile: string; readonly by: MemberId | null },
): Promise<void> {
  await sql`UPDATE decisions.pile SET confirmed_at = ${act.at}::timestamptz, confirmed_by = ${one.by}
             WHERE org_id = ${act.org} AND proposal_id = ${one.proposal} AND pile_id = ${one.pile}`.execute(
    tx,
  );
}

/**
 * Puts a pile that two have read among the other ballots; nobody has a receipt for what is on paper. Until
 * the close each stays of its pile, which somebody may still refuse.
 */
export async function countReading(
  tx: Tx,
  org: OrgId,
  one: {
    readonly proposal: string;
    readonly pile: string;
    readonly round: number;
    readonly chamber: Chamber;
  },
): Promise<void> {
  await sql`
    WITH gone AS (
      DELETE FROM decisions.pile_reading
       WHERE org_id = ${org} AND proposal_id = ${one.proposal} AND pile_id = ${one.pile} RETURNING ballots)
    INSERT INTO decisions.sealed_ballot (org_id, proposal_id, round, ballot_id, mark, chamber, choices,
                                         pile_id)
    SELECT ${org}, ${one.proposal}, ${one.round}, gen_random_uuid(),
           encode(sha256(convert_to(gen_random_uuid()::text, 'utf8')), 'hex'), ${one.chamber}, choices,
           ${one.pile}
      FROM gone CROSS JOIN LATERAL jsonb_array_elements(gone.ballots) AS choices
     ORDER BY random()`.execute(tx);
}
