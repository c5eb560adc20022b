/** The tables of the talk, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { SettledAs, Sign, WordKind } from '../core/talk.ts';

export interface WordRow {
  org_id: OrgId;
  word_id: string;
  subject: string;
  kind: WordKind;
  author: MemberId;
  text: string | null;
  text_acts: string[];
  reply_to: string | null;
  depth: number;
  mentions: MemberId[];
  said_at: string;
  changed_at: string | null;
  taken_back_at: string | null;
  integrated_at: string | null;
  integrated_by: MemberId | null;
  settled_at: string | null;
  settled_as: SettledAs | null;
  adopted_at: string | null;
  adopted_by: MemberId | null;
  hidden_at: string | null;
  hidden_by: MemberId | null;
  hidden_reason: string | null;
  hidden_act_id: string | null;
  act_id: ActId;
}

export interface OfferRow {
  org_id: OrgId;
  offer_id: string;
  proposal_id: string;
  base_version: number;
  title: string;
  body: string;
  why: string | null;
  offered_by: MemberId;
  offered_at: string;
  taken_back_at: string | null;
  declined_at: string | null;
  declined_by: MemberId | null;
  decline_reason: string | null;
  decline_act_id: string | null;
  applied_version: number | null;
  act_id: ActId;
}

export interface MergeRow {
  org_id: OrgId;
  merge_id: string;
  source: string;
  target: string;
  offered_by: MemberId;
  offered_at: string;
  accepted_at: string | null;
  declined_at: string | null;
  act_id: ActId;
}

export interface PromiseRow {
  org_id: OrgId;
  promise_id: string;
  proposal_id: string;
  what: string;
  who: MemberId;
  by_date: string;
  asked_by: MemberId;
  asked_at: string;
  promised_at: string | null;
  kept_at: string | null;
  note: string | null;
  kept_act_id: string | null;
  taken_back_at: string | null;
  reminded_at: string | null;
  act_id: ActId;
}

export interface DelegationRow {
  org_id: OrgId;
  delegation_id: string;
  source: MemberId;
  target: MemberId;
  scope: string;
  until: string | null;
  since: string;
  ended_at: string | null;
  act_id: ActId;
}

export interface TalkTables {
  'decisions.word': WordRow;
  'decisions.reaction': { org_id: OrgId; word_id: string; member_id: MemberId; sign: Sign; act_id: ActId };
  'decisions.offer': OfferRow;
  'decisions.merge_offer': MergeRow;
  'decisions.brake': {
    org_id: OrgId;
    proposal_id: string;
    member_id: MemberId;
    asked_at: string;
    act_id: ActId;
  };
  'decisions.promise': PromiseRow;
  'decisions.delegation': DelegationRow;
}

/** The transaction, seen as these tables. */
export function talkTables(tx: Tx): Kysely<TalkTables> {
  return tx;
}
