/**
 * The five statements of TPC-B by hand, and how many of anything go through in a second: what payments are
 * held against.
 */
import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { percentile } from './directory.ts';

export const CALLERS = 32;

export type Act = () => Promise<void>;

/** The tables of TPC-B, as pgbench makes them, with so many branches. */
export async function makeTpcb(pool: pg.Pool, branches: number, accounts: number): Promise<void> {
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
export function tpcb(pool: pg.Pool, branches: number, accounts: number): Act {
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

export interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time for each, in microseconds: of this process, and of the database. */
  readonly app: number;
  readonly database: number;
}

/** Processor time that the database has used until now, in microseconds, as Linux tells it. */
async function databaseMicros(cluster: string): Promise<number> {
  const [postmaster] = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[1] === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
    // What its children had used that have ended.
    if (pid === postmaster) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks * 10_000;
}

/** How many of `act` go through in so many seconds, by 32 callers, on the server whose files lie in `cluster`. */
export async function measure(act: Act, seconds: number, cluster: string): Promise<Figure> {
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
  const [cpu, databaseCpu] = [process.cpuUsage(), await databaseMicros(cluster)];
  const began = performance.now();
  await run(began + seconds * 1000, true);
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return {
    app: (user + system) / times.length,
    database: ((await databaseMicros(cluster)) - databaseCpu) / times.length,
    perSecond: times.length / (took / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

/** One line of a run, held against another. */
export function lineOf(what: string, one: Figure, reference?: Figure): string {
  const ratio = reference ? `${(one.perSecond / reference.perSecond).toFixed(2)} ×` : '';
  const [rate, p50, p99] = [one.perSecond.toFixed(0), one.p50.toFixed(1), one.p99.toFixed(1)];
  const busy = `processor ${one.app.toFixed(0)} + ${one.database.toFixed(0)} µs`;
  return [what.padEnd(44), `${rate}/s`.padStart(9), `p50 ${p50} ms`, `p99 ${p99} ms`, busy, ratio].join('  ');
}
