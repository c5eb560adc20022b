/** What commands load of members, posts, invitations and signatures, always within one organization. */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Mandate, Membership } from '../core/standing.ts';
import type { ClassInUse } from '../core/amendment.ts';
import { decidesToday, mandateOf, membershipOf } from './standing-reads.ts';
import { tables, type OrganizationRow, type SignatureRow } from './tables.ts';

export async function loadMembers(
  tx: Tx,
  org: OrgId,
  ids: readonly (MemberId | null | undefined)[],
): Promise<ReadonlyMap<MemberId, Membership>> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  if (wanted.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('member_id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.member_id, membershipOf(row)]));
}

/** The current membership of these persons in the organization, if any. */
export async function loadMembersByPerson(
  tx: Tx,
  org: OrgId,
  persons: readonly (PersonId | null)[],
): Promise<ReadonlyMap<PersonId, Membership>> {
  const wanted = [...new Set(persons.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('person_id', 'in', wanted)
    .where('ended_on', 'is', null)
    .execute();
  return new Map(rows.flatMap((row) => (row.person_id ? [[row.person_id, membershipOf(row)] as const] : [])));
}

export async function loadOrganization(tx: Tx, org: OrgId): Promise<OrganizationRow | null> {
  const row = await tables(tx)
    .selectFrom('agents.organization')
    .selectAll()
    .where('org_id', '=', org)
    .executeTakeFirst();
  return row ?? null;
}

/** Those of `slugs` that are taken, by any organization of this instance. */
export async function takenSlugs(tx: Tx, stem: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ slug: string }>`
    SELECT slug FROM agents.organization WHERE slug = ${stem} OR starts_with(slug, ${`${stem}-`})`.execute(
    tx,
  );
  return new Set(rows.rows.map((row) => row.slug));
}

export async function loadMandate(tx: Tx, org: OrgId, mandate: string): Promise<Mandate | null> {
  const row = await tables(tx)
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .where('mandate_id', '=', mandate)
    .executeTakeFirst();
  return row ? mandateOf(row) : null;
}

/** All mandates of a role that nobody has ended; whether each is in force is derived. */
export async function loadMandatesOfRole(tx: Tx, org: OrgId, role: string): Promise<Mandate[]> {
  const rows = await tables(tx)
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .orderBy('mandate_id')
    .execute();
  return rows.map(mandateOf);
}

/** Signatures on `subject` that stand, on whatever version of the statutes. */
export async function loadSignatureRows(tx: Tx, org: OrgId, subject: string): Promise<SignatureRow[]> {
  return tables(tx)
    .selectFrom('agents.signature')
    .selectAll()
    .where('org_id', '=', org)
    .where('subject', '=', subject)
    .where('withdrawn_at', 'is', null)
    .orderBy('member_id')
    .execute();
}

/** Those named as founders of a draft who have not stepped back. */
export async function loadFounders(tx: Tx, org: OrgId): Promise<Membership[]> {
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('founder', '=', true)
    .where('ended_on', 'is', null)
    .orderBy('member_id')
    .execute();
  return rows.map(membershipOf);
}

export interface Invitation {
  readonly id: string;
  readonly member: MemberId | null;
  readonly class: string;
  readonly usesLeft: number;
  readonly expiresAt: string;
  /** Null for those made before it was written down. */
  readonly maker: MemberId | null;
}

export async function loadInvitation(
  tx: Tx,
  org: OrgId,
  by: { readonly codeHash: string } | { readonly id: string },
): Promise<Invitation | null> {
  const ofOrg = tables(tx).selectFrom('agents.invitation').selectAll().where('org_id', '=', org);
  const found =
    'id' in by
      ? ofOrg.where('invitation_id', '=', by.id)
      : ofOrg.where('code_hash', '=', Buffer.from(by.codeHash, 'hex'));
  const row = await found.orderBy('invitation_id', 'desc').executeTakeFirst();
  if (!row) return null;
  return {
    id: row.invitation_id,
    member: row.member_id,
    class: row.class,
    usesLeft: row.uses_left,
    expiresAt: row.expires_at,
    maker: row.made_by,
  };
}

/** Which organization an invitation code opens, if it still opens any. */
export async function invitationByCode(
  tx: Tx,
  codeHash: string,
  now: string,
): Promise<{ org: OrgId; member: MemberId | null; name: string | null } | null> {
  const rows = await sql<{ org_id: OrgId; member_id: MemberId | null; name: string | null }>`
    SELECT i.org_id, i.member_id, m.name FROM agents.invitation i
      LEFT JOIN agents.member m ON m.org_id = i.org_id AND m.member_id = i.member_id
     WHERE i.code_hash = ${Buffer.from(codeHash, 'hex')} AND i.uses_left > 0 AND i.expires_at > ${now}
     ORDER BY i.invitation_id DESC LIMIT 1`.execute(tx);
  const row = rows.rows[0];
  return row ? { org: row.org_id, member: row.member_id, name: row.name } : null;
}

/** Who has vouched for this member. */
export async function loadVouchers(tx: Tx, org: OrgId, member: MemberId): Promise<MemberId[]> {
  const rows = await tables(tx)
    .selectFrom('agents.vouch')
    .select('voucher_id')
    .where('org_id', '=', org)
    .where('member_id', '=', member)
    .execute();
  return rows.map((row) => row.voucher_id);
}

export async function loadDelegation(
  tx: Tx,
  org: OrgId,
  network: OrgId,
): Promise<{ person: PersonId | null; member: MemberId } | null> {
  const row = await tables(tx)
    .selectFrom('agents.delegate')
    .selectAll()
    .where('org_id', '=', org)
    .where('network_id', '=', network)
    .executeTakeFirst();
  return row ? { person: row.person_id, member: row.member_id } : null;
}

/** One vouch, as a sign that a set can hold. */
export function vouchMark(member: MemberId, voucher: MemberId): string {
  return `${member} ${voucher}`;
}

/** All vouches for these members. */
export async function loadVouches(
  tx: Tx,
  org: OrgId,
  members: readonly MemberId[],
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('agents.vouch')
    .select(['member_id', 'voucher_id'])
    .where('org_id', '=', org)
    .where('member_id', 'in', [...new Set(members)])
    .execute();
  return new Set(rows.map((row) => vouchMark(row.member_id, row.voucher_id)));
}

/**
 * An organization that asks to join another: whom it has named to speak for it there, and what it is there
 * now.
 */
export interface ApplicantOrganization {
  readonly name: string;
  readonly delegate: PersonId | null;
  readonly membership: Membership | null;
}

/** Those of `applicants` that there are, as `org` may know them. */
export async function loadApplicantOrganizations(
  tx: Tx,
  org: OrgId,
  applicants: readonly OrgId[],
): Promise<ReadonlyMap<OrgId, ApplicantOrganization>> {
  if (applicants.length === 0) return new Map();
  const wanted = [...new Set(applicants)];
  const organizations = await tables(tx)
    .selectFrom('agents.organization as o')
    .leftJoin('agents.delegate as d', (join) =>
      join.onRef('d.org_id', '=', 'o.org_id').on('d.network_id', '=', org),
    )
    .select(['o.org_id', 'o.name', 'd.person_id'])
    .where('o.org_id', 'in', wanted)
    .execute();
  const members = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('member_org_id', 'in', wanted)
    .where('ended_on', 'is', null)
    .execute();
  const memberships = new Map(members.map((row) => [row.member_org_id, membershipOf(row)]));
  return new Map(
    organizations.map(({ org_id: id, name, person_id: delegate }) => [
      id,
      { name, delegate, membership: memberships.get(id) ?? null },
    ]),
  );
}

/** Every network that this organization belongs to, or asks to. */
export async function loadNetworksOf(tx: Tx, org: OrgId): Promise<OrgId[]> {
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .select('org_id')
    .where('member_org_id', '=', org)
    .where('ended_on', 'is', null)
    .orderBy('org_id')
    .execute();
  return rows.map((row) => row.org_id);
}

/** What `group` is in this network, or was last. */
export async function loadMemberOrganization(tx: Tx, org: OrgId, group: OrgId): Promise<Membership | null> {
  const row = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('member_org_id', '=', group)
    .orderBy(sql`ended_on IS NOT NULL`)
    .orderBy('member_id', 'desc')
    .executeTakeFirst();
  return row ? membershipOf(row) : null;
}

/** The classes that anyone who is or may become a member has now. */
export async function loadClassesInUse(
  tx: Tx,
  org: OrgId,
  today: string,
  draft: boolean,
): Promise<ClassInUse[]> {
  const found = await sql<ClassInUse>`
    SELECT class, count(*) FILTER (WHERE decides)::int AS full,
           count(*) FILTER (WHERE decides AND member_org_id IS NOT NULL)::int AS organizations
      FROM (SELECT class, member_org_id, ${decidesToday(today, draft)} AS decides FROM agents.member
             WHERE org_id = ${org} AND ended_on IS NULL) one
     GROUP BY class ORDER BY class`.execute(tx);
  return found.rows;
}

/**
 * How many the group has sent away who can still ask it to look again: whose membership rests, or was ended.
 */
export async function countSentAway(tx: Tx, org: OrgId, today: string): Promise<number> {
  const counted = await sql<{ away: number }>`
    SELECT count(*)::int AS away FROM agents.member
     WHERE org_id = ${org} AND admitted_on IS NOT NULL
       AND CASE WHEN ended_on IS NULL
                THEN suspended_on <= ${today} AND (suspended_until IS NULL OR suspended_until > ${today})
                ELSE end_kind = 'excluded' AND appeal_until > ${today} END`.execute(tx);
  return counted.rows[0]?.away ?? 0;
}

/** All mandates that nobody has ended; whether each is in force is derived. */
export async function loadOpenMandates(tx: Tx, org: OrgId): Promise<Mandate[]> {
  const rows = await tables(tx)
    .selectFrom('agents.mandate')
    .selectAll()
    .where('org_id', '=', org)
    .where('ended_at', 'is', null)
    .orderBy('mandate_id')
    .execute();
  return rows.map(mandateOf);
}
