/** The reference says what the program does: every page is made again and compared. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { REFERENCE, referencePages } from '../docs/generate.ts';

const pages = await referencePages();

test.each([...pages])('%s is as `node docs/generate.ts` makes it', async (name, text) => {
  expect(await readFile(path.join(REFERENCE, name), 'utf8')).toBe(text);
});

test('no page is left over', async () => {
  const kept = await readdir(REFERENCE, { recursive: true });
  const left = kept.filter((name) => name.endsWith('.md') && !pages.has(name.split(path.sep).join('/')));
  expect(left).toEqual([]);
});

test('every refusal that has words can occur somewhere', () => {
  expect(pages.get('refusals.md')).not.toContain('nowhere yet');
});
