/**
 * What was said to be paid in cash ends without having been: whoever said so takes it back, or its day is
 * over.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { CASH_RULES, wrongWithCash } from '../core/cash-payment.ts';
import { endCash, loadCash } from '../store/cash-rows.ts';
import { cashId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

const shared = { scope: 'organization', matter: 'pay', input: z.object({ cash: cashId }) } as const;

export const takeBackPaid = ledgerCommand({
  ...shared,
  name: 'ledger.take_back_paid',
  grounds: ['member'],
  refusals: CASH_RULES,
  personal: [],
  load: (tx, asks, { org }) => loadCash(tx, org, only(asks).input.cash),
  about: (_said, { input }) => ({ subject: input.cash }),
  decide(said, input, act) {
    assert(act.member, 'only members say that they have paid');
    const isMine = said !== null && [said.payer, said.saidBy].includes(act.member);
    const wrong = wrongWithCash(said, isMine, act.today);
    return wrong ?? accept({ cash: input.cash, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endCash(tx, act, fact.cash, { as: 'taken_back', by: fact.by });
    }
  },
});

export const lapseCash = ledgerCommand({
  ...shared,
  name: 'ledger.lapse_cash',
  grounds: ['clock'],
  article: 'books',
  internal: true,
  refusals: [...CASH_RULES, 'not_due_yet'],
  personal: [],
  load: (tx, asks, { org }) => loadCash(tx, org, only(asks).input.cash),
  about: (_said, { input }) => ({ subject: input.cash }),
  decide(said, input, act) {
    if (said === null) return refuse('cash_unknown');
    if (said.endedAs !== null) return refuse('cash_over', { endedAs: said.endedAs });
    return act.today <= said.until
      ? refuse('not_due_yet', { until: said.until })
      : accept({ cash: input.cash });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endCash(tx, act, fact.cash, { as: 'lapsed', by: null });
  },
});
