/** Agreements, what is written in them and what was said afterwards, as they are found again. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Agreement } from '../core/agreement.ts';
import type { AgreementRow } from './tables.ts';

function agreementOf(row: AgreementRow): Agreement {
  return {
    id: row.agreement_id,
    advert: row.advert_id,
    provider: row.provider,
    receiver: row.receiver,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    gift: row.gift,
    parts: row.parts,
    on: row.on_day,
    termsBy: row.terms_by,
    termsAt: row.terms_at,
    agreedAt: row.agreed_at,
    doneAt: row.done_at,
    settledAt: row.settled_at,
    number: row.number,
    cash: row.cash_id,
    calledOffAt: row.called_off_at,
    calledOffBy: row.called_off_by,
  };
}

export async function loadAgreement(tx: Tx, org: OrgId, agreement: string): Promise<Agreement | null> {
  const { rows } = await sql<AgreementRow>`
    SELECT * FROM exchange.agreement WHERE org_id = ${org} AND agreement_id = ${agreement}`.execute(tx);
  return rows[0] ? agreementOf(rows[0]) : null;
}

/** Whether somebody has, or had, an agreement about this offer or need. */
export async function hasAgreed(tx: Tx, org: OrgId, advert: string, member: MemberId): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM exchange.agreement
                    WHERE org_id = ${org} AND advert_id = ${advert}
                      AND (provider = ${member} OR receiver = ${member})) AS found`.execute(tx);
  return rows[0]!.found;
}

/** Those of one member, what is under way first, the newest first. */
export async function loadAgreementsOf(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  most = 100,
): Promise<Agreement[]> {
  const { rows } = await sql<AgreementRow>`
    SELECT * FROM exchange.agreement
     WHERE org_id = ${org} AND (provider = ${member} OR receiver = ${member})
     ORDER BY settled_at IS NOT NULL OR called_off_at IS NOT NULL, agreement_id DESC LIMIT ${most}`.execute(
    tx,
  );
  return rows.map(agreementOf);
}

/** The agreement about an offer or a need that is under way with somebody. */
export async function loadOpenWith(
  tx: Tx,
  org: OrgId,
  advert: string,
  member: MemberId,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT agreement_id AS id FROM exchange.agreement
     WHERE org_id = ${org} AND advert_id = ${advert} AND (provider = ${member} OR receiver = ${member})
       AND settled_at IS NULL AND called_off_at IS NULL ORDER BY agreement_id DESC LIMIT 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Those of these payments in cash that have closed an agreement already. */
export async function loadCashUsed(
  tx: Tx,
  org: OrgId,
  cash: readonly string[],
): Promise<ReadonlySet<string>> {
  if (cash.length === 0) return new Set();
  const { rows } = await sql<{ cash: string }>`
    SELECT cash_id AS cash FROM exchange.agreement
     WHERE org_id = ${org} AND cash_id = ANY(${cash})`.execute(tx);
  return new Set(rows.map((row) => row.cash));
}

export interface WordBetween {
  readonly id: string;
  readonly by: MemberId;
  readonly at: string;
  /** Null where it has been forgotten. */
  readonly words: string | null;
}

/** As much of it as is read at once. */
export const WORDS_AT_ONCE = 40;

/**
 * What the two of an agreement have written to each other, in order: the latest of it, or what was written
 * before one of them; and before which there is more.
 */
export async function loadWordsBetween(
  tx: Tx,
  org: OrgId,
  agreement: string,
  { before, most = WORDS_AT_ONCE }: { readonly before?: string | undefined; readonly most?: number } = {},
): Promise<{ readonly words: readonly WordBetween[]; readonly earlier: string | null }> {
  const older = sql`AND (at, act_id) < (SELECT w.at, w.act_id FROM exchange.word w
                        WHERE w.org_id = ${org} AND w.agreement_id = ${agreement} AND w.act_id = ${before})`;
  const { rows } = await sql<WordBetween>`
    SELECT act_id AS id, by_member AS by, at, words FROM exchange.word
     WHERE org_id = ${org} AND agreement_id = ${agreement} ${before === undefined ? sql`` : older}
     ORDER BY at DESC, act_id DESC LIMIT ${most + 1}`.execute(tx);
  const words = rows.slice(0, most).reverse();
  return { words, earlier: rows.length > most ? words[0]!.id : null };
}

/** An agreement or a ring that is not over, and between whom it is. */
export interface UnderWay {
  readonly org: OrgId;
  readonly agreement: string | null;
  readonly ring: string | null;
  readonly members: readonly MemberId[];
}

/** All that is under way, in all groups or in one. */
export async function loadUnderWay(tx: Tx, org: OrgId | null): Promise<UnderWay[]> {
  const inOrg = (column: string) => (org === null ? sql`true` : sql`${sql.ref(column)} = ${org}`);
  const { rows } = await sql<UnderWay>`
    SELECT a.org_id AS org, a.agreement_id AS agreement, NULL AS ring,
           ARRAY[a.provider, a.receiver] AS members
      FROM exchange.agreement a
     WHERE a.settled_at IS NULL AND a.called_off_at IS NULL AND ${inOrg('a.org_id')}
    UNION ALL
    SELECT r.org_id, NULL, r.ring_id, array_agg(p.giver ORDER BY p.position)
      FROM exchange.ring r JOIN exchange.ring_part p USING (org_id, ring_id)
     WHERE r.ended_at IS NULL AND ${inOrg('r.org_id')} GROUP BY r.org_id, r.ring_id
     ORDER BY 1, 2, 3`.execute(tx);
  return rows;
}

/** How much that a member has begun is under way: agreements they asked for, rings they proposed. */
export async function countBegun(
  tx: Tx,
  org: OrgId,
  member: MemberId,
): Promise<{ readonly agreements: number; readonly rings: number }> {
  const { rows } = await sql<{ agreements: number; rings: number }>`
    SELECT (SELECT count(*)::int FROM exchange.agreement
             WHERE org_id = ${org} AND asked_by = ${member}
               AND settled_at IS NULL AND called_off_at IS NULL) AS agreements,
           (SELECT count(*)::int FROM exchange.ring
             WHERE org_id = ${org} AND made_by = ${member} AND ended_at IS NULL) AS rings`.execute(tx);
  return rows[0]!;
}

export interface Thanks {
  readonly agreement: string;
  readonly by: MemberId;
  readonly about: MemberId;
  readonly at: string;
  readonly words: string | null;
  readonly reply: string | null;
  readonly replyAt: string | null;
}

/** What was said after one agreement. */
export async function loadThanksOf(tx: Tx, org: OrgId, agreement: string): Promise<Thanks[]> {
  const { rows } = await sql<Thanks>`
    SELECT agreement_id AS agreement, by_member AS by, about, at, words, reply, reply_at AS "replyAt"
      FROM exchange.thanks WHERE org_id = ${org} AND agreement_id = ${agreement} ORDER BY by_member`.execute(
    tx,
  );
  return rows;
}

/** What others have said about a member, the newest first. */
export async function loadThanksAbout(tx: Tx, org: OrgId, member: MemberId, most = 50): Promise<Thanks[]> {
  const { rows } = await sql<Thanks>`
    SELECT agreement_id AS agreement, by_member AS by, about, at, words, reply, reply_at AS "replyAt"
      FROM exchange.thanks
     WHERE org_id = ${org} AND about = ${member} AND words IS NOT NULL
     ORDER BY at DESC LIMIT ${most}`.execute(tx);
  return rows;
}

/** When each member last offered, asked, answered, gave or received something. */
export async function loadLastSeen(tx: Tx, org: OrgId): Promise<ReadonlyMap<MemberId, string>> {
  const { rows } = await sql<{ member: MemberId; at: string }>`
    SELECT member, max(at) AS at FROM (
      SELECT member_id AS member, renewed_at AS at FROM exchange.advert WHERE org_id = ${org}
      UNION ALL
      SELECT provider, greatest(terms_at, done_at, settled_at) FROM exchange.agreement WHERE org_id = ${org}
      UNION ALL
      SELECT receiver, greatest(terms_at, done_at, settled_at) FROM exchange.agreement WHERE org_id = ${org}
    ) seen GROUP BY 1`.execute(tx);
  return new Map(rows.map((row) => [row.member, row.at]));
}
