/**
 * An assembly of twelve: it proposes, objects, changes what it has proposed, votes by consent, elects by
 * ranking, shares out its box, changes its rules and takes a post back. Each decision enacts itself; in the
 * end a voter counts the ballots of the election again.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  agree,
  askForTime,
  countAgain,
  findBallot,
  fund,
  gather,
  objectAndOffer,
  proposeThree,
  rankThree,
  sayYes,
  standThree,
} from './assembling.ts';
import { says, type Crowd } from './crowd.ts';
import { executablePath, type Device } from './device.ts';
import { openHouse, type House } from './living.ts';

const DAY = 24;

describe.skipIf(executablePath === undefined)('an assembly of twelve', () => {
  let house: House;
  let us: Crowd;
  let chayo: Device;
  let odilia: Device;
  let saturdays = '';
  let election = '';
  let receipt = '';
  let three: Awaited<ReturnType<typeof proposeThree>>;
  beforeAll(async () => {
    house = await openHouse();
    us = await gather(house);
    chayo = us.seen('Chayo');
    odilia = us.seen('Odilia');
  });
  afterAll(() => house?.close());

  test('an objection finds its place in the text', async () => {
    const { t } = odilia;
    const done = await objectAndOffer(us);
    saturdays = done.at;
    expect(done.objected).toContain(t('talk.objections', { count: 1 }));
    expect(done.offered).toContain('Con tres por turno nadie carga sola.');
    expect(done.taken).toContain('Un sábado sí y otro no, con tres personas por turno.');
    expect(done.taken).not.toContain('Todos los sábados');
    expect(done.over).toContain(t('talk.state.integrated'));
    expect(done.over).not.toContain(t('talk.objections', { count: 1 }));
  });

  test('by consent, and by an order of everybody’s own', async () => {
    election = await standThree(us);
    await house.later(5 * DAY);
    for (const at of [saturdays, election]) await says(odilia, at, odilia.t('decisions.vote'));
    await agree(us, saturdays);
    receipt = await rankThree(us, election);
    await house.later(11 * DAY);
    await says(odilia, saturdays, odilia.t('effect.done'));
    expect(await odilia.heading()).toContain('Cocinar también los sábados');
    expect(await odilia.text()).toContain('Se hace a un lado 1');
    await odilia.look('agreed');
    await says(odilia, election, odilia.t('effect.done'));
    expect(await odilia.heading()).toBe('Elegimos a Inés');
    expect(await odilia.text()).toContain('Inés llegó en el conteo 2, con 7.');
    await odilia.look('elected-of-twelve');
    await odilia.goto(`${us.path}/posts/coordinator`);
    expect(await odilia.text()).toContain('Inés');
  });

  test('shares out its box, and votes on its rules and on a post', async () => {
    three = await proposeThree(us);
    const { pot, rules, recall } = three;
    await house.later(26 * DAY);
    for (const at of [pot, rules, recall]) await says(odilia, at, odilia.t('decisions.vote'));
    const { along, asked } = await fund(us, pot);
    expect(along).toEqual(['4,200.00 MXN', '8,000.00 MXN']);
    expect(asked).toEqual(['0.00 MXN', '8,000.00 MXN']);
    await sayYes(us, recall, 8);
    await sayYes(us, rules, 9);
  });

  test('what was decided takes effect by itself', async () => {
    const { pot, rules, recall } = three;
    await house.later(34 * DAY);
    await says(chayo, pot, chayo.t('effect.done'));
    expect(await chayo.heading()).toContain('Olla de cincuenta litros');
    await chayo.look('funded');
    await says(chayo, recall, chayo.t('effect.done'));
    await chayo.look('recalled');
    await chayo.goto(`${us.path}/posts/treasurer`);
    expect(await chayo.text()).toContain(chayo.t('posts.nobody'));
    await says(odilia, rules, odilia.t('effect.brake'));
    expect(await askForTime(us, rules)).toContain('Paz');
    await odilia.goto(`${us.path}/rules`);
    expect(await odilia.text()).not.toContain('avisando 30 días antes');

    await house.later(46 * DAY);
    await says(odilia, rules, odilia.t('effect.done'));
    await odilia.look('rules-changed-together');
    await odilia.goto(`${us.path}/rules`);
    expect(await odilia.text()).toContain('avisando 30 días antes');
  });

  test('a voter counts the election again, and finds her ballot', async () => {
    const counted = await countAgain(us, election);
    expect(counted).toContain('We chose Inés');
    expect(await findBallot(us, election, receipt)).toContain(chayo.t('find-ballot.counted'));
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});
