/**
 * Kills the application or its PostgreSQL with SIGKILL, again and again, while people act, and looks after
 * each death whether everything that was answered is still there. Run by hand; it takes a few minutes.
 *
 *   node test/crash.ts [deaths, 100 by default] [minutes at most, 60 by default]
 *
 * The parent keeps, outside of the data folder, a line for every receipt that it was told of. After each
 * death a child starts the engine again, as `npm start` does, takes up what was left to do, and compares:
 * every act that was answered stands where the receipt says, the tree had the root that it names, the
 * register holds, every payment that was answered is in the books and the books add up, nobody who was erased
 * is still a member anywhere, and what has once been answered is answered again to the same key.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, writeSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { OrgId, PersonId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { Articles, UnitRule } from '../src/modules/agents/index.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { association } from '../src/forms/association.ts';
import type { Answer } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { APP_ROLE, startEngine } from '../src/host/engine/engine.ts';
import { runFollowUps } from '../src/host/follow-ups.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { keepAccounts } from '../src/host/keep-accounts.ts';
import { makeAppRole, makeDatabase, migrate } from '../src/host/migrate.ts';
import { verifyRegister } from '../src/host/register/verify.ts';
import { verifyAccounts } from '../src/host/verify-books.ts';

const DATABASE = 'tequio';
const EDITORS = 8;
const LEAVERS = 3;
const PAYERS = 6;

/** Each may go down to −100.00; a fiftieth goes to the common account. */
const unit: UnitRule = {
  unit: 'maiz',
  kind: 'mutual_credit',
  code: 'MAIZ',
  scale: 2,
  words: { es: { one: 'maíz', many: 'maíces' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
  levy: { parts: 2, of: 100, pays: 'source' },
};
const circle: Articles = { ...(association.articles as Articles), books: { units: [unit] } };

/** What the client was told, kept where no crash reaches it. */
interface Kept {
  readonly command: string;
  readonly org: OrgId;
  readonly person: PersonId;
  readonly key: string;
  readonly input: unknown;
  readonly act: string;
  readonly position: number;
  readonly size: number;
  readonly root: string;
}

interface World {
  readonly orgs: readonly OrgId[];
  readonly people: readonly PersonId[];
  /** Those who pay each other, and their accounts. */
  readonly circle: OrgId;
  readonly payers: readonly { readonly person: PersonId; readonly account: string }[];
}

const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);
const newPerson = (): PersonId => makeId('per', Date.now(), randomBytes(10));

async function child(folder: string): Promise<void> {
  const began = performance.now();
  const engine = await startEngine(path.join(folder, 'data'), { durable: true });
  say({ say: 'engine', pid: engine.pid, adopted: engine.adopted, cluster: engine.cluster });
  await makeAppRole(engine.ownerUrl('postgres'), APP_ROLE, engine.data.secrets.databaseApp);
  await makeDatabase(engine.ownerUrl('postgres'), DATABASE);
  await migrate(engine.ownerUrl(DATABASE));
  const host = openHost({ url: engine.url(DATABASE) });
  const open = await sql<{ n: number }>`SELECT count(*)::int AS n FROM host.follow_up`.execute(host.db);
  await runFollowUps(host, null, 'job');
  const kept = await readKept(folder);
  const lost = await losses(host, kept);
  say({ say: 'checked', lost, leftOver: open.rows[0]!.n, millis: Math.round(performance.now() - began) });
  const world = await readFile(path.join(folder, 'world.json'), 'utf8').catch(() => null);
  if (process.argv.includes('--last')) {
    await host.close();
    await engine.stop();
    return;
  }
  await load(host, world ? (JSON.parse(world) as World) : await makeWorld(host, folder));
}

async function readKept(folder: string): Promise<Kept[]> {
  const text = await readFile(path.join(folder, 'kept'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Kept);
}

/** Everything that is not as somebody was told, in words. */
async function losses(host: Host, kept: readonly Kept[]): Promise<string[]> {
  const lost: string[] = [];
  const there = await sql<{ act_id: string; org_id: string; position: bigint }>`
    SELECT act_id, org_id, position FROM register.leaf WHERE act_id = ANY(${kept.map((one) => one.act)})`.execute(
    host.db,
  );
  const places = new Map(there.rows.map((row) => [row.act_id, `${row.org_id} ${row.position}`]));
  for (const one of kept) {
    const place = places.get(one.act);
    if (place !== `${one.org} ${one.position}`) lost.push(`${one.act} is at ${place ?? 'no place'}`);
  }
  const { broken } = await verifyRegister(host.db, { kept });
  for (const one of broken) lost.push(`${one.rule} ${one.org} ${one.position ?? ''} ${one.act ?? ''}`);
  lost.push(...(await missingInBooks(host, kept)));
  const left = await sql<{ command: string; last_rule: string | null }>`
    SELECT command, last_rule FROM host.follow_up`.execute(host.db);
  for (const row of left.rows) lost.push(`${row.command} was left undone: ${row.last_rule ?? 'not tried'}`);
  const gone = kept.filter((one) => one.command === 'agents.erase_me').map((one) => one.person);
  const remembered = await sql<{ person_id: string }>`
    SELECT person_id FROM agents.member WHERE person_id = ANY(${gone})`.execute(host.db);
  for (const row of remembered.rows) lost.push(`${row.person_id} has gone and is still known`);
  return [...lost, ...(await saidAgain(host, kept.slice(-EDITORS)))];
}

/** What was paid stands in the books with its levy, and the books add up. */
async function missingInBooks(host: Host, kept: readonly Kept[]): Promise<string[]> {
  const paid = kept.filter((one) => one.command === 'ledger.transfer');
  const { rows } = await sql<{ act_id: string; minor: string }>`
    SELECT act_id, min(amount_minor) FILTER (WHERE kind = 'payment')::text AS minor
      FROM ledger.transfer WHERE act_id = ANY(${paid.map((one) => one.act)}) GROUP BY act_id`.execute(
    host.db,
  );
  const booked = new Map(rows.map((row) => [row.act_id, row.minor]));
  const missing = paid.filter(({ act, input }) => {
    const { amountMinor } = input as { readonly amountMinor: string };
    return booked.get(act) !== amountMinor;
  });
  const broken = await verifyAccounts(host.db);
  return [
    ...missing.map((one) => `${one.act} is not in the books as it was paid`),
    ...broken.map((one) => `the books do not add up: ${JSON.stringify(one)}`),
  ];
}

/** Whoever did not hear the answer asks again with the same key: nothing is done twice. */
async function saidAgain(host: Host, kept: readonly Kept[]): Promise<string[]> {
  const lost: string[] = [];
  // With a person who has gone, what they were answered goes too, whether or not they heard that they are
  // gone.
  const erased = await sql<{ person_id: string }>`
    SELECT person_id FROM agents.person WHERE erased_at IS NOT NULL`.execute(host.db);
  const gone = new Set(erased.rows.map((row) => row.person_id));
  for (const one of kept.filter(({ person }) => !gone.has(person))) {
    const { command, org, person, input, key } = one;
    const answer = await perform(host, { command, org, input, key, actor: { person, channel: 'story' } });
    const same = answer.ok && answer.value.kind === 'done' && answer.value.replayed;
    if (!same || answer.value.act !== one.act) lost.push(`${one.act} was not answered again`);
  }
  return lost;
}

async function makeWorld(host: Host, folder: string): Promise<World> {
  const orgs: OrgId[] = [];
  const people = Array.from({ length: EDITORS }, newPerson);
  for (const person of people) await act(host, 'agents.enter_house', null, person, entering);
  for (const name of ['Las Ollas', 'La Milpa']) {
    const founding = { form: 'association', founder: 'Ana', locale: 'es', timeZone: 'UTC' };
    const articles = association.articles;
    const [founder] = people as [PersonId];
    const answer = await act(host, 'agents.found', null, founder, { ...founding, name, articles });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    const { org } = answer.value;
    await act(host, 'agents.sign', org, founder, { subject: 'founding', statutes: 1 });
    for (const person of people.slice(1)) await act(host, 'agents.apply', org, person, applying);
    orgs.push(org);
  }
  const world: World = { orgs, people, ...(await makeCircle(host)) };
  await writeFile(path.join(folder, 'world.json'), JSON.stringify(world));
  return world;
}

/** A circle whose members have come in as founders do, with a code each. */
async function makeCircle(host: Host): Promise<Pick<World, 'circle' | 'payers'>> {
  const people = Array.from({ length: PAYERS }, newPerson);
  const [founder, ...others] = people as [PersonId, ...PersonId[]];
  for (const person of people) await act(host, 'agents.enter_house', null, person, entering);
  const founding = { form: 'association', name: 'El Maíz', founder: 'Ana', locale: 'es', timeZone: 'UTC' };
  const begun = await act(host, 'agents.found', null, founder, { ...founding, articles: circle });
  if (!begun.ok) throw new Error(JSON.stringify(begun));
  const { org } = begun.value;
  for (const [at, person] of others.entries()) {
    const code = `PAYER${at}`;
    await act(host, 'agents.name_founder', org, founder, { name: `Ana ${at}`, codeHash: hashCode(code) });
    await act(host, 'agents.accept', org, person, { code, name: `Ana ${at}`, norms: true });
  }
  for (const person of people)
    await act(host, 'agents.sign', org, person, { subject: 'founding', statutes: 1 });
  await keepAccounts(host, org);
  const { rows } = await sql<{ person: PersonId; account: string }>`
    SELECT m.person_id AS person, a.account_id AS account
      FROM ledger.account a JOIN agents.member m USING (org_id, member_id)
     WHERE a.org_id = ${org} ORDER BY a.account_id`.execute(host.db);
  return { circle: org, payers: rows };
}

const entering = { name: 'Ana', locale: 'es' };
const applying = { name: 'Ana', norms: true };

/** Performs, and tells of what was done before anything else is. */
async function act(
  host: Host,
  command: string,
  org: OrgId | null,
  person: PersonId,
  input: unknown,
): Promise<Answer> {
  const key = randomBytes(12).toString('hex');
  const actor = { person, channel: 'story' as const };
  const byHost = command === 'agents.enter_house' ? ({ byHost: true } as const) : {};
  const answer = await perform(host, { command, org, actor, input, key, ...byHost });
  if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer.refusal)}`);
  if (answer.value.kind === 'done' && command !== 'agents.enter_house' && command !== 'agents.found') {
    const { org: where, act: id, position, size, root } = answer.value;
    say({ say: 'kept', kept: { command, org: where, person, key, input, act: id, position, size, root } });
  }
  return answer;
}

/**
 * People who change how they are reached, people who pay each other, and people who come, ask to join
 * everywhere, and go for good.
 */
async function load(host: Host, { orgs, people, circle: org, payers }: World): Promise<never> {
  say({ say: 'loaded' });
  const edit = async (person: PersonId) => {
    for (let turn = 0; ; turn++) {
      const contact = randomBytes(8).toString('hex');
      await act(host, 'agents.edit_membership', orgs[turn % orgs.length]!, person, { contact });
    }
  };
  const comeAndGo = async () => {
    for (;;) {
      const person = newPerson();
      await act(host, 'agents.enter_house', null, person, entering);
      for (const org of orgs) await act(host, 'agents.apply', org, person, applying);
      await act(host, 'agents.erase_me', null, person, {});
    }
  };
  // To the next one round the circle, so that nobody runs out of credit.
  const pay = async (at: number) => {
    const { person, account } = payers[at]!;
    const target = payers[(at + 1) % payers.length]!.account;
    for (let turn = 1; ; turn = (turn % 40) + 1) {
      const input = { source: account, target, amountMinor: String(turn), note: 'pan' };
      await act(host, 'ledger.transfer', org, person, input);
    }
  };
  await Promise.all([
    ...people.map(edit),
    ...payers.map((_one, at) => pay(at)),
    ...Array.from({ length: LEAVERS }, comeAndGo),
  ]);
  throw new Error('nobody stops acting');
}

type Victim = 'application' | 'PostgreSQL' | 'both';

interface Round {
  readonly lost: readonly string[];
  readonly leftOver: number;
  readonly millis: number;
  readonly kept: number;
}

/** One life: start, check, load, death at a moment of chance. */
async function live(folder: string, victim: Victim | null): Promise<Round> {
  const args = [fileURLToPath(import.meta.url), '--child', folder, ...(victim ? [] : ['--last'])];
  const life = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let postgres = 0;
  let kept = 0;
  let killed = false;
  let words = '';
  let checked: { lost: string[]; leftOver: number; millis: number } | undefined;
  life.stderr.on('data', (data: Buffer) => (words += data.toString()));
  const kill = () => {
    killed = true;
    if (victim !== 'application') process.kill(postgres, 'SIGKILL');
    if (victim !== 'PostgreSQL') life.kill('SIGKILL');
    // Whoever waits for a database that is gone has long been told so.
    setTimeout(() => life.kill('SIGKILL'), 15_000).unref();
  };
  createInterface({ input: life.stdout }).on('line', (line) => {
    const heard = JSON.parse(line) as { say: string; pid: number; kept: Kept } & NonNullable<typeof checked>;
    if (heard.say === 'engine') postgres = heard.pid;
    if (heard.say === 'checked') checked = heard;
    if (heard.say === 'kept') {
      kept += 1;
      appendFileSync(path.join(folder, 'kept'), `${JSON.stringify(heard.kept)}\n`);
    }
    if (heard.say === 'loaded') setTimeout(kill, 20 + Math.random() * 800);
  });
  await ended(life);
  if (!checked || (victim && !killed)) throw new Error(`It did not come up again: ${words}`);
  return { ...checked, kept };
}

/** An application whose database was killed ends by itself, with whatever its callers threw. */
function ended(life: ChildProcess): Promise<void> {
  return new Promise((resolve) => life.once('close', () => resolve()));
}

async function parent(most: number, minutes: number): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-crash-'));
  await chmod(folder, 0o711);
  const died: Record<Victim, number> = { application: 0, PostgreSQL: 0, both: 0 };
  const rounds: Round[] = [];
  const began = Date.now();
  for (let death = 0; death < most && Date.now() - began < minutes * 60_000; death++) {
    const victim = (['application', 'PostgreSQL', 'both'] as const)[Math.floor(Math.random() * 3)]!;
    rounds.push(await live(folder, victim));
    died[victim] += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r${death + 1} of ${most}`);
  }
  rounds.push(await live(folder, null));
  const lost = rounds.flatMap((round) => round.lost);
  const sum = (of: (round: Round) => number) => rounds.reduce((all, round) => all + of(round), 0);
  const ups = rounds.map((round) => round.millis).sort((a, b) => a - b);
  process.stdout.write(
    `\n${rounds.length - 1} deaths under load in ${Math.round((Date.now() - began) / 1000)} s: ${died.application} of the ` +
      `application, ${died.PostgreSQL} of PostgreSQL, ${died.both} of both\n` +
      `${sum((round) => round.kept)} acts answered, ${sum((round) => round.leftOver)} follow-ups taken up after a death\n` +
      `up and checked again after ${ups[Math.floor(ups.length / 2)]} ms (middle), ${ups.at(-1)} ms (longest)\n` +
      `lost: ${lost.length === 0 ? 'nothing' : `\n  ${[...new Set(lost)].join('\n  ')}`}\n`,
  );
  if (lost.length > 0) process.exitCode = 1;
  else await rm(folder, { recursive: true, force: true });
}

const at = process.argv.indexOf('--child');
if (at > 0) await child(process.argv[at + 1]!);
else await parent(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 60));
