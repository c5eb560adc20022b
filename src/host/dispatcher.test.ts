import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { association } from '../forms/association.ts';
import { perform } from './dispatcher.ts';
import { openHost, type Host } from './host.ts';
import type { Answer, Receipt } from './act-request.ts';

let database: TestDatabase;
let host: Host;
let keys = 0;

beforeAll(async () => {
  database = await freshDatabase();
  host = openHost({ url: database.url });
});
afterAll(async () => {
  await host.close();
  await database.drop();
});

function newPerson(): PersonId {
  return makeId('per', Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

function done(answer: Answer): Receipt {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
  if (answer.value.kind !== 'done') throw new Error('waits for signatures');
  return answer.value;
}

async function enter(name: string): Promise<PersonId> {
  const person = newPerson();
  await ask('agents.enter_house', person, { name, locale: 'en' }).then(done);
  return person;
}

function ask(
  command: string,
  person: PersonId | null,
  input: unknown,
  more: { org?: Receipt['org']; key?: string } = {},
) {
  return perform(host, {
    command,
    org: more.org ?? null,
    actor: { person, channel: 'story' },
    input,
    key: more.key ?? `k${(keys += 1)}`,
    ...(command === 'agents.enter_house' ? { byHost: true } : {}),
  });
}

const founding = (founder: string, name = 'Las Ollas') => ({
  form: 'association',
  name,
  founder,
  locale: 'es',
  timeZone: 'America/Mexico_City',
  articles: association.articles,
});

describe('the door', () => {
  test('refuses in its own order before it opens anything', async () => {
    const ana = await enter('Ana');
    const rules = async (answer: Promise<Answer>) => {
      const got = await answer;
      return got.ok ? 'accepted' : got.refusal.rule;
    };
    expect(await rules(ask('agents.conjure', ana, {}))).toBe('command_unknown');
    expect(await rules(ask('agents.found', ana, { form: 7 }))).toBe('input_invalid');
    const half = { ...founding('Ana'), purpose: 'half a sign: \ud83d' };
    expect(await rules(ask('agents.found', ana, half))).toBe('no_canonical_form');
    expect(await rules(ask('agents.found', ana, founding('Ana'), { key: '' }))).toBe('key_invalid');
    expect(await rules(ask('agents.sign', ana, { subject: 'founding', statutes: 1 }))).toBe(
      'organization_missing',
    );
    expect(await rules(ask('agents.found', null, founding('Ana')))).toBe('sign_in_first');
  });

  test('what belongs to the host is performed for nobody else', async () => {
    const ana = await enter('Ana');
    const asked = {
      command: 'agents.forget_me',
      org: null,
      input: {},
      key: 'forget',
      actor: { person: ana, channel: 'web' as const },
    };
    const answer = await perform(host, asked);
    expect(answer).toEqual({ ok: false, refusal: { rule: 'command_unknown', command: 'agents.forget_me' } });
  });

  test('a token reaches as far as its scopes and never what is the person’s own', async () => {
    const ana = await enter('Ana');
    const by = (command: string, input: unknown, scopes: string[]) =>
      perform(host, {
        command,
        org: null,
        actor: { person: ana, channel: 'api', token: { id: `tok_${scopes.join()}`, scopes } },
        input,
        key: command,
      });
    const refused = { ok: false, refusal: { rule: 'token_lacks_scope' } };
    expect(await by('agents.found', founding('Ana', 'By Token'), ['network:write'])).toMatchObject(refused);
    expect(await by('agents.found', founding('Ana', 'By Token'), ['agents:read'])).toMatchObject(refused);
    expect(await by('agents.erase_me', {}, ['agents:write', 'agents.erase_me'])).toMatchObject(refused);
    expect(await by('agents.found', founding('Ana', 'By Token'), ['agents.found'])).toMatchObject({
      ok: true,
    });
  });

  test('a founding gives an organization, its statutes, its founder and a first leaf', async () => {
    const ana = await enter('Ana');
    const receipt = done(await ask('agents.found', ana, founding('Ana')));
    expect(receipt.position).toBe(0);
    expect(receipt.answer).toMatchObject({ slug: 'las-ollas' });
    const leaves = await sql<{
      leaf: Buffer;
    }>`SELECT leaf FROM register.leaf WHERE org_id = ${receipt.org}`.execute(host.db);
    const leaf = JSON.parse(leaves.rows[0]!.leaf.toString()) as {
      command: string;
      fact: Record<string, unknown>;
    };
    expect(leaf.command).toBe('agents.found');
    expect(leaf.fact['founder']).toBeNull();
    expect(leaves.rows[0]!.leaf.toString()).not.toContain(ana);
  });

  test('the same key is done once; another input under it is refused', async () => {
    const ana = await enter('Ana');
    const first = done(await ask('agents.found', ana, founding('Ana', 'Once Only'), { key: 'once' }));
    const again = done(await ask('agents.found', ana, founding('Ana', 'Once Only'), { key: 'once' }));
    expect(again).toMatchObject({ act: first.act, org: first.org, replayed: true });
    const other = await ask('agents.found', ana, founding('Ana', 'Something Else'), { key: 'once' });
    expect(other.ok ? '' : other.refusal.rule).toBe('key_reused');
  });

  test('a lone founder signs and the group exists', async () => {
    const ana = await enter('Ana');
    const { org } = done(await ask('agents.found', ana, founding('Ana', 'Alone')));
    const signed = done(await ask('agents.sign', ana, { subject: 'founding', statutes: 1 }, { org }));
    expect(signed.answer).toMatchObject({ founded: true });
  });

  test('a stranger gets the same refusal whether or not the group exists', async () => {
    const ana = await enter('Ana');
    const eve = await enter('Eve');
    const { org } = done(await ask('agents.found', ana, founding('Ana', 'Private')));
    const real = await ask('agents.sign', eve, { subject: 'founding', statutes: 1 }, { org });
    const none = await ask(
      'agents.sign',
      eve,
      { subject: 'founding', statutes: 1 },
      { org: makeId('org', 1, new Uint8Array(10)) },
    );
    expect(real).toEqual(none);
  });

  test('many at once for one organization each get their own outcome and their own place', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => enter(`P${n}`)));
    const answers = await Promise.all(
      people.map((person) => ask('agents.edit_profile', person, { name: 'Changed' })),
    );
    const positions = answers.map((answer) => done(answer).position);
    expect(new Set(positions).size).toBe(20);
    const tree = await sql<{ size: bigint }>`
      SELECT t.size FROM register.tree t
       WHERE t.size = (SELECT count(*) FROM register.leaf l WHERE l.org_id = t.org_id)
         AND t.org_id = ${done(answers[0]!).org}`.execute(host.db);
    expect(tree.rows).toHaveLength(1);
  });

  test('a founding that is refused or repeated leaves no register behind', async () => {
    const trees = async () => (await sql`SELECT FROM register.tree`.execute(host.db)).rows.length;
    const ana = await enter('Ana');
    const before = await trees();
    const twice = { key: 'founded twice' };
    done(await ask('agents.found', ana, founding('Ana', 'Once'), twice));
    done(await ask('agents.found', ana, founding('Ana', 'Once'), twice));
    const articles = { ...founding('Ana').articles, roles: [] };
    const refused = await ask('agents.found', ana, { ...founding('Ana'), articles });
    expect(refused.ok).toBe(false);
    expect(await trees()).toBe(before + 1);
  });
});
