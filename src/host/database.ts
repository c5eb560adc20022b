/**
 * The one place where PostgreSQL is opened, and where its values become ours: whole numbers of 64 bits are
 * bigint, instants are ISO 8601 text in UTC, civil dates are `YYYY-MM-DD` text.
 */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { transactions, type Transact } from './transactions.ts';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP_WITH_ZONE = 1184;

/** Acts of one organization wait for each other: more connections than this are seldom at work at once. */
const MOST_ACTING = 6;

export interface Database {
  readonly db: Kysely<unknown>;
  /** Where acts are performed, on connections of their own: `acting`. */
  readonly transact: Transact;
  readonly acting: pg.Pool;
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

/**
 * Opens a pool of at most `connections` on the database at `url`, and a smaller one for acts. Does not connect
 * yet.
 */
export function openDatabase(url: string, connections = 10): Database {
  const open = (most: number, pipeline: boolean) => {
    const pool = new pg.Pool({
      connectionString: url,
      max: most,
      pipeline,
      types: ourTypes,
      application_name: 'tequio',
      options:
        '-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000',
    });
    // A connection that breaks while idle is an outage for nobody; the pool opens another. While somebody
    // speaks through it, they are told by what they asked.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pool = open(connections, false);
  const acting = open(Math.min(connections, MOST_ACTING), true);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await Promise.all([db.destroy(), acting.end()]);
  };
  return { db, transact: transactions(acting), acting, pool, close };
}
