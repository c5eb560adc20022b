import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyOf } from '#test/with-database';
import { openStage } from '#test/stage';
import { perform } from './dispatcher.ts';
import { eraseAgain, erasuresFile, keepErasures, readErasures } from './erasures.ts';
import { openHost } from './host.ts';
import { verifyRegister } from './register/verify.ts';

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-erasures-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function freshStage() {
  const stage = await openStage();
  onTestFinished(() => stage.close());
  return stage;
}

test('whoever goes is on the list at once, and whoever is on it already stays', async () => {
  const stage = await freshStage();
  const file = erasuresFile(await freshFolder());
  const { us } = await stage.found(['Rosa', 'Marek']);
  const earlier = `per_${'0'.repeat(26)}`;
  await writeFile(file, `${earlier}\nnot an id\n`);
  const host = { ...stage.host, erasures: file };
  const actor = { person: us[0]!.person, channel: 'web' as const };
  const answer = await perform(host, { command: 'agents.erase_me', org: null, actor, input: {}, key: 'go' });
  expect(answer.ok).toBe(true);
  expect(await readErasures(file)).toEqual([earlier, us[0]!.person].sort());
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('without a list nobody is on it, and without anybody there is no list', async () => {
  const stage = await freshStage();
  const file = erasuresFile(await freshFolder());
  await stage.found(['Rosa']);
  await keepErasures(stage.host, file);
  expect(await readErasures(file)).toEqual([]);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test('a restore erases again who has gone since, in every group, and the register holds', async () => {
  const stage = await freshStage();
  const file = erasuresFile(await freshFolder());
  const { us } = await stage.found(['Rosalinda', 'Marek', 'Amina']);
  const before = await copyOf(stage.database);
  const restored = openHost({ url: before.url, clock: stage.host.clock });
  onTestFinished(async () => {
    await restored.close();
    await before.drop();
  });
  await stage.do(us[0]!, 'agents.erase_me', null, {});
  await keepErasures(stage.host, file);

  expect(await eraseAgain(restored, await readErasures(file))).toBe(1);
  const names = await restored.pool.query<{ name: string | null; person_id: string | null }>(
    'SELECT name, person_id FROM agents.member ORDER BY member_id',
  );
  expect(names.rows.map((row) => row.name).sort()).toEqual(['Amina', 'Marek', null]);
  const payloads = await restored.pool.query<{ body: Buffer }>('SELECT body FROM register.payload');
  expect(payloads.rows.map((row) => row.body.toString()).join('')).not.toContain('Rosalinda');
  expect((await verifyRegister(restored.db)).broken).toEqual([]);
  expect(await eraseAgain(restored, await readErasures(file))).toBe(0);
});

test('nothing more is done in the name of someone who has gone meanwhile', async () => {
  const stage = await freshStage();
  const { org } = await stage.found(['Rosa']);
  const luz = await stage.person('Luz');
  const erasing = stage.ask(luz, 'agents.erase_me', null, {});
  const joining = stage.ask(luz, 'agents.apply', org, { name: 'Luz', norms: true });
  const [erased, joined] = await Promise.all([erasing, joining]);
  expect(erased.ok).toBe(true);
  // Whichever came first, nothing is left of Luz.
  const left = await stage.host.pool.query('SELECT FROM agents.member WHERE name = $1', ['Luz']);
  expect(left.rowCount).toBe(0);
  if (!joined.ok) expect(joined.refusal.rule).toBe('erased_already');
  for (const [command, to, input] of [
    ['agents.apply', org, { name: 'Luz', norms: true }],
    ['agents.edit_profile', null, { name: 'Luz', locale: 'en' }],
  ] as const) {
    expect((await stage.no(luz, command, to, input)).rule).toBe('erased_already');
  }
});
