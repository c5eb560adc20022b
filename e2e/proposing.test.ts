/** A proposal is begun, written anew by two at once, changed in what it would do, and brought back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';

describe.skipIf(executablePath === undefined)('a proposal', () => {
  let house: House;
  let group: Living;
  let rosa: Device;
  let at: string;
  beforeAll(async () => {
    house = await openHouse();
    group = await found(house, { group: 'Las Tejas', names: ['Rosa', 'Ana', 'Luis'] });
    [rosa] = group.us as [Device];
  });
  afterAll(async () => {
    await group?.close();
    await house?.close();
  });

  const here = () => new URL(rosa.page.url()).pathname.replace(/\/(publish|edit)$/, '');

  test('begins with an outline, and each answer has words of its own', async () => {
    const { t, page } = rosa;
    await rosa.goto(`${group.path}/decisions/new?kind=choice`);
    await rosa.press(t('propose.outline'));
    expect(await page.locator('[name=body]').inputValue()).toBe(t('kind.choice.body'));
    await page.locator('[name=title]').fill('Which colour for the door?');
    await page.locator('[name=row-title]').nth(0).fill('Blue');
    await page.locator('[name=row-title]').nth(1).fill('Red');
    await page.locator('summary', { hasText: t('propose.row.more', { number: 1 }) }).click();
    await page.locator('[name=row-body]').nth(0).fill('There is some left.');
    await rosa.look('choice-written');
    await rosa.press(t('propose.keep'));
    expect(await rosa.text()).toContain('There is some left.');
    await rosa.goto(`${here()}/edit`);
    expect(await page.locator('[name=row-body]').nth(0).inputValue()).toBe('There is some left.');
    await rosa.goto(`${group.path}/decisions/new?kind=resolution&outline`);
    expect(await page.locator('[name=body]').inputValue()).toBe(t('kind.resolution.body'));
  });

  test('is shown by the Enter key, and nothing is written into it', async () => {
    const { page } = rosa;
    await rosa.goto(`${group.path}/decisions/new?kind=choice`);
    await page.locator('[name=title]').fill('Which roof?');
    await page.locator('[name=title]').press('Enter');
    await page.waitForURL(/look/);
    expect(await page.locator('[name=body]').inputValue()).toBe('');
    expect(await page.locator('[name=title]').inputValue()).toBe('Which roof?');
    expect(await page.locator('#look').innerText()).toContain('Which roof?');
  });

  test('is not written over by whoever has not read it', async () => {
    const { t, page } = rosa;
    await page.locator('[name=title]').fill('A roof of tiles');
    await page.locator('[name=body]').fill('Before the rain.');
    await rosa.press(t('propose.keep'));
    at = here();
    await rosa.goto(`${at}/edit`);
    const other = await rosa.context.newPage();
    await other.goto(page.url());
    await other.locator('[name=body]').fill('After the rain.');
    await other.getByRole('button', { name: t('edit.keep') }).click();
    await other.waitForLoadState();
    await other.close();
    await rosa.fill(t('propose.body'), 'In the rain.');
    await rosa.press(t('edit.keep'));
    const text = await rosa.text();
    expect(text).toContain(t('refusal.proposal_has_changed'));
    expect(text).toContain('After the rain.');
    await rosa.look('edit-stale');
    await rosa.press(t('edit.keep.mine'));
    expect(await rosa.text()).toContain('In the rain.');
  });

  test('is changed in what it would do, with what it would have done beside it', async () => {
    const { t, page } = rosa;
    await rosa.goto(`${group.path}/decisions/new?kind=appointment`);
    await page.locator('[name=role]').selectOption({ index: 1 });
    await page.locator('[name=member]').selectOption({ label: 'Ana' });
    await rosa.press(t('propose.go-on'));
    await page.locator('input[name=way]').first().check();
    await rosa.press(t('publish.go'));
    const post = here();
    await rosa.goto(`${post}/edit`);
    await page.locator('[name=member]').selectOption({ label: 'Luis' });
    await rosa.press(t('propose.look'));
    expect(await rosa.text()).toContain(t('edit.differs.acts'));
    await rosa.look('edit-acts');
    await rosa.press(t('edit.keep'));
    expect(await page.locator('h1').innerText()).toContain('Luis');
    await rosa.goto(`${post}/versions`);
    const text = await rosa.text();
    expect(text).toContain('Ana');
    expect(text).toContain(t('edit.differs.acts'));
    await rosa.look('versions-acts');
  });

  test('comes back in a new version, and each leads to the other', async () => {
    const { t, page } = rosa;
    await rosa.goto(at);
    await rosa.unfold(t('author.withdraw'));
    await rosa.press(t('author.withdraw.go'));
    await rosa.look('renew');
    await rosa.press(t('renew.go'));
    expect(await page.locator('[name=body]').inputValue()).toBe('In the rain.');
    await rosa.goto(here());
    await rosa.follow(t('renew.of', { title: 'A roof of tiles' }));
    expect(new URL(page.url()).pathname).toBe(at);
    expect(await page.locator('p.note a').first().innerText()).toContain('A roof of tiles');
  });

  test('is found again by whoever has to come in first', async () => {
    const out = await device(house.place(), house.faults);
    await out.goto(at);
    expect(await out.heading()).toBe(out.t('error.nothing'));
    await out.look('out');
    await out.click(out.page.getByRole('main').getByRole('link', { name: out.t('shell.enter') }));
    expect(new URL(out.page.url()).searchParams.get('next')).toBe(at);
    await out.context.close();
  });

  test('nothing was wrong with a page', () => {
    expect(house.faults).toEqual([]);
  });
});
