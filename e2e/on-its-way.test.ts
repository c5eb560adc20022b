/**
 * A proposal on its way: changes that are offered, declined and put to all of us, two that become one, one
 * that is taken back; what is said about it; a choice, a lot, somebody kept away, the end of a group; and
 * what was decided and cannot be done.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast, says, type Crowd } from './crowd.ts';
import { executablePath, type Device } from './device.ts';
import { openHouse, type House } from './living.ts';
import {
  askFive,
  cannotBeDone,
  gather,
  lendVoice,
  mergeAndWithdraw,
  offerTwo,
  promiseAndDo,
  talkItOver,
  voteOnThem,
  type Asked,
} from './on-its-way.ts';

const DAY = 24;

describe.skipIf(executablePath === undefined)('a proposal on its way', () => {
  let house: House;
  let us: Crowd;
  let rosa: Device;
  let ana: Device;
  let asked: Asked;
  beforeAll(async () => {
    house = await openHouse();
    us = await gather(house);
    rosa = us.seen('Rosa');
    ana = us.seen('Ana');
  });
  afterAll(() => house?.close());

  test('changes are offered, two become one, and it is talked over', async () => {
    const { t } = ana;
    const offered = await offerTwo(us);
    expect(offered.declined).toContain(t('offer.state.declined'));
    expect(offered.declined).toContain('El adobe se deshace con la lluvia.');
    expect(offered.declined).toContain(t('offer.state.taken_back'));
    expect(offered.put).toBe(t('offer.vote.title', { title: 'Un horno más' }));
    expect(offered.waits).toContain(t('proposal.waits-for', { title: offered.put }));

    const { merged, withdrawn } = await mergeAndWithdraw(us, offered.at);
    expect(merged).toContain(rosa.t('proposal.merged-into', { title: 'Un horno más' }));
    expect(withdrawn).not.toContain(t('author.title'));
    for (const over of [merged, withdrawn]) expect(over).not.toMatch(/The vote closes|La votación cierra/);

    const { hidden, shown } = await talkItOver(us, offered.at);
    expect(hidden).toContain('Rosa, Luis y Ana');
    expect(hidden).toContain(`${t('talk.sign.thanks')} · 1`);
    expect(hidden).toContain(t('talk.adopted', { name: 'Rosa' }));
    expect(hidden).toContain(t('talk.hidden', { by: 'Rosa', reason: 'Ofende.' }));
    expect(hidden).not.toContain('Aquí nadie sabe nada.');
    expect(shown).not.toContain('Ofende.');
    expect(shown).toContain('Aquí nadie sabe nada.');
  });

  test('a choice, a lot, a voice that is lent, and what cannot be done', async () => {
    const { given, carried } = await lendVoice(us);
    expect(given).toContain(`Rosa, ${ana.t('delegation.all')}`);
    expect(carried).toContain(`Ana, ${rosa.t('delegation.all')}`);
    asked = await askFive(us);
    await house.later(5 * DAY);
    for (const at of [asked.choice, asked.post, asked.away]) await says(rosa, at, rosa.t('decisions.vote'));
    for (const at of [asked.lot, `${asked.lot}/vote`]) {
      await rosa.goto(at);
      expect(await rosa.text()).toContain(rosa.t('ballot.told.lot'));
      expect(await rosa.page.locator('main').getByText(rosa.t('vote.cast'), { exact: true }).count()).toBe(0);
    }
    await voteOnThem(us, asked);
    await house.later(13 * DAY);

    const { stuck, tried, back } = await cannotBeDone(us, asked);
    expect(stuck).toContain(rosa.t('effect.because'));
    expect(tried).toContain(rosa.t('effect.stuck'));
    expect(back).toContain(rosa.t('effect.returned'));
    await rosa.unfold(rosa.t('proposal.said'));
    expect(await rosa.text()).toContain(rosa.t('proposal.said.voices', { voices: 2 }));

    const { promised, kept } = await promiseAndDo(us, asked.choice);
    expect(promised).toContain('Pintar la puerta');
    expect(promised).not.toContain(ana.t('promise.asked'));
    expect(kept).toContain(ana.t('promise.done'));
    await ana.look('chosen');
    await says(rosa, asked.lot, rosa.t('effect.done'));
    expect(await rosa.heading()).toMatch(/Luis|Sol/);
    await rosa.look('drawn');
    await says(rosa, asked.away, rosa.t('effect.done'));
    await rosa.look('kept-away');
  });

  test('in the end the group itself', async () => {
    await house.later(15 * DAY);
    await says(rosa, asked.end, rosa.t('decisions.vote'));
    for (const name of ['Rosa', 'Ana', 'Luis', 'Sol']) await cast(us.named(name), asked.end, { says: 'yes' });
    await house.later(31 * DAY);
    await says(rosa, asked.end, rosa.t('effect.brake'));
    await rosa.look('end-waits');
    await house.later(47 * DAY);
    await says(rosa, asked.end, rosa.t('effect.done'));
    await rosa.goto(us.path);
    await rosa.look('ended');
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
