/**
 * Ballots as a table (RFC 4180, also with semicolons or tabs): a row for each ballot, or for several with a
 * column `count` (or `weight`). Two shapes:
 *
 * - a column for each option, the cell a rank (1 is best, equal numbers share a rank), points, a grade, or
 *   an approval (1, x, yes);
 * - columns named by rank (`1`, `2` … or `rank 1`, `choice 1`), the cell the name of an option.
 */
import type { MarkedProfile } from '../cardinal.ts';
import { BallotPile, type RankedProfile } from '../ranked/profile.ts';
import { TallyError } from '../rules.ts';

export interface BallotTable {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly count: number;
    readonly cells: readonly string[];
    readonly line: number;
  }[];
}

const COUNT = /^(count|weight|n|ballots)$/i;
const ASIDE = /^(id|voter|voter[ _]?id|ballot|ballot[ _]?id)$/i;
const PLACE = /^(?:rank|choice|preference)?[ _]?(\d+)$/i;
const YES: Readonly<Record<string, number>> = { x: 1, yes: 1, true: 1, '✓': 1, no: 0, false: 0, '': 0 };

export function readTable(text: string): BallotTable {
  const lines = readCsv(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...body] = lines;
  if (!head) throw new TallyError('line 1: there is no row with names.');
  const names = head.cells.map((cell) => cell.trim());
  const countAt = names.findIndex((name) => COUNT.test(name));
  const isUsed = (at: number) =>
    names[at] !== '' || body.some(({ cells }) => (cells[at] ?? '').trim() !== '');
  // Behind a first column “count”, as this library writes it, also one named “Ballot” is an option.
  const aside = names[0] === 'count' ? [] : names.filter((name) => ASIDE.test(name));
  const kept = names.flatMap((name, at) =>
    at === countAt || aside.includes(name) || !isUsed(at) ? [] : [at],
  );
  for (const at of kept) {
    const place = `line ${head.line}: `;
    if (names[at] === '') throw new TallyError(`${place}column ${at + 1} has no name.`);
    if (names.indexOf(names[at]!) < at) throw new TallyError(`${place}“${names[at]!}” stands twice.`);
  }
  const rows = body.map(({ cells, line }) => {
    if (cells.slice(names.length).some((cell) => cell.trim() !== ''))
      throw new TallyError(`line ${line}: more cells than names.`);
    const count = countAt < 0 ? 1 : wholeNumber(cells[countAt]?.trim() ?? '', line);
    return { count, cells: kept.map((at) => (cells[at] ?? '').trim()), line };
  });
  return { columns: kept.map((at) => names[at]!), rows };
}

/** A table as rankings. */
export function readRankedCsv(text: string): RankedProfile {
  const table = readTable(text);
  const byPlace = table.columns.length > 0 && table.columns.every((name) => PLACE.test(name));
  const candidates = byPlace ? namesIn(table) : table.columns;
  const numbers = new Map(candidates.map((name, at) => [name, at]));
  const places = byPlace ? table.columns.map((name) => Number(PLACE.exec(name)![1])) : [];
  const pile = new BallotPile(candidates.length);
  for (const { count, cells, line } of table.rows) {
    pile.open(count, `line ${line}`);
    const ranks = byPlace ? placesIn(cells, places, numbers) : ranksOf(cells, line);
    ranks.forEach(({ rank, at }, place) => pile.rank(at, rank === ranks[place - 1]?.rank));
    pile.close();
  }
  return { title: '', seats: 1, candidates, withdrawn: [], tieOrder: null, ballots: pile.ballots() };
}

/** A table as marks: whole numbers, or a yes in its usual forms. An empty cell is no mark. */
export function readMarkedCsv(text: string): MarkedProfile {
  const { columns, rows } = readTable(text);
  const ballots = rows.map(({ count, cells, line }) => ({
    count,
    marks: cells.map((cell) => (cell === '' ? null : (YES[cell.toLowerCase()] ?? wholeNumber(cell, line)))),
  }));
  return { options: columns, ballots };
}

export function writeRankedCsv(profile: RankedProfile): string {
  const { starts, ranks, counts } = profile.ballots;
  const lines = [['count', ...toldApart(profile.candidates)]];
  counts.forEach((count, ballot) => {
    const cells = profile.candidates.map(() => '');
    let rank = 0;
    for (let k = starts[ballot]!; k < starts[ballot + 1]!; k += 1) {
      if (ranks[k]! >= 0) rank += 1;
      cells[ranks[k]! < 0 ? ~ranks[k]! : ranks[k]!] = String(rank);
    }
    lines.push([String(count), ...cells]);
  });
  return writeCsv(lines);
}

export function writeMarkedCsv(profile: MarkedProfile): string {
  const rows = profile.ballots.map(({ count = 1, marks }) => [
    String(count),
    ...marks.map((mark) => (mark === null ? '' : String(mark))),
  ]);
  return writeCsv([['count', ...toldApart(profile.options)], ...rows]);
}

/** Names for a table's first row: a number where there is none, and one behind a name that stood before. */
function toldApart(names: readonly string[]): string[] {
  const told: string[] = [];
  for (const [at, name] of names.entries()) {
    const first = name.trim() || String(at + 1);
    let next = first;
    for (let n = 2; told.includes(next); n += 1) next = `${first} (${n})`;
    told.push(next);
  }
  return told;
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) =>
    /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Rows with the line each begins on; what occurs most in the first row, outside of quotes, parts cells. */
export function readCsv(text: string): { cells: string[]; line: number }[] {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const first = /^(?:"(?:""|[^"])*"|[^\r\n"])*/.exec(whole)![0].replaceAll(/"(?:""|[^"])*"/g, '');
  const often = (sign: string) => first.split(sign).length;
  const separator = [',', ';', '\t'].reduce((a, b) => (often(b) > often(a) ? b : a));
  const cell = new RegExp(
    `(?:"((?:""|[^"])*)"|((?!")[^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`,
    'y',
  );
  const rows: { cells: string[]; line: number }[] = [];
  let [cells, line, began] = [[] as string[], 1, 1];
  while (cell.lastIndex < whole.length || cells.length > 0) {
    const match = cell.exec(whole);
    if (!match) throw new TallyError(`line ${line}: a quote does not end, or text follows it.`);
    cells.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    line += match[0].split('\n').length - 1;
    if (match[3] === separator) continue;
    rows.push({ cells, line: began });
    [cells, began] = [[], line];
    if (match[3] === '') break;
  }
  return rows;
}

function namesIn({ rows }: BallotTable): string[] {
  return [...new Set(rows.flatMap(({ cells }) => cells.filter((cell) => cell !== '')))].sort((a, b) =>
    a < b ? -1 : 1,
  );
}

function placesIn(
  cells: readonly string[],
  places: readonly number[],
  numbers: ReadonlyMap<string, number>,
): { rank: number; at: number }[] {
  return cells
    .flatMap((cell, column) => (cell === '' ? [] : [{ rank: places[column]!, at: numbers.get(cell)! }]))
    .sort((a, b) => a.rank - b.rank);
}

function ranksOf(cells: readonly string[], line: number): { rank: number; at: number }[] {
  return cells
    .flatMap((cell, at) => (cell === '' ? [] : [{ rank: wholeNumber(cell, line), at }]))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
}

function wholeNumber(text: string, line: number): number {
  if (!/^\d{1,15}$/.test(text)) throw new TallyError(`line ${line}: “${text}” is no whole number from 0 up.`);
  return Number(text);
}
