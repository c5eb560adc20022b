/** Whom the rules name closes the books up to a day; or opens them again from a day on, and says why. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { closedThrough, CLOSING_RULES, wrongWithClosing } from '../core/closing.ts';
import { loadClosings } from '../store/bookkeeping-reads.ts';
import { insertClosing, reopenClosings } from '../store/bookkeeping-writes.ts';
import { civilDate, note, reason } from './fields.ts';
import { ledgerCommand } from './ledger-command.ts';

const shared = { scope: 'organization', grounds: ['statutes'], matter: 'close_books' } as const;

export const closePeriod = ledgerCommand({
  ...shared,
  name: 'ledger.close_period',
  input: z.object({ throughOn: civilDate, note }),
  refusals: CLOSING_RULES,
  personal: ['note'],
  load: (tx, _asks, { org }) => loadClosings(tx, org),
  about: (_state, { input }) => ({ subject: input.throughOn }),
  decide(closings, { throughOn, note: words }, act) {
    const wrong = wrongWithClosing(throughOn, closedThrough(closings), act.today);
    return wrong ?? accept({ closing: act.newId('cls'), throughOn, until: throughOn, note: words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertClosing(tx, act, fact);
  },
});

export const reopenPeriod = ledgerCommand({
  ...shared,
  name: 'ledger.reopen_period',
  /** Every period that ends on this day or later. */
  input: z.object({ fromOn: civilDate, reason }),
  refusals: ['nothing_is_closed'],
  personal: ['reason'],
  load: (tx, _asks, { org }) => loadClosings(tx, org),
  about: (_state, { input }) => ({ subject: input.fromOn }),
  decide(closings, { fromOn, reason: words }) {
    const opened = closings.filter((one) => one.reopenedAt === null && one.throughOn >= fromOn);
    if (opened.length === 0) return refuse('nothing_is_closed');
    return accept({ closings: opened.map((one) => one.id), until: fromOn, reason: words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await reopenClosings(tx, act, fact.closings, fact.reason);
  },
});
