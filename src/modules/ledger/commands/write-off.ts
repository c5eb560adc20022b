/**
 * Somebody has gone and left an account below zero: all of us take it over. First those who staked for them,
 * by the parts they staked; the rest comes from where the unit comes from, so that everybody sees what it
 * cost.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { decideWriteOff } from '../core/write-off.ts';
import { POSTING_RULES } from '../core/posting.ts';
import { loadBackers } from '../store/reads.ts';
import { setStake } from '../store/promise-writes.ts';
import { changeLimits } from '../store/writes.ts';
import { accountId, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, loadBooks, recordPosted } from './paying.ts';

export const writeOff = ledgerCommand({
  name: 'ledger.write_off',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'write_off',
  input: z.object({ account: accountId, note: reason }),
  refusals: [
    'account_unknown',
    'nobodys_account',
    'still_with_us',
    'owes_nothing',
    ...POSTING_RULES.slice(1),
  ],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const { account } = only(asks).input;
    const backers = await loadBackers(tx, org, account);
    const books = await loadBooks(tx, org, [account, ...backers.map((one) => one.source)]);
    const holder = books.accounts.get(account)?.member ?? undefined;
    const members = await loadMembers(tx, org, [holder]);
    return { books, backers, gone: holder !== undefined && members.get(holder)?.endedOn !== null };
  },
  about: ({ books }, { input }) => ({
    subject: input.account,
    beneficiaries: [books.accounts.get(input.account)?.member].flatMap((one) => one ?? []),
  }),
  decide({ books, backers, gone }, { account, note }, act) {
    const left = books.accounts.get(account);
    if (!left) return refuse('account_unknown', { account });
    if (left.member === null) return refuse('nobodys_account');
    if (!gone) return refuse('still_with_us');
    if (left.balanceMinor >= 0n) return refuse('owes_nothing');
    const decided = decideWriteOff(books, left, backers, books.issues.get(left.unit)!, act.today);
    if (!decided.ok) return decided;
    const { postings, ended, limits } = decided.value;
    return accept({ account, ended, limits, postings, bookedOn: act.today, note, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      for (const source of fact.ended)
        await setStake(tx, act, { source, target: fact.account, amountMinor: '0' });
      await changeLimits(tx, act, fact.limits);
      await recordPosted(tx, [{ act, fact }]);
    }
  },
  answer: answerPosted,
});
