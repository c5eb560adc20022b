/** Ways in: asked for and refused, taken back, by invitation, on paper; and back in when the way was lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, executablePath, type Device } from './device.ts';
import { found, newcomer, openHouse, together, type House } from './living.ts';
import { SECRET } from './prepared.ts';

describe.skipIf(executablePath === undefined)('coming in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  async function asks(path: string, name: string, locale: 'en' | 'es' = 'en'): Promise<Device> {
    const one = await newcomer(house.place({ locale }), name, house.faults);
    await one.goto(`${path}/join`);
    await one.page.getByLabel(one.t('norms.yes')).check();
    await one.press(one.t('apply.go'));
    return one;
  }

  test('is asked for, taken back, asked for again and declined, in Spanish', async () => {
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Maíz', names: ['Rosa', 'Ana'] }, place);
    const [rosa, ana] = group.us as [Device, Device];
    const { t } = rosa;
    const ines = await asks(group.path, 'Inés', 'es');
    await ines.look('asked');
    await ines.unfold(t('apply.back-out'));
    await ines.press(t('apply.back-out.go'));
    expect(await ines.page.getByRole('link', { name: t('group.ask') }).count()).toBe(1);
    await rosa.goto('/today');
    expect(await rosa.page.getByRole('article').count()).toBe(0);

    await ines.goto(`${group.path}/join`);
    await ines.page.getByLabel(t('norms.yes')).check();
    await ines.press(t('apply.go'));
    await rosa.goto('/today');
    await rosa.look('today-vouch');
    const applicant = await group.pageOf('Inés');
    expect((await ines.send(applicant, 'vouch', {})).status).toBe(404);
    await rosa.goto(applicant);
    await rosa.press(t('member.vouch'));
    await rosa.look('vouched');
    await rosa.unfold(t('member.decline'));
    await rosa.page.locator('form[action^="?/decline"] textarea').fill('No hay más sillas.');
    await together(rosa, t('member.decline'), [ana]);
    expect(await ana.text()).toContain('El grupo dijo que no a alguien, que había pedido entrar.');
    await ines.goto(group.path);
    await ines.look('declined');
    expect(await ines.text()).not.toContain(t('group.applicant'));
    await group.close();
  });

  test('is open to whoever has the code of an invitation, once', async () => {
    const group = await found(house, { group: 'La Red', names: ['Rosa'] });
    const [rosa] = group.us as [Device];
    const { t } = rosa;
    await rosa.goto(`${group.path}/members/invite`);
    await rosa.look('invite');
    const bad = [
      { how: 'one', name: 'Ana', days: '0' },
      { how: 'several', uses: '9999' },
    ];
    for (const fields of bad)
      expect((await rosa.send(`${group.path}/members/invite`, 'invite', fields)).status).toBe(400);
    await rosa.fill(t('invite.name'), 'Ana');
    await rosa.press(t('invite.go'));
    await rosa.look('invited');
    const code = await rosa.page.locator('output').first().innerText();
    const ana = await newcomer(house.place(), 'Ana', house.faults);
    await ana.goto('/join');
    await ana.fill(t('founding.code'), code);
    await ana.press(t('join.look'));
    await ana.page.getByLabel(t('norms.yes')).check();
    await ana.press(t('join.go'));
    expect(await ana.text()).toContain('La Red');
    const late = await newcomer(house.place(), 'Late', house.faults);
    await late.goto('/join');
    await late.fill(t('founding.code'), code);
    await late.press(t('join.look'));
    expect(await late.refusal()).not.toBe('');
    await late.look('code-used');
    await group.close();
  });

  test('needs no phone: entered on paper, signing in ink, or saying no', async () => {
    const group = await found(house, { group: 'El Fogón', names: ['Rosa', 'Ana'] });
    const [rosa, ana] = group.us as [Device, Device];
    const { t } = rosa;
    for (const name of ['Luis', 'Petra']) {
      await rosa.goto(`${group.path}/members/paper`);
      if (name === 'Luis') await rosa.look('paper');
      await rosa.fill(t('paper.name'), name);
      await rosa.press(t('paper.go'));
    }
    await rosa.look('members-paper');
    expect((await rosa.send(`${group.path}/members/paper`, 'enter', { name: '' })).status).toBe(400);
    await rosa.goto('/today');
    await rosa.look('today-paper');
    expect(await rosa.text()).toContain('Have you told Luis of the entry?');

    const petra = await group.pageOf('Petra');
    await ana.goto(petra);
    await ana.look('paper-member');
    await ana.press(t('member.says_no.go', { name: 'Petra' }));
    await rosa.goto(`${group.path}/members`);
    expect(await rosa.page.getByRole('link', { name: 'Petra', exact: true }).count()).toBe(0);
    expect((await ana.send(petra, 'sayNo', {})).status).toBe(404);

    // Who is on paper counts once their no would come too late.
    await house.later(8 * 24);
    // Three of three end the group; Luis signs in ink, which Ana hands in once Rosa has gone.
    await rosa.goto(await group.pageOf('Rosa'));
    await rosa.unfold(t('mine.leave'));
    await rosa.press(t('mine.leave.go', { group: 'El Fogón' }));
    await ana.goto(`${group.path}/end`);
    await ana.press(t('end.put'));
    await ana.look('ink');
    const waits = ana.page.url();
    await ana.goto('/today');
    await ana.look('today-ink');
    expect(await ana.text()).toContain('Luis can sign this in ink, and you hand it in.');
    await ana.page.goto(waits);
    await ana.press(t('waiting.ink', { name: 'Luis' }));
    expect(await ana.text()).toContain(t('waiting.done'));
    await group.close();
  });

  test('is found again by the word of two, and a day', async () => {
    const group = await found(house, { group: 'La Vuelta', names: ['Rosa', 'Ana', 'Luis'] });
    const [rosa, ana] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const lost = await device(house.place(), house.faults);
    await lost.goto('/return');
    await lost.look('return');
    await lost.page.locator('input[name=name]').fill('Luis');
    await lost.click(lost.page.locator('main form button').first());
    await lost.look('return-code');
    const code = await lost.page.locator('output').first().innerText();
    const luis = await group.pageOf('Luis');
    const vouch = async (one: Device, typed: string) => {
      await one.goto(luis);
      await one.unfold(t('member.returning', { name: 'Luis' }));
      await one.fill(t('member.returning.code'), typed);
      await one.press(t('member.returning.do'));
    };
    await vouch(rosa, 'K7Q2-9FMD');
    expect(await rosa.refusal()).not.toBe('');
    await rosa.look('return-wrong');
    await vouch(rosa, code);
    await ana.goto('/today');
    await ana.look('today-return');
    expect(await ana.text()).toContain('Is it really Luis who comes back?');
    await vouch(ana, code.toLowerCase());
    await ana.goto('/today');
    expect(await ana.text()).not.toContain('Is it really Luis');
    await lost.goto('/return');
    await lost.look('return-waits');
    const early = await lost.send('/return', 'finish', { secret: SECRET });
    expect(early.status).not.toBe(303);

    await house.later(9 * 24 + 1);
    await lost.goto('/return');
    await lost.look('return-open');
    await lost.fill(t('return.secret'), '905172');
    await lost.press(t('shell.enter'));
    await lost.goto(luis);
    expect(await lost.text()).toContain(t('mine.name'));
    await lost.look('returned');
    await lost.context.close();
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
