/**
 * A stage for tests: a host on a fresh database, a clock one can set, people who come in, and groups that are
 * founded the way people found them. When it closes, everything that was done on it is verified and replayed.
 */
import type { MemberId, OrgId, PersonId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import type { Json, Refusal } from '../src/kernel/outcome.ts';
import { hashCode, type Articles } from '../src/modules/agents/index.server.ts';
import { association } from '../src/forms/association.ts';
import type { Answer, Receipt } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { verifyFiles } from '../src/host/files/uses.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { verifyRegister } from '../src/host/register/verify.ts';
import { compareRows, replay } from '../src/host/replay.ts';
import { verifyUrns } from '../src/host/verify-ballots.ts';
import { verifyAccounts } from '../src/host/verify-books.ts';
import { freshDatabase, type TestDatabase } from './with-database.ts';

export interface Someone {
  readonly name: string;
  readonly person: PersonId;
}

/** Someone, as a group knows them. */
export interface OneOfUs extends Someone {
  readonly member: MemberId;
}

export interface Group {
  readonly org: OrgId;
  readonly us: readonly OneOfUs[];
}

export interface Founding {
  readonly name?: string;
  readonly articles?: Articles;
  /** Whether everyone has signed; false leaves a draft in which all have come in. */
  readonly signed?: boolean;
}

export interface Stage {
  readonly host: Host;
  readonly database: TestDatabase;
  readonly clock: { now: number };
  days(count: number): void;
  /** Someone who is here for the first time. */
  person(name: string): Promise<Someone>;
  found(names: readonly string[], founding?: Founding): Promise<Group>;
  /** Whatever comes of asking. */
  ask(who: Someone | null, command: string, org: OrgId | null, input: unknown, key?: string): Promise<Answer>;
  /** What must be done at once. */
  do(who: Someone, command: string, org: OrgId | null, input: unknown): Promise<Receipt>;
  /** The refusal that must come. */
  no(who: Someone | null, command: string, org: OrgId | null, input: unknown): Promise<Refusal>;
  /** What must wait for signatures; its id. */
  wait(who: Someone, command: string, org: OrgId, input: unknown): Promise<string>;
  /** The first asks, the others sign; what the last signature carries out must be done. */
  together(who: readonly Someone[], command: string, org: OrgId, input: unknown): Promise<Receipt>;
  sign(who: Someone, org: OrgId, waiting: string, statutes?: number): Promise<Answer>;
  /** Lets someone in by an invitation of `host`. */
  letIn(host: Someone, org: OrgId, name: string): Promise<OneOfUs>;
  close(): Promise<void>;
}

const START = Date.parse('2026-11-23T12:00:00.000Z');
const DAY = 86_400_000;

export async function openStage(): Promise<Stage> {
  const database = await freshDatabase();
  const clock = { now: START };
  const host = openHost({ url: database.url, clock: () => clock.now });
  let count = 0;
  const next = () => (count += 1);

  const ask: Stage['ask'] = (who, command, org, input, key = `key ${next()}`) =>
    perform(host, {
      command,
      org,
      actor: { person: who?.person ?? null, channel: 'story' },
      input,
      key,
      // Coming in is the host's to perform, for whoever has been let in; so is a word for whoever comes back.
      ...(command === 'agents.enter_house' || command === 'agents.vouch_return' ? { byHost: true } : {}),
    });

  const stage: Stage = {
    host,
    database,
    clock,
    days(passing) {
      clock.now += passing * DAY;
    },
    async person(name) {
      const someone = { name, person: makeId('per', clock.now, crypto.getRandomValues(new Uint8Array(10))) };
      await stage.do(someone, 'agents.enter_house', null, { name, locale: 'en' });
      return someone;
    },
    found: (names, founding) => found(stage, names, founding),
    ask,
    async do(who, command, org, input) {
      const answer = await ask(who, command, org, input);
      if (!answer.ok) throw new Error(`${command} was refused: ${JSON.stringify(answer.refusal)}`);
      if (answer.value.kind !== 'done') throw new Error(`${command} waits: ${JSON.stringify(answer.value)}`);
      return answer.value;
    },
    async no(who, command, org, input) {
      const answer = await ask(who, command, org, input);
      if (answer.ok) throw new Error(`${command} was not refused: ${JSON.stringify(answer.value)}`);
      return answer.refusal;
    },
    async wait(who, command, org, input) {
      const answer = await ask(who, command, org, input);
      if (!answer.ok || answer.value.kind !== 'waiting')
        throw new Error(`${command}: ${JSON.stringify(answer)}`);
      return answer.value.waiting;
    },
    async together([first, ...others], command, org, input) {
      const waiting = await stage.wait(first!, command, org, input);
      let answer: Answer | undefined;
      for (const other of others) answer = await stage.sign(other, org, waiting);
      const carried = answer?.ok && answer.value.kind === 'done' ? answer.value.carried : undefined;
      if (!carried?.ok || carried.value.kind !== 'done')
        throw new Error(`${command}: ${JSON.stringify(answer)}`);
      return carried.value;
    },
    async sign(who, org, waiting, statutes) {
      return ask(who, 'agents.sign', org, {
        subject: waiting,
        statutes: statutes ?? (await versionOf(stage, org)),
      });
    },
    async letIn(one, org, name) {
      const code = `CODE${next()}`;
      await stage.do(one, 'agents.invite', org, { codeHash: hashCode(code) });
      const someone = await stage.person(name);
      const { answer } = await stage.do(someone, 'agents.accept', org, { code, name, norms: true });
      return { ...someone, member: memberIn(answer) };
    },
    async close() {
      try {
        await proveAll(host);
      } finally {
        await host.close();
        await database.drop();
      }
    },
  };
  return stage;
}

async function found(stage: Stage, names: readonly string[], founding: Founding = {}): Promise<Group> {
  const [first, ...others] = names;
  const founder = await stage.person(first!);
  const begun = await stage.do(founder, 'agents.found', null, {
    form: 'association',
    name: founding.name ?? 'Las Ollas',
    founder: first,
    locale: 'en',
    timeZone: 'America/Mexico_City',
    articles: founding.articles ?? association.articles,
  });
  const { org } = begun;
  const us: OneOfUs[] = [{ ...founder, member: memberIn(begun.answer) }];
  for (const name of others) {
    const code = `FOUNDER${us.length}`;
    const named = await stage.do(founder, 'agents.name_founder', org, { name, codeHash: hashCode(code) });
    const someone = await stage.person(name);
    await stage.do(someone, 'agents.accept', org, { code, name, norms: true });
    us.push({ ...someone, member: memberIn(named.answer) });
  }
  if (founding.signed !== false) {
    for (const one of us) await stage.do(one, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  }
  return { org, us };
}

/** The member that an act has made. */
export function memberIn(answer: Json): MemberId {
  return (answer as { member: MemberId }).member;
}

async function versionOf(stage: Stage, org: OrgId): Promise<number> {
  const { rows } = await stage.host.pool.query<{ version: number }>(
    'SELECT max(version) AS version FROM agents.statutes WHERE org_id = $1',
    [org],
  );
  return rows[0]!.version;
}

/** Every register holds, and its facts alone make the very same rows again. */
async function proveAll(host: Host): Promise<void> {
  const { broken } = await verifyRegister(host.db);
  const scratch = await freshDatabase();
  try {
    await replay(host.db, scratch.db, host.commands);
    const all = [
      ...broken,
      ...(await compareRows(host.db, scratch.db)),
      ...(await verifyUrns(host.db)),
      ...(await verifyAccounts(host.db)),
      ...(await verifyFiles(host.db)),
    ];
    if (all.length > 0) throw new Error(`The register does not hold: ${JSON.stringify(all, null, 2)}`);
  } finally {
    await scratch.drop();
  }
}
