/** Reads a list: bytes in, rows of cells out, each with its line; what cannot be read is refused in place. */
import { parse } from 'csv-parse/sync';
import type { CsvFormat } from './csv-format.ts';
import { linesOf, recordsOf, type BadRecord, type RecordText } from './csv-lines.ts';

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly mended: boolean;
}

export type CsvRefusal = { readonly line: number; readonly rule: BadRecord['rule'] | 'row_unreadable' };
export type CsvRead = CsvRow | CsvRefusal;

/**
 * Rows in the order of the file, in batches as they come; the header is the first row. Empty lines are passed
 * over.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  format: CsvFormat,
): AsyncGenerator<CsvRead[]> {
  for await (const records of recordsOf(linesOf(bytes, format.encoding), format.delimiter)) {
    const rows = splitCells(records, format.delimiter);
    if (rows.length > 0) yield rows;
  }
}

function splitCells(records: readonly (RecordText | BadRecord)[], delimiter: string): CsvRead[] {
  const whole = records.filter(
    (record): record is RecordText => 'text' in record && record.text.trim() !== '',
  );
  const cells = cellsOf(whole, delimiter);
  const rows: CsvRead[] = [];
  let next = 0;
  for (const record of records) {
    if (!('text' in record)) {
      rows.push({ line: record.line, rule: record.rule });
    } else if (record.text.trim() !== '') {
      const row = cells[next++];
      if (row) rows.push({ line: record.line, cells: row, mended: record.mended });
      else rows.push({ line: record.line, rule: 'row_unreadable' });
    }
  }
  return rows;
}

const OPTIONS = { relax_column_count: true, relax_quotes: true } as const;

function cellsOf(records: readonly RecordText[], delimiter: string): (string[] | null)[] {
  if (records.length === 0) return [];
  const together = parseText(records.map((record) => record.text).join('\n'), delimiter);
  if (together?.length === records.length) return together;
  // One of them upset the parser: take each by itself, so that only the culprit is refused.
  return records.map((record) => {
    const alone = parseText(record.text, delimiter);
    return alone?.length === 1 ? alone[0]! : null;
  });
}

function parseText(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, { ...OPTIONS, delimiter, record_delimiter: '\n' });
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && String(fault.code).startsWith('CSV_')) return null;
    throw fault;
  }
}

/**
 * A cell for a file that a spreadsheet will open: text that would start a calculation is kept text by an
 * apostrophe before it (OWASP, CSV injection), and quotes are doubled.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\r\n|\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
