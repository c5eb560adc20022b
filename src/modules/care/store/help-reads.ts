/** Who asks for help, who comes, and thanks. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Coming, Help } from '../core/help.ts';
import { careTables, type HelpRow } from './tables.ts';

type HelpColumns = HelpRow & { days: string[] };

/** Help that is asked for on some day from `today` on, the next day leading. */
export async function loadAskedHelp(tx: Tx, org: OrgId, today: string): Promise<Help[]> {
  const { rows } = await sql<HelpColumns>`
    SELECT h.*, array_agg(d.on_day::text ORDER BY d.on_day) AS days
      FROM care.help h JOIN care.help_day d USING (org_id, help_id)
     WHERE h.org_id = ${org} AND h.ended_at IS NULL
     GROUP BY h.org_id, h.help_id
    HAVING max(d.on_day) >= ${today}
     ORDER BY min(d.on_day) FILTER (WHERE d.on_day >= ${today}), h.help_id`.execute(tx);
  return rows.map(helpOf);
}

export async function loadHelp(tx: Tx, org: OrgId, help: string): Promise<Help | null> {
  const { rows } = await sql<HelpColumns>`
    SELECT h.*, array(SELECT d.on_day::text FROM care.help_day d
                       WHERE d.org_id = h.org_id AND d.help_id = h.help_id ORDER BY 1) AS days
      FROM care.help h WHERE h.org_id = ${org} AND h.help_id = ${help}`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : helpOf(row);
}

function helpOf({ help_id, asked_by, asked_at, ended_at, activity, words, place, days }: HelpColumns): Help {
  return {
    id: help_id,
    askedBy: asked_by,
    askedAt: asked_at,
    endedAt: ended_at,
    asked: activity === null ? null : { activity, words: words ?? '', place: place ?? '', days },
  };
}

/** Everybody who said that they come to one of these, whoever took it back among them. */
export async function loadComing(tx: Tx, org: OrgId, helps: readonly string[]): Promise<Coming[]> {
  if (helps.length === 0) return [];
  const rows = await careTables(tx)
    .selectFrom('care.coming')
    .select(['coming_id', 'help_id', 'member_id', 'on_day', 'ended_at'])
    .where('org_id', '=', org)
    .where('help_id', 'in', [...helps])
    .orderBy('on_day')
    .execute();
  return rows.map((row) => ({
    id: row.coming_id,
    help: row.help_id,
    member: row.member_id,
    on: row.on_day,
    endedAt: row.ended_at,
  }));
}

/** One such word, by its id. */
export async function loadOneComing(tx: Tx, org: OrgId, coming: string): Promise<Coming | null> {
  const row = await careTables(tx)
    .selectFrom('care.coming')
    .select(['coming_id', 'help_id', 'member_id', 'on_day', 'ended_at'])
    .where('org_id', '=', org)
    .where('coming_id', '=', coming)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { coming_id, help_id, member_id, on_day, ended_at } = row;
  return { id: coming_id, help: help_id, member: member_id, on: on_day, endedAt: ended_at };
}

export interface Thanks {
  readonly id: string;
  readonly source: MemberId;
  readonly words: string;
  readonly at: string;
}

/** What one member has been thanked for, the latest first; what was forgotten is not there. */
export async function loadThanksTo(tx: Tx, org: OrgId, member: MemberId, most: number): Promise<Thanks[]> {
  const rows = await careTables(tx)
    .selectFrom('care.thanks')
    .select(['thanks_id', 'source', 'words', 'at'])
    .where('org_id', '=', org)
    .where('target', '=', member)
    .where('words', 'is not', null)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ id: row.thanks_id, source: row.source, words: row.words!, at: row.at }));
}

/** Somebody comes to somebody, on a day. */
export interface Visiting {
  readonly id: string;
  readonly on: string;
  readonly comes: MemberId;
  readonly to: MemberId;
}

/** Who comes to this member, and to whom they come, on days of this span. */
export async function loadVisiting(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<Visiting[]> {
  const { rows } = await sql<Visiting>`
    SELECT c.coming_id AS id, c.on_day::text AS "on", c.member_id AS comes, h.asked_by AS "to"
      FROM care.coming c JOIN care.help h USING (org_id, help_id)
     WHERE c.org_id = ${org} AND c.ended_at IS NULL AND h.ended_at IS NULL
       AND c.on_day BETWEEN ${from} AND ${until} AND (c.member_id = ${member} OR h.asked_by = ${member})
     ORDER BY c.on_day, c.coming_id`.execute(tx);
  return rows;
}
