/**
 * Ranked ballots: a Scottish ward, and a million made-up ballots, each beside a naive exact count in the
 * same run. Usage, from the root of the project: `node packages/tally/bench/ranked.ts [ballots]`. What
 * counts is the ratio.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { readBlt, writeBlt } from '../src/format/blt.ts';
import { drawer } from '../src/lots.ts';
import { instantRunoff } from '../src/ranked/irv.ts';
import { BallotPile, type RankedProfile } from '../src/ranked/profile.ts';
import { rankedPairs } from '../src/ranked/ranked-pairs.ts';
import { schulze } from '../src/ranked/schulze.ts';
import { meekStv } from '../src/ranked/stv-meek.ts';
import { scottishStv } from '../src/ranked/stv-scottish.ts';
import { wigmStv } from '../src/ranked/stv-wigm.ts';
import { conformanceFolder, conformanceText } from '../src/with-conformance.ts';
import { naiveScottish, naiveSchulze } from './naive-ranked.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function timed<T>(run: () => T): { ms: number; result: T } {
  const from = performance.now();
  const result = run();
  return { ms: performance.now() - from, result };
}

/** The middle of several runs, the first thrown away. */
function middle(run: () => unknown, times = 7): number {
  const all = Array.from({ length: times + 1 }, () => timed(run).ms).slice(1);
  return all.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

const figure = (ms: number) => ms.toFixed(ms < 10 ? 2 : 0).padStart(8);

function wards(folder: string): void {
  say('Wards, milliseconds: to read, to count, naive count paper by paper, ratio of the counts');
  let worst = 0;
  for (const file of readdirSync(path.join(folder, 'wards'))) {
    const text = conformanceText(folder, 'wards', file);
    worst = Math.max(worst, timed(() => scottishStv(readBlt(text))).ms);
    const profile = readBlt(text);
    const reading = middle(() => readBlt(text));
    const own = middle(() => scottishStv(profile));
    const naive = middle(() => naiveScottish(profile), 3);
    const meek = middle(() => meekStv(profile), 3);
    const ratio = `1 : ${(naive / own).toFixed(1).padStart(5)}`;
    say(`${figure(reading)} ${figure(own)} ${figure(naive)}  ${ratio}  Meek ${figure(meek)}  ${file}`);
  }
  say(`slowest first run of a ward, read and counted: ${worst.toFixed(1)} ms (wanted: 50)`);
}

/** Ballots around a few camps, of unequal length, so that many differ. */
function madeUp(ballots: number, candidates: number): RankedProfile {
  const lots = drawer('bench', 'ballots');
  let state = lots.next(2 ** 31) | 1;
  const next = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pile = new BallotPile(candidates);
  const order = Array.from({ length: candidates }, (_unused, at) => at);
  for (let ballot = 0; ballot < ballots; ballot += 1) {
    const length = 1 + next(candidates);
    const camp = next(4) * 2;
    pile.open(1, `ballot ${ballot + 1}`);
    for (let at = 0; at < length; at += 1) {
      const reach = Math.min(candidates - at, 2 + next(6));
      const swap = at + ((next(reach) + (at === 0 ? camp : 0)) % (candidates - at));
      [order[at], order[swap]] = [order[swap]!, order[at]!];
      pile.rank(order[at]!, false);
    }
    pile.close();
  }
  const names = order.map((_one, at) => `Candidate ${at + 1}`);
  return { title: '', seats: 5, candidates: names, withdrawn: [], tieOrder: null, ballots: pile.ballots() };
}

function million(ballots: number): void {
  const profile = madeUp(ballots, 12);
  const text = writeBlt(profile);
  say(`${ballots} ballots, 12 candidates, 5 seats; the file has ${(text.length / 1e6).toFixed(1)} MB`);
  const read = timed(() => readBlt(text));
  say(`${figure(read.ms)} ms to read the file`);
  const rules = { scottishStv, wigmStv, meekStv, instantRunoff, schulze, rankedPairs };
  const own: Record<string, number> = {};
  for (const [name, rule] of Object.entries(rules)) {
    own[name] = timed(() => rule(read.result)).ms;
    say(`${figure(own[name])} ms ${name}, with the reading ${figure(own[name] + read.ms)} ms (wanted: 3000)`);
  }
  const stv = timed(() => naiveScottish(profile)).ms;
  const duels = timed(() => naiveSchulze(profile)).ms;
  say(`${figure(stv)} ms naive Scottish, 1 : ${(stv / own['scottishStv']!).toFixed(1)}`);
  say(`${figure(duels)} ms naive Schulze, 1 : ${(duels / own['schulze']!).toFixed(1)}`);
}

const folder = conformanceFolder('stv');
if (folder === null) say('no wards here: set TEQUIO_CONFORMANCE_DATA');
else wards(folder);
million(Number(process.argv[2] ?? 1_000_000));
