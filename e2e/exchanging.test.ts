/**
 * A circle that offers and asks: somebody offers bread with a picture, another answers, both agree, it is
 * done and paid in one flow; a gift; a ring of three; what is public; in two languages, with and without a
 * script.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, openContext, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';
import { photo } from '../src/host/files/with-files.ts';

const FORM = 'swap_and_care/local_exchange_system';

describe.skipIf(executablePath === undefined)('exchanging', () => {
  let house: House;
  let circle: Living;
  let rosa: Device;
  let luis: Device;
  let petra: Device;
  let exchange: string;
  let money: string;

  beforeAll(async () => {
    house = await openHouse();
    const place = house.place({ javaScript: true });
    circle = await found(
      house,
      { group: 'El Grano', names: ['Rosa', 'Luis', 'Petra', 'Ana'], form: FORM },
      place,
    );
    [rosa, luis, petra] = circle.us as [Device, Device, Device];
    exchange = `${circle.path}/exchange`;
    money = `${circle.path}/money`;
  });
  afterAll(() => house?.close());

  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const choose = (one: Device, name: string, value: string) =>
    one.page.locator(`input[name=${name}][value=${value}]`).check();

  async function advertise(
    one: Device,
    kind: 'offer' | 'need',
    title: string,
    category: string,
    grains?: string,
  ): Promise<void> {
    await one.goto(`${exchange}/new?kind=${kind}`);
    await one.page.locator('input[name=title]').fill(title);
    await one.page.locator('select[name=category]').selectOption(category);
    await choose(one, 'for', grains === undefined ? 'gift' : 'price');
    if (grains !== undefined) await one.page.locator('input[name="way1.grain"]').fill(grains);
    await one.press(one.t(`exchange.publish.${kind}`));
    await one.page.waitForURL(/act=/);
  }

  test('offers bread with a picture, which others find, and only members read', async () => {
    await rosa.goto(exchange);
    await rosa.look('exchange-empty');
    await rosa.follow(rosa.t('exchange.offer'));
    await rosa.look('exchange-new');
    await rosa.page.locator('input[name=title]').fill('Pan de masa madre');
    await rosa.page.locator('select[name=category]').selectOption('food');
    await rosa.page.locator('textarea[name=words]').fill('Un kilo, recién hecho.\n\nTrae tu bolsa.');
    await choose(rosa, 'for', 'price');
    await rosa.page.locator('input[name="way1.grain"]').fill('4,50');
    await rosa.unfold(rosa.t('exchange.more'));
    await rosa.page.locator('input[name=availability]').fill('Saturday mornings');
    await rosa.page.locator('input[name=place]').fill('By the church');
    await rosa.page.locator('input[name=at_map]').fill('17.0612, -96.7257');
    await rosa.page.locator('input[name=file]').setInputFiles({
      name: 'bread.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(await photo(900, 600)),
    });
    await rosa.page.locator('input[name=description]').fill('A round loaf');
    await rosa.press(rosa.t('exchange.publish.offer'));
    await rosa.page.waitForURL(/act=/);
    await rosa.look('exchange-offered');
    expect(plain(await rosa.text())).toContain('4.50 grains');
    await luis.goto(`${exchange}?q=MASA`);
    expect(await luis.text()).toContain('Pan de masa madre');
    await luis.look('exchange-found');
    const offer = await luis.page.locator('article a').first().getAttribute('href');
    const picture = await luis.context.request.get(`${luis.place.address}${offer}/picture?small`);
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/jpeg']);
    const stranger = await openContext(house.browser, {});
    for (const path of [exchange, offer!, `${offer}/picture`, `${exchange}/mine`, `${exchange}/print`]) {
      const answer = await stranger.request.get(luis.place.address + path);
      expect([path, answer.status()]).toEqual([path, path === exchange ? 200 : 404]);
      expect(await answer.text()).not.toContain('masa madre');
    }
    await stranger.close();
  });

  test('goes from an answer to a payment in one flow, with other terms on the way', async () => {
    await luis.goto(`${exchange}?q=masa`);
    await luis.follow('Pan de masa madre');
    await luis.look('exchange-answer');
    await luis.page.locator('textarea[name=words]').fill('Two loaves, please.');
    await choose(luis, 'terms', 'other');
    await luis.page.locator('input[name="other.grain"]').fill('8');
    await luis.press(luis.t('exchange.answer.go'));
    await luis.page.waitForURL(/act=/);
    await luis.look('exchange-mine');
    await rosa.goto('/today');
    expect(plain(await rosa.text())).toContain('Luis and you: Pan de masa madre, for 8 grains');
    await rosa.look('exchange-asked');
    await rosa.click(rosa.page.getByRole('link', { name: rosa.t('exchange.ask.answer.go') }).first());
    await rosa.page.waitForURL(/agr_/);
    expect(await rosa.text()).toContain('Two loaves, please.');
    await rosa.look('exchange-agreement-asked');
    await rosa.unfold(rosa.t('exchange.terms.change'));
    await rosa.page.locator('input[name="other.grain"]').fill('9');
    await rosa.press(rosa.t('exchange.terms.go'));
    await rosa.page.waitForURL(/act=/);
    const agreement = new URL(rosa.page.url()).pathname;
    await luis.goto(agreement);
    await luis.press(luis.t('exchange.agree'));
    await luis.page.waitForURL(/act=/);
    expect(plain(await luis.text())).toContain('9 grains');
    await luis.look('exchange-agreement-agreed');
    await rosa.goto(agreement);
    await rosa.press(rosa.t('exchange.done'));
    await rosa.page.waitForURL(/act=/);
    await luis.goto('/today');
    await luis.click(luis.page.getByRole('link', { name: luis.t('exchange.ask.settle.go') }).first());
    await luis.page.waitForURL(/agr_/);
    await luis.look('exchange-agreement-done');
    await luis.click(luis.page.locator('form[action^="?/settle"] button'));
    await luis.page.waitForURL(/act=/);
    await luis.page.locator('form[action^="?/thank"] textarea').fill('Best bread of the village.');
    await luis.press(luis.t('exchange.thank.go'));
    await luis.page.waitForURL(/act=/);
    await luis.look('exchange-agreement-settled');
    await luis.goto(money);
    expect(plain(await luis.text())).toContain('−9 grains');
    await petra.goto(`${exchange}?q=masa`);
    await petra.follow('Pan de masa madre');
    expect(await petra.text()).toContain('Best bread of the village.');
    // Of what is between two, a third sees nothing.
    const answer = await petra.context.request.get(petra.place.address + agreement);
    expect(answer.status()).toBe(404);
  });

  test('what cannot be paid is said before it is tried', async () => {
    await advertise(rosa, 'offer', 'A table', 'crafts', '150');
    await luis.goto(`${exchange}?category=crafts`);
    await luis.follow('A table');
    await luis.press(luis.t('exchange.answer.go'));
    await luis.page.waitForURL(/act=/);
    await rosa.goto('/today');
    await rosa.click(rosa.page.getByRole('link', { name: rosa.t('exchange.ask.answer.go') }).first());
    await rosa.page.waitForURL(/agr_/);
    await rosa.press(rosa.t('exchange.agree'));
    await rosa.page.waitForURL(/act=/);
    await luis.goto(new URL(rosa.page.url()).pathname);
    expect(plain(await luis.text())).toMatch(/You can go down to −100 grains/);
    await luis.look('exchange-cannot');
    await luis.unfold(luis.t('exchange.call-off'));
    await luis.press(luis.t('exchange.call-off'));
    await luis.page.waitForURL(/act=/);
    const over = luis.t('exchange.agreement.called_off_by', { who: 'Luis', byMe: 'yes' });
    expect(await luis.text()).toContain(over);
  });

  test('goes around in a ring of three', async () => {
    await advertise(rosa, 'need', 'Somebody for the hens', 'garden');
    await advertise(luis, 'offer', 'I look after animals', 'garden');
    await advertise(luis, 'need', 'A coat mended', 'clothes');
    await advertise(petra, 'offer', 'I sew and mend', 'clothes');
    await advertise(petra, 'need', 'Bread for a feast', 'food');
    await petra.goto(`${exchange}/rings`);
    expect(await petra.text()).toContain('Pan de masa madre');
    await petra.look('exchange-rings');
    await petra.press(petra.t('exchange.ring.propose'));
    await petra.page.waitForURL(/act=/);
    for (const one of [rosa, luis]) {
      await one.goto('/today');
      expect(await one.text()).toContain('Petra proposes a ring');
      await one.goto(`${exchange}/rings`);
      await one.press(one.t('exchange.ring.join'));
      await one.page.waitForURL(/act=/);
    }
    for (const one of [rosa, luis, petra]) {
      await one.goto(`${exchange}/rings`);
      await one.press(one.t('exchange.ring.receive'));
      await one.page.waitForURL(/act=/);
    }
    expect(await petra.text()).toContain(petra.t('exchange.ring.settled'));
    await petra.look('exchange-ring-settled');
  });

  test('is public where its owner says so, in Spanish and without a script', async () => {
    await rosa.goto(`${exchange}/mine`);
    await rosa.follow('Pan de masa madre');
    await rosa.follow(rosa.t('exchange.edit'));
    await rosa.page.locator('input[name=isPublic]').check();
    await rosa.press(rosa.t('exchange.edit.go'));
    await rosa.page.waitForURL(/act=/);
    const visitor = await device(house.place({ locale: 'es' }), house.faults);
    await visitor.goto(exchange);
    expect(await visitor.text()).toContain('Pan de masa madre');
    expect(await visitor.text()).not.toContain('Rosa');
    await visitor.look('exchange-public');
    await visitor.follow('Pan de masa madre');
    expect(await visitor.text()).not.toContain('Rosa');
    expect(await visitor.text()).toContain('Trae tu bolsa.');
    await visitor.look('exchange-public-offer');
    await visitor.context.close();
  });

  test('bad input is said, and nothing is lost of it', async () => {
    await rosa.goto(`${exchange}/new?kind=offer`);
    await rosa.page.locator('input[name=title]').fill('Honey');
    await choose(rosa, 'for', 'price');
    await rosa.page.locator('input[name="way1.grain"]').fill('-3');
    await rosa.press(rosa.t('exchange.publish.offer'));
    expect(await rosa.refusal()).toMatch(/./);
    expect(await rosa.page.locator('input[name=title]').inputValue()).toBe('Honey');
    await rosa.look('exchange-bad');
    await rosa.goto(`${exchange}/print`);
    expect(await rosa.text()).toContain('I sew and mend');
    await rosa.look('exchange-print');
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
