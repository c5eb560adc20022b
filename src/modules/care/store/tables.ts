/** The tables of schema `care`, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Activity } from '../core/activity.ts';
import type { Whom } from '../core/entry.ts';

export interface EntryRow {
  org_id: OrgId;
  entry_id: string;
  member_id: MemberId;
  corrects: string | null;
  activity: Activity;
  on_day: string;
  minutes: number;
  beside: boolean;
  there: boolean;
  asked: boolean;
  whom: Whom['whom'];
  whom_member: MemberId | null;
  whom_name: string | null;
  words: string;
  at: string;
  act_id: ActId;
}

export interface MonthRow {
  org_id: OrgId;
  month: string;
  people: number | null;
  least: number;
  told_at: string;
  act_id: ActId;
}

export interface ToldRow {
  org_id: OrgId;
  month: string;
  activity: string;
  division: string;
  part: string;
  minutes: bigint;
}

export interface HelpRow {
  org_id: OrgId;
  help_id: string;
  asked_by: MemberId;
  activity: Activity | null;
  words: string | null;
  place: string | null;
  asked_at: string;
  ended_at: string | null;
  act_id: ActId;
}

export interface HelpDayRow {
  org_id: OrgId;
  help_id: string;
  on_day: string;
}

export interface ComingRow {
  org_id: OrgId;
  coming_id: string;
  help_id: string;
  member_id: MemberId;
  on_day: string | null;
  said_at: string;
  ended_at: string | null;
  act_id: ActId;
}

export interface ThanksRow {
  org_id: OrgId;
  thanks_id: string;
  source: MemberId;
  target: MemberId;
  words: string | null;
  at: string;
  act_id: ActId;
}

export interface CareTables {
  'care.entry': EntryRow;
  'care.month': MonthRow;
  'care.told': ToldRow;
  'care.help': HelpRow;
  'care.help_day': HelpDayRow;
  'care.coming': ComingRow;
  'care.thanks': ThanksRow;
}

export function careTables(tx: Tx): Kysely<CareTables> {
  return tx;
}
