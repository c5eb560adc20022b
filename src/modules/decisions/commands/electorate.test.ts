/** Whom a way asks: all members, some kinds of them, the organizations alone, or people and organizations apart. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { USUAL_VOICE, type Articles, type Way } from '#agents';
import { memberIn, openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { enactDue, keepTime } from '../../../host/enact.ts';
import { questionHash } from '../core/question.ts';
import { loadOptions, loadProposal, loadRoll } from '../store/reads.ts';
import { articles as sound, atOnce, majority, opened, published } from './with-group.ts';

const both: Way = { ...majority, voters: 'both' };
const organizations: Way = { ...majority, voters: 'organizations', secrecy: 'separated' };
const users: Way = { ...majority, voters: 'classes', classes: ['user'] };
const WAYS = { both: 0, organizations: 1, users: 2 } as const;

const articles: Articles = {
  ...sound,
  admission: {
    who: 'both',
    classes: [
      { class: 'worker', votes: true },
      { class: 'user', votes: true },
      { class: 'group', votes: true },
      { class: 'friend', votes: false },
    ],
    byApplication: true,
    byInvitation: true,
    vouchers: 0,
    trialDays: 0,
  },
  voice: { ...USUAL_VOICE, delegations: 3, publishFrom: 2 },
  powers: {
    ...sound.powers,
    admit: { by: 'member' },
    call_meeting: { by: 'member' },
    resolve: { by: 'decision', ways: [both, organizations, users] },
    describe: { by: 'member', ways: [{ ...atOnce, voters: 'classes', classes: ['user'] }] },
    amend: { by: 'members', of: 1 },
  },
};

let stage: Stage;
let net: Group;
/** Ana and Berta work here, Uma and Ugo use it, Mara and Paula speak for the mill and the bakery. */
let [ana, berta, uma, ugo, mara, paula]: OneOfUs[] = [];
beforeAll(async () => {
  stage = await openStage();
  net = await stage.found(['Ana', 'Berta'], { articles });
  [ana, berta] = net.us;
  uma = await joined('Uma', 'user');
  ugo = await joined('Ugo', 'user');
  mara = await speaking('The mill', 'Mara');
  paula = await speaking('The bakery', 'Paula');
});
afterAll(() => stage.close());

async function joined(name: string, kind: string): Promise<OneOfUs> {
  const someone = await stage.person(name);
  const { answer } = await stage.do(someone, 'agents.apply', net.org, { name, class: kind, norms: true });
  await stage.do(ana!, 'agents.admit', net.org, { member: memberIn(answer) });
  return { ...someone, member: memberIn(answer) };
}

async function speaking(name: string, delegate: string): Promise<OneOfUs> {
  const group = await stage.found([delegate], { name });
  const [one] = group.us;
  const named = { network: net.org, member: one!.member };
  await stage.do(one!, 'agents.name_delegate', group.org, named);
  const asked = { name, class: 'group', as: group.org, norms: true };
  const { answer } = await stage.do(one!, 'agents.apply', net.org, asked);
  await stage.do(ana!, 'agents.admit', net.org, { member: memberIn(answer) });
  return { ...one!, member: memberIn(answer) };
}

const open = (way: keyof typeof WAYS) => opened(stage, ana!, net.org, { kind: 'resolution' }, WAYS[way]);
const found = async (id: string) => (await loadProposal(stage.host.db, net.org, id))!;
const rollOfVote = async (id: string) => loadRoll(stage.host.db, net.org, id, 1);
const members = (...who: (OneOfUs | undefined)[]) => who.map((one) => one!.member).sort();
let marks = 0;
const cast = async (proposal: string, who: OneOfUs | undefined, says: 'yes' | 'no') => {
  const isSecret = (await found(proposal)).way!.secrecy !== 'open';
  const mark = isSecret ? { mark: Buffer.alloc(20, (marks += 1)).toString('base64url') } : {};
  const input = { proposal, choices: { ballot: 'yes_no', says }, ...mark };
  return stage.do(who!, 'decisions.cast', net.org, input);
};
const close = async (id: string) => {
  stage.days(6);
  await keepTime(stage.host, net.org);
  return found(id);
};

describe('people and organizations, each by themselves', () => {
  test('are all on one roll, and both say yes', async () => {
    const proposal = await open('both');
    expect((await rollOfVote(proposal)).map((one) => one.member)).toEqual(
      members(ana, berta, uma, ugo, mara, paula),
    );
    for (const one of [ana, berta, ugo]) await cast(proposal, one, 'yes');
    await cast(proposal, uma, 'no');
    for (const one of [mara, paula]) await cast(proposal, one, 'yes');
    expect((await close(proposal)).result).toBe('passed');
  });

  test('do not decide it where only the people say yes, however many', async () => {
    const proposal = await open('both');
    for (const one of [ana, berta, uma, ugo]) await cast(proposal, one, 'yes');
    await cast(proposal, mara, 'yes');
    await cast(proposal, paula, 'no');
    const { result, outcome } = await close(proposal);
    expect(result).toBe('rejected');
    expect(outcome).toMatchObject({
      count: {
        chambers: [
          { name: 'people', passes: true },
          { name: 'organizations', passes: false },
        ],
      },
    });
  });

  test('nor where only the organizations do', async () => {
    const proposal = await open('both');
    for (const one of [mara, paula]) await cast(proposal, one, 'yes');
    for (const one of [ana, berta, uma, ugo]) await cast(proposal, one, 'no');
    expect((await close(proposal)).result).toBe('rejected');
  });
});

describe('the organizations alone', () => {
  test('are the roll and its quorum; whoever belongs as a person has no ballot in it', async () => {
    const proposal = await open('organizations');
    const roll = await rollOfVote(proposal);
    expect(roll.map((one) => one.member)).toEqual(members(mara, paula));
    const now = await found(proposal);
    expect(now).toMatchObject({ rollSize: 2, way: { voters: 'organizations' } });
    expect(now.questionHash).toBe(
      questionHash(now, await loadOptions(stage.host.db, net.org, proposal), now.way!, roll),
    );
    const mark = Buffer.alloc(20, 200).toString('base64url');
    const input = { proposal, choices: { ballot: 'yes_no', says: 'no' }, mark };
    expect((await stage.no(ana!, 'decisions.cast', net.org, input)).rule).toBe('not_on_roll');
    // One of two is half of those who are asked, and would be too few of all.
    await cast(proposal, mara, 'yes');
    expect(await close(proposal)).toMatchObject({ result: 'passed' });
  });

  test('decide nothing without their quorum', async () => {
    const proposal = await open('organizations');
    expect((await close(proposal)).result).toBe('no_quorum');
  });
});

describe('some kinds of members', () => {
  test('are asked, and nobody votes for them who is not', async () => {
    await stage.do(uma!, 'decisions.delegate', net.org, { to: ana!.member });
    const { answer } = await stage.do(ugo!, 'decisions.delegate', net.org, { to: ana!.member });
    const proposal = await open('users');
    expect((await rollOfVote(proposal)).map((one) => one.member)).toEqual(members(uma, ugo));
    const { delegation } = answer as { delegation: string };
    await stage.do(ugo!, 'decisions.end_delegation', net.org, { delegation });
    const choices = { ballot: 'yes_no', says: 'yes' };
    expect((await stage.no(ana!, 'decisions.cast', net.org, { proposal, choices })).rule).toBe('not_on_roll');
    await cast(proposal, ugo, 'yes');
    const closed = await close(proposal);
    expect(closed).toMatchObject({ result: 'passed', carried: [], outcome: { count: { roll: 2, took: 1 } } });
  });

  test('vote for each other', async () => {
    await stage.do(uma!, 'decisions.delegate', net.org, { to: ugo!.member });
    const proposal = await open('users');
    await cast(proposal, ugo, 'no');
    const { result, carried } = await close(proposal);
    expect([result, carried]).toMatchObject(['rejected', [{ voter: ugo!.member, voices: 1 }]]);
  });

  test('have no paper of others among theirs', async () => {
    const proposal = await open('users');
    const pile = (who: OneOfUs | undefined) => ({
      proposal,
      voters: [who!.member],
      ballots: [{ ballot: 'yes_no', says: 'yes' }],
    });
    expect((await stage.no(ana!, 'decisions.enter_ballots', net.org, pile(berta))).rule).toBe('not_on_roll');
    await stage.do(ana!, 'decisions.enter_ballots', net.org, pile(ugo));
    await close(proposal);
  });

  test('are those whose hands count in a room, and nobody else’s', async () => {
    const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
    const does = async (verb: string, input: object) =>
      (await stage.do(ana!, `decisions.${verb}`, net.org, input)).answer as Record<string, string>;
    const called = { kind: 'assembly', title: 'December', startsAt };
    const { meeting } = await does('call_meeting', called);
    stage.days(3);
    await does('open_meeting', { meeting });
    await does('arrive', { meeting, members: members(ana, uma, ugo) });
    const acts = [{ command: 'agents.describe', input: { purpose: 'We mill and bake.' } }];
    const proposal = await published(stage, ana!, net.org, { kind: 'act', acts });
    const refused = async (more: object) =>
      (await stage.no(ana!, 'decisions.show_hands', net.org, { meeting, proposal, version: 1, ...more }))
        .rule;
    expect(await refused({ hands: { yes: 3, no: 0 } })).toBe('hands_do_not_fit');
    expect(await refused({ voices: [{ voter: ana!.member, says: 'yes' }] })).toBe('not_here');
    await does('show_hands', { meeting, proposal, version: 1, hands: { yes: 2, no: 0 } });
    expect((await rollOfVote(proposal)).map((one) => one.member)).toEqual(members(uma, ugo));
  });

  test('are those of today: when nobody is of that kind, the vote does not open', async () => {
    const proposal = await published(stage, ana!, net.org, { kind: 'resolution' }, WAYS.users);
    for (const one of [uma, ugo]) await stage.do(one!, 'agents.leave', net.org, {});
    stage.days(3);
    await keepTime(stage.host, net.org);
    expect((await stage.no(ana!, 'decisions.open', net.org, { proposal })).rule).toBe('nobody_votes');
    await enactDue(stage.host, net.org);
  });
});

test('rules that ask a kind of member that is not there are refused', async () => {
  const way = { ...users, classes: ['ghost'] };
  const changed = { ...articles, powers: { ...articles.powers, resolve: { by: 'decision', ways: [way] } } };
  const input = { base: 1, articles: changed };
  expect(await stage.no(ana!, 'agents.amend', net.org, input)).toMatchObject({
    rule: 'statutes_way_unfit',
    matter: 'resolve',
    why: 'voters_unknown',
  });
});

test('rules that only those could change who are not among us are refused', async () => {
  const changed = (way: Way) => ({
    base: 1,
    articles: { ...articles, powers: { ...articles.powers, amend: { by: 'decision', ways: [way] } } },
  });
  expect((await stage.no(ana!, 'agents.amend', net.org, changed(users))).rule).toBe('nobody_would_vote');
  await stage.do(ana!, 'agents.amend', net.org, changed(organizations));
});
