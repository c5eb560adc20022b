/**
 * The group lets somebody go further down for a time: whoever is stuck, or has to buy before they can sell.
 */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import { loadFrame } from '#agents/server';
import { gainersOf } from '../core/entrusted.ts';
import { isTooMuch } from '../core/posting.ts';
import { loadEntrusted } from '../store/entrusted-rows.ts';
import { loadGranted } from '../store/reads.ts';
import { setGranted } from '../store/promise-writes.ts';
import { changeLimits } from '../store/writes.ts';
import { accountId, civilDate, minor, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

const MOST_DAYS = 730;

export const grantCredit = ledgerCommand({
  name: 'ledger.grant_credit',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'grant_credit',
  /** Nothing more takes back what was granted. */
  input: z.object({ account: accountId, moreMinor: minor, until: civilDate, reason }),
  refusals: [
    'account_unknown',
    'nobodys_account',
    'account_closed',
    'backed_without_credit',
    'amount_not_positive',
    'amount_out_of_range',
    'day_is_past',
    'too_far_ahead',
  ],
  personal: ['reason'],
  async load(tx, asks, { org, today }) {
    const found = await loadGranted(tx, org, only(asks).input.account, today);
    const { articles } = (await loadFrame(tx, org))!;
    if (found === null) return null;
    const { account } = found;
    const entrusted = await loadEntrusted(tx, org, [account.id], today);
    const gains = gainersOf({ accounts: new Map([[account.id, account]]), entrusted }, account.id);
    return { ...found, gains, isBacked: unitIn(articles, account.unit)?.backing !== undefined };
  },
  about(found, { input }) {
    const gains = found?.gains ?? [];
    return {
      subject: input.account,
      amountMinor: BigInt(input.moreMinor),
      beneficiaries: gains,
      parties: gains,
    };
  },
  decide(found, { account, moreMinor, until, reason: why }, act) {
    if (found === null) return refuse('account_unknown', { account });
    const { member, closedAt, limits } = found.account;
    if (member === null || limits.floorMinor === null) return refuse('nobodys_account');
    if (closedAt !== null) return refuse('account_closed', { account });
    if (found.isBacked) return refuse('backed_without_credit', { unit: found.account.unit });
    const more = BigInt(moreMinor);
    if (more < 0n) return refuse('amount_not_positive');
    if (isTooMuch(more)) return refuse('amount_out_of_range', { unit: found.account.unit });
    if (until < act.today) return refuse('day_is_past');
    if (daysBetween(act.today as CivilDate, until) > MOST_DAYS)
      return refuse('too_far_ahead', { days: MOST_DAYS });
    // What was granted before and still counts is in the floor already.
    const floorMinor = limits.floorMinor + found.grantedMinor - more;
    return accept({
      account,
      moreMinor,
      until,
      floorMinor: String(floorMinor),
      ceilingMinor: limits.ceilingMinor === null ? null : String(limits.ceilingMinor),
      reason: why,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const granted = fact.moreMinor === '0' ? null : { minor: fact.moreMinor, until: fact.until };
      await setGranted(tx, act, fact.account, granted);
      await changeLimits(tx, act, [fact]);
    }
  },
  answer: ({ floorMinor }) => ({ floorMinor }),
});
