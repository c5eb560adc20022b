/** A question is put to the group, talked over, voted on and carried out; nobody needs a script for any of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';
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
    expect(await ana.heading()).not.toContain('Ana');
    await rosa.page.locator('input[name=way]').first().check();
    await rosa.press(t('publish.go'));
    await rosa.look('talk');

    await ana.goto(at);
    await ana.unfold(t('talk.say-something'));
    await ana.page.locator('form[action^="?/say"] textarea').last().fill('Who checks what I count?');
    await ana.page.locator('form[action^="?/say"] input[value=question]').last().check();
    await ana.page.locator('form[action^="?/say"]').last().getByRole('button').click();
    await ana.look('talk-question');
    await rosa.goto(at);
    await rosa.unfold(t('talk.answer'));
    await rosa.page
      .locator('article form[action^="?/say"] textarea')
      .first()
      .fill('Luis and I, every month.');
    await rosa.page.locator('article form[action^="?/say"]').first().getByRole('button').click();
    await ana.goto(at);
    await ana.press(t('talk.settle.question.answered'));
    expect(await ana.text()).toContain(t('talk.state.answered'));
    expect((await luis.send(at, 'withdraw', {})).status).toBe(403);

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
    await rosa.goto(`${group.path}/posts/treasurer`);
    expect(await rosa.text()).toContain('Ana');
    await luis.goto(`${at}/vote`);
    expect(await luis.text()).toContain(t('vote.closed.counts'));
    await luis.look('vote-closed');
    await rosa.goto(`${group.path}/decisions`);
    await rosa.look('decisions-past');
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
