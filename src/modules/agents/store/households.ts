/** Who lives with whom, as far as members say so themselves. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { tables } from './tables.ts';

export interface HouseholdPlace {
  readonly household: string;
  readonly confirmed: boolean;
}

/** The household of each of these members, if they have one or have asked to be of one. */
export async function loadHouseholdPlaces(
  tx: Tx,
  org: OrgId,
  members: readonly (MemberId | null | undefined)[],
): Promise<ReadonlyMap<MemberId, HouseholdPlace>> {
  const wanted = [...new Set(members.filter((id) => id !== null && id !== undefined))];
  if (wanted.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('agents.household_member')
    .selectAll()
    .where('org_id', '=', org)
    .where('member_id', 'in', wanted)
    .execute();
  return new Map(
    rows.map((row) => [row.member_id, { household: row.household_id, confirmed: row.confirmed_by !== null }]),
  );
}

export async function householdExists(tx: Tx, org: OrgId, household: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('agents.household')
    .select('household_id')
    .where('org_id', '=', org)
    .where('household_id', '=', household)
    .executeTakeFirst();
  return row !== undefined;
}

/** A new household, with whoever forms it as the first who lives there. */
export async function insertHousehold(
  tx: Tx,
  act: RecordedAct,
  household: { readonly household: string; readonly member: MemberId },
): Promise<void> {
  await tables(tx)
    .insertInto('agents.household')
    .values({ org_id: act.org, household_id: household.household, act_id: act.id })
    .execute();
  await insertHouseholdPlace(tx, act, { ...household, confirmedBy: household.member });
}

export async function insertHouseholdPlace(
  tx: Tx,
  act: RecordedAct,
  place: { readonly household: string; readonly member: MemberId; readonly confirmedBy: MemberId | null },
): Promise<void> {
  await tables(tx)
    .insertInto('agents.household_member')
    .values({
      org_id: act.org,
      household_id: place.household,
      member_id: place.member,
      confirmed_by: place.confirmedBy,
      act_id: act.id,
    })
    .execute();
}

export async function confirmHouseholdPlace(
  tx: Tx,
  act: RecordedAct,
  member: MemberId,
  confirmedBy: MemberId,
): Promise<void> {
  await tables(tx)
    .updateTable('agents.household_member')
    .set({ confirmed_by: confirmedBy })
    .where('org_id', '=', act.org)
    .where('member_id', '=', member)
    .execute();
}

/** A household that nobody is in any more goes. */
export async function leaveHousehold(tx: Tx, act: RecordedAct, member: MemberId): Promise<void> {
  await sql`DELETE FROM agents.household_member WHERE org_id = ${act.org} AND member_id = ${member}`.execute(
    tx,
  );
  await sql`
    DELETE FROM agents.household h WHERE h.org_id = ${act.org}
       AND NOT EXISTS (SELECT 1 FROM agents.household_member m
                        WHERE m.org_id = h.org_id AND m.household_id = h.household_id)`.execute(tx);
}
