import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { loadAccountsOf } from '#ledger/server';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { findAdverts, loadAdvert, loadAdvertsOf } from '../store/reads.ts';
import { endOfLeavers } from '../../../host/keep-exchange.ts';
import {
  loadAgreement,
  loadAgreementsOf,
  loadThanksAbout,
  loadWordsBetween,
} from '../store/agreement-reads.ts';
import { loadRing, loadRingsOf } from '../store/ring-reads.ts';
import { MOST_STANDING } from '../core/advert.ts';
import { agreementState, MOST_UNDER_WAY } from '../core/agreement.ts';
import { exchangeAsks } from '../core/asks.ts';
import { MOST_RINGS, ringState } from '../core/ring.ts';
import { ringsThrough } from '../core/match.ts';
import { advertise, exchanging, foundExchange } from './with-exchange.ts';

let stage: Stage;
let org: OrgId;
let ana: OneOfUs, luis: OneOfUs, rosa: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  const group = await foundExchange(stage, ['Ana', 'Luis', 'Rosa']);
  org = group.org;
  [ana, luis, rosa] = group.us as [OneOfUs, OneOfUs, OneOfUs];
}, 60_000);
afterAll(() => stage.close());

const today = () => new Date(stage.clock.now).toISOString().slice(0, 10);
const found = async (query = {}) =>
  (await findAdverts(stage.host.db, org, today(), query)).adverts.map((one) => one.title);
const inHora = async (who: OneOfUs) =>
  (await loadAccountsOf(stage.host.db, org, who.member)).find((one) => one.unit === 'hora')!.balanceMinor;
const hours = (minor: string) => ({ parts: [{ unit: 'hora', minor }] });

async function answered(advert: string, who: OneOfUs, terms: object = {}): Promise<string> {
  const done = await stage.do(who, 'exchange.answer', org, { advert, words: 'Can you?', ...terms });
  return (done.answer as { agreement: string }).agreement;
}
const at = async (id: string) => (await loadAgreement(stage.host.db, org, id))!;
const yes = async (who: OneOfUs, agreement: string) =>
  stage.do(who, 'exchange.agree', org, {
    agreement,
    terms: new Date((await at(agreement)).termsAt).toISOString(),
  });

describe('offers and needs', () => {
  const offer = { kind: 'offer', category: 'food', title: 'Bread' };

  test.each([
    ['input_invalid', { prices: [hours('abc').parts] }],
    ['input_invalid', { prices: [hours('9'.repeat(30)).parts] }],
    ['category_unknown', { category: 'yachts' }],
    ['price_of_gift', { gift: true, prices: [hours('100').parts] }],
    ['price_unit_unknown', { prices: [[{ unit: 'gold', minor: '1' }]] }],
    ['price_unit_twice', { prices: [[...hours('1').parts, ...hours('1').parts]] }],
    ['price_not_positive', { prices: [hours('0').parts] }],
    ['price_not_positive', { prices: [hours('-5').parts] }],
    ['place_half_said', { lat: 17.1 }],
    ['file_not_brought', { picture: 'a'.repeat(64) }],
  ])('refuses: %s', async (rule, more) => {
    const refusal = await stage.no(ana, 'exchange.publish_advert', org, { ...offer, ...more });
    expect(refusal.rule).toBe(rule);
  });

  test('are found by their words however they are typed, by kind, category and price', async () => {
    const paid = { prices: [hours('100').parts, [...hours('50').parts, { unit: 'maiz', minor: '400' }]] };
    await advertise(stage, org, ana, 'offer', 'Pan de plátano', { words: 'Recién hecho', ...paid });
    await advertise(stage, org, luis, 'need', 'Techo con goteras', { category: 'home_repair', gift: true });
    expect(await found({ q: 'PLATANO recien' })).toEqual(['Pan de plátano']);
    expect(await found({ q: 'platano goteras' })).toEqual([]);
    expect(await found({ kind: 'need' })).toEqual(['Techo con goteras']);
    expect(await found({ category: 'food' })).toEqual(['Pan de plátano']);
    expect(await found({ pays: 'maiz' })).toEqual(['Pan de plátano']);
    expect(await found({ pays: 'gift' })).toEqual(['Techo con goteras']);
    expect(await found({ publicOnly: true })).toEqual([]);
  });

  test('say only about where they are', async () => {
    const id = await advertise(stage, org, rosa, 'offer', 'Plants', { lat: 17.061_234, lon: -96.725_678 });
    expect(await loadAdvert(stage.host.db, org, id)).toMatchObject({ lat: 17.06, lon: -96.73 });
    await stage.do(rosa, 'exchange.end_advert', org, { advert: id });
  });

  test('stand until their day, the day included; then their owner says that they still do', async () => {
    const id = await advertise(stage, org, rosa, 'offer', 'Eggs');
    expect((await stage.no(rosa, 'exchange.renew_advert', org, { advert: id })).rule).toBe('stands_already');
    stage.days(90);
    expect(await found({ q: 'eggs' })).toEqual(['Eggs']);
    stage.days(1);
    expect(await found({ q: 'eggs' })).toEqual([]);
    const refusal = await stage.no(luis, 'exchange.renew_advert', org, { advert: id });
    expect(refusal.rule).toBe('advert_of_another');
    await stage.do(rosa, 'exchange.renew_advert', org, { advert: id });
    expect(await found({ q: 'eggs' })).toEqual(['Eggs']);
    await stage.do(rosa, 'exchange.end_advert', org, { advert: id });
    expect(await found({ q: 'eggs' })).toEqual([]);
    expect((await stage.no(rosa, 'exchange.end_advert', org, { advert: id })).rule).toBe('ended_already');
  });

  test('are hidden by whom the rules name, never by whoever they are of', async () => {
    const id = await advertise(stage, org, ana, 'offer', 'Snake oil');
    const input = { advert: id, reason: 'It heals nobody.' };
    expect((await stage.no(ana, 'exchange.hide_advert', org, input)).rule).toBe('own_benefit');
    await stage.do(luis, 'exchange.hide_advert', org, input);
    expect(await found({ q: 'snake' })).toEqual([]);
    expect((await stage.no(ana, 'exchange.renew_advert', org, { advert: id })).rule).toBe('advert_hidden');
    await stage.do(rosa, 'exchange.show_advert', org, { advert: id });
    expect(await found({ q: 'snake' })).toEqual(['Snake oil']);
    await stage.do(ana, 'exchange.end_advert', org, { advert: id });
  });

  test('are written down for somebody on paper, and not for who can speak', async () => {
    const tomas = await stage.do(luis, 'agents.enter_on_paper', org, { name: 'Tomás', class: 'member' });
    const { member } = tomas.answer as { member: string };
    stage.days(15);
    const words = { kind: 'offer', category: 'crafts', title: 'Baskets' };
    const refusal = await stage.no(luis, 'exchange.enter_advert', org, { member: rosa.member, ...words });
    expect(refusal.rule).toBe('speaks_for_themself');
    await stage.do(luis, 'exchange.enter_advert', org, { member, ...words });
    expect(await found({ q: 'baskets' })).toEqual(['Baskets']);
    const [basket] = await loadAdvertsOf(stage.host.db, org, member as typeof ana.member);
    expect(basket).toMatchObject({ enteredBy: luis.member });
    await stage.do(luis, 'exchange.edit_advert', org, { advert: basket!.id, ...words, title: 'Hats' });
    expect(await found({ q: 'hats' })).toEqual(['Hats']);
  });
});

describe('an agreement', () => {
  test('goes from an answer to a payment in one flow, and its payment is of both accounts', async () => {
    const offer = await advertise(stage, org, ana, 'offer', 'English lessons', { category: 'teaching' });
    const before = await inHora(ana);
    const id = await answered(offer, luis, hours('200'));
    expect(await at(id)).toMatchObject({ provider: ana.member, receiver: luis.member });
    const stale = new Date((await at(id)).termsAt).toISOString();
    expect((await stage.no(luis, 'exchange.agree', org, { agreement: id, terms: stale })).rule).toBe(
      'own_terms',
    );
    stage.clock.now += 1000;
    await stage.do(luis, 'exchange.change_terms', org, { agreement: id, ...hours('250') });
    const late = await stage.no(ana, 'exchange.agree', org, { agreement: id, terms: stale });
    expect(late.rule).toBe('terms_have_changed');
    await yes(ana, id);
    expect((await stage.no(luis, 'exchange.say_done', org, { agreement: id })).rule).toBe('only_who_gives');
    await stage.do(ana, 'exchange.say_done', org, { agreement: id });
    await stage.do(luis, 'exchange.not_done', org, { agreement: id, words: 'One hour is missing.' });
    expect(agreementState(await at(id))).toBe('agreed');
    await stage.do(ana, 'exchange.say_done', org, { agreement: id });
    expect((await stage.no(ana, 'exchange.settle', org, { agreement: id })).rule).toBe('only_who_receives');
    await stage.do(luis, 'exchange.settle', org, { agreement: id });
    expect(agreementState(await at(id))).toBe('settled');
    expect((await at(id)).number).not.toBeNull();
    expect((await inHora(ana)) - before).toBe(250n);
    expect((await stage.no(luis, 'exchange.settle', org, { agreement: id })).rule).toBe(
      'agreement_not_there',
    );
    const { words } = await loadWordsBetween(stage.host.db, org, id);
    expect(words.map((one) => one.words)).toEqual(['Can you?', 'One hour is missing.']);
  });

  test('of a need is paid by whoever needs it, all parts of it or none', async () => {
    const need = await advertise(stage, org, rosa, 'need', 'Fix my roof', { category: 'home_repair' });
    const both = { parts: [...hours('100').parts, { unit: 'maiz', minor: '999999' }] };
    const id = await answered(need, luis, both);
    await yes(rosa, id);
    const before = await inHora(luis);
    expect((await stage.no(rosa, 'exchange.settle', org, { agreement: id })).rule).toBe('below_floor');
    expect(await inHora(luis)).toBe(before);
    await stage.do(rosa, 'exchange.change_terms', org, { agreement: id, ...hours('100') });
    expect(agreementState(await at(id))).toBe('asked');
    await yes(luis, id);
    await stage.do(rosa, 'exchange.settle', org, { agreement: id });
    expect((await inHora(luis)) - before).toBe(100n);
  });

  test('can be a gift, of which no amount is kept', async () => {
    const offer = await advertise(stage, org, ana, 'offer', 'Lemons', { gift: true });
    const id = await answered(offer, rosa, { gift: true });
    await yes(ana, id);
    await stage.do(rosa, 'exchange.settle', org, { agreement: id });
    expect(await at(id)).toMatchObject({ gift: true, parts: [], number: null });
  });

  test('is of the two alone: to another it is as if it were not there', async () => {
    const offer = await advertise(stage, org, ana, 'offer', 'A ride', { category: 'transport' });
    const id = await answered(offer, luis);
    for (const command of ['settle', 'say_done', 'call_off'])
      expect((await stage.no(rosa, `exchange.${command}`, org, { agreement: id })).rule).toBe(
        'agreement_unknown',
      );
    const words = { agreement: id, words: 'Hello.' };
    expect((await stage.no(rosa, 'exchange.write', org, words)).rule).toBe('agreement_unknown');
    const twice = await stage.no(luis, 'exchange.answer', org, { advert: offer });
    expect(twice).toMatchObject({ rule: 'answered_already', agreement: id });
    expect((await stage.no(ana, 'exchange.answer', org, { advert: offer })).rule).toBe('your_own_advert');
    await stage.do(ana, 'exchange.call_off', org, { agreement: id, words: 'The car is broken.' });
    expect(agreementState(await at(id))).toBe('called_off');
    expect((await stage.no(luis, 'exchange.write', org, words)).rule).toBe('agreement_not_there');
    await answered(offer, luis);
  });

  test('ends with words about each other, that can be answered once and taken back', async () => {
    const offer = await advertise(stage, org, ana, 'offer', 'Marmalade', { gift: true });
    const id = await answered(offer, rosa, { gift: true });
    const said = { agreement: id, words: 'The best there is.' };
    expect((await stage.no(rosa, 'exchange.thank', org, said)).rule).toBe('agreement_not_there');
    await yes(ana, id);
    await stage.do(rosa, 'exchange.settle', org, { agreement: id });
    expect((await stage.no(ana, 'exchange.reply', org, said)).rule).toBe('nothing_was_said');
    await stage.do(rosa, 'exchange.thank', org, said);
    await stage.do(ana, 'exchange.reply', org, { agreement: id, words: 'Bring the jar back!' });
    expect((await stage.no(ana, 'exchange.reply', org, said)).rule).toBe('replied_already');
    expect(await loadThanksAbout(stage.host.db, org, ana.member)).toMatchObject([
      { by: rosa.member, words: 'The best there is.', reply: 'Bring the jar back!' },
    ]);
    await stage.do(rosa, 'exchange.take_back_thanks', org, { agreement: id });
    expect(await loadThanksAbout(stage.host.db, org, ana.member)).toEqual([]);
  });
});

describe('a ring', () => {
  test('is found through each in it, and goes around when all have said yes', async () => {
    const group = await foundExchange(stage, ['Ada', 'Bob', 'Cid', 'Dan']);
    const [ada, bob, cid, dan] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const offers = async (who: OneOfUs, category: string) =>
      advertise(stage, group.org, who, 'offer', `${who.name} gives`, { category });
    const needs = async (who: OneOfUs, category: string) =>
      advertise(stage, group.org, who, 'need', `${who.name} needs`, { category });
    await offers(ada, 'food');
    await needs(ada, 'health');
    await offers(bob, 'garden');
    await needs(bob, 'food');
    await offers(cid, 'health');
    await needs(cid, 'garden');
    await offers(dan, 'culture');
    const { adverts } = await findAdverts(stage.host.db, group.org, today(), {}, null, 100);
    const rings = ringsThrough(cid.member, adverts);
    expect(rings).toHaveLength(1);
    expect(ringsThrough(ada.member, adverts)).toEqual(rings);
    expect(ringsThrough(dan.member, adverts)).toEqual([]);
    const links = rings[0]!.map(({ offer, need }) => ({ offer, need }));
    expect((await stage.no(dan, 'exchange.propose_ring', group.org, { links })).rule).toBe(
      'not_in_this_ring',
    );
    const broken = [links[0], links[0]];
    expect((await stage.no(ada, 'exchange.propose_ring', group.org, { links: broken })).rule).toBe(
      'not_a_ring',
    );
    const { answer } = await stage.do(ada, 'exchange.propose_ring', group.org, { links });
    const { ring } = answer as { ring: string };
    const turned = [...links.slice(1), links[0]!];
    expect((await stage.no(bob, 'exchange.propose_ring', group.org, { links: turned })).rule).toBe(
      'ring_there_already',
    );
    const state = async () => ringState((await loadRing(stage.host.db, group.org, ring))!);
    expect(await state()).toBe('asked');
    expect((await stage.no(dan, 'exchange.join_ring', group.org, { ring })).rule).toBe('ring_unknown');
    expect((await stage.no(ada, 'exchange.join_ring', group.org, { ring })).rule).toBe('joined_already');
    await stage.do(bob, 'exchange.join_ring', group.org, { ring });
    await stage.do(cid, 'exchange.join_ring', group.org, { ring });
    expect(await state()).toBe('agreed');
    for (const one of [ada, bob, cid]) await stage.do(one, 'exchange.receive_in_ring', group.org, { ring });
    expect(await state()).toBe('settled');
    expect((await stage.no(ada, 'exchange.leave_ring', group.org, { ring })).rule).toBe('ring_not_there');
  });
});

describe('what is under way', () => {
  test('is of no more than somebody can keep, and of rings as well', async () => {
    const { org: here, us } = await foundExchange(stage, ['Eva', 'Flor']);
    const [eva, flor] = us as [OneOfUs, OneOfUs];
    for (let one = 0; one < MOST_UNDER_WAY; one += 1) {
      const advert = await advertise(stage, here, flor, 'offer', `Bread ${one}`);
      await stage.do(eva, 'exchange.answer', here, { advert, words: '' });
    }
    const advert = await advertise(stage, here, flor, 'offer', 'One more');
    const refusal = await stage.no(eva, 'exchange.answer', here, { advert, words: '' });
    expect(refusal).toMatchObject({ rule: 'too_many_under_way', most: MOST_UNDER_WAY });
    // Whoever is asked has nothing to do with how much another asks for.
    const needed = await advertise(stage, here, eva, 'need', 'Songs');
    await stage.do(flor, 'exchange.answer', here, { advert: needed, words: '' });
    const ring = async (at: number) => {
      const offer = await advertise(stage, here, eva, 'offer', `Figs ${at}`, { category: 'garden' });
      const need = await advertise(stage, here, flor, 'need', `Figs ${at}`, { category: 'garden' });
      const back = await advertise(stage, here, flor, 'offer', `Hats ${at}`, { category: 'crafts' });
      const wanted = await advertise(stage, here, eva, 'need', `Hats ${at}`, { category: 'crafts' });
      return { links: [{ offer, need }, { offer: back, need: wanted }] }; // prettier-ignore
    };
    for (let one = 0; one < MOST_RINGS; one += 1)
      await stage.do(eva, 'exchange.propose_ring', here, await ring(one));
    const more = await stage.no(eva, 'exchange.propose_ring', here, await ring(MOST_RINGS));
    expect(more.rule).toBe('too_many_rings');
  });

  test('is read a page at a time', async () => {
    const agreement = await answered(await advertise(stage, org, rosa, 'offer', 'Letters'), luis);
    for (const words of ['two', 'three', 'four', 'five']) {
      stage.clock.now += 1000;
      await stage.do(luis, 'exchange.write', org, { agreement, words });
    }
    const page = async (before?: string) => {
      const { words, earlier } = await loadWordsBetween(stage.host.db, org, agreement, { before, most: 2 });
      return { words: words.map((one) => one.words), earlier };
    };
    const last = await page();
    expect(last.words).toEqual(['four', 'five']);
    const middle = await page(last.earlier!);
    expect(middle.words).toEqual(['two', 'three']);
    expect(await page(middle.earlier!)).toEqual({ words: ['Can you?'], earlier: null });
  });

  test('comes to nothing when one of the two leaves, and the other is told', async () => {
    const { org: here, us } = await foundExchange(stage, ['Gil', 'Hana', 'Ida']);
    const [gil, hana, ida] = us as [OneOfUs, OneOfUs, OneOfUs];
    const ask = async (of: OneOfUs, who: OneOfUs, title: string) => {
      const advert = await advertise(stage, here, of, 'offer', title);
      return (
        (await stage.do(who, 'exchange.answer', here, { advert, words: '' })).answer as { agreement: string }
      ).agreement;
    };
    const [theirs, others] = [await ask(gil, hana, 'Bread'), await ask(hana, ida, 'Salt')];
    const links = [];
    for (const [from, to, title] of [[gil, ida, 'Figs'], [ida, gil, 'Hats']] as const) {
      const offer = await advertise(stage, here, from, 'offer', title);
      links.push({ offer, need: await advertise(stage, here, to, 'need', title) });
    } // prettier-ignore
    const { ring } = (await stage.do(gil, 'exchange.propose_ring', here, { links })).answer as {
      ring: string;
    };
    await stage.do(gil, 'agents.leave', here, {});
    const told = async (who: OneOfUs) => {
      const { db } = stage.host;
      const agreements = await loadAgreementsOf(db, here, who.member);
      const rings = await loadRingsOf(db, here, who.member);
      const asks = exchangeAsks(who.member, today(), { adverts: [], agreements, rings });
      return asks.map(({ ask }) => ask).filter((one) => one === 'off' || one === 'open');
    };
    const found = async (id: string) => (await loadAgreement(stage.host.db, here, id))!;
    expect(await found(theirs)).toMatchObject({ calledOffBy: gil.member });
    expect(agreementState(await found(others))).toBe('asked');
    expect(await loadRing(stage.host.db, here, ring)).toMatchObject({ endedBy: gil.member });
    expect(await told(hana)).toEqual(['off']);
    expect(await told(ida)).toEqual(['open']);
    expect(await endOfLeavers(stage.host)).toBe(0);
    for (const [command, input] of [
      ['end_agreement', { agreement: others }],
      ['end_ring', { ring }],
    ] as const)
      expect((await stage.no(hana, `exchange.${command}`, here, input)).rule).toBe('command_unknown');
    stage.days(8);
    expect(await told(hana)).toEqual([]);
  });
});

test('without the article there is nothing to offer', async () => {
  const { exchange: _exchange, ...articles } = exchanging;
  const group = await stage.found(['Eva'], { articles });
  const input = { kind: 'offer', category: 'other', title: 'Wood' };
  const refusal = await stage.no(group.us[0]!, 'exchange.publish_advert', group.org, input);
  expect(refusal.rule).toBe('no_exchange_here');
});

test('what was taken down does not stand again beside as many as there can be', async () => {
  const ids: string[] = [];
  const standing = async () =>
    (await loadAdvertsOf(stage.host.db, org, rosa.member)).filter((one) => one.endedAt === null).length;
  const down = await advertise(stage, org, rosa, 'offer', 'Soap');
  await stage.do(rosa, 'exchange.end_advert', org, { advert: down });
  while ((await standing()) < MOST_STANDING) ids.push(await advertise(stage, org, rosa, 'offer', 'Soap'));
  const again = { advert: down, kind: 'offer', category: 'food', title: 'Soap' };
  expect((await stage.no(rosa, 'exchange.edit_advert', org, again)).rule).toBe('too_many_standing');
  expect((await stage.no(rosa, 'exchange.renew_advert', org, { advert: down })).rule).toBe(
    'too_many_standing',
  );
  await stage.do(rosa, 'exchange.edit_advert', org, { ...again, advert: ids[0], title: 'Candles' });
  await stage.do(rosa, 'exchange.end_advert', org, { advert: ids[0] });
  await stage.do(rosa, 'exchange.renew_advert', org, { advert: down });
}, 60_000);
