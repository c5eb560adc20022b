import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { association } from '../../forms/association.ts';
import type { Receipt } from '../act-request.ts';
import { perform } from '../dispatcher.ts';
import { openHost, type Host } from '../host.ts';
import { compareRows, replay } from '../replay.ts';
import { checkBundle } from './bundle.ts';
import { latestHead, proofOf } from './heads.ts';
import { verifyRegister } from './verify.ts';

let database: TestDatabase;
let host: Host;
let owner: pg.Client;
let ana: PersonId;
let org: OrgId;
const now = () => new Date().toISOString();

async function act(
  command: string,
  person: PersonId,
  input: unknown,
  of: OrgId | null = null,
): Promise<Receipt> {
  const answer = await perform(host, {
    command,
    org: of,
    actor: { person, channel: 'story' },
    input,
    key: crypto.randomUUID(),
    ...(command === 'agents.enter_house' ? { byHost: true } : {}),
  });
  if (!answer.ok || answer.value.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
}

beforeAll(async () => {
  database = await freshDatabase();
  host = openHost({ url: database.url });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  ana = makeId('per', Date.now(), crypto.getRandomValues(new Uint8Array(10)));
  await act('agents.enter_house', ana, { name: 'Ana', locale: 'es' });
  const found = await act('agents.found', ana, {
    form: 'association',
    name: 'Las Ollas',
    founder: 'Ana',
    locale: 'es',
    timeZone: 'America/Mexico_City',
    articles: association.articles,
  });
  org = found.org;
  await act('agents.sign', ana, { subject: 'founding', statutes: 1 }, org);
  await latestHead(host.db, org, now());
  await act('agents.edit_profile', ana, { name: 'Ana María' });
});
afterAll(async () => {
  await owner.end();
  await host.close();
  await database.drop();
});

/** Changes the database behind the program's back, looks what verify says, and puts it back. */
async function tampered(change: string, back: string): Promise<string[]> {
  await owner.query(change);
  try {
    const verified = await verifyRegister(host.db);
    return verified.broken.map((one) => one.rule);
  } finally {
    await owner.query(back);
  }
}

describe('a register', () => {
  test('that nobody touched holds', async () => {
    const verified = await verifyRegister(host.db);
    expect(verified.broken).toEqual([]);
    expect(verified.leaves).toBe(4);
  });

  test('gives a proof that holds for a stranger', async () => {
    const bundle = await proofOf(host.db, org, 1, now());
    expect(checkBundle(bundle)).toMatchObject({ verdict: 'holds', leaf: { command: 'agents.sign' } });
  });

  test('denies a head that somebody kept when it was another history', async () => {
    const head = (await latestHead(host.db, org, now()))!;
    const fine = await verifyRegister(host.db, { kept: [head] });
    expect(fine.broken).toEqual([]);
    const forged = await verifyRegister(host.db, { kept: [{ ...head, root: '00'.repeat(32) }] });
    expect(forged.broken).toMatchObject([{ rule: 'kept_head_denied', org }]);
  });

  const leafOf = (position: number) => `org_id = 'ORG' AND position = ${position}`;
  test.each([
    [
      'a byte of a leaf',
      `UPDATE register.leaf SET leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) WHERE ${leafOf(0)}`,
      `UPDATE register.leaf SET leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) WHERE ${leafOf(0)}`,
      'leaf_changed',
    ],
    [
      'a hash of a leaf',
      `UPDATE register.leaf SET leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 8) WHERE ${leafOf(1)}`,
      `UPDATE register.leaf SET leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 8) WHERE ${leafOf(1)}`,
      'leaf_changed',
    ],
    [
      'the size of a tree',
      `UPDATE register.tree SET size = size + 1 WHERE org_id = 'ORG'`,
      `UPDATE register.tree SET size = size - 1 WHERE org_id = 'ORG'`,
      'leaf_missing',
    ],
    [
      'the frontier of a tree',
      `UPDATE register.tree SET frontier = set_byte(frontier, 0, get_byte(frontier, 0) # 1) WHERE org_id = 'ORG'`,
      `UPDATE register.tree SET frontier = set_byte(frontier, 0, get_byte(frontier, 0) # 1) WHERE org_id = 'ORG'`,
      'tree_changed',
    ],
    [
      'a signed head',
      `UPDATE register.head SET root = set_byte(root, 0, get_byte(root, 0) # 1)`,
      `UPDATE register.head SET root = set_byte(root, 0, get_byte(root, 0) # 1)`,
      'head_changed',
    ],
    [
      'the time of a signed head',
      `UPDATE register.head SET at = at + interval '1 second'`,
      `UPDATE register.head SET at = at - interval '1 second'`,
      'head_not_signed',
    ],
    [
      'what a leaf commits to',
      `UPDATE register.payload SET body = set_byte(body, 2, get_byte(body, 2) # 1) WHERE org_id = 'ORG'`,
      `UPDATE register.payload SET body = set_byte(body, 2, get_byte(body, 2) # 1) WHERE org_id = 'ORG'`,
      'payload_changed',
    ],
    [
      'a payload taken away without an act',
      `CREATE TABLE kept AS SELECT * FROM register.payload; DELETE FROM register.payload WHERE org_id = 'ORG'`,
      `INSERT INTO register.payload SELECT * FROM kept WHERE org_id = 'ORG'; DROP TABLE kept`,
      'payload_missing',
    ],
  ])('is found out when someone changes %s', async (_what, change, back, rule) => {
    const here = (text: string) => text.replaceAll('ORG', org);
    expect(await tampered(here(change), here(back))).toContain(rule);
  });

  test('makes the same rows again, and a row changed by hand is named', async () => {
    const scratch = await freshDatabase();
    try {
      await replay(host.db, scratch.db, host.commands);
      expect(await compareRows(host.db, scratch.db)).toEqual([]);
      await owner.query(`UPDATE agents.member SET admitted_on = admitted_on - 400 WHERE org_id = '${org}'`);
      const broken = await compareRows(host.db, scratch.db);
      expect(broken).toMatchObject([{ rule: 'row_differs', org, table: 'agents.member' }]);
      await owner.query(`UPDATE agents.member SET admitted_on = admitted_on + 400 WHERE org_id = '${org}'`);
      expect(await compareRows(host.db, scratch.db)).toEqual([]);
    } finally {
      await scratch.drop();
    }
  });

  test('survives its own verification: nothing was written', async () => {
    const rows = await sql<{ n: number }>`SELECT count(*)::int AS n FROM register.leaf`.execute(host.db);
    expect(rows.rows[0]!.n).toBe(4);
  });
});
