/**
 * Constraints as a table beside a file of ballots, which has no field for them: a row for each group with the
 * least and the most seats, then a column for each candidate, in the order of the ballots. `x` is of the
 * group,
 * `-` takes no seat at all.
 *
 *     group,least,most,Ana,Bo,Cem,no change
 *     women,2,,x,,,-
 *     Upper town,,1,x,x,,-
 */
import type { Constraints, SeatRule } from '../constraints.ts';
import { TallyError } from '../rules.ts';
import { readCsv, writeCsv } from './csv.ts';

const HEAD = ['group', 'least', 'most'] as const;
const OF = 'x';
const ASIDE = '-';

/** Whether a file holds constraints and no ballots. */
export function isConstraintsFile(text: string): boolean {
  return /^\uFEFF?\s*"?group"?\s*[,;\t]\s*"?least"?\s*[,;\t]\s*"?most"?\s*([,;\t]|\r|\n|$)/i.test(text);
}

/** `names` are the candidates of the ballots, in their order. */
export function readConstraints(text: string, names: readonly string[]): Constraints {
  const [head, ...body] = readCsv(text);
  if (!head || !isConstraintsFile(text)) {
    throw new TallyError('line 1: a table of constraints begins with group,least,most.');
  }
  const candidates = head.cells.slice(HEAD.length).map((name) => name.trim());
  const other = names.findIndex((name, at) => candidates[at] !== name.trim());
  if (other >= 0 || candidates.length !== names.length) {
    const at = other >= 0 ? other : names.length;
    throw new TallyError(`line 1: candidate ${at + 1} is not the same as on the ballots.`);
  }
  const rows = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const marks = rows.map(({ cells, line }) => candidates.map((_name, at) => markOf(cells[at + 3], line)));
  const rules = rows.map(({ cells, line }, row): SeatRule => {
    const of = candidates.flatMap((_name, at) => (marks[row]![at] === OF ? [at] : []));
    const [group = '', least, most] = cells;
    return { group: group.trim(), of, ...placesIn('least', least, line), ...placesIn('most', most, line) };
  });
  const aside = candidates.flatMap((_name, at) => (marks.some((row) => row[at] === ASIDE) ? [at] : []));
  return aside.length > 0 ? { rules, aside } : { rules };
}

export function writeConstraints({ rules, aside = [] }: Constraints, names: readonly string[]): string {
  const rows = rules.map(({ group, of, least, most }) => [
    group,
    String(least ?? ''),
    String(most ?? ''),
    ...names.map((_name, at) => (aside.includes(at) ? ASIDE : of.includes(at) ? OF : '')),
  ]);
  return writeCsv([[...HEAD, ...names], ...rows]);
}

function markOf(cell: string | undefined, line: number): string {
  const mark = (cell ?? '').trim().toLowerCase();
  if (mark === '' || mark === OF || mark === ASIDE) return mark;
  throw new TallyError(`line ${line}: “${mark}” is neither x nor - nor nothing.`);
}

function placesIn(name: 'least' | 'most', cell: string | undefined, line: number) {
  const text = (cell ?? '').trim();
  if (text === '') return {};
  if (!/^\d{1,9}$/.test(text)) throw new TallyError(`line ${line}: “${text}” is no number of places.`);
  return { [name]: Number(text) };
}
