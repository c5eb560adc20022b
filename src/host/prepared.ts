/**
 * Statements that come again are parsed by PostgreSQL once a connection instead of every time. Only for acts:
 * what a search asks depends so much on its words that each deserves a plan of its own.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** A statement is prepared when it comes for the third time; those made for one occasion never are. */
const TIMES = 3;
/** No more are prepared on one connection, nor counted. */
const MOST_STATEMENTS = 400;

/**
 * The pool as another door to the same connections, through which statements are prepared. It does not close
 * the pool.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const counts = new Map<string, number>();
  const names = new Map<string, string>();

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
    if (counts.size >= MOST_STATEMENTS * 10) counts.clear();
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    if (count < TIMES) return undefined;
    counts.delete(text);
    const name = `act_${names.size}`;
    names.set(text, name);
    return name;
  };

  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const query = (text: string, values: unknown[]) => {
        const name = values.length > 0 ? nameOf(text) : undefined;
        return client.query(name === undefined ? { text, values } : { name, text, values });
      };
      const release = (broken?: boolean) => client.release(broken);
      // Cursors, the other way to call `query`, are used nowhere.
      const door = { query, release } as unknown as PostgresPoolClient;
      clients.set(client, door);
      return door;
    },
    end: () => Promise.resolve(),
  };
}
