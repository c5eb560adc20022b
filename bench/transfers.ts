/**
 * Payments through the dispatcher (who may, once, decided, posted, registered, in one transaction), by 32
 * callers, among 100,000 accounts and with one that everybody pays to; beside the five statements of TPC-B by
 * hand on the same server in the same run, among as many accounts and with one branch for all; and pgbench,
 * where it is installed.
 *
 *   node bench/transfers.ts [seconds for each figure, 5 by default] [accounts, 100,000 by default]
 */
import { randomBytes, randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import type { Articles, UnitRule } from '#agents';
import { association } from '../src/forms/association.ts';
import { perform } from '#host/dispatcher';
import { openHost, type Host } from '#host/host';
import { openBench, percentile } from './directory.ts';
import { openPgbench } from './pgbench.ts';

const CALLERS = 32;
const seconds = Number(process.argv[2] ?? 5);
const accounts = Number(process.argv[3] ?? 100_000);

const unit: UnitRule = {
  unit: 'credit',
  kind: 'mutual_credit',
  code: 'CREDIT',
  scale: 2,
  words: { en: { one: 'credit', many: 'credits' } },
  holders: [],
  credit: { by: 'all', minor: '100000000' },
};
const articles: Articles = { ...(association.articles as Articles), books: { units: [unit] } };

interface Place {
  readonly org: OrgId;
  readonly people: readonly PersonId[];
  readonly accounts: readonly string[];
}

async function mustDo(host: Host, person: PersonId, command: string, org: OrgId | null, input: unknown) {
  const key = randomBytes(12).toString('hex');
  const answer = await perform(host, { command, org, actor: { person, channel: 'api' }, input, key });
  if (!answer.ok || answer.value.kind !== 'done') throw new Error(`${command}: ${JSON.stringify(answer)}`);
  return answer.value;
}

/** A group of very many. Its founding is an act; the members and their accounts are put there as rows. */
async function makePlace(host: Host): Promise<Place> {
  const founder = makeId('per', Date.now(), randomBytes(10));
  const { org } = await mustDo(host, founder, 'agents.found', null, {
    form: 'association',
    name: 'A circle of very many',
    founder: 'Ana',
    locale: 'en',
    timeZone: 'UTC',
    articles,
  });
  await mustDo(host, founder, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  const ids = <Kind extends string>(kind: Kind) =>
    Array.from({ length: accounts }, () => makeId(kind, Date.now(), randomBytes(10)));
  const [people, members, held] = [ids('per'), ids('mem'), ids('acc')];
  await host.pool.query(
    `INSERT INTO agents.member (org_id, member_id, person_id, name, class, founder, admitted_on, act_id)
     SELECT $1, member_id, person_id, 'Somebody', 'member', false, '2026-01-01', 'act_bench'
       FROM unnest($2::text[], $3::text[]) AS row(member_id, person_id)`,
    [org, members, people],
  );
  await host.pool.query(
    `INSERT INTO ledger.account (org_id, account_id, unit, purpose, member_id, name, opened_at, act_id)
     SELECT $1, account_id, 'credit', 'holding', member_id, '', now(), 'act_bench'
       FROM unnest($2::text[], $3::text[]) AS row(account_id, member_id)`,
    [org, held, members],
  );
  await host.pool.query(
    `INSERT INTO ledger.balance (org_id, account_id, balance_minor, held_minor, coming_minor,
                                 rule_floor_minor, floor_minor)
     SELECT $1, account_id, 0, 0, 0, -100000000, -100000000 FROM unnest($2::text[]) AS row(account_id)`,
    [org, held],
  );
  return { org, people, accounts: held };
}

type Act = () => Promise<void>;

function paying(host: Host, place: Place, hot: boolean): Act {
  return async () => {
    const from = randomInt(1, accounts);
    const to = hot ? 0 : (from + randomInt(1, accounts - 1)) % accounts;
    await mustDo(host, place.people[from]!, 'ledger.transfer', place.org, {
      source: place.accounts[from],
      target: place.accounts[to],
      amountMinor: String(randomInt(1, 500)),
      note: 'bread and eggs',
    });
  };
}

/** The tables of TPC-B, as pgbench makes them, with so many branches. */
async function makeTpcb(pool: pg.Pool, branches: number): Promise<void> {
  await pool.query(`
    DROP SCHEMA IF EXISTS tpcb CASCADE; CREATE SCHEMA tpcb;
    CREATE TABLE tpcb.branches (bid int PRIMARY KEY, bbalance int, filler char(88));
    CREATE TABLE tpcb.tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
    CREATE TABLE tpcb.accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
    CREATE TABLE tpcb.history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    INSERT INTO tpcb.branches SELECT n, 0, '' FROM generate_series(1, ${branches}) n;
    INSERT INTO tpcb.tellers SELECT n, (n - 1) / 10 + 1, 0, '' FROM generate_series(1, ${branches * 10}) n;
    INSERT INTO tpcb.accounts SELECT n, 1, 0, '' FROM generate_series(1, ${accounts}) n;
    ANALYZE tpcb.accounts;`);
}

/** Its transaction, five statements and a COMMIT. */
function tpcb(pool: pg.Pool, branches: number): Act {
  return async () => {
    const [aid, bid, tid] = [
      randomInt(1, accounts),
      randomInt(1, branches + 1),
      randomInt(1, branches * 10 + 1),
    ];
    const delta = randomInt(-5000, 5000);
    const client = await pool.connect();
    const query = (name: string, text: string, values: number[]) => client.query({ name, text, values });
    try {
      await client.query('BEGIN');
      await query('a', 'UPDATE tpcb.accounts SET abalance = abalance + $1 WHERE aid = $2', [delta, aid]);
      await query('s', 'SELECT abalance FROM tpcb.accounts WHERE aid = $1', [aid]);
      await query('t', 'UPDATE tpcb.tellers SET tbalance = tbalance + $1 WHERE tid = $2', [delta, tid]);
      await query('b', 'UPDATE tpcb.branches SET bbalance = bbalance + $1 WHERE bid = $2', [delta, bid]);
      await query(
        'h',
        'INSERT INTO tpcb.history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)',
        [tid, bid, aid, delta],
      );
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
}

interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time for each, in microseconds: of this program, and of the database. */
  readonly app: number;
  readonly database: number;
}

/** Processor time that the database has used until now, in microseconds, as Linux tells it. */
async function databaseMicros(): Promise<number> {
  const file = path.join(bench.folder, 'data', 'postgres', 'postmaster.pid');
  const [postmaster] = (await readFile(file, 'utf8')).split('\n');
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[1] === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10_000;
}

async function measure(act: Act): Promise<Figure> {
  const times: number[] = [];
  const run = async (until: number, keep: boolean) => {
    const call = async () => {
      while (performance.now() < until) {
        const started = performance.now();
        await act();
        if (keep) times.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, call));
  };
  await run(performance.now() + 1000, false);
  const [cpu, databaseCpu] = [process.cpuUsage(), await databaseMicros()];
  const began = performance.now();
  await run(began + seconds * 1000, true);
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return {
    app: (user + system) / times.length,
    database: ((await databaseMicros()) - databaseCpu) / times.length,
    perSecond: times.length / (took / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

const write = (line: string) => process.stdout.write(`${line}\n`);

const say = (what: string, one: Figure, reference?: Figure) => {
  const ratio = reference ? `${(one.perSecond / reference.perSecond).toFixed(2)} ×` : '';
  const [rate, p50, p99] = [one.perSecond.toFixed(0), one.p50.toFixed(1), one.p99.toFixed(1)];
  const busy = `processor ${one.app.toFixed(0)} + ${one.database.toFixed(0)} µs`;
  const cells = [what.padEnd(44), `${rate}/s`.padStart(9), `p50 ${p50} ms`, `p99 ${p99} ms`, busy, ratio];
  write(cells.join('  '));
};

/** What only the owner of the database may do. */
async function asOwner(work: (pool: pg.Pool) => Promise<unknown>): Promise<void> {
  const pool = new pg.Pool({ connectionString: bench.ownerUrl('transfers'), max: 1 });
  await work(pool);
  await pool.end();
}

const bench = await openBench();
try {
  const host = await bench.open('transfers');
  const url = host.pool.options.connectionString!;
  const grouped = openHost({ url, groupSize: 100 });
  write(`${accounts} accounts, ${CALLERS} callers, load ${loadavg()[0]!.toFixed(1)}`);
  const place = await makePlace(host);
  await asOwner((pool) => pool.query('ANALYZE'));
  const pgbench = await openPgbench(bench);
  if (pgbench)
    write(`pgbench, tpcb-like, 40 branches: ${(await pgbench.measure(CALLERS, seconds)).toFixed(0)}/s`);
  const pool = new pg.Pool({ connectionString: bench.ownerUrl('transfers'), max: CALLERS });
  // A connection that the server closes at the end of the run is no failure.
  pool.on('error', () => undefined);
  for (const hot of [false, true]) {
    const branches = hot ? 1 : 40;
    await makeTpcb(pool, branches);
    // As in a database that has stood for a while: its planner knows the tables that are looked into.
    await measure(paying(grouped, place, hot));
    await asOwner((owner) => owner.query('VACUUM ANALYZE'));
    const reference = await measure(tpcb(pool, branches));
    say(`TPC-B by hand, ${branches} branches`, reference);
    say(
      `payments, ${hot ? 'all to one account' : 'among all of them'}`,
      await measure(paying(grouped, place, hot)),
      reference,
    );
  }
  await grouped.close();
  await pool.end();
} finally {
  await bench.close();
}
