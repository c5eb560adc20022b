/**
 * Who is elected has said yes: somebody is put forward and answers, somebody steps back, a place is kept; and
 * people stand together. Nobody needs a script for any of it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, type House } from './living.ts';
import { until } from './running.ts';

describe.skipIf(executablePath === undefined)('electing', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  async function put(one: Device): Promise<string> {
    await one.press(one.t('propose.go-on'));
    const at = new URL(one.page.url()).pathname.replace(/\/publish$/, '');
    await one.page.locator('input[name=way]').first().check();
    await one.press(one.t('publish.go'));
    return at;
  }

  async function says(one: Device, path: string, text: string): Promise<void> {
    await until(async () => {
      await one.goto(path);
      return (await one.text()).includes(text);
    });
  }

  test('one by one: asked on Today, a place kept, in Spanish', async () => {
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Horno', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const yes = t('stand.yes', { lot: 'no' });
    const GROUP = 'turno de la tarde';

    await rosa.goto(`${group.path}/decisions/new?kind=election`);
    await rosa.page.getByLabel(t('propose.role')).selectOption({ index: 2 });
    await rosa.page.getByLabel('Luis', { exact: true }).check();
    await rosa.unfold(t('propose.kept'));
    const least = rosa.page.locator('input[name=kept-least]');
    await rosa.page.locator('input[name=kept-group]').first().fill(GROUP);
    await least.first().fill('2');
    await rosa.look('kept-new');
    await rosa.press(t('propose.go-on'));
    expect(await rosa.refusal()).toContain(t('refusal.parity_over_places.way'));
    await least.first().fill('1');
    const at = await put(rosa);
    expect(await rosa.text()).toContain(t('option.people.asked', { name: 'Luis', lot: 'no' }));
    expect(await rosa.text()).toContain(t('option.people.none', { lot: 'no' }));
    await rosa.look('candidates-none');

    await luis.goto('/today');
    expect(await luis.text()).toContain(t('ask.stand.state', { name: 'Rosa', lot: 'no' }));
    await luis.follow(`${t('ask.stand.go')}: ${await rosa.heading()}`);
    await luis.look('candidate-asked');
    await luis.fill(t('stand.words', { lot: 'no' }), 'Sé hacer *cuentas*.');
    await luis.press(yes);
    await luis.goto(at);
    expect(await luis.text()).toContain('Sé hacer cuentas.');

    await ana.goto(at);
    await ana.unfold(t('option.add-person'));
    await ana.page.locator('details[open] select').selectOption({ label: 'Rosa' });
    await ana.press(t('option.go'));
    await ana.goto(at);
    await ana.unfold(t('option.add-self', { lot: 'no' }));
    await ana.page.getByLabel(GROUP, { exact: true }).check();
    await ana.look('candidate-self');
    await ana.press(yes);
    await rosa.goto(at);
    await rosa.press(t('stand.no', { lot: 'no' }));
    await rosa.goto(at);
    expect(await rosa.text()).toContain(t('option.people.declined', { name: 'Rosa', lot: 'no' }));
    expect(await rosa.text()).toContain(t('option.people.belongs', { groups: GROUP }));
    await rosa.look('candidates');

    await house.later(24 * 5);
    await says(rosa, `${group.path}/decisions`, t('decisions.vote'));
    await rosa.goto(`${at}/vote`);
    expect(await rosa.text()).toContain(t('parity.least', { seats: 1, least: 1, group: GROUP }));
    await rosa.look('kept-ballot');
    for (const [one, places] of [
      [rosa, ['1', '']],
      [luis, ['1', '2']],
      [ana, ['', '1']],
    ] as const) {
      await one.goto(`${at}/vote`);
      for (const [i, number] of places.entries()) {
        await one.page.locator('input[name^="at-"]').nth(i).fill(number);
      }
      await one.press(t('vote.cast'));
      expect(await one.heading()).toBe(t('vote.counted'));
    }
    await house.later(24 * 20);
    await says(rosa, at, t('effect.done'));
    expect(await rosa.heading()).toContain('Ana');
    expect(await rosa.text()).toContain(t('outcome.section.why'));
    await rosa.look('kept-outcome');
    await group.close();
  });

  test('people who stand together, with everything that a script adds', async () => {
    const place = house.place({ javaScript: true });
    const group = await found(house, { group: 'Las Ollas', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    await rosa.goto(`${group.path}/decisions/new?kind=slate`);
    await rosa.page.getByLabel(t('propose.role'), { exact: true }).selectOption({ label: 'Coordinator' });
    await rosa.page.locator('select[name=also]').first().selectOption({ label: 'Treasurer' });
    await rosa.look('together-new');
    const at = await put(rosa);

    await ana.goto(at);
    await ana.unfold(t('option.add-slate'));
    await ana.fill(t('option.slate.title'), 'Bread and salt');
    await ana.page.getByLabel('Coordinator', { exact: true }).selectOption({ label: 'Ana' });
    await ana.page.getByLabel('Treasurer', { exact: true }).selectOption({ label: 'Ana' });
    await ana.press(t('option.go'));
    expect(await ana.refusal()).not.toBe('');
    await ana.page.getByLabel('Treasurer', { exact: true }).selectOption({ label: 'Luis' });
    await ana.press(t('option.go'));
    await luis.goto(at);
    await luis.look('together-asked');
    await luis.press(t('stand.yes', { lot: 'no' }));
    await luis.goto(at);
    expect(await luis.text()).not.toContain(t('option.people.none', { lot: 'no' }));
    await luis.look('together');
    await group.close();
  });

  test('no page was at fault', () => expect(house.faults).toEqual([]));
});
