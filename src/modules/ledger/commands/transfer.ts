/** Somebody pays out of an account of their own. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { POSTING_RULES } from '../core/posting.ts';
import { accountId, minor, note } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';
import { answerPosted, applyPosted, decidePayment, endsOf, loadBooks, recordPosted } from './paying.ts';

export const transfer = ledgerCommand({
  name: 'ledger.transfer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ source: accountId, target: accountId, amountMinor: minor, note }),
  refusals: ['not_your_account', 'not_payable', ...POSTING_RULES],
  personal: ['note'],
  grouped: true,
  load: (tx, asks, { org }) => loadBooks(tx, org, endsOf(asks)),
  about: (_books, { input }) => ({ subject: input.source, amountMinor: BigInt(input.amountMinor) }),
  decide(books, { source, target, amountMinor, note: words }, act) {
    assert(act.member, 'only members pay');
    // Whoever names an account that is not theirs learns no more of it than of one that is not there.
    if (books.accounts.get(source)?.member !== act.member) return refuse('not_your_account');
    if (books.accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    const payment = { source, target, amountMinor: BigInt(amountMinor), kind: 'payment' } as const;
    const postings = decidePayment(books, payment, act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note: words, by: act.member });
  },
  apply: applyPosted,
  record: recordPosted,
  answer: answerPosted,
});
