/**
 * PostgreSQL's own measure, where it is installed: pgbench with its built-in transaction "TPC-B (sort of)",
 * five statements and a COMMIT, against the same server. It says what the machine gives; no act is like it.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { makeDatabase } from '#host/migrate';
import type { Bench } from './directory.ts';

const run = promisify(execFile);
/** More branches than callers, so that they do not wait for each other. */
const SCALE = 40;
const DATABASE = 'tpcb';

export interface Pgbench {
  /** Transactions per second with so many callers. */
  measure(callers: number, seconds: number): Promise<number>;
}

/** Prepares the tables; null where pgbench is not installed. */
export async function openPgbench(bench: Bench): Promise<Pgbench | null> {
  const found = await run('pgbench', ['--version']).catch(() => null);
  if (!found) return null;
  await makeDatabase(bench.ownerUrl('postgres'), DATABASE);
  const at = bench.ownerUrl(DATABASE);
  const url = new URLSearchParams(at.slice(at.indexOf('?')));
  const [, user, password] = /\/\/([^:]+):([^@]+)@/.exec(at)!;
  const options = {
    env: {
      PATH: process.env['PATH'],
      PGHOST: url.get('host') ?? '',
      PGPORT: url.get('port') ?? '5432',
      PGUSER: decodeURIComponent(user!),
      PGPASSWORD: decodeURIComponent(password!),
    },
  };
  await run('pgbench', ['--initialize', '--quiet', `--scale=${SCALE}`, DATABASE], options);
  return {
    async measure(callers, seconds) {
      const asked = [
        `--client=${callers}`,
        '--jobs=1',
        `--time=${seconds}`,
        '--protocol=prepared',
        '--no-vacuum',
      ];
      const { stdout } = await run('pgbench', [...asked, '--builtin=tpcb-like', DATABASE], options);
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    },
  };
}
