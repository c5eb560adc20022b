/** Who acts for whose account, as rows. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { withUs } from '#agents/server';
import type { Entrusted } from '../core/entrusted.ts';

/** To whom these accounts are entrusted on a day, by account and member. */
export async function loadEntrusted(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
  today: string,
): Promise<Entrusted[]> {
  if (accounts.length === 0) return [];
  return readEntrusted(tx, org, sql`e.account_id = ANY(${[...new Set(accounts)]})`, today);
}

/** Accounts of others for which this member acts on a day. */
export async function loadEntrustedTo(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  today: string,
): Promise<Entrusted[]> {
  return readEntrusted(tx, org, sql`e.member_id = ${member}`, today);
}

/** As long as both are with us: neither acts for somebody who has gone or may not act themself. */
async function readEntrusted(
  tx: Tx,
  org: OrgId,
  which: ReturnType<typeof sql>,
  today: string,
): Promise<Entrusted[]> {
  const { rows } = await sql<{ account: string; member: MemberId; mostMinor: bigint | null; until: string }>`
    SELECT e.account_id AS account, e.member_id AS member, e.most_minor AS "mostMinor", e.until
      FROM ledger.entrusted e JOIN ledger.account a USING (org_id, account_id)
     WHERE e.org_id = ${org} AND ${which} AND e.until >= ${today}::date
       AND e.member_id = ANY(ARRAY(${withUs(org, today)})) AND a.member_id = ANY(ARRAY(${withUs(org, today)}))
     ORDER BY e.account_id, e.member_id`.execute(tx);
  return rows;
}

export interface NewEntrusted {
  readonly account: string;
  readonly member: MemberId;
  readonly mostMinor: string | null;
  readonly until: string;
}

/** Whom it was entrusted to before has it as is said now. */
export async function setEntrusted(tx: Tx, act: RecordedAct, one: NewEntrusted): Promise<void> {
  await sql`
    INSERT INTO ledger.entrusted (org_id, account_id, member_id, most_minor, until, since, act_id)
    VALUES (${act.org}, ${one.account}, ${one.member}, ${one.mostMinor}, ${one.until}, ${act.at}, ${act.id})
    ON CONFLICT (org_id, account_id, member_id)
    DO UPDATE SET most_minor = excluded.most_minor, until = excluded.until, since = excluded.since,
                  act_id = excluded.act_id`.execute(tx);
}

export async function endEntrusted(
  tx: Tx,
  act: RecordedAct,
  { account, member }: Pick<NewEntrusted, 'account' | 'member'>,
): Promise<void> {
  await sql`
    DELETE FROM ledger.entrusted
     WHERE org_id = ${act.org} AND account_id = ${account} AND member_id = ${member}`.execute(tx);
}
