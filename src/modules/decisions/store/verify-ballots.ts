/**
 * Secret ballots are not in the register; what is there is their root, told when the vote closed, and who
 * took part. This holds the ballots that are kept against both: none changed since the close, and as many
 * as took part.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { ballotsRoot } from '../core/ballots-root.ts';
import { loadSealedBallots } from './ballots.ts';

export interface BallotProblem {
  readonly org: OrgId;
  readonly proposal: string;
  /** `ballots_changed`: their root is another. `ballots_too_many`: more or fewer than took part. */
  readonly rule: 'ballots_changed' | 'ballots_too_many';
  readonly is: string;
  readonly should: string;
}

interface Closed {
  readonly org: OrgId;
  readonly proposal: string;
  readonly round: number;
  readonly root: string | null;
  readonly blind: boolean;
  readonly sealed: number;
  readonly took: number;
}

/**
 * Looks at every vote that has closed. The rows of proposals, parts and piles are those of the register,
 * as the caller has found. Of blind ballots there may be fewer than tokens, and never more.
 */
export async function verifyBallots(tx: Tx): Promise<BallotProblem[]> {
  const { rows } = await sql<Closed>`
    SELECT p.org_id AS org, p.proposal_id AS proposal, p.round, p.ballots_root AS root,
           p.way ->> 'secrecy' = 'blind' AS blind,
           (SELECT count(*) FROM decisions.sealed_ballot s
             WHERE s.org_id = p.org_id AND s.proposal_id = p.proposal_id AND s.round = p.round)::int AS sealed,
           CASE WHEN p.way ->> 'secrecy' = 'open' THEN 0 ELSE
             (SELECT count(*) FROM decisions.part t
               WHERE t.org_id = p.org_id AND t.proposal_id = p.proposal_id AND t.round = p.round
                 AND t.how <> 'paper')::int END
           + (SELECT COALESCE(sum(l.ballots), 0) FROM decisions.pile l
               WHERE l.org_id = p.org_id AND l.proposal_id = p.proposal_id AND l.round = p.round
                 AND l.confirmed_at IS NOT NULL)::int AS took
      FROM decisions.proposal p WHERE p.closed_at IS NOT NULL ORDER BY 1, 2`.execute(tx);
  const problems: BallotProblem[] = [];
  for (const { org, proposal, round, root, blind, sealed, took } of rows) {
    const isRight = blind ? sealed <= took : sealed === took;
    if (!isRight) {
      problems.push({ org, proposal, rule: 'ballots_too_many', is: String(sealed), should: String(took) });
    }
    if (root === null) continue;
    const is = ballotsRoot(await loadSealedBallots(tx, { org, proposal, round }));
    if (is !== root) problems.push({ org, proposal, rule: 'ballots_changed', is, should: root });
  }
  return problems;
}
