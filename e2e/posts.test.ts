/** Posts are given, passed on, taken back and laid down; and the group itself comes to an end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, together, type House } from './living.ts';

describe.skipIf(executablePath === undefined)('posts, and the end', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test('a post goes from hand to hand, in Spanish, and comes back', async () => {
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Horno', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const post = `${group.path}/posts/treasurer`;
    await rosa.goto(post);
    await rosa.look('post-empty');
    await rosa.page.getByLabel(t('posts.who'), { exact: true }).selectOption({ label: 'Luis' });
    await together(rosa, t('posts.give.together'), [ana]);
    expect(await ana.text()).toContain('El grupo dio a Luis el cargo de tesorería');

    await luis.goto(post);
    await luis.look('post-mine');
    await luis.unfold(t('posts.hand_over'));
    await luis.page.getByLabel(t('posts.to'), { exact: true }).selectOption({ label: 'Ana' });
    await together(luis, t('posts.hand_over.together'), [rosa]);
    expect(await rosa.text()).toContain('de Luis a Ana');

    // Two hold the page of the post open; what the second sends is about a post that is over.
    for (const one of [rosa, luis]) {
      await one.goto(post);
      await one.unfold(t('posts.revoke'));
      await one.page.locator('form[action^="?/revoke"] textarea').fill('No lleva la cuenta.');
    }
    await together(rosa, t('posts.revoke.together'), [ana]);
    expect(await ana.text()).toContain('El grupo quitó a Ana el cargo de tesorería');
    await luis.press(t('posts.revoke.together'));
    expect(await luis.refusal()).not.toBe('');
    await luis.look('post-stale');
    await luis.goto(post);
    expect(await luis.text()).toContain(t('posts.history'));
    await luis.look('post-history');

    await luis.page.getByLabel(t('posts.who'), { exact: true }).selectOption({ label: 'Ana' });
    await together(luis, t('posts.give.together'), [rosa]);
    await ana.goto(post);
    await ana.tabTo(ana.page.locator('summary').filter({ hasText: t('posts.lay_down') }));
    await ana.page.keyboard.press('Enter');
    await ana.tabTo(ana.page.getByRole('button', { name: t('posts.lay_down'), exact: true }));
    const mandate = await ana.page.locator('form[action^="?/layDown"] input[name=mandate]').inputValue();
    expect((await rosa.send(post, 'layDown', { mandate })).status).toBe(403);
    await ana.enter();
    await ana.page.waitForURL(/act=/);
    expect(await ana.text()).toContain('Ana devolvió el cargo de tesorería.');
    await group.close();
  });

  test('a post is not given with wrong dates, to nobody, or by whoever has no say', async () => {
    const group = await found(house, { group: 'Las Ollas', names: ['Rosa', 'Ana'] });
    const [rosa] = group.us as [Device, Device];
    const [stranger] = (await found(house, { group: 'El Pozo', names: ['Marek'] })).us as [Device];
    const post = `${group.path}/posts/treasurer`;
    const member = (await group.pageOf('Ana')).split('/').at(-1)!;
    const give = (fields: Record<string, string>, by = rosa) => by.send(post, 'appoint', fields);
    expect(await give({ member: '' })).toMatchObject({ status: 400 });
    expect(await give({ member: 'mem_01m8597zvxf50shha7ve0eq42j' })).toMatchObject({ status: 422 });
    expect((await give({ member, starts: '2020-01-01' })).said).not.toBe('');
    expect((await give({ member, ends: '2099-01-01' })).said).not.toBe('');
    expect((await give({ member }, stranger)).status).toBe(404);
    expect((await rosa.send(`${group.path}/posts/king`, 'appoint', { member })).status).toBe(404);
    await group.close();
  });

  test('one leaves, and the group ends when all of us sign it', async () => {
    const group = await found(house, { group: 'La Noria', names: ['Rosa', 'Ana', 'Luis'] });
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const mine = await group.pageOf('Luis');
    await luis.goto(mine);
    await luis.look('mine');
    await luis.unfold(t('mine.leave'));
    await luis.press(t('mine.leave.go', { group: 'La Noria' }));
    expect(await luis.heading()).toBe('La Noria');
    expect(await luis.text()).toContain('You left on');
    await luis.look('left');
    expect((await luis.send(`${group.path}/end`, 'end', {})).status).toBe(404);
    await rosa.goto(group.path);
    expect(await rosa.text()).toContain('Luis left.');

    await rosa.goto(`${group.path}/end`);
    await rosa.look('end');
    await rosa.fill(t('end.note'), 'The well has run dry.');
    await rosa.press(t('end.put'));
    await rosa.look('end-waits');
    const waits = new URL(rosa.page.url()).pathname;
    await rosa.press(t('waiting.withdraw'));
    expect(await rosa.text()).toContain(t('waiting.withdrawn'));
    await ana.goto(waits);
    expect(await ana.page.getByRole('button', { name: t('waiting.sign') }).count()).toBe(0);

    await ana.goto(`${group.path}/end`);
    await together(ana, t('end.put'), [rosa]);
    await rosa.look('ended');
    await rosa.goto(group.path);
    await rosa.look('front-ended');
    expect(await rosa.text()).toContain('ended');
    expect((await rosa.send(`${group.path}/members/invite`, 'invite', { how: 'several' })).status).not.toBe(
      200,
    );
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
