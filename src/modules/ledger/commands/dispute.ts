/** One of the two a payment was between says that it was not right, and asks others to look. */
import { z } from 'zod';
import { addDays, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { DISPUTE_DAYS, isDisputable } from '../core/dispute.ts';
import { loadDispute } from '../store/dispute-reads.ts';
import { insertDispute } from '../store/promise-writes.ts';
import { holdersOf, loadToCorrect } from './correcting.ts';
import { number, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

export const dispute = ledgerCommand({
  name: 'ledger.dispute',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ number, reason }),
  refusals: ['movement_unknown', 'not_to_be_corrected', 'disputed_already', 'too_long_ago'],
  personal: ['reason'],
  async load(tx, asks, { org, today }) {
    const { input } = only(asks);
    return {
      ...(await loadToCorrect(tx, org, input.number, today)),
      dispute: await loadDispute(tx, org, BigInt(input.number)),
    };
  },
  about: (_state, { input }) => ({ subject: input.number }),
  decide(state, input, act) {
    assert(act.member, 'only members dispute');
    const found = state.set.find((one) => String(one.number) === input.number);
    if (!found || !holdersOf(state, input.number).includes(act.member))
      return refuse('movement_unknown', { number: input.number });
    if (!isDisputable(found)) return refuse('not_to_be_corrected', { kind: found.kind });
    if (state.dispute !== null) return refuse('disputed_already');
    const until = addDays(found.at.slice(0, 10) as CivilDate, DISPUTE_DAYS);
    if (act.today > until) return refuse('too_long_ago', { until });
    return accept({ number: input.number, by: act.member, reason: input.reason });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertDispute(tx, act, fact);
  },
});
