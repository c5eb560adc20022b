/**
 * How facts become rows. Every row is a function of the fact and its act, so that a replay makes it again.
 */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Articles } from '../core/statutes.ts';
import { leaveHousehold } from './households.ts';
import { tables, type MemberRow, type OrganizationRow } from './tables.ts';

export interface NewMember {
  readonly member: MemberId;
  readonly class: string;
  readonly person?: PersonId | null;
  readonly memberOrg?: OrgId | null;
  readonly name?: string | null;
  readonly contact?: string | null;
  readonly statement?: string | null;
  readonly founder?: boolean;
  readonly namedOn?: string;
  readonly appliedOn?: string;
  readonly admittedOn?: string | null;
  readonly trialUntil?: string | null;
  readonly answeredBy?: MemberId;
  readonly noUntil?: string;
}

export async function insertMember(tx: Tx, act: RecordedAct, member: NewMember): Promise<void> {
  await tables(tx)
    .insertInto('agents.member')
    .values({
      org_id: act.org,
      member_id: member.member,
      person_id: member.person ?? null,
      member_org_id: member.memberOrg ?? null,
      name: member.name ?? null,
      contact: member.contact ?? null,
      class: member.class,
      founder: member.founder ?? false,
      named_on: member.namedOn ?? null,
      applied_on: member.appliedOn ?? null,
      admitted_on: member.admittedOn ?? null,
      trial_until: member.trialUntil ?? null,
      suspended_on: null,
      suspended_until: null,
      appeal_until: null,
      ended_on: null,
      end_kind: null,
      answered_by: member.answeredBy ?? null,
      no_until: member.noUntil ?? null,
      statement: member.statement ?? null,
      act_id: act.id,
    })
    .execute();
}

export type MemberChange = Partial<Omit<MemberRow, 'org_id' | 'member_id' | 'act_id'>>;

export async function changeMember(
  tx: Tx,
  act: RecordedAct,
  member: MemberId,
  change: MemberChange,
): Promise<void> {
  await tables(tx)
    .updateTable('agents.member')
    .set(change)
    .where('org_id', '=', act.org)
    .where('member_id', '=', member)
    .execute();
}

export interface MemberWords {
  readonly member: MemberId;
  readonly name?: string | undefined;
  readonly contact?: string | null | undefined;
}

/** What members are called and how they are reached, in one statement; the later word of a member counts. */
export async function changeMemberWords(tx: Tx, org: OrgId, changes: readonly MemberWords[]): Promise<void> {
  const last = new Map<MemberId, MemberWords>();
  for (const change of changes) {
    const before = last.get(change.member);
    last.set(change.member, {
      member: change.member,
      name: change.name ?? before?.name,
      contact: change.contact === undefined ? before?.contact : change.contact,
    });
  }
  const rows = [...last.values()];
  await sql`
    UPDATE agents.member m
       SET name = coalesce(row.name, m.name),
           contact = CASE WHEN row.keeps_contact THEN m.contact ELSE row.contact END
      FROM unnest(${rows.map((row) => row.member)}::text[], ${rows.map((row) => row.name ?? null)}::text[],
                  ${rows.map((row) => row.contact === undefined)}::boolean[],
                  ${rows.map((row) => row.contact ?? null)}::text[]) AS row(member_id, name, keeps_contact, contact)
     WHERE m.org_id = ${org} AND m.member_id = row.member_id`.execute(tx);
}

export type EndKind = 'left' | 'excluded' | 'declined' | 'withdrawn' | 'struck' | 'dissolved';

/** Ends a membership, and with it the posts held by it, the signatures it gave on what is still open,
 * the word it had for the organization elsewhere, and the codes by which others were to come in.
 */
export async function endMembership(
  tx: Tx,
  act: RecordedAct,
  member: MemberId,
  end: { on: string; kind: EndKind; appealUntil?: string },
): Promise<void> {
  await changeMember(tx, act, member, {
    ended_on: end.on,
    end_kind: end.kind,
    ...(end.appealUntil === undefined ? {} : { appeal_until: end.appealUntil }),
  });
  await sql`
    UPDATE agents.mandate SET ended_at = ${act.at}::timestamptz, end_kind = 'left', end_act_id = ${act.id}
     WHERE org_id = ${act.org} AND member_id = ${member} AND ended_at IS NULL`.execute(tx);
  await sql`
    UPDATE agents.signature s SET withdrawn_at = ${act.at}::timestamptz
     WHERE s.org_id = ${act.org} AND s.member_id = ${member} AND s.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM agents.waiting_act w
                        WHERE w.org_id = s.org_id AND w.waiting_id = s.subject AND w.done_act_id IS NOT NULL)
       AND NOT (s.subject = 'founding' AND EXISTS (SELECT 1 FROM agents.organization o
                        WHERE o.org_id = s.org_id AND o.founded_at IS NOT NULL))`.execute(tx);
  await endDelegations(tx, act, member);
  await leaveHousehold(tx, act, member);
  await closeInvitations(tx, act, { place: member });
  await closeInvitationsOf(tx, act, member);
}

/** Whoever is not here, or not now, does not speak for the organization elsewhere. */
export async function endDelegations(tx: Tx, act: RecordedAct, member: MemberId): Promise<void> {
  await tables(tx)
    .deleteFrom('agents.delegate')
    .where('org_id', '=', act.org)
    .where('member_id', '=', member)
    .execute();
}

/** Nobody speaks for an organization that has ended. */
export async function endAllDelegations(tx: Tx, act: RecordedAct): Promise<void> {
  await tables(tx).deleteFrom('agents.delegate').where('org_id', '=', act.org).execute();
}

/** Who speaks for the organization in a network, from now on. */
export async function putDelegate(
  tx: Tx,
  act: RecordedAct,
  delegate: { readonly network: OrgId; readonly member: MemberId; readonly person: PersonId },
): Promise<void> {
  const now = { member_id: delegate.member, person_id: delegate.person, since: act.at, act_id: act.id };
  await tables(tx)
    .insertInto('agents.delegate')
    .values({ org_id: act.org, network_id: delegate.network, ...now })
    .onConflict((conflict) => conflict.columns(['org_id', 'network_id']).doUpdateSet(now))
    .execute();
}

/** An organization as its founding describes it; a draft until it is signed. */
export type NewOrganization = Omit<
  OrganizationRow,
  'org_id' | 'created_at' | 'founded_at' | 'dissolved_at' | 'act_id'
>;

export async function insertOrganization(
  tx: Tx,
  act: RecordedAct,
  organization: NewOrganization,
): Promise<void> {
  await tables(tx)
    .insertInto('agents.organization')
    .values({
      ...organization,
      org_id: act.org,
      created_at: act.at,
      founded_at: null,
      dissolved_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function changeOrganization(
  tx: Tx,
  act: RecordedAct,
  change: Partial<Pick<OrganizationRow, 'name' | 'purpose' | 'place' | 'founded_at' | 'dissolved_at'>>,
): Promise<void> {
  await tables(tx).updateTable('agents.organization').set(change).where('org_id', '=', act.org).execute();
}

/** Words given for someone who wants to join. */
export async function insertVouches(
  tx: Tx,
  vouches: readonly { act: RecordedAct; member: MemberId; voucher: MemberId }[],
): Promise<void> {
  await tables(tx)
    .insertInto('agents.vouch')
    .values(
      vouches.map(({ act, member, voucher }) => ({
        org_id: act.org,
        member_id: member,
        voucher_id: voucher,
        act_id: act.id,
      })),
    )
    .execute();
}

export async function insertStatutes(
  tx: Tx,
  act: RecordedAct,
  version: number,
  articles: Articles,
): Promise<void> {
  await sql`
    INSERT INTO agents.statutes (org_id, version, articles, since, act_id)
    VALUES (${act.org}, ${version}, ${JSON.stringify(articles)}::jsonb, ${act.at}::timestamptz, ${act.id})`.execute(
    tx,
  );
}

export interface NewMandate {
  readonly mandate: string;
  readonly role: string;
  readonly member: MemberId;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly rehearsal: boolean;
}

export async function insertMandate(tx: Tx, act: RecordedAct, mandate: NewMandate): Promise<void> {
  await tables(tx)
    .insertInto('agents.mandate')
    .values({
      org_id: act.org,
      mandate_id: mandate.mandate,
      role: mandate.role,
      member_id: mandate.member,
      starts_on: mandate.startsOn,
      ends_on: mandate.endsOn,
      rehearsal: mandate.rehearsal,
      ended_at: null,
      end_kind: null,
      act_id: act.id,
      end_act_id: null,
    })
    .execute();
}

export async function endMandate(
  tx: Tx,
  act: RecordedAct,
  mandate: string,
  kind: 'revoked' | 'handed_over' | 'laid_down',
): Promise<void> {
  await tables(tx)
    .updateTable('agents.mandate')
    .set({ ended_at: act.at, end_kind: kind, end_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('mandate_id', '=', mandate)
    .execute();
}

export async function insertInvitation(
  tx: Tx,
  act: RecordedAct,
  invitation: {
    invitation: string;
    member: MemberId | null;
    class: string;
    codeHash: string;
    uses: number;
    expiresAt: string;
    maker?: MemberId | null;
  },
): Promise<void> {
  if (invitation.member !== null) await closeInvitations(tx, act, { place: invitation.member });
  await tables(tx)
    .insertInto('agents.invitation')
    .values({
      org_id: act.org,
      invitation_id: invitation.invitation,
      member_id: invitation.member,
      class: invitation.class,
      code_hash: Buffer.from(invitation.codeHash, 'hex'),
      uses_left: invitation.uses,
      expires_at: invitation.expiresAt,
      act_id: act.id,
      made_by: invitation.maker ?? null,
    })
    .execute();
}

/** No code for this place opens any more. */
async function closeInvitations(tx: Tx, act: RecordedAct, { place }: { place: MemberId }): Promise<void> {
  await tables(tx)
    .updateTable('agents.invitation')
    .set({ uses_left: 0 })
    .where('org_id', '=', act.org)
    .where('member_id', '=', place)
    .execute();
}

/** Nobody comes in by it any more. */
export async function closeInvitation(tx: Tx, act: RecordedAct, invitation: string): Promise<void> {
  await tables(tx)
    .updateTable('agents.invitation')
    .set({ uses_left: 0 })
    .where('org_id', '=', act.org)
    .where('invitation_id', '=', invitation)
    .execute();
}

/** Nor by what somebody made who has gone; whoever they named as a founder keeps their way in. */
async function closeInvitationsOf(tx: Tx, act: RecordedAct, maker: MemberId): Promise<void> {
  await sql`
    UPDATE agents.invitation i SET uses_left = 0
     WHERE i.org_id = ${act.org} AND i.made_by = ${maker}
       AND NOT EXISTS (SELECT 1 FROM agents.member m
                        WHERE m.org_id = i.org_id AND m.member_id = i.member_id AND m.founder
                          AND m.admitted_on IS NULL)`.execute(tx);
}

/** Someone has come in by it. */
export async function useInvitation(tx: Tx, act: RecordedAct, invitation: string): Promise<void> {
  await sql`UPDATE agents.invitation SET uses_left = uses_left - 1
             WHERE org_id = ${act.org} AND invitation_id = ${invitation}`.execute(tx);
}
