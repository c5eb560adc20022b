/**
 * A host whose whole world is one transaction that never ends: what an attempt does is undone as soon as it
 * has been looked at, so that a thousand attempts can start from the very same state. Its own transactions
 * become savepoints; everything else is the real database.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Host } from '../src/host/host.ts';

export interface RolledBack {
  readonly host: Host;
  /** Does something, and undoes whatever it did. */
  attempt<Value>(work: (host: Host) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

const SAVEPOINTS = new Map([
  ['begin', 'SAVEPOINT inner_one'],
  ['commit', 'RELEASE SAVEPOINT inner_one'],
  ['rollback', 'ROLLBACK TO SAVEPOINT inner_one'],
]);

export async function rolledBack(host: Host, url: string): Promise<RolledBack> {
  const { types } = (host.pool as pg.Pool & { options: pg.PoolConfig }).options;
  const client = new pg.Client({ connectionString: url, ...(types ? { types } : {}) });
  await client.connect();
  const inner = {
    query: (text: string, values?: unknown[]) => client.query(SAVEPOINTS.get(text) ?? text, values),
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  const pool = { connect: async () => inner, end: async () => undefined } as unknown as PostgresPool;
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const transact: Host['transact'] = (work) => db.transaction().execute(work);
  const within: Host = { ...host, db, transact, close: async () => undefined };
  return {
    host: within,
    async attempt(work) {
      await client.query('BEGIN');
      try {
        return await work(within);
      } finally {
        await client.query('ROLLBACK');
      }
    },
    async close() {
      await db.destroy();
      await client.end();
    },
  };
}
