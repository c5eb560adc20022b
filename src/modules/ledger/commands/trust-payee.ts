/** Somebody lets another be paid without asking each time, up to so much; or no longer. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { setTrustedPayee } from '../store/promise-writes.ts';
import { accountId, minor } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

export const trustPayee = ledgerCommand({
  name: 'ledger.trust_payee',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  /** Without an amount it ends. */
  input: z.object({ source: accountId, target: accountId, mostMinor: minor.nullable() }),
  refusals: ['not_your_account', 'account_unknown', 'same_account', 'unit_differs', 'amount_not_positive'],
  personal: [],
  load(tx, asks, { org }) {
    const { source, target } = only(asks).input;
    return loadBooks(tx, org, [source, target]);
  },
  about: (_books, { input }) => ({ subject: input.source }),
  decide({ accounts }, { source, target, mostMinor }, act) {
    const from = accounts.get(source);
    const to = accounts.get(target);
    if (from?.member == null || from.member !== act.member) return refuse('not_your_account');
    if (to === undefined) return refuse('account_unknown', { account: target });
    if (source === target) return refuse('same_account');
    if (from.unit !== to.unit) return refuse('unit_differs', { source: from.unit, target: to.unit });
    if (mostMinor !== null && BigInt(mostMinor) <= 0n) return refuse('amount_not_positive');
    return accept({ source, target, mostMinor });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setTrustedPayee(tx, act, fact);
  },
});
