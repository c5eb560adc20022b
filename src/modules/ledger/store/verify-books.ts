/**
 * The laws of the books, asked of the rows themselves: every unit sums to zero, what an account has is what
 * came to it less what left it, what is promised is what is still open, nobody is beyond what binds them,
 * numbers have no gaps, and every movement says rightly what was there after it.
 */
import { sql, type RawBuilder } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

export interface BrokenBooks {
  readonly org: OrgId;
  /** The law, in one word or two. */
  readonly law: string;
  /** What it is about: an account, a unit, a number. */
  readonly what: string;
  readonly is: string;
  readonly should: string;
}

/** Everything that does not hold, in all books; nothing where they are right. */
export async function verifyBooks(tx: Tx): Promise<BrokenBooks[]> {
  const found: BrokenBooks[] = [];
  for (const [law, query] of Object.entries(LAWS)) {
    const { rows } = await sql<Omit<BrokenBooks, 'law'>>`
      SELECT org_id AS org, what, "is"::text, should::text FROM (${query}) AS broken
       ORDER BY 1, 2 LIMIT 100`.execute(tx);
    found.push(...rows.map((row) => ({ ...row, law })));
  }
  return found;
}

const movements = sql`(
  SELECT org_id, source AS account_id, number, -amount_minor AS minor, source_after_minor AS after_minor
    FROM ledger.transfer
  UNION ALL
  SELECT org_id, target, number, amount_minor, target_after_minor FROM ledger.transfer)`;

const LAWS: { readonly [law: string]: RawBuilder<unknown> } = {
  'sum is zero': sql`
    SELECT a.org_id, a.unit AS what, sum(b.balance_minor) AS "is", 0 AS should
      FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     GROUP BY 1, 2 HAVING sum(b.balance_minor) <> 0`,
  'balance is what came and went': sql`
    SELECT b.org_id, b.account_id AS what, b.balance_minor AS "is", coalesce(m.minor, 0) AS should
      FROM ledger.balance b
      LEFT JOIN (SELECT org_id, account_id, sum(minor) AS minor FROM ${movements} one GROUP BY 1, 2) m
           USING (org_id, account_id)
     WHERE b.balance_minor <> coalesce(m.minor, 0)`,
  'after each movement': sql`
    SELECT org_id, number || ' ' || account_id AS what, after_minor AS "is", should FROM (
      SELECT org_id, account_id, number, after_minor,
             sum(minor) OVER (PARTITION BY org_id, account_id ORDER BY number) AS should
        FROM ${movements} one) each
     WHERE after_minor <> should`,
  'promised is what is open': sql`
    SELECT b.org_id, b.account_id AS what, b.held_minor || ' ' || b.coming_minor AS "is",
           coalesce(o.held, 0) || ' ' || coalesce(i.coming, 0) AS should
      FROM ledger.balance b
      LEFT JOIN (SELECT org_id, source AS account_id, sum(amount_minor) AS held
                   FROM ledger.hold WHERE ended_at IS NULL GROUP BY 1, 2) o USING (org_id, account_id)
      LEFT JOIN (SELECT org_id, target AS account_id, sum(amount_minor) AS coming
                   FROM ledger.hold WHERE ended_at IS NULL GROUP BY 1, 2) i USING (org_id, account_id)
     WHERE b.held_minor <> coalesce(o.held, 0) OR b.coming_minor <> coalesce(i.coming, 0)`,
  'nobody is beyond their limits': sql`
    SELECT org_id, account_id AS what, balance_minor || ' ' || held_minor || ' ' || coming_minor AS "is",
           coalesce(floor_minor::text, '-') || ' ' || coalesce(ceiling_minor::text, '-') AS should
      FROM ledger.balance
     WHERE balance_minor - held_minor < floor_minor OR balance_minor + coming_minor > ceiling_minor`,
  'numbers have no gaps': sql`
    SELECT org_id, 'numbers' AS what, max(number) AS "is", count(*) AS should
      FROM ledger.transfer GROUP BY 1 HAVING max(number) <> count(*)`,
  'in circulation and kept is what the accounts say': sql`
    SELECT c.org_id, c.unit AS what, c.circulating_minor || ' ' || c.reserve_minor AS "is",
           -i.balance_minor || ' ' || r.balance_minor AS should
      FROM ledger.coverage c
      JOIN ledger.balance i ON i.org_id = c.org_id AND i.account_id = c.issue
      JOIN ledger.balance r ON r.org_id = c.org_id AND r.account_id = c.reserve
     WHERE c.circulating_minor <> -i.balance_minor OR c.reserve_minor <> r.balance_minor`,
  'what is in circulation is kept for': sql`
    SELECT org_id, unit AS what, reserve_minor AS "is", circulating_minor::numeric * factor AS should
      FROM ledger.coverage WHERE circulating_minor::numeric * factor > reserve_minor`,
  'was kept for at every movement': sql`
    SELECT org_id, unit || ' ' || set_number AS what, kept AS "is", going * factor AS should FROM (
      SELECT c.org_id, c.unit, c.factor, t.set_number,
             lead(t.set_number) OVER each AS next_set,
             sum(CASE WHEN t.source = c.issue THEN t.amount_minor WHEN t.target = c.issue THEN -t.amount_minor
                      ELSE 0 END) OVER each AS going,
             sum(CASE WHEN t.target = c.reserve THEN t.amount_minor
                      WHEN t.source = c.reserve THEN -t.amount_minor ELSE 0 END) OVER each AS kept
        FROM ledger.coverage c
        JOIN ledger.transfer t ON t.org_id = c.org_id
         AND (t.source IN (c.issue, c.reserve) OR t.target IN (c.issue, c.reserve))
      WINDOW each AS (PARTITION BY c.org_id, c.unit ORDER BY t.number)) moved
     WHERE next_set IS DISTINCT FROM set_number AND going * factor > kept
       -- What was in circulation before anything was kept for it is not counted against it.
       AND set_number >= (SELECT min(x.number) FROM ledger.transfer x WHERE x.org_id = moved.org_id
                             AND x.kind = 'exchange_in')`,
  'days add up to what is held': sql`
    SELECT g.org_id, g.account_id AS what, coalesce(d.minor, 0) AS "is",
           greatest(b.balance_minor, 0) AS should
      FROM ledger.age g JOIN ledger.balance b USING (org_id, account_id)
     CROSS JOIN LATERAL (SELECT sum(one) AS minor FROM unnest(g.minors) one) d
     WHERE coalesce(d.minor, 0) <> greatest(b.balance_minor, 0)`,
  'nothing is booked in a closed period': sql`
    SELECT t.org_id, t.number::text AS what, t.booked_on AS "is", c.through_on AS should
      FROM ledger.transfer t
      JOIN ledger.closing c ON c.org_id = t.org_id AND t.booked_on <= c.through_on
       AND t.at > c.closed_at AND (c.reopened_at IS NULL OR t.at < c.reopened_at)`,
  'days are what moved on them': sql`
    SELECT org_id, concat_ws(' ', unit, kind, booked_on) AS what, d.movements || ' ' || d.minor AS "is",
           t.movements || ' ' || t.minor AS should
      FROM ledger.daily d
      FULL JOIN (SELECT t.org_id, t.unit, t.kind, t.booked_on, count(*)::integer AS movements,
                        sum(t.amount_minor - coalesce(c.corrected_minor, 0)) AS minor
                   FROM ledger.transfer t LEFT JOIN ledger.corrected c USING (org_id, number)
                  GROUP BY 1, 2, 3, 4) t USING (org_id, unit, kind, booked_on)
     WHERE (d.movements, d.minor) IS DISTINCT FROM (t.movements, t.minor)`,
  'put right is what was put right': sql`
    SELECT t.org_id, t.number::text AS what, coalesce(c.corrected_minor, 0) AS "is", b.minor AS should
      FROM (SELECT org_id, corrects AS number, sum(amount_minor) AS minor
              FROM ledger.transfer WHERE corrects IS NOT NULL GROUP BY 1, 2) b
      JOIN ledger.transfer t USING (org_id, number)
      LEFT JOIN ledger.corrected c USING (org_id, number)
     WHERE coalesce(c.corrected_minor, 0) <> b.minor OR b.minor > t.amount_minor`,
};
