/** A real database for a test: cloned in a moment from one that has every migration. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../src/host/database.ts';

export const TEMPLATE = 'tequio_template';

export type TestServer = { readonly appUrl: string; readonly ownerUrl: string } | { readonly failed: string };

export interface TestDatabase {
  /** As the application sees it: append-only tables are append-only. */
  readonly url: string;
  readonly db: Kysely<unknown>;
  readonly pool: pg.Pool;
  /** As the owner sees it: for tests that tamper. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Makes a fresh database; whoever made it drops it (or leaves that to the end of the run). */
export async function freshDatabase(): Promise<TestDatabase> {
  return cloneOf(TEMPLATE);
}

/** A second database with the same rows; nobody may be at work in the first one meanwhile. */
export async function copyOf(database: TestDatabase): Promise<TestDatabase> {
  return cloneOf(/[^/?]+(?=\?|$)/.exec(database.url)![0]);
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const server = await findServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (template !== TEMPLATE) {
    const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`;
    await asAdmin(server.ownerUrl, others);
  }
  await asAdmin(server.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = server.appUrl.replace(TEMPLATE, name);
  const { db, pool, close } = openDatabase(url);
  return {
    url,
    db,
    pool,
    ownerUrl: server.ownerUrl.replace(TEMPLATE, name),
    async drop() {
      await close();
      await asAdmin(server.ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function asAdmin(ownerUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl.replace(TEMPLATE, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Rings for the server of this run (see global-setup.ts) and waits until it answers. */
async function findServer(): Promise<{ appUrl: string; ownerUrl: string }> {
  const folder = process.env['TEQUIO_TEST_FOLDER'];
  if (!folder) throw new Error('freshDatabase() works within a run of vitest.');
  const file = path.join(folder, 'answer');
  await writeFile(path.join(folder, 'wanted'), '');
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) {
      const server = JSON.parse(text) as TestServer;
      if ('failed' in server) throw new Error(server.failed);
      return server;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
