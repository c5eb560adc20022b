/**
 * A unit comes into circulation, or goes out of it: against money that was brought, for goods that came in,
 * for shares that were paid. What comes to be by going below zero is issued by nobody.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { CREDIT_KINDS, unitIn } from '#agents';
import { gainersOf } from '../core/entrusted.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { accountId, minor, reason } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';
import { answerPosted, applyPosted, loadBooksAndEntrusted, recordPosted } from './paying.ts';

export const issue = ledgerCommand({
  name: 'ledger.issue',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'issue',
  input: z.object({
    account: accountId,
    amountMinor: minor,
    way: z.enum(['in', 'out']),
    note: reason,
  }),
  refusals: [
    'account_unknown',
    'nobody_issues',
    'comes_by_exchange',
    'not_payable',
    ...POSTING_RULES.slice(1),
  ],
  personal: ['note'],
  grouped: true,
  load: (tx, asks, { org, today }) =>
    loadBooksAndEntrusted(
      tx,
      org,
      asks.map((one) => one.input.account),
      today,
    ),
  about(books, { input }) {
    const gains = gainersOf(books, input.account);
    const amountMinor = BigInt(input.amountMinor);
    return { subject: input.account, amountMinor, beneficiaries: gains, parties: gains };
  },
  decide(books, { account, amountMinor, way, note }, act) {
    const asked = books.accounts.get(account);
    if (!asked) return refuse('account_unknown', { account });
    const rule = unitIn(books.articles, asked.unit);
    if (rule === undefined || CREDIT_KINDS.includes(rule.kind))
      return refuse('nobody_issues', { unit: asked.unit });
    if (rule.backing !== undefined) return refuse('comes_by_exchange', { unit: asked.unit });
    const from = books.issues.get(asked.unit)!;
    if (account === from) return refuse('not_payable');
    const [source, target] = way === 'in' ? [from, account] : [account, from];
    const kind = way === 'in' ? 'issue' : 'withdrawal';
    const leg = { source, target, amountMinor: BigInt(amountMinor), kind } as const;
    const postings = decidePostings(books, [leg], act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note, by: act.member });
  },
  apply: applyPosted,
  record: recordPosted,
  answer: answerPosted,
});
