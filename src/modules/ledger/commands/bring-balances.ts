/**
 * A group brings what its members had elsewhere: a list of balances in one unit. Nothing is booked yet. It
 * is shown to everybody for some days, each with their own line; then it counts, unless somebody has said
 * that it is wrong, or an account has closed. What was paid meanwhile stands beside it: nobody keeps what
 * another had from counting by paying them something. Whoever brought it is told either way.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { addDays, type CivilDate } from '#kernel/calendar';
import type { Act, MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import {
  BALANCE_RULES,
  decideBalances,
  decideDoubt,
  MOST_BALANCES,
  OPENING_DAYS,
  openingLegs,
  OPENING_RULES,
  stopsSince,
  wrongWithOpening,
} from '../core/opening.ts';
import { decidePostings, type Posting } from '../core/posting.ts';
import { countDoubts, loadBegun, loadOpenings } from '../store/bookkeeping-reads.ts';
import { endOpening, insertDoubt, insertOpening } from '../store/bookkeeping-writes.ts';
import { bindWhereItStands } from '../store/writes.ts';
import { accountId, minor, note, openingId, reason, unitName } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks, recordPosted } from './paying.ts';

/** Nothing had been booked in these accounts when they were brought. */
const NOTHING_BEGUN: ReadonlySet<string> = new Set();

export const bringBalances = ledgerCommand({
  name: 'ledger.bring_balances',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'bring_balances',
  input: z.object({
    unit: unitName,
    /** Where they are from. */
    note,
    lines: z
      .array(z.object({ account: accountId, amountMinor: minor }))
      .min(1)
      .max(MOST_BALANCES),
  }),
  refusals: ['unit_unknown', 'opening_waits', ...BALANCE_RULES],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const { lines } = only(asks).input;
    const accounts = lines.map((one) => one.account);
    return {
      books: await loadBooks(tx, org, accounts),
      begun: await loadBegun(tx, org, accounts),
      waiting: await loadOpenings(tx, org, { waits: true }),
    };
  },
  about: (_state, { input }) => ({ subject: input.unit }),
  decide({ books, begun, waiting }, input, act) {
    const rule = unitIn(books.articles, input.unit);
    if (rule === undefined) return refuse('unit_unknown', { unit: input.unit });
    if (waiting.some((one) => one.unit === input.unit)) return refuse('opening_waits', { unit: input.unit });
    const counted = { unit: input.unit, isBacked: rule.backing !== undefined };
    const decided = decideBalances(books.accounts, counted, input.lines, begun);
    if (!decided.ok) return decided;
    return accept({
      opening: act.newId('opn'),
      unit: input.unit,
      note: input.note,
      by: act.askedBy,
      until: addDays(act.today as CivilDate, OPENING_DAYS),
      broughtBy: broughtBy(act),
      decided: act.authority.by === 'decision',
      lines: input.lines,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertOpening(tx, act, fact);
  },
  answer: ({ opening }) => ({ opening }),
});

/** Those whose word it was; where all of us decided, whoever proposed it. */
function broughtBy({ authority, askedBy }: Act): readonly MemberId[] {
  if (authority.by === 'signatures') return authority.members as readonly MemberId[];
  return askedBy === null ? [] : [askedBy];
}

export const doubtBalances = ledgerCommand({
  name: 'ledger.doubt_balances',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ opening: openingId, reason }),
  refusals: [...OPENING_RULES, 'doubted_already'],
  personal: ['reason'],
  async load(tx, asks, { org, today }) {
    const { input, member } = only(asks);
    const [opening = null] = await loadOpenings(tx, org, { opening: input.opening });
    if (opening === null || member === null) return { opening, before: 0 };
    const since = stopsSince(today);
    return { opening, before: await countDoubts(tx, org, member, { unit: opening.unit, since }) };
  },
  about: (_state, { input }) => ({ subject: input.opening }),
  decide({ opening, before }, input, act) {
    assert(act.member, 'only members doubt');
    const decided = decideDoubt(opening, act.member, before);
    if (!decided.ok) return decided;
    const { stops } = decided.value;
    const of = { opening: input.opening, unit: opening!.unit };
    return accept({ ...of, reason: input.reason, by: act.member, stops });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertDoubt(tx, act, fact);
      if (!fact.stops) continue;
      await endOpening(tx, act, fact.opening, {
        ended_as: 'stopped',
        stopped_by: fact.by,
        reason: fact.reason || null,
      });
    }
  },
  answer: ({ stops }) => ({ stops }),
});

export const countBalances = ledgerCommand({
  name: 'ledger.count_balances',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'bring_balances',
  article: 'books',
  internal: true,
  input: z.object({ opening: openingId }),
  refusals: [...OPENING_RULES, 'not_due_yet'],
  personal: [],
  async load(tx, asks, { org }) {
    const [opening = null] = await loadOpenings(tx, org, { opening: only(asks).input.opening });
    const accounts = opening?.lines.map((one) => one.account) ?? [];
    return { opening, books: await loadBooks(tx, org, accounts) };
  },
  about: (_state, { input }) => ({ subject: input.opening }),
  decide({ opening, books }, input, act) {
    const wrong = wrongWithOpening(opening);
    if (wrong) return wrong;
    const { unit, countsOn, lines } = opening!;
    if (act.today < countsOn) return refuse('not_due_yet', { until: countsOn });
    const balances = lines.map((one) => ({ ...one, amountMinor: String(one.amountMinor) }));
    const legs = openingLegs(books.issues.get(unit) ?? '', balances);
    // Something may be kept for the unit since it was brought.
    const isBacked = unitIn(books.articles, unit)?.backing !== undefined;
    const again = decideBalances(books.accounts, { unit, isBacked }, balances, NOTHING_BEGUN);
    const decided = again.ok ? decidePostings(books, legs, act.today) : again;
    // What cannot be booked any more is said, and not tried for ever.
    const postings: readonly Posting[] = decided.ok ? decided.value : [];
    const rule = decided.ok ? null : decided.refusal.rule;
    return accept({ opening: input.opening, unit, rule, postings, bookedOn: act.today, note: '', by: null });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const [first] = fact.postings;
      if (first !== undefined) {
        await bindWhereItStands(tx, act, fact.postings);
        await recordPosted(tx, [{ act, fact }]);
      }
      await endOpening(tx, act, fact.opening, {
        ended_as: first === undefined ? 'refused' : 'counted',
        rule: fact.rule,
        number: first === undefined ? null : BigInt(first.number),
      });
    }
  },
});
