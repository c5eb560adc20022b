/**
 * A member lets so much go to somebody on a day of each week or month, until a date, and ends it any time.
 * The
 * clock pays; what is refused is tried once more the next day, and then passed over.
 */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { decideMove, POSTING_RULES, type Posting } from '../core/posting.ts';
import {
  dueNow,
  EVERY,
  firstDue,
  MOST_ORDERS,
  MOST_STANDING_DAYS,
  STANDING_RULES,
  wrongWithStanding,
} from '../core/standing-order.ts';
import { countStanding, loadStanding } from '../store/bank-reads.ts';
import { endStandingRow, insertStanding, insertTry } from '../store/bank-writes.ts';
import { accountId, civilDate, minor, note, standingId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { decidePayment, loadBooks, loadPayer, recordPosted } from './paying.ts';

const shared = { scope: 'organization', matter: 'pay' } as const;

export const orderPayment = ledgerCommand({
  ...shared,
  name: 'ledger.order_payment',
  grounds: ['member'],
  input: z.object({
    source: accountId,
    target: accountId,
    amountMinor: minor,
    note,
    every: z.enum(EVERY),
    day: z.int().min(1).max(31),
    until: civilDate,
  }),
  refusals: [
    'not_your_account',
    'not_payable',
    'day_unknown',
    'day_is_past',
    'too_far_ahead',
    'never_due',
    'too_many_orders',
    ...POSTING_RULES,
  ],
  personal: ['note'],
  async load(tx, asks, { org, today }) {
    const { source, target } = only(asks).input;
    return {
      books: await loadBooks(tx, org, [source, target]),
      others: await countStanding(tx, org, source, today),
    };
  },
  about: (_state, { input }) => ({ subject: input.source, amountMinor: BigInt(input.amountMinor) }),
  decide({ books, others }, { source, target, amountMinor, note: words, every, day, until }, act) {
    assert(act.member, 'only members let something be paid');
    if (books.accounts.get(source)?.member !== act.member) return refuse('not_your_account');
    if (books.accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    if (every === 'week' && day > 7) return refuse('day_unknown');
    if (until < act.today) return refuse('day_is_past');
    const today = act.today as CivilDate;
    if (daysBetween(today, until) > MOST_STANDING_DAYS)
      return refuse('too_far_ahead', { days: MOST_STANDING_DAYS });
    if (firstDue({ every, day }, today) > until) return refuse('never_due');
    if (others >= MOST_ORDERS) return refuse('too_many_orders', { most: MOST_ORDERS });
    const leg = { source, target, amountMinor: BigInt(amountMinor), kind: 'payment' } as const;
    const could = decideMove(books.accounts, leg, act.today);
    // Whether there is enough is asked on each day that it is due.
    if (!could.ok && !ON_ITS_DAY.includes(could.refusal.rule)) return could;
    const unit = books.accounts.get(source)!.unit;
    const ends = { source, target, unit, amountMinor, note: words };
    const when = { every, day, fromOn: act.today, until };
    return accept({ standing: act.newId('std'), ...ends, ...when, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertStanding(tx, act, fact);
  },
  answer: ({ standing }) => ({ standing }),
});

const ON_ITS_DAY: readonly string[] = ['account_frozen', 'below_floor', 'above_ceiling'];

export const endOrder = ledgerCommand({
  ...shared,
  name: 'ledger.end_order',
  grounds: ['member'],
  input: z.object({ standing: standingId }),
  refusals: STANDING_RULES,
  personal: [],
  async load(tx, asks, { org }) {
    const [standing = null] = await loadStanding(tx, org, { standing: only(asks).input.standing });
    return { standing, books: await loadBooks(tx, org, standing === null ? [] : [standing.source]) };
  },
  about: (_state, { input }) => ({ subject: input.standing }),
  decide({ standing, books }, input, act) {
    const isMine = standing !== null && books.accounts.get(standing.source)?.member === act.member;
    const wrong = wrongWithStanding(standing, isMine);
    if (wrong) return wrong;
    const { source, target, unit, amountMinor } = standing!;
    return accept({ standing: input.standing, source, target, unit, amountMinor: String(amountMinor) });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endStandingRow(tx, act, fact.standing);
  },
});

export const payOrder = ledgerCommand({
  ...shared,
  name: 'ledger.pay_order',
  grounds: ['clock'],
  article: 'books',
  internal: true,
  input: z.object({ standing: standingId, dueOn: civilDate, attempt: z.int().min(1).max(2) }),
  refusals: [...STANDING_RULES, 'not_due_yet'],
  personal: [],
  async load(tx, asks, { org }) {
    const [standing = null] = await loadStanding(tx, org, { standing: only(asks).input.standing });
    const ends = standing === null ? [] : [standing.source, standing.target];
    const payer = standing && (await loadPayer(tx, org, standing.orderedBy));
    return { standing, payer, books: await loadBooks(tx, org, ends) };
  },
  about: (_state, { input }) => ({ subject: input.standing }),
  decide({ standing, payer, books }, input, act) {
    const wrong = wrongWithStanding(standing, true);
    if (wrong) return wrong;
    const due = dueNow(standing!, act.today);
    if (due?.dueOn !== input.dueOn || due.attempt !== input.attempt)
      return refuse('not_due_yet', { until: input.dueOn });
    const { source, target, unit, amountMinor, orderedBy } = standing!;
    const leg = { source, target, amountMinor, kind: 'payment' } as const;
    const kind = payer === null ? 'ex_member' : standingKind(payer, act.today);
    // Whoever cannot pay now, nor end it, does not pay by what they said before.
    const paid = standsFully(kind, false)
      ? decidePayment(books, leg, act.today)
      : refuse(kind === 'suspended' ? 'membership_suspended' : 'no_standing');
    const postings: readonly Posting[] = paid.ok ? paid.value : [];
    const ends = { source, target, unit, amountMinor: String(amountMinor) };
    return accept({
      standing: input.standing,
      ...ends,
      dueOn: due.dueOn,
      attempt: due.attempt,
      postings,
      rule: paid.ok ? null : paid.refusal.rule,
      // With whoever has left goes what they let be paid.
      over: kind === 'ex_member',
      bookedOn: act.today,
      // What it is for stands with the order.
      note: '',
      by: orderedBy,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await recordPosted(tx, [{ act, fact }]);
      await insertTry(tx, act, { ...fact, number: fact.postings[0]?.number ?? null });
      if (fact.over) await endStandingRow(tx, act, fact.standing);
    }
  },
});
