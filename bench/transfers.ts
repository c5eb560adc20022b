/**
 * Payments through the dispatcher (who may, once, decided, posted, registered, in one transaction), by 32
 * callers, among 100,000 accounts and with one that everybody pays to; beside the five statements of TPC-B by
 * hand on the same server in the same run, among as many accounts and with one branch for all; and pgbench,
 * where it is installed.
 *
 *   node bench/transfers.ts [seconds for each figure, 5 by default] [accounts, 100,000 by default]
 */
import { randomInt } from 'node:crypto';
import { loadavg } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openHost, type Host } from '#host/host';
import { makePlace, mustDo, type Place } from './circle.ts';
import { openBench } from './directory.ts';
import { openPgbench } from './pgbench.ts';
import { CALLERS, lineOf, makeTpcb, measure, tpcb, type Act, type Figure } from './tpcb.ts';

const seconds = Number(process.argv[2] ?? 5);
const accounts = Number(process.argv[3] ?? 100_000);

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

const write = (line: string) => process.stdout.write(`${line}\n`);

const say = (what: string, one: Figure, reference?: Figure) => write(lineOf(what, one, reference));
const look = (act: Act) => measure(act, seconds, path.join(bench.folder, 'data', 'postgres'));

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
  const place = await makePlace(host, accounts);
  await asOwner((pool) => pool.query('ANALYZE'));
  const pgbench = await openPgbench(bench);
  if (pgbench)
    write(`pgbench, tpcb-like, 40 branches: ${(await pgbench.measure(CALLERS, seconds)).toFixed(0)}/s`);
  const pool = new pg.Pool({ connectionString: bench.ownerUrl('transfers'), max: CALLERS });
  // A connection that the server closes at the end of the run is no failure.
  pool.on('error', () => undefined);
  for (const hot of [false, true]) {
    const branches = hot ? 1 : 40;
    await makeTpcb(pool, branches, accounts);
    // As in a database that has stood for a while: its planner knows the tables that are looked into.
    await look(paying(grouped, place, hot));
    await asOwner((owner) => owner.query('VACUUM ANALYZE'));
    const reference = await look(tpcb(pool, branches, accounts));
    say(`TPC-B by hand, ${branches} branches`, reference);
    say(
      `payments, ${hot ? 'all to one account' : 'among all of them'}`,
      await look(paying(grouped, place, hot)),
      reference,
    );
  }
  await grouped.close();
  await pool.end();
} finally {
  await bench.close();
}
