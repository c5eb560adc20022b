/**
 * A question is put to the group, talked over, voted on and carried out; nobody needs a script for any of
 * it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';
import { SECRET } from './prepared.ts';
import { until } from './running.ts';

/** Fills in what a post is proposed with, up to the page on which the way is chosen. */
async function propose(one: Device, group: Living, kind: string, fill: () => Promise<void>): Promise<string> {
  const { t, page } = one;
  await one.goto(`${group.path}/decisions/new?kind=${kind}`);
  await fill();
  await one.press(t('propose.go-on'));
  const at = new URL(page.url()).pathname.replace(/\/publish$/, '');
  expect(at).toMatch(/\/decisions\/pro_/);
  return at;
}

/** The clock comes round once a minute; until then the page says what it said. */
async function says(one: Device, path: string, text: string): Promise<void> {
  await until(async () => {
    await one.goto(path);
    return (await one.text()).includes(text);
  });
}

/** Writes numbers beside the options and casts; gives the receipt, which is shown this once. */
async function rank(one: Device, at: string, places: readonly string[]): Promise<string> {
  await one.goto(`${at}/vote`);
  await one.look('ranking');
  for (const [i, place] of places.entries()) await one.page.locator('input[name^="at-"]').nth(i).fill(place);
  await one.press(one.t('vote.cast'));
  expect(await one.heading()).toBe(one.t('vote.counted'));
  await one.look('receipt');
  return one.page.locator('output').innerText();
}

describe.skipIf(executablePath === undefined)('deciding together', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test('by consent, from the first word to what it has brought about', async () => {
    const group = await found(
      house,
      { group: 'Las Ollas', names: ['Rosa', 'Ana', 'Luis'] },
      house.place({ javaScript: true }),
    );
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    await rosa.goto(`${group.path}/decisions`);
    expect(await rosa.text()).toContain(t('decisions.none'));
    await rosa.look('decisions-none');
    await rosa.follow(t('decisions.propose'));
    await rosa.look('propose');

    const at = await propose(rosa, group, 'appointment', async () => {
      await rosa.page.getByLabel(t('propose.role')).selectOption({ label: 'Treasurer' });
      await rosa.page.getByLabel(t('propose.member')).selectOption({ label: 'Ana' });
      await rosa.fill(t('propose.body'), 'She counts *twice*.');
      await rosa.press(t('propose.look'));
      await rosa.look('propose-look');
      expect(await rosa.text()).toContain('Ana becomes treasurer');
    });
    await rosa.look('publish');
    await ana.goto(at);
    expect(await ana.heading()).not.toContain('treasurer');
    await rosa.page.locator('input[name=way]').first().check();
    await rosa.press(t('publish.go'));
    await rosa.look('talk');

    await ana.goto(at);
    await ana.unfold(t('talk.say-something'));
    await ana.page.locator('form[action^="?/say"] textarea').last().fill('Who checks what I count?');
    await ana.page.locator('form[action^="?/say"] input[value=question]').last().check();
    await ana.click(ana.page.locator('form[action^="?/say"]').last().getByRole('button'));
    await ana.look('talk-question');
    await rosa.goto(at);
    await rosa.unfold(t('talk.answer'));
    await rosa.page
      .locator('article form[action^="?/say"] textarea')
      .first()
      .fill('Luis and I, every month.');
    await rosa.click(rosa.page.locator('article form[action^="?/say"]').first().getByRole('button'));
    await ana.goto(at);
    await ana.press(t('talk.settle.question.answered'));
    expect(await ana.text()).toContain(t('talk.state.answered'));
    expect((await luis.send(at, 'withdraw', {})).said).not.toBe('');

    await house.later(24 * 8);
    await says(luis, `${group.path}/decisions`, t('decisions.vote'));
    await luis.look('decisions-mine');
    await luis.follow(t('decisions.vote'));
    await luis.look('vote');
    await luis.page.locator('input[value=object], input[value=no]').first().check();
    await luis.press(t('vote.cast'));
    await luis.look('vote-reason');
    await luis.goto(`${at}/vote`);
    for (const one of [luis, ana, rosa]) {
      await one.goto(`${at}/vote`);
      await one.tabTo(one.page.locator('input[name=says]').first());
      await one.page.keyboard.press('Space');
      if (one === luis) await one.page.locator('textarea[name=reason]').fill('She has the patience.');
      await one.press(one.t('vote.cast'));
      expect(await one.text()).toContain(t('proposal.change-vote'));
      expect(await one.text()).not.toContain(t('proposal.said'));
    }
    await rosa.goto(`${at}/vote`);
    await rosa.look('vote-again');

    await house.later(24 * 20);
    await says(rosa, at, t('effect.done'));
    await rosa.look('outcome');
    expect(await rosa.text()).toContain('Ana becomes treasurer');
    // What was given as a reason is told at once, and not only among who said what.
    expect(await rosa.page.getByText('She has the patience.').first().isVisible()).toBe(true);
    await rosa.goto(`${group.path}/posts/treasurer`);
    expect(await rosa.text()).toContain('Ana');
    await luis.goto(`${at}/vote`);
    expect(await luis.text()).toContain(t('vote.closed.counts'));
    await luis.look('vote-closed');
    await rosa.goto(`${group.path}/decisions`);
    await rosa.look('decisions-past');
    await group.close();
  });

  test('by ranking in secret, in Spanish: on a phone, on a device for everybody, and on paper', async () => {
    const place = house.place({ locale: 'es' });
    const names = ['Rosa', 'Ana', 'Luis', 'Petra'];
    const group = await found(house, { group: 'El Horno', names }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const at = await propose(rosa, group, 'election', async () => {
      await rosa.page.getByLabel(t('propose.role')).selectOption({ index: 1 });
      for (const name of ['Ana', 'Luis']) await rosa.page.getByLabel(name, { exact: true }).check();
      await rosa.look('election');
    });
    await rosa.page.locator('input[name=way]').first().check();
    await rosa.press(t('publish.go'));
    await rosa.look('election-talk');
    for (const one of [ana, luis]) {
      await one.goto(at);
      await one.press(t('stand.yes', { lot: 'no' }));
    }
    await house.later(24 * 26);
    await says(rosa, `${group.path}/decisions`, t('decisions.vote'));

    // A place that two share would end the ballot there: it is said before anything is cast.
    await rosa.goto(`${at}/vote`);
    for (const i of [0, 1]) await rosa.page.locator('input[name^="at-"]').nth(i).fill('1');
    await rosa.press(t('vote.cast'));
    expect(await rosa.refusal()).toContain(t('refusal.ballot_place_shared'));
    expect(await rosa.page.locator('input[aria-invalid]').count()).toBe(2);
    const receipt = await rank(rosa, at, ['1', '2']);
    await rosa.goto(at);
    expect(await rosa.text()).not.toContain(receipt);
    await rosa.goto(`${at}/vote`);
    await rosa.look('ranking-again');
    for (const [written, mine] of [
      ['0000-0000-0000-0000-0000-0000-0000', false],
      [receipt, true],
    ] as const) {
      await rosa.page.locator('input[name^="at-"]').first().fill('2');
      await rosa.page.locator('input[name^="at-"]').nth(1).fill('1');
      await rosa.fill(t('vote.receipt.enter'), written);
      await rosa.press(t('vote.cast.again'));
      if (mine) expect(await rosa.heading()).toBe(t('vote.changed'));
      else expect(await rosa.refusal()).not.toBe('');
    }
    await rank(ana, at, ['1', '']);

    // One device for everybody: the next one is asked who they are.
    await luis.goto(`${at}/kiosk`);
    await luis.press(t('kiosk.over'));
    await luis.look('kiosk');
    await luis.follow('Luis');
    await luis.page.locator('input[name=secret]').fill(SECRET);
    await luis.press(t('kiosk.enter'));
    await luis.look('kiosk-ballot');
    await luis.page.locator('input[name^="at-"]').first().fill('1');
    await luis.press(t('vote.cast'));
    await luis.look('kiosk-thanks');
    await luis.follow(t('kiosk.next'));
    expect(await luis.heading()).toBe(t('kiosk.title'));

    await rosa.goto(`${at}/paper`);
    await rosa.look('paper');
    await rosa.page.getByLabel('Petra', { exact: true }).check();
    await rosa.press(t('paper.lines'));
    await rosa.fill(t('paper.one', { number: 1 }), '9');
    await rosa.press(t('paper.enter.go'));
    expect(await rosa.refusal()).toContain('1');
    await rosa.fill(t('paper.one', { number: 1 }), '2 1');
    await rosa.look('paper-lines');
    await rosa.press(t('paper.enter.go'));
    await ana.goto(`${at}/paper`);
    await ana.follow(t('paper.pile.confirm'));
    await ana.fill(t('paper.one', { number: 1 }), '2 1');
    await ana.press(t('paper.confirm.go'));
    expect(await ana.text()).toContain(t('paper.pile.done'));

    await house.later(24 * 40);
    await says(rosa, at, t('effect.done'));
    await rosa.look('elected');
    expect(await rosa.text()).toContain(t('proposal.check.few'));
    expect((await rosa.context.request.get(`${rosa.place.address}${at}/ballots`)).status()).toBe(404);
    await rosa.follow(t('proposal.check.find'));
    await rosa.fill(t('vote.receipt.enter'), receipt.toLowerCase());
    await rosa.press(t('find-ballot.go'));
    expect(await rosa.text()).toContain(t('find-ballot.counted'));
    await rosa.look('found');
    await group.close();
  });

  test('a ranking is moved by arrows, by the keyboard and by hand', async () => {
    const one = await device(house.place({ javaScript: true }), house.faults);
    const { page, t } = one;
    await page.setViewportSize({ width: 1280, height: 900 });
    await one.goto('/style');
    const form = page.locator('form:has([data-ballot-rank])');
    const row = (name: string) => form.locator('li', { hasText: name });
    const number = (name: string) => row(name).locator('input');
    const arrow = (name: string, way: 'up' | 'down') =>
      form.getByRole('button', { name: t(`ballot.rank.${way}`, { name }) });
    const order = async () => {
      const names = ['Ana', 'Petra', 'Josefina', 'Marek'];
      const places = await Promise.all(names.map((name) => number(name).inputValue()));
      return names.map((name, i) => `${name} ${places[i]!}`.trim()).join(', ');
    };
    const heard = () => form.locator('[data-ballot-heard]').textContent();
    expect(await order()).toBe('Ana, Petra 1, Josefina, Marek');
    expect(await arrow('Petra', 'up').isDisabled()).toBe(true);
    expect(await arrow('Marek', 'down').isDisabled()).toBe(true);

    await arrow('Ana', 'up').click();
    expect(await order()).toBe('Ana 2, Petra 1, Josefina, Marek');
    expect(await heard()).toBe(t('ballot.rank.said', { name: 'Ana', place: 2 }));
    // The arrow has the focus still, and the keys go on with it.
    await page.keyboard.press('ArrowUp');
    expect(await order()).toBe('Ana 1, Petra 2, Josefina, Marek');
    await number('Petra').focus();
    await page.keyboard.press('Alt+ArrowDown');
    expect(await order()).toBe('Ana 1, Petra, Josefina, Marek');
    expect(await heard()).toBe(t('ballot.rank.out', { name: 'Petra' }));
    await page.keyboard.press('Alt+ArrowUp');
    expect(await order()).toBe('Ana 1, Petra 2, Josefina, Marek');

    const grip = (await row('Marek').locator('[data-grip]').boundingBox())!;
    const first = (await row('Ana').boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(first.x + 10, first.y + first.height / 2, { steps: 12 });
    await page.mouse.up();
    expect(await order()).toBe('Ana 2, Petra 3, Josefina, Marek 1');

    // In the field itself plain arrows count, as everywhere else.
    await number('Josefina').fill('4');
    await page.keyboard.press('ArrowDown');
    expect(await number('Josefina').inputValue()).toBe('3');
    await one.context.close();
  });

  test('a ranking keeps still under the finger that casts it', async () => {
    const one = await device(house.place({ javaScript: true }), house.faults);
    await one.goto('/style');
    const form = one.page.locator('form:has([data-ballot-rank])');
    const places = form.locator('input[type=number]');
    await form.evaluate((ballot) => {
      const button = document.createElement('button');
      button.textContent = 'Cast';
      ballot.append(button);
      ballot.addEventListener('submit', (event) => {
        event.preventDefault();
        ballot.dataset['casts'] = String(Number(ballot.dataset['casts'] ?? 0) + 1);
      });
    });
    const press = () => form.getByText('Cast', { exact: true }).click();
    await places.nth(0).fill('2');
    await places.nth(3).fill('2');
    await press();
    expect(await places.nth(3).evaluate((field: HTMLInputElement) => field.validationMessage)).toBe(
      one.t('refusal.ballot_place_shared'),
    );
    expect(await form.getAttribute('data-casts')).toBeNull();
    await places.nth(3).fill('1');
    await press();
    expect(await form.getAttribute('data-casts')).toBe('1');
    // Only then do the rows go to their numbers.
    await until(async () => (await places.first().inputValue()) === '1');
    await one.context.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
