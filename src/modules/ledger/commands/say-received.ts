/**
 * Whoever was paid in cash says that they have it, or that they do not: one of us for what came to them,
 * whoever keeps the books for what came into a common account. Only then is anything so.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { CASH_RULES, INTO_RULES, isCash, wrongWithCash, wrongWithInto } from '../core/cash-payment.ts';
import type { CashPayment } from '../core/cash-payment.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { requestState } from '../core/promised.ts';
import { endCash, loadCash, setMissed } from '../store/cash-rows.ts';
import { loadRequest } from '../store/promise-reads.ts';
import { answerRequest } from '../store/promise-writes.ts';
import { cashId, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, loadBooks, recordPosted } from './paying.ts';

const mine = { scope: 'organization', grounds: ['member'], matter: 'pay' } as const;
const ours = { scope: 'organization', grounds: ['statutes'], matter: 'keep_books' } as const;

async function loadSaid(tx: Tx, org: OrgId, cash: string) {
  const said = await loadCash(tx, org, cash);
  const request = said?.request == null ? null : await loadRequest(tx, org, said.request);
  return { said, request };
}

async function loadInto(tx: Tx, org: OrgId, cash: string) {
  const said = await loadCash(tx, org, cash);
  return { said, books: await loadBooks(tx, org, said?.account == null ? [] : [said.account]) };
}

const isTo = (said: CashPayment | null, member: MemberId | null) =>
  said !== null && said.receiver !== null && said.receiver === member;

/** Whoever paid, or wrote it down, does not say for all of us that it came: two people say so. */
const sayers = (said: CashPayment | null) => (said === null ? [] : [said.payer, said.saidBy]);

export const sayReceived = ledgerCommand({
  ...mine,
  name: 'ledger.say_received',
  input: z.object({ cash: cashId }),
  refusals: CASH_RULES,
  personal: [],
  load: (tx, asks, { org }) => loadSaid(tx, org, only(asks).input.cash),
  about: (_state, { input }) => ({ subject: input.cash }),
  decide({ said, request }, input, act) {
    assert(act.member, 'only members are paid');
    const wrong = wrongWithCash(said, isTo(said, act.member), act.today);
    if (wrong) return wrong;
    // What was answered otherwise meanwhile stays answered so; that the coins came is true all the same.
    const settles = request !== null && requestState(request, act.today) === 'waits' ? request.id : null;
    return accept({ cash: input.cash, settles, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endCash(tx, act, fact.cash, { as: 'received', by: fact.by });
      if (fact.settles !== null) await answerRequest(tx, act, fact.settles, { answer: 'in_cash' });
    }
  },
});

export const receiveCash = ledgerCommand({
  ...ours,
  name: 'ledger.receive_cash',
  input: z.object({ cash: cashId }),
  refusals: [...CASH_RULES, 'not_in_cash', ...INTO_RULES.slice(1), ...POSTING_RULES.slice(1)],
  personal: [],
  load: (tx, asks, { org }) => loadInto(tx, org, only(asks).input.cash),
  about: ({ said }, { input }) => ({
    subject: input.cash,
    ...(said === null ? {} : { amountMinor: said.amountMinor }),
    beneficiaries: sayers(said),
    parties: sayers(said),
  }),
  decide({ said, books }, input, act) {
    const wrong = wrongWithCash(said, said !== null && said.account !== null, act.today);
    if (wrong) return wrong;
    const { unit, account, amountMinor } = said!;
    if (!isCash(books.articles, unit)) return refuse('not_in_cash');
    const shut = wrongWithInto(books.accounts.get(account!));
    if (shut) return shut;
    const leg = { source: books.issues.get(unit)!, target: account!, amountMinor, kind: 'cash' } as const;
    const postings = decidePostings(books, [leg], act.today);
    if (!postings.ok) return postings;
    // What it was for stays between whoever paid and whoever keeps the books.
    return accept({
      cash: input.cash,
      postings: postings.value,
      bookedOn: act.today,
      note: '',
      by: act.member,
    });
  },
  async record(tx, facts) {
    await recordPosted(tx, facts);
    for (const { act, fact } of facts) {
      const number = fact.postings[0]!.number;
      await endCash(tx, act, fact.cash, { as: 'received', by: fact.by, number });
    }
  },
  answer: answerPosted,
});

export const sayNotReceived = ledgerCommand({
  ...mine,
  name: 'ledger.say_not_received',
  input: z.object({ cash: cashId, reason }),
  refusals: CASH_RULES,
  personal: ['reason'],
  load: (tx, asks, { org }) => loadSaid(tx, org, only(asks).input.cash),
  about: (_state, { input }) => ({ subject: input.cash }),
  decide({ said }, input, act) {
    assert(act.member, 'only members are paid');
    const wrong = wrongWithCash(said, isTo(said, act.member), act.today);
    return wrong ?? accept({ cash: input.cash, reason: input.reason, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setMissed(tx, act, { ...fact, words: fact.reason });
  },
});

export const missCash = ledgerCommand({
  ...ours,
  name: 'ledger.miss_cash',
  input: z.object({ cash: cashId, reason }),
  refusals: CASH_RULES,
  personal: ['reason'],
  load: (tx, asks, { org }) => loadSaid(tx, org, only(asks).input.cash),
  about: ({ said }, { input }) => ({
    subject: input.cash,
    beneficiaries: sayers(said),
    parties: sayers(said),
  }),
  decide({ said }, input, act) {
    assert(act.member, 'a member says that it has not come');
    const wrong = wrongWithCash(said, said !== null && said.account !== null, act.today);
    return wrong ?? accept({ cash: input.cash, reason: input.reason, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setMissed(tx, act, { ...fact, words: fact.reason });
  },
});
