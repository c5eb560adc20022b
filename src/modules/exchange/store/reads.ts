/** What is offered and needed, as it is found again. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { withUs } from '#agents/server';
import { words as wordsIn } from '#network';
import type { Advert, AdvertKind } from '../core/advert.ts';
import type { AdvertRow } from './tables.ts';

function advertOf(row: AdvertRow): Advert {
  return {
    id: row.advert_id,
    kind: row.kind,
    member: row.member_id,
    enteredBy: row.entered_by,
    category: row.category,
    title: row.title,
    words: row.words,
    availability: row.availability,
    place: row.place,
    lat: row.lat,
    lon: row.lon,
    gift: row.gift,
    prices: row.prices,
    isPublic: row.is_public,
    picture: row.picture,
    publishedAt: row.published_at,
    renewedAt: row.renewed_at,
    standsUntil: row.stands_until,
    endedAt: row.ended_at,
    hiddenAt: row.hidden_at,
    hiddenBy: row.hidden_by,
    hiddenReason: row.hidden_reason,
  };
}

export async function loadAdvert(tx: Tx, org: OrgId, advert: string): Promise<Advert | null> {
  const [found] = await loadAdverts(tx, org, [advert]);
  return found ?? null;
}

export async function loadAdverts(tx: Tx, org: OrgId, adverts: readonly string[]): Promise<Advert[]> {
  if (adverts.length === 0) return [];
  const { rows } = await sql<AdvertRow>`
    SELECT * FROM exchange.advert WHERE org_id = ${org} AND advert_id = ANY(${adverts})
     ORDER BY advert_id`.execute(tx);
  return rows.map(advertOf);
}

/** All of one member, those that stand first, the newest first. */
export async function loadAdvertsOf(tx: Tx, org: OrgId, member: MemberId, most = 200): Promise<Advert[]> {
  const { rows } = await sql<AdvertRow>`
    SELECT * FROM exchange.advert WHERE org_id = ${org} AND member_id = ${member}
     ORDER BY ended_at IS NOT NULL, renewed_at DESC, advert_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(advertOf);
}

/** What is looked for, of what stands today. */
export interface AdvertQuery {
  readonly q?: string;
  readonly kind?: AdvertKind | undefined;
  readonly category?: string | undefined;
  /** Those that can be had as a gift, or for so much of one unit. */
  readonly pays?: string | undefined;
  readonly member?: MemberId | undefined;
  /** Only what everybody may read. */
  readonly publicOnly?: boolean;
  /** Published or renewed after this instant. */
  readonly since?: string;
  /** Only those of which it is said where they are. */
  readonly placed?: boolean;
}

export const ADVERT_PAGE = 24;

export interface AdvertPage {
  readonly adverts: readonly Advert[];
  /** From where the next page goes on. */
  readonly next: string | null;
}

/** By what a page goes on: the instant and the id of the last one. */
export function afterAdvert(text: string): { readonly at: string; readonly id: string } | null {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_(adv_[0-9a-z]{26})$/.exec(text);
  return match ? { at: match[1]!, id: match[2]! } : null;
}

/** What stands today, the newest first, a page at a time. */
export async function findAdverts(
  tx: Tx,
  org: OrgId,
  today: string,
  query: AdvertQuery,
  after: string | null = null,
  most = ADVERT_PAGE,
): Promise<AdvertPage> {
  const from = after === null ? null : afterAdvert(after);
  const { rows } = await sql<AdvertRow>`
    SELECT a.* FROM exchange.advert a
     WHERE ${standing(org, today)} AND ${wanted(query)}
       ${from === null ? sql`` : sql`AND (a.renewed_at, a.advert_id) < (${from.at}::timestamptz, ${from.id})`}
     ORDER BY a.renewed_at DESC, a.advert_id DESC LIMIT ${most + 1}`.execute(tx);
  const adverts = rows.slice(0, most).map(advertOf);
  const last = adverts.at(-1);
  return {
    adverts,
    next: rows.length > most && last ? `${new Date(last.renewedAt).toISOString()}_${last.id}` : null,
  };
}

/** Of people who are with us, and neither ended, hidden nor over. */
function standing(org: OrgId, today: string): RawBuilder<boolean> {
  return sql`a.org_id = ${org} AND a.ended_at IS NULL AND a.hidden_at IS NULL AND a.title IS NOT NULL
    AND a.stands_until >= ${today}::date
    AND a.member_id = ANY(ARRAY(${withUs(org, today)}))`;
}

function wanted(query: AdvertQuery): RawBuilder<boolean> {
  const { q = '', kind, category, pays, member, publicOnly = false, since, placed = false } = query;
  const parts: RawBuilder<boolean>[] = wordsIn(q)
    .slice(0, 8)
    .map((word) => sql`position(${word} IN a.folded) > 0`);
  if (kind !== undefined) parts.push(sql`a.kind = ${kind}`);
  if (category !== undefined) parts.push(sql`a.category = ${category}`);
  if (pays === 'gift') parts.push(sql`a.gift`);
  else if (pays !== undefined)
    parts.push(
      sql`jsonb_path_exists(a.prices, '$[*][*] ? (@.unit == $unit)',
                            ${JSON.stringify({ unit: pays })}::jsonb)`,
    );
  if (member !== undefined) parts.push(sql`a.member_id = ${member}`);
  if (publicOnly) parts.push(sql`a.is_public`);
  if (since !== undefined) parts.push(sql`a.renewed_at > ${since}::timestamptz`);
  if (placed) parts.push(sql`a.lat IS NOT NULL`);
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` AND `)})`;
}

/** Whether there is anything that everybody may read. */
export async function hasPublicAdverts(tx: Tx, org: OrgId, today: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    SELECT EXISTS (SELECT FROM exchange.advert a
                    WHERE ${standing(org, today)} AND a.is_public) AS is`.execute(tx);
  return rows[0]!.is;
}

export interface CategoryCount {
  readonly category: string;
  readonly offers: number;
  readonly needs: number;
}

/** How many offers and needs of each category stand today. */
export async function countCategories(
  tx: Tx,
  org: OrgId,
  today: string,
  query: AdvertQuery = {},
): Promise<CategoryCount[]> {
  const { rows } = await sql<CategoryCount>`
    SELECT a.category, count(*) FILTER (WHERE a.kind = 'offer')::int AS offers,
           count(*) FILTER (WHERE a.kind = 'need')::int AS needs
      FROM exchange.advert a WHERE ${standing(org, today)} AND ${wanted(query)}
     GROUP BY 1 ORDER BY 1`.execute(tx);
  return rows;
}

/** How many of one member stand today. */
export async function countStanding(tx: Tx, org: OrgId, member: MemberId, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM exchange.advert
     WHERE org_id = ${org} AND member_id = ${member} AND ended_at IS NULL
       AND stands_until >= ${today}::date`.execute(tx);
  return rows[0]!.n;
}

/**
 * The pictures of a group that are still there, under each who may have brought them: whoever it is of, or
 * wrote it down for them.
 */
export async function exchangeFiles(db: Kysely<unknown>, org: OrgId) {
  const { rows } = await sql<{
    of: string;
    member: MemberId;
    digest: string;
    smallDigest: string | null;
  }>`
    SELECT a.advert_id AS of, who.member, a.picture->>'digest' AS digest,
           a.picture->>'smallDigest' AS "smallDigest"
      FROM exchange.advert a, unnest(ARRAY[a.member_id, a.entered_by]) AS who (member)
     WHERE a.org_id = ${org} AND a.picture IS NOT NULL AND who.member IS NOT NULL ORDER BY 1, 2`.execute(db);
  return rows;
}
