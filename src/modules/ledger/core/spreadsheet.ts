/**
 * The books for a spreadsheet: what every account had at the beginning of a period, what came and went in it,
 * and what it had at its end; and every movement of it, in order. Words that somebody wrote are words in a
 * cell, and never a formula.
 *
 * Office Open XML, the least of it (ECMA-376, part 1, 18: SpreadsheetML): inline strings, numbers, no styles.
 */

/** A figure with decimals, as text, or words. */
export type Cell = { readonly figure: string } | { readonly text: string };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

export const figure = (amount: string): Cell => ({ figure: amount });
export const text = (words: string): Cell => ({ text: words });

/** What an account had and what moved in it, in a period. */
export interface TrialRow {
  readonly account: string;
  readonly unit: string;
  readonly openingMinor: bigint;
  readonly outMinor: bigint;
  readonly inMinor: bigint;
  readonly closingMinor: bigint;
}

/** Whether a trial balance holds: each row adds up, what went out came in, and all of a unit sum to zero. */
export function isBalanced(rows: readonly TrialRow[]): boolean {
  const units = Map.groupBy(rows, (one) => one.unit);
  const sum = (all: readonly TrialRow[], of: (row: TrialRow) => bigint) =>
    all.reduce((total, row) => total + of(row), 0n);
  return [...units.values()].every(
    (all) =>
      all.every((one) => one.openingMinor - one.outMinor + one.inMinor === one.closingMinor) &&
      sum(all, (one) => one.outMinor - one.inMinor) === 0n &&
      sum(all, (one) => one.closingMinor) === 0n,
  );
}

/** The parts of a workbook, by their names in the archive. */
export function workbookParts(sheets: readonly Sheet[]): ReadonlyMap<string, string> {
  const numbered = sheets.map((sheet, at) => ({ ...sheet, at: at + 1 }));
  const each = (of: (sheet: Sheet & { at: number }) => string) => numbered.map(of).join('');
  return new Map([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="${MAIN}sheet.main+xml"/>` +
        each(
          ({ at }) =>
            `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${MAIN}worksheet+xml"/>`,
        ) +
        '</Types>',
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATION}officeDocument" ` +
        'Target="xl/workbook.xml"/></Relationships>',
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${RELATION.slice(0, -1)}"><sheets>` +
        each(({ at, name }) => `<sheet name="${sheetName(name)}" sheetId="${at}" r:id="rId${at}"/>`) +
        '</sheets></workbook>',
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}">` +
        each(
          ({ at }) =>
            `<Relationship Id="rId${at}" Type="${RELATION}worksheet" Target="worksheets/sheet${at}.xml"/>`,
        ) +
        '</Relationships>',
    ],
    ...numbered.map(({ at, rows }): [string, string] => [`xl/worksheets/sheet${at}.xml`, sheetXml(rows)]),
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function sheetXml(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join('');
  return `${HEAD}<worksheet xmlns="${SHEET}"><sheetData>${lines}</sheetData></worksheet>`;
}

/** An inline string is words whatever it begins with; a figure that is none stays words. */
function cellXml(cell: Cell): string {
  if ('figure' in cell && /^-?\d+(\.\d+)?$/.test(cell.figure)) return `<c><v>${cell.figure}</v></c>`;
  const words = 'figure' in cell ? cell.figure : cell.text;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(words)}</t></is></c>`;
}

/** What XML 1.0 cannot hold goes; the five signs that mean something in it are written out. */
function escaped(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** At most 31 signs, without those that a spreadsheet keeps for itself. */
function sheetName(name: string): string {
  return escaped(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31));
}
