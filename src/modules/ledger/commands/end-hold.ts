/**
 * What was promised comes to an end: whoever promised it pays it, all or less; whoever would be paid lets it
 * go; or its day is over, by the clock.
 */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { POSTING_RULES, type Ledger } from '../core/posting.ts';
import { HOLD_RULES, wrongWithHold, type Hold } from '../core/promised.ts';
import { loadHold } from '../store/promise-reads.ts';
import { endHold, freeHold } from '../store/promise-writes.ts';
import { holdId, minor } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, decidePayment, loadBooks, recordPosted, type OpenBooks } from './paying.ts';

const shared = { scope: 'organization', matter: 'pay' } as const;

async function loadHeld(tx: Tx, org: OrgId, asked: string) {
  const found = await loadHold(tx, org, asked);
  return { held: found, books: await loadBooks(tx, org, found === null ? [] : [found.source, found.target]) };
}

/** The books without what is promised: it is about to be paid, or is not any more. */
function withoutHold<Books extends Ledger>(books: Books, { source, target, amountMinor }: Hold): Books {
  const from = books.accounts.get(source)!;
  const to = books.accounts.get(target)!;
  const accounts = new Map(books.accounts)
    .set(source, { ...from, heldMinor: from.heldMinor - amountMinor })
    .set(target, { ...to, comingMinor: to.comingMinor - amountMinor });
  return { ...books, accounts };
}

function isHolder(books: OpenBooks, account: string | undefined, member: string | null): boolean {
  return account !== undefined && member !== null && books.accounts.get(account)?.member === member;
}

const freed = ({ id, source, target, amountMinor }: Hold) => ({
  hold: id,
  held: { source, target, amountMinor: String(amountMinor) },
});

export const payHold = ledgerCommand({
  ...shared,
  name: 'ledger.pay_hold',
  grounds: ['member'],
  /** Less than was promised, where less has come of it. */
  input: z.object({ hold: holdId, amountMinor: minor.optional() }),
  refusals: [...HOLD_RULES, 'more_than_there_was', ...POSTING_RULES],
  personal: [],
  load: (tx, asks, { org }) => loadHeld(tx, org, only(asks).input.hold),
  about: (_state, { input }) => ({ subject: input.hold }),
  decide({ books, held }, input, act) {
    const wrong = wrongWithHold(held, isHolder(books, held?.source, act.member));
    if (wrong) return wrong;
    const amountMinor = input.amountMinor === undefined ? held!.amountMinor : BigInt(input.amountMinor);
    if (amountMinor > held!.amountMinor)
      return refuse('more_than_there_was', { unit: held!.unit, leftMinor: String(held!.amountMinor) });
    const { source, target } = held!;
    const leg = { source, target, amountMinor, kind: 'payment' } as const;
    const postings = decidePayment(withoutHold(books, held!), leg, act.today);
    if (!postings.ok) return postings;
    const posted = { postings: postings.value, bookedOn: act.today, note: '', by: act.member };
    return accept({ ...freed(held!), ...posted });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await freeHold(tx, act, fact.held);
      await recordPosted(tx, [{ act, fact }]);
      await endHold(tx, act, fact.hold, 'paid', fact.postings[0]!.number);
    }
  },
  answer: answerPosted,
});

export const letGo = ledgerCommand({
  ...shared,
  name: 'ledger.let_go',
  grounds: ['member'],
  input: z.object({ hold: holdId }),
  refusals: HOLD_RULES,
  personal: [],
  load: (tx, asks, { org }) => loadHeld(tx, org, only(asks).input.hold),
  about: (_state, { input }) => ({ subject: input.hold }),
  decide({ books, held }, _input, act) {
    const wrong = wrongWithHold(held, isHolder(books, held?.target, act.member));
    return wrong ?? accept(freed(held!));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await freeHold(tx, act, fact.held);
      await endHold(tx, act, fact.hold, 'let_go');
    }
  },
});

export const lapseHold = ledgerCommand({
  ...shared,
  name: 'ledger.lapse_hold',
  grounds: ['clock'],
  article: 'books',
  internal: true,
  input: z.object({ hold: holdId }),
  refusals: [...HOLD_RULES, 'not_due_yet'],
  personal: [],
  load: (tx, asks, { org }) => loadHeld(tx, org, only(asks).input.hold),
  about: (_state, { input }) => ({ subject: input.hold }),
  decide({ held }, _input, act) {
    const wrong = wrongWithHold(held, true);
    if (wrong) return wrong;
    return act.today <= held!.until ? refuse('not_due_yet', { until: held!.until }) : accept(freed(held!));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await freeHold(tx, act, fact.held);
      await endHold(tx, act, fact.hold, 'lapsed');
    }
  },
});
