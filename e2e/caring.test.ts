/**
 * A circle that cares for each other: somebody writes down what they did, on a phone and without a script;
 * asks for help, and another comes; asks for hours; and a month later reads what all of them carried. In
 * two languages.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, PATIENCE, type Device } from './device.ts';
import { comeIn, found, openHouse, type House, type Living } from './living.ts';

const FORM = 'swap_and_care/care_circle';

/** What care would cost is said here, before anybody else has come in. */
async function price(founder: Device, path: string): Promise<void> {
  await founder.goto(`${path}/founding/rules/care.worth`);
  await founder.look('care-rule');
  await founder.page.locator('input[name=said][value=yes]').check();
  const answers = { currency: 'mxn', generalist: '42.50', specialist: '68', opportunity: '55' };
  for (const [name, value] of Object.entries({ ...answers, source: 'ENOE', year: '2026' }))
    await founder.page.locator(`input[name=${name}]`).fill(value);
  await founder.look('care-rule-priced');
  await founder.press(founder.t('rule-edit.go'));
  await founder.goto(`${path}/founding/rules`);
  expect((await founder.text()).replaceAll('\u00a0', ' ')).toContain('42.50 MXN');
}

describe.skipIf(executablePath === undefined)('caring', () => {
  let house: House;
  let circle: Living;
  let rosa: Device;
  let luis: Device;
  let noe: Device;
  let care: string;

  beforeAll(async () => {
    house = await openHouse();
    const names = ['Rosa', 'Luis', 'Petra', 'Ana'];
    circle = await found(house, { group: 'La Calle', names, form: FORM, settle: price }, house.place());
    [rosa, luis] = circle.us as [Device, Device];
    care = `${circle.path}/care`;
    await rosa.goto(`${circle.path}/members/invite`);
    await rosa.fill(rosa.t('invite.name'), 'Noé');
    await rosa.press(rosa.t('invite.go'));
    const code = await rosa.page.locator('output').first().innerText();
    const place = house.place({ locale: 'es', javaScript: true });
    noe = await comeIn({ place, faults: house.faults }, 'Noé', code);
  });
  afterAll(() => house?.close());

  interface Did {
    readonly activity: string;
    readonly minutes: string;
    readonly whom?: string;
    readonly on?: string;
  }

  async function write(one: Device, { activity, minutes, whom, on }: Did): Promise<void> {
    await one.goto(`${care}/write`);
    await one.page.locator('select[name=activity]').selectOption(activity);
    if (whom !== undefined) await one.page.locator('select[name=whom]').selectOption({ label: whom });
    await one.page.locator('input[name=minutes]').fill(minutes);
    if (on !== undefined) await one.page.locator('input[name=on]').fill(on);
    await one.press(one.t('care.write.go'));
    await one.page.waitForURL(/act=/);
  }
  const dayAgo = (one: string, days: number) =>
    new Date(Date.parse(`${one}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  const today = async () => {
    await rosa.goto(`${care}/write`);
    return rosa.page.locator('input[name=on]').inputValue();
  };

  test('is written down without a script, and the same again with one tap', async () => {
    const { t } = rosa;
    await rosa.goto(care);
    await rosa.look('care-empty');
    await rosa.follow(t('care.write'));
    await rosa.look('care-write');
    await write(rosa, { activity: 'company', minutes: '90', whom: 'Luis', on: dayAgo(await today(), 1) });
    await rosa.look('care-written');
    expect((await rosa.text()).replaceAll('\u00a0', ' ')).toContain('1 h 30 min');
    await rosa.press(t('care.again.go'));
    await rosa.page.waitForURL(/act=/);
    expect(await rosa.page.locator('.entries li').count()).toBe(2);
    const csv = await rosa.read(`${care}/mine.csv`);
    expect(csv).toContain(',42,Luis,90,no,no,yes,');
  });

  test('a day is no longer than it is, and it is said at the field', async () => {
    await rosa.goto(`${care}/write`);
    await rosa.page.locator('input[name=minutes]').fill('1400');
    await rosa.press(rosa.t('care.write.go'));
    expect(await rosa.text()).toContain(rosa.t('refusal.day_full', { hours: 24 }));
    await rosa.look('care-refused');
  });

  test('is read by nobody else, and goes when it is forgotten', async () => {
    await rosa.goto(care);
    await rosa.click(rosa.page.locator('.entries a').first());
    await rosa.page.waitForURL(/car_/);
    const entry = new URL(rosa.page.url()).pathname;
    await rosa.look('care-entry');
    const answer = await luis.context.request.get(`${luis.place.address}${entry}`);
    expect(answer.status()).toBe(404);
    await luis.goto(care);
    expect(await luis.page.locator('.entries li').count()).toBe(0);
    await luis.goto(`${circle.path}/record`);
    expect(await luis.text()).not.toContain('Rosa wrote down');
    const sent = await luis.send(entry, 'forget', { key: 'not mine' });
    expect(sent.status).toBeGreaterThanOrEqual(400);
    await rosa.goto(entry);
    await rosa.unfold(rosa.t('care.correct'));
    await rosa.page.locator('form[action^="?/correct"] input[name=minutes]').fill('60');
    await rosa.press(rosa.t('care.correct.go'));
    await rosa.page.waitForURL(/act=/);
    await rosa.click(rosa.page.locator('.entries a').first());
    await rosa.page.waitForURL(/car_/);
    expect(await rosa.text()).toContain('Before');
    await rosa.press(rosa.t('care.forget.go'));
    await rosa.page.waitForURL(/act=/);
    expect(await rosa.page.locator('.entries li').count()).toBe(1);
  });

  test('is counted as hours where whoever received says yes', async () => {
    await rosa.goto(care);
    await rosa.click(rosa.page.locator('.entries a').first());
    await rosa.page.waitForURL(/car_/);
    expect(await rosa.page.locator('input[name=amount]').inputValue()).toBe('1.50');
    await rosa.press(rosa.t('care.hours.ask.go'));
    await rosa.page.waitForURL(/act=/);
    await luis.goto('/today');
    expect(await luis.text()).toContain('1.5 hours');
    await luis.click(luis.page.locator('form[action*="?/pay"] button').first());
    await luis.page.waitForURL(/act=/);
    await rosa.goto(care);
    expect(await rosa.page.locator('.has').innerText()).toContain('1.5');
    await rosa.look('care-hours');
  });

  test('help is asked for on a day, in Spanish, and who comes is between the two', async () => {
    await noe.goto(`${care}/help`);
    await noe.look('care-es-help');
    await noe.page.locator('input[name=words]').fill('Comida para dos, sin chile');
    await noe.page.locator('input[name=day]').nth(1).check();
    await noe.page.locator('input[name=day]').nth(2).check();
    await noe.press(noe.t('care.help.ask.go'));
    await noe.page.waitForURL(/act=/);
    await luis.goto(care);
    await luis.look('care-help');
    await luis.click(luis.page.getByRole('button', { name: luis.t('care.help.come') }).first());
    await luis.page.waitForURL(/act=/);
    expect(await luis.text()).toContain(luis.t('care.help.me'));
    await rosa.goto(care);
    expect(await rosa.page.locator('.help').innerText()).toContain(rosa.t('care.help.taken'));
    expect(await rosa.page.locator('.help').innerText()).not.toContain('Luis');
    await noe.goto(care);
    expect(await noe.page.locator('.help').innerText()).toContain('Luis');
    await noe.look('care-es-mine');
    await luis.goto('/today');
    expect(await luis.text()).toContain(luis.t('care.ahead.go', { who: 'Noé' }));
    await noe.unfold(noe.t('care.thanks.say'));
    const thanks = noe.page.locator('form[action^="?/thank"]');
    await thanks.locator('select[name=to]').selectOption({ label: 'Luis' });
    await thanks.locator('input[name=words]').fill('Por el caldo');
    await noe.press(noe.t('care.thanks.go'));
    await noe.page.waitForURL(/act=/);
    await luis.goto(care);
    expect(await luis.text()).toContain('Por el caldo');
    await rosa.goto(care);
    expect(await rosa.text()).not.toContain('Por el caldo');
  });

  test('once the month is over all read what five carried, and nobody who', async () => {
    const on = await today();
    for (const one of [...circle.us, noe]) {
      await write(one, { activity: 'cook', minutes: '60' });
      await write(one, { activity: 'children', minutes: '30' });
    }
    await rosa.goto(`${care}/all`);
    await rosa.look('care-all-none');
    const [year, month] = on.split('-').map(Number) as [number, number];
    const over = Date.UTC(year, month, 10);
    const hours = Math.ceil((over - Date.parse(`${on}T00:00:00Z`)) / 3_600_000);
    // Whoever looks in halfway stays in; a month and ten days away would end it.
    await house.later(Math.floor(hours / 2));
    for (const one of [rosa, noe]) await one.goto(care);
    await house.later(hours);
    await expect
      .poll(
        async () => {
          await noe.goto(`${care}/all`);
          return noe.text();
        },
        { timeout: PATIENCE, interval: 2_000 },
      )
      .toMatch(/de 5 personas/);
    // Nine hours of five, at 42.50 each; without those of yesterday, where that was another month.
    const worth = on.endsWith('-01') ? '318.75 MXN' : '382.50 MXN';
    expect((await noe.text()).replaceAll('\u00a0', ' ')).toContain(worth);
    await noe.look('care-es-all');
    await rosa.goto(care);
    await rosa.look('care-told');
    expect(house.faults).toEqual([]);
  });
});
