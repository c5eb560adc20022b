/**
 * PrefLib's files (N. Mattei and T. Walsh, “PrefLib: A Library for Preferences”, ADT 2013; format of 2022,
 * preflib.org/format): `.soc`, `.soi`, `.toc`, `.toi` rank (`12: 1,{2,3},4` — twelve voters, two and three
 * share a rank), `.cat` sorts into categories (`7: {1,2},{},3`). Files of before 2022 are read too: the
 * number of alternatives, a line `1,Name` for each, a line of sums, and ballots as `12,1,{2,3},4`.
 */
import type { MarkedProfile } from '../cardinal.ts';
import { BallotPile, type RankedProfile } from '../ranked/profile.ts';
import { TallyError } from '../rules.ts';

interface Parsed {
  readonly title: string;
  readonly names: readonly string[];
  readonly rows: readonly {
    readonly count: number;
    readonly ranks: readonly (readonly number[])[];
    line: number;
  }[];
}

/** Rankings. In files of complete orders with ties (`.toc`), the last rank of all is kept as it stands. */
export function readPreflib(text: string): RankedProfile {
  const { title, names, rows } = parse(text);
  const pile = new BallotPile(names.length);
  for (const { count, ranks, line } of rows) {
    pile.open(count, `line ${line}`);
    for (const rank of ranks) rank.forEach((one, place) => pile.rank(one, place > 0));
    pile.close();
  }
  return { title, seats: 1, candidates: names, withdrawn: [], tieOrder: null, ballots: pile.ballots() };
}

/**
 * Categories as marks: the first category is the best, the last 0; with two, that is approved or not.
 * Unnamed: no mark.
 */
export function readPreflibCategories(text: string): MarkedProfile {
  const { title, names, rows } = parse(text);
  const most = rows.reduce((max, { ranks }) => Math.max(max, ranks.length), 0);
  const told = Math.max(most, Number(/^# *NUMBER CATEGORIES *: *(\d+)/m.exec(text)?.[1] ?? 0));
  const ballots = rows.map(({ count, ranks }) => {
    const marks: (number | null)[] = names.map(() => null);
    ranks.forEach((rank, place) => rank.forEach((one) => (marks[one] = told - 1 - place)));
    return { count, marks };
  });
  return { title, options: names, ballots };
}

export function writePreflib(profile: RankedProfile): string {
  const { starts, ranks, counts } = profile.ballots;
  const total = counts.reduce((a, b) => a + b, 0);
  const rows = [...counts].map((count, ballot) => {
    const groups: number[][] = [];
    for (let k = starts[ballot]!; k < starts[ballot + 1]!; k += 1) {
      if (ranks[k]! < 0) groups.at(-1)!.push(~ranks[k]! + 1);
      else groups.push([ranks[k]! + 1]);
    }
    const told = groups.map((group) => (group.length > 1 ? `{${group.join(',')}}` : String(group[0])));
    return `${count}: ${told.join(',')}`;
  });
  return [
    `# TITLE: ${profile.title}`,
    `# NUMBER ALTERNATIVES: ${profile.candidates.length}`,
    `# NUMBER VOTERS: ${total}`,
    `# NUMBER UNIQUE ORDERS: ${rows.length}`,
    ...profile.candidates.map((name, at) => `# ALTERNATIVE NAME ${at + 1}: ${name}`),
    ...rows,
    '',
  ].join('\n');
}

function parse(whole: string): Parsed {
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
  const lines = text.split(/\r?\n/);
  if (/^\s*\d+\s*$/.test(lines[0]!)) return parseOld(lines);
  const meta = (name: string) => new RegExp(`^# *${name} *: *(.*)$`, 'm').exec(text)?.[1]?.trim();
  const size = Number(meta('NUMBER ALTERNATIVES') ?? 'none');
  if (!(size >= 0 && size <= 100_000))
    throw new TallyError('the file does not say its number of alternatives.');
  const names = Array.from({ length: size }, (_unused, at) => String(at + 1));
  for (const [, number, name] of text.matchAll(/^# *ALTERNATIVE NAME (\d+) *: *(.*?)\r?$/gm)) {
    if (Number(number) >= 1 && Number(number) <= size) names[Number(number) - 1] = name!;
  }
  const rows = lines.flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const found = /^\s*(\d{1,15})\s*:\s*([\d,{}\s]*)$/.exec(line);
    if (!found) throw new TallyError(`line ${at + 1}: “${line.slice(0, 30)}” is no ballot.`);
    return [{ count: Number(found[1]), ranks: ranksOf(found[2]!, size, at + 1), line: at + 1 }];
  });
  return { title: meta('TITLE') ?? '', names, rows };
}

function parseOld(lines: readonly string[]): Parsed {
  const size = Number(lines[0]);
  if (size > 100_000) throw new TallyError(`line 1: ${size} alternatives are too many.`);
  const names = Array.from({ length: size }, (_unused, at) => {
    const found = /^\s*\d+\s*,\s*(.*?)\s*$/.exec(lines[at + 1] ?? '');
    if (!found) throw new TallyError(`line ${at + 2}: here the name of alternative ${at + 1} is wanted.`);
    return found[1]!;
  });
  const rows = lines.slice(size + 2).flatMap((text, at) => {
    const line = at + size + 3;
    if (text.trim() === '') return [];
    const found = /^\s*(\d{1,15})\s*,\s*([\d,{}\s]*)$/.exec(text);
    if (!found) throw new TallyError(`line ${line}: “${text.slice(0, 30)}” is no ballot.`);
    return [{ count: Number(found[1]), ranks: ranksOf(found[2]!, size, line), line }];
  });
  return { title: '', names, rows };
}

const RANK = String.raw`(?:\d+|\{\s*(?:\d+(?:\s*,\s*\d+)*)?\s*\})`;
const RANKS = new RegExp(String.raw`^(?:${RANK}(?:\s*,\s*${RANK})*)?\s*,?\s*$`);

function ranksOf(text: string, size: number, line: number): number[][] {
  if (!RANKS.test(text)) throw new TallyError(`line ${line}: “${text.slice(0, 30)}” is no ranking.`);
  return [...text.matchAll(/\{([^}]*)\}|(\d+)/g)].map(([, group, single]) =>
    (group ?? single!)
      .split(',')
      .filter((one) => one.trim() !== '')
      .map((one) => {
        const number = Number(one);
        if (!(number >= 1 && number <= size))
          throw new TallyError(`line ${line}: there is no alternative ${one}.`);
        return number - 1;
      }),
  );
}
