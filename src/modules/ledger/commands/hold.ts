/** Somebody sets an amount aside for another: it is promised, and neither can spend it until its day. */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { decideMove, POSTING_RULES } from '../core/posting.ts';
import { MOST_HOLD_DAYS } from '../core/promised.ts';
import { insertHold } from '../store/promise-writes.ts';
import { accountId, civilDate, minor, note } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

export const hold = ledgerCommand({
  name: 'ledger.hold',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ source: accountId, target: accountId, amountMinor: minor, note, until: civilDate }),
  refusals: ['not_your_account', 'not_payable', 'day_is_past', 'too_far_ahead', ...POSTING_RULES],
  personal: ['note'],
  load(tx, asks, { org }) {
    const { source, target } = only(asks).input;
    return loadBooks(tx, org, [source, target]);
  },
  about: (_books, { input }) => ({ subject: input.source, amountMinor: BigInt(input.amountMinor) }),
  decide({ accounts }, { source, target, amountMinor, note: words, until }, act) {
    assert(act.member, 'only members promise');
    if (accounts.get(source)?.member !== act.member) return refuse('not_your_account');
    if (accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    if (until < act.today) return refuse('day_is_past');
    if (daysBetween(act.today as CivilDate, until) > MOST_HOLD_DAYS)
      return refuse('too_far_ahead', { days: MOST_HOLD_DAYS });
    const moved = decideMove(accounts, { source, target, amountMinor: BigInt(amountMinor) }, act.today);
    if (!moved.ok) return moved;
    const { unit } = moved.value.source;
    return accept({
      hold: act.newId('hld'),
      unit,
      source,
      target,
      amountMinor,
      note: words,
      heldBy: act.member,
      until,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertHold(tx, act, fact);
  },
  answer: (fact) => ({ hold: fact.hold }),
});
