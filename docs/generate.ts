/**
 * Writes docs/reference from the program itself: forms, refusals, the API and the vocabularies. `node
 * docs/generate.ts` writes the pages; test/reference.test.ts refuses pages that say something else.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPage } from './pages/api.ts';
import { formPage } from './pages/form.ts';
import { refusalsPage } from './pages/refusals.ts';
import { vocabulariesPage } from './pages/vocabularies.ts';
import { forms } from '#forms';

export const REFERENCE = fileURLToPath(new URL('./reference/', import.meta.url));
const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

/** Every page of the reference, by its path below docs/reference. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...forms.map((form) => [`forms/${form.form}.md`, formPage(form)] as const),
    ['refusals.md', refusalsPage(await readSources())],
    ['api.md', apiPage()],
    ['vocabularies.md', vocabulariesPage()],
  ]);
}

/** The program's own text, by its path below src; where a refusal stands in it, there it can occur. */
async function readSources(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(SOURCES, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort();
  const texts = await Promise.all(files.map((name) => readFile(path.join(SOURCES, name), 'utf8')));
  return new Map(files.map((name, at) => [name, texts[at]!]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of await referencePages()) {
    const file = path.join(REFERENCE, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
