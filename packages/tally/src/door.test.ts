/** The library as others take it: bundled for a browser through its door, and started from a command line. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COMMAND = path.join(ROOT, 'packages', 'tally', 'bin', 'tally.mjs');
const BLT = '2 1\n2 1 2 0\n1 2 0\n0\n"Ana"\n"Bo"\n"Board"\n';

async function bundled(code: string): Promise<Rolldown.OutputChunk> {
  const entry = path.join(ROOT, 'src', 'page-that-counts.ts');
  const page = {
    name: 'page',
    resolveId: (id: string) => (id === entry ? entry : null),
    load: (id: string) => (id === entry ? code : null),
  };
  const result = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [page],
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  })) as Rolldown.RolldownOutput[];
  return result[0]!.output[0];
}

test('a page takes what it needs through the door, and nothing of Node', async () => {
  const chunk = await bundled(
    `import { readBlt, scottishStv } from '#tally';
     export const elected = scottishStv(readBlt(${JSON.stringify(BLT)})).elected;`,
  );
  expect(chunk.imports).toEqual([]);
  expect(chunk.code).not.toMatch(/\bnode:|\brequire\(|\bprocess\b|\bBuffer\b/);
  expect(chunk.code).not.toContain('SharesEngine');
  const ran = (await import(`data:text/javascript,${encodeURIComponent(chunk.code)}`)) as {
    elected: number[];
  };
  expect(ran.elected).toEqual([0]);
});

test('all of it is one bundle without an import', async () => {
  const { imports, exports } = await bundled("export * from '#tally';");
  expect(imports).toEqual([]);
  expect(exports).toEqual(expect.arrayContaining(['equalShares', 'consent', 'sortition', 'meekStv']));
});

test('the command starts from any folder, through a link, and reads a file or what is handed to it', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tally-'));
  try {
    writeFileSync(path.join(folder, 'board.blt'), BLT);
    const started = (...args: string[]) =>
      execFileSync(process.execPath, [COMMAND, 'count', ...args, '--rule', 'irv', '--json'], {
        cwd: folder,
        input: BLT,
        encoding: 'utf8',
      });
    const elected = (text: string) => (JSON.parse(text) as { elected: number[] }).elected;
    expect(elected(started('board.blt'))).toEqual([1]);
    expect(elected(started('-'))).toEqual([1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('as a package it is compiled, and found by its name', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tally-'));
  const home = path.join(folder, 'node_modules', 'tally');
  try {
    const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const plan = path.join(ROOT, 'packages', 'tally', 'tsconfig.pack.json');
    const node = (...args: string[]) =>
      execFileSync(process.execPath, args, { cwd: folder, input: BLT, encoding: 'utf8' });
    const quickly = ['--noCheck', '--declaration', 'false'];
    node(compiler, '--project', plan, '--outDir', path.join(home, 'build'), ...quickly);
    for (const part of ['bin', 'package.json'])
      cpSync(path.join(COMMAND, '..', '..', part), path.join(home, part), { recursive: true });
    const told = node(path.join(home, 'bin', 'tally.mjs'), 'count', '-', '--rule', 'irv', '--json');
    expect(JSON.parse(told)).toMatchObject({ elected: [1] });
    const page =
      "import { readBlt } from 'tally'; console.log(readBlt('1 1 1 1 0 0 \"Ana\"').candidates[0]);";
    expect(node('--input-type=module', '--eval', page)).toBe('Ana\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
