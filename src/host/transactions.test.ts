import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#kernel/tx';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { openDatabase, type Database } from './database.ts';

let database: TestDatabase;
/** With a single connection, so that whatever one transaction leaves behind meets the next. */
let one: Database;

beforeAll(async () => {
  database = await freshDatabase();
  one = openDatabase(database.url, 1);
});
afterAll(async () => {
  await one.close();
  await database.drop();
});
beforeEach(async () => {
  await sql`DELETE FROM host.put_off`.execute(database.db);
});

const put = (tx: Tx, work: string) =>
  sql`INSERT INTO host.put_off (work, tries, next_try_at) VALUES (${work}, 1, now())`.execute(tx);
const has = async () => {
  const { rows } = await sql<{ work: string }>`SELECT work FROM host.put_off ORDER BY work`.execute(
    database.db,
  );
  return rows.map((row) => row.work);
};

describe('a transaction', () => {
  test('is committed before it is answered', async () => {
    expect(await one.transact(async (tx) => (await put(tx, 'a')).numAffectedRows)).toBe(1n);
    expect(await has()).toEqual(['a']);
  });

  test('is undone by what is thrown in it', async () => {
    const broken = one.transact(async (tx) => {
      await put(tx, 'a');
      throw new Error('not so');
    });
    await expect(broken).rejects.toThrow('not so');
    expect(await has()).toEqual([]);
  });

  test('is undone where a statement failed, even if nobody minded', async () => {
    const careless = one.transact(async (tx) => {
      await Promise.allSettled([put(tx, 'a'), put(tx, 'a'), put(tx, 'b')]);
    });
    await expect(careless).rejects.toMatchObject({ code: '23505' });
    expect(await has()).toEqual([]);
  });

  test('does what is asked together in its order, and says first what went wrong first', async () => {
    await one.transact(async (tx) => {
      const asked = [put(tx, 'a'), sql`UPDATE host.put_off SET work = 'b'`.execute(tx), put(tx, 'a')];
      await Promise.all(asked);
    });
    expect(await has()).toEqual(['a', 'b']);
    const twice = one.transact((tx) => Promise.all([put(tx, 'c'), put(tx, 'c'), put(tx, 'd')]));
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    const later = async (one: Promise<unknown>, hops: number) => {
      for (let at = 0; at < hops; at++) await Promise.resolve();
      await one.finally(() => undefined).finally(() => undefined);
    };
    for (let at = 0; at < 20; at++) {
      const deep = one.transact((tx) => Promise.all([later(later(put(tx, 'a'), 9), 9), put(tx, 'e')]));
      await expect(deep).rejects.toMatchObject({ code: '23505' });
    }
  });

  test('lets nothing in that comes after its end', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    let late: Promise<unknown> = Promise.resolve();
    await one.transact(async (tx) => {
      await put(tx, 'a');
      late = ended.then(() => put(tx, 'late'));
    });
    const next = one.transact(async (tx) => {
      await put(tx, 'b');
      end(undefined);
      await expect(late).rejects.toThrow('after the end of its transaction');
    });
    await next;
    expect(await has()).toEqual(['a', 'b']);
  });

  test('sends what comes again as a prepared statement', async () => {
    const prepared = await one.transact(async (tx) => {
      for (const work of ['a', 'b', 'c', 'd']) await put(tx, work);
      return sql<{ calls: bigint }>`
        SELECT generic_plans + custom_plans AS calls FROM pg_prepared_statements
         WHERE statement LIKE '%INSERT INTO host.put_off%'`.execute(tx);
    });
    expect(prepared.rows).toHaveLength(1);
    expect(await has()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('gives a connection that broke to nobody else', async () => {
    const cut = one.transact(async (tx) => {
      await put(tx, 'a');
      await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    await one.transact((tx) => put(tx, 'b'));
    expect(await has()).toEqual(['b']);
  });
});

test('a connection that breaks while somebody looks something up ends nothing else', async () => {
  const cut = one.db.transaction().execute(async (tx) => {
    await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx);
  });
  await expect(cut).rejects.toThrow();
  expect((await sql`SELECT 1 AS it`.execute(one.db)).rows).toEqual([{ it: 1 }]);
});
