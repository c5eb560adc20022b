/**
 * Files beside a proposal: brought with a plain form, looked at, and opened by whoever may read the proposal.
 */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { APIResponse } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawing, pdf, photo } from '../src/host/files/with-files.ts';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';
import { until } from './running.ts';

const MEGABYTE = 1024 * 1024;
const ofSize = (bytes: number) => Buffer.from(pdf('x'.repeat(bytes - pdf('').length)));

/** Writes a draft; gives its address. */
async function draft(one: Device, group: Living): Promise<string> {
  const { t, page } = one;
  await one.goto(`${group.path}/decisions/new?kind=resolution`);
  await one.fill(t('propose.name'), 'A new roof');
  await one.press(t('propose.go-on'));
  return new URL(page.url()).pathname.replace(/\/publish$/, '');
}

interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function choose(one: Device, file: Chosen | string): Promise<void> {
  await one.page.locator('input[type=file]').setInputFiles(file);
  await one.press(one.t('files.add.go'));
}

/** Sends the form as a program would that does not read pages. */
function send(one: Device, at: string, fields: Record<string, string | Chosen>, origin = one.place.address) {
  return one.context.request.post(`${one.place.address}${at}/files?/add`, {
    multipart: { key: randomUUID(), at: 'add', ...fields },
    headers: { origin, accept: 'text/html', 'accept-language': one.place.locale },
    maxRedirects: 0,
  });
}

async function get(one: Device, path: string, headers: Record<string, string> = {}): Promise<APIResponse> {
  return one.context.request.get(`${one.place.address}${path}`, { headers });
}

const hrefs = (one: Device) =>
  one.page
    .locator('section[aria-labelledby=files] .name a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));

describe.skipIf(executablePath === undefined)('files', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test('from a draft to the vote, without a script', async () => {
    const group = await found(house, { group: 'Las Ollas', names: ['Rosa', 'Ana'] });
    const [rosa, ana] = group.us as [Device, Device];
    const { t } = rosa;
    const at = await draft(rosa, group);
    await rosa.goto(at);
    expect(await rosa.text()).toContain(t('files.none'));
    await rosa.look('files-none');
    await rosa.follow(t('files.add'));
    await rosa.look('files-add');

    // What it is called is one thing, what it is another.
    const page = {
      name: 'plan.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html><script>x()</script>'),
    };
    await choose(rosa, page);
    expect(await rosa.refusal()).toContain(t('refusal.file_kind_unknown'));
    await rosa.look('files-refused');
    await rosa.page.locator('input[type=file]').setInputFiles({
      name: 'presupuesto año 2027.pdf',
      mimeType: 'application/pdf',
      buffer: ofSize(5 * MEGABYTE),
    });
    await rosa.fill(t('files.description'), 'What the roof costs');
    await rosa.press(t('files.add.go'));
    expect(new URL(rosa.page.url()).pathname).toBe(at);
    expect(await rosa.text()).toContain('presupuesto año 2027.pdf PDF · 5 MB What the roof costs');

    // A picture needs a word; the picture itself need not travel again for it.
    await rosa.follow(t('files.add'));
    const picture = {
      name: 'IMG_0412.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(await photo(1200, 800)),
    };
    await choose(rosa, picture);
    expect(await rosa.refusal()).toContain(t('refusal.picture_without_description'));
    expect(await rosa.text()).toContain(t('files.came', { name: 'IMG_0412.jpg' }));
    await rosa.look('files-came');
    await rosa.fill(t('files.description'), 'The roof from the street');
    await rosa.press(t('files.add.go'));
    const shown = rosa.page.getByRole('img', { name: 'The roof from the street' });
    await shown.scrollIntoViewIfNeeded();
    await until(() => shown.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0));
    await rosa.look('files');

    const [plan, roof] = (await hrefs(rosa)) as [string, string];
    for (const file of [plan, roof, `${roof}?small`]) expect((await get(ana, file)).status()).toBe(404);
    await rosa.goto(`${at}/publish`);
    await rosa.page.locator('input[name=way]').first().check();
    await rosa.press(t('publish.go'));
    await ana.goto(at);
    await ana.look('files-read');
    const kept = await get(ana, plan);
    expect(kept.headers()).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; /) as string,
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*sandbox$/) as string,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    expect((await kept.body()).length).toBe(5 * MEGABYTE);
    expect((await get(ana, plan, { 'if-none-match': kept.headers()['etag']! })).status()).toBe(304);
    const large = await get(ana, roof);
    expect(large.headers()['content-type']).toBe('image/jpeg');
    expect((await large.body()).includes('Camera of Ana')).toBe(false);
    expect((await get(ana, `${roof}?small`)).headers()['content-length']).not.toBe(
      large.headers()['content-length'],
    );

    // Only whoever writes it, and only from our own pages.
    expect((await get(ana, `${at}/files`)).status()).toBe(404);
    const file = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf('Of Ana')) };
    expect((await send(ana, at, { file })).status()).toBe(404);
    expect((await send(rosa, at, { file }, 'https://evil.example')).status()).toBe(403);

    // Sent twice in one breath, it is one.
    const key = randomUUID();
    const twice = await Promise.all([0, 1].map(() => send(rosa, at, { key, file })));
    expect(twice.map((one) => one.status())).toEqual([303, 303]);
    await rosa.goto(at);
    expect(await hrefs(rosa)).toHaveLength(3);
    await rosa.click(rosa.page.locator('section[aria-labelledby=files] summary').last());
    await rosa.look('files-more');
    await rosa.click(rosa.page.getByRole('button', { name: t('files.take-back') }).last());
    expect(await rosa.text()).toContain(t('files.gone'));
    expect(await hrefs(rosa)).toEqual([plan, roof]);

    // Less to count, for whoever counts what comes over the line.
    expect(await (await get(ana, at, { 'save-data': 'on' })).text()).not.toContain('?small');

    await house.later(24 * 8);
    await until(async () => {
      await rosa.goto(at);
      return !(await rosa.text()).includes(t('files.add'));
    });
    await rosa.goto(`${at}/files`);
    expect(await rosa.text()).toContain(t('files.closed'));
    const late = await send(rosa, at, { file });
    expect([late.status(), await late.text()]).toEqual([
      422,
      expect.stringContaining(t('refusal.vote_has_begun')),
    ]);
    expect((await get(ana, plan)).status()).toBe(200);
    await group.close();
  });

  test('what is too large is told so, in Spanish, and nothing breaks', async () => {
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Horno', names: ['Eva'] }, place);
    const [eva] = group.us as [Device];
    const { t } = eva;
    const at = await draft(eva, group);
    const large = `${house.folder}/large.pdf`;
    await writeFile(large, ofSize(50 * MEGABYTE));
    await eva.goto(`${at}/files`);
    await choose(eva, large);
    expect(await eva.refusal()).toContain(t('refusal.file_too_large', { most: 5, pictures: 20 }));
    await eva.look('files-too-large');
    const few = { name: 'a.pdf', mimeType: 'application/pdf', buffer: ofSize(6 * MEGABYTE) };
    expect((await send(eva, at, { file: few })).status()).toBe(413);
    for (const [fields, rule] of [
      [{}, 'file_not_chosen'],
      [{ file: 'words' }, 'file_not_chosen'],
      [{ digest: '0'.repeat(64) }, 'file_not_brought'],
      [{ file: { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(' ') } }, 'file_empty'],
      [
        { file: { name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') } },
        'file_kind_unknown',
      ],
    ] as const) {
      const answer = await send(eva, at, fields);
      expect([answer.status(), await answer.text()]).toEqual([
        422,
        expect.stringContaining(t(`refusal.${rule}`)),
      ]);
    }
    const notForm = await eva.context.request.post(`${eva.place.address}${at}/files?/add`, {
      data: 'nonsense',
      headers: {
        origin: eva.place.address,
        'content-type': 'multipart/form-data; boundary=x',
        accept: 'text/html',
      },
    });
    expect(notForm.status()).toBe(400);
    await eva.goto(at);
    expect(await eva.text()).toContain(t('files.none'));
    await group.close();
  });

  test('with a script, what is too large does not travel at all', async () => {
    const place = house.place({ javaScript: true });
    const group = await found(house, { group: 'La Milpa', names: ['Lia'] }, place);
    const [lia] = group.us as [Device];
    const at = await draft(lia, group);
    await lia.goto(`${at}/files`);
    const large = `${house.folder}/large.pdf`;
    const field = lia.page.locator('input[type=file]');
    await field.setInputFiles(large);
    await lia.press(lia.t('files.add.go'));
    expect(await field.evaluate((one: HTMLInputElement) => one.validationMessage)).toBe(
      lia.t('refusal.file_too_large', { most: 5, pictures: 20 }),
    );
    await field.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b\n1;2\n') });
    await lia.tabTo(lia.page.getByRole('button', { name: lia.t('files.add.go') }));
    await lia.enter();
    expect(await lia.text()).toContain(lia.t('files.kind.table'));
    await lia.follow(lia.t('files.add'));
    await lia.fill(lia.t('files.description'), 'A wall');
    await choose(lia, { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(await drawing()) });
    expect(await lia.page.getByRole('img', { name: 'A wall' }).count()).toBe(1);
    await lia.look('files-table');
    await lia.goto(`${at}/files`);
    await lia.look('files-add-script');
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
