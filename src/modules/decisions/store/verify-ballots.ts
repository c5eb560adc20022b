/**
 * Secret ballots are not in the register; what is there is their root, told when the vote closed, who took
 * part, and of blind ones the marks under which they were posted. This holds the ballots that are kept
 * against all of it: none changed since the close, none missing, and as many as there should be.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { ballotsRoot } from '../core/ballots-root.ts';
import { loadSealedBallots } from './ballots.ts';

export interface BallotProblem {
  readonly org: OrgId;
  readonly proposal: string;
  /**
   * `ballots_changed`: their root is another. `ballots_too_many`: more or fewer than took part, or than were
   * posted. `tokens_too_few`: more were posted than tokens signed. `ballots_missing`: posted, and not there.
   */
  readonly rule: 'ballots_changed' | 'ballots_too_many' | 'tokens_too_few' | 'ballots_missing';
  readonly is: string;
  readonly should: string;
}

interface Closed {
  readonly org: OrgId;
  readonly proposal: string;
  readonly round: number;
  readonly root: string | null;
  readonly sealed: number;
  /** How many ballots there should be. */
  readonly wanted: number;
  readonly tokens: number;
  readonly posted: number;
  /** Marks that were posted and that no ballot has. */
  readonly missing: number;
}

/**
 * Looks at every vote that has closed. The rows of proposals, parts, piles, tokens and marks are those of the
 * register, as the caller has found.
 */
export async function verifyBallots(tx: Tx): Promise<BallotProblem[]> {
  const { rows } = await sql<Closed>`
    SELECT p.org_id AS org, p.proposal_id AS proposal, p.round, p.ballots_root AS root,
           (SELECT count(*) FROM decisions.sealed_ballot s
             WHERE s.org_id = p.org_id AND s.proposal_id = p.proposal_id AND s.round = p.round)::int AS sealed,
           CASE p.way ->> 'secrecy' WHEN 'open' THEN 0 WHEN 'blind' THEN m.posted ELSE
             (SELECT count(*) FROM decisions.part t
               WHERE t.org_id = p.org_id AND t.proposal_id = p.proposal_id AND t.round = p.round
                 AND t.how <> 'paper')::int END
           + (SELECT COALESCE(sum(l.ballots), 0) FROM decisions.pile l
               WHERE l.org_id = p.org_id AND l.proposal_id = p.proposal_id AND l.round = p.round
                 AND l.confirmed_at IS NOT NULL AND l.refused_at IS NULL)::int AS wanted,
           (SELECT count(*) FROM decisions.token k
             WHERE k.org_id = p.org_id AND k.proposal_id = p.proposal_id AND k.round = p.round)::int AS tokens,
           m.posted, m.missing
      FROM decisions.proposal p
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS posted, count(*) FILTER (WHERE s.mark IS NULL)::int AS missing
          FROM decisions.posted m LEFT JOIN decisions.sealed_ballot s USING (org_id, proposal_id, round, mark)
         WHERE m.org_id = p.org_id AND m.proposal_id = p.proposal_id AND m.round = p.round) AS m
     WHERE p.closed_at IS NOT NULL ORDER BY 1, 2`.execute(tx);
  const problems: BallotProblem[] = [];
  for (const { org, proposal, round, root, sealed, wanted, tokens, posted, missing } of rows) {
    const found = (rule: BallotProblem['rule'], is: unknown, should: unknown) =>
      problems.push({ org, proposal, rule, is: String(is), should: String(should) });
    if (sealed !== wanted) found('ballots_too_many', sealed, wanted);
    if (posted > tokens) found('tokens_too_few', tokens, posted);
    if (missing > 0) found('ballots_missing', posted - missing, posted);
    if (root === null) continue;
    const is = ballotsRoot(await loadSealedBallots(tx, { org, proposal, round }));
    if (is !== root) found('ballots_changed', is, root);
  }
  return problems;
}
