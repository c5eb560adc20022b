/** The tables of schema `agents`, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Articles } from '../core/statutes.ts';

export interface MemberRow {
  org_id: OrgId;
  member_id: MemberId;
  person_id: PersonId | null;
  member_org_id: OrgId | null;
  name: string | null;
  contact: string | null;
  class: string;
  founder: boolean;
  named_on: string | null;
  applied_on: string | null;
  admitted_on: string | null;
  trial_until: string | null;
  suspended_on: string | null;
  suspended_until: string | null;
  appeal_until: string | null;
  ended_on: string | null;
  end_kind: string | null;
  answered_by: MemberId | null;
  no_until: string | null;
  statement: string | null;
  act_id: ActId;
}

export interface OrganizationRow {
  org_id: OrgId;
  slug: string;
  name: string;
  form: string;
  purpose: string;
  place: string;
  time_zone: string;
  locale: string;
  created_at: string;
  founded_at: string | null;
  dissolved_at: string | null;
  act_id: ActId;
}

export interface MandateRow {
  org_id: OrgId;
  mandate_id: string;
  role: string;
  member_id: MemberId;
  starts_on: string;
  ends_on: string;
  rehearsal: boolean;
  ended_at: string | null;
  end_kind: string | null;
  act_id: ActId;
  end_act_id: ActId | null;
}

export interface WaitingActRow {
  org_id: OrgId;
  waiting_id: string;
  command: string;
  matter: string;
  input: unknown;
  input_hash: string;
  statutes_version: number;
  opened_by: MemberId;
  subject: MemberId | null;
  opened_at: string;
  expires_at: string;
  done_act_id: ActId | null;
  withdrawn_at: string | null;
  act_id: ActId;
}

export interface SignatureRow {
  org_id: OrgId;
  subject: string;
  member_id: MemberId;
  act_id: ActId;
  statutes_version: number;
  signed_at: string;
  entered_by: MemberId | null;
  withdrawn_at: string | null;
}

export interface AgentsTables {
  'agents.person': {
    person_id: PersonId;
    name: string | null;
    locale: string;
    created_at: string;
    erased_at: string | null;
    act_id: ActId;
  };
  'agents.organization': OrganizationRow;
  'agents.statutes': { org_id: OrgId; version: number; articles: Articles; since: string; act_id: ActId };
  'agents.member': MemberRow;
  'agents.vouch': { org_id: OrgId; member_id: MemberId; voucher_id: MemberId; act_id: ActId };
  'agents.return_vouch': {
    org_id: OrgId;
    request_id: string;
    member_id: MemberId;
    voucher_id: MemberId;
    act_id: ActId;
  };
  'agents.invitation': {
    org_id: OrgId;
    invitation_id: string;
    member_id: MemberId | null;
    class: string;
    code_hash: Buffer;
    uses_left: number;
    expires_at: string;
    act_id: ActId;
    made_by: MemberId | null;
  };
  'agents.mandate': MandateRow;
  'agents.waiting_act': WaitingActRow;
  'agents.signature': SignatureRow;
  'agents.household': { org_id: OrgId; household_id: string; act_id: ActId };
  'agents.household_member': {
    org_id: OrgId;
    household_id: string;
    member_id: MemberId;
    confirmed_by: MemberId | null;
    act_id: ActId;
  };
  'agents.delegate': {
    org_id: OrgId;
    network_id: OrgId;
    member_id: MemberId;
    person_id: PersonId | null;
    since: string;
    act_id: ActId;
  };
  'agents.mandate_use': {
    org_id: OrgId;
    act_id: ActId;
    matter: string;
    role: string;
    amount_minor: bigint | null;
    used_on: string;
  };
}

/** The transaction, seen as these tables. */
export function tables(tx: Tx): Kysely<AgentsTables> {
  return tx;
}
