/**
 * The tables of schema `auth` and our own in `host`, as the database gives them. Only this folder names them.
 */
import type { Generated, Kysely } from 'kysely';
import type { PersonId } from '#kernel/command';
import type { Id } from '#kernel/id';
import type { Json } from '#kernel/outcome';

export type LetInBy = 'sign_up' | 'secret' | 'card' | 'email' | 'passkey' | 'return';
export type SecretKind = 'digits' | 'short' | 'long';
export type DeviceId = Id<'dev'>;

export interface LoginRow {
  id: string;
  person_id: PersonId;
  name: string;
  email: string;
  email_verified: boolean;
  created_at: string;
  updated_at: string;
}

export interface CredentialRow {
  id: string;
  account_id: string;
  provider_id: string;
  login_id: string;
  password: string | null;
  kind: SecretKind;
  created_at: string;
  updated_at: string;
}

export interface DeviceRow {
  device_id: DeviceId;
  token_hash: Buffer;
  label: string;
  /** Null where nobody has said whether others use it too. */
  shared: Generated<boolean | null>;
  made_on: string;
  seen_on: string;
}

export interface SessionRow {
  id: string;
  login_id: string;
  token: string;
  expires_at: string;
  created_at: string;
  updated_at: string;
  device_id: DeviceId | null;
  let_in_by: LetInBy | null;
  borrowed: boolean | null;
  proved_at: string | null;
  seen_on: string | null;
}

export interface PasskeyRow {
  id: string;
  name: string | null;
  login_id: string;
  credential_id: string;
  created_at: string | null;
}

export interface DevicePersonRow {
  person_id: PersonId;
  device_id: DeviceId;
  let_in_at: string;
  tries: Generated<number>;
  tries_since: string | null;
  tries_ever: Generated<number>;
  wait_until: string | null;
  locked_at: string | null;
}

export interface CardRow {
  card_id: string;
  person_id: PersonId;
  code_hash: Buffer;
  made_at: string;
  kept_at: string | null;
  used_at: string | null;
  ended_at: string | null;
}

export interface NoticeRow {
  notice_id: string;
  person_id: PersonId;
  kind: string;
  facts: Json;
  at: string;
}

export interface ReturnRequestRow {
  return_id: string;
  device_id: DeviceId;
  name: string;
  code_hash: Buffer;
  requested_at: string;
  person_id: PersonId | null;
  opens_at: string | null;
  expires_at: string;
  stopped_at: string | null;
  done_at: string | null;
}

export interface ReturnVouchRow {
  return_id: string;
  voucher: PersonId;
  org_id: string;
  act_id: string;
  at: string;
}

export interface EmailCheckRow {
  person_id: PersonId;
  email: string;
  code_hash: Buffer;
  expires_at: string;
}

export const RHYTHMS = ['hour', 'day', 'week'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export interface DigestRow {
  person_id: PersonId;
  every: Rhythm;
  locale: string;
  next_at: string;
  told_at: string | null;
  told: readonly string[];
  says_more: boolean;
}

export interface TokenRow {
  token_id: string;
  person_id: PersonId;
  name: string;
  scopes: string[];
  token_hash: Buffer;
  made_at: string;
  expires_at: string;
  last_used_on: string | null;
  ended_at: string | null;
}

export interface AuthTables {
  'auth.login': LoginRow;
  'auth.credential': CredentialRow;
  'auth.device': DeviceRow;
  'auth.session': SessionRow;
  'auth.passkey': PasskeyRow;
  'auth.device_person': DevicePersonRow;
  'auth.card': CardRow;
  'auth.notice': NoticeRow;
  'auth.notice_seen': { notice_id: string; device_id: DeviceId };
  'auth.return_request': ReturnRequestRow;
  'auth.return_vouch': ReturnVouchRow;
  'auth.digest': DigestRow;
  'auth.email_check': EmailCheckRow;
  'auth.token': TokenRow;
}

export type AuthTx = Kysely<AuthTables>;
