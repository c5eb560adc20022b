/** A workbook opens: its parts are there, whole, and nothing that somebody wrote is a formula. */
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { figure, isBalanced, text, workbookParts, type TrialRow } from '#ledger';
import { lookAt } from './look.ts';
import { namesInZip } from './zip-names.ts';
import { zipOf } from './zip.ts';

const sheets = [
  { name: 'Trial: balance', rows: [[text('Ana & <Luis>'), figure('-12.50')], [text('=1+1'), figure('x')]] },
  { name: 'Journal', rows: [] },
]; // prettier-ignore

test('every part is there, and comes out as it went in', () => {
  const parts = workbookParts(sheets);
  const bytes = zipOf(parts);
  expect(namesInZip(bytes)).toEqual([...parts.keys()]);
  const looked = lookAt(bytes, 'books.xlsx');
  expect(looked.ok && looked.value.type).toBe(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  const first = '[Content_Types].xml';
  const packed = bytes.subarray(30 + first.length, 30 + first.length + bytes.readUInt32LE(18));
  expect(inflateRawSync(packed).toString()).toBe(parts.get(first));
  expect(zipOf(workbookParts(sheets)).equals(bytes)).toBe(true);
});

test('what begins like a formula is words', () => {
  const sheet = workbookParts(sheets).get('xl/worksheets/sheet1.xml')!;
  expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
  expect(sheet).toContain('<c><v>-12.50</v></c>');
  expect(sheet).toContain('Ana &amp; &lt;Luis&gt;');
  expect(sheet).not.toContain('<f>');
  expect(workbookParts(sheets).get('xl/workbook.xml')).toContain('name="Trial  balance"');
});

const row = (
  account: string,
  openingMinor: bigint,
  outMinor: bigint,
  inMinor: bigint,
  closingMinor: bigint,
) => ({ account, unit: 'maiz', openingMinor, outMinor, inMinor, closingMinor }) satisfies TrialRow;
test.each<[string, TrialRow[], boolean]>([
  ['nothing', [], true],
  ['what holds', [row('ana', 5n, 3n, 0n, 2n), row('luis', -5n, 0n, 3n, -2n)], true],
  ['a row that does not add up', [row('ana', 5n, 3n, 0n, 1n), row('luis', -5n, 0n, 3n, -1n)], false],
  ['what went out and never came', [row('ana', 5n, 3n, 0n, 2n), row('luis', -2n, 0n, 0n, -2n)], false],
])('a trial balance of %s', (_what, rows, holds) => expect(isBalanced(rows)).toBe(holds));
