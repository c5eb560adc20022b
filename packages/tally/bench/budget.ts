/**
 * How fast budgets are counted: equal shares against the naive exact count on sizes where that one ends, then the
 * largest city of the shared data alone. `node packages/tally/bench/budget.ts`; the data as for the tests.
 */
import process from 'node:process';
import { equalShares } from '../src/budget/equal-shares.ts';
import type { BudgetElection } from '../src/budget/election.ts';
import { electionFromPabulib } from '../src/budget/from-pabulib.ts';
import { phragmen } from '../src/budget/phragmen.ts';
import { tiePlaces } from '../src/budget/ties.ts';
import { fraction } from '../src/exact/fraction.ts';
import { readPabulib } from '../src/format/pabulib.ts';
import { conformanceFolder, conformanceText } from '../src/with-conformance.ts';
import { naiveShares } from './naive-equal-shares.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function timed<T>(work: () => T): { result: T; ms: number } {
  const from = performance.now();
  const result = work();
  return { result, ms: performance.now() - from };
}

/** One row of points for every single voter. */
function voterRows({ weights, byBallot, projects }: BudgetElection): number[][] {
  const rows: number[][] = [];
  weights.forEach((weight, ballot) => {
    const row = projects.map(() => 0);
    for (let at = byBallot.start[ballot]!; at < byBallot.start[ballot + 1]!; at += 1) {
      row[byBallot.other[at]!] = byBallot.points[at]!;
    }
    for (let voter = 0; voter < weight; voter += 1) rows.push(row);
  });
  return rows;
}

function against(name: string, election: BudgetElection): void {
  const places = tiePlaces(election, {});
  const order = election.projects.map((_project, at) => at).sort((a, b) => places[a]! - places[b]!);
  const input = {
    budget: election.budget,
    costs: election.projects.map(({ cost }) => cost),
    points: voterRows(election),
    utility: 'cost' as const,
    order,
  };
  const slow = timed(() => naiveShares(input, fraction(election.budget, election.voters)));
  const fast = timed(() => equalShares(election, { completion: 'none' }));
  const same = slow.result.map((at) => election.projects[at]!.id).join() === fast.result.funded.join();
  const times = `naive ${slow.ms.toFixed(0)} ms, tally ${fast.ms.toFixed(1)} ms`;
  say(
    `${name}: ${times}, ratio ${(slow.ms / fast.ms).toFixed(0)}, ${same ? 'the same' : 'DIFFERENT'} winners`,
  );
}

function alone(name: string, text: string): void {
  const { result: election, ms } = timed(() => electionFromPabulib(readPabulib(text)).election);
  const { weights, voters, projects } = election;
  say(`${name}: ${voters} voters × ${projects.length} projects, ${weights.length} different ballots`);
  say(`  read            ${ms.toFixed(0)} ms`);
  const none = timed(() => equalShares(election, { completion: 'none' }));
  say(`  equal shares    ${none.ms.toFixed(0)} ms, ${none.result.funded.length} funded`);
  const add1 = timed(() => equalShares(election));
  const { steps, funded } = add1.result;
  say(`  with Add1       ${add1.ms.toFixed(0)} ms, ${steps} counts, ${funded.length} funded`);
  const load = timed(() => phragmen(election));
  say(`  Phragmén        ${load.ms.toFixed(0)} ms, ${load.result.funded.length} funded`);
}

const folder = conformanceFolder('pb');
if (folder === null) say('No data: set TEQUIO_CONFORMANCE_DATA.');
else {
  const textOf = (name: string) => conformanceText(folder, name);
  alone('Łódź 2022', textOf('Poland_Lodz_2022.pb'));
  alone('Warszawa Praga-Południe 2020', textOf('Poland_Warszawa_2020_Praga-Poludnie.pb'));
  for (const name of ['Netherlands_Assen_2024.pb', 'Poland_Swiecie_2023.pb']) {
    against(name, electionFromPabulib(readPabulib(textOf(name))).election);
  }
  say(`most memory held: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}
