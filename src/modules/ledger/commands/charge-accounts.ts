/**
 * The clock charges what it costs to hold a unit: a run begins, and is carried out in parts of so many
 * accounts.
 */
import { z } from 'zod';
import type { CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { chargedBy, MOST_CHARGED } from '../core/charge-run.ts';
import { loadKeepings } from '../store/age-rows.ts';
import { insertRun, loadChunk, loadPopulation, loadRun, loadRunOn, recordChunk } from '../store/run-rows.ts';
import { civilDate, runId, unitName } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';

export const beginRun = ledgerCommand({
  name: 'ledger.begin_run',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'keep_books',
  article: 'books',
  input: z.object({ unit: unitName, charge: z.enum(['lying', 'monthly']), on: civilDate }),
  refusals: ['unit_unknown', 'run_begun_already', 'day_is_ahead'],
  personal: [],
  internal: true,
  async load(tx, asks, { org }) {
    const { unit, charge, on } = only(asks).input;
    return {
      keeping: (await loadKeepings(tx, org)).get(unit),
      known: await loadRunOn(tx, org, unit, charge, on),
      population: await loadPopulation(tx, org, unit),
    };
  },
  about: (_state, { input }) => ({ subject: input.unit }),
  decide({ keeping, known, population }, { unit, charge, on }, act) {
    const eachMinor = charge === 'monthly' ? (keeping?.monthlyMinor ?? null) : null;
    if (keeping === undefined || (charge === 'monthly' && eachMinor === null))
      return refuse('unit_unknown', { unit });
    if (known) return refuse('run_begun_already');
    if (on > act.today) return refuse('day_is_ahead');
    return accept({ run: act.newId('run'), unit, charge, on, eachMinor, ...population });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertRun(tx, act, fact);
  },
  answer: ({ run }) => ({ run }),
});

export const chargeAccounts = ledgerCommand({
  name: 'ledger.charge_accounts',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'keep_books',
  article: 'books',
  /** The part that is to be done: each once, in their order. */
  input: z.object({ run: runId, chunk: z.int().min(1), most: z.int().min(1).max(MOST_CHARGED) }),
  refusals: ['run_unknown', 'run_over', 'chunk_out_of_order'],
  personal: [],
  internal: true,
  async load(tx, asks, { org }) {
    const { run: id, most } = only(asks).input;
    const run = await loadRun(tx, org, id);
    return run && { run, ...(await loadChunk(tx, org, run, most)) };
  },
  about: (_state, { input }) => ({ subject: input.run }),
  decide(state, { run: id, chunk }, act) {
    if (!state) return refuse('run_unknown');
    const { run, accounts, commons, lastNumber } = state;
    if (run.ended_at !== null) return refuse('run_over');
    if (chunk !== run.chunks + 1) return refuse('chunk_out_of_order', { next: run.chunks + 1 });
    const how = { charge: run.charge, on: run.charged_on as CivilDate, eachMinor: run.each_minor };
    const charges = accounts.flatMap((account) => chargedBy(how, account, act.today));
    const upTo = accounts.at(-1)?.id ?? run.last_account;
    const totalMinor = charges.reduce((sum, [, , minor]) => sum + BigInt(minor), 0n);
    return accept({
      run: id,
      unit: run.unit,
      charge: run.charge,
      on: run.charged_on,
      chunk,
      looked: accounts.length,
      upTo,
      isLast: accounts.length === 0 || upTo === run.last_account,
      commons,
      firstNumber: String(lastNumber + 1n),
      charges,
      totalMinor: String(totalMinor),
      bookedOn: act.today,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await recordChunk(tx, act, fact);
  },
  answer: ({ looked, charges, totalMinor, isLast }) => ({
    looked,
    charged: charges.length,
    totalMinor,
    isLast,
  }),
});
