/**
 * A meeting is called, held on one phone while the line drops, decides by hands, and its minutes are signed.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from './device.ts';
import { executablePath } from './device.ts';
import { passThePhone, PASSED } from './founding.ts';
import { found, openHouse, type House, type Living } from './living.ts';
import { until } from './running.ts';

const DAYS = 4;

describe.skipIf(executablePath === undefined)('a meeting', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  /** The day on which the rules let a meeting be held, as the page of a new one has it. */
  async function call(one: Device, group: Living, title: string): Promise<string> {
    const { t } = one;
    await one.goto(`${group.path}/meetings`);
    await one.follow(t('meetings.call'));
    await one.fill(t('meeting.title'), title);
    await one.fill(t('meeting.from'), '00:30');
    await one.fill(t('meeting.place'), 'The kitchen');
    await one.fill(t('agenda.own'), 'The roof\nThe well');
    await one.press(t('meeting.call.go'));
    await one.follow(title);
    return new URL(one.page.url()).pathname;
  }

  /** Somebody puts a question to whoever is in the room. */
  async function putToTheRoom(one: Device, group: Living, title: string): Promise<void> {
    await one.goto(`${group.path}/decisions/new?kind=resolution`);
    await one.page.locator('input[name=title]').fill(title);
    await one.press(one.t('propose.go-on'));
    await one.page.locator('input[name=way]').nth(1).check();
    await one.press(one.t('publish.go'));
  }

  test('is held without a script, in Spanish, and its minutes are signed by two', async () => {
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Pozo', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    await rosa.goto(`${group.path}/meetings`);
    await rosa.look('meetings-empty');
    const meeting = await call(rosa, group, 'Asamblea');
    await rosa.look('meeting-called');
    await rosa.press(t('meeting.come'));
    await luis.goto(meeting);
    await luis.press(t('meeting.cannot'));
    expect(await luis.text()).toContain('No puede 1 integrante: Luis.');
    await luis.unfold(t('agenda.add'));
    await luis.fill(t('agenda.what'), 'La cosecha');
    await luis.press(t('agenda.add.go'));
    expect(await luis.text()).toContain('La cosecha');
    // Too early for a meeting of another day, and for what nobody has said.
    expect((await rosa.send(meeting, 'open', {})).status).toBe(422);
    expect(
      (await rosa.send(`${group.path}/meetings/new`, 'call', { title: 'Ya', day: '2020-01-01' })).status,
    ).toBe(400);

    await house.later(DAYS * 24);
    await rosa.goto(meeting);
    await rosa.press(t('meeting.open.go'));
    await rosa.look('room-begun');
    await rosa.press('Ana');
    expect(await rosa.text()).toContain('Podemos decidir.');
    await rosa.press(t('room.take'));
    await rosa.fill(t('room.note'), 'Gotea en dos partes.');
    await rosa.press(t('room.note.go'));
    expect(await rosa.text()).toContain('Gotea en dos partes.');
    await rosa.unfold(t('speaking.ask'));
    await rosa.click(rosa.page.locator('form[action*=ask] button', { hasText: 'Ana' }));
    await rosa.press(t('speaking.next', { name: 'Ana' }));
    expect(await rosa.text()).toContain(t('speaking.now', { name: 'Ana' }));
    await rosa.press(t('speaking.done'));
    await ana.goto(`${meeting}/room`);
    expect(await ana.text()).toContain('Gotea en dos partes.');
    await rosa.look('room');
    await rosa.unfold(t('room.close'));
    await rosa.press(t('room.close.go'));
    expect(await rosa.text()).toContain(t('minutes.title'));
    await rosa.look('minutes');

    await rosa.press(t('minutes.sign'));
    await ana.goto(meeting);
    // Rosa has written down that she was there; had she not been, she could say so.
    expect(await ana.text()).toContain(t('meeting.noted', { name: 'Rosa' }));
    await ana.press(t('minutes.sign'));
    expect(await ana.text()).toContain(t('minutes.fixed'));
    await ana.look('minutes-signed');
    // Whoever was not there does not sign; and nothing is added any more.
    expect((await luis.send(meeting, 'sign', { digest: 'a'.repeat(64) })).said).not.toBe('');
    expect((await rosa.send(meeting, 'write', { words: 'Algo más.' })).said).not.toBe('');
    // Held and written down, it is no longer ahead of us, though its hour is not over.
    await rosa.goto(`${group.path}/meetings`);
    expect(await rosa.page.getByRole('link', { name: 'Asamblea', exact: true }).count()).toBe(1);
    await group.close();
  });

  test('goes on when the line drops: what is written is kept, shown, and sent once', async () => {
    const place = house.place({ javaScript: true });
    const group = await found(house, { group: 'Las Ollas', names: ['Rosa', 'Ana', 'Luis'] }, place);
    const [rosa] = group.us as [Device];
    const { t, page, context } = rosa;
    const meeting = await call(rosa, group, 'Assembly');
    await house.later(2 * DAYS * 24);
    await rosa.goto(meeting);
    await rosa.press(t('meeting.open.go'));
    // The page is kept by its worker before the line goes.
    await until(() => page.evaluate(async (path) => Boolean(await caches.match(path)), `${meeting}/room`));
    const unsent = page.locator('[data-unsent]');

    await context.setOffline(true);
    await page.getByRole('button', { name: 'Ana', exact: true }).click();
    await page
      .getByRole('button', { name: t('room.take') })
      .first()
      .click();
    await rosa.unfold(t('room.note.other'));
    await page.locator('details form[action*=note] textarea').fill('Written in the dark.');
    await page.locator('details form[action*=note] button').click();
    await until(async () => (await unsent.innerText()).includes('· 3'));
    await rosa.look('room-offline');

    // The page is opened again, still without a line: nothing is lost.
    await page.reload();
    await until(async () => (await unsent.innerText()).includes('Written in the dark.'));
    expect(await rosa.heading()).toBe('Assembly');

    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(() => unsent.isHidden());
    const text = await rosa.text();
    expect(text).toContain('2 of 3 who decide are here');
    await rosa.unfold(t('room.note.other'));
    expect((await rosa.text()).split('Written in the dark.').length).toBe(2);
    await rosa.look('room-back');

    // Hands that were counted in the dark are sent too, and wait for somebody else; so is what she says of
    // them.
    const [, ana] = group.us as [Device, Device];
    await putToTheRoom(rosa, group, 'A new pot');
    await rosa.goto(`${meeting}/room`);
    await context.setOffline(true);
    await rosa.fill(t('hands.yes'), '2');
    await rosa.fill(t('hands.no'), '0');
    await page.getByRole('button', { name: t('hands.go') }).click();
    await until(async () =>
      (await unsent.innerText()).includes(t('room.says.hands', { title: 'A new pot' })),
    );
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(async () => (await rosa.text()).includes('Ana can say that it was so.'));
    await ana.goto(`${meeting}/room`);
    await ana.context.setOffline(true);
    await ana.click(ana.page.getByRole('button', { name: t('hands.right') }));
    await ana.context.setOffline(false);
    await ana.page.evaluate(() => dispatchEvent(new Event('online')));
    await until(async () => (await ana.text()).includes('It passed with 2 to 0, and is in effect.'));

    // What is refused when it is sent is said, and stays until somebody has read it.
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Luis', exact: true }).click();
    await ana.goto(`${meeting}/room`);
    await ana.click(ana.page.getByRole('button', { name: 'Luis', exact: true }));
    await until(async () => (await ana.text()).includes('3 of 3 who decide are here'));
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('[data-refused]').waitFor();
    expect(await page.locator('[data-refused]').innerText()).toContain('Luis');
    await rosa.look('room-refused');
    await rosa.press(t('room.dismiss'));
    await rosa.unfold(t('room.close'));
    await page.getByRole('button', { name: t('room.close.go') }).click();
    await page.waitForURL((url) => url.pathname === meeting);
    expect(await rosa.text()).toContain('Written in the dark.');
    await group.close();
  });

  test('is in the calendar, and decides by a show of hands', async () => {
    const group = await found(house, { group: 'La Noria', names: ['Rosa', 'Ana'] });
    const [rosa, ana] = group.us as [Device, Device];
    const { t } = rosa;
    const meeting = await call(rosa, group, 'Assembly');
    await rosa.goto(`${group.path}/meetings`);
    await rosa.unfold(t('calendar.add'));
    await rosa.fill(t('calendar.what'), 'Fair');
    await rosa.page.getByLabel(t('calendar.public')).check();
    await rosa.press(t('calendar.add.go'));
    expect(await rosa.text()).toContain('Fair');
    await rosa.look('calendar');
    const open = await fetch(`${rosa.place.address}${group.path}/calendar.ics`);
    expect(open.headers.get('content-type')).toContain('text/calendar');
    const seen = await open.text();
    expect(seen).toContain('SUMMARY:Fair');
    expect(seen).not.toContain('Assembly');

    // The secret address shows all of it, until it is closed.
    await rosa.unfold(t('calendar.feed'));
    await rosa.press(t('calendar.feed.make'));
    const address = await rosa.page.locator('input[name=address]').inputValue();
    expect(await (await fetch(address)).text()).toContain('SUMMARY:Assembly');
    await rosa.goto(`${group.path}/meetings`);
    await rosa.unfold(t('calendar.feed'));
    await rosa.press(t('calendar.feed.drop'));
    expect((await fetch(address)).status).toBe(404);

    await house.later(3 * DAYS * 24);
    await rosa.goto(meeting);
    await rosa.press(t('meeting.open.go'));
    await rosa.press('Ana');
    expect(await rosa.text()).toContain('We can decide.');
    expect(await rosa.text()).toContain(t('hands.nothing'));
    await putToTheRoom(rosa, group, 'A new roof');
    await ana.goto(`${meeting}/room`);
    await ana.look('room-hands');
    await ana.fill(t('hands.yes'), '2');
    await ana.fill(t('hands.no'), '0');
    await ana.press(t('hands.go'));
    // Nobody alone can invent a decision: Rosa, who was there, is asked on her own phone.
    expect(await ana.text()).toContain('Ana counted: 2 for, 0 against, 0 neither. Nothing is decided yet');
    expect(await ana.page.getByRole('button', { name: t('hands.right') }).count()).toBe(0);
    await ana.look('room-waits');
    await rosa.goto('/today');
    await rosa.look('today-count');
    await rosa.click(rosa.page.getByRole('link', { name: t('ask.count.go') }));
    expect(await rosa.text()).toContain('2 of those who decide were in the room: Ana and Rosa.');
    await rosa.look('hands-own');
    await rosa.press(t('hands.right'));
    expect(await rosa.text()).toContain('It passed with 2 to 0, and is in effect. Rosa says that it was so.');
    await rosa.unfold(t('room.note.other'));
    expect(await rosa.text()).toContain('2 for, 0 against, 0 neither. It passed.');
    await rosa.look('room-decided');
    await rosa.click(rosa.page.getByRole('link', { name: 'A new roof' }).first());
    expect(await rosa.text()).toContain(t('proposal.check.hands'));
    expect(await rosa.text()).not.toContain('who said what');
    await group.close();
  });

  test('on one phone the second person says that it was so with their own digits', async () => {
    const settle = async (founder: Device, path: string) => {
      await founder.goto(`${path}/founding`);
      await passThePhone(founder, 'Luis');
    };
    const group = await found(house, { group: 'El Molino', names: ['Rosa', 'Ana'], settle });
    const [rosa] = group.us as [Device];
    const { t, page } = rosa;
    const meeting = await call(rosa, group, 'Assembly');
    await house.later(4 * DAYS * 24);
    await rosa.goto(meeting);
    await rosa.press(t('meeting.open.go'));
    await rosa.press('Luis');
    await putToTheRoom(rosa, group, 'A new wheel');
    await rosa.goto(`${meeting}/room`);
    await rosa.fill(t('hands.yes'), '2');
    await rosa.fill(t('hands.no'), '0');
    await rosa.press(t('hands.go'));
    expect(await rosa.text()).toContain('Luis can say that it was so.');
    await page.getByRole('link', { name: t('hands.pass') }).click();
    await rosa.look('hands-pass');
    await rosa.follow('Luis');
    await rosa.fill(t('sign-in.digits'), '000111');
    await rosa.press(t('hands.right'));
    expect(await rosa.refusal()).not.toBe('');
    await rosa.look('hands-other');
    await rosa.fill(t('sign-in.digits'), PASSED);
    await rosa.press(t('hands.right'));
    // The phone is back, and Rosa is still signed in on it.
    expect(await rosa.text()).toContain('It passed with 2 to 0, and is in effect. Luis says that it was so.');
    await putToTheRoom(rosa, group, 'A new door');
    await rosa.goto(`${meeting}/room`);
    await rosa.fill(t('hands.yes'), '1');
    await rosa.fill(t('hands.no'), '0');
    await rosa.press(t('hands.go'));
    await rosa.unfold(t('hands.wrong'));
    await rosa.fill(t('hands.wrong.why'), 'I typed it wrong.');
    await rosa.press(t('hands.wrong.go'));
    expect(await rosa.text()).toContain('Rosa says that it was not so: I typed it wrong.');
    expect(await rosa.page.getByLabel(t('hands.yes'), { exact: true }).count()).toBe(1);
    await rosa.look('room-fell');
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
