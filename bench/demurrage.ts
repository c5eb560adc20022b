/**
 * A run that charges everybody for what lies still: how long it takes for so many accounts, and how long
 * others wait with their payments meanwhile, beside what they usually wait.
 *
 * node bench/demurrage.ts [accounts, 1,000,000 by default] [accounts at a time, as the host does it by
 * default]
 */
import { randomInt } from 'node:crypto';
import { loadavg } from 'node:os';
import pg from 'pg';
import type { Articles, UnitRule } from '#agents';
import type { Host } from '#host/host';
import { CHARGED_AT_ONCE, chargeHolders, keepAccounts } from '../src/host/keep-accounts.ts';
import { association } from '../src/forms/association.ts';
import { foundCircle, idsOf, mustDo, putMembers, type Place } from './circle.ts';
import { openBench, percentile } from './directory.ts';

const accounts = Number(process.argv[2] ?? 1_000_000);
const atOnce = Number(process.argv[3] ?? CHARGED_AT_ONCE);
const CALLERS = 8;
const PAYERS = 2_000;
const USUAL_SECONDS = 20;

const unit: UnitRule = {
  unit: 'token',
  kind: 'points',
  code: 'TOKEN',
  scale: 2,
  words: { en: { one: 'token', many: 'tokens' } },
  holders: [],
  credit: { by: 'nobody' },
  demurrage: { parts: 6, of: 36_500, freeDays: 90 },
};
const base = association.articles as Articles;
const articles: Articles = { ...base, books: { units: [unit] } };

const write = (line: string) => process.stdout.write(`${line}\n`);
/** A circle of very many, all of whom hold a thousand since last winter. Only those who pay are members. */
async function makePlace(host: Host): Promise<Place> {
  const org = await foundCircle(host, articles);
  await keepAccounts(host, org);
  const query = (text: string, values: unknown[] = []) => host.pool.query(text, [org, ...values]);
  await query(`UPDATE ledger.keeping SET from_on = '2026-01-01' WHERE org_id = $1`);
  const [people, members, payers] = [idsOf('per', PAYERS), idsOf('mem', PAYERS), idsOf('acc', PAYERS)];
  await putMembers(host, org, people, members);
  for (let at = 0; at < accounts; at += 50_000) {
    const held = [...(at === 0 ? payers : []), ...idsOf('acc', Math.min(50_000, accounts - at))];
    await hold(query, held.slice(0, Math.min(50_000, accounts - at)), at === 0 ? members : []);
  }
  await query(`UPDATE ledger.balance b SET balance_minor = -(SELECT sum(balance_minor) FROM ledger.balance)
                 FROM ledger.account a WHERE a.org_id = b.org_id AND a.account_id = b.account_id
                  AND a.org_id = $1 AND a.purpose = 'issue'`);
  return { org, people, accounts: payers };
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

async function hold(query: Query, held: readonly string[], members: readonly string[]): Promise<void> {
  await query(
    `INSERT INTO ledger.account (org_id, account_id, unit, purpose, member_id, name, opened_at, act_id)
     SELECT $1, account_id, 'token', 'holding', coalesce(member_id, 'mem_' || account_id), '', now(), 'act_bench'
       FROM unnest($2::text[], $3::text[]) AS row(account_id, member_id)`,
    [held, members],
  );
  await query(
    `INSERT INTO ledger.balance (org_id, account_id, balance_minor, held_minor, coming_minor,
                                 rule_floor_minor, floor_minor)
     SELECT $1, account_id, 100000, 0, 0, 0, 0 FROM unnest($2::text[]) AS row(account_id)`,
    [held],
  );
  await query(
    `INSERT INTO ledger.age (org_id, account_id, as_of, owed_parts, owed_of, days, minors)
     SELECT $1, account_id, '2026-02-01', 0, 1, ARRAY['2026-01-15'::date, '2026-03-01'], ARRAY[60000, 40000]
       FROM unnest($2::text[]) AS row(account_id)`,
    [held],
  );
}

/** Somebody pays, and again, until it is over; how long each waited. */
async function paying(host: Host, place: Place, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const call = async () => {
    while (!isOver()) {
      const from = randomInt(0, PAYERS);
      const to = (from + randomInt(1, PAYERS)) % PAYERS;
      const started = performance.now();
      await mustDo(host, place.people[from]!, 'ledger.transfer', place.org, {
        source: place.accounts[from],
        target: place.accounts[to],
        amountMinor: String(randomInt(1, 50)),
        note: 'bread and eggs',
      });
      times.push(performance.now() - started);
      // People do not pay without a break: a till is not always taken.
      await new Promise((resume) => setTimeout(resume, randomInt(10, 50)));
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  return times;
}

const waits = (times: readonly number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), count: sorted.length };
};
const said = (one: ReturnType<typeof waits>) =>
  `p50 ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms, of ${one.count}`;

const bench = await openBench();
try {
  const host = await bench.open('demurrage');
  const place = await makePlace(host);
  write(`${accounts} accounts, ${atOnce} at a time, ${CALLERS} who pay, load ${loadavg()[0]!.toFixed(1)}`);
  const warm = performance.now() + 5_000;
  await paying(host, place, () => performance.now() > warm);
  // As in a database that has stood for a while: while its tables are new and all but empty, the database reads
  // them from end to end, and goes on to until they are looked at again. Only its owner may have that done.
  const owner = new pg.Pool({ connectionString: bench.ownerUrl('demurrage'), max: 1 });
  await owner.query('VACUUM ANALYZE');
  await owner.end();
  const until = performance.now() + USUAL_SECONDS * 1000;
  const usual = waits(await paying(host, place, () => performance.now() > until));
  write(`payments as usual: ${said(usual)}`);
  let isDone = false;
  const meanwhile = paying(host, place, () => isDone);
  const began = performance.now();
  const charged = await chargeHolders(host, place.org, atOnce);
  const took = (performance.now() - began) / 1000;
  isDone = true;
  const during = waits(await meanwhile);
  write(`charged ${charged} of ${accounts} in ${took.toFixed(1)} s: ${(charged / took).toFixed(0)} a second`);
  write(`payments meanwhile: ${said(during)}`);
  write(`p99 meanwhile / usual: ${(during.p99 / usual.p99).toFixed(2)} × (less than 2 wanted)`);
} finally {
  await bench.close();
}
