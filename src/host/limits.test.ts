import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { allow, forgetClosedWindows, tryCode } from './limits.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const noon = new Date('2026-11-23T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

test('A window opens with the first, closes after its time, and says how long that is.', async () => {
  const answers = [];
  for (const seconds of [0, 1, 2, 59, 60, 61, 62, 63]) {
    answers.push(await allow(database.db, 'window', 2, 60, later(seconds)));
  }
  expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false, false, true, true, false, false]);
  expect(answers[2]?.waitSeconds).toBe(58);
  expect(answers[6]?.waitSeconds).toBe(58);
});

test('Of many at once, only as many as there are places get one.', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => allow(database.db, 'at once', 7, 60, noon)),
  );
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(7);
});

test('Buckets do not know of one another, and their names are not kept.', async () => {
  await allow(database.db, 'ip 192.168.1.20', 1, 60, noon);
  expect((await allow(database.db, 'ip 192.168.1.21', 1, 60, noon)).allowed).toBe(true);
  const { rows } = await sql<{
    text: string;
  }>`SELECT encode(bucket, 'escape') AS text FROM host.rate`.execute(database.db);
  expect(rows.some(({ text }) => text.includes('192'))).toBe(false);
});

test('Codes that open nothing are counted for everybody together; those that open are not.', async () => {
  const limit = { name: 'a code', each: 4, wrong: 5, seconds: 60 };
  const attempt = (visitor: string, found: string | null, seconds = 0) =>
    tryCode(database.db, limit, visitor, later(seconds), () => Promise.resolve(found));
  for (let right = 0; right < 10; right += 1)
    expect(await attempt(`right ${right}`, 'a door')).toEqual({ ok: true, value: 'a door' });
  for (let wrong = 0; wrong < 5; wrong += 1)
    expect(await attempt(`wrong ${wrong}`, null)).toEqual({ ok: true, value: null });
  const refusal = { rule: 'too_many_tries', waitSeconds: 50 };
  expect(await attempt('the next', 'a door', 10)).toEqual({ ok: false, refusal });
  expect(await attempt('the next', 'a door', 60)).toMatchObject({ ok: true });
});

test('One visitor tries a code only so often, whatever it opens.', async () => {
  const limit = { name: 'another code', each: 2, wrong: 100, seconds: 60 };
  const answers = [];
  for (let tries = 0; tries < 3; tries += 1)
    answers.push(await tryCode(database.db, limit, 'one', noon, () => Promise.resolve('a door')));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
});

test('Closed windows are swept, open ones stay.', async () => {
  await allow(database.db, 'short', 1, 10, noon);
  await allow(database.db, 'long', 1, 10_000, noon);
  await forgetClosedWindows(database.db, later(5_000));
  expect((await allow(database.db, 'short', 1, 10, later(5_000))).allowed).toBe(true);
  expect((await allow(database.db, 'long', 1, 10_000, later(5_000))).allowed).toBe(false);
});
