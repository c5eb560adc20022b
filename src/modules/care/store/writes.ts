/** What acts of this module write. Where a personal part is gone, the row says less, or is not there. */
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Told } from '../core/carried.ts';
import type { Care } from '../core/entry.ts';
import type { AskedHelp } from '../core/help.ts';
import { careTables } from './tables.ts';

export interface NewEntry {
  readonly entry: string;
  readonly by: MemberId;
  readonly corrects: string | null;
  /** Null once it has been forgotten. */
  readonly care: Care | null;
}

export async function insertEntry(
  tx: Tx,
  act: RecordedAct,
  { entry, by, corrects, care }: NewEntry,
): Promise<void> {
  if (care === null) return;
  await careTables(tx)
    .insertInto('care.entry')
    .values({
      org_id: act.org,
      entry_id: entry,
      member_id: by,
      corrects,
      activity: care.activity,
      on_day: care.on,
      minutes: care.minutes,
      beside: care.beside,
      there: care.there,
      asked: care.asked,
      whom: care.for.whom,
      whom_member: care.for.whom === 'member' ? care.for.member : null,
      whom_name: care.for.whom === 'ours' ? care.for.name : null,
      words: care.words,
      at: act.at,
      act_id: act.id,
    })
    .execute();
}

export interface NewMonth {
  readonly month: string;
  readonly people: number | null;
  readonly least: number;
  readonly told: readonly Told[];
}

export async function insertMonth(
  tx: Tx,
  act: RecordedAct,
  { month, people, least, told }: NewMonth,
): Promise<void> {
  await careTables(tx)
    .insertInto('care.month')
    .values({ org_id: act.org, month, people, least, told_at: act.at, act_id: act.id })
    .execute();
  if (told.length === 0) return;
  await careTables(tx)
    .insertInto('care.told')
    .values(told.map((one) => ({ ...one, minutes: BigInt(one.minutes), org_id: act.org, month })))
    .execute();
}

export interface NewHelp {
  readonly help: string;
  readonly by: MemberId;
  readonly care: AskedHelp | null;
}

export async function insertHelp(tx: Tx, act: RecordedAct, { help, by, care }: NewHelp): Promise<void> {
  await careTables(tx)
    .insertInto('care.help')
    .values({
      org_id: act.org,
      help_id: help,
      asked_by: by,
      activity: care?.activity ?? null,
      words: care?.words ?? null,
      place: care?.place ?? null,
      asked_at: act.at,
      ended_at: null,
      act_id: act.id,
    })
    .execute();
  if (care === null) return;
  await careTables(tx)
    .insertInto('care.help_day')
    .values(care.days.map((on_day) => ({ org_id: act.org, help_id: help, on_day })))
    .execute();
}

export async function endHelpRow(tx: Tx, act: RecordedAct, help: string): Promise<void> {
  await careTables(tx)
    .updateTable('care.help')
    .set({ ended_at: act.at })
    .where('org_id', '=', act.org)
    .where('help_id', '=', help)
    .execute();
}

export interface NewComing {
  readonly coming: string;
  readonly help: string;
  readonly by: MemberId;
  readonly care: { readonly on: string } | null;
}

export async function insertComing(
  tx: Tx,
  act: RecordedAct,
  { coming, help, by, care }: NewComing,
): Promise<void> {
  await careTables(tx)
    .insertInto('care.coming')
    .values({
      org_id: act.org,
      coming_id: coming,
      help_id: help,
      member_id: by,
      on_day: care?.on ?? null,
      said_at: act.at,
      ended_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function endComing(tx: Tx, act: RecordedAct, coming: string): Promise<void> {
  await careTables(tx)
    .updateTable('care.coming')
    .set({ ended_at: act.at })
    .where('org_id', '=', act.org)
    .where('coming_id', '=', coming)
    .execute();
}

export interface NewThanks {
  readonly thanks: string;
  readonly by: MemberId;
  readonly to: MemberId;
  readonly care: { readonly words: string } | null;
}

export async function insertThanks(
  tx: Tx,
  act: RecordedAct,
  { thanks, by, to, care }: NewThanks,
): Promise<void> {
  await careTables(tx)
    .insertInto('care.thanks')
    .values({
      org_id: act.org,
      thanks_id: thanks,
      source: by,
      target: to,
      words: care?.words ?? null,
      at: act.at,
      act_id: act.id,
    })
    .execute();
}
