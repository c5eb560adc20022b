import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { bringFile } from './bring.ts';
import { MEGABYTE, mostComing, type FileLimits } from './limits.ts';
import { bytesOf, digestOf, loadBrought, loadContent } from './store.ts';
import { sweepFiles } from './uses.ts';
import { drawing, openText, pdf, photo } from './with-files.ts';

let stage: Stage;
let org: OrgId;
let us: readonly OneOfUs[];

beforeAll(async () => {
  stage = await openStage();
  ({ org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora']));
});
afterAll(() => stage.close());

const bring = (who: OneOfUs, bytes: Uint8Array, name = 'a.pdf', limits?: FileLimits) =>
  bringFile(
    limits ? { ...stage.host, files: limits } : stage.host,
    { org, member: who.member },
    { name, bytes },
  );
const rule = async (...asked: Parameters<typeof bring>) => {
  const outcome = await bring(...asked);
  return outcome.ok ? 'kept' : outcome.refusal.rule;
};
const ofSize = (bytes: number) => pdf('x'.repeat(bytes - pdf('').length));

describe('what is brought', () => {
  test('is kept as it is known again', async () => {
    const [ana, berta] = us as [OneOfUs, OneOfUs];
    const bytes = openText();
    const outcome = await bring(ana, bytes, 'plan.pdf');
    const type = 'application/vnd.oasis.opendocument.text';
    const kept = {
      digest: digestOf(bytes),
      type,
      bytes: bytes.length,
      width: null,
      height: null,
      smallDigest: null,
    };
    expect(outcome).toEqual({ ok: true, value: kept });
    expect(Buffer.from(bytes).equals((await loadContent(stage.host.db, org, kept.digest, 'whole'))!)).toBe(
      true,
    );
    const own = (who: OneOfUs) => loadBrought(stage.host.db, org, who.member, [kept.digest]);
    expect([[...(await own(ana)).values()], (await own(berta)).size]).toEqual([[kept], 0]);
  });

  test('a picture is kept without its place, and small beside it', async () => {
    const outcome = await bring(us[0]!, await photo(600, 400), 'IMG.png');
    if (!outcome.ok) throw new Error(outcome.refusal.rule);
    const { digest, smallDigest, ...rest } = outcome.value;
    expect(rest).toMatchObject({ type: 'image/jpeg', width: 400, height: 600 });
    const [whole, small] = [
      (await loadContent(stage.host.db, org, digest, 'whole'))!,
      (await loadContent(stage.host.db, org, digest, 'small'))!,
    ];
    expect([digestOf(whole), digestOf(small)]).toEqual([digest, smallDigest]);
    expect(whole.includes('Camera of Ana')).toBe(false);
  });

  test('is as large as the settings say, and not a byte more', async () => {
    const limits = { mostBytes: MEGABYTE, mostOfGroup: 500 * MEGABYTE };
    expect(await rule(us[1]!, ofSize(MEGABYTE), 'a.pdf', limits)).toBe('kept');
    const outcome = await bring(us[1]!, ofSize(MEGABYTE + 1), 'a.pdf', limits);
    expect(outcome).toEqual({ ok: false, refusal: { rule: 'file_too_large', most: 1, pictures: 4 } });
    expect(await rule(us[1]!, ofSize(mostComing(limits) + 1), 'a.pdf', limits)).toBe('file_too_large');
  });

  test('lies there once, whoever brings it', async () => {
    const before = await bytesOf(stage.host.db, org);
    const bytes = pdf('For both');
    await bring(us[0]!, bytes);
    await bring(us[1]!, bytes);
    expect((await bytesOf(stage.host.db, org)) - before).toBe(bytes.length);
  });

  test('fits into the room of the group: two who bring the last at once do not both', async () => {
    const [, , celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const room = (await bytesOf(stage.host.db, org)) + 1_500;
    const limits = { mostBytes: MEGABYTE, mostOfGroup: room };
    const both = await Promise.all(
      [celia, dora].map((who) => rule(who, pdf(`${who.name} ${'y'.repeat(900)}`), 'a.pdf', limits)),
    );
    expect(both.sort()).toEqual(['files_full', 'kept']);
    // What lies there already needs no room.
    expect(await rule(dora, pdf('For both'), 'a.pdf', limits)).toBe('kept');
  });

  test('by one member no more than sixty times within an hour', async () => {
    const [ana] = await stage.found(['Eva'], { name: 'Another' }).then((one) => one.us);
    for (let one = 0; one < 60; one += 1) expect(await rule(ana!, pdf())).toBe('kept');
    expect(await rule(ana!, pdf())).toBe('too_many_files_lately');
    stage.days(1);
    expect(await rule(ana!, pdf())).toBe('kept');
  });

  test('and is not referred to within an hour, is swept away', async () => {
    const drawn = await bring(us[0]!, await drawing(50, 50));
    if (!drawn.ok) throw new Error(drawn.refusal.rule);
    const there = async () => (await loadContent(stage.host.db, org, drawn.value.digest, 'whole')) !== null;
    await sweepFiles(stage.host.db, new Date(stage.clock.now + 3_600_000));
    expect(await there()).toBe(true);
    expect(await sweepFiles(stage.host.db, new Date(stage.clock.now + 3_600_001))).toBeGreaterThan(0);
    expect(await there()).toBe(false);
    expect(await bytesOf(stage.host.db, org)).toBe(0);
  });
});
