/** Rings, as they are found again. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { advertState, type Advert } from '../core/advert.ts';
import { madeOf, ringsThrough, type RingPart } from '../core/match.ts';
import type { Ring } from '../core/ring.ts';
import { findAdverts, loadAdvertsOf } from './reads.ts';
import type { RingPartRow } from './tables.ts';

interface JoinedRow extends RingPartRow {
  made_by: MemberId;
  made_at: string;
  ended_at: string | null;
  ended_by: MemberId | null;
}

export async function loadRing(tx: Tx, org: OrgId, ring: string): Promise<Ring | null> {
  const { rows } = await sql<JoinedRow>`
    SELECT p.*, r.made_by, r.made_at, r.ended_at, r.ended_by
      FROM exchange.ring r JOIN exchange.ring_part p USING (org_id, ring_id)
     WHERE r.org_id = ${org} AND r.ring_id = ${ring} ORDER BY p.position`.execute(tx);
  return ringsOf(rows)[0] ?? null;
}

/** Those a member gives in, the newest first. */
export async function loadRingsOf(tx: Tx, org: OrgId, member: MemberId, most = 50): Promise<Ring[]> {
  const { rows } = await sql<JoinedRow>`
    SELECT p.*, r.made_by, r.made_at, r.ended_at, r.ended_by
      FROM (SELECT ring_id FROM exchange.ring_part
             WHERE org_id = ${org} AND giver = ${member} ORDER BY ring_id DESC LIMIT ${most}) mine
      JOIN exchange.ring r ON r.org_id = ${org} AND r.ring_id = mine.ring_id
      JOIN exchange.ring_part p ON p.org_id = r.org_id AND p.ring_id = r.ring_id
     ORDER BY r.ring_id DESC, p.position`.execute(tx);
  return ringsOf(rows);
}

/** So many offers and needs are looked through for rings: the newest. */
const MOST_LOOKED = 500;

/**
 * Rings that would go around with a member and that nobody has proposed yet, and what they are made of; only
 * those that something written after `since` closes, where that is said.
 */
export async function loadPossibleRings(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  today: string,
  since: string | null = null,
): Promise<{ readonly rings: readonly (readonly RingPart[])[]; readonly adverts: readonly Advert[] }> {
  const none = { rings: [], adverts: [] };
  const mine = (await loadAdvertsOf(tx, org, member)).filter((one) => advertState(one, today) === 'standing');
  const has = (kind: Advert['kind']) => mine.some((one) => one.kind === kind);
  // Of most people nothing more has to be read.
  if (!has('offer') || !has('need')) return none;
  const { adverts } = await findAdverts(tx, org, today, {}, null, MOST_LOOKED);
  const fresh = new Set(
    adverts.filter((one) => since === null || one.publishedAt > since).map((one) => one.id),
  );
  if (fresh.size === 0) return none;
  const named = adverts.map((one) => one.id);
  const open = new Set(await loadOpenRings(tx, org, named));
  const isWanted = (ring: readonly RingPart[]) =>
    !open.has(madeOf(ring)) && ring.some(({ offer, need }) => fresh.has(offer) || fresh.has(need));
  return { rings: ringsThrough(member, adverts, isWanted), adverts };
}

/** What those rings that are open are made of, in which one of these offers or needs is. */
export async function loadOpenRings(tx: Tx, org: OrgId, adverts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ made_of: string }>`
    SELECT DISTINCT r.made_of FROM exchange.ring r JOIN exchange.ring_part p USING (org_id, ring_id)
     WHERE r.org_id = ${org} AND r.ended_at IS NULL
       AND (p.offer_id = ANY(${adverts}) OR p.need_id = ANY(${adverts}))`.execute(tx);
  return rows.map((row) => row.made_of);
}

function ringsOf(rows: readonly JoinedRow[]): Ring[] {
  return [...Map.groupBy(rows, (row) => row.ring_id).entries()].map(([id, parts]) => ({
    id,
    madeBy: parts[0]!.made_by,
    madeAt: parts[0]!.made_at,
    endedAt: parts[0]!.ended_at,
    endedBy: parts[0]!.ended_by,
    links: parts.map((one) => ({
      giver: one.giver,
      receiver: one.receiver,
      offer: one.offer_id,
      need: one.need_id,
      agreedAt: one.agreed_at,
      receivedAt: one.received_at,
    })),
  }));
}
