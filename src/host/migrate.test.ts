import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { migrate } from './migrate.ts';

const NOTES = '2026-01-02-01-notes.sql';
const SQL = 'CREATE SCHEMA chalk; CREATE TABLE chalk.note (id int PRIMARY KEY, words text NOT NULL);';

describe('migrate', () => {
  let root: string;
  let fresh: TestDatabase;
  const options = () => ({ root, folders: ['src/*/store'], appendOnly: ['chalk.note'] });
  const file = (folder: string, name: string) => path.join(root, 'src', folder, 'store', name);

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'tequio-migrations-'));
    for (const folder of ['chalk', 'slate'])
      await mkdir(path.join(root, 'src', folder, 'store'), { recursive: true });
    fresh = await freshDatabase();
    const owner = new pg.Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    await owner.query('DELETE FROM host.migration');
    await owner.end();
  });

  afterAll(async () => {
    await fresh.drop();
    await rm(root, { recursive: true });
  });

  test('applies dated files of all modules in one sorted list, once', async () => {
    await writeFile(file('slate', NOTES), SQL);
    await writeFile(file('chalk', '2026-01-02-02-more.sql'), "INSERT INTO chalk.note VALUES (1, 'first')");
    expect(await migrate(fresh.ownerUrl, options())).toEqual([NOTES, '2026-01-02-02-more.sql']);
    expect(await migrate(fresh.ownerUrl, options())).toEqual([]);
  });

  test('the application writes, and does not edit what is append-only', async () => {
    await fresh.pool.query("INSERT INTO chalk.note VALUES (2, 'second')");
    await expect(fresh.pool.query("UPDATE chalk.note SET words = 'other'")).rejects.toThrow(
      /permission denied/,
    );
    await expect(fresh.pool.query('DELETE FROM chalk.note')).rejects.toThrow(/permission denied/);
    await expect(fresh.pool.query('DELETE FROM host.migration')).rejects.toThrow(/permission denied/);
  });

  test('a file that fails leaves nothing behind', async () => {
    await writeFile(
      file('chalk', '2026-01-03-01-broken.sql'),
      'CREATE TABLE chalk.half (id int); SELECT nonsense',
    );
    await expect(migrate(fresh.ownerUrl, options())).rejects.toThrow(
      /2026-01-03-01-broken.sql could not be applied/,
    );
    await rm(file('chalk', '2026-01-03-01-broken.sql'));
    await expect(fresh.pool.query('SELECT * FROM chalk.half')).rejects.toThrow(/does not exist/);
  });

  test('refuses an edited file, a wrong name, and a database that knows more', async () => {
    await writeFile(file('slate', NOTES), `${SQL} -- edited`);
    await expect(migrate(fresh.ownerUrl, options())).rejects.toThrow(/was changed after it was applied/);
    await rm(file('slate', NOTES));
    await expect(migrate(fresh.ownerUrl, options())).rejects.toThrow(/newer Tequio/);
    await writeFile(file('slate', 'notes.sql'), SQL);
    await expect(migrate(fresh.ownerUrl, options())).rejects.toThrow(/is named YYYY-MM-DD/);
  });
});
