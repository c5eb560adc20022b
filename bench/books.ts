/**
 * What people look at in books of ten million movements, beside the same in books of a hundred thousand, in
 * the same run: a page of a statement, a balance, and what a month's report of a unit is reckoned from. And
 * how much room a movement takes.
 *
 *   node bench/books.ts [movements in the large books, 10,000,000 by default] [questions, 300 by default]
 */
import { randomBytes, randomInt } from 'node:crypto';
import { loadavg } from 'node:os';
import pg from 'pg';
import type { OrgId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { loadAccount, loadGiven, loadHolderBalances, loadStatement, loadTurnover } from '#ledger/server';
import type { Host } from '#host/host';
import { openBench, percentile } from './directory.ts';

const movements = Number(process.argv[2] ?? 10_000_000);
const questions = Number(process.argv[3] ?? 300);
const FEW = 100_000;
const HOLDERS = 1_000;
const PAGE = 51;
/** As the page of how it goes round looks back. */
const MONTHS_DAYS = 183;
const AT_A_TIME = 500_000;

const write = (line: string) => process.stdout.write(`${line}\n`);
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

interface Books {
  readonly org: OrgId;
  readonly accounts: readonly string[];
}

/** As many movements of the last year among a thousand, put there as rows. */
async function fill(owner: pg.Pool, count: number): Promise<Books> {
  const org = makeId('org', Date.now(), randomBytes(10));
  const accounts = Array.from({ length: HOLDERS }, () => makeId('acc', Date.now(), randomBytes(10)));
  await owner.query(
    `INSERT INTO ledger.account (org_id, account_id, unit, purpose, member_id, name, opened_at, act_id)
     SELECT $1, account_id, 'credit', 'holding', 'mem_' || account_id, '', now(), 'act_bench'
       FROM unnest($2::text[]) account_id`,
    [org, accounts],
  );
  for (let from = 1; from <= count; from += AT_A_TIME) {
    const to = Math.min(count, from + AT_A_TIME - 1);
    await owner.query(
      `INSERT INTO ledger.transfer (org_id, number, unit, source, target, amount_minor, kind, set_number, booked_on,
                                    at, source_after_minor, target_after_minor, by_member, act_id)
       SELECT $1, n, 'credit', ($2::text[])[s], ($2::text[])[(s + r) % ${HOLDERS} + 1], 1 + n % 500, 'payment', n,
              current_date - ((${count} - n) * 364 / ${count})::integer, now(), 0, 0,
              'mem_' || ($2::text[])[s], 'act_01k' || lpad(n::text, 23, '0')
         FROM (SELECT n, 1 + floor(random() * ${HOLDERS})::int AS s, floor(random() * ${HOLDERS - 1})::int AS r
                 FROM generate_series($3::bigint, $4::bigint) n) drawn`,
      [org, accounts, from, to],
    );
  }
  await owner.query(
    `INSERT INTO ledger.balance (org_id, account_id, balance_minor, held_minor, coming_minor)
     SELECT $1, account_id, coalesce(sum(minor), 0), 0, 0
       FROM unnest($2::text[]) account_id
       LEFT JOIN (SELECT source AS account_id, -amount_minor AS minor FROM ledger.transfer WHERE org_id = $1
                  UNION ALL SELECT target, amount_minor FROM ledger.transfer WHERE org_id = $1) m USING (account_id)
      GROUP BY account_id`,
    [org, accounts],
  );
  await owner.query(
    `INSERT INTO ledger.daily (org_id, unit, kind, booked_on, movements, minor)
     SELECT org_id, unit, kind, booked_on, count(*), sum(amount_minor) FROM ledger.transfer
      WHERE org_id = $1 GROUP BY 1, 2, 3, 4`,
    [org],
  );
  return { org, accounts };
}

type Question = (host: Host, books: Books) => Promise<unknown>;

const anyOf = ({ accounts }: Books) => accounts[randomInt(accounts.length)]!;
const QUESTIONS: { readonly [what: string]: Question } = {
  'a page of a statement': ({ db }, books) => loadStatement(db, books.org, anyOf(books), { most: PAGE }),
  'an older page': ({ db }, books) =>
    loadStatement(db, books.org, anyOf(books), { before: BigInt(randomInt(20_000, FEW)), most: PAGE }),
  'a balance': ({ db }, books) => loadAccount(db, books.org, anyOf(books)),
  'a report of half a year, by months': async ({ db }, { org }) => {
    await loadTurnover(db, org, 'credit', day(MONTHS_DAYS));
    await loadGiven(db, org, 'credit');
  },
  'who holds how much, and moved when': ({ db }, { org }) => loadHolderBalances(db, org, 'credit'),
};

async function timesOf(host: Host, books: Books, question: Question, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let asked = 0; asked < count; asked += 1) {
    const began = performance.now();
    await question(host, books);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}

const bench = await openBench();
try {
  const host = await bench.open('books');
  const owner = new pg.Pool({ connectionString: bench.ownerUrl('books'), max: 1 });
  owner.on('error', () => undefined);
  // Rows that no act has made: what they rest on is made with them, and not looked at again one by one.
  await owner.query('SET session_replication_role = replica');
  await owner.query(`SET work_mem = '256MB'`);
  const began = performance.now();
  const small = await fill(owner, FEW);
  const large = await fill(owner, movements);
  await owner.query('VACUUM ANALYZE');
  write(
    `${movements} movements beside ${FEW}, among ${HOLDERS} holders each; put there in ` +
      `${((performance.now() - began) / 1000).toFixed(0)} s, load ${loadavg()[0]!.toFixed(1)}`,
  );
  const { rows } = await owner.query<{ heap: string; whole: string }>(
    `SELECT pg_relation_size('ledger.transfer') AS heap, pg_total_relation_size('ledger.transfer') AS whole`,
  );
  const each = (bytes: string) => (Number(bytes) / (movements + FEW)).toFixed(0);
  write(`a movement takes ${each(rows[0]!.heap)} bytes, with its indexes ${each(rows[0]!.whole)}`);
  for (const [what, question] of Object.entries(QUESTIONS)) {
    await timesOf(host, small, question, 20);
    const few = await timesOf(host, small, question, questions);
    await timesOf(host, large, question, 20);
    const many = await timesOf(host, large, question, questions);
    const cells = (times: number[]) =>
      `p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`;
    const ratio = percentile(many, 0.5) / percentile(few, 0.5);
    write(`${what.padEnd(38)} ${cells(few)}; ${cells(many)}; ${ratio.toFixed(2)} ×`);
  }
  await owner.end();
} finally {
  await bench.close();
}
