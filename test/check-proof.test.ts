import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '#host/register/head';
import { leaves, publicKey, sampleProof } from '#test/sample-proof';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

/** The command runs from a folder that holds its two files and nothing else: it needs no package. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tequio check '));
  for (const file of ['bin/check-proof.mjs', 'static/check/proof.js']) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await copyFile(path.join(ROOT, file), path.join(folder, file));
  }
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  const good = await sampleProof({ since: 4, withPersonal: true });
  await writeFile(path.join(folder, 'good.json'), JSON.stringify(good));
  await writeFile(path.join(folder, 'bent.json'), JSON.stringify({ ...good, position: 6 }));
});
afterAll(() => rm(folder, { recursive: true }));

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['bin/check-proof.mjs', ...args],
      { cwd: folder },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test('a proof that holds ends with 0', async () => {
  const { code, out, err } = await run('good.json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('good.json\n  The proof holds.\n');
  expect(out).toContain('✓ holds              the act is in the register, at its place, unchanged');
  expect(out).toContain('agents.appoint by mem_rosa');
});

test('one that does not, among others, ends with 1', async () => {
  const { code, out } = await run('good.json', 'bent.json');
  expect(code).toBe(1);
  expect(out).toContain('bent.json\n  The proof does not hold.\n');
  expect(out).toContain('✗ fails              the act is in the register');
});

test('--json says the same on one line', async () => {
  const { code, out } = await run('--json', 'good.json', 'bent.json', 'missing.json');
  expect(code).toBe(1);
  expect(out.trim().split('\n')).toHaveLength(1);
  const told = JSON.parse(out) as {
    ok: boolean;
    files: { file: string; verdict: string; fingerprint: string }[];
  };
  expect(told.ok).toBe(false);
  expect(told.files.map(({ file, verdict }) => `${file} ${verdict}`)).toEqual([
    'good.json holds',
    'bent.json fails',
    'missing.json unreadable',
  ]);
  expect(told.files[0]?.fingerprint).toBe(fingerprint(publicKey));
});

test('no word in a file steers the terminal', async () => {
  const leaf = Buffer.from(leaves[5]!).toString().replace('"actor":"', '"actor":"\\u001b[2J\\n\u009b');
  const proof = { ...(await sampleProof()), leaf: Buffer.from(leaf).toString('base64') };
  await writeFile(path.join(folder, 'loud.json'), JSON.stringify(proof));
  const { out } = await run('loud.json');
  expect(out).toContain('by \ufffd[2J\ufffd\ufffdmem_rosa, for org_');
  expect(out.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
});

test('--key holds the proof against a key that one knows', async () => {
  const spaced = fingerprint(publicKey)
    .toUpperCase()
    .replaceAll(/(.{4})/g, '$1 ');
  expect((await run('--key', spaced, 'good.json')).code).toBe(0);
  expect((await run('--key', '0123456789abcdef', 'good.json')).code).toBe(1);
});

test('a file that is missing is said to be so', async () => {
  expect(await run('missing.json')).toMatchObject({
    code: 1,
    out: 'missing.json\n  The file cannot be read (ENOENT).\n',
  });
});

test('it explains itself, and says when it was called wrongly', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  expect((await run()).code).toBe(2);
  const wrong = await run('--mood', 'good.json');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("Unknown option '--mood'");
});
