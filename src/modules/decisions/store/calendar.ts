/** Days of the calendar, and the secret addresses under which members read it elsewhere. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isInside } from '#agents';
import type { Scene } from '#agents/server';
import {
  calendarOf,
  type CalendarDate,
  type CalendarEntry,
  type CalendarSources,
  type DateKind,
} from '../core/calendar.ts';
import { promiseState } from '../core/changes.ts';
import { listBudgets } from './budget-reads.ts';
import { listMeetings } from './meeting-reads.ts';
import { meetingTables, type DateRow } from './meeting-tables.ts';
import { listPromises } from './talk-reads.ts';

/**
 * Everything in the calendar that somebody of the group may know, with the `terms` of posts as their titles are said;
 * for the street, what is public.
 */
export async function loadCalendar(
  tx: Tx,
  scene: Scene,
  terms: CalendarSources['terms'],
  inside = isInside(scene.viewer),
): Promise<CalendarEntry[]> {
  const org = scene.organization.org_id;
  const { timeZone } = scene.group;
  const dates = await listDates(tx, org);
  if (!inside) {
    const open = dates.filter((one) => one.public);
    return calendarOf({ ...NOTHING, dates: open }, timeZone);
  }
  const promises = (await listPromises(tx, org))
    .filter((one) => ['promised', 'overdue'].includes(promiseState(one, scene.today)))
    .map((one) => ({ id: one.id, title: one.what, dueOn: one.by }));
  const sources = {
    meetings: await listMeetings(tx, org),
    dates,
    votes: await closingVotes(tx, org),
    openings: await openingVotes(tx, org),
    budgets: (await listBudgets(tx, org)).filter((one) => one.putAt === null && one.calledOffAt === null),
    terms,
    promises,
  };
  return calendarOf(sources, timeZone);
}

const NOTHING = { meetings: [], dates: [], votes: [], openings: [], budgets: [], terms: [], promises: [] };

/** The days that stand in the calendar, earliest first. */
export async function listDates(tx: Tx, org: OrgId): Promise<CalendarDate[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.date')
    .selectAll()
    .where('org_id', '=', org)
    .where('dropped_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('date_id')
    .execute();
  return rows.map(dateOf);
}

/** Null where there is no such day, or it was taken out of the calendar. */
export async function loadDate(tx: Tx, org: OrgId, id: string): Promise<CalendarDate | null> {
  const row = await meetingTables(tx)
    .selectFrom('decisions.date')
    .selectAll()
    .where('org_id', '=', org)
    .where('date_id', '=', id)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  return row ? dateOf(row) : null;
}

function dateOf(row: DateRow): CalendarDate {
  return {
    id: row.date_id,
    kind: row.kind,
    title: row.title,
    place: row.place,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    wholeDay: row.whole_day,
    public: row.public,
    addedBy: row.added_by,
  };
}

export interface WrittenDate {
  readonly date: string;
  readonly kind: DateKind;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly wholeDay: boolean;
  readonly public: boolean;
}

const columns = (one: WrittenDate) => ({
  kind: one.kind,
  title: one.title,
  place: one.place,
  starts_at: one.startsAt,
  ends_at: one.endsAt,
  whole_day: one.wholeDay,
  public: one.public,
});

export async function insertDate(
  tx: Tx,
  act: RecordedAct,
  addedBy: MemberId | null,
  one: WrittenDate,
): Promise<void> {
  await meetingTables(tx)
    .insertInto('decisions.date')
    .values({
      org_id: act.org,
      date_id: one.date,
      ...columns(one),
      added_by: addedBy,
      dropped_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function rewriteDate(tx: Tx, org: OrgId, one: WrittenDate): Promise<void> {
  await meetingTables(tx)
    .updateTable('decisions.date')
    .set(columns(one))
    .where('org_id', '=', org)
    .where('date_id', '=', one.date)
    .execute();
}

export async function dropDate(tx: Tx, act: RecordedAct, date: string): Promise<void> {
  await meetingTables(tx)
    .updateTable('decisions.date')
    .set({ dropped_at: act.at })
    .where('org_id', '=', act.org)
    .where('date_id', '=', date)
    .execute();
}

/** A secret address that is still open. */
export interface Feed {
  readonly id: string;
  readonly member: MemberId;
  readonly madeAt: string;
}

export async function loadFeeds(tx: Tx, org: OrgId, member: MemberId): Promise<Feed[]> {
  const { rows } = await sql<Feed>`
    SELECT feed_id AS id, member_id AS member, made_at AS "madeAt" FROM decisions.feed
     WHERE org_id = ${org} AND member_id = ${member} AND dropped_at IS NULL
     ORDER BY made_at, feed_id`.execute(tx);
  return rows;
}

/** Whose address it is, by the digest of its secret; null where it opens nothing, or no longer. */
export async function feedByHash(tx: Tx, org: OrgId, tokenHash: string): Promise<Feed | null> {
  const { rows } = await sql<Feed>`
    SELECT feed_id AS id, member_id AS member, made_at AS "madeAt" FROM decisions.feed
     WHERE org_id = ${org} AND token_hash = ${tokenHash} AND dropped_at IS NULL`.execute(tx);
  return rows[0] ?? null;
}

export async function insertFeed(
  tx: Tx,
  act: RecordedAct,
  feed: { readonly feed: string; readonly owner: MemberId; readonly tokenHash: string },
): Promise<void> {
  await sql`
    INSERT INTO decisions.feed (org_id, feed_id, member_id, token_hash, made_at, act_id)
    VALUES (${act.org}, ${feed.feed}, ${feed.owner}, ${feed.tokenHash}, ${act.at}::timestamptz, ${act.id})`.execute(
    tx,
  );
}

export async function dropFeed(tx: Tx, act: RecordedAct, feed: string): Promise<void> {
  await sql`
    UPDATE decisions.feed SET dropped_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND feed_id = ${feed}`.execute(tx);
}

/** Votes that are open, and when they close. */
export async function closingVotes(
  tx: Tx,
  org: OrgId,
): Promise<{ id: string; title: string; closesAt: string }[]> {
  const { rows } = await sql<{ id: string; title: string; closesAt: string }>`
    SELECT proposal_id AS id, title, closes_at AS "closesAt" FROM decisions.proposal
     WHERE org_id = ${org} AND opened_at IS NOT NULL AND closed_at IS NULL AND closes_at IS NOT NULL
       AND withdrawn_at IS NULL
     ORDER BY closes_at, proposal_id`.execute(tx);
  return rows;
}

/** What is talked over, and when its vote opens. */
export async function openingVotes(
  tx: Tx,
  org: OrgId,
): Promise<{ id: string; title: string; opensAt: string }[]> {
  const { rows } = await sql<{ id: string; title: string; opensAt: string }>`
    SELECT proposal_id AS id, title, opens_at AS "opensAt" FROM decisions.proposal
     WHERE org_id = ${org} AND published_at IS NOT NULL AND opened_at IS NULL AND opens_at IS NOT NULL
       AND withdrawn_at IS NULL AND merged_into IS NULL
     ORDER BY opens_at, proposal_id`.execute(tx);
  return rows;
}

/** Whether anything stands in the calendar that everybody may know of. */
export async function hasPublicDates(tx: Tx, org: OrgId): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    SELECT EXISTS (SELECT 1 FROM decisions.date
                    WHERE org_id = ${org} AND public AND dropped_at IS NULL) AS has`.execute(tx);
  return rows[0]!.has;
}
