/** How signatures and what waits for them become rows. */
import { sql } from 'kysely';
import type { ActId, Authority, MemberId, RecordedAct } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { tables } from './tables.ts';

export async function insertSignature(
  tx: Tx,
  act: RecordedAct,
  signature: { subject: string; member: MemberId; statutesVersion: number; enteredBy?: MemberId | null },
): Promise<void> {
  await tables(tx)
    .insertInto('agents.signature')
    .values({
      org_id: act.org,
      subject: signature.subject,
      member_id: signature.member,
      act_id: act.id,
      statutes_version: signature.statutesVersion,
      signed_at: act.at,
      entered_by: signature.enteredBy ?? null,
      withdrawn_at: null,
    })
    .execute();
}

/** Takes back what these acts have signed on `subject`. */
export async function withdrawSignatures(
  tx: Tx,
  act: RecordedAct,
  subject: string,
  acts: readonly ActId[],
): Promise<void> {
  await tables(tx)
    .updateTable('agents.signature')
    .set({ withdrawn_at: act.at })
    .where('org_id', '=', act.org)
    .where('subject', '=', subject)
    .where('act_id', 'in', acts)
    .execute();
}

export interface NewWaitingAct {
  readonly waiting: string;
  readonly command: string;
  readonly matter: string;
  readonly input: Json;
  readonly inputHash: string;
  readonly statutes: number;
  readonly opener: MemberId;
  /** The member whom it is about. */
  readonly subject: MemberId | null;
  readonly expiresAt: string;
}

export async function insertWaitingAct(tx: Tx, act: RecordedAct, one: NewWaitingAct): Promise<void> {
  await sql`
    INSERT INTO agents.waiting_act (org_id, waiting_id, command, matter, input, input_hash, statutes_version,
                                    opened_by, opened_at, expires_at, subject, act_id)
    VALUES (${act.org}, ${one.waiting}, ${one.command}, ${one.matter}, ${JSON.stringify(one.input)}::jsonb,
            ${one.inputHash}, ${one.statutes}, ${one.opener}, ${act.at}::timestamptz,
            ${one.expiresAt}::timestamptz, ${one.subject}, ${act.id})`.execute(tx);
}

/** Waits no longer; nothing was done. */
export async function closeWaitingAct(tx: Tx, act: RecordedAct, waiting: string): Promise<void> {
  await tables(tx)
    .updateTable('agents.waiting_act')
    .set({ withdrawn_at: act.at })
    .where('org_id', '=', act.org)
    .where('waiting_id', '=', waiting)
    .execute();
}

/** Whatever still waits in this organization waits no longer. */
export async function closeWaitingActs(tx: Tx, act: RecordedAct): Promise<void> {
  await tables(tx)
    .updateTable('agents.waiting_act')
    .set({ withdrawn_at: act.at })
    .where('org_id', '=', act.org)
    .where('done_act_id', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** What rests on the authority of acts: how much of a post's limit is used, which waiting act is done. */
export async function recordAuthority(
  tx: Tx,
  acts: readonly { act: RecordedAct; authority: Authority; today: string }[],
): Promise<void> {
  for (const { act, authority, today } of acts) {
    if (authority.by === 'mandate') {
      await sql`
        INSERT INTO agents.mandate_use (org_id, act_id, matter, role, amount_minor, used_on)
        VALUES (${act.org}, ${act.id}, ${authority.matter}, ${authority.role},
                ${authority.amountMinor ?? null}::bigint, ${today}::date)`.execute(tx);
    }
    if (authority.by === 'signatures' && authority.waiting !== null) {
      await sql`
        UPDATE agents.waiting_act SET done_act_id = ${act.id}
         WHERE org_id = ${act.org} AND waiting_id = ${authority.waiting}`.execute(tx);
    }
  }
}
