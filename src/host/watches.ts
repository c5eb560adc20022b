/**
 * Searches among offers and needs that somebody keeps, to be told by letter when something new fits. They
 * are the affair of whoever keeps them alone: nobody else reads them, no act says them, and they go when
 * the person goes.
 */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Advert, AdvertKind } from '#exchange';
import { findAdverts, type AdvertQuery } from '#exchange/server';
import type { Host } from './host.ts';

export interface Watch {
  readonly id: string;
  readonly q: string;
  readonly kind: AdvertKind | null;
  readonly category: string | null;
  readonly pays: string | null;
}

/** More than these nobody reads. */
export const MOST_WATCHES = 20;

export async function loadWatches(db: Tx, org: OrgId, member: MemberId): Promise<Watch[]> {
  const { rows } = await sql<Watch>`
    SELECT watch_id AS id, q, kind, category, pays FROM host.watch
     WHERE org_id = ${org} AND member_id = ${member} ORDER BY watch_id`.execute(db);
  return rows;
}

/**
 * Keeps a search, unless it is kept already; what asks for nothing is everything, and comes with the week.
 */
export async function keepWatch(
  { db, clock, chance }: Pick<Host, 'db' | 'clock' | 'chance'>,
  org: OrgId,
  member: MemberId,
  query: Pick<AdvertQuery, 'q' | 'kind' | 'category' | 'pays'>,
): Promise<Outcome<null, 'watch_empty' | 'too_many_watches'>> {
  const { q = '', kind = null, category = null, pays = null } = query;
  if (q.trim() === '' && kind === null && category === null && pays === null) return refuse('watch_empty');
  const there = await loadWatches(db, org, member);
  const isThere = there.some(
    (one) => one.q === q && one.kind === kind && one.category === category && one.pays === pays,
  );
  if (isThere) return accept(null);
  if (there.length >= MOST_WATCHES) return refuse('too_many_watches', { most: MOST_WATCHES });
  const now = clock();
  await sql`INSERT INTO host.watch (org_id, member_id, watch_id, q, kind, category, pays, since)
            VALUES (${org}, ${member}, ${makeId('wat', now, chance(10))}, ${q}, ${kind}, ${category}, ${pays},
                    ${new Date(now).toISOString()})`.execute(db);
  return accept(null);
}

export async function dropWatch(db: Tx, org: OrgId, member: MemberId, watch: string): Promise<void> {
  await sql`DELETE FROM host.watch
             WHERE org_id = ${org} AND member_id = ${member} AND watch_id = ${watch}`.execute(db);
}

/** The searches of those whom a group has forgotten go with them. */
export async function forgetWatches(tx: Tx, org: OrgId, members: readonly string[]): Promise<void> {
  if (members.length === 0) return;
  await sql`DELETE FROM host.watch WHERE org_id = ${org} AND member_id = ANY(${members})`.execute(tx);
}

/** What is new among us: what fits a search of theirs, and in a weekly letter whatever else there is. */
export async function newAdverts(
  db: Tx,
  org: OrgId,
  member: MemberId,
  { today, since, every }: { readonly today: string; readonly since: string; readonly every: string },
): Promise<readonly Advert[]> {
  const wanted: AdvertQuery[] = (await loadWatches(db, org, member)).map((one) => ({
    q: one.q,
    kind: one.kind ?? undefined,
    category: one.category ?? undefined,
    pays: one.pays ?? undefined,
  }));
  if (every === 'week') wanted.push({});
  const found = new Map<string, Advert>();
  for (const query of wanted) {
    const { adverts } = await findAdverts(db, org, today, { ...query, since }, null, MOST_TOLD);
    for (const one of adverts) if (one.member !== member) found.set(one.id, one);
  }
  return [...found.values()].slice(0, MOST_TOLD);
}

/** So many in one letter; the rest is found on the page. */
const MOST_TOLD = 12;
