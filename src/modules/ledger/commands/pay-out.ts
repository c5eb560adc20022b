/** What is held in common is paid out by whom the rules name, up to what they allow. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { COMMON_PURPOSES } from '../core/account.ts';
import { gainersOf } from '../core/entrusted.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { accountId, minor, reason } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';
import { answerPosted, applyPosted, endsOf, loadBooksAndEntrusted, recordPosted } from './paying.ts';

export const payOut = ledgerCommand({
  name: 'ledger.pay_out',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'pay_out',
  input: z.object({ source: accountId, target: accountId, amountMinor: minor, note: reason }),
  refusals: ['not_a_common_account', 'not_payable', ...POSTING_RULES],
  personal: ['note'],
  grouped: true,
  load: (tx, asks, { org, today }) => loadBooksAndEntrusted(tx, org, endsOf(asks), today),
  // Whoever is paid gains by it, and has no say in it but as one of all of us.
  about(books, { input }) {
    const gains = gainersOf(books, input.target);
    const amountMinor = BigInt(input.amountMinor);
    return { subject: input.source, amountMinor, beneficiaries: gains, parties: gains };
  },
  decide(books, { source, target, amountMinor, note }, act) {
    const purpose = books.accounts.get(source)?.purpose;
    if (purpose === undefined || !COMMON_PURPOSES.includes(purpose)) return refuse('not_a_common_account');
    if (books.accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    const leg = { source, target, amountMinor: BigInt(amountMinor), kind: 'payment' } as const;
    const postings = decidePostings(books, [leg], act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note, by: act.member });
  },
  apply: applyPosted,
  record: recordPosted,
  answer: answerPosted,
});
