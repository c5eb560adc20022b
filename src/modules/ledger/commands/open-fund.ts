/**
 * All of us together hold something for a purpose: a fund is opened under a name; or closed, once it is
 * empty.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import { loadFrame } from '#agents/server';
import { loadCommonAccounts } from '../store/reads.ts';
import { closeAccounts, insertAccounts } from '../store/writes.ts';
import { accountId, line, unitName } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

const MOST_FUNDS = 60;

export const openFund = ledgerCommand({
  name: 'ledger.open_fund',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ unit: unitName, purpose: z.enum(['fund', 'reserve']), name: line(1, 60) }),
  refusals: ['unit_unknown', 'name_taken', 'too_many_funds'],
  personal: [],
  load: async (tx, _asks, { org }) => ({
    articles: (await loadFrame(tx, org))!.articles,
    open: (await loadCommonAccounts(tx, org)).filter((one) => one.closedAt === null),
  }),
  about: (_state, { input }) => ({ subject: input.unit }),
  decide({ articles, open }, { unit, purpose, name }, act) {
    if (unitIn(articles, unit) === undefined) return refuse('unit_unknown', { unit });
    const heard = name.toLowerCase();
    if (open.some((one) => one.unit === unit && one.name.toLowerCase() === heard))
      return refuse('name_taken', { name });
    if (open.length >= MOST_FUNDS) return refuse('too_many_funds', { most: MOST_FUNDS });
    return accept({ account: act.newId('acc'), unit, purpose, name });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertAccounts(tx, act, [{ ...fact, member: null, floorMinor: '0', ceilingMinor: null }]);
    }
  },
  answer: ({ account }) => ({ account }),
});

export const closeFund = ledgerCommand({
  name: 'ledger.close_fund',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ account: accountId }),
  refusals: ['account_unknown', 'not_a_fund', 'account_closed', 'account_not_empty'],
  personal: [],
  async load(tx, asks, { org }) {
    const { account } = only(asks).input;
    return (await loadCommonAccounts(tx, org)).find((one) => one.id === account);
  },
  about: (_state, { input }) => ({ subject: input.account }),
  decide(found, { account }) {
    if (!found) return refuse('account_unknown', { account });
    if (found.purpose !== 'fund' && found.purpose !== 'reserve') return refuse('not_a_fund');
    if (found.closedAt !== null) return refuse('account_closed', { account });
    if (found.balanceMinor !== 0n || found.heldMinor !== 0n || found.comingMinor !== 0n)
      return refuse('account_not_empty', { unit: found.unit, balanceMinor: String(found.balanceMinor) });
    return accept({ account });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await closeAccounts(tx, act, [fact.account]);
  },
});
