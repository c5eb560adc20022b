/**
 * Acts that are written together come out as if they had been written one by one: the same answers, the same
 * rows, the same register. And what a command says the next act sees is what the next act would have loaded.
 */
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { Act, Ask, MemberId, OrgId, RecordedAct } from '#kernel/command';
import { makeId } from '#kernel/id';
import { HOUSE } from '#agents';
import { REPLAYED_TABLES } from '../src/host/registry.ts';
import type { ActRequest, Answer } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { commands } from '../src/host/registry.ts';
import { association } from '../src/forms/association.ts';
import { Dice } from './random-acts.ts';
import { newWish } from '../src/modules/decisions/core/blind.ts';
import { tokenFor, type Token } from '../src/modules/decisions/commands/with-tokens.ts';
import { keeping, maiz, peso } from '../src/modules/ledger/commands/with-books.ts';
import { talero } from '../src/modules/ledger/commands/with-currency.ts';
import { loadProposal } from '../src/modules/decisions/index.server.ts';
import { furnishRuns, LEDGER_RUNS, type LedgerWorld, type One } from './runs-ledger.ts';
import { copyOf } from './with-database.ts';
import { memberIn, openStage, type OneOfUs, type Someone, type Stage } from './stage.ts';

/** What pesos are kept for; a tenth of it goes each day. */
const melting = {
  ...talero,
  backing: { ...talero.backing!, unit: 'peso' },
  demurrage: { parts: 1, of: 10, freeDays: 0 },
};

const grouped = [...commands.values()].filter((command) => command.grouped).map((command) => command.name);

interface World extends LedgerWorld {
  readonly stage: Stage;
  readonly org: OrgId;
  readonly strangers: readonly Someone[];
  readonly applicants: readonly MemberId[];
  /** Votes that are open: one with open ballots, one with secret ones, one that is blind. */
  readonly votes: readonly [string, string, string];
  /** Of the blind one: what was blinded, and tokens that were signed. */
  readonly blinded: readonly string[];
  readonly tokens: readonly Token[];
}

let world: World;

beforeAll(async () => {
  const stage = await openStage();
  const [onTheSpot] = association.articles.powers['resolve'].ways.filter((way) => way.method === 'majority');
  const atOnce = { ...onTheSpot!, voteDays: 1 };
  const ways = (['open', 'separated', 'blind'] as const).map((secrecy) => ({ ...atOnce, secrecy }));
  const books = keeping({ ...maiz, levy: { parts: 3, of: 100, pays: 'both' } }, peso, melting);
  const articles = {
    ...books,
    admission: { ...association.articles.admission, vouchers: 2 },
    powers: {
      ...books.powers,
      resolve: { by: 'decision' as const, ways },
      pay_out: { by: 'member' as const },
    },
  };
  const { org, us } = await stage.found(['Ana', 'Beto', 'Caro', 'Dora'], { articles });
  const strangers: Someone[] = [];
  for (const name of ['Eva', 'Fina', 'Gil', 'Hugo']) strangers.push(await stage.person(name));
  const applicants: MemberId[] = [];
  for (const name of ['Iris', 'Juan']) {
    const someone = await stage.person(name);
    const applied = await stage.do(someone, 'agents.apply', org, { name, norms: true });
    applicants.push(memberIn(applied.answer));
  }
  const [open, secret, blind] = await Promise.all([0, 1, 2].map((way) => openVote(stage, org, us[0]!, way)));
  const votes = [open!, secret!, blind!] as const;
  const { ballotKeys } = (await loadProposal(stage.host.db, org, votes[2]))!;
  const wishes = await Promise.all(us.map(() => newWish(ballotKeys!.people!)));
  const tokens: Token[] = [];
  for (const one of us.slice(0, 2)) tokens.push(await tokenFor(stage, one, org, votes[2]));
  const blinded = wishes.map((one) => one.blinded);
  world = {
    stage,
    org,
    us,
    strangers,
    applicants,
    votes,
    blinded,
    tokens,
    ...(await furnishRuns(stage, org, us)),
  };
});
afterAll(() => world.stage.close());

async function openVote(stage: Stage, org: OrgId, who: OneOfUs, way: number): Promise<string> {
  const draft = { kind: 'resolution', title: 'A question' };
  const { answer } = await stage.do(who, 'decisions.propose', org, draft);
  const { proposal } = answer as { proposal: string };
  await stage.do(who, 'decisions.publish', org, { proposal, way });
  await stage.do(who, 'decisions.open', org, { proposal });
  return proposal;
}

/** For every command that may be grouped: a run of acts, some of which the rules refuse. */
const RUNS: { readonly [command: string]: (world: World) => One[] } = {
  'agents.apply': ({ us, strangers }) => {
    const asking = [...strangers, strangers[0]!, us[0]!, strangers[1]!];
    return asking.map((one, at) => ({
      person: one.person,
      member: 'member' in one ? (one.member as MemberId) : null,
      input: { name: `${one.name} ${at}`, norms: true, ...(at === 2 ? { class: 'unheard_of' } : {}) },
    }));
  },
  'agents.vouch': ({ us, applicants }) => {
    const vouches = us.flatMap((one) => applicants.map((member) => ({ one, member })));
    return [
      ...vouches,
      vouches[0]!,
      { one: us[1]!, member: us[1]!.member },
      { one: us[2]!, member: us[0]!.member },
    ].map(({ one, member }) => ({ person: one.person, member: one.member, input: { member } }));
  },
  'decisions.cast': ({ us, votes: [open, secret] }) => {
    const says = (word: string) => ({ ballot: 'yes_no', says: word });
    const receipt = (at: number) => `a-receipt-of-many-signs-no-${at}`;
    const ballots = us.flatMap((one, at) => [
      { one, input: { proposal: open, choices: says(at % 2 ? 'no' : 'yes') } },
      { one, input: { proposal: secret, choices: says('yes'), mark: receipt(at) } },
    ]);
    const [ana, beto] = us as [OneOfUs, OneOfUs];
    return [
      ...ballots,
      // Cast anew, with the receipt of another, with their own, and as no ballot at all.
      { one: ana, input: { proposal: open, choices: says('no') } },
      { one: beto, input: { proposal: secret, choices: says('no'), mark: receipt(99) } },
      { one: beto, input: { proposal: secret, choices: says('no'), mark: receipt(1) } },
      { one: ana, input: { proposal: open, choices: { ballot: 'approve', options: [] } } },
    ].map(({ one, input }) => ({ person: one.person, member: one.member, input }));
  },
  'decisions.post_ballot': ({ us, votes: [, , blind], tokens }) => {
    const [one, other] = tokens as readonly [Token, Token];
    return [
      { ...one, choices: { ballot: 'yes_no', says: 'yes' } },
      { ...other, choices: { ballot: 'yes_no', says: 'no' } },
      // Changed, under the signature of another, and as no ballot at all.
      { ...one, choices: { ballot: 'yes_no', says: 'no' } },
      { ...one, signature: other.signature, choices: { ballot: 'yes_no', says: 'yes' } },
      { ...other, choices: { ballot: 'consent', says: 'consent' } },
    ].map((ballot) => ({ person: us[0]!.person, member: null, input: { proposal: blind, ...ballot } }));
  },
  'decisions.take_token': ({ us, votes: [open, , blind], blinded }) => {
    const [, , celia, dora] = us;
    return [
      { one: celia!, proposal: blind, at: 0 },
      { one: dora!, proposal: blind, at: 1 },
      // Again, another one, and where there are none.
      { one: celia!, proposal: blind, at: 0 },
      { one: dora!, proposal: blind, at: 2 },
      { one: celia!, proposal: open, at: 3 },
    ].map(({ one, proposal, at }) => ({
      person: one.person,
      member: one.member,
      input: { proposal, blinded: blinded[at]! },
    }));
  },
  'decisions.say': ({ us }) =>
    [...us, us[0]!].map((one, at) => ({
      person: one.person,
      member: one.member,
      input: {
        text: `${one.name} ${at}`,
        mentions: at === 1 ? [us[0]!.member] : at === 3 ? [makeId('mem', 1, new Uint8Array(10))] : [],
      },
    })),
  ...LEDGER_RUNS,
  'agents.edit_membership': ({ us }) =>
    [...us, us[0]!].map((one, at) => ({
      person: one.person,
      member: one.member,
      input:
        at === 2 ? {} : { name: `${one.name} ${at}`, ...(at % 2 ? { contact: `at the door ${at}` } : {}) },
    })),
  'agents.edit_profile': ({ us }) =>
    [...us, us[0]!].map((one, at) => ({
      person: one.person,
      member: null,
      input: at === 2 ? {} : { name: `${one.name} ${at}`, ...(at % 2 ? { locale: 'es' } : {}) },
    })),
};

const orgOf = (command: string, org: OrgId) => (commands.get(command)!.scope === 'house' ? HOUSE : org);

/**
 * The state of the database as one list: the register's leaves in their order, then every row. Ids and salts
 * are drawn in another order when acts are written together, so each id is called by its place in the
 * register.
 */
async function stateOf(db: Kysely<unknown>): Promise<string[]> {
  const leaves = await sql<{ row: string }>`
    SELECT convert_from(leaf, 'utf8') AS row FROM register.leaf ORDER BY org_id, position`.execute(db);
  const parts = leaves.rows.map(({ row }) => row.replace(/"personal":"[0-9a-f]{64}"/, '"personal"'));
  for (const table of [...REPLAYED_TABLES, 'host.once']) {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.table(table)} t`.execute(db);
    const called = rows.map(({ row }) => `${table} ${row.replace(/""root"": ""[0-9a-f]{64}""/, 'root')}`);
    parts.push(...called);
  }
  const names = new Map<string, string>();
  const named = parts.map((part) =>
    part.replace(/\b(act|mem|wor)_[0-9a-z]{26}/g, (id, kind: string) => {
      if (!names.has(id)) names.set(id, `${kind} ${names.size}`);
      return names.get(id)!;
    }),
  );
  const count = leaves.rows.length;
  return [...named.slice(0, count), ...named.slice(count).sort()];
}

/** A copy of the world's database in which time stands still and chance is the same again. */
async function twin(groupSize: number): Promise<{ host: Host; ownerUrl: string; close(): Promise<void> }> {
  const { stage } = world;
  const copy = await copyOf(stage.database);
  const dice = new Dice(7);
  const now = stage.clock.now + 60_000;
  const host = openHost({ url: copy.url, clock: () => now, chance: (bytes) => dice.bytes(bytes), groupSize });
  const close = async () => {
    await host.close();
    await copy.drop();
  };
  return { host, ownerUrl: copy.ownerUrl, close };
}

function requests(command: string, run: readonly One[]): ActRequest[] {
  const org = orgOf(command, world.org);
  return run.map(({ person, input }, at) => ({
    command,
    org,
    actor: { person, channel: 'story' },
    input,
    key: `act ${at}`,
  }));
}

const ruleOf = (answer: Answer) => (answer.ok ? answer.value.kind : answer.refusal.rule);

/** An act that others stand in line behind: what comes after it is written together. */
function together(host: Host, all: readonly ActRequest[], org: OrgId): Promise<Answer[]> {
  const first = perform(host, {
    command: orgOf('agents.edit_profile', org) === org ? 'agents.edit_profile' : 'agents.edit_membership',
    org,
    actor: { person: world.us[3]!.person, channel: 'story' },
    input: org === HOUSE ? { locale: 'en' } : { contact: 'first' },
    key: 'whoever comes first',
  });
  const rest = all.map((request) => perform(host, request));
  return Promise.all([first, ...rest]);
}

test('every command that may be grouped is tried here', () => {
  expect(Object.keys(RUNS).sort()).toEqual([...grouped].sort());
});

describe.each(grouped)('%s', (command) => {
  test('what the next act sees is what it would have loaded', async () => {
    const spec = commands.get(command)!;
    const org = orgOf(command, world.org);
    const { host, close } = await twin(1);
    try {
      const asks: Ask<unknown>[] = RUNS[command]!(world).map((one) => ({
        ...one,
        input: spec.input.parse(one.input),
      }));
      const at = new Date(host.clock()).toISOString();
      const brought = () => Promise.resolve(new Map<string, never>());
      const context = { org, now: at, today: at.slice(0, 10), chance: host.chance, brought };
      let accepted = 0;
      await host.db.transaction().execute(async (tx) => {
        let state = await spec.load(tx, asks, context);
        for (const ask of asks) {
          const act: RecordedAct = { id: makeId('act', host.clock(), host.chance(10)), org, at };
          const full: Act = {
            ...act,
            person: ask.person,
            member: ask.member,
            askedBy: ask.member,
            authority: { by: 'self' },
            channel: 'story',
            today: context.today,
            newId: (kind) => makeId(kind, host.clock(), host.chance(10)),
          };
          const decision = spec.decide(state, ask.input, full);
          if (!decision.ok) continue;
          accepted += 1;
          const before = state;
          state = spec.apply!(state, decision.value, act, ask.input);
          await spec.record(tx, [{ act, fact: decision.value }]);
          await spec.seal?.(tx, [{ input: ask.input, fact: decision.value }], before);
          expect(state).toEqual(await spec.load(tx, asks, context));
        }
      });
      expect(accepted).toBeGreaterThan(1);
    } finally {
      await close();
    }
  });

  test('together is as one by one', async () => {
    const org = orgOf(command, world.org);
    const all = requests(command, RUNS[command]!(world));
    const [single, group] = [await twin(1), await twin(100)];
    try {
      const alone = await together(single.host, all, org);
      const grouping = await together(group.host, all, org);
      expect(grouping.map(ruleOf)).toEqual(alone.map(ruleOf));
      expect(new Set(alone.map(ruleOf)).size).toBeGreaterThan(1);
      expect(await stateOf(group.host.db)).toEqual(await stateOf(single.host.db));
    } finally {
      await single.close();
      await group.close();
    }
  });
});

test('one that breaks a law of the database fails alone', async () => {
  const { host, ownerUrl, close } = await twin(100);
  try {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query("ALTER TABLE agents.member ADD CHECK (contact <> 'forbidden here')");
    await client.end();
    const all = world.us.map(({ person }, at): ActRequest => ({
      command: 'agents.edit_membership',
      org: world.org,
      actor: { person, channel: 'story' },
      input: { contact: at === 1 ? 'forbidden here' : `fine ${at}` },
      key: `act ${at}`,
    }));
    const answers = await Promise.allSettled(all.map((request) => perform(host, request)));
    expect(answers.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    const { rows } = await sql<{ contact: string }>`
      SELECT contact FROM agents.member WHERE org_id = ${world.org} AND contact LIKE 'f%' ORDER BY 1`.execute(
      host.db,
    );
    expect(rows.map((row) => row.contact)).toEqual(['fine 0', 'fine 2', 'fine 3']);
  } finally {
    await close();
  }
});

test('the same key twice in one run is done once, and another input under it is refused', async () => {
  const { host, close } = await twin(100);
  try {
    const base = { command: 'agents.vouch', org: world.org, key: 'same' } as const;
    const vouch = (one: OneOfUs, member: MemberId, token?: string): ActRequest => ({
      ...base,
      actor: {
        person: one.person,
        channel: 'api',
        ...(token ? { token: { id: token, scopes: ['agents.vouch'] } } : {}),
      },
      input: { member },
    });
    const [ana] = world.us as [OneOfUs];
    const [first, second] = world.applicants as [MemberId, MemberId];
    const done = await perform(host, vouch(ana, first));
    const again = await perform(host, vouch(ana, first));
    const other = await perform(host, vouch(ana, second));
    expect(ruleOf(done)).toBe('done');
    expect(again).toMatchObject({ ok: true, value: { replayed: true } });
    expect(ruleOf(other)).toBe('key_reused');
    // A token has keys of its own.
    expect(ruleOf(await perform(host, vouch(ana, second, 'tok_1')))).toBe('done');
  } finally {
    await close();
  }
});
