/**
 * A blind vote in real browsers: each makes its own token, keeps it, and posts its ballot without a cookie.
 * What was sent is looked at on its way; the machine counts what came, and cannot say from whom.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, type House, type Living } from './living.ts';
import { until } from './running.ts';

/** Questions to all of us are voted on blind, at once and for two days. */
async function settleBlind(founder: Device, path: string): Promise<void> {
  const { page, t } = founder;
  await founder.goto(`${path}/founding/rules/powers.resolve.1`);
  for (const [name, value] of [
    ['talkDays', '0'],
    ['voteDays', '2'],
  ] as const) {
    await page.locator(`input[name=${name}]`).fill(value);
  }
  await page.locator('input[name=secrecy][value=blind]').check();
  await founder.press(t('rule-edit.go'));
}

async function putToTheVote(rosa: Device, group: Living): Promise<string> {
  const { page, t } = rosa;
  await rosa.goto(`${group.path}/decisions/new?kind=resolution`);
  await page.locator('input[name=title]').fill('Shall we have two ovens?');
  await rosa.press(t('propose.go-on'));
  const at = new URL(page.url()).pathname.replace(/\/publish$/, '');
  await page.locator('input[name=way]').nth(1).check();
  await rosa.press(t('publish.go'));
  // There is nothing to talk over: it is open at once.
  expect(await rosa.text()).toContain(t('proposal.line.vote', { dated: 'no' }));
  expect(await page.locator('form[action^="?/open"]').count()).toBe(0);
  return at;
}

const step = (one: Device, name: string) => one.page.locator(`[data-step=${name}]`);

async function takeToken(one: Device, at: string): Promise<string> {
  await one.goto(`${at}/vote`);
  await step(one, 'take').waitFor();
  await one.press(one.t('vote.blind.take.go'));
  await step(one, 'fill').waitFor();
  return one.page.locator('textarea[name=kept]').inputValue();
}

async function post(one: Device, says: string, when = 'now'): Promise<void> {
  await one.page.locator(`input[name=says][value=${says}]`).check();
  await one.page.locator(`input[name=when][value=${when}]`).check();
  await one.press(one.t('vote.cast'));
}

describe.skipIf(executablePath === undefined)('a blind vote', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test('from the token to the count', async () => {
    const names = ['Rosa', 'Ana', 'Luis'];
    const place = house.place({ javaScript: true });
    const group = await found(house, { group: 'Las Ollas', names, settle: settleBlind }, place);
    const [rosa, ana, luis] = group.us as [Device, Device, Device];
    const { t } = rosa;
    const at = await putToTheVote(rosa, group);

    await rosa.goto(`${at}/vote`);
    await step(rosa, 'take').waitFor();
    await rosa.look('blind-take');
    const token = await takeToken(rosa, at);
    expect(token).toMatch(/^[\w-]{43}\.[\w-]{342}$/);
    await rosa.look('blind-fill');
    const asked = rosa.page.waitForRequest((request) => request.url().includes('/api/v1/'));
    await post(rosa, 'no');
    const request = await asked;
    const headers = await request.allHeaders();
    expect(new URL(request.url()).pathname).toBe('/api/v1/decisions/post_ballot');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    await step(rosa, 'done').waitFor();
    await rosa.look('blind-done');

    // She comes back, and changes her mind.
    await rosa.goto(`${at}/vote`);
    await step(rosa, 'fill').waitFor();
    await post(rosa, 'yes', 'minutes');
    await step(rosa, 'waits').waitFor();
    await rosa.look('blind-waits');
    await rosa.press(t('vote.blind.waits.now'));
    await step(rosa, 'done').waitFor();

    // Her phone goes round: she takes the token away with her, and brings it again.
    await rosa.goto(`${at}/vote`);
    const [download] = await Promise.all([
      rosa.page.waitForEvent('download'),
      rosa.press(t('vote.blind.save')),
    ]);
    const saved = await readFile(await download.path(), 'utf8');
    expect(saved).toContain(token);
    await rosa.unfold(t('vote.blind.forget'));
    await rosa.press(t('vote.blind.forget.go'));
    await step(rosa, 'bring').waitFor();
    await rosa.look('blind-bring');
    await rosa.fill(t('vote.blind.token'), `${'A'.repeat(43)}.${'A'.repeat(342)}`);
    await rosa.press(t('vote.blind.elsewhere.go'));
    await rosa.page.getByText(t('refusal.token_unknown')).waitFor();
    await rosa.fill(t('vote.blind.token'), saved);
    await rosa.press(t('vote.blind.elsewhere.go'));
    await step(rosa, 'fill').waitFor();

    await takeToken(ana, at);
    await post(ana, 'yes');
    await step(ana, 'done').waitFor();
    // Luis takes one, and never votes.
    await takeToken(luis, at);

    await house.later(24 * 3);
    await until(async () => {
      await rosa.goto(at);
      return (await rosa.text()).includes(t('proposal.check.find'));
    });
    await rosa.look('blind-outcome');
    await rosa.follow(t('proposal.check.find'));
    await rosa.fill(t('vote.blind.token'), token);
    await rosa.press(t('find-ballot.go'));
    expect(await rosa.text()).toContain(t('find-ballot.counted'));
    await luis.goto(`${at}/vote`);
    expect(await luis.text()).toContain(t('vote.blind.closed'));
    await group.close();
  });

  test('without JavaScript says what does without, in Spanish', async () => {
    const names = ['Petra', 'Marek', 'Sol'];
    const place = house.place({ locale: 'es' });
    const group = await found(house, { group: 'El Horno', names, settle: settleBlind }, place);
    const [petra] = group.us as [Device];
    const at = await putToTheVote(petra, group);
    await petra.goto(`${at}/vote`);
    expect(await petra.text()).toContain(petra.t('vote.blind.script'));
    expect(await petra.page.getByRole('button', { name: petra.t('vote.cast') }).count()).toBe(0);
    await petra.look('blind-without');
    await petra.goto(`${at}/paper`);
    expect(await petra.heading()).not.toBe('');
    await group.close();
  });

  test('looks right on a phone and a desk', () => expect(house.faults).toEqual([]));
});
