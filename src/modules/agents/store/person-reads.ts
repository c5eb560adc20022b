/** What is loaded of a person across groups: only for what they do for themselves. */
import { sql } from 'kysely';
import type { ActId, MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Membership } from '../core/standing.ts';
import { membershipOf } from './standing-reads.ts';
import { tables } from './tables.ts';

export interface Person {
  readonly name: string | null;
  readonly locale: string;
  readonly erasedAt: string | null;
}

export async function loadPerson(tx: Tx, person: PersonId): Promise<Person | null> {
  const row = await tables(tx)
    .selectFrom('agents.person')
    .select(['name', 'locale', 'erased_at'])
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row ? { name: row.name, locale: row.locale, erasedAt: row.erased_at } : null;
}

export interface OpenAppeal {
  readonly slug: string;
  readonly name: string;
  readonly on: string;
  readonly until: string;
}

/** The groups that have excluded this person, as long as they can ask the others to look again. */
export async function loadOpenAppeals(tx: Tx, person: PersonId, now: string): Promise<OpenAppeal[]> {
  const found = await sql<OpenAppeal>`
    SELECT o.slug, o.name, m.ended_on AS on, m.appeal_until AS until
      FROM agents.member m JOIN agents.organization o ON o.org_id = m.org_id
     WHERE m.person_id = ${person} AND m.end_kind = 'excluded' AND m.appeal_until > (${now}::timestamptz AT TIME ZONE o.time_zone)::date
       AND NOT EXISTS (SELECT 1 FROM agents.member n
                        WHERE n.org_id = m.org_id AND n.person_id = m.person_id AND n.ended_on IS NULL)
     ORDER BY m.appeal_until, o.slug`.execute(tx);
  return found.rows;
}

/** Everybody who has had themselves erased. */
export async function erasedPersons(tx: Tx): Promise<PersonId[]> {
  const rows = await tables(tx)
    .selectFrom('agents.person')
    .select('person_id')
    .where('erased_at', 'is not', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Members whom their groups have forgotten, each as `org member`. */
export async function loadForgotten(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .select(['org_id', 'member_id'])
    .where('name', 'is', null)
    .where('person_id', 'is', null)
    .where('member_org_id', 'is', null)
    .execute();
  return new Set(rows.map((row) => `${row.org_id} ${row.member_id}`));
}

/**
 * Those of `persons` who have gone. Their rows stay as they are until the end of the transaction: nobody goes
 * while something is being done in their name.
 */
export async function loadErased(tx: Tx, persons: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const rows = await sql<{ person_id: PersonId; erased_at: string | null }>`
    SELECT person_id, erased_at FROM agents.person WHERE person_id = ANY(${persons})
     ORDER BY person_id FOR SHARE`.execute(tx);
  return new Set(rows.rows.filter((row) => row.erased_at !== null).map((row) => row.person_id));
}

/** Waits until nothing more is being done in the name of this person, and lets nothing begin. */
export async function holdPerson(tx: Tx, person: PersonId): Promise<void> {
  await sql`SELECT FROM agents.person WHERE person_id = ${person} FOR UPDATE`.execute(tx);
}

/** Every organization in which the person has, or had, a membership. */
export async function loadOrganizationsOf(tx: Tx, person: PersonId): Promise<OrgId[]> {
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .select('org_id')
    .distinct()
    .where('person_id', '=', person)
    .orderBy('org_id')
    .execute();
  return rows.map((row) => row.org_id);
}

/** All memberships of a person in one organization, those that are over included. */
export async function loadMembershipsOf(tx: Tx, org: OrgId, person: PersonId): Promise<Membership[]> {
  const rows = await tables(tx)
    .selectFrom('agents.member')
    .selectAll()
    .where('org_id', '=', org)
    .where('person_id', '=', person)
    .orderBy('member_id')
    .execute();
  return rows.map(membershipOf);
}

export interface WaitingOf {
  readonly waiting: readonly string[];
  /** The acts by which they were asked for: their words stand in the register too. */
  readonly acts: readonly ActId[];
}

/**
 * The waiting acts that these members have asked for, or that were asked for about them, or by which they
 * came to be members.
 */
export async function loadWaitingOf(tx: Tx, org: OrgId, members: readonly MemberId[]): Promise<WaitingOf> {
  const { rows } = await sql<{ waiting_id: string; act_id: ActId }>`
    SELECT waiting_id, act_id FROM agents.waiting_act
     WHERE org_id = ${org}
       AND (opened_by = ANY(${members}) OR subject = ANY(${members}) OR done_act_id IN (
             SELECT act_id FROM agents.member WHERE org_id = ${org} AND member_id = ANY(${members})))
     ORDER BY waiting_id`.execute(tx);
  return { waiting: rows.map((row) => row.waiting_id), acts: rows.map((row) => row.act_id) };
}

/** Who has given their word for this request to come back. */
export async function loadReturnVouchers(tx: Tx, org: OrgId, request: string): Promise<MemberId[]> {
  const rows = await tables(tx)
    .selectFrom('agents.return_vouch')
    .select('voucher_id')
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .execute();
  return rows.map((row) => row.voucher_id);
}

/** The act by which this person has given their word for a member's return, on that request. */
export async function loadReturnVouch(
  tx: Tx,
  org: OrgId,
  given: { readonly request: string; readonly member: MemberId; readonly voucher: PersonId },
): Promise<ActId | null> {
  const row = await tables(tx)
    .selectFrom('agents.return_vouch as v')
    .innerJoin('agents.member as m', (join) =>
      join.onRef('m.org_id', '=', 'v.org_id').onRef('m.member_id', '=', 'v.voucher_id'),
    )
    .select('v.act_id')
    .where('v.org_id', '=', org)
    .where('v.request_id', '=', given.request)
    .where('v.member_id', '=', given.member)
    .where('m.person_id', '=', given.voucher)
    .executeTakeFirst();
  return row?.act_id ?? null;
}
