/**
 * Real participatory budgets: every official result under the file's own rule, and the ordered winners
 * that pabutools finds in exact arithmetic.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellOf, type PabulibFile, readPabulib } from '../format/pabulib.ts';
import { conformanceFolder, conformanceText } from '../with-conformance.ts';
import { compareResults } from './comparison.ts';
import { equalShares } from './equal-shares.ts';
import { electionFromPabulib, type PabulibElection } from './from-pabulib.ts';
import { greedy } from './greedy.ts';
import type { BudgetOutcome } from './outcome.ts';
import { phragmen } from './phragmen.ts';
import { countByFileRule } from './rules.ts';

const folder = conformanceFolder('pb');
const files = folder === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.pb'));
const references = folder === null ? [] : readdirSync(`${folder}/reference`);

/**
 * Its rule is `unknown`, it was counted by kind of project, and a tenth of the votes (on paper) is not in
 * the file.
 */
const EXCEPTION = 'Hungary_Budapest_2024.pb';

const kept = new Map<string, { file: PabulibFile; of: PabulibElection }>();

function opened(name: string): { file: PabulibFile; of: PabulibElection } {
  const known = kept.get(name);
  if (known) return known;
  const file = readPabulib(conformanceText(folder!, name));
  const one = { file, of: electionFromPabulib(file) };
  kept.set(name, one);
  return one;
}

type Counted = (of: PabulibElection) => BudgetOutcome<object>;

/** Rules by the words of the references; Phragmén's winners are listed there by name, not in order. */
const RULES: readonly (readonly [words: string, counted: Counted, isOrdered?: false])[] = [
  ['greedy_cost_sat(multi)  # = by votes, skip unaffordable', ({ election }) => greedy(election)],
  [
    'greedy_cardinality_sat(multi)  # = votes per cost',
    ({ election }) => greedy(election, { by: 'support-per-cost' }),
  ],
  ['mes_cost_sat(multi), no completion', ({ election }) => equalShares(election, { completion: 'none' })],
  [
    'mes_cardinality_sat(multi), no completion',
    ({ election }) => equalShares(election, { completion: 'none', utility: 'cardinality' }),
  ],
  [
    'mes_cost_sat(multi) + greedy_cost_sat completion',
    ({ election }) => equalShares(election, { completion: 'greedy' }),
  ],
  [
    'mes_cost_sat(multi) add1 exhaustive-stop (voter_budget_increment=1, start B/n)',
    ({ election }) => equalShares(election, { completion: 'add1-early' }),
  ],
  ['sequential_phragmen(multi)', ({ election }) => phragmen(election), false],
];

describe.skipIf(folder === null)(
  'real budgets (TEQUIO_CONFORMANCE_DATA or ../shared/data; else skipped)',
  () => {
    test.each(files)('%s: votes and scores add up to those in the file', (name) => {
      const { file, of } = opened(name);
      file.projects.rows.forEach((row, at) => {
        const votes = cellOf(file.projects, row, 'votes');
        if (votes !== null) expect(of.election.approvals[at]).toBe(Number(votes));
        const score = cellOf(file.projects, row, 'score');
        if (score !== null) expect(of.election.support[at]).toBe(Number(score));
      });
      expect(of.election.voters).toBe(Number(file.meta.get('num_votes')));
    });

    test.each(files)('%s: the official result under its own rule', (name) => {
      const { of } = opened(name);
      if (name === EXCEPTION) {
        expect(() => countByFileRule(of)).toThrow('unknown');
        return;
      }
      const outcome = countByFileRule(of);
      expect(outcome.cost).toBeLessThanOrEqual(of.election.budget);
      if (of.selected !== null) expect(outcome.funded.toSorted()).toEqual(of.selected.toSorted());
    });

    test.each(references)('%s: the ordered winners of the references', (name) => {
      const { results } = JSON.parse(conformanceText(folder!, 'reference', name)) as {
        results: Record<string, { selected_in_order?: string[] } | undefined>;
      };
      const { of } = opened(name.replace('.json', '.pb'));
      for (const [words, counted, isOrdered] of RULES) {
        const wanted = results[words]?.selected_in_order;
        if (wanted === undefined) continue;
        const { funded } = counted(of);
        const order = (ids: readonly string[]) => (isOrdered === false ? ids.toSorted() : ids);
        expect({ words, funded: order(funded) }).toEqual({ words, funded: order(wanted) });
      }
    });

    test('in Łódź equal shares give 17,454 voters more something than greedy did', () => {
      const { election } = opened('Poland_Lodz_2022.pb').of;
      const shares = equalShares(election);
      expect(shares.endowment).toEqual({ num: 126n, den: 1n });
      expect(shares.overspent!.cost).toBeGreaterThan(election.budget);
      expect(compareResults(election, shares.funded, greedy(election).funded).moreServed).toBe(17_454);
    });
  },
);
