/**
 * The one place where PostgreSQL is opened, and where its values become ours: whole numbers of 64 bits are
 * bigint, instants are ISO 8601 text in UTC, civil dates are `YYYY-MM-DD` text.
 */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP_WITH_ZONE = 1184;

export interface Database {
  readonly db: Kysely<unknown>;
  /** The same database for what comes again and again: its statements are prepared. */
  readonly acts: Kysely<unknown>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const ourTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === INT8) return (text: string) => BigInt(text);
      if (oid === DATE) return (text: string) => text;
      if (oid === TIMESTAMP_WITH_ZONE) return (text: string) => new Date(text).toISOString();
    }
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/** Opens a pool of at most `connections` on the database at `url`. Does not connect yet. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: ourTypes,
    application_name: 'tequio',
    options: '-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000',
  });
  // A connection that breaks while idle is an outage for nobody; the pool opens another.
  pool.on('error', () => {});
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const acts = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { db, acts, pool, close: () => db.destroy() };
}
