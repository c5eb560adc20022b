/**
 * What we hold in common is counted, or read from what the bank says, and laid beside the books. That is
 * said, and changes nothing: where they differ, somebody looks for what happened, enters what was forgotten
 * as what it was, and says what they have found.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { COMMON_PURPOSES } from '../core/account.ts';
import { explainCount, insertCount, loadBookedOn, loadCount } from '../store/chosen-rows.ts';
import { loadAccount } from '../store/reads.ts';
import { accountId, civilDate, countId, line, minor, note } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

export const reconcile = ledgerCommand({
  name: 'ledger.reconcile',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ account: accountId, countedOn: civilDate, countedMinor: minor, note }),
  refusals: ['account_unknown', 'not_a_common_account', 'day_is_ahead', 'amount_not_positive'],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const { account, countedOn } = only(asks).input;
    const found = await loadAccount(tx, org, account);
    return { found, bookedMinor: found === null ? 0n : await loadBookedOn(tx, org, account, countedOn) };
  },
  about: (_state, { input }) => ({ subject: input.account }),
  decide({ found, bookedMinor }, { account, countedOn, countedMinor, note: words }, act) {
    if (found === null) return refuse('account_unknown', { account });
    if (!COMMON_PURPOSES.includes(found.purpose)) return refuse('not_a_common_account');
    if (countedOn > act.today) return refuse('day_is_ahead');
    if (BigInt(countedMinor) < 0n) return refuse('amount_not_positive');
    assert(act.askedBy, 'whoever began it is one of us');
    const count = act.newId('cnt');
    const booked = String(bookedMinor);
    return accept({
      count,
      account,
      countedOn,
      countedMinor,
      bookedMinor: booked,
      note: words,
      by: act.askedBy,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertCount(tx, act, fact);
  },
  answer: ({ count, countedMinor, bookedMinor }) => ({
    count,
    differenceMinor: String(BigInt(countedMinor) - BigInt(bookedMinor)),
  }),
});

export const explainDifference = ledgerCommand({
  name: 'ledger.explain_difference',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ count: countId, note: line(1, 600) }),
  refusals: ['reconciliation_unknown', 'nothing_to_explain'],
  personal: ['note'],
  load: (tx, asks, { org }) => loadCount(tx, org, only(asks).input.count),
  about: (found, { input }) => ({ subject: found?.account ?? input.count }),
  decide(found, { count, note: words }, act) {
    if (found === null) return refuse('reconciliation_unknown');
    if (found.counted_minor === found.booked_minor) return refuse('nothing_to_explain');
    assert(act.askedBy, 'whoever began it is one of us');
    return accept({ count, account: found.account, note: words, by: act.askedBy });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await explainCount(tx, act, fact);
  },
});
