/** The tables of schema `decisions`, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Way } from '#agents';
import type { BallotKeys } from '../core/blind.ts';
import type { CarriedVoices } from '../core/delegation.ts';
import type { Chamber } from '../core/roll.ts';
import type { ParityRule } from '../core/parity.ts';
import type { Choices, Post, ProposedAct, Result } from '../core/proposal.ts';

export interface ProposalRow {
  org_id: OrgId;
  proposal_id: string;
  kind: string;
  matter: string;
  version: number;
  title: string;
  body: string;
  seats: number;
  pot_minor: bigint | null;
  unit: string | null;
  post: Post | null;
  parity: readonly ParityRule[];
  classes: string[];
  proposed_by: MemberId;
  created_at: string;
  published_at: string | null;
  withdrawn_at: string | null;
  merged_into: string | null;
  talked_from: string | null;
  reworded_at: string | null;
  opens_at: string | null;
  closes_at: string | null;
  chosen_way: Way | null;
  way: Way | null;
  question_hash: string | null;
  roll_size: number | null;
  seed_commitment: string | null;
  ballot_keys: BallotKeys | null;
  opened_at: string | null;
  round: number;
  fallen: number;
  counted_at: string | null;
  extended_at: string | null;
  closed_at: string | null;
  result: Result | null;
  carried: readonly CarriedVoices[] | null;
  outcome: Json | null;
  seed: string | null;
  ballots_root: string | null;
  effect_at: string | null;
  enacted_at: string | null;
  stuck_rule: string | null;
  stuck_position: number | null;
  stuck_facts: Json | null;
  stuck_at: string | null;
  braked_until: string | null;
  returned_at: string | null;
  meeting_id: string | null;
  budget_id: string | null;
  renews: string | null;
  act_id: ActId;
}

export interface OptionRow {
  org_id: OrgId;
  proposal_id: string;
  option_id: string;
  position: number;
  title: string;
  body: string;
  member_id: MemberId | null;
  cost_minor: bigint | null;
  excludes: string | null;
  acts: readonly ProposedAct[];
  added_by: MemberId;
  withdrawn_at: string | null;
  act_id: ActId;
}

export interface CandidacyRow {
  org_id: OrgId;
  proposal_id: string;
  option_id: string;
  member_id: MemberId;
  position: number;
  agreed_at: string | null;
  declined_at: string | null;
  words: string;
  groups: string[];
  act_id: ActId;
}

export interface VersionRow {
  org_id: OrgId;
  proposal_id: string;
  version: number;
  title: string;
  body: string;
  changed_by: MemberId | null;
  /** Where it would do something else than the one before; of nobody's reasons. */
  acts_before: readonly ProposedAct[] | null;
  acts: readonly ProposedAct[] | null;
  at: string;
  act_id: ActId;
}

export interface AuthorRow {
  org_id: OrgId;
  proposal_id: string;
  member_id: MemberId;
  asked_at: string;
  agreed_at: string | null;
  act_id: ActId;
}

export interface RollRow {
  org_id: OrgId;
  proposal_id: string;
  round: number;
  member_id: MemberId;
  chamber: Chamber;
  act_id: ActId;
}

export interface PartRow {
  org_id: OrgId;
  proposal_id: string;
  round: number;
  member_id: MemberId;
  how: 'own' | 'paper' | 'token';
}

export interface OpenBallotRow {
  org_id: OrgId;
  proposal_id: string;
  round: number;
  member_id: MemberId;
  choices: Choices | null;
  cast_at: string;
  act_id: ActId;
}

export interface SealedBallotRow {
  org_id: OrgId;
  proposal_id: string;
  round: number;
  ballot_id: string;
  mark: string;
  chamber: Chamber;
  choices: Choices;
  pile_id: string | null;
}

export interface SecretRow {
  org_id: OrgId;
  proposal_id: string;
  round: number;
  seed: string;
  private_key: Json | null;
}

export interface DecisionsTables {
  'decisions.proposal': ProposalRow;
  'decisions.option': OptionRow;
  'decisions.candidacy': CandidacyRow;
  'decisions.proposal_version': VersionRow;
  'decisions.author': AuthorRow;
  'decisions.roll': RollRow;
  'decisions.part': PartRow;
  'decisions.open_ballot': OpenBallotRow;
  'decisions.sealed_ballot': SealedBallotRow;
  'decisions.secret': SecretRow;
}

/** The transaction, seen as these tables. */
export function tables(tx: Tx): Kysely<DecisionsTables> {
  return tx;
}
