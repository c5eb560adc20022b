import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeId } from '#kernel/id';
import { USUAL_VOICE, type Articles } from '#agents';
import { loadScene } from '#agents/server';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { OrgId } from '#kernel/command';
import { keepTime } from '../../../host/enact.ts';
import { stateOf } from '../core/proposal.ts';
import { inOrder, promiseState } from '../core/changes.ts';
import { loadProposal } from '../store/reads.ts';
import { loadStandIns, loadVotedFor } from '../store/stand-ins.ts';
import { listDelegations, listDelegationsAt, listPromises } from '../store/talk-reads.ts';
import {
  articles as sound,
  carriedOut,
  decided,
  majority,
  opened,
  published,
  written,
} from './with-group.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

const articles: Articles = {
  ...sound,
  powers: { ...sound.powers, resolve: { by: 'decision', ways: [{ ...majority, waitDays: 2 }, majority] } },
  voice: { ...USUAL_VOICE, brakeMembers: 2, delegations: 1 },
};
const someId = (kind: string) => makeId(kind, 1, new Uint8Array(10));
const DAY = 86_400_000;

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

async function act(who: OneOfUs, command: string, input: object): Promise<Record<string, string>> {
  return (await stage.do(who, command, group.org, input)).answer as Record<string, string>;
}
const rule = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, command, group.org, input)).rule;
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const resolution = () => decided(stage, group.us, group.org, { kind: 'resolution', title: 'A roof' });
const sceneOf = async (who: OneOfUs, org: OrgId) =>
  (await loadScene(stage.host.db, org, who.person, new Date(stage.clock.now).toISOString()))!;
/** Who votes for each of us, unless they vote themselves. */
const standIns = async (proposal: string) => {
  const vote = await found(proposal);
  const of = async (one: OneOfUs) =>
    (await loadStandIns(stage.host.db, await sceneOf(one, group.org), one.member, [vote])).get(proposal);
  return Promise.all([ana, berta, celia].map(async (one) => (await of(one)) ?? null));
};
const votedFor = async (proposal: string) => {
  const vote = await found(proposal);
  return Promise.all(
    [ana, berta, celia].map(async (one) =>
      loadVotedFor(stage.host.db, await sceneOf(one, group.org), one.member, vote),
    ),
  );
};
const inDays = (days: number) => new Date(stage.clock.now + days * DAY).toISOString().slice(0, 10);

describe('the brake', () => {
  test('holds a decision for 48 hours when enough ask for it, once', async () => {
    const proposal = await resolution();
    const { effectAt } = await found(proposal);
    expect(await act(ana, 'decisions.brake', { proposal })).toEqual({ have: 1, needed: 2, until: null });
    expect(await rule(ana, 'decisions.brake', { proposal })).toBe('asked_already');
    expect((await found(proposal)).effectAt).toBe(effectAt);
    const until = new Date(Date.parse(effectAt!) + 2 * DAY).toISOString();
    expect(await act(berta, 'decisions.brake', { proposal })).toEqual({ have: 2, needed: 2, until });
    expect(await found(proposal)).toMatchObject({ effectAt: until, brakedUntil: until });
    expect(await rule(celia, 'decisions.brake', { proposal })).toBe('braked_already');
    stage.clock.now = Date.parse(until) - 1;
    expect(await carriedOut(stage, group.org)).toBe(0);
    stage.clock.now += 1;
    expect(await carriedOut(stage, group.org)).toBe(1);
    expect(await rule(celia, 'decisions.brake', { proposal })).toBe('not_waiting_for_effect');
    expect(await rule(celia, 'decisions.brake', { proposal: someId('pro') })).toBe('proposal_unknown');
  });

  test('is there only where the rules know it', async () => {
    const other = await stage.found(['Dora'], { articles: { ...articles, voice: USUAL_VOICE } });
    const [dora] = other.us as [OneOfUs];
    const proposal = await published(stage, dora, other.org, { kind: 'resolution' });
    expect((await stage.no(dora, 'decisions.brake', other.org, { proposal })).rule).toBe('no_brake_here');
  });
});

describe('a promise', () => {
  test('is given by whoever keeps it', async () => {
    const proposal = await resolution();
    const asked = { proposal, what: 'To buy the nails', by: inDays(7) };
    const { promise } = await act(berta, 'decisions.promise', asked);
    expect(await rule(ana, 'decisions.keep_promise', { promise })).toBe('not_yours');
    expect(await rule(berta, 'decisions.accept_promise', { promise })).toBe('promise_over');
    await act(ana, 'decisions.remind', { promise });
    expect(await rule(celia, 'decisions.remind', { promise })).toBe('reminded_already');
    stage.days(1);
    await act(celia, 'decisions.remind', { promise });
    await act(berta, 'decisions.keep_promise', { promise, note: 'Two kilos, 80 pesos.' });
    const [kept] = await listPromises(stage.host.db, group.org, proposal);
    expect(kept).toMatchObject({ id: promise, note: 'Two kilos, 80 pesos.' });
    expect(promiseState(kept!, inDays(0))).toBe('done');
    expect(await rule(berta, 'decisions.take_back_promise', { promise })).toBe('promise_over');
    expect(await rule(ana, 'decisions.remind', { promise })).toBe('promise_over');
  });

  test('can be asked of another by an author, and stands when they say yes', async () => {
    const proposal = await resolution();
    const asked = { proposal, what: 'To find a ladder', who: celia.member, by: inDays(3) };
    expect(await rule(berta, 'decisions.promise', asked)).toBe('not_an_author');
    expect(await rule(ana, 'decisions.promise', { ...asked, who: someId('mem') })).toBe('member_unknown');
    expect(await rule(ana, 'decisions.promise', { ...asked, by: inDays(-1) })).toBe('day_is_past');
    const { promise } = await act(ana, 'decisions.promise', asked);
    expect(await rule(celia, 'decisions.keep_promise', { promise })).toBe('promise_not_given');
    expect(await rule(berta, 'decisions.accept_promise', { promise })).toBe('not_yours');
    await act(celia, 'decisions.accept_promise', { promise });
    const { promise: other } = await act(ana, 'decisions.promise', { ...asked, who: berta.member });
    stage.days(4);
    const today = inDays(0);
    const all = await listPromises(stage.host.db, group.org, proposal);
    expect(inOrder(all, today).map((one) => promiseState(one, today))).toEqual(['overdue', 'asked']);
    await act(ana, 'decisions.take_back_promise', { promise: other });
    expect(await rule(berta, 'decisions.accept_promise', { promise: other })).toBe('promise_over');
    expect(await rule(berta, 'decisions.accept_promise', { promise: someId('prm') })).toBe('promise_unknown');
  });

  test('follows a decision', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'resolution' });
    expect(await rule(ana, 'decisions.promise', { proposal, what: 'To begin', by: inDays(1) })).toBe(
      'nothing_decided_yet',
    );
  });
});

describe('a voice that is given', () => {
  test('goes to one member, who carries as many as the rules allow', async () => {
    const { delegation } = await act(berta, 'decisions.delegate', { to: ana.member });
    expect(await rule(berta, 'decisions.delegate', { to: ana.member })).toBe('delegated_already');
    expect(await rule(celia, 'decisions.delegate', { to: ana.member })).toBe('carries_enough');
    expect(await rule(celia, 'decisions.delegate', { to: celia.member })).toBe('not_to_oneself');
    expect(await rule(celia, 'decisions.delegate', { to: someId('mem') })).toBe('member_unknown');
    const to = { to: berta.member };
    expect(await rule(celia, 'decisions.delegate', { ...to, scope: 'magic' })).toBe('matter_has_no_power');
    expect(await rule(celia, 'decisions.delegate', { ...to, until: inDays(-1) })).toBe('day_is_past');
    expect(await rule(celia, 'decisions.end_delegation', { delegation })).toBe('not_yours');
    expect(await rule(celia, 'decisions.end_delegation', { delegation: someId('dlg') })).toBe(
      'delegation_unknown',
    );
    // The same voice in another matter is no second one.
    await act(berta, 'decisions.delegate', { to: ana.member, scope: 'resolve' });
    await act(berta, 'decisions.delegate', { to: celia.member });
    expect(await rule(ana, 'decisions.end_delegation', { delegation })).toBe('delegation_over');
    const given = await listDelegations(stage.host.db, group.org);
    expect(given.map(({ to: who, scope }) => [who, scope]).sort()).toEqual(
      [
        [ana.member, 'resolve'],
        [celia.member, 'all'],
      ].sort(),
    );
    for (const one of given) await act(berta, 'decisions.end_delegation', { delegation: one.id });
  });

  test('is counted with the ballot of whoever carries it', async () => {
    await act(berta, 'decisions.delegate', { to: ana.member });
    await act(celia, 'decisions.delegate', { to: berta.member });
    const proposal = await opened(stage, ana, group.org, { kind: 'resolution' });
    expect(await standIns(proposal)).toEqual([null, ana.member, berta.member]);
    await act(ana, 'decisions.cast', { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
    // Whether she has voted is told to nobody before the close.
    expect(await standIns(proposal)).toEqual([null, ana.member, berta.member]);
    expect(await votedFor(proposal)).toEqual([null, null, null]);
    stage.days(6);
    await keepTime(stage.host, group.org);
    const closed = await found(proposal);
    expect(closed.result).toBe('passed');
    expect(closed.outcome).toMatchObject({ count: { took: 2 } });
    stage.clock.now += 1000;
    for (const one of await listDelegations(stage.host.db, group.org)) {
      const who = one.from === berta.member ? berta : celia;
      await act(who, 'decisions.end_delegation', { delegation: one.id });
    }
    // Whoever gave a voice sees later what became of it.
    const then = await listDelegationsAt(stage.host.db, group.org, closed.closedAt!);
    expect(then.map((one) => [one.from, one.to]).sort()).toEqual(
      [
        [berta.member, ana.member],
        [celia.member, berta.member],
      ].sort(),
    );
    expect(await listDelegations(stage.host.db, group.org)).toEqual([]);
    expect(await votedFor(proposal)).toEqual([
      null,
      { to: ana.member, is: 'counted', choices: { ballot: 'yes_no', says: 'yes' } },
      { to: berta.member, is: 'silent', choices: null },
    ]);
  });

  test('is not carried any further for whoever has gone', async () => {
    const other = await stage.found(['Eva', 'Fina', 'Gala'], { articles });
    const [eva, fina, gala] = other.us as [OneOfUs, OneOfUs, OneOfUs];
    await stage.do(fina, 'decisions.delegate', other.org, { to: eva.member });
    const proposal = await opened(stage, eva, other.org, { kind: 'resolution' });
    await stage.do(eva, 'decisions.cast', other.org, {
      proposal,
      choices: { ballot: 'yes_no', says: 'yes' },
    });
    await stage.do(fina, 'agents.leave', other.org, {});
    stage.days(6);
    await keepTime(stage.host, other.org);
    const closed = await loadProposal(stage.host.db, other.org, proposal);
    expect(closed?.outcome).toMatchObject({ count: { took: 1 } });
    const scene = await sceneOf(gala, other.org);
    const of = (one: OneOfUs) => loadVotedFor(stage.host.db, scene, one.member, closed!);
    expect(await of(gala)).toBeNull();
  });

  test('is given only where the rules know it', async () => {
    const other = await stage.found(['Eva', 'Fina'], { articles: { ...articles, voice: USUAL_VOICE } });
    const [eva, fina] = other.us as [OneOfUs, OneOfUs];
    expect((await stage.no(eva, 'decisions.delegate', other.org, { to: fina.member })).rule).toBe(
      'no_delegations_here',
    );
  });
});

describe('a declined change that is put to the vote', () => {
  /** A proposal of Ana that opens in three days, a change that she declined, and the proposal to take it. */
  async function asked(acts: (offer: string) => object[]) {
    const mother = await written(stage, ana, group.org, { kind: 'resolution', title: 'A roof of tin' });
    await act(ana, 'decisions.publish', { proposal: mother, way: 1 });
    const change = { proposal: mother, base: 1, title: 'A roof of straw', body: '' };
    const { offer } = await act(berta, 'decisions.offer_change', change);
    await act(ana, 'decisions.decline_offer', { offer, reason: 'Straw burns.' });
    const question = { kind: 'act', title: 'Straw?', acts: acts(offer!) };
    const about = await published(stage, berta, group.org, question, 1);
    return { mother, about };
  }
  const applying = (offer: string) => [{ command: 'decisions.apply_offer', input: { offer } }];
  const nowAt = () => new Date(stage.clock.now).toISOString();
  async function voteOn(proposal: string, says: 'yes' | 'no') {
    stage.days(3);
    await keepTime(stage.host, group.org);
    for (const one of group.us)
      await act(one, 'decisions.cast', { proposal, choices: { ballot: 'yes_no', says } });
  }

  test('is decided first: the vote that it is about waits, and then has the new text', async () => {
    const { mother, about } = await asked(applying);
    await voteOn(about, 'yes');
    expect(stateOf(await found(mother), nowAt())).toBe('talk');
    expect((await stage.no(ana, 'decisions.open', group.org, { proposal: mother })).rule).toBe(
      'change_waits',
    );
    // Whatever the authors write meanwhile.
    await act(ana, 'decisions.edit_proposal', { proposal: mother, title: 'A roof of zinc', body: '' });
    stage.days(12);
    await keepTime(stage.host, group.org);
    await carriedOut(stage, group.org);
    expect(await found(mother)).toMatchObject({ title: 'A roof of straw', openedAt: null });
    stage.days(2);
    await keepTime(stage.host, group.org);
    expect(stateOf(await found(mother), nowAt())).toBe('vote');
    await over();
  });

  test('lets the vote open with the old text when it is not wanted', async () => {
    const { mother, about } = await asked(applying);
    await voteOn(about, 'no');
    stage.days(12);
    await keepTime(stage.host, group.org);
    await keepTime(stage.host, group.org);
    expect(await found(mother)).toMatchObject({ title: 'A roof of tin' });
    expect(stateOf(await found(mother), nowAt())).toBe('vote');
    await over();
  });

  async function over() {
    stage.days(30);
    await keepTime(stage.host, group.org);
    await carriedOut(stage, group.org);
  }
});

test('what the authors declined becomes the text when all of us decide so', async () => {
  const proposal = await written(stage, ana, group.org, { kind: 'resolution', title: 'A roof of tin' });
  // Its own vote opens later than this one is over.
  await act(ana, 'decisions.publish', { proposal, way: 1, opensAt: `${inDays(20)}T12:00:00.000Z` });
  const { offer } = await act(berta, 'decisions.offer_change', {
    proposal,
    base: 1,
    title: 'A roof of straw',
    body: '',
  });
  await act(ana, 'decisions.decline_offer', { offer, reason: 'Straw burns.' });
  const acts = [{ command: 'decisions.apply_offer', input: { offer } }];
  const about = await published(stage, berta, group.org, { kind: 'act', title: 'Straw', acts }, 1);
  stage.days(3);
  await keepTime(stage.host, group.org);
  for (const one of group.us) {
    await act(one, 'decisions.cast', { proposal: about, choices: { ballot: 'yes_no', says: 'yes' } });
  }
  stage.days(6);
  await keepTime(stage.host, group.org);
  await carriedOut(stage, group.org);
  expect(stateOf(await found(about), new Date(stage.clock.now).toISOString())).toBe('in_effect');
  expect(await found(proposal)).toMatchObject({ title: 'A roof of straw', version: 2 });
});
