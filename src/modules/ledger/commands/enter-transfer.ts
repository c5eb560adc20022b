/**
 * A payment of somebody who has no phone, or called: another enters it for them, and whoever paid has a week
 * to say that it was not so.
 */
import { z } from 'zod';
import { addDays, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { CORRECTION_RULES, decideBack } from '../core/correction.ts';
import { gainersOf } from '../core/entrusted.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { loadEntered } from '../store/dispute-reads.ts';
import { denyEntered, insertEntered } from '../store/promise-writes.ts';
import { loadToCorrect } from './correcting.ts';
import { accountId, minor, note, number } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, decidePayment, loadBooksAndEntrusted, recordPosted } from './paying.ts';

/** How long somebody has to say no to what was entered for them. */
export const DENY_DAYS = 7;

export const enterTransfer = ledgerCommand({
  name: 'ledger.enter_transfer',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'enter_payment',
  input: z.object({ source: accountId, target: accountId, amountMinor: minor, note }),
  refusals: ['nobodys_account', 'your_own_account', 'not_payable', ...POSTING_RULES],
  personal: ['note'],
  load(tx, asks, { org, today }) {
    const { source, target } = only(asks).input;
    return loadBooksAndEntrusted(tx, org, [source, target], today);
  },
  // Nobody enters what they are paid themselves.
  about: (books, { input }) => ({
    subject: input.source,
    beneficiaries: gainersOf(books, input.target),
  }),
  decide(books, { source, target, amountMinor, note: words }, act) {
    assert(act.member, 'a member enters it');
    const member = books.accounts.get(source)?.member ?? null;
    if (member === null) return refuse('nobodys_account');
    if (member === act.member) return refuse('your_own_account');
    const to = books.accounts.get(target);
    if (to?.purpose === 'issue' || to?.member === act.member) return refuse('not_payable');
    const leg = { source, target, amountMinor: BigInt(amountMinor), kind: 'payment' } as const;
    const postings = decidePayment(books, leg, act.today);
    if (!postings.ok) return postings;
    return accept({
      postings: postings.value,
      bookedOn: act.today,
      note: words,
      by: act.member,
      member,
      until: addDays(act.today as CivilDate, DENY_DAYS),
    });
  },
  async record(tx, facts) {
    await recordPosted(tx, facts);
    for (const { act, fact } of facts) {
      const { member, until, by } = fact;
      await insertEntered(tx, act, { number: fact.postings[0]!.number, member, by: by, until });
    }
  },
  answer: answerPosted,
});

export const denyTransfer = ledgerCommand({
  name: 'ledger.deny_transfer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ number, note }),
  refusals: [
    'movement_unknown',
    'denied_already',
    'too_long_ago',
    ...CORRECTION_RULES.slice(1),
    ...POSTING_RULES,
  ],
  personal: ['note'],
  async load(tx, asks, { org, today }) {
    const { input } = only(asks);
    return {
      ...(await loadToCorrect(tx, org, input.number, today)),
      entered: await loadEntered(tx, org, BigInt(input.number)),
    };
  },
  about: (_state, { input }) => ({ subject: input.number }),
  decide({ books, set, moved, entered }, input, act) {
    if (entered?.member !== act.member) return refuse('movement_unknown', { number: input.number });
    if (entered.deniedAt !== null) return refuse('denied_already');
    if (act.today > entered.until) return refuse('too_long_ago', { until: entered.until });
    const legs = decideBack(books, set, BigInt(input.number), 'reversal', null, moved);
    if (!legs.ok) return legs;
    const postings = decidePostings(books, legs.value, act.today);
    if (!postings.ok) return postings;
    return accept({
      number: input.number,
      postings: postings.value,
      bookedOn: act.today,
      note: input.note,
      by: act.member,
    });
  },
  async record(tx, facts) {
    await recordPosted(tx, facts);
    for (const { act, fact } of facts) await denyEntered(tx, act, fact.number, fact.note || null);
  },
  answer: answerPosted,
});
