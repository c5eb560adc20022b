/**
 * Coins pass from hand to hand: whoever paid says so, whoever was paid says that they have it, and only then
 * it counts; between two, and into the box; on a telephone, in two languages, with and without a script.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { comeIn, found, openHouse, type House, type Living } from './living.ts';

const FORM = 'swap_and_care/local_exchange_system';

/** Money beside what the circle counts; everybody keeps the books, and writes down for others. */
async function settle(founder: Device, path: string): Promise<void> {
  const { page, t } = founder;
  await founder.goto(`${path}/founding/rules`);
  await founder.follow(t('rule-edit.title-unit'));
  await page.locator('[name="kind"][value="currency"]').check();
  await page.locator('[name="one.en"]').fill('euro');
  await page.locator('[name="many.en"]').fill('euros');
  await founder.press(t('rule-edit.go'));
  for (const matter of ['keep_books', 'enter_payment']) {
    await founder.goto(`${path}/founding/rules/powers.${matter}`);
    await page.locator('[name="by"][value="member"]').check();
    await founder.press(t('rule-edit.go'));
  }
}

describe.skipIf(executablePath === undefined)('paying with coins', () => {
  let house: House;
  let circle: Living;
  let rosa: Device;
  let luis: Device;
  let petra: Device;
  let noe: Device;
  let money: string;
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  beforeAll(async () => {
    house = await openHouse();
    const place = house.place({ javaScript: true });
    circle = await found(
      house,
      { group: 'La Caja', names: ['Rosa', 'Luis', 'Petra'], form: FORM, settle },
      place,
    );
    [rosa, luis, petra] = circle.us as [Device, Device, Device];
    money = `${circle.path}/money`;
  });
  afterAll(() => house?.close());

  async function say(one: Device, to: string, amount: string, note: string): Promise<void> {
    await one.goto(`${money}/cash`);
    const form = one.page.locator('form[action^="?/say#"]');
    await form.locator('select[name=to]').selectOption({ label: to });
    await form.locator('input[name=amount]').fill(amount);
    await form.locator('input[name=note]').fill(note);
    await form.locator('button').click();
    await one.page.waitForURL(/act=/);
  }

  test('waits for whoever was paid, who answers with one tap on Today', async () => {
    await rosa.goto(money);
    await rosa.follow(rosa.t('coins.link'));
    await rosa.look('coins-empty');
    await say(rosa, 'Luis', '12.50', 'Bread');
    expect(plain(await rosa.text())).toContain('12.50 euros to Luis, in cash');
    await rosa.look('coins-said');
    await rosa.goto('/today');
    expect(plain(await rosa.text())).toContain('Luis has yet to say that it came.');
    await petra.goto('/today');
    expect(plain(await petra.text())).not.toContain('12.50');
    await petra.goto(`${circle.path}/record`);
    expect(plain(await petra.text())).not.toContain('12.50');
    await luis.goto('/today');
    expect(plain(await luis.text())).toContain('Rosa says: 12.50 euros paid to you in cash');
    await luis.look('coins-today');
    await luis.page.locator('form[action*="cash?/received"] button').click();
    await luis.page.waitForURL(/act=/);
    expect(plain(await luis.text())).toContain('12.50 euros from Rosa, in cash');
    await luis.look('coins-received');
  });

  test('has not come yet, and is taken back', async () => {
    await say(rosa, 'Luis', '20', '');
    await luis.goto('/today');
    await luis.page.getByRole('link', { name: luis.t('coins.not-yet') }).click();
    await luis.page.waitForURL(/cash/);
    await luis.unfold(luis.t('coins.not-yet'));
    await luis.page.locator('input[name=reason]').fill('Only fifteen were in the bag.');
    await luis.press(luis.t('coins.not-yet.go'));
    await luis.page.waitForURL(/act=/);
    await rosa.goto('/today');
    expect(await rosa.text()).toContain('Luis says that it has not come: Only fifteen were in the bag.');
    await rosa.look('coins-missed');
    await rosa.goto(`${money}/cash`);
    await rosa.press(rosa.t('coins.take-back'));
    await rosa.page.waitForURL(/act=/);
    await luis.goto(`${money}/cash`);
    expect(await luis.text()).toContain('Taken back on');
  });

  test('into the box, it is in the books once whoever keeps it has it', async () => {
    await rosa.goto(money);
    await rosa.unfold(rosa.t('money.fund.open'));
    await rosa.page.locator('input[name=name]').fill('Box');
    const unit = rosa.page.locator('form[action^="?/openFund"] select[name=unit]');
    await unit.selectOption({ label: 'euros' });
    await rosa.press(rosa.t('money.fund.go'));
    await rosa.page.waitForURL(/act=/);
    await say(rosa, 'Box', '30', 'Dues');
    await petra.goto('/today');
    expect(plain(await petra.text())).toContain('Rosa says: 30 euros paid in cash, for Box');
    await petra.goto(money);
    await petra.follow('Box');
    expect(plain(await petra.text())).toContain(petra.t('coins.into.text'));
    expect(plain(await petra.text())).toContain('0 euros');
    await petra.look('coins-box-waits');
    await petra.page.locator('a[href*="cash#csh_"]').click();
    await petra.page.waitForURL(/cash#/);
    await petra.page.locator('form[action^="?/came"] button').first().click();
    await petra.page.waitForURL(/act=/);
    await petra.goto(money);
    await petra.follow('Box');
    expect(plain(await petra.text())).toContain('Paid in cash');
    await petra.look('coins-box');
    // Whoever paid does not say for all of us that it came.
    await say(petra, 'Box', '5', '');
    expect(await petra.page.locator('form[action^="?/came"]').count()).toBe(0);
  });

  test('bad input is said at once, with the way out', async () => {
    await rosa.goto(`${money}/cash`);
    const [, to] = /value="(mem_[^"]+)"[^>]*>Luis</.exec(await rosa.read(`${money}/cash`)) ?? [];
    for (const amount of ['', '0', '-5', 'abc', '99999999999999999999']) {
      const fields = { to: to!, amount, note: '', key: `bad ${amount}` };
      const { status } = await rosa.send(`${money}/cash`, 'say', fields);
      expect([amount, status >= 400 && status < 500]).toEqual([amount, true]);
    }
    const form = rosa.page.locator('form[action^="?/say#"]');
    await form.locator('select[name=to]').selectOption({ label: 'Luis' });
    await form.locator('input[name=amount]').fill('-5');
    await form.locator('button').click();
    await rosa.page.waitForLoadState();
    expect(await rosa.page.locator('[aria-invalid=true]').first().getAttribute('name')).toBe('amount');
    expect(await form.locator('select[name=to] option:checked').innerText()).toBe('Luis');
    await rosa.look('coins-wrong');
  });

  test('in Spanish, without a script', async () => {
    await rosa.goto(`${circle.path}/members/invite`);
    await rosa.fill(rosa.t('invite.name'), 'Noé');
    await rosa.press(rosa.t('invite.go'));
    const code = await rosa.page.locator('output').first().innerText();
    noe = await comeIn({ place: house.place({ locale: 'es' }), faults: house.faults }, 'Noé', code);
    await say(noe, 'Rosa', '3', 'queso');
    await noe.look('coins-es-said');
    await rosa.goto('/today');
    expect(plain(await rosa.text())).toContain('Noé says: 3 euros paid to you in cash');
  });

  test('what was agreed on is paid so, and closes once both have said it', async () => {
    const exchange = `${circle.path}/exchange`;
    await rosa.goto(`${exchange}/new?kind=offer`);
    await rosa.page.locator('input[name=title]').fill('Goat cheese');
    await rosa.page.locator('select[name=category]').selectOption('food');
    await rosa.page.locator('input[name=for][value=price]').check();
    await rosa.page.getByLabel('euros', { exact: true }).first().fill('4.50');
    await rosa.press(rosa.t('exchange.publish.offer'));
    await rosa.page.waitForURL(/act=/);
    await noe.goto(`${exchange}?q=goat`);
    await noe.follow('Goat cheese');
    await noe.press(noe.t('exchange.answer.go'));
    await noe.page.waitForURL(/act=/);
    const agreement = (await noe.page.locator('a[href*="/agr_"]').first().getAttribute('href'))!;
    await rosa.goto(agreement);
    await rosa.press(rosa.t('exchange.agree'));
    await rosa.page.waitForURL(/act=/);
    await noe.goto(agreement);
    await noe.look('coins-es-agreement');
    await noe.page.getByRole('link', { name: /^O paga 4.50/ }).click();
    await noe.page.waitForURL(/say-paid/);
    const form = noe.page.locator('form[action^="?/say#"]');
    expect(await form.locator('select[name=to] option:checked').innerText()).toBe('Rosa');
    expect(await form.locator('input[name=note]').inputValue()).toBe('Goat cheese');
    await form.locator('button').click();
    await noe.page.waitForURL(/act=/);
    await noe.goto(agreement);
    // Nobody is asked to pay it twice.
    expect(await noe.page.locator('form[action^="?/settle"] button:visible').count()).toBe(0);
    await noe.look('coins-es-agreement-waits');
    await rosa.goto(agreement);
    await rosa.look('coins-agreement-answer');
    await rosa.follow(rosa.t('exchange.cash.answer.go'));
    await rosa.page.locator('form[action^="?/received"] button').first().click();
    await rosa.page.waitForURL(/act=/);
    await noe.goto(agreement);
    await noe.press(noe.t('exchange.cash.close', { who: 'Rosa' }));
    await noe.page.waitForURL(/act=/);
    expect(await noe.text()).toContain(noe.t('exchange.cash.paid'));
    await noe.look('coins-es-agreement-closed');
  });

  test('where others use the phone too, amounts are hidden until they are asked for', async () => {
    const { t } = noe;
    await noe.goto('/me/devices');
    await noe.page.locator('input[name=shared][value=yes]').check();
    await noe.press(t('devices.others.keep'));
    await noe.look('coins-es-shared');
    await say(rosa, 'Noé', '7', 'leche');
    for (const path of ['/today', `${money}/cash`, money, '/have', `${circle.path}/record`]) {
      await noe.goto(path);
      expect([path, /[37]\.?\d* euro/.test(plain(await noe.text()))]).toEqual([path, false]);
    }
    await noe.goto('/today');
    expect(await noe.text()).toContain('Rosa dice que te pagó ••• en efectivo');
    await noe.look('coins-es-hidden');
    // Nobody says yes to an amount that they do not see.
    expect(await noe.page.locator('form[action*="cash?/received"]').count()).toBe(0);
    await noe.page.locator('main form[action*="/me/amounts"] button').first().click();
    await noe.page.waitForLoadState();
    expect(new URL(noe.page.url()).pathname).toBe('/today');
    expect(plain(await noe.text())).toContain('Rosa dice que te pagó 7 euros en efectivo');
    expect(await noe.page.locator('form[action*="cash?/received"]').count()).toBe(1);
    await noe.look('coins-es-shown');
    await noe.press(t('band.amounts.hide'));
    expect(await noe.text()).toContain('•••');
    // Nor does a figure go into a file: the link to one leads to where amounts can be shown.
    await noe.goto(money);
    const account = await noe.page.locator('a.has').first().getAttribute('href');
    const file = await noe.context.request.get(`${noe.place.address}${account}/statement.csv`);
    expect([new URL(file.url()).pathname, file.headers()['content-type']]).toEqual([
      account,
      expect.stringContaining('text/html'),
    ]);
    // What somebody has just typed they read back before they pay.
    await noe.goto(`${money}/pay`);
    await noe.page.locator('select[name=to]').selectOption({ label: 'Luis' });
    await noe.page.locator('select[name=unit]').selectOption({ index: 0 });
    await noe.page.locator('input[name=amount]').fill('999');
    await noe.press(t('money.pay.on'));
    expect(plain(await noe.text())).toContain('999');
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
