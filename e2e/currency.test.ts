/**
 * A complementary currency: it is founded, somebody brings money, pays at a shop by the sheet on its
 * counter, brings some back, and the box is counted; on a telephone and on a desk, in two languages.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, together, type House, type Living } from './living.ts';

const FORM = 'swap_and_care/complementary_currency';

describe.skipIf(executablePath === undefined)('a complementary currency', () => {
  let house: House;
  let villages: Living;
  let rosa: Device;
  let luis: Device;
  let petra: Device;
  let money: string;

  beforeAll(async () => {
    house = await openHouse();
    const place = house.place({ javaScript: true });
    villages = await found(
      house,
      { group: 'La Jícara', names: ['Rosa', 'Luis', 'Petra'], form: FORM },
      place,
    );
    [rosa, luis, petra] = villages.us as [Device, Device, Device];
    money = `${villages.path}/money`;
    for (const [role, name] of [
      ['cashier', 'Rosa'],
      ['treasurer', 'Petra'],
    ] as const) {
      await rosa.goto(`${villages.path}/posts/${role}`);
      await rosa.page.getByLabel(rosa.t('posts.who'), { exact: true }).selectOption({ label: name });
      await together(rosa, rosa.t('posts.give.together'), [luis]);
    }
  });
  afterAll(() => house?.close());

  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  async function exchange(way: 'in' | 'out', who: string, amount: string): Promise<void> {
    await rosa.goto(`${money}/exchange`);
    await rosa.page.locator('select[name=way]').selectOption(way);
    await rosa.page.locator('select[name=account]').selectOption({ label: who });
    await rosa.page.locator('input[name=amount]').fill(amount);
    await rosa.press(rosa.t('money.pay.on'));
  }

  test('says in its rules what is kept, and shows it to everybody', async () => {
    await rosa.goto(`${villages.path}/rules`);
    expect(plain(await rosa.text())).toContain('Of every 100 tokens that are brought back');
    await rosa.goto(`${money}/public`);
    await rosa.look('currency-public-empty');
    expect(plain(await rosa.text())).toContain('0 tokens');
  });

  test('money that is brought goes into the reserve', async () => {
    await exchange('in', 'Luis', '50');
    expect(plain(await rosa.text())).toContain('Take 50 pesos from Luis, who gets 50 tokens.');
    await rosa.look('currency-exchange-sure');
    await rosa.press(rosa.t('till.go.in'));
    await rosa.page.waitForURL(/act=/);
    await rosa.look('currency-exchange');
    await luis.goto(money);
    expect(plain(await luis.text())).toContain('50 tokens');
    await luis.look('currency-money');
    // Whoever keeps no till finds none.
    await luis.goto(`${money}/exchange`);
    expect(new URL(luis.page.url()).pathname).toBe(money);
  });

  test('is paid at a shop by the sheet on its counter', async () => {
    await petra.goto(`${money}/poster`);
    await petra.look('currency-poster');
    const link = new URL((await petra.page.locator('.link').innerText()).replace(/\s/g, ''));
    await luis.goto(`${link.pathname}${link.search}`);
    expect(await luis.page.locator('select[name=to] option:checked').innerText()).toBe('Petra');
    await luis.page.locator('input[name=amount]').fill('20');
    await luis.press(luis.t('money.pay.on'));
    await luis.press(luis.t('money.pay.go'));
    await luis.page.waitForURL(/act=/);
    await petra.goto(money);
    expect(plain(await petra.text())).toContain('20 tokens');
  });

  test('a part of what is brought back stays for all of us', async () => {
    await exchange('out', 'Petra', '10');
    expect(plain(await rosa.text())).toContain('Petra brings back 10 tokens. Pay out 9.50 pesos.');
    expect(plain(await rosa.text())).toContain('0.50 tokens stays with all of us.');
    await rosa.look('currency-back-sure');
    await rosa.press(rosa.t('till.go.out'));
    await rosa.page.waitForURL(/act=/);
    await rosa.goto(`${money}/public`);
    expect(plain(await rosa.text())).toContain('40.50 tokens');
    expect(plain(await rosa.text())).toContain('40.50 pesos');
    await rosa.look('currency-public');
    await exchange('out', 'Petra', '100');
    expect(await rosa.refusal()).not.toBe('');
  });

  test('the box is counted, and a difference is explained', async () => {
    await petra.goto(money);
    await petra.click(petra.page.locator('a', { hasText: petra.t('money.purpose.reserve') }).first());
    await petra.page.waitForURL(/acc_/);
    await petra.unfold(petra.t('counts.begin'));
    const form = petra.page.locator('form[action^="?/reconcile"]');
    await form.locator('input[name=amount]').fill('40');
    await form.locator('input[name=note]').fill('The tin');
    await petra.press(petra.t('counts.go'));
    await petra.page.waitForURL(/act=/);
    expect(plain(await petra.text())).toContain('Difference: −0.50 pesos');
    await petra.look('currency-counted');
    await petra.page
      .locator('form[action^="?/explain"] input[name=note]')
      .fill('A coin fell behind the shelf.');
    await petra.press(petra.t('counts.explain.go'));
    await petra.page.waitForURL(/act=/);
    expect(await petra.text()).toContain('A coin fell behind the shelf.');
    await petra.look('currency-explained');
    await petra.goto(`${money}/health`);
    expect(plain(await petra.text())).toContain('there is 40.50 pesos in the reserve: 100 of 100');
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
