/** What the books say of themselves, as something that does not hold. */
import type { Kysely } from 'kysely';
import { verifyBooks } from '#ledger/server';
import type { Broken } from './register/verify.ts';

/** Asks the rows for the laws of the books; an empty answer means that they hold. */
export async function verifyAccounts(db: Kysely<unknown>): Promise<Broken[]> {
  return (await verifyBooks(db)).map(({ org, law, what, is, should }): Broken => ({
    rule: 'books_differ',
    org,
    table: 'ledger.balance',
    is: `${law}: ${what} ${is}`,
    should,
  }));
}
