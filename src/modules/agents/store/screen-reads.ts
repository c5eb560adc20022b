/**
 * What the screens of a group read, one organization at a time. Everything here is whole; who may see what of
 * it is said in core/visible.ts, by whoever shows it.
 */
import { sql } from 'kysely';
import { civilDateAt } from '#kernel/calendar';
import type { ActId, MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Returning } from '../core/asks.ts';
import type { LoadedGroup } from '../core/authorize.ts';
import { ownNames, type OwnNames } from '../core/rule-words.ts';
import { standingOf, type Mandate, type Membership, type Standing } from '../core/standing.ts';
import type { Articles } from '../core/statutes.ts';
import { viewerOf, type Viewer } from '../core/visible.ts';
import { loadGroup, loadStandings, mandateOf, membershipOf, withUs } from './standing-reads.ts';
import {
  tables,
  type MandateRow,
  type OrganizationRow,
  type SignatureRow,
  type WaitingActRow,
} from './tables.ts';

/** A group, and someone who looks at it today. */
export interface Scene {
  readonly organization: OrganizationRow;
  readonly group: LoadedGroup;
  readonly standing: Standing;
  readonly viewer: Viewer;
  /** How the group calls its own posts and kinds of members, those too that its rules no longer have. */
  readonly names: OwnNames;
  readonly person: PersonId | null;
  readonly now: string;
  readonly today: string;
  readonly draft: boolean;
}

export async function orgBySlug(tx: Tx, slug: string): Promise<OrgId | null> {
  const row = await tables(tx)
    .selectFrom('agents.organization')
    .select('org_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row?.org_id ?? null;
}

/** The group and the standing of `person` in it; null where there is no such group. */
export async function loadScene(
  tx: Tx,
  org: OrgId,
  person: PersonId | null,
  now: string,
): Promise<Scene | null> {
  const organization = await tables(tx)
    .selectFrom('agents.organization')
    .selectAll()
    .where('org_id', '=', org)
    .executeTakeFirst();
  const group = organization ? await loadGroup(tx, org, now) : null;
  if (!organization || !group) return null;
  const today = civilDateAt(now, group.timeZone);
  const draft = group.state === 'draft';
  const standings = person === null ? null : await loadStandings(tx, org, [person], today, draft);
  const standing =
    (person === null ? undefined : standings?.get(person)) ??
    standingOf(null, [], today, draft, person !== null);
  const names = ownNames([...(await formerNames(tx, org, group.statutesVersion)), group.articles]);
  return { organization, group, standing, viewer: viewerOf(standing), names, person, now, today, draft };
}

/** The parts with names of their own in the rules before these, oldest first. */
async function formerNames(tx: Tx, org: OrgId, version: number): Promise<Articles[]> {
  if (version === 1) return [];
  const { rows } = await sql<{ articles: Articles }>`
    SELECT articles FROM agents.statutes
     WHERE org_id = ${org} AND version < ${version}
       AND (articles @? '$.roles[*].name' OR articles @? '$.admission.classes[*].name')
     ORDER BY version`.execute(tx);
  return rows.map(({ articles }) => articles);
}

/** Where a person belongs or asks to: their own memberships, and those of groups that they speak for. */
export async function organizationsOf(tx: Tx, person: PersonId): Promise<OrgId[]> {
  const found = await sql<{ org_id: OrgId }>`
    SELECT m.org_id FROM agents.member m
      JOIN agents.organization o ON o.org_id = m.org_id
     WHERE m.person_id = ${person} AND m.ended_on IS NULL
     UNION
    SELECT m.org_id FROM agents.delegate d
      JOIN agents.member m ON m.org_id = d.network_id AND m.member_org_id = d.org_id AND m.ended_on IS NULL
     WHERE d.person_id = ${person}
     ORDER BY org_id`.execute(tx);
  return found.rows.map((row) => row.org_id);
}

export interface RollMember extends Membership {
  readonly contact: string | null;
  readonly statement: string | null;
  readonly vouchers: readonly MemberId[];
}

export interface RollMandate extends Mandate {
  readonly endKind: string | null;
  readonly act: ActId;
  readonly endAct: ActId | null;
}

/** Everybody who is or was in the group, by name, and every post that was ever given. */
export interface Roll {
  readonly members: readonly RollMember[];
  readonly mandates: readonly RollMandate[];
}

export async function loadRoll(tx: Tx, org: OrgId): Promise<Roll> {
  const db = tables(tx);
  const members = await db
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy(sql`lower(name) COLLATE "und-x-icu"`)
    .orderBy('member_id')
    .execute();
  const vouches = await db.selectFrom('agents.vouch').selectAll().where('org_id', '=', org).execute();
  const vouchers = Map.groupBy(vouches, (one) => one.member_id);
  const mandates = await db
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('starts_on')
    .orderBy('mandate_id')
    .execute();
  return {
    members: members.map((row) => ({
      ...membershipOf(row),
      contact: row.contact,
      statement: row.statement,
      vouchers: (vouchers.get(row.member_id) ?? []).map((one) => one.voucher_id),
    })),
    mandates: mandates.map(rollMandate),
  };
}

function rollMandate(row: MandateRow): RollMandate {
  return { ...mandateOf(row), endKind: row.end_kind, act: row.act_id, endAct: row.end_act_id };
}

/**
 * The posts that have not been ended, and who holds them: enough for a front, however many members there are.
 */
export async function loadPosts(
  tx: Tx,
  org: OrgId,
): Promise<{ readonly members: readonly Membership[]; readonly mandates: readonly RollMandate[] }> {
  const db = tables(tx);
  const mandates = await db
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .where('ended_at', 'is', null)
    .orderBy('starts_on')
    .orderBy('mandate_id')
    .execute();
  const holders = [...new Set(mandates.map((one) => one.member_id))];
  const members =
    holders.length === 0
      ? []
      : await db
          .selectFrom('agents.member')
          .selectAll()
          .where('org_id', '=', org)
          .where('member_id', 'in', holders)
          .execute();
  return { members: members.map(membershipOf), mandates: mandates.map(rollMandate) };
}

/**
 * How many a group counts as its own, the suspended too; in a draft, founders who have come. And how many
 * founders.
 */
export async function countMembers(
  tx: Tx,
  org: OrgId,
  draft: boolean,
): Promise<{ members: number; founders: number }> {
  const { rows } = await sql<{ members: number; founders: number }>`
    SELECT count(*) FILTER (WHERE admitted_on IS NOT NULL
                               OR (${draft} AND founder AND person_id IS NOT NULL))::int AS members,
           count(*) FILTER (WHERE founder)::int AS founders
      FROM agents.member WHERE org_id = ${org} AND ended_on IS NULL`.execute(tx);
  return rows[0]!;
}

/** All that decides what is asked of the members of a group today. */
export interface GroupAffairs extends Roll {
  readonly open: readonly WaitingAct[];
  readonly founding: readonly MemberId[];
  readonly housemates: readonly MemberId[];
  /** Whether such a coming back is still open is known where the ways in are kept. */
  readonly returns: readonly Returning[];
}

export async function loadAffairs(tx: Tx, scene: Scene): Promise<GroupAffairs> {
  const org = scene.organization.org_id;
  const roll = await loadRoll(tx, org);
  const open = await loadOpenActs(tx, org, scene.now);
  const signed = scene.draft ? await loadSignaturesOn(tx, org, ['founding']) : [];
  const founding = signed
    .filter((one) => one.statutes_version === scene.group.statutesVersion)
    .map((one) => one.member_id);
  const { member } = scene.viewer;
  const household = member === null ? null : await loadHouseholdOf(tx, org, member);
  const living = household?.members.some((one) => one.member === member && one.confirmed) ?? false;
  const asking = living ? household!.members.filter((one) => !one.confirmed) : [];
  return {
    ...roll,
    open,
    founding,
    housemates: asking.map((one) => one.member),
    returns: await loadReturns(tx, org),
  };
}

/** Words given for members who come back on another device. */
async function loadReturns(tx: Tx, org: OrgId): Promise<Returning[]> {
  const rows = await tables(tx)
    .selectFrom('agents.return_vouch')
    .select([
      'request_id as request',
      'member_id as member',
      sql<MemberId[]>`array_agg(voucher_id)`.as('vouchers'),
    ])
    .where('org_id', '=', org)
    .groupBy(['request_id', 'member_id'])
    .execute();
  return rows;
}

/** An act that waits or waited for signatures, with those that stand. */
export interface WaitingAct extends WaitingActRow {
  readonly signatures: readonly SignatureRow[];
}

/** The waiting acts that are open at `now`, those that end first leading. */
export async function loadOpenActs(tx: Tx, org: OrgId, now: string): Promise<WaitingAct[]> {
  const rows = await tables(tx)
    .selectFrom('agents.waiting_act')
    .selectAll()
    .where('org_id', '=', org)
    .where('done_act_id', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .orderBy('waiting_id')
    .execute();
  return withSignatures(tx, org, rows);
}

/** The last acts that several have carried together. */
export async function loadCarriedActs(tx: Tx, org: OrgId, most: number): Promise<WaitingAct[]> {
  const rows = await tables(tx)
    .selectFrom('agents.waiting_act')
    .selectAll()
    .where('org_id', '=', org)
    .where('done_act_id', 'is not', null)
    .orderBy('done_act_id', 'desc')
    .limit(most)
    .execute();
  return withSignatures(tx, org, rows);
}

export async function loadWaitingAct(tx: Tx, org: OrgId, waiting: string): Promise<WaitingAct | null> {
  const row = await tables(tx)
    .selectFrom('agents.waiting_act')
    .selectAll()
    .where('org_id', '=', org)
    .where('waiting_id', '=', waiting)
    .executeTakeFirst();
  return row ? ((await withSignatures(tx, org, [row]))[0] ?? null) : null;
}

async function withSignatures(tx: Tx, org: OrgId, rows: readonly WaitingActRow[]): Promise<WaitingAct[]> {
  if (rows.length === 0) return [];
  const signatures = await loadSignaturesOn(
    tx,
    org,
    rows.map((row) => row.waiting_id),
  );
  return rows.map((row) => ({
    ...row,
    signatures: signatures.filter((one) => one.subject === row.waiting_id),
  }));
}

/** Signatures on these subjects that stand, in the order in which they were given. */
export async function loadSignaturesOn(
  tx: Tx,
  org: OrgId,
  subjects: readonly string[],
): Promise<SignatureRow[]> {
  return tables(tx)
    .selectFrom('agents.signature')
    .selectAll()
    .where('org_id', '=', org)
    .where('subject', 'in', subjects as string[])
    .where('withdrawn_at', 'is', null)
    .orderBy('signed_at')
    .orderBy('act_id')
    .execute();
}

export interface RulesVersion {
  readonly version: number;
  readonly articles: Articles;
  readonly since: string;
  readonly act: ActId;
}

/** Every version of the rules, the newest first. */
export async function loadRulesVersions(tx: Tx, org: OrgId): Promise<RulesVersion[]> {
  const rows = await tables(tx)
    .selectFrom('agents.statutes')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ version, articles, since, act_id: act }) => ({ version, articles, since, act }));
}

export interface Household {
  readonly id: string;
  readonly members: readonly { readonly member: MemberId; readonly confirmed: boolean }[];
}

/** The household a member is in or was asked into, if any. */
export async function loadHouseholdOf(tx: Tx, org: OrgId, member: MemberId): Promise<Household | null> {
  const own = await tables(tx)
    .selectFrom('agents.household_member')
    .select('household_id')
    .where('org_id', '=', org)
    .where('member_id', '=', member)
    .executeTakeFirst();
  if (!own) return null;
  const rows = await tables(tx)
    .selectFrom('agents.household_member')
    .select(['member_id', 'confirmed_by'])
    .where('org_id', '=', org)
    .where('household_id', '=', own.household_id)
    .orderBy('member_id')
    .execute();
  return {
    id: own.household_id,
    members: rows.map((row) => ({ member: row.member_id, confirmed: row.confirmed_by !== null })),
  };
}

export interface Delegation {
  readonly network: OrgId;
  readonly networkName: string;
  readonly networkSlug: string;
  readonly member: MemberId;
  readonly since: string;
}

/** Who speaks for this organization, and where. The networks are named: a group's memberships are its own. */
export async function loadDelegations(tx: Tx, org: OrgId): Promise<Delegation[]> {
  const rows = await tables(tx)
    .selectFrom('agents.delegate as d')
    .innerJoin('agents.organization as o', 'o.org_id', 'd.network_id')
    .select(['d.network_id', 'o.name', 'o.slug', 'd.member_id', 'd.since'])
    .where('d.org_id', '=', org)
    .orderBy('o.slug')
    .execute();
  return rows.map((row) => ({
    network: row.network_id,
    networkName: row.name,
    networkSlug: row.slug,
    member: row.member_id,
    since: row.since,
  }));
}

/** When each member last signed something. */
export async function loadLastSigned(tx: Tx, org: OrgId): Promise<ReadonlyMap<MemberId, string>> {
  const { rows } = await sql<{ member: MemberId; at: string }>`
    SELECT member_id AS member, max(signed_at) AS at FROM agents.signature
     WHERE org_id = ${org} GROUP BY 1`.execute(tx);
  return new Map(rows.map((row) => [row.member, row.at]));
}

/** Whether somebody is with a group today: let in, neither gone nor kept away. */
export async function isWithUs(tx: Tx, org: OrgId, member: MemberId, today: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT ${member} = ANY(ARRAY(${withUs(org, today)})) AS found`.execute(tx);
  return rows[0]!.found;
}
