/** Somebody pays out of an account of their own, or of one that was entrusted to them. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { ACTING_RULES, wrongWithPaying } from '../core/entrusted.ts';
import { POSTING_RULES } from '../core/posting.ts';
import { accountId, minor, note } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';
import {
  answerPosted,
  applyPosted,
  decidePayment,
  endsOf,
  loadActing,
  loadBooks,
  recordPosted,
} from './paying.ts';

export const transfer = ledgerCommand({
  name: 'ledger.transfer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ source: accountId, target: accountId, amountMinor: minor, note }),
  refusals: [...ACTING_RULES, 'not_payable', ...POSTING_RULES],
  personal: ['note'],
  grouped: true,
  async load(tx, asks, { org, today }) {
    const books = await loadBooks(tx, org, endsOf(asks));
    const asked = asks.map(({ input, member }) => ({ account: input.source, member }));
    return { ...books, entrusted: await loadActing(tx, org, books, asked, today) };
  },
  about: (_books, { input }) => ({ subject: input.source, amountMinor: BigInt(input.amountMinor) }),
  decide(books, { source, target, amountMinor, note: words }, act) {
    assert(act.member, 'only members pay');
    // Whoever names an account that is not theirs learns no more of it than of one that is not there.
    const wrong = wrongWithPaying(books, source, act, BigInt(amountMinor));
    if (wrong) return wrong;
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
