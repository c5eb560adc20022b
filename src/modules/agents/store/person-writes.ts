/** How forgetting becomes rows, and the words that members give for each other's return. */
import { sql } from 'kysely';
import type { MemberId, PersonId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { tables } from './tables.ts';

/** Someone is on this instance from now on. */
export async function insertPerson(
  tx: Tx,
  act: RecordedAct,
  someone: { readonly person: PersonId; readonly name: string; readonly locale: string },
): Promise<void> {
  await tables(tx)
    .insertInto('agents.person')
    .values({
      person_id: someone.person,
      name: someone.name,
      locale: someone.locale,
      created_at: act.at,
      erased_at: null,
      act_id: act.id,
    })
    .execute();
}

/** What is not given stays as it is. */
export async function changePerson(
  tx: Tx,
  person: PersonId,
  change: { readonly name?: string; readonly locale?: string },
): Promise<void> {
  await tables(tx).updateTable('agents.person').set(change).where('person_id', '=', person).execute();
}

export async function erasePerson(tx: Tx, act: RecordedAct, person: PersonId): Promise<void> {
  await tables(tx)
    .updateTable('agents.person')
    .set({ name: null, erased_at: act.at })
    .where('person_id', '=', person)
    .execute();
}

/** Who these members were goes, and with it the waiting acts that were asked by them or about them. */
export async function forgetMembers(
  tx: Tx,
  act: RecordedAct,
  members: readonly MemberId[],
  waiting: readonly string[],
): Promise<void> {
  await tables(tx)
    .updateTable('agents.member')
    .set({ name: null, contact: null, statement: null, person_id: null })
    .where('org_id', '=', act.org)
    .where('member_id', 'in', members)
    .execute();
  await tables(tx)
    .deleteFrom('agents.delegate')
    .where('org_id', '=', act.org)
    .where('member_id', 'in', members)
    .execute();
  await sql`
    UPDATE agents.waiting_act
       SET input = NULL,
           withdrawn_at = CASE WHEN done_act_id IS NULL THEN coalesce(withdrawn_at, ${act.at}::timestamptz) END
     WHERE org_id = ${act.org} AND waiting_id = ANY(${waiting})`.execute(tx);
}

export async function insertReturnVouch(
  tx: Tx,
  act: RecordedAct,
  vouch: { readonly request: string; readonly member: MemberId; readonly voucher: MemberId },
): Promise<void> {
  await tables(tx)
    .insertInto('agents.return_vouch')
    .values({
      org_id: act.org,
      request_id: vouch.request,
      member_id: vouch.member,
      voucher_id: vouch.voucher,
      act_id: act.id,
    })
    .execute();
}
