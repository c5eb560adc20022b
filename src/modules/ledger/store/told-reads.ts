/** What the sentences about acts of this module name: accounts, payments, what is asked for or promised. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { namedIn, type ToldAccount, type ToldBooks, type ToldMovement } from '../core/told.ts';
import { loadNamed } from './reads.ts';

interface MovedRow {
  readonly id: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amount_minor: bigint;
}

/** All that these facts name; of a group that keeps no accounts they name nothing, and nothing is asked. */
export async function loadToldBooks(tx: Tx, org: OrgId, facts: readonly unknown[]): Promise<ToldBooks> {
  const { accounts, promised, numbers } = namedIn(facts);
  const moved = new Map<string, ToldMovement>();
  for (const row of await rowsOf(tx, org, promised, numbers)) {
    moved.set(row.id, { ...row, amountMinor: row.amount_minor });
  }
  const ends = [...moved.values()].flatMap((one) => [one.source, one.target]);
  const all = [...new Set([...accounts, ...ends])];
  const found = all.length === 0 ? [] : await loadNamed(tx, org, all);
  const named = found.map((one): [string, ToldAccount] => [one.id, one]);
  return { moved, accounts: new Map([...named, ...handsIn(moved)]) };
}

/** Cash passes from member to member, and needs no account: each stands for what they have in hand. */
function handsIn(moved: ReadonlyMap<string, ToldMovement>): [string, ToldAccount][] {
  return [...moved.values()].flatMap(({ unit, source, target }) =>
    [source, target].filter(isMember).map((member): [string, ToldAccount] => {
      return [member, { unit, purpose: 'holding', member, name: '' }];
    }),
  );
}

function isMember(id: string): id is MemberId {
  return id.startsWith('mem_');
}

/** Payments under their number, what is asked for or promised under its id. */
async function rowsOf(
  tx: Tx,
  org: OrgId,
  ids: readonly string[],
  numbers: readonly string[],
): Promise<readonly MovedRow[]> {
  if (ids.length === 0 && numbers.length === 0) return [];
  const { rows } = await sql<MovedRow>`
    SELECT number::text AS id, unit, source, target, amount_minor FROM ledger.transfer
     WHERE org_id = ${org} AND number = ANY(${numbers}::bigint[])
    UNION ALL
    SELECT request_id, unit, source, target, amount_minor FROM ledger.request
     WHERE org_id = ${org} AND request_id = ANY(${ids}::text[])
    UNION ALL
    SELECT hold_id, unit, source, target, amount_minor FROM ledger.hold
     WHERE org_id = ${org} AND hold_id = ANY(${ids}::text[])
    UNION ALL
    SELECT cash_id, unit, payer, coalesce(receiver, account_id), amount_minor FROM ledger.cash_payment
     WHERE org_id = ${org} AND cash_id = ANY(${ids}::text[])`.execute(tx);
  return rows;
}
