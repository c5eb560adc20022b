/** Somebody lets another act for an account of theirs, or one of the two ends it. */
import { z } from 'zod';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { loadMembers } from '#agents/server';
import { MOST_ENTRUSTED, MOST_ENTRUSTED_DAYS } from '../core/entrusted.ts';
import { endEntrusted, loadEntrusted, setEntrusted } from '../store/entrusted-rows.ts';
import { accountId, civilDate, memberId, minor } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

export const entrustAccount = ledgerCommand({
  name: 'ledger.entrust_account',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  /** Without an amount it is as much as its holder could pay. */
  input: z.object({ account: accountId, member: memberId, mostMinor: minor.nullable(), until: civilDate }),
  refusals: [
    'not_your_account',
    'account_closed',
    'your_own_account',
    'member_unknown',
    'amount_not_positive',
    'day_is_past',
    'too_far_ahead',
    'too_many_entrusted',
  ],
  personal: [],
  async load(tx, asks, { org, today }) {
    const { account, member } = only(asks).input;
    const { accounts } = await loadBooks(tx, org, [account]);
    const others = (await loadEntrusted(tx, org, [account], today)).filter((one) => one.member !== member);
    return { accounts, others, found: (await loadMembers(tx, org, [member])).get(member) };
  },
  about: (_state, { input }) => ({ subject: input.account }),
  decide({ accounts, others, found }, { account, member, mostMinor, until }, act) {
    const mine = accounts.get(account);
    if (mine?.member == null || mine.member !== act.member) return refuse('not_your_account');
    if (mine.closedAt !== null) return refuse('account_closed', { account });
    if (member === act.member) return refuse('your_own_account');
    const isHere = found !== undefined && standsFully(standingKind(found, act.today), false);
    if (!isHere) return refuse('member_unknown');
    if (mostMinor !== null && BigInt(mostMinor) <= 0n) return refuse('amount_not_positive');
    if (until < act.today) return refuse('day_is_past');
    if (daysBetween(act.today as CivilDate, until) > MOST_ENTRUSTED_DAYS)
      return refuse('too_far_ahead', { days: MOST_ENTRUSTED_DAYS });
    if (others.length >= MOST_ENTRUSTED) return refuse('too_many_entrusted', { most: MOST_ENTRUSTED });
    return accept({ account, member, mostMinor, until });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setEntrusted(tx, act, fact);
  },
});

export const endEntrusting = ledgerCommand({
  name: 'ledger.end_entrusting',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ account: accountId, member: memberId }),
  refusals: ['not_entrusted'],
  personal: [],
  async load(tx, asks, { org, today }) {
    const { account } = only(asks).input;
    const { accounts } = await loadBooks(tx, org, [account]);
    return { accounts, entrusted: await loadEntrusted(tx, org, [account], today) };
  },
  about: (_state, { input }) => ({ subject: input.account }),
  decide({ accounts, entrusted }, { account, member }, act) {
    const isOurs = act.member !== null && [accounts.get(account)?.member, member].includes(act.member);
    // Whom others let act for them is between them.
    if (!isOurs || !entrusted.some((one) => one.member === member)) return refuse('not_entrusted');
    return accept({ account, member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endEntrusted(tx, act, fact);
  },
});
