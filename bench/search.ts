/**
 * Search and map in a small and a large directory: the same questions, the time that the server takes for
 * each.
 *
 *   node bench/search.ts [rows of the large one, 1000000 by default] [questions, 300 by default]
 */
import path from 'node:path';
import { HOUSE } from '#agents';
import type { Host } from '#host/host';
import { mapCells, organizationsQuery, searchListings } from '#network/server';
import { openBench, percentile, takeIn } from './directory.ts';
import { seeded, writeListings, type MadeUp } from './listings.ts';

const SMALL = 10_000;
const large = Number(process.argv[2] ?? 1_000_000);
const questions = Number(process.argv[3] ?? 300);

type Kind = (random: () => number, world: MadeUp) => Record<string, string>;
const pick = <Value>(random: () => number, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]!;

/** One letter left out somewhere after the first. */
function misspelt(random: () => number, word: string): string {
  const letters = [...word];
  letters.splice(1 + Math.floor(random() * (letters.length - 1)), 1);
  return letters.join('');
}

const KINDS: Readonly<Record<string, Kind>> = {
  everything: () => ({}),
  'one word': (_random, world) => ({ q: world.word() }),
  'two words': (_random, world) => ({ q: `${world.word()} ${world.word()}` }),
  'a common word': (random) => ({
    q: pick(random, ['cooperative', 'limited', 'housing', 'community limited']),
  }),
  'a beginning': (_random, world) => ({ q: world.word().slice(0, 4) }),
  misspelt: (random, world) => ({ q: misspelt(random, pick(random, world.vocabulary)) }),
  'a place': (random, world) => ({ q: pick(random, world.towns).name }),
  'a facet': (random) => ({ country: pick(random, ['GB', 'ES', 'BG', 'KE']) }),
  'two facets': (random) => ({
    country: pick(random, ['GB', 'MX', 'PL']),
    activity: pick(random, ['ICA210', 'ICA90']),
  }),
  'word and facet': (random, world) => ({ q: world.word(), country: pick(random, ['GB', 'AR', 'IN']) }),
  near: (random, world) => {
    const { lat, lon } = pick(random, world.towns);
    return { near: `${lat.toFixed(4)},${lon.toFixed(4)}` };
  },
};
const ZOOMS = [0, 2, 4, 6, 8, 10, 12] as const;

async function measure(host: Host, world: MadeUp): Promise<Map<string, number[]>> {
  const random = seeded(7);
  const times = new Map<string, number[]>();
  const timed = async (kind: string, work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    const all = times.get(kind) ?? [];
    all.push(performance.now() - started);
    times.set(kind, all);
  };
  for (let i = 0; i < questions; i++) {
    for (const [kind, make] of Object.entries(KINDS)) {
      const query = organizationsQuery.parse(make(random, world));
      await timed(kind, () => searchListings(host.db, HOUSE, query));
    }
    const middle = pick(random, world.towns);
    const zoom = pick(random, ZOOMS);
    const query = organizationsQuery.parse(
      i % 3 === 0 ? { country: 'GB' } : i % 3 === 1 ? { q: world.word() } : {},
    );
    await timed('the map', () => mapCells(host.db, HOUSE, query, { middle, zoom }));
  }
  return times;
}

const bench = await openBench();
try {
  const results: Map<string, number[]>[] = [];
  for (const rows of [SMALL, large]) {
    const file = path.join(bench.folder, `${rows}.csv`);
    const world = await writeListings(file, rows);
    const host = await bench.open(`rows_${rows}`);
    await takeIn(host, file);
    await measure(host, world);
    results.push(await measure(host, world));
  }
  const [few, many] = results as [Map<string, number[]>, Map<string, number[]>];
  const line = (kind: string, a: readonly number[], b: readonly number[]) => {
    const [p50, p95] = [percentile(b, 0.5), percentile(b, 0.95)];
    const ratio = p95 / percentile(a, 0.95);
    return `  ${kind.padEnd(16)} ${percentile(a, 0.95).toFixed(1).padStart(8)} ${p50.toFixed(1).padStart(8)} ${p95.toFixed(1).padStart(8)} ${ratio.toFixed(1).padStart(7)}`;
  };
  process.stdout.write(
    [
      `${SMALL.toLocaleString('en')} and ${large.toLocaleString('en')} listings, ${questions} of each question, one caller, milliseconds`,
      `  ${''.padEnd(16)} ${'few p95'.padStart(8)} ${'many p50'.padStart(8)} ${'many p95'.padStart(8)} ${'ratio'.padStart(7)}`,
      ...[...few.keys()].map((kind) => line(kind, few.get(kind) ?? [], many.get(kind) ?? [])),
      line('all together', [...few.values()].flat(), [...many.values()].flat()),
      '  wanted: many p95 at most 30, ratio at most 3',
      '',
    ].join('\n'),
  );
} finally {
  await bench.close();
}
