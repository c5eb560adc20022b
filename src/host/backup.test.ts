import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { NOT_IN_BACKUP, readBackup, writeBackup } from './backup.ts';
import { openDatabase } from './database.ts';
import { bringFile } from './files/bring.ts';
import { verifyFiles } from './files/uses.ts';
import { photo } from './files/with-files.ts';
import { verifyRegister } from './register/verify.ts';

let stage: Stage;
let folder: string;
let file: string;
const others: TestDatabase[] = [];

beforeAll(async () => {
  stage = await openStage();
  folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-backup-'));
  file = path.join(folder, 'one.backup.gz');
  const { org, us } = await stage.found(['Rosa\u2028Línea', 'Marek'], { name: 'Las Ollas' });
  await addFiles(org, us[0]!);
  const owner = new pg.Client({ connectionString: stage.database.ownerUrl });
  await owner.connect();
  await owner.query(`INSERT INTO host.secret VALUES ('kept', 'x')`);
  await owner.end();
});
afterAll(async () => {
  for (const one of others) await one.drop();
  await stage.close();
  await rm(folder, { recursive: true });
});

/** A picture, and a text in which every byte stands that lines of a backup could end by. */
async function addFiles(org: OrgId, rosa: OneOfUs): Promise<void> {
  const draft = { kind: 'resolution', title: 'A roof' };
  const { answer } = await stage.do(rosa, 'decisions.propose', org, draft);
  const { proposal } = answer as { proposal: string };
  for (const bytes of [await photo(60, 40), new TextEncoder().encode('a\\.\r\n\\.\n\tb\u2028')]) {
    const kept = await bringFile(stage.host, { org, member: rosa.member }, { name: 'a.txt', bytes });
    if (!kept.ok) throw new Error(kept.refusal.rule);
    const input = { proposal, digest: kept.value.digest, name: 'a', description: 'A roof' };
    await stage.do(rosa, 'decisions.add_file', org, input);
  }
}

async function empty(): Promise<TestDatabase> {
  const one = await freshDatabase();
  others.push(one);
  return one;
}

async function contents(url: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
      WHERE schemaname IN ('agents', 'auth', 'decisions', 'host', 'network', 'register') ORDER BY 1`,
  );
  const all = new Map<string, string[]>();
  for (const { name } of tables.rows) {
    if (NOT_IN_BACKUP.includes(name)) continue;
    const rows = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
    all.set(
      name,
      rows.rows.map((row) => row.row),
    );
  }
  await client.end();
  return all;
}

test('a backup put into an empty database gives the same rows in every table, and the register holds', async () => {
  await writeBackup(stage.database.ownerUrl, file);
  const target = await empty();
  const done = await readBackup(target.ownerUrl, file);
  const [was, is] = [await contents(stage.database.ownerUrl), await contents(target.ownerUrl)];
  expect(done.rows).toBeGreaterThan(5);
  expect(is).toEqual(was);
  const database = openDatabase(target.url, 1);
  expect((await verifyRegister(database.db)).broken).toEqual([]);
  expect(is.get('host.file')).toHaveLength(2);
  expect(await verifyFiles(database.db)).toEqual([]);
  await database.close();
});

test('secrets of the machine are not in it', async () => {
  const text = gunzipSync(await readFile(file)).toString();
  expect(text).not.toMatch(/COPY "host"\."secret"/);
  expect(text).not.toMatch(/COPY "auth"\."session"/);
});

test('a file that cannot be written is said, and not the end of the program', async () => {
  const written = writeBackup(stage.database.ownerUrl, path.join(folder, 'nowhere', 'two.backup.gz'));
  await expect(written).rejects.toThrow('ENOENT');
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is said in a sentence, and nothing is left on it',
  async () => {
    const full = path.join(folder, 'full');
    await mkdir(full);
    await symlink('/dev/full', path.join(full, 'two.backup.gz.unfinished'));
    const written = writeBackup(stage.database.ownerUrl, path.join(full, 'two.backup.gz'));
    await expect(written).rejects.toThrow(`The disk is full (${full}): make room`);
    expect(await readdir(full)).toEqual([]);
  },
);

test('it goes only where nobody is yet', async () => {
  await expect(readBackup(stage.database.ownerUrl, file)).rejects.toThrow('Somebody is already here');
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  ['no gzip at all', () => Buffer.from('hello')],
  ['another file', () => gzipSync('{"format":"something else"}\n')],
  [
    'a changed row',
    (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('Las Ollas', 'Los Ollas')),
  ],
  [
    'of a newer version',
    (bytes: Buffer) =>
      gzipSync(
        gunzipSync(bytes).toString().replace('"migrations":[', '"migrations":["2999-01-01-00-new.sql",'),
      ),
  ],
])('a file that is %s is refused, and nothing is changed', async (_what, spoil) => {
  const spoilt = path.join(folder, 'spoilt.backup.gz');
  await writeFile(spoilt, spoil(await readFile(file)));
  const target = await empty();
  const before = await contents(target.ownerUrl);
  await expect(readBackup(target.ownerUrl, spoilt)).rejects.toThrow(/backup|version|rows of/);
  expect(await contents(target.ownerUrl)).toEqual(before);
});
