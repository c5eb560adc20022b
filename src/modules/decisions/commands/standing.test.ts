/** A candidate’s own yes, kept places, and people who stand together: on a real database. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Articles, Way } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { keepTime } from '../../../host/enact.ts';
import { standsAs } from '../core/candidacy.ts';
import type { Choices } from '../core/proposal.ts';
import { stateOf } from '../core/proposal.ts';
import { loadAskedToStand } from '../store/candidacies.ts';
import { loadOptions, loadProposal } from '../store/reads.ts';
import { articles as sound, majority, opened, published, written } from './with-group.ts';

const transfers: Way = { ...majority, method: 'scottish_stv' };
const lot: Way = { ...majority, method: 'lot' };
const articles: Articles = {
  ...sound,
  roles: [
    { role: 'coordinator', holders: 3, termMonths: 12 },
    { role: 'treasurer', holders: 1, termMonths: 12 },
  ],
  powers: {
    ...sound.powers,
    appoint: { by: 'decision', ways: [transfers, { ...majority, method: 'approval' }, lot] },
  },
};

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
let dora: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles });
  [ana, berta, celia, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});

const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `decisions.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `decisions.${command}`, group.org, input)).rule;
const optionsOf = (id: string) => loadOptions(stage.host.db, group.org, id);
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const state = async (id: string) => stateOf(await found(id), new Date(stage.clock.now).toISOString());
const election = { kind: 'election', post: { role: 'coordinator' }, seats: 2 };
const slate = { kind: 'slate', post: { role: 'coordinator', also: ['treasurer'] } };

const nameOf = (member: string) =>
  Object.entries({ ana, berta, celia, dora }).find(([, one]) => one.member === member)![0];
async function standing(id: string): Promise<Record<string, string>> {
  const people = (await optionsOf(id))
    .filter((one) => one.withdrawnAt === null)
    .flatMap((one) => one.people.map((person) => [nameOf(person.member), standsAs(person)] as const));
  return Object.fromEntries(people);
}
async function put(who: OneOfUs, proposal: string, more: object): Promise<string> {
  const { answer } = await act(who, 'add_option', { proposal, ...more });
  return (answer as { option: string }).option;
}
async function optionOf(id: string, who: OneOfUs): Promise<string> {
  return (await optionsOf(id)).find((one) => one.withdrawnAt === null && one.member === who.member)!.id;
}
async function say(who: OneOfUs, proposal: string, says: 'yes' | 'no', more: object = {}): Promise<void> {
  await act(who, 'stand', { proposal, option: await optionOf(proposal, who), says, ...more });
}
async function keepDays(days: number): Promise<void> {
  stage.days(days);
  await keepTime(stage.host, group.org);
}
const holders = async (role: string) => {
  const { rows } = await sql<{ member_id: string }>`
    SELECT member_id FROM agents.mandate WHERE org_id = ${group.org} AND role = ${role} ORDER BY 1`.execute(
    stage.host.db,
  );
  return rows.map((row) => nameOf(row.member_id)).sort();
};

describe('one’s own yes', () => {
  test('is given by putting oneself forward; whoever others put forward is asked', async () => {
    const draft = { ...election, options: [{ member: ana.member }, { member: berta.member }] };
    const proposal = await written(stage, ana, group.org, draft);
    // Nobody is asked before others can read of it.
    expect(await no(berta, 'stand', { proposal, option: await optionOf(proposal, berta), says: 'yes' })).toBe(
      'proposal_unknown',
    );
    await act(ana, 'publish', { proposal, way: 0 });
    await put(celia, proposal, { member: celia.member, body: 'I can count.' });
    await put(celia, proposal, { member: dora.member });
    expect(await standing(proposal)).toEqual({
      ana: 'stands',
      berta: 'asked',
      celia: 'stands',
      dora: 'asked',
    });
    const asked = (who: OneOfUs) => loadAskedToStand(stage.host.db, group.org, who.member, [proposal]);
    expect(await asked(dora)).toEqual([
      { proposal, option: await optionOf(proposal, dora), addedBy: celia.member },
    ]);
    expect(await asked(celia)).toEqual([]);
    await say(dora, proposal, 'yes', { words: 'If it has to be.' });
    expect(await asked(dora)).toEqual([]);
    await say(dora, proposal, 'yes', { words: 'With pleasure.' });
    const [person] = (await optionsOf(proposal)).find((one) => one.member === dora.member)!.people;
    expect(person).toMatchObject({ words: 'With pleasure.', groups: [] });
  });

  test('may be taken back until the vote opens, and given anew', async () => {
    const proposal = await published(stage, ana, group.org, election);
    await put(berta, proposal, { member: berta.member });
    await put(ana, proposal, { member: celia.member });
    await say(berta, proposal, 'no');
    const gone = (await optionsOf(proposal)).find((one) => one.member === berta.member)!;
    expect(gone.withdrawnAt).not.toBeNull();
    expect(standsAs(gone.people[0]!)).toBe('declined');
    expect(await no(berta, 'stand', { proposal, option: gone.id, says: 'yes' })).toBe(
      'option_withdrawn_already',
    );
    // Nobody asks again who has said no; they may think otherwise themself.
    expect(await no(ana, 'add_option', { proposal, member: berta.member })).toBe('has_said_no');
    await put(berta, proposal, { member: berta.member });
    expect(await standing(proposal)).toEqual({ berta: 'stands', celia: 'asked' });
  });

  test('is not said by mending a word in a draft that one writes along', async () => {
    const options = [{ title: '', member: berta.member }];
    const draft = await written(stage, ana, group.org, { ...election, options });
    await act(ana, 'ask_author', { proposal: draft, member: berta.member });
    await act(berta, 'agree_author', { proposal: draft });
    expect(await standing(draft)).toEqual({ berta: 'asked' });
    await act(berta, 'edit_proposal', { proposal: draft, body: 'With one word mended.' });
    expect(await standing(draft)).toEqual({ berta: 'asked' });
    await act(ana, 'edit_proposal', {
      proposal: draft,
      options: [...options, { title: '', member: ana.member }],
    });
    expect(await standing(draft)).toEqual({ berta: 'asked', ana: 'stands' });
  });

  test('is nobody else’s to say', async () => {
    const proposal = await published(stage, ana, group.org, election);
    await put(ana, proposal, { member: berta.member });
    const option = await optionOf(proposal, berta);
    expect(await no(ana, 'stand', { proposal, option, says: 'yes' })).toBe('not_put_forward');
    expect(await no(ana, 'stand', { proposal, option: option.replace(/.$/, '0'), says: 'yes' })).toBe(
      'option_unknown',
    );
    await say(berta, proposal, 'yes');
    expect(await no(ana, 'withdraw_option', { proposal, option })).toBe('option_of_another');
  });

  test('decides who is on the ballot: who has not given it is left out when the vote opens', async () => {
    const draft = { ...election, options: [ana, berta, celia].map(({ member }) => ({ member })) };
    const proposal = await published(stage, ana, group.org, draft, 1);
    await say(berta, proposal, 'yes');
    const silent = await optionOf(proposal, celia);
    await keepDays(4);
    expect(await state(proposal)).toBe('vote');
    const { openedAt } = await found(proposal);
    const options = await optionsOf(proposal);
    expect(options.filter((one) => one.withdrawnAt === null).map((one) => nameOf(one.member!))).toEqual([
      'ana',
      'berta',
    ]);
    expect(options.find((one) => one.id === silent)).toMatchObject({ withdrawnAt: openedAt });
    expect(await no(celia, 'stand', { proposal, option: silent, says: 'yes' })).toBe('vote_has_begun');
    const choices: Choices = { ballot: 'approve', options: [silent] };
    expect(await no(ana, 'cast', { proposal, choices })).toBe('ballot_names_unknown');
  });

  test('is what a vote waits for: without anybody who stands it does not open', async () => {
    const proposal = await published(stage, ana, group.org, election);
    await put(ana, proposal, { member: berta.member });
    stage.days(3);
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('talk');
    expect(await stage.no(ana, 'decisions.open', group.org, { proposal })).toMatchObject({
      rule: 'nobody_stands',
      asked: 1,
    });
    await say(berta, proposal, 'yes');
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('vote');
  });

  test('of whoever has left meanwhile counts no more', async () => {
    const proposal = await published(stage, ana, group.org, election);
    await put(ana, proposal, { member: ana.member });
    await put(berta, proposal, { member: berta.member });
    await stage.do(berta, 'agents.leave', group.org, {});
    await keepDays(4);
    expect((await optionsOf(proposal)).map((one) => [nameOf(one.member!), one.withdrawnAt === null])).toEqual(
      [
        ['ana', true],
        ['berta', false],
      ],
    );
  });

  test('is for a post: where that becomes another, whoever had agreed is asked anew', async () => {
    const draft = { ...election, options: [{ member: ana.member }] };
    const proposal = await written(stage, ana, group.org, draft);
    await act(ana, 'ask_author', { proposal, member: berta.member });
    await act(berta, 'agree_author', { proposal });
    await act(berta, 'edit_proposal', { proposal, body: 'Two of us.' });
    expect(await standing(proposal)).toEqual({ ana: 'stands' });
    await act(berta, 'edit_proposal', { proposal, seats: 1, post: { role: 'treasurer' } });
    expect(await standing(proposal)).toEqual({ ana: 'asked' });
  });

  test('two at once: a step back and the opening, and the ballot is what came first', async () => {
    const proposal = await published(stage, ana, group.org, election);
    await put(ana, proposal, { member: ana.member });
    await put(berta, proposal, { member: berta.member });
    const option = await optionOf(proposal, berta);
    stage.days(3);
    const [back] = await Promise.all([
      stage.ask(berta, 'decisions.stand', group.org, { proposal, option, says: 'no' }),
      act(ana, 'open', { proposal }),
    ]);
    const on = (await optionsOf(proposal)).filter((one) => one.withdrawnAt === null);
    const names = on.map((one) => nameOf(one.member!));
    // Whoever was too late is told, and stays; whoever was not is not on it.
    expect(names).toEqual(back.ok ? ['ana'] : ['ana', 'berta']);
    if (!back.ok) expect(back.refusal.rule).toBe('vote_has_begun');
  });

  test('is asked for by a lot as well', async () => {
    const draft = { kind: 'lot', post: { role: 'coordinator' }, options: [{ member: berta.member }] };
    const proposal = await published(stage, ana, group.org, draft, 2);
    stage.days(3);
    expect(await no(ana, 'open', { proposal })).toBe('nobody_stands');
    await put(celia, proposal, { member: celia.member });
    // A day is left to read who else there is.
    await keepDays(1);
    await keepDays(6);
    expect(await holders('coordinator')).toEqual(['celia']);
  });
});

describe('kept places', () => {
  const parity = [{ group: 'Upper town', least: 1 }];
  const kept = { ...election, parity };

  test('are for those who say so themselves', async () => {
    const proposal = await published(stage, ana, group.org, kept);
    const up = { groups: ['Upper town'] };
    expect(await no(ana, 'add_option', { proposal, member: berta.member, ...up })).toBe('groups_of_another');
    expect(await no(ana, 'add_option', { proposal, member: ana.member, groups: ['Uptown'] })).toBe(
      'group_unknown',
    );
    await put(ana, proposal, { member: ana.member, ...up });
    await put(ana, proposal, { member: berta.member });
    const option = await optionOf(proposal, berta);
    expect(await no(berta, 'stand', { proposal, option, says: 'yes', groups: ['Uptown'] })).toBe(
      'group_unknown',
    );
    await say(berta, proposal, 'yes', up);
    const groups = (await optionsOf(proposal)).flatMap((one) => one.people.map((person) => person.groups));
    expect(groups).toEqual([['Upper town'], ['Upper town']]);
    await say(ana, proposal, 'yes');
    expect((await optionsOf(proposal))[0]!.people[0]!.groups).toEqual([]);
  });

  test.each([
    ['parity_for_people', { kind: 'choice', parity }],
    ['parity_over_places', { ...election, parity: [{ group: 'a', least: 3 }] }],
    ['parity_crossed', { ...election, parity: [{ group: 'a', least: 2, most: 1 }] }],
    ['parity_says_nothing', { ...election, parity: [{ group: 'a' }] }],
    ['parity_group_twice', { ...election, parity: [...parity, { group: 'upper town', most: 1 }] }],
  ])('%s', async (rule, draft) => {
    expect(await no(ana, 'propose', { title: 'A question', ...draft })).toBe(rule);
  });

  test('can be changed in a draft, and stay as others have read them', async () => {
    const proposal = await written(stage, ana, group.org, kept);
    await act(ana, 'edit_proposal', { proposal, parity: [{ group: 'women', most: 1 }] });
    expect((await found(proposal)).parity).toEqual([{ group: 'women', most: 1 }]);
    await act(ana, 'edit_proposal', { proposal, body: 'As before.' });
    expect((await found(proposal)).parity).toEqual([{ group: 'women', most: 1 }]);
    await act(ana, 'publish', { proposal, way: 0 });
    expect(await no(ana, 'edit_proposal', { proposal, parity: [] })).toBe('published_already');
  });

  test('are kept by the count, and the posts go to whom it elects', async () => {
    const proposal = await published(stage, ana, group.org, kept);
    for (const who of [ana, berta]) await put(who, proposal, { member: who.member });
    await put(celia, proposal, { member: celia.member, groups: ['Upper town'] });
    await keepDays(4);
    const [a, b, c] = await Promise.all([ana, berta, celia].map((who) => optionOf(proposal, who)));
    const rank = (who: OneOfUs, ...ids: string[]) =>
      act(who, 'cast', { proposal, choices: { ballot: 'rank', ranking: ids.map((id) => [id]) } });
    await rank(ana, a!, b!);
    await rank(berta, b!, a!);
    await rank(dora, b!, a!);
    await keepDays(6);
    const { outcome } = await found(proposal);
    expect(outcome).toMatchObject({ result: 'passed', winners: [b, c], count: { kept: { places: 2 } } });
    expect(JSON.stringify(outcome)).not.toContain('"of"');
    expect(await holders('coordinator')).toEqual(['berta', 'celia']);
  });

  test('what somebody said of themself goes with them, and is not in what the count has kept', async () => {
    const proposal = await published(stage, ana, group.org, kept);
    await put(ana, proposal, { member: ana.member });
    await put(ana, proposal, { member: berta.member });
    await say(berta, proposal, 'yes', { words: 'From the hill.', groups: ['Upper town'] });
    await put(celia, proposal, { member: celia.member, body: 'Also.', groups: ['Upper town'] });
    await keepDays(4);
    await keepDays(6);
    for (const who of [berta, celia]) await stage.do(who, 'agents.erase_me', null, {});
    const told = (await optionsOf(proposal)).map(({ body, people }) => [
      body,
      people[0]!.words,
      people[0]!.groups,
    ]);
    expect(told).toEqual([
      ['', '', []],
      ['', '', []],
      ['', '', []],
    ]);
  });
});

describe('people who stand together', () => {
  test.each([
    ['post_missing', { kind: 'slate' }],
    ['posts_too_few', { kind: 'slate', post: { role: 'treasurer' } }],
    ['posts_too_few', { kind: 'slate', post: { role: 'treasurer', also: [] } }],
    ['role_unknown', { kind: 'slate', post: { role: 'treasurer', also: ['queen'] } }],
    ['seats_too_many', { kind: 'slate', post: { role: 'treasurer', also: ['treasurer'] } }],
    ['seats_too_many', { ...slate, seats: 2 }],
    ['one_post_only', { kind: 'election', post: { role: 'treasurer', also: ['coordinator'] } }],
    ['parity_over_places', { ...slate, parity: [{ group: 'a', least: 3 }] }],
  ])('%s: %j', async (rule, draft) => {
    expect(await no(ana, 'propose', { title: 'A question', ...draft })).toBe(rule);
  });

  test('are as many as there are posts, each once, and have a name', async () => {
    const proposal = await published(stage, ana, group.org, slate, 1);
    const add = (more: object) => no(ana, 'add_option', { proposal, title: 'Together', ...more });
    expect(await add({ people: [ana.member] })).toBe('posts_unfilled');
    expect(await add({})).toBe('posts_unfilled');
    expect(await add({ people: [ana.member, ana.member] })).toBe('candidate_twice');
    expect(await add({ people: [ana.member, berta.member], title: '' })).toBe('title_missing');
  });

  test('have all agreed, are voted on as one, and are all given their posts', async () => {
    const proposal = await published(stage, ana, group.org, slate, 1);
    const people = (...us: OneOfUs[]) => us.map(({ member }) => member);
    const first = await put(ana, proposal, { title: 'Bread', people: people(ana, berta) });
    const second = await put(celia, proposal, { title: 'Salt', people: people(celia, dora) });
    // Two of the other two are asked; somebody may stand with both.
    const third = await put(celia, proposal, { title: 'Both', people: people(celia, berta) });
    await act(berta, 'stand', { proposal, option: first, says: 'yes', words: 'Gladly.' });
    await act(berta, 'stand', { proposal, option: third, says: 'no' });
    await keepDays(4);
    const on = (await optionsOf(proposal)).filter((one) => one.withdrawnAt === null);
    expect(on.map((one) => one.id)).toEqual([first]);
    expect((await optionsOf(proposal)).find((one) => one.id === second)!.withdrawnAt).not.toBeNull();
    await act(dora, 'cast', { proposal, choices: { ballot: 'approve', options: [first] } });
    await act(ana, 'cast', { proposal, choices: { ballot: 'approve', options: [] } });
    await keepDays(6);
    expect(await found(proposal)).toMatchObject({ result: 'passed', outcome: { winners: [first] } });
    expect(await holders('coordinator')).toEqual(['ana']);
    expect(await holders('treasurer')).toEqual(['berta']);
  });

  test('keep the places among themselves, or are not on the ballot', async () => {
    const parity = [{ group: 'women', least: 1 }];
    const proposal = await published(stage, ana, group.org, { ...slate, parity }, 1);
    const people = [ana.member, berta.member];
    const option = await put(ana, proposal, { title: 'Bread', people });
    await act(berta, 'stand', { proposal, option, says: 'yes' });
    stage.days(3);
    expect(await no(ana, 'open', { proposal })).toBe('nobody_stands');
    await act(ana, 'stand', { proposal, option, says: 'yes', groups: ['women'] });
    await act(ana, 'open', { proposal });
    expect(await state(proposal)).toBe('vote');
  });

  test('one who goes takes all of them off the ballot', async () => {
    const draft = { ...slate, options: [{ title: 'Bread', people: [ana.member, berta.member] }] };
    const proposal = await opened(stage, ana, group.org, draft, 1);
    expect(await state(proposal)).toBe('talk');
    const [option] = await optionsOf(proposal);
    await act(berta, 'stand', { proposal, option: option!.id, says: 'no' });
    expect((await optionsOf(proposal))[0]!.withdrawnAt).not.toBeNull();
  });
});
