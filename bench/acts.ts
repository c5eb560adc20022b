/**
 * Acts through the dispatcher, written one by one and in groups, beside the same rows written by hand-written
 * statements in a plain transaction: the same server, the same callers, in one organization and over a
 * hundred; and, where it is installed, pgbench on that server.
 *
 *   node bench/acts.ts [seconds for each figure, 3 by default]
 */
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import pg from 'pg';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { association } from '../src/forms/association.ts';
import { perform } from '#host/dispatcher';
import { openHost, type Host } from '#host/host';
import { openBench, percentile } from './directory.ts';
import { openPgbench } from './pgbench.ts';

const CALLERS = [1, 8, 32] as const;
const ORGANIZATIONS = 100;
const seconds = Number(process.argv[2] ?? 3);

interface Place {
  readonly org: OrgId;
  readonly members: readonly MemberId[];
}

const newPerson = (): PersonId => makeId('per', Date.now(), randomBytes(10));

async function mustDo(host: Host, person: PersonId, command: string, org: OrgId | null, input: unknown) {
  const key = randomBytes(12).toString('hex');
  const answer = await perform(host, { command, org, actor: { person, channel: 'story' }, input, key });
  if (!answer.ok || answer.value.kind !== 'done') throw new Error(`${command}: ${JSON.stringify(answer)}`);
  return answer.value;
}

/**
 * A founded organization with everybody in it. Founding is an act; the other members are put there as rows.
 */
async function makePlace(host: Host, founder: PersonId, people: readonly PersonId[]): Promise<Place> {
  const { org } = await mustDo(host, founder, 'agents.found', null, {
    form: 'association',
    name: `Bench ${randomBytes(4).toString('hex')}`,
    founder: 'Ana',
    locale: 'en',
    timeZone: 'UTC',
    articles: association.articles,
  });
  await mustDo(host, founder, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  const members = people.map(() => makeId('mem', Date.now(), randomBytes(10)));
  await host.pool.query(
    `INSERT INTO agents.member (org_id, member_id, person_id, name, class, founder, admitted_on, act_id)
     SELECT $1, member_id, person_id, 'Somebody', $2, false, '2026-01-01', 'act_bench'
       FROM unnest($3::text[], $4::text[]) AS row(member_id, person_id)`,
    [org, association.articles.admission.classes[0].class, members, people],
  );
  return { org, members };
}

async function makePlaces(host: Host, people: readonly PersonId[]): Promise<Place[]> {
  const places: Place[] = [];
  for (let n = 0; n < ORGANIZATIONS; n++) places.push(await makePlace(host, newPerson(), people));
  return places;
}

type Act = (caller: number, place: Place) => Promise<void>;

/** The statements that an act comes down to, one after the other, as somebody would write them by hand. */
function byHand(pool: pg.Pool, people: readonly PersonId[]): Act {
  const leaf = Buffer.alloc(420, 'x');
  const frontier = Buffer.alloc(320);
  const outcome = JSON.stringify({ ok: true, value: 'x'.repeat(260) });
  return async (caller, { org, members }) => {
    const act = makeId('act', Date.now(), randomBytes(10));
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const gate = await client.query<{ size: string }>(
        'SELECT size, frontier FROM register.tree WHERE org_id = $1 FOR NO KEY UPDATE',
        [org],
      );
      const { size } = gate.rows[0]!;
      await client.query('UPDATE agents.member SET contact = $3 WHERE org_id = $1 AND member_id = $2', [
        org,
        members[caller],
        `by hand ${act}`,
      ]);
      await client.query(
        `INSERT INTO register.leaf (org_id, position, act_id, leaf, leaf_hash) VALUES ($1, $2, $3, $4, $5)`,
        [org, size, act, leaf, randomBytes(32)],
      );
      await client.query(
        'INSERT INTO register.payload (org_id, act_id, subject, salt, body) VALUES ($1, $2, $3, $4, $5)',
        [org, act, members[caller], randomBytes(32), Buffer.alloc(50)],
      );
      await client.query(
        `INSERT INTO host.once (org_id, who, command, key, input_hash, outcome, at)
         VALUES ($1, $2, 'agents.edit_membership', $3, $4, $5, now())`,
        [org, people[caller], act, randomBytes(32), outcome],
      );
      await client.query('UPDATE register.tree SET size = $2::bigint + 1, frontier = $3 WHERE org_id = $1', [
        org,
        size,
        frontier,
      ]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
}

function throughTheDoor(host: Host, people: readonly PersonId[]): Act {
  return async (caller, { org }) => {
    const contact = `at the door ${randomBytes(6).toString('hex')}`;
    await mustDo(host, people[caller]!, 'agents.edit_membership', org, { contact });
  };
}

interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly rowsPerAct: number;
}

async function measure(pool: pg.Pool, act: Act, callers: number, places: readonly Place[]): Promise<Figure> {
  const times: number[] = [];
  const rows = () => pool.query<{ n: number }>('SELECT count(*)::int AS n FROM register.leaf');
  const before = (await rows()).rows[0]!.n;
  const began = performance.now();
  const until = began + seconds * 1000;
  const call = async (caller: number) => {
    for (let turn = caller; performance.now() < until; turn += 37) {
      const started = performance.now();
      await act(caller, places[turn % places.length]!);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const took = performance.now() - began;
  const written = (await rows()).rows[0]!.n - before;
  return {
    perSecond: times.length / (took / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    rowsPerAct: written / times.length,
  };
}

function line(name: string, figure: Figure, reference: Figure): string {
  const ratio = figure === reference ? '' : `${(figure.perSecond / reference.perSecond).toFixed(2)} ×`;
  const cells = [Math.round(figure.perSecond).toString(), figure.p50.toFixed(1), figure.p99.toFixed(1)];
  const numbers = [...cells, figure.rowsPerAct.toFixed(2), ratio].map((cell) => cell.padStart(9)).join('');
  return `    ${name.padEnd(26)}${numbers}\n`;
}

const bench = await openBench();
try {
  const single = await bench.open('acts');
  const url = single.pool.options.connectionString!;
  const grouped = openHost({ url, groupSize: 100 });
  const alone = openHost({ url, groupSize: 1 });
  const plain = new pg.Pool({ connectionString: url, max: Math.max(...CALLERS) });
  // A connection that the server closes at the end of the run is no failure.
  plain.on('error', () => undefined);
  const people = Array.from({ length: Math.max(...CALLERS) }, newPerson);
  // What is written by hand has no real leaves: it gets organizations of its own, which the dispatcher never
  // sees.
  const byHandPlaces = await makePlaces(single, people);
  const doorPlaces = await makePlaces(single, people);
  const settings = await plain.query<{ fsync: string; sync: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync`,
  );
  const { fsync, sync } = settings.rows[0]!;
  process.stdout.write(
    `agents.edit_membership, fsync ${fsync}, synchronous_commit ${sync}, ${seconds} s for each figure, ` +
      `load ${loadavg()[0]!.toFixed(1)} at the start; milliseconds\n` +
      `${''.padEnd(30)}${['acts/s', 'p50', 'p99', 'leaves', 'ratio'].map((head) => head.padStart(9)).join('')}\n`,
  );
  const ways = [
    { name: 'by hand', act: byHand(plain, people), places: byHandPlaces },
    { name: 'dispatcher, one by one', act: throughTheDoor(alone, people), places: doorPlaces },
    { name: 'dispatcher, in groups', act: throughTheDoor(grouped, people), places: doorPlaces },
  ];
  // What is compiled and cached on first use is no part of any figure.
  for (const { act, places } of ways) {
    for (let turn = 0; turn < 200; turn++) await act(turn % people.length, places[turn % ORGANIZATIONS]!);
  }
  const pgbench = await openPgbench(bench);
  if (!pgbench) process.stdout.write('  pgbench is not installed\n');
  for (const many of [false, true]) {
    for (const callers of CALLERS) {
      process.stdout.write(
        `  ${callers} callers, ${many ? 'over a hundred organizations' : 'one organization'}\n`,
      );
      let reference: Figure | undefined;
      const tpcb = many ? await pgbench?.measure(callers, Math.ceil(seconds)) : undefined;
      for (const { name, act, places } of ways) {
        const figure = await measure(plain, act, callers, many ? places : places.slice(0, 1));
        reference ??= figure;
        process.stdout.write(line(name, figure, reference));
      }
      if (tpcb !== undefined && reference) {
        const ratio = `${(tpcb / reference.perSecond).toFixed(2)} ×`;
        process.stdout.write(
          `    ${'pgbench, tpcb-like'.padEnd(26)}${Math.round(tpcb).toString().padStart(9)}${ratio.padStart(36)}\n`,
        );
      }
    }
  }
  process.stdout.write(
    `  load ${loadavg()[0]!.toFixed(1)} at the end; wanted: 3 × with 32 callers in one organization\n`,
  );
  for (const host of [grouped, alone]) await host.close();
  await plain.end();
} finally {
  await bench.close();
}
