import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberId, OrgId } from '#kernel/command';
import { voiceOf } from '#agents';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { bringFile } from '../../../host/files/bring.ts';
import { sweepFiles, verifyFiles } from '../../../host/files/uses.ts';
import { drawing, pdf } from '../../../host/files/with-files.ts';
import { keepTime } from '../../../host/enact.ts';
import { loadProposal } from '../store/reads.ts';
import { listFiles } from '../store/files.ts';
import { articles, majority, opened, published, written } from './with-group.ts';

let stage: Stage;
let us: readonly OneOfUs[];
let org: OrgId;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  const powers = { ...articles.powers, moderate: { by: 'role' as const, role: 'coordinator' } };
  const ours = { ...articles, voice: voiceOf(articles), powers };
  ({ org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles: ours }));
  const draft = { kind: 'appointment', title: 'Celia', acts: [appoints(us[2]!.member)] };
  const proposal = await opened(stage, us[0]!, org, draft);
  for (const one of us) {
    await stage.do(one, 'decisions.cast', org, { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
  }
  stage.days(6);
  await keepTime(stage.host, org);
});
afterAll(() => stage.close());

const appoints = (member: MemberId) => ({
  command: 'agents.appoint',
  input: { role: 'coordinator', member },
});

async function bring(who: OneOfUs, bytes: Uint8Array = pdf(`A plan ${(count += 1)}`)): Promise<string> {
  const kept = await bringFile(stage.host, { org, member: who.member }, { name: 'plan', bytes });
  if (!kept.ok) throw new Error(kept.refusal.rule);
  return kept.value.digest;
}

const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `decisions.${command}`, org, input);
const rule = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `decisions.${command}`, org, input)).rule;

async function added(who: OneOfUs, proposal: string, more: object = {}): Promise<string> {
  const input = { proposal, digest: await bring(who), name: 'Plan', ...more };
  return ((await act(who, 'add_file', input)).answer as { file: string }).file;
}

const isKept = async (digest: string) => {
  const { rows } = await stage.host.pool.query('SELECT FROM host.file WHERE org_id = $1 AND digest = $2', [
    org,
    digest,
  ]);
  return rows.length > 0;
};

describe('a file of a proposal', () => {
  test('is added by its authors alone, by whoever brought it, and once', async () => {
    const [ana, berta] = us as [OneOfUs, OneOfUs];
    const proposal = await written(stage, ana, org, { kind: 'resolution' });
    const digest = await bring(ana);
    const input = { proposal, digest, name: 'roof.pdf', description: 'What it costs' };
    expect(await rule(berta, 'add_file', input)).toBe('proposal_unknown');
    await act(ana, 'ask_author', { proposal, member: berta.member });
    expect(await rule(berta, 'add_file', input)).toBe('not_an_author');
    await act(berta, 'agree_author', { proposal });
    expect(await rule(berta, 'add_file', input)).toBe('file_not_brought');
    expect(await rule(ana, 'add_file', { ...input, digest: 'f'.repeat(64) })).toBe('file_not_brought');
    expect(await rule(ana, 'add_file', { ...input, digest: 'f' })).toBe('input_invalid');
    expect(await rule(ana, 'add_file', { ...input, name: '\u200e' })).toBe('file_without_name');
    const { answer } = await act(ana, 'add_file', input);
    expect(answer).toMatchObject({ opensAt: null });
    expect(await rule(ana, 'add_file', input)).toBe('file_there_already');
    // The same plan, brought by another: it lies there once, and both may say that it is theirs.
    expect(await bring(berta, pdf(`A plan ${count}`))).toBe(digest);
    expect(await listFiles(stage.host.db, org, proposal)).toMatchObject([
      {
        name: 'roof.pdf',
        description: 'What it costs',
        type: 'application/pdf',
        digest,
        addedBy: ana.member,
      },
    ]);
  });

  test('a picture comes with what can be seen in it', async () => {
    const [ana] = us as [OneOfUs];
    const proposal = await written(stage, ana, org, { kind: 'resolution' });
    const picture = { proposal, digest: await bring(ana, await drawing()), name: 'roof' };
    expect(await rule(ana, 'add_file', picture)).toBe('picture_without_description');
    await act(ana, 'add_file', { ...picture, description: 'The roof from the street' });
    const [file] = await listFiles(stage.host.db, org, proposal);
    expect(file).toMatchObject({ name: 'roof.png', width: 400, height: 300 });
    expect(file!.smallDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('twenty of them, and no more', async () => {
    const [ana] = us as [OneOfUs];
    const proposal = await written(stage, ana, org, { kind: 'resolution' });
    for (let one = 0; one < 20; one += 1) await added(ana, proposal);
    expect(await rule(ana, 'add_file', { proposal, digest: await bring(ana), name: 'x' })).toBe(
      'files_too_many',
    );
    stage.days(1);
  });

  test('leaves a day to read it, and moves nothing when it goes', async () => {
    const [ana, berta] = us as [OneOfUs, OneOfUs];
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const opens = async () => (await loadProposal(stage.host.db, org, proposal))!.opensAt!;
    const planned = await opens();
    stage.days(majority.talkDays - 0.5);
    expect(await rule(berta, 'take_back_file', { proposal, file: await added(ana, proposal) })).toBe(
      'not_an_author',
    );
    const moved = new Date(stage.clock.now + 86_400_000).toISOString();
    expect([planned < moved, await opens()]).toEqual([true, moved]);
    const [file] = await listFiles(stage.host.db, org, proposal);
    stage.days(0.25);
    await act(ana, 'take_back_file', { proposal, file: file!.id });
    expect(await opens()).toBe(moved);
  });

  test('stands still once the vote is open', async () => {
    const [ana] = us as [OneOfUs];
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const file = await added(ana, proposal);
    stage.days(3);
    await keepTime(stage.host, org);
    const digest = await bring(ana);
    expect(await rule(ana, 'add_file', { proposal, digest, name: 'late' })).toBe('vote_has_begun');
    expect(await rule(ana, 'take_back_file', { proposal, file })).toBe('vote_has_begun');
    stage.days(6);
    await keepTime(stage.host, org);
    expect(await rule(ana, 'add_file', { proposal, digest, name: 'late' })).toBe('proposal_over');
    expect(await rule(ana, 'take_back_file', { proposal, file })).toBe('proposal_over');
  });
});

describe('a file that goes', () => {
  test('taken back: its name is forgotten at once, its bytes soon after', async () => {
    const [ana] = us as [OneOfUs];
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const file = await added(ana, proposal);
    const [kept] = await listFiles(stage.host.db, org, proposal);
    const { digest } = kept!;
    expect(await rule(ana, 'take_back_file', { proposal, file: 'fil_00000000000000000000000000' })).toBe(
      'file_unknown',
    );
    await act(ana, 'take_back_file', { proposal, file });
    expect(await rule(ana, 'take_back_file', { proposal, file })).toBe('file_taken_back');
    expect(await listFiles(stage.host.db, org, proposal)).toMatchObject([
      { name: null, takenBackBy: ana.member },
    ]);
    const { rows } = await stage.host.pool.query('SELECT FROM register.payload WHERE body::text LIKE $1', [
      '%Plan.pdf%',
    ]);
    expect(rows.length).toBe(0);
    await sweepFiles(stage.host.db, new Date(stage.clock.now));
    expect(await isKept(digest)).toBe(true);
    stage.clock.now += 3_600_001;
    await sweepFiles(stage.host.db, new Date(stage.clock.now));
    expect(await isKept(digest)).toBe(false);
    expect(await verifyFiles(stage.host.db)).toEqual([]);
    // The place that it had is free again.
    await added(ana, proposal);
  });

  test('hidden, with a reason, by those who moderate, and shown again', async () => {
    const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
    const draft = await written(stage, ana, org, { kind: 'resolution' });
    const own = await added(ana, draft);
    const reason = 'names of children';
    expect(await rule(celia, 'hide_file', { proposal: draft, file: own, reason })).toBe('file_unknown');
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const file = await added(ana, proposal);
    const at = { proposal, file };
    expect(await rule(berta, 'hide_file', { ...at, reason })).toBe('no_mandate');
    expect(await rule(celia, 'hide_file', { ...at, reason: '' })).toBe('input_invalid');
    expect(await rule(celia, 'show_file', at)).toBe('file_not_hidden');
    await act(celia, 'hide_file', { ...at, reason });
    expect(await rule(celia, 'hide_file', { ...at, reason })).toBe('file_hidden');
    const [hidden] = await listFiles(stage.host.db, org, proposal);
    expect(hidden).toMatchObject({ hiddenBy: celia.member, hiddenReason: reason });
    // What is hidden is kept, for whoever has to answer for hiding it.
    stage.days(2);
    await sweepFiles(stage.host.db, new Date(stage.clock.now));
    expect(await isKept(hidden!.digest)).toBe(true);
    await act(celia, 'show_file', at);
    expect(await listFiles(stage.host.db, org, proposal)).toMatchObject([
      { hiddenAt: null, hiddenReason: null },
    ]);
    await act(ana, 'withdraw_proposal', { proposal });
    await act(celia, 'hide_file', { ...at, reason });
  });

  test('taken back, it cannot be hidden', async () => {
    const [ana, , celia] = us as [OneOfUs, OneOfUs, OneOfUs];
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const at = { proposal, file: await added(ana, proposal) };
    await act(celia, 'hide_file', { ...at, reason: 'a mistake' });
    await act(ana, 'take_back_file', at);
    expect(await rule(celia, 'hide_file', { ...at, reason: 'a mistake' })).toBe('file_gone');
  });

  test('with whoever brought it, unless another has brought the same', async () => {
    const [ana, , celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const proposal = await published(stage, dora, org, { kind: 'resolution' });
    const file = await added(dora, proposal);
    const shared = pdf('A plan of two');
    const both = await bring(ana, shared);
    await act(dora, 'add_file', { proposal, digest: await bring(dora, shared), name: 'ours' });
    const mine = await published(stage, ana, org, { kind: 'resolution' });
    await act(ana, 'add_file', { proposal: mine, digest: both, name: 'ours' });
    await act(celia, 'hide_file', { proposal, file, reason: 'about Dora' });
    const alone = (await listFiles(stage.host.db, org, proposal)).find((one) => one.id === file);
    await stage.do(dora, 'agents.erase_me', null, {});
    expect(await listFiles(stage.host.db, org, proposal)).toMatchObject([{ name: null }, { name: null }]);
    expect([await isKept(alone!.digest), await isKept(both)]).toEqual([false, true]);
    expect(await listFiles(stage.host.db, org, mine)).toMatchObject([{ name: 'ours.pdf' }]);
    expect(await verifyFiles(stage.host.db)).toEqual([]);
  });
});

describe('what verify finds', () => {
  const broken = async () => (await verifyFiles(stage.host.db)).map((one) => `${one.rule} ${one.should}`);

  test('bytes that are others, or not there', async () => {
    const [ana] = us as [OneOfUs];
    const proposal = await published(stage, ana, org, { kind: 'resolution' });
    const [plain, picture] = [await bring(ana), await bring(ana, await drawing(90, 60))];
    await act(ana, 'add_file', { proposal, digest: plain, name: 'a' });
    await act(ana, 'add_file', { proposal, digest: picture, name: 'b', description: 'A roof' });
    expect(await broken()).toEqual([]);
    const { rows } = await stage.host.pool.query<{ digest: string; content: Buffer; small: Buffer | null }>(
      'SELECT digest, content, small FROM host.file WHERE org_id = $1 AND digest = ANY($2)',
      [org, [plain, picture]],
    );
    const [was, other] = [plain, picture].map((digest) => rows.find((row) => row.digest === digest)!);
    const set = (column: string, digest: string, bytes: Buffer | null) =>
      stage.host.pool.query(`UPDATE host.file SET ${column} = $3 WHERE org_id = $1 AND digest = $2`, [
        org,
        digest,
        bytes,
      ]);
    await set('content', plain, Buffer.from('%PDF-another'));
    expect(await broken()).toEqual([`file_changed ${plain}`]);
    await set('content', plain, was!.content);
    await set('small', picture, was!.content);
    expect(await broken()).toEqual([expect.stringMatching(/^file_changed [0-9a-f]{64}$/)]);
    await set('small', picture, other!.small);
    await stage.host.pool.query('DELETE FROM host.brought WHERE digest = $1', [plain]);
    await stage.host.pool.query('DELETE FROM host.file WHERE digest = $1', [plain]);
    expect(await broken()).toEqual([`file_missing ${plain}`]);
    await bringFile(stage.host, { org, member: ana.member }, { name: 'a', bytes: was!.content });
    expect(await broken()).toEqual([]);
  });
});
