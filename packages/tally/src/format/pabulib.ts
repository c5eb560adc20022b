/**
 * Pabulib files (`.pb`): a participatory budget with its projects and every vote, as text that people can
 * open. Format: D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library" (2020,
 * arXiv:2012.06539) and pabulib.org/format. Three sections (META, PROJECTS, VOTES), each a header line and
 * rows of cells parted by semicolons; a cell that holds a semicolon, a quote or a line break is quoted,
 * quotes inside it are doubled. Old files do not quote at all, and some end their lines with CR LF: both
 * are read.
 */

import { TallyError } from '../rules.ts';

export type PabulibTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Where each row stands in the file it was read from, for whoever must correct it. */
  readonly lines?: readonly number[];
};

/** What stands in the file, cell by cell: nothing is guessed and nothing is lost. */
export type PabulibFile = {
  readonly meta: ReadonlyMap<string, string>;
  /** Where each key of META stands in the file it was read from. */
  readonly metaLines?: ReadonlyMap<string, number>;
  readonly projects: PabulibTable;
  readonly votes: PabulibTable;
};

type Section = 'META' | 'PROJECTS' | 'VOTES';
type Draft = { header: string[] | null; rows: string[][]; lines: number[]; line: number };

/** Reads the text of a `.pb` file; throws a TallyError that names the line when it is not one. */
export function readPabulib(text: string): PabulibFile {
  const found = new Map<Section, Draft>();
  let current: Draft | null = null;
  for (const { cells, line } of recordsOf(text)) {
    const name = sectionNamed(cells);
    if (name !== null) {
      if (found.has(name)) throw fault(line, `the section ${name} stands twice`);
      current = { header: null, rows: [], lines: [], line };
      found.set(name, current);
    } else if (current === null) {
      throw fault(line, 'a Pabulib file begins with the line META');
    } else if (current.header === null && !isFirstKey(current, found, cells)) {
      current.header = cells.map((cell) => cell.trim().toLowerCase());
    } else {
      current.header ??= ['key', 'value'];
      current.rows.push(cells);
      current.lines.push(line);
    }
  }
  const meta = new Map<string, string>();
  const metaLines = new Map<string, number>();
  const { rows, lines } = tableOf(found, 'META');
  rows.forEach(([key, ...rest], row) => {
    meta.set(key!.trim(), rest.join(';').trim());
    metaLines.set(key!.trim(), lines![row]!);
  });
  const projects = tableOf(found, 'PROJECTS');
  const votes = tableOf(found, 'VOTES');
  needColumns(projects, found.get('PROJECTS')!.line, ['project_id', 'cost']);
  needColumns(votes, found.get('VOTES')!.line, ['voter_id', 'vote']);
  return { meta, metaLines, projects, votes };
}

/** Whether META begins without the line `key;value`, as some do. */
function isFirstKey(current: Draft, found: ReadonlyMap<Section, Draft>, cells: readonly string[]): boolean {
  return current === found.get('META') && cells[0]!.trim().toLowerCase() !== 'key';
}

/** Writes a file that `readPabulib` reads back to the same tables. */
export function writePabulib(file: PabulibFile): string {
  const lines = ['META', 'key;value'];
  for (const [key, value] of file.meta) lines.push(`${quoted(key)};${quoted(value)}`);
  for (const [name, table] of [
    ['PROJECTS', file.projects],
    ['VOTES', file.votes],
  ] as const) {
    lines.push(name, table.columns.map(quoted).join(';'));
    for (const row of table.rows) lines.push(row.map(quoted).join(';'));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * A cell of a row by the name of its column; null when the table has no such column or the row ends before
 * it.
 */
export function cellOf(table: PabulibTable, row: readonly string[], column: string): string | null {
  const at = table.columns.indexOf(column);
  return at < 0 ? null : (row[at] ?? null);
}

/** `line 12: `, where the table was read from a file. */
export function placeOf({ lines }: PabulibTable, row: number): string {
  const line = lines?.[row];
  return line === undefined ? '' : `line ${line}: `;
}

/** `line 3: budget`, where the file was read. */
export function placeOfMeta({ metaLines }: PabulibFile, key: string): string {
  const line = metaLines?.get(key);
  return line === undefined ? `${key} in META` : `line ${line}: ${key}`;
}

function fault(line: number, message: string): TallyError {
  return new TallyError(line > 0 ? `line ${line}: ${message}.` : `${message}.`);
}

function tableOf(found: ReadonlyMap<Section, Draft>, name: Section): PabulibTable {
  const draft = found.get(name);
  if (!draft) throw fault(0, `the section ${name} is missing`);
  if (draft.header === null) throw fault(draft.line, `the section ${name} has no header`);
  return { columns: draft.header, rows: draft.rows, lines: draft.lines };
}

function needColumns(table: PabulibTable, line: number, columns: readonly string[]): void {
  for (const column of columns) {
    if (!table.columns.includes(column)) throw fault(line, `the column ${column} is missing`);
  }
}

function sectionNamed(cells: readonly string[]): Section | null {
  // Spreadsheets pad the name of a section with empty cells.
  if (cells.length > 1 && cells.slice(1).some((cell) => cell.trim() !== '')) return null;
  const name = cells[0]!.trim().toUpperCase();
  return name === 'META' || name === 'PROJECTS' || name === 'VOTES' ? name : null;
}

/** Lines that hold something, split into cells; a quoted cell may run over several lines. */
function* recordsOf(text: string): Generator<{ cells: string[]; line: number }> {
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 0;
  while (from < text.length) {
    line += 1;
    const end = lineEnd(text, from);
    const raw = text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end);
    if (!raw.includes('"')) {
      from = end + 1;
      if (raw.trim() !== '') yield { cells: raw.split(';'), line };
      continue;
    }
    const record = quotedRecord(text, from, line) ?? { cells: raw.split(';'), end, lines: 0 };
    yield { cells: record.cells, line };
    from = record.end + 1;
    line += record.lines;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/**
 * A record some of whose cells are quoted. Only a quote that opens a cell quotes it: elsewhere it is a
 * sign like any other. Null when an opened quote never closes before a semicolon or a line end, as in
 * files that do not quote.
 */
function quotedRecord(
  text: string,
  from: number,
  line: number,
): { cells: string[]; end: number; lines: number } | null {
  const cells: string[] = [];
  let at = from;
  let lines = 0;
  for (;;) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at + 1);
      if (cell === null) return null;
      cells.push(cell.value);
      lines += cell.value.split('\n').length - 1;
      at = cell.end;
      if (text[at] === '\r') at += 1;
    } else {
      const end = lineEnd(text, at);
      const semicolon = text.indexOf(';', at);
      const stop = semicolon < 0 || semicolon > end ? end : semicolon;
      const value = text.slice(at, stop);
      cells.push(stop === end && value.endsWith('\r') ? value.slice(0, -1) : value);
      at = stop;
    }
    if (at >= text.length || text[at] === '\n') return { cells, end: at, lines };
    if (text[at] !== ';') throw fault(line, 'a quoted cell goes on after its quote');
    at += 1;
  }
}

function quotedCell(text: string, from: number): { value: string; end: number } | null {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const next = text[quote + 1];
    if (next !== undefined && next !== ';' && next !== '\n' && next !== '\r') return null;
    return { value: text.slice(from, quote).replaceAll('""', '"'), end: quote + 1 };
  }
}

function quoted(cell: string): string {
  if (!/[;"\n\r]/.test(cell) && cell.trim() === cell && sectionNamed([cell]) === null) return cell;
  return `"${cell.replaceAll('"', '""')}"`;
}
