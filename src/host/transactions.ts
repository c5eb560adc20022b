/**
 * Transactions in which acts are performed. Statements that do not wait for each other go out together and
 * are answered together, and those that come again are parsed by PostgreSQL once a connection instead of
 * every time. Only for acts: what a search asks depends so much on its words that each deserves a plan of its
 * own, and what is copied or read bit by bit needs a connection for itself.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Tx } from '#kernel/tx';
import { Bug } from '#kernel/assert';

/** A statement is prepared when it comes for the third time; those made for one occasion never are. */
const TIMES = 3;
/** No more are prepared on one connection, nor counted. */
const MOST_STATEMENTS = 400;

/**
 * Runs `work` in a transaction of its own, and answers what it answers once that is committed; what `work`
 * throws is thrown when everything is undone.
 */
export type Transact = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>;

/** Transactions on connections of this pool, which sends statements before the last one is answered. */
export function transactions(pool: pg.Pool): Transact {
  const nameOf = naming();

  return async (work) => {
    const client = await pool.connect();
    const line = new Line(client, nameOf);
    let broken = false;
    try {
      const answer = await work(line.tx);
      line.close();
      if (line.fault !== undefined) throw line.fault;
      await client.query('COMMIT');
      return answer;
    } catch (error) {
      line.close();
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
      throw line.fault ?? error;
    } finally {
      client.release(broken);
    }
  };
}

/** A connection as stores speak with it during one transaction: whoever asks waits for no other answer. */
class Line {
  readonly tx: Tx;
  /** What went wrong first, even if nobody minded: what fails behind it may be heard of before. */
  fault: Error | undefined;
  #closed = false;

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
    const ask = async (statement: pg.QueryConfig) => {
      const answered = client.query(statement);
      answered.catch((error: Error) => (this.fault ??= error));
      return answered;
    };
    let begun: Promise<unknown> | null = null;
    const query = async (text: string, values: unknown[]) => {
      // What comes late would be done for good, or in the transaction of somebody else.
      if (this.#closed) throw new Bug('a statement came after the end of its transaction');
      const name = values.length > 0 ? nameOf(text) : undefined;
      const statement = name === undefined ? { text, values } : { name, text, values };
      // The first goes out with BEGIN; without a transaction nothing more does.
      if (begun === null) {
        begun = ask({ text: 'BEGIN' });
        begun.catch(() => undefined);
      } else await begun;
      return ask(statement);
    };
    // Cursors, the other way to call `query`, are used nowhere.
    const door = { query, release: () => undefined } as unknown as PostgresPoolClient;
    const pool: PostgresPool = { options: {}, connect: async () => door, end: async () => undefined };
    this.tx = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  }

  close(): void {
    this.#closed = true;
  }
}

/** By which name a statement is prepared, once it has come often enough. */
function naming(): (text: string) => string | undefined {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  return (text) => {
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
}
