/**
 * Somebody gives of their own credit so that another may go further down. What they give they no longer have:
 * all limits together stay what they were, and nobody makes credit by promising each other.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import { loadStake } from '../store/reads.ts';
import { setStake } from '../store/promise-writes.ts';
import { changeLimits } from '../store/writes.ts';
import { accountId, minor } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

export const stake = ledgerCommand({
  name: 'ledger.stake',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  /** How much from now on, in all; nothing takes it back. */
  input: z.object({ source: accountId, target: accountId, amountMinor: minor }),
  refusals: [
    'not_your_account',
    'account_unknown',
    'nobodys_account',
    'same_account',
    'unit_differs',
    'no_stakes_here',
    'amount_not_positive',
    'account_closed',
    'stake_in_use',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    const { source, target } = only(asks).input;
    return {
      books: await loadBooks(tx, org, [source, target]),
      stakedMinor: await loadStake(tx, org, source, target),
    };
  },
  about: (_state, { input }) => ({ subject: input.target }),
  decide({ books, stakedMinor }, { source, target, amountMinor }, act) {
    assert(act.member, 'only members stake');
    const from = books.accounts.get(source);
    const to = books.accounts.get(target);
    if (from?.member !== act.member) return refuse('not_your_account');
    if (!to) return refuse('account_unknown', { account: target });
    if (to.member === null) return refuse('nobodys_account');
    if (source === target) return refuse('same_account');
    if (from.unit !== to.unit) return refuse('unit_differs', { source: from.unit, target: to.unit });
    if (unitIn(books.articles, from.unit)?.credit.by !== 'trust') return refuse('no_stakes_here');
    const wanted = BigInt(amountMinor);
    if (wanted < 0n) return refuse('amount_not_positive');
    if (to.closedAt !== null && wanted > 0n) return refuse('account_closed', { account: target });
    const more = wanted - stakedMinor;
    assert(from.limits.floorMinor !== null && to.limits.floorMinor !== null, 'holders have limits');
    const floors = [from.limits.floorMinor + more, to.limits.floorMinor - more] as const;
    // What one has used of a line, they still need; and a line is never less than none.
    for (const [at, one] of [from, to].entries()) {
      const least = one.balanceMinor - one.heldMinor < 0n ? one.balanceMinor - one.heldMinor : 0n;
      if (floors[at]! > least)
        return refuse('stake_in_use', {
          account: one.id,
          unit: one.unit,
          couldMinor: String(couldOf(one.limits.floorMinor!, least)),
        });
    }
    return accept({
      source,
      target,
      amountMinor,
      limits: [from, to].map((one, at) => ({
        account: one.id,
        floorMinor: String(floors[at]),
        ceilingMinor: one.limits.ceilingMinor === null ? null : String(one.limits.ceilingMinor),
      })),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await setStake(tx, act, fact);
      await changeLimits(tx, act, fact.limits);
    }
  },
});

/** How much of a line is free. */
function couldOf(floorMinor: bigint, leastMinor: bigint): bigint {
  return leastMinor > floorMinor ? leastMinor - floorMinor : 0n;
}
