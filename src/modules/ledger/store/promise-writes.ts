/** How requests, promises, stakes and disputes become rows. */
import { sql } from 'kysely';
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { ledgerTables, type DisputeRow, type EnteredRow, type RequestRow } from './tables.ts';

export interface NewRequest {
  readonly request: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: string;
  readonly note: string;
  readonly askedBy: MemberId;
  readonly expiresOn: string;
}

export async function insertRequest(tx: Tx, act: RecordedAct, one: NewRequest): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.request')
    .values({
      org_id: act.org,
      request_id: one.request,
      unit: one.unit,
      source: one.source,
      target: one.target,
      amount_minor: BigInt(one.amountMinor),
      note: one.note || null,
      asked_by: one.askedBy,
      asked_at: act.at,
      expires_on: one.expiresOn,
      answered_at: null,
      answer: null,
      reason: null,
      answer_act_id: null,
      number: null,
      act_id: act.id,
    })
    .execute();
}

export async function answerRequest(
  tx: Tx,
  act: RecordedAct,
  request: string,
  {
    answer,
    reason = null,
    number = null,
  }: Pick<RequestRow, 'answer'> & Partial<Pick<RequestRow, 'reason' | 'number'>>,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.request')
    .set({ answered_at: act.at, answer, reason, answer_act_id: act.id, number })
    .where('org_id', '=', act.org)
    .where('request_id', '=', request)
    .execute();
}

/** Up to how much one account pays another without being asked; null ends it. */
export async function setTrustedPayee(
  tx: Tx,
  act: RecordedAct,
  {
    source,
    target,
    mostMinor,
  }: { readonly source: string; readonly target: string; readonly mostMinor: string | null },
): Promise<void> {
  if (mostMinor === null) {
    await sql`DELETE FROM ledger.trusted_payee
               WHERE org_id = ${act.org} AND source = ${source} AND target = ${target}`.execute(tx);
    return;
  }
  await sql`
    INSERT INTO ledger.trusted_payee (org_id, source, target, most_minor, since, act_id)
    VALUES (${act.org}, ${source}, ${target}, ${mostMinor}, ${act.at}, ${act.id})
    ON CONFLICT (org_id, source, target)
    DO UPDATE SET most_minor = excluded.most_minor, since = excluded.since, act_id = excluded.act_id`.execute(
    tx,
  );
}

export interface NewHold {
  readonly hold: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: string;
  readonly note: string;
  readonly heldBy: MemberId;
  readonly until: string;
}

export async function insertHold(tx: Tx, act: RecordedAct, one: NewHold): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.hold')
    .values({
      org_id: act.org,
      hold_id: one.hold,
      unit: one.unit,
      source: one.source,
      target: one.target,
      amount_minor: BigInt(one.amountMinor),
      note: one.note || null,
      held_by: one.heldBy,
      held_at: act.at,
      until: one.until,
      ended_at: null,
      ended_as: null,
      number: null,
      act_id: act.id,
    })
    .execute();
  await promise(tx, act, one.source, one.target, BigInt(one.amountMinor));
}

/** So much more, or less, is promised out of one account and to another. */
async function promise(
  tx: Tx,
  act: RecordedAct,
  source: string,
  target: string,
  minor: bigint,
): Promise<void> {
  await sql`
    UPDATE ledger.balance
       SET held_minor = held_minor + CASE account_id WHEN ${source} THEN ${minor}::bigint ELSE 0 END,
           coming_minor = coming_minor + CASE account_id WHEN ${target} THEN ${minor}::bigint ELSE 0 END
     WHERE org_id = ${act.org} AND account_id IN (${source}, ${target})`.execute(tx);
}

/** A promise is over: what was out of reach is free again, before anything is posted of it. */
export async function freeHold(
  tx: Tx,
  act: RecordedAct,
  one: Pick<NewHold, 'source' | 'target' | 'amountMinor'>,
): Promise<void> {
  await promise(tx, act, one.source, one.target, -BigInt(one.amountMinor));
}

export async function endHold(
  tx: Tx,
  act: RecordedAct,
  hold: string,
  as: 'paid' | 'let_go' | 'lapsed',
  number: string | null = null,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.hold')
    .set({ ended_at: act.at, ended_as: as, number: number === null ? null : BigInt(number) })
    .where('org_id', '=', act.org)
    .where('hold_id', '=', hold)
    .execute();
}

/** What one account stakes for another; nothing where it is taken back. */
export async function setStake(
  tx: Tx,
  act: RecordedAct,
  {
    source,
    target,
    amountMinor,
  }: { readonly source: string; readonly target: string; readonly amountMinor: string },
): Promise<void> {
  if (amountMinor === '0') {
    await sql`DELETE FROM ledger.stake
               WHERE org_id = ${act.org} AND source = ${source} AND target = ${target}`.execute(tx);
    return;
  }
  await sql`
    INSERT INTO ledger.stake (org_id, source, target, amount_minor, since, act_id)
    VALUES (${act.org}, ${source}, ${target}, ${amountMinor}, ${act.at}, ${act.id})
    ON CONFLICT (org_id, source, target)
    DO UPDATE SET amount_minor = excluded.amount_minor, since = excluded.since,
                  act_id = excluded.act_id`.execute(tx);
}

export async function insertDispute(
  tx: Tx,
  act: RecordedAct,
  one: { readonly number: string; readonly by: MemberId; readonly reason: string | null },
): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.dispute')
    .values({
      org_id: act.org,
      number: BigInt(one.number),
      opened_by: one.by,
      opened_at: act.at,
      reason: one.reason,
      ended_at: null,
      ended_as: null,
      settled_by: null,
      words: null,
      back_minor: null,
      end_act_id: null,
      act_id: act.id,
    })
    .execute();
}

export async function endDispute(
  tx: Tx,
  act: RecordedAct,
  number: string,
  end: Pick<DisputeRow, 'ended_as' | 'settled_by' | 'words' | 'back_minor'>,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.dispute')
    .set({ ...end, ended_at: act.at, end_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('number', '=', BigInt(number))
    .execute();
}

export async function insertEntered(
  tx: Tx,
  act: RecordedAct,
  one: { readonly number: string; readonly member: MemberId; readonly by: MemberId; readonly until: string },
): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.entered')
    .values({
      org_id: act.org,
      number: BigInt(one.number),
      member_id: one.member,
      entered_by: one.by,
      until: one.until,
      denied_at: null,
      reason: null,
      deny_act_id: null,
      act_id: act.id,
    })
    .execute();
}

export async function denyEntered(
  tx: Tx,
  act: RecordedAct,
  number: string,
  reason: EnteredRow['reason'],
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.entered')
    .set({ denied_at: act.at, reason, deny_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('number', '=', BigInt(number))
    .execute();
}

/** Until when nothing leaves an account, and why; nulls let it go again. */
export async function setFrozen(
  tx: Tx,
  act: RecordedAct,
  account: string,
  frozen: { readonly until: string; readonly reason: string | null } | null,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.account')
    .set({
      frozen_until: frozen?.until ?? null,
      frozen_reason: frozen?.reason ?? null,
      frozen_act_id: frozen === null ? null : act.id,
    })
    .where('org_id', '=', act.org)
    .where('account_id', '=', account)
    .execute();
}

/** How much further down the group lets an account go, and until when. */
export async function setGranted(
  tx: Tx,
  act: RecordedAct,
  account: string,
  granted: { readonly minor: string; readonly until: string } | null,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.account')
    .set({
      granted_minor: granted === null ? null : BigInt(granted.minor),
      granted_until: granted?.until ?? null,
    })
    .where('org_id', '=', act.org)
    .where('account_id', '=', account)
    .execute();
}
