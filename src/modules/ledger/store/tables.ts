/** The tables of schema `ledger`, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { FileType } from '#kernel/file';
import type { Tx } from '#kernel/tx';
import type { Purpose } from '../core/account.ts';
import type { Pieces } from '../core/cash.ts';
import type { PostingKind } from '../core/posting.ts';
import type { Every } from '../core/standing-order.ts';

export interface AccountRow {
  org_id: OrgId;
  account_id: string;
  unit: string;
  purpose: Purpose;
  member_id: MemberId | null;
  name: string;
  opened_at: string;
  closed_at: string | null;
  frozen_until: string | null;
  frozen_reason: string | null;
  frozen_act_id: ActId | null;
  granted_minor: bigint | null;
  granted_until: string | null;
  act_id: ActId;
}

export interface BalanceRow {
  org_id: OrgId;
  account_id: string;
  balance_minor: bigint;
  held_minor: bigint;
  coming_minor: bigint;
  rule_floor_minor: bigint | null;
  rule_ceiling_minor: bigint | null;
  floor_minor: bigint | null;
  ceiling_minor: bigint | null;
}

export interface TransferRow {
  org_id: OrgId;
  number: bigint;
  unit: string;
  source: string;
  target: string;
  amount_minor: bigint;
  kind: PostingKind;
  set_number: bigint;
  corrects: bigint | null;
  booked_on: string;
  at: string;
  source_after_minor: bigint;
  target_after_minor: bigint;
  by_member: MemberId | null;
  act_id: ActId;
}

export interface NoteRow {
  org_id: OrgId;
  number: bigint;
  of_set: boolean;
  note: string;
  act_id: ActId;
}

export interface CorrectedRow {
  org_id: OrgId;
  number: bigint;
  amount_minor: bigint;
  corrected_minor: bigint;
}

export interface RequestRow {
  org_id: OrgId;
  request_id: string;
  unit: string;
  source: string;
  target: string;
  amount_minor: bigint;
  note: string | null;
  asked_by: MemberId;
  asked_at: string;
  expires_on: string;
  answered_at: string | null;
  answer: 'paid' | 'in_cash' | 'declined' | 'taken_back' | null;
  reason: string | null;
  answer_act_id: ActId | null;
  number: bigint | null;
  act_id: ActId;
}

export interface TrustedPayeeRow {
  org_id: OrgId;
  source: string;
  target: string;
  most_minor: bigint;
  since: string;
  act_id: ActId;
}

export interface HoldRow {
  org_id: OrgId;
  hold_id: string;
  unit: string;
  source: string;
  target: string;
  amount_minor: bigint;
  note: string | null;
  held_by: MemberId;
  held_at: string;
  until: string;
  ended_at: string | null;
  ended_as: 'paid' | 'let_go' | 'lapsed' | null;
  number: bigint | null;
  act_id: ActId;
}

export interface CashPaymentRow {
  org_id: OrgId;
  cash_id: string;
  unit: string;
  payer: MemberId;
  receiver: MemberId | null;
  account_id: string | null;
  amount_minor: bigint;
  note: string | null;
  request_id: string | null;
  said_by: MemberId;
  said_at: string;
  until: string;
  missed_by: MemberId | null;
  missed_at: string | null;
  missed_words: string | null;
  missed_act_id: ActId | null;
  ended_at: string | null;
  ended_as: 'received' | 'taken_back' | 'lapsed' | null;
  ended_by: MemberId | null;
  number: bigint | null;
  act_id: ActId;
}

export interface StakeRow {
  org_id: OrgId;
  source: string;
  target: string;
  amount_minor: bigint;
  since: string;
  act_id: ActId;
}

export interface DisputeRow {
  org_id: OrgId;
  number: bigint;
  opened_by: MemberId;
  opened_at: string;
  reason: string | null;
  ended_at: string | null;
  ended_as: 'settled' | 'taken_back' | null;
  settled_by: MemberId | null;
  words: string | null;
  back_minor: bigint | null;
  end_act_id: ActId | null;
  act_id: ActId;
}

export interface EnteredRow {
  org_id: OrgId;
  number: bigint;
  member_id: MemberId;
  entered_by: MemberId;
  until: string;
  denied_at: string | null;
  reason: string | null;
  deny_act_id: ActId | null;
  act_id: ActId;
}

export interface CoverageRow {
  org_id: OrgId;
  unit: string;
  issue: string;
  reserve: string;
  factor: bigint;
  circulating_minor: bigint;
  reserve_minor: bigint;
  act_id: ActId;
}

export interface KeepingRow {
  org_id: OrgId;
  unit: string;
  from_on: string;
  parts: bigint;
  of: bigint;
  free_days: number;
  expires_days: number | null;
  monthly_minor: bigint | null;
  act_id: ActId;
}

export interface RunRow {
  org_id: OrgId;
  run_id: string;
  unit: string;
  charge: 'lying' | 'monthly';
  charged_on: string;
  each_minor: bigint | null;
  accounts: number;
  last_account: string | null;
  begun_at: string;
  chunks: number;
  up_to: string | null;
  looked: number;
  charged: number;
  total_minor: bigint;
  ended_at: string | null;
  act_id: ActId;
}

export interface CountRow {
  org_id: OrgId;
  count_id: string;
  account: string;
  counted_on: string;
  counted_minor: bigint;
  booked_minor: bigint;
  counted_by: MemberId;
  at: string;
  note: string | null;
  explained_by: MemberId | null;
  explained_at: string | null;
  explanation: string | null;
  explain_act_id: ActId | null;
  act_id: ActId;
}

export interface OpeningRow {
  org_id: OrgId;
  opening_id: string;
  unit: string;
  note: string | null;
  handed_in_by: MemberId | null;
  handed_in_at: string;
  counts_on: string;
  ended_at: string | null;
  ended_as: 'counted' | 'stopped' | 'refused' | null;
  stopped_by: MemberId | null;
  reason: string | null;
  rule: string | null;
  number: bigint | null;
  end_act_id: ActId | null;
  brought_by: readonly MemberId[];
  decided: boolean;
  act_id: ActId;
}

export interface OpeningDoubtRow {
  org_id: OrgId;
  opening_id: string;
  member_id: MemberId;
  reason: string | null;
  doubted_at: string;
  act_id: ActId;
}

export interface OpeningLineRow {
  org_id: OrgId;
  opening_id: string;
  account_id: string;
  amount_minor: bigint;
  act_id: ActId;
}

export interface ClosingRow {
  org_id: OrgId;
  closing_id: string;
  through_on: string;
  note: string | null;
  closed_at: string;
  reopened_at: string | null;
  reason: string | null;
  reopen_act_id: ActId | null;
  act_id: ActId;
}

export interface ReceiptRow {
  org_id: OrgId;
  receipt_id: string;
  number: bigint;
  document: string | null;
  name: string | null;
  type: FileType;
  bytes: number;
  width: number | null;
  height: number | null;
  digest: string;
  small_digest: string | null;
  added_by: MemberId;
  added_at: string;
  taken_back_at: string | null;
  act_id: ActId;
}

export interface CashCountRow {
  org_id: OrgId;
  count_id: string;
  account_id: string;
  expected_minor: bigint;
  counted_minor: bigint;
  pieces: readonly Pieces[];
  reason: string | null;
  counted_by: MemberId | null;
  counted_at: string;
  number: bigint | null;
  act_id: ActId;
}

export interface BankStatementRow {
  org_id: OrgId;
  statement_id: string;
  unit: string;
  digest: string;
  name: string | null;
  bank_account: string;
  opens_on: string | null;
  closes_on: string | null;
  opening_minor: bigint | null;
  closing_minor: bigint | null;
  read_by: MemberId | null;
  read_at: string;
  act_id: ActId;
}

export interface BankLineRow {
  org_id: OrgId;
  line_id: string;
  statement_id: string;
  unit: string;
  mark: string;
  booked_on: string;
  amount_minor: bigint;
  party: string | null;
  iban: string | null;
  words: string | null;
  number: bigint | null;
  booked_at: string | null;
  book_act_id: ActId | null;
  act_id: ActId;
}

export interface StandingRow {
  org_id: OrgId;
  standing_id: string;
  unit: string;
  source: string;
  target: string;
  amount_minor: bigint;
  note: string | null;
  every: Every;
  day: number;
  from_on: string;
  until_on: string;
  ordered_by: MemberId;
  ordered_at: string;
  ended_at: string | null;
  act_id: ActId;
}

export interface LedgerTables {
  'ledger.coverage': CoverageRow;
  'ledger.keeping': KeepingRow;
  'ledger.run': RunRow;
  'ledger.count': CountRow;
  'ledger.account': AccountRow;
  'ledger.balance': BalanceRow;
  'ledger.transfer': TransferRow;
  'ledger.corrected': CorrectedRow;
  'ledger.note': NoteRow;
  'ledger.request': RequestRow;
  'ledger.trusted_payee': TrustedPayeeRow;
  'ledger.hold': HoldRow;
  'ledger.cash_payment': CashPaymentRow;
  'ledger.stake': StakeRow;
  'ledger.dispute': DisputeRow;
  'ledger.entered': EnteredRow;
  'ledger.opening': OpeningRow;
  'ledger.opening_line': OpeningLineRow;
  'ledger.opening_doubt': OpeningDoubtRow;
  'ledger.closing': ClosingRow;
  'ledger.receipt': ReceiptRow;
  'ledger.cash_count': CashCountRow;
  'ledger.bank_statement': BankStatementRow;
  'ledger.bank_line': BankLineRow;
  'ledger.standing': StandingRow;
}

export function ledgerTables(tx: Tx): Kysely<LedgerTables> {
  return tx;
}
