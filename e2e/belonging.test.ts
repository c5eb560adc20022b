/** Who lives with whom, and who speaks for a group in a network; looked at by axe, in light and in dark. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, together, type House } from './living.ts';

describe.skipIf(executablePath === undefined)('belonging', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test('a household is formed, asked into, confirmed and left; and is nobody else’s business', async () => {
    const place = house.place({ javaScript: true });
    const group = await found(house, { group: 'La Casa', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const pages = new Map<Device, string>();
    for (const [one, name] of [
      [rosa, 'Rosa'],
      [ana, 'Ana'],
      [luis, 'Luis'],
    ] as const)
      pages.set(one, await group.pageOf(name));
    await rosa.goto(pages.get(rosa)!);
    await rosa.press(t('mine.household.form'));
    await rosa.page.waitForURL(/act=/);
    const sign = await rosa.page.locator('code').innerText();
    await rosa.look('household-mine');

    for (const one of [ana, luis]) {
      await one.goto(pages.get(one)!);
      await one.unfold(t('mine.household.join'));
      await one.fill(t('mine.household.which'), 'hou_nowhere');
      await one.press(t('mine.household.join.go'));
      expect(await one.refusal()).not.toBe('');
      if (one === ana) await one.look('household-wrong');
      await one.fill(t('mine.household.which'), sign);
      await one.press(t('mine.household.join.go'));
      await one.page.waitForURL(/act=/);
    }
    await ana.look('household-waits');
    // Whoever has only asked confirms nobody, and learns no name.
    const who = pages.get(luis)!.split('/').at(-1)!;
    expect((await ana.send(pages.get(ana)!, 'confirm', { who })).status).toBe(422);
    expect(await ana.text()).not.toContain('Rosa');

    await rosa.goto('/today');
    await rosa.look('today-household');
    expect(await rosa.page.getByRole('article').count()).toBe(2);
    await rosa.click(
      rosa.page.getByRole('button', { name: `${t('ask.household.go')}: Does Ana live with you?` }),
    );
    await rosa.page.waitForURL(/act=/);
    expect(await rosa.text()).toContain('confirmed that Ana lives with them');
    await rosa.look('household-confirmed');
    await rosa.press(t('mine.household.turn_away'));
    await rosa.page.waitForURL(/away|act=/);
    await rosa.goto('/today');
    expect(await rosa.page.getByRole('article').count()).toBe(0);
    await ana.goto(pages.get(ana)!);
    await ana.press(t('mine.household.leave'));
    await ana.page.waitForURL(/act=/);
    expect(await ana.page.getByRole('button', { name: t('mine.household.form') }).count()).toBe(1);
    await group.close();
  });

  test('a group names who speaks for it in a network, in Spanish', async () => {
    const place = house.place({ locale: 'es', javaScript: true });
    const form = 'bring_groups_together/network';
    const network = await found(house, { group: 'Red del Valle', names: ['Nora'], form }, place);
    const group = await found(house, { group: 'El Telar', names: ['Rosa', 'Ana'] }, place);
    const [rosa, ana] = group.us as [Device, Device];
    const { t } = rosa;
    const path = `${group.path}/members/networks`;
    await rosa.goto(path);
    await rosa.look('networks');
    const name = async (which: string) => {
      await rosa.goto(path);
      await rosa.fill(t('networks.which'), which);
      await rosa.page.getByLabel(t('networks.who'), { exact: true }).selectOption({ label: 'Ana' });
    };
    await name('no-such-place');
    await rosa.press(t('networks.go'));
    expect(await rosa.refusal()).not.toBe('');
    await rosa.look('networks-wrong');
    await name(network.path);
    await together(rosa, t('networks.go'), [ana]);
    await ana.page.waitForURL(/act=/);
    await ana.goto(path);
    expect(await ana.text()).toContain('Red del Valle');
    await ana.look('networks-named');
    await ana.goto(`${network.path}/join`);
    await ana.look('network-join');
    expect((await network.us[0]!.send(path, 'name', { network: network.path, member: '' })).status).toBe(404);
    await network.close();
    await group.close();
  });

  test('looks right on a phone and a desk, light and dark', () => expect(house.faults).toEqual([]));
});
