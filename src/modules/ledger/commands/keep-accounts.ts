/**
 * The books follow the rules, by the clock: accounts are opened for whoever may have one, bound by the limits
 * that the rules say today, and closed when they are empty and nobody’s any more.
 */
import { z } from 'zod';
import type { CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { loadFrame, loadInside } from '#agents/server';
import { decideUpkeep, isNothing } from '../core/upkeep.ts';
import { insertKeepings, insertNewAges } from '../store/age-rows.ts';
import { deleteCoverages, insertCoverages } from '../store/coverage-rows.ts';
import { loadKept, loadKeptRules } from '../store/reads.ts';
import { changeLimits, closeAccounts, insertAccounts, reopenAccounts } from '../store/writes.ts';
import { ledgerCommand } from './ledger-command.ts';

export const keepAccounts = ledgerCommand({
  name: 'ledger.keep_accounts',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'keep_books',
  article: 'books',
  input: z.object({}),
  refusals: ['books_follow_already'],
  personal: [],
  internal: true,
  async load(tx, _asks, { org, today }) {
    const frame = (await loadFrame(tx, org))!;
    return decideUpkeep(
      frame.articles,
      await loadInside(tx, org),
      await loadKept(tx, org),
      await loadKeptRules(tx, org),
      today as CivilDate,
    );
  },
  about: () => ({}),
  decide(upkeep, _input, act) {
    if (isNothing(upkeep)) return refuse('books_follow_already');
    const text = (minor: bigint | null) => (minor === null ? null : String(minor));
    return accept({
      opened: upkeep.open.map(({ unit, purpose, member, floorMinor, ceilingMinor }) => ({
        account: act.newId('acc'),
        unit,
        purpose,
        member,
        name: '',
        floorMinor: text(floorMinor),
        ceilingMinor: text(ceilingMinor),
      })),
      reopened: upkeep.reopen,
      bound: upkeep.bound.map(({ account, floorMinor, ceilingMinor }) => ({
        account,
        floorMinor: text(floorMinor),
        ceilingMinor: text(ceilingMinor),
      })),
      closed: upkeep.close,
      on: act.today,
      keeping: upkeep.keep,
      covered: upkeep.cover.map((one) => ({ ...one, factor: String(one.factor) })),
      uncovered: upkeep.uncover,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertAccounts(tx, act, fact.opened);
      await reopenAccounts(tx, act, fact.reopened);
      await changeLimits(tx, act, fact.bound);
      await closeAccounts(tx, act, fact.closed);
      const opened = [...fact.opened.map((one) => one.account), ...fact.reopened];
      await insertNewAges(tx, act, fact.on, opened);
      await insertKeepings(tx, act, fact.on, fact.keeping);
      await deleteCoverages(tx, act, fact.uncovered);
      await insertCoverages(tx, act, fact.covered);
    }
  },
});
