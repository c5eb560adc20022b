/** The tables of schema `exchange`, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { AdvertKind, AdvertPicture, PricePart, Prices } from '../core/advert.ts';

export interface AdvertRow {
  org_id: OrgId;
  advert_id: string;
  kind: AdvertKind;
  member_id: MemberId;
  entered_by: MemberId | null;
  category: string;
  title: string | null;
  words: string | null;
  availability: string | null;
  place: string | null;
  lat: number | null;
  lon: number | null;
  gift: boolean;
  prices: Prices;
  is_public: boolean;
  picture: AdvertPicture | null;
  folded: string;
  published_at: string;
  renewed_at: string;
  stands_until: string;
  ended_at: string | null;
  hidden_at: string | null;
  hidden_by: MemberId | null;
  hidden_reason: string | null;
  hidden_act_id: ActId | null;
  act_id: ActId;
}

export interface AgreementRow {
  org_id: OrgId;
  agreement_id: string;
  advert_id: string;
  provider: MemberId;
  receiver: MemberId;
  asked_by: MemberId;
  asked_at: string;
  gift: boolean;
  parts: readonly PricePart[];
  on_day: string | null;
  terms_by: MemberId;
  terms_at: string;
  agreed_at: string | null;
  done_at: string | null;
  settled_at: string | null;
  number: bigint | null;
  cash_id: string | null;
  called_off_at: string | null;
  called_off_by: MemberId | null;
  act_id: ActId;
}

export interface RingPartRow {
  org_id: OrgId;
  ring_id: string;
  position: number;
  giver: MemberId;
  receiver: MemberId;
  offer_id: string;
  need_id: string;
  agreed_at: string | null;
  received_at: string | null;
}

interface Tables {
  'exchange.advert': AdvertRow;
  'exchange.agreement': AgreementRow;
}

export function exchangeTables(tx: Tx): Kysely<Tables> {
  return tx;
}
