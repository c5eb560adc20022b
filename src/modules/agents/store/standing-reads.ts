/** What the dispatcher loads behind an organization's gate: the group, who is asking, who has signed. */
import { sql, type RawBuilder } from 'kysely';
import { civilDateAt, type CivilDate } from '#kernel/calendar';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { LoadedGroup, Signature } from '../core/authorize.ts';
import {
  inForce,
  standingKind,
  standingOf,
  standsFully,
  type Mandate,
  type Membership,
  type Standing,
} from '../core/standing.ts';
import type { Articles } from '../core/statutes.ts';
import { tables, type MandateRow, type MemberRow, type WaitingActRow } from './tables.ts';

export function membershipOf(row: MemberRow): Membership {
  return {
    id: row.member_id,
    person: row.person_id,
    memberOrg: row.member_org_id,
    name: row.name,
    class: row.class,
    founder: row.founder,
    namedOn: row.named_on,
    appliedOn: row.applied_on,
    admittedOn: row.admitted_on,
    trialUntil: row.trial_until,
    suspendedOn: row.suspended_on,
    suspendedUntil: row.suspended_until,
    appealUntil: row.appeal_until,
    endedOn: row.ended_on,
    endKind: row.end_kind,
    answeredBy: row.answered_by,
    noUntil: row.no_until,
  };
}

export function mandateOf(row: PostColumns & Pick<MandateRow, 'member_id'>): Mandate {
  return {
    id: row.mandate_id,
    role: row.role,
    member: row.member_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    rehearsal: row.rehearsal,
    endedAt: row.ended_at,
  };
}

interface GroupRow {
  time_zone: string;
  form: string;
  founded_at: string | null;
  dissolved_at: string | null;
  version: number;
  articles: Articles;
}

/** The group with the statutes in force, not yet counted; null where there is none of that id. */
export async function loadFrame(tx: Tx, org: OrgId): Promise<Omit<LoadedGroup, 'voting'> | null> {
  const found = await sql<GroupRow>`
    SELECT o.time_zone, o.form, o.founded_at, o.dissolved_at, s.version, s.articles
      FROM agents.organization o
      JOIN LATERAL (SELECT version, articles FROM agents.statutes
                     WHERE org_id = o.org_id ORDER BY version DESC LIMIT 1) s ON true
     WHERE o.org_id = ${org}`.execute(tx);
  const row = found.rows[0];
  if (!row) return null;
  return {
    state: row.dissolved_at !== null ? 'dissolved' : row.founded_at === null ? 'draft' : 'founded',
    articles: row.articles,
    timeZone: row.time_zone,
    form: row.form,
    statutesVersion: row.version,
  };
}

/**
 * The group with the statutes in force and the number of those who decide; null where there is none of that
 * id.
 */
export async function loadGroup(tx: Tx, org: OrgId, now: string): Promise<LoadedGroup | null> {
  const frame = await loadFrame(tx, org);
  return frame && { ...frame, voting: await countVoting(tx, org, frame, now) };
}

/**
 * Of a row of those who have not gone, the same as {@link decidesTogether}: whether they decide, if their
 * class votes.
 */
export function decidesToday(today: string, draft: boolean): RawBuilder<boolean> {
  return sql`(
    (suspended_on IS NULL OR suspended_on > ${today} OR suspended_until <= ${today})
    AND CASE WHEN admitted_on IS NULL THEN ${draft} AND founder AND person_id IS NOT NULL
             ELSE (trial_until IS NULL OR trial_until <= ${today})
              AND (person_id IS NOT NULL OR founder OR no_until IS NULL OR no_until <= ${today}) END
    AND NOT EXISTS (SELECT 1 FROM agents.organization ended
                     WHERE ended.org_id = member_org_id AND ended.dissolved_at IS NOT NULL))`;
}

/** The members who are with a group today: let in, neither gone nor suspended. */
export function withUs(org: OrgId, today: string): RawBuilder<unknown> {
  return sql`SELECT m.member_id FROM agents.member m
     WHERE m.org_id = ${org} AND m.ended_on IS NULL AND m.admitted_on IS NOT NULL
       AND (m.suspended_on IS NULL OR m.suspended_on > ${today}::date OR m.suspended_until <= ${today}::date)`;
}

/** How many members decide together on the day of `now`. */
export async function countVoting(
  tx: Tx,
  org: OrgId,
  { articles, state, timeZone }: Omit<LoadedGroup, 'voting'>,
  now: string,
): Promise<number> {
  const classes = articles.admission.classes.filter((one) => one.votes).map((one) => one.class);
  const today = civilDateAt(now, timeZone);
  const counted = await sql<{ voting: number }>`
    SELECT count(*)::int AS voting FROM agents.member
     WHERE org_id = ${org} AND ended_on IS NULL AND class = ANY(${classes})
       AND ${decidesToday(today, state === 'draft')}`.execute(tx);
  return counted.rows[0]?.voting ?? 0;
}

/** A member who decides together with the others today, of a kind that has a vote. */
export interface Deciding {
  readonly member: MemberId;
  readonly class: string;
  /** Whether it is a group that belongs to this one, and not a person. */
  readonly isOrganization: boolean;
  /** Whether they can say anything by themself: not on paper alone, or spoken for by a delegate. */
  readonly hasWayIn: boolean;
}

const hasWayIn = sql<boolean>`(member.person_id IS NOT NULL OR EXISTS (
  SELECT 1 FROM agents.delegate d
   WHERE d.network_id = member.org_id AND d.org_id = member.member_org_id))`;

/**
 * Everybody whom {@link countVoting} counts, in a fixed order; and those of the classes in `also`, who have
 * no vote in anything else.
 */
export async function loadDeciding(
  tx: Tx,
  org: OrgId,
  { articles, state, timeZone }: Omit<LoadedGroup, 'voting'>,
  now: string,
  also: readonly string[] = [],
): Promise<Deciding[]> {
  const voting = articles.admission.classes.filter((one) => one.votes).map((one) => one.class);
  const classes = [...voting, ...also];
  const today = civilDateAt(now, timeZone);
  const { rows } = await sql<Deciding>`
    SELECT member_id AS member, class, member_org_id IS NOT NULL AS "isOrganization",
           ${hasWayIn} AS "hasWayIn"
      FROM agents.member
     WHERE org_id = ${org} AND ended_on IS NULL AND class = ANY(${classes})
       AND ${decidesToday(today, state === 'draft')} ORDER BY member_id`.execute(tx);
  return rows;
}

/**
 * The posts in force today whose holders can do something by themself: they stand fully in the group, and are
 * not on paper alone. Nobody waits for what the others would have to do.
 */
export async function loadActingPosts(
  tx: Tx,
  org: OrgId,
  today: string,
): Promise<readonly { readonly role: string; readonly member: MemberId }[]> {
  const { rows } = await sql<MemberRow & PostColumns>`
    SELECT member.*, p.mandate_id, p.role, p.starts_on, p.ends_on, p.rehearsal, p.ended_at
      FROM agents.mandate p JOIN agents.member USING (org_id, member_id)
     WHERE p.org_id = ${org} AND p.ended_at IS NULL AND ${hasWayIn}
     ORDER BY p.starts_on, p.mandate_id`.execute(tx);
  return rows
    .filter((row) => standsFully(standingKind(membershipOf(row), today), false))
    .filter((row) => inForce(mandateOf(row), today, false))
    .map(({ role, member_id: member }) => ({ role, member }));
}

/** Founded groups whose rules in force say what they count in; of one of them, if it is given. */
export async function loadBookkeeping(tx: Tx, org: OrgId | null): Promise<OrgId[]> {
  const { rows } = await sql<{ org_id: OrgId }>`
    SELECT s.org_id FROM (
      SELECT DISTINCT ON (org_id) org_id, articles FROM agents.statutes
       ${org === null ? sql`` : sql`WHERE org_id = ${org}`}
       ORDER BY org_id, version DESC) s
     WHERE jsonb_array_length(coalesce(s.articles -> 'books' -> 'units', '[]')) > 0
       AND ${isAlive(sql`s.org_id`)} ORDER BY 1`.execute(tx);
  return rows.map((row) => row.org_id);
}

/**
 * Who is in the group, of what kind, and since when: whoever was let in and has not gone, kept away or not.
 */
export async function loadInside(
  tx: Tx,
  org: OrgId,
): Promise<{ readonly member: MemberId; readonly class: string; readonly since: CivilDate }[]> {
  const { rows } = await sql<{ member: MemberId; class: string; since: CivilDate }>`
    SELECT member_id AS member, class, admitted_on AS since FROM agents.member
     WHERE org_id = ${org} AND admitted_on IS NOT NULL AND ended_on IS NULL ORDER BY member_id`.execute(tx);
  return rows;
}

/** Of a row with this `org_id` column: whether its organization is founded and has not ended. */
export function isAlive(org: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`EXISTS (SELECT 1 FROM agents.organization alive
                      WHERE alive.org_id = ${org} AND alive.founded_at IS NOT NULL AND alive.dissolved_at IS NULL)`;
}

type PostColumns = Pick<
  MandateRow,
  'mandate_id' | 'role' | 'starts_on' | 'ends_on' | 'rehearsal' | 'ended_at'
>;

/**
 * The memberships of these people: their own, else that of an organization they are delegate of; the current
 * one before an ended one.
 */
export async function loadStandings(
  tx: Tx,
  org: OrgId,
  persons: readonly PersonId[],
  today: string,
  draft: boolean,
): Promise<Map<PersonId, Standing>> {
  return (await readStandings(tx, org, persons))(today, draft);
}

/** The same, of whichever day it is there. */
export async function readStandings(
  tx: Tx,
  org: OrgId,
  persons: readonly PersonId[],
): Promise<(today: string, draft: boolean) => Map<PersonId, Standing>> {
  if (persons.length === 0) return () => new Map();
  // One row for each post a membership has or had, and one for a membership without any.
  const { rows } = await sql<MemberRow & PostColumns & { asked_by: PersonId }>`
    SELECT one.*, p.mandate_id, p.role, p.starts_on, p.ends_on, p.rehearsal, p.ended_at FROM (
      SELECT DISTINCT ON (asked_by) * FROM (
        SELECT m.person_id AS asked_by, 0 AS way, m.* FROM agents.member m
         WHERE m.org_id = ${org} AND m.person_id = ANY(${persons})
        UNION ALL
        SELECT d.person_id AS asked_by, 1 AS way, m.* FROM agents.delegate d
          JOIN agents.member m ON m.org_id = d.network_id AND m.member_org_id = d.org_id
         WHERE d.network_id = ${org} AND d.person_id = ANY(${persons})) any_way
       ORDER BY asked_by, (ended_on IS NOT NULL), way, member_id DESC) one
      LEFT JOIN agents.mandate p ON p.org_id = ${org} AND p.member_id = one.member_id
     ORDER BY one.asked_by, p.mandate_id`.execute(tx);
  const asked = [...Map.groupBy(rows, (row) => row.asked_by)];
  return (today, draft) =>
    new Map(
      asked.map(([person, own]) => {
        const posts = own.flatMap((row) =>
          (row.mandate_id as string | null) === null ? [] : [mandateOf(row)],
        );
        return [person, standingOf(membershipOf(own[0]!), posts, today, draft, true)];
      }),
    );
}

async function loadMandates(tx: Tx, org: OrgId, members: readonly MemberId[]): Promise<Mandate[]> {
  if (members.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .where('member_id', 'in', members)
    .orderBy('mandate_id')
    .execute();
  return rows.map(mandateOf);
}

/**
 * Who has signed `subject` and not withdrawn, on this version of the statutes, with today's standing; a
 * member organization that has ended signs nothing.
 */
export async function loadSignatures(
  tx: Tx,
  org: OrgId,
  subject: string,
  statutesVersion: number,
  today: string,
  draft: boolean,
): Promise<Signature[]> {
  const rows = await sql<MemberRow & { delegate: PersonId | null }>`
    SELECT m.*, d.person_id AS delegate FROM agents.signature s
      JOIN agents.member m ON m.org_id = s.org_id AND m.member_id = s.member_id
      LEFT JOIN agents.delegate d ON d.network_id = m.org_id AND d.org_id = m.member_org_id
      LEFT JOIN agents.organization o ON o.org_id = m.member_org_id
     WHERE s.org_id = ${org} AND s.subject = ${subject} AND s.withdrawn_at IS NULL
       AND s.statutes_version = ${statutesVersion} AND o.dissolved_at IS NULL
     ORDER BY m.member_id`.execute(tx);
  const mandates = await loadMandates(
    tx,
    org,
    rows.rows.map((row) => row.member_id),
  );
  return rows.rows.map((row) => ({
    member: row.member_id,
    person: row.person_id ?? row.delegate ?? row.member_id,
    standing: standingOf(
      membershipOf(row),
      mandates.filter((mandate) => mandate.member === row.member_id),
      today,
      draft,
      true,
    ),
  }));
}

/** What waits with at least one signature, and who signed it last. */
export interface SignedWaiting {
  readonly org: OrgId;
  readonly waiting: string;
  readonly person: PersonId;
}

/** All of this instance, for the host to carry out what has enough. */
export async function signedWaiting(tx: Tx, now: string): Promise<SignedWaiting[]> {
  const { rows } = await sql<{ org: OrgId; waiting: string; person: PersonId | null }>`
    SELECT DISTINCT ON (w.org_id, w.waiting_id) w.org_id AS org, w.waiting_id AS waiting,
           coalesce(m.person_id, d.person_id, e.person_id) AS person
      FROM agents.waiting_act w
      JOIN agents.signature s ON s.org_id = w.org_id AND s.subject = w.waiting_id AND s.withdrawn_at IS NULL
       AND s.statutes_version = w.statutes_version
      JOIN agents.member m ON m.org_id = s.org_id AND m.member_id = s.member_id
      LEFT JOIN agents.delegate d ON d.network_id = m.org_id AND d.org_id = m.member_org_id
      LEFT JOIN agents.member e ON e.org_id = s.org_id AND e.member_id = s.entered_by
     WHERE w.done_act_id IS NULL AND w.withdrawn_at IS NULL AND w.input IS NOT NULL
       AND w.expires_at > ${now}::timestamptz
     ORDER BY w.org_id, w.waiting_id, s.signed_at DESC`.execute(tx);
  return rows.flatMap(({ org, waiting, person }) => (person === null ? [] : [{ org, waiting, person }]));
}

export async function loadWaiting(tx: Tx, org: OrgId, waiting: string): Promise<WaitingActRow | null> {
  const row = await tables(tx)
    .selectFrom('agents.waiting_act')
    .selectAll()
    .where('org_id', '=', org)
    .where('waiting_id', '=', waiting)
    .executeTakeFirst();
  return row ?? null;
}

/** Everybody in the household of this member (confirmed), the member included. */
export async function loadHousehold(tx: Tx, org: OrgId, member: MemberId): Promise<MemberId[]> {
  const rows = await sql<{ member_id: MemberId }>`
    SELECT b.member_id FROM agents.household_member a
      JOIN agents.household_member b ON b.org_id = a.org_id AND b.household_id = a.household_id
     WHERE a.org_id = ${org} AND a.member_id = ${member}
       AND a.confirmed_by IS NOT NULL AND b.confirmed_by IS NOT NULL`.execute(tx);
  return rows.rows.map((row) => row.member_id);
}

/** Whoever signs by a post gains with those they live with: each signature comes with its household. */
export async function withHouseholds(tx: Tx, org: OrgId, signed: readonly Signature[]): Promise<Signature[]> {
  const all: Signature[] = [];
  for (const one of signed) all.push({ ...one, household: await loadHousehold(tx, org, one.member) });
  return all;
}

export interface MandateUse {
  readonly matter: string;
  readonly role: string;
  readonly amountMinor: bigint | null;
  readonly usedOn: string;
}

/** What posts have carried in this matter since `since` (a civil date). */
export async function loadMandateUse(
  tx: Tx,
  org: OrgId,
  matter: string,
  since: string,
): Promise<MandateUse[]> {
  const rows = await tables(tx)
    .selectFrom('agents.mandate_use')
    .selectAll()
    .where('org_id', '=', org)
    .where('matter', '=', matter)
    .where('used_on', '>=', since)
    .execute();
  return rows.map((row) => ({
    matter: row.matter,
    role: row.role,
    amountMinor: row.amount_minor,
    usedOn: row.used_on,
  }));
}
