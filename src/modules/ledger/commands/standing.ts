/**
 * A member lets so much go to somebody on a day of each week or month, until a date, and ends it any time.
 * The
 * clock pays; what is refused is tried once more the next day, and then passed over.
 */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { decideMove, POSTING_RULES, type Posting } from '../core/posting.ts';
import {
  dueNow,
  EVERY,
  firstDue,
  MOST_STANDING_DAYS,
  STANDING_RULES,
  wrongWithStanding,
} from '../core/standing-order.ts';
import { loadStanding } from '../store/bank-reads.ts';
import { endStandingRow, insertStanding, insertTry } from '../store/bank-writes.ts';
import { accountId, civilDate, minor, note, standingId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { decidePayment, loadBooks, recordPosted } from './paying.ts';

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
    ...POSTING_RULES,
  ],
  personal: ['note'],
  load(tx, asks, { org }) {
    const { source, target } = only(asks).input;
    return loadBooks(tx, org, [source, target]);
  },
  about: (_books, { input }) => ({ subject: input.source, amountMinor: BigInt(input.amountMinor) }),
  decide(books, { source, target, amountMinor, note: words, every, day, until }, act) {
    assert(act.member, 'only members let something be paid');
    if (books.accounts.get(source)?.member !== act.member) return refuse('not_your_account');
    if (books.accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    if (every === 'week' && day > 7) return refuse('day_unknown');
    if (until < act.today) return refuse('day_is_past');
    const today = act.today as CivilDate;
    if (daysBetween(today, until) > MOST_STANDING_DAYS)
      return refuse('too_far_ahead', { days: MOST_STANDING_DAYS });
    if (firstDue({ every, day }, today) > until) return refuse('never_due');
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
    return { standing, books: await loadBooks(tx, org, ends) };
  },
  about: (_state, { input }) => ({ subject: input.standing }),
  decide({ standing, books }, input, act) {
    const wrong = wrongWithStanding(standing, true);
    if (wrong) return wrong;
    const due = dueNow(standing!, act.today);
    if (due?.dueOn !== input.dueOn || due.attempt !== input.attempt)
      return refuse('not_due_yet', { until: input.dueOn });
    const { source, target, unit, amountMinor, orderedBy } = standing!;
    const leg = { source, target, amountMinor, kind: 'payment' } as const;
    const paid = decidePayment(books, leg, act.today);
    const postings: readonly Posting[] = paid.ok ? paid.value : [];
    const ends = { source, target, unit, amountMinor: String(amountMinor) };
    return accept({
      standing: input.standing,
      ...ends,
      dueOn: due.dueOn,
      attempt: due.attempt,
      postings,
      rule: paid.ok ? null : paid.refusal.rule,
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
    }
  },
});
