/**
 * What rows tell of somebody whom the group has forgotten: their notes and reasons go with the payload of
 * the acts that wrote them. What was posted stays, as everybody else’s books need it.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

/** Whom somebody let act for them, and for whom they acted. */
export async function forgetEntrusted(tx: Tx, org: OrgId, members: readonly string[]): Promise<void> {
  if (members.length === 0) return;
  await sql`
    DELETE FROM ledger.entrusted e USING ledger.account a
     WHERE e.org_id = ${org} AND a.org_id = e.org_id AND a.account_id = e.account_id
       AND (e.member_id = ANY(${members}) OR a.member_id = ANY(${members}))`.execute(tx);
}

/** Empties the rows of this module that these acts have written, of all that tells of a person. */
export async function forgetBooked(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  if (acts.length === 0) return;
  const by = (column: string) => sql`org_id = ${org} AND ${sql.ref(column)} = ANY(${acts})`;
  await sql`DELETE FROM ledger.note WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.request SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.request SET reason = NULL WHERE ${by('answer_act_id')}`.execute(tx);
  await sql`UPDATE ledger.hold SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.cash_payment SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.cash_payment SET missed_words = NULL WHERE ${by('missed_act_id')}`.execute(tx);
  await sql`UPDATE ledger.dispute SET reason = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.dispute SET words = NULL WHERE ${by('end_act_id')}`.execute(tx);
  await sql`UPDATE ledger.entered SET reason = NULL WHERE ${by('deny_act_id')}`.execute(tx);
  await sql`UPDATE ledger.count SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.count SET explanation = NULL WHERE ${by('explain_act_id')}`.execute(tx);
  await sql`UPDATE ledger.opening SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.opening SET reason = NULL WHERE ${by('end_act_id')}`.execute(tx);
  await sql`UPDATE ledger.opening_doubt SET reason = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.closing SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.closing SET reason = NULL WHERE ${by('reopen_act_id')}`.execute(tx);
  await sql`UPDATE ledger.receipt SET document = NULL, name = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.cash_count SET reason = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.bank_statement SET name = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`
    UPDATE ledger.bank_line SET party = NULL, iban = NULL, words = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.standing SET note = NULL WHERE ${by('act_id')}`.execute(tx);
  await sql`UPDATE ledger.account SET frozen_reason = NULL WHERE ${by('frozen_act_id')}`.execute(tx);
}
