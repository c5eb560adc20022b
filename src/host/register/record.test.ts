/**
 * The record is read by strangers too: it is told as it is, whatever has been done to its bytes, and at a low
 * price.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { openStage, type Group, type Stage } from '#test/stage';
import { latestHead, treeOf } from './heads.ts';
import { BLOCK, inclusionProof } from './merkle-proof.ts';
import { readRecord } from './record.ts';

let stage: Stage;
let group: Group;
let owner: pg.Client;
const found = ['agents.found'];

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta'], { name: 'X "command":"agents.suspend","fact":{' });
  owner = new pg.Client({ connectionString: stage.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await stage.close();
});

const read = (commands?: readonly string[]) =>
  readRecord(stage.host.db, group.org, { most: 50, ...(commands ? { commands } : {}) });

test('Acts of a kind are those of that command, not those that speak of it.', async () => {
  await stage.wait(group.us[0]!, 'agents.suspend', group.org, {
    member: group.us[1]!.member,
    reason: 'She asked for it',
    until: '2026-12-24',
  });
  const kinds = async (commands: readonly string[]) => (await read(commands)).map((one) => one.leaf?.command);
  expect(await kinds(found)).toEqual(found);
  expect(await kinds(['agents.suspend'])).toEqual([]);
  expect(await kinds(['agents.found', 'agents.name_founder'])).toEqual([
    'agents.name_founder',
    'agents.found',
  ]);
});

test.each([
  ['no text any more', `leaf || '\\xff'::bytea`],
  ['something else', `'\\xff00'::bytea`],
])('Of an act whose bytes are %s it is told that they were tampered with.', async (_name, bytes) => {
  const { rows } = await owner.query<{ leaf: Buffer }>(
    'SELECT leaf FROM register.leaf WHERE org_id = $1 AND position = 0',
    [group.org],
  );
  const change = (to: string, values: unknown[]) =>
    owner.query(`UPDATE register.leaf SET leaf = ${to} WHERE org_id = $1 AND position = 0`, values);
  await change(bytes, [group.org]);
  expect((await read(found)).map(({ position, leaf }) => [position, leaf])).toEqual([[0, null]]);
  expect((await read()).at(-1)).toMatchObject({ position: 0, leaf: null });
  await change('$2', [group.org, rows[0]!.leaf]);
});

test('A head that is known is only read, and the key is made once.', async () => {
  const at = new Date(stage.clock.now).toISOString();
  const head = await latestHead(stage.host.db, group.org, at);
  const counts = async () =>
    (
      await owner.query<{ xmin: string }>(
        'SELECT xmin::text, key_id FROM register.signer UNION ALL SELECT xmin::text, root::text FROM register.head',
      )
    ).rows;
  const before = await counts();
  expect(await latestHead(stage.host.db, group.org, '2027-01-01T00:00:00.000Z')).toEqual(head);
  expect(await counts()).toEqual(before);
});

test('What was folded for one proof is not folded again for the next.', async () => {
  const org = 'org_large' as OrgId;
  const size = 5 * BLOCK + 7;
  await owner.query(`INSERT INTO register.tree VALUES ($1, 0, '')`, [org]);
  await owner.query(
    `INSERT INTO register.leaf SELECT $1, n, 'act_' || n, convert_to(n::text, 'UTF8'),
            sha256('\\x00'::bytea || convert_to(n::text, 'UTF8')) FROM generate_series(0, $2::int - 1) n`,
    [org, size],
  );
  const proofs: { asked: number; proof: Uint8Array[] }[] = [];
  for (let time = 0; time < 2; time += 1) {
    const tree = treeOf(stage.host.db, org);
    let asked = 0;
    const read = (from: number, to: number) => {
      asked += to - from;
      return tree.read(from, to);
    };
    const proof = await inclusionProof({ ...tree, read }, 3, size);
    proofs.push({ asked, proof });
  }
  const [first, second] = proofs;
  expect(first!.asked).toBeGreaterThanOrEqual(size);
  expect(second!.asked).toBeLessThanOrEqual(2 * BLOCK);
  expect(second!.proof).toEqual(first!.proof);
  for (const table of ['leaf', 'tree'])
    await owner.query(`DELETE FROM register.${table} WHERE org_id = $1`, [org]);
});
