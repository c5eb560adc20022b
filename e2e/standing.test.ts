/**
 * When it does not work out: somebody is suspended, comes back, is excluded; by enough of us, and never by
 * one.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, together, type House } from './living.ts';

describe.skipIf(executablePath === undefined)('a standing', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  const reason = (who: Device, act: string) => who.page.locator(`form[action^="?/${act}"] textarea`);

  test('rests and is taken up again: with a reason, by more than half, by the keyboard alone', async () => {
    const group = await found(house, { group: 'Las Ollas', names: ['Rosa', 'Ana', 'Luis'] });
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const about = await group.pageOf('Luis');
    await rosa.goto(about);
    await rosa.look('member');
    await rosa.tabTo(rosa.page.locator('summary').filter({ hasText: t('member.suspend') }));
    await rosa.page.keyboard.press('Enter');
    await rosa.tabTo(reason(rosa, 'suspend'));
    await rosa.page.keyboard.type('Shouted at the treasurer.');
    await rosa.tabTo(rosa.page.getByRole('button', { name: t('member.suspend.together'), exact: true }));
    await rosa.enter();
    await rosa.page.waitForURL(/\/waiting\//);
    expect(await rosa.heading()).toBe('The membership of Luis rests until we lift it');
    await rosa.look('suspend-waits');
    const waits = new URL(rosa.page.url()).pathname;

    await ana.goto('/today');
    await ana.look('today-sign');
    await ana.goto(waits);
    await ana.tabTo(ana.page.getByRole('button', { name: t('waiting.sign'), exact: true }));
    await ana.enter();
    await ana.page.waitForURL(/act=/);
    expect(await ana.text()).toContain('The group suspended Luis.');
    await ana.look('suspended');

    await luis.goto(group.path);
    expect(await luis.text()).toContain('Your membership rests until the others lift it.');
    expect(await luis.text()).toContain('Why: Shouted at the treasurer.');
    expect(await luis.page.getByRole('link', { name: t('members.invite') }).count()).toBe(0);
    await luis.look('suspended-front');
    const revenge = await luis.send(await group.pageOf('Rosa'), 'suspend', { reason: 'So there.' });
    expect(revenge.status).toBe(403);
    expect(revenge.said).toContain('Your membership is resting');

    await rosa.goto(about);
    await together(rosa, t('member.lift.together'), [ana]);
    expect(await ana.text()).toContain('The group lifted the suspension of Luis.');
    await luis.goto('/today');
    expect(await luis.text()).toContain('The group lifted the suspension of Luis.');
    await group.close();
  });

  test('is not touched by a form without a reason, with a wrong one, sent twice, or by somebody from outside', async () => {
    const group = await found(house, { group: 'La Olla', names: ['Rosa', 'Ana', 'Luis'] });
    const other = await found(house, { group: 'El Telar', names: ['Marek'] });
    const [rosa, ana] = group.us as [Device, Device, Device];
    const about = await group.pageOf('Luis');
    for (const bad of [{ reason: '' }, { reason: 'x'.repeat(501) }, { reason: 'Late.', until: 'soon' }]) {
      expect(await rosa.send(about, 'suspend', bad)).toMatchObject({ status: 400 });
    }
    const past = await rosa.send(about, 'suspend', { reason: 'Late.', until: '2020-01-01' });
    expect(past.said).not.toBe('');
    const nobody = `${group.path}/members/mem_01m8597zvxf50shha7ve0eq42j`;
    expect((await rosa.send(nobody, 'suspend', { reason: 'Late.' })).status).toBe(404);
    expect((await other.us[0]!.send(about, 'suspend', { reason: 'Late.' })).status).toBe(404);

    await rosa.goto(about);
    const twice = { reason: 'Late.', key: 'the same form' };
    for (const status of [303, 303])
      expect(await rosa.send(about, 'suspend', twice)).toMatchObject({ status });
    await ana.goto('/today');
    expect(await ana.page.getByRole('article').count()).toBe(1);
    await group.close();
    await other.close();
  });

  test('ends once, when two ask for it at the same moment, and whoever it ends for is told why', async () => {
    const group = await found(house, { group: 'Los Hornos', names: ['Rosa', 'Ana', 'Luis'] });
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const about = await group.pageOf('Luis');
    for (const one of [rosa, ana]) {
      await one.goto(about);
      await one.unfold(t('member.exclude'));
      await reason(one, 'exclude').fill('Never came.');
    }
    await Promise.all([rosa, ana].map((one) => one.press(t('member.exclude.together'))));
    const theirs = new URL(ana.page.url()).pathname;
    await rosa.goto(theirs);
    await rosa.press(t('waiting.sign'));
    expect(await rosa.text()).toContain('The group excluded Luis.');
    await rosa.look('excluded');
    await ana.goto('/today');
    expect(await ana.page.getByRole('article').count()).toBe(0);
    await rosa.goto(about);
    expect(await rosa.text()).not.toContain('Waiting for signatures');
    await rosa.look('member-excluded');

    await luis.goto('/today');
    expect(await luis.text()).toContain('Los Hornos: The others ended your membership on');
    await luis.look('today-excluded');
    await luis.goto(group.path);
    expect(await luis.text()).toContain('Why: Never came.');
    await luis.look('front-excluded');
    expect((await luis.send(about, 'exclude', { reason: 'Never came.' })).status).toBe(404);
    await group.close();
  });

  test('ends once, when the last two sign at the same moment', async () => {
    const names = ['Rosa', 'Ana', 'Luis', 'Petra'];
    const group = await found(house, { group: 'La Huerta', names });
    const [rosa, ana, , petra] = group.us as [Device, Device, Device, Device];
    const { t } = rosa;
    await rosa.goto(await group.pageOf('Luis'));
    await rosa.unfold(t('member.exclude'));
    await reason(rosa, 'exclude').fill('Never came.');
    await rosa.press(t('member.exclude.together'));
    const waits = new URL(rosa.page.url()).pathname;
    for (const one of [ana, petra]) await one.goto(waits);
    await Promise.all([ana, petra].map((one) => one.press(t('waiting.sign'))));
    for (const one of [ana, petra]) {
      await one.goto(waits);
      expect(await one.text()).toContain(t('waiting.done'));
    }
    await rosa.goto(`${group.path}/record`);
    const told = (await rosa.text()).match(/The group excluded Luis/g);
    expect(told).toHaveLength(1);
    expect(await rosa.text()).toContain('Ana signed: exclude someone (Luis).');
    await group.close();
  });

  test('looks right on a phone and a desk, light and dark', () => expect(house.faults).toEqual([]));
});
