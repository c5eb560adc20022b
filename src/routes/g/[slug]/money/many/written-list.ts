/**
 * A list of payments as people have it: one line each, a name, how much, what for; with tabs, semicolons or
 * commas
 * between, as a spreadsheet gives it. A first line that names its columns is none.
 */
import { writtenTable } from '../written-table.ts';

export interface WrittenPayment {
  readonly name: string;
  readonly amount: string;
  readonly note: string;
}

/** Longer than any list that is paid at once. */
const MOST_SIGNS = 100_000;

/** The lines of a list; null where nobody can read it as one. */
export function writtenList(text: string): readonly WrittenPayment[] | null {
  const rows = writtenTable(text, MOST_SIGNS);
  if (rows === null) return null;
  const [head, ...rest] = rows;
  const isHead = head !== undefined && !/\d/.test(head[1] ?? '');
  return (isHead ? rest : rows).map(([name = '', amount = '', ...words]) => ({
    name,
    amount,
    note: words.join(' ').trim().slice(0, 200),
  }));
}
