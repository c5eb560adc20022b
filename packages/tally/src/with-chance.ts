/**
 * How much chance is given to tests on elections by chance: TALLY_RUNS=50 runs each of them fifty times as
 * often, and TALLY_SEED repeats a run.
 */
import process from 'node:process';
import fc from 'fast-check';

export const MORE = Math.max(1, Number(process.env['TALLY_RUNS'] ?? 1));

const seed = process.env['TALLY_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
