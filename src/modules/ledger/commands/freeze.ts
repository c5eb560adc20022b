/**
 * For a time nothing leaves an account, for a reason that its holder is told; or the hold is taken off again.
 */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { isFrozen } from '../core/account.ts';
import { loadAccount } from '../store/reads.ts';
import { setFrozen } from '../store/promise-writes.ts';
import { accountId, civilDate, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

/** Longer than that it has to be said again. */
const MOST_DAYS = 180;

export const freeze = ledgerCommand({
  name: 'ledger.freeze',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'freeze',
  input: z.object({ account: accountId, until: civilDate, reason }),
  refusals: ['account_unknown', 'nobodys_account', 'account_closed', 'day_is_past', 'too_far_ahead'],
  personal: ['reason'],
  load: (tx, asks, { org }) => loadAccount(tx, org, only(asks).input.account),
  about: (found) => (found?.member == null ? {} : { subject: found.member }),
  decide(found, { account, until, reason: why }, act) {
    if (found === null) return refuse('account_unknown', { account });
    if (found.member === null) return refuse('nobodys_account');
    if (found.closedAt !== null) return refuse('account_closed', { account });
    if (until < act.today) return refuse('day_is_past');
    if (daysBetween(act.today as CivilDate, until) > MOST_DAYS)
      return refuse('too_far_ahead', { days: MOST_DAYS });
    return accept({ account, until, reason: why });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      // A reason that was forgotten is not there.
      await setFrozen(tx, act, fact.account, { until: fact.until, reason: fact.reason || null });
    }
  },
});

export const unfreeze = ledgerCommand({
  name: 'ledger.unfreeze',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'freeze',
  input: z.object({ account: accountId }),
  refusals: ['account_unknown', 'not_frozen'],
  personal: [],
  load: (tx, asks, { org }) => loadAccount(tx, org, only(asks).input.account),
  about: (found) => (found?.member == null ? {} : { beneficiaries: [found.member], parties: [found.member] }),
  decide(found, { account }, act) {
    if (found === null) return refuse('account_unknown', { account });
    return isFrozen(found, act.today) ? accept({ account }) : refuse('not_frozen');
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setFrozen(tx, act, fact.account, null);
  },
});
