/**
 * A circle that pays each other: somebody pays and goes below zero, asks to be paid, is refused with what
 * they could do, sees it differently and is heard; in two languages, with and without a script.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { comeIn, found, openHouse, together, type House, type Living } from './living.ts';

const FORM = 'swap_and_care/local_exchange_system';

describe.skipIf(executablePath === undefined)('paying', () => {
  let house: House;
  let circle: Living;
  let rosa: Device;
  let luis: Device;
  let petra: Device;
  let ana: Device;
  let money: string;

  beforeAll(async () => {
    house = await openHouse();
    const place = house.place({ javaScript: true });
    circle = await found(
      house,
      { group: 'El Grano', names: ['Rosa', 'Luis', 'Petra', 'Ana'], form: FORM },
      place,
    );
    [rosa, luis, petra, ana] = circle.us as [Device, Device, Device, Device];
    money = `${circle.path}/money`;
  });
  afterAll(() => house?.close());

  /** As a form says it: whom, how much, what for; then once more yes. */
  async function pay(one: Device, to: string, amount: string, note: string): Promise<void> {
    await one.goto(`${money}/pay`);
    await one.page.locator('select[name=to]').selectOption({ label: to });
    await one.page.locator('input[name=amount]').fill(amount);
    await one.page.locator('input[name=note]').fill(note);
    await one.press(one.t('money.pay.on'));
  }
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  test('goes below zero first, says what it comes to, and is on both statements', async () => {
    const { t } = rosa;
    await rosa.goto(money);
    await rosa.look('money-empty');
    expect(plain(await rosa.text())).toContain('0 grains');
    await pay(rosa, 'Luis', '12,50', 'Bread and eggs');
    expect(plain(await rosa.text())).toContain('After that you have −12.50 grains');
    await rosa.look('money-sure');
    await rosa.press(t('money.pay.change'));
    expect(await rosa.page.locator('input[name=amount]').inputValue()).toBe('12,50');
    await rosa.press(t('money.pay.on'));
    await rosa.press(t('money.pay.go'));
    await rosa.page.waitForURL(/act=/);
    expect(plain(await rosa.text())).toContain('−12.50 grains');
    await rosa.look('money-paid');
    await luis.goto(money);
    await luis.click(luis.page.locator('a.has'));
    await luis.page.waitForURL(/acc_/);
    expect(plain(await luis.text())).toContain('12.50 grains');
    expect(await luis.text()).toContain('Bread and eggs');
    await luis.look('money-statement');
    const csv = await luis.read(`${new URL(luis.page.url()).pathname}/statement.csv`);
    expect(csv).toContain('1,');
    expect(csv).toContain('Bread and eggs,GRAIN,12.50,12.50');
  });

  test('is asked for, and refused with the way out where there is not enough', async () => {
    await luis.goto(`${money}/ask`);
    await luis.look('money-ask');
    await luis.page.locator('select[name=of]').selectOption({ label: 'Petra' });
    await luis.page.locator('form[action^="?/ask"] input[name=amount]').fill('200');
    await luis.page.locator('form[action^="?/ask"] input[name=note]').fill('Chairs');
    await luis.press(luis.t('money.ask.go'));
    await luis.page.waitForURL(/act=/);
    await petra.goto('/today');
    await petra.look('money-asked');
    expect(plain(await petra.text())).toContain('200 grains for Luis');
    await petra.click(petra.page.locator('form[action*="?/pay"] button').first());
    await petra.page.waitForURL(/money/);
    expect(plain(await petra.refusal())).toMatch(/−100 grains.*−200 grains/);
    await petra.look('money-refused');
    await petra.goto(money);
    await petra.press(petra.t('money.asked.decline'));
    await petra.page.waitForURL(/act=/);
    expect(await petra.text()).not.toContain('Chairs');
  });

  test('what two see differently is heard by two others, and a part goes back', async () => {
    await rosa.goto(`${money}/movements/1`);
    await rosa.unfold(rosa.t('money.dispute.begin'));
    await rosa.page.locator('input[name=reason]').fill('Half of the eggs were broken.');
    await rosa.press(rosa.t('money.dispute.go'));
    await rosa.page.waitForURL(/act=/);
    await ana.goto('/today');
    expect(plain(await ana.text())).toContain('12.50 grains from Rosa to Luis');
    await ana.goto(`${money}/movements/1`);
    await ana.look('money-dispute');
    await ana.page.locator('input[name=amount]').fill('2.5');
    await ana.page.locator('textarea[name=words]').fill('Two of five go back.');
    await together(ana, ana.t('money.dispute.settle'), [petra]);
    await luis.goto(`${money}/movements/1`);
    expect(plain(await luis.text())).toContain('2.50 grains went back');
    expect(await luis.text()).toContain('Two of five go back.');
    await luis.look('money-settled');
    await luis.goto(`${money}/health`);
    expect(plain(await luis.text())).toContain('In the last 30 days: one payment, 10 grains in all.');
    await luis.look('money-health');
    // Of what is between others there is nothing to see, nor of what nobody has.
    const answer = await luis.context.request.get(`${luis.place.address}${money}/movements/99`);
    expect(answer.status()).toBe(404);
  });

  test('sent twice is one payment; bad input is said at once', async () => {
    const [, to] = /value="(mem_[^"]+)"[^>]*>Ana</.exec(await rosa.read(`${money}/pay`)) ?? [];
    const sent = { to: to!, unit: '', amount: '1', note: 'twice' };
    const key = { key: 'the same key for both' };
    await Promise.all([1, 2].map(() => rosa.send(`${money}/pay`, 'pay', { ...sent, ...key })));
    await rosa.goto(money);
    expect(plain(await rosa.text())).toContain('−11 grains');
    for (const [amount, said] of [
      ['', /./],
      ['0', /./],
      ['-5', /./],
      ['abc', /./],
      ['99999999999999999999', /./],
    ] as const) {
      const no = await rosa.send(`${money}/pay`, 'pay', { ...sent, amount, key: `bad ${amount}` });
      expect([amount, no.status >= 400 && no.status < 500]).toEqual([amount, true]);
      expect(no.said).toMatch(said);
    }
  });

  test('is promised, trusted, and let further down by three', async () => {
    const member = (await circle.pageOf('Luis')).split('/').at(-1)!;
    const of = `${money}/of/${member}`;
    await rosa.goto(await circle.pageOf('Luis'));
    await rosa.follow(rosa.t('member.accounts.look'));
    await rosa.page.waitForURL(`**${of}`);
    await rosa.look('money-of');
    await rosa.unfold(rosa.t('of.hold'));
    const hold = rosa.page.locator('form[action^="?/hold"]');
    await hold.locator('input[name=amount]').fill('5');
    await hold.locator('input[name=note]').fill('A door');
    await rosa.press(rosa.t('of.hold.go'));
    await rosa.page.waitForURL(/act=/);
    await rosa.goto(money);
    expect(plain(await rosa.text())).toContain('5 grains for Luis');
    await rosa.press(rosa.t('money.held.pay'));
    await rosa.page.waitForURL(/act=/);
    await rosa.goto(of);
    await rosa.unfold(rosa.t('of.trust'));
    await rosa.page.locator('form[action^="?/trust"] input[name=amount]').fill('20');
    await rosa.press(rosa.t('of.trust.go'));
    await rosa.page.waitForURL(/act=/);
    await rosa.unfold(rosa.t('of.trust'));
    expect(plain(await rosa.text())).toContain('up to 20 grains at a time');
    await rosa.goto(of);
    await rosa.unfold(rosa.t('of.grant'));
    const grant = rosa.page.locator('form[action^="?/grant"]');
    await grant.locator('input[name=amount]').fill('50');
    await grant.locator('input[name=reason]').fill('An oven.');
    await together(rosa, rosa.t('of.grant.go'), [petra, ana]);
    await luis.goto(money);
    expect(plain(await luis.text())).toContain('You can go down to −150 grains');
    // Nobody lets themself.
    const own = (await circle.pageOf('Rosa')).split('/').at(-1)!;
    expect((await rosa.context.request.get(`${rosa.place.address}${money}/of/${own}`)).status()).toBe(404);
  });

  test('several are paid from a list, which is read first', async () => {
    await rosa.goto(`${money}/many`);
    await rosa.page.locator('textarea[name=list]').fill('Luis;2;seeds\nNobody;1;\nAna;1.5;');
    await rosa.press(rosa.t('many.look'));
    expect(await rosa.text()).toContain(rosa.t('many.unknown'));
    expect(await rosa.page.getByRole('button', { name: rosa.t('many.go') }).count()).toBe(0);
    await rosa.look('money-many-wrong');
    await rosa.press(rosa.t('money.pay.change'));
    await rosa.page.locator('textarea[name=list]').fill('Luis;2;seeds\nAna;1.5;');
    await rosa.press(rosa.t('many.look'));
    expect(plain(await rosa.text())).toContain('2 payments, 3.50 grains in all');
    await rosa.look('money-many');
    await rosa.press(rosa.t('many.go'));
    await rosa.page.waitForURL(/act=/);
    expect(plain(await rosa.text())).toContain('−19.50 grains');
  });

  test('two act for one account: whoever it belongs to, and whom they let', async () => {
    await ana.goto(money);
    await ana.click(ana.page.locator('a.has'));
    await ana.unfold(ana.t('acting.add'));
    const entrust = ana.page.locator('form[action^="?/entrust"]');
    await entrust.locator('select[name=member]').selectOption({ label: 'Petra' });
    await entrust.locator('input[name=amount]').fill('10');
    await ana.look('money-entrust');
    await ana.press(ana.t('acting.go'));
    await ana.page.waitForURL(/act=/);
    expect(plain(await ana.text())).toContain('Petra may act for the account of Ana, up to 10 grains');
    await ana.look('money-entrusted');
    await petra.goto(money);
    await petra.look('money-acting');
    await petra.click(petra.page.getByRole('link', { name: /^Ana · / }));
    expect(plain(await petra.text())).toContain('You may pay up to 10 grains at a time');
    await petra.look('money-acting-account');
    await petra.follow(petra.t('money.pay'));
    expect(await petra.page.locator('select[name=from] option:checked').innerText()).toBe('Ana');
    await petra.page.locator('select[name=to]').selectOption({ label: 'Luis' });
    await petra.page.locator('input[name=amount]').fill('11');
    await petra.press(petra.t('money.pay.on'));
    expect(plain(await petra.text())).toContain('Out of this account you may pay up to 10 grains at a time');
    await petra.page.locator('input[name=amount]').fill('4');
    await petra.press(petra.t('money.pay.on'));
    await petra.look('money-acting-sure');
    await petra.press(petra.t('money.pay.go'));
    await petra.page.waitForURL(/act=/);
    expect(plain(await petra.text())).toContain('Petra paid 4 grains to Luis from the account of Ana');
    await luis.goto(money);
    await luis.click(luis.page.locator('a.has'));
    await luis.click(luis.page.locator('a[href*="/movements/"]').first());
    expect(await luis.text()).toContain('Done by Petra, for Ana.');
    // What Ana is asked for, Petra may answer.
    await luis.goto(`${money}/ask`);
    await luis.page.locator('select[name=of]').selectOption({ label: 'Ana' });
    await luis.page.locator('form[action^="?/ask"] input[name=amount]').fill('2');
    await luis.press(luis.t('money.ask.go'));
    await luis.page.waitForURL(/act=/);
    await petra.goto('/today');
    expect(await petra.text()).toContain('You are asked to pay, in the name of Ana');
    await petra.look('money-acting-today');
    await petra.click(petra.page.locator('form[action*="?/pay"] button').first());
    await petra.page.waitForURL(/act=/);
    expect(plain(await petra.text())).toContain('Petra paid 2 grains to Luis, who had asked Ana for it');
    await petra.goto(money);
    await petra.click(petra.page.getByRole('link', { name: /^Ana · / }));
    await petra.press(petra.t('acting.give-back'));
    await petra.page.waitForURL(/act=/);
    expect(await petra.page.getByRole('link', { name: /^Ana · / }).count()).toBe(0);
  });

  test('in Spanish, without a script, from a code on a stall', async () => {
    await luis.goto(`${money}/ask`);
    const link = new URL((await luis.page.locator('.link').innerText()).replace(/\s/g, ''));
    await rosa.goto(`${circle.path}/members/invite`);
    await rosa.fill(rosa.t('invite.name'), 'Noé');
    await rosa.press(rosa.t('invite.go'));
    const code = await rosa.page.locator('output').first().innerText();
    const noe = await comeIn({ place: house.place({ locale: 'es' }), faults: house.faults }, 'Noé', code);
    await noe.goto(`${link.pathname}${link.search}&amount=3&note=queso`);
    expect(await noe.page.locator('select[name=to] option:checked').innerText()).toBe('Luis');
    await noe.look('money-es-pay');
    await noe.press(noe.t('money.pay.on'));
    await noe.look('money-es-sure');
    await noe.press(noe.t('money.pay.go'));
    await noe.goto(money);
    expect(plain(await noe.text())).toContain('−3 granos');
    await noe.click(noe.page.locator('a.has'));
    await noe.unfold(noe.t('acting.add'));
    await noe.look('money-es-acting');
    await noe.goto('/have');
    expect(plain(await noe.text())).toContain('−3 granos');
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
