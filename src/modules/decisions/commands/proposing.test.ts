import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeId } from '#kernel/id';
import { keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { stateOf } from '../core/proposal.ts';
import { questionHash } from '../core/question.ts';
import { commitment } from '#tally';
import { loadOptions, loadProposal, loadRoll, loadSecret, loadVersions } from '../store/reads.ts';
import { articles, opened, published, written } from './with-group.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `decisions.${command}`, group.org, input)).rule;
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `decisions.${command}`, group.org, input);
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const options = (id: string) => loadOptions(stage.host.db, group.org, id);
const state = async (id: string) => stateOf(await found(id), new Date(stage.clock.now).toISOString());
const unknown = makeId('pro', 1, new Uint8Array(10));
const nobody = makeId('mem', 1, new Uint8Array(10));
const election = { kind: 'election', post: { role: 'coordinator' }, seats: 2 };
const budget = { kind: 'budget', potMinor: '1000', unit: 'MXN' };
const appoint = (member: string) => ({ command: 'agents.appoint', input: { role: 'treasurer', member } });

describe('a draft', () => {
  test.each([
    ['act_not_for_kind', { kind: 'resolution', acts: [{ command: 'agents.dissolve', input: {} }] }],
    ['act_not_for_kind', { kind: 'election', post: { role: 'treasurer' }, acts: [appoint(nobody)] }],
    ['act_not_decided', { kind: 'act', acts: [{ command: 'agents.leave', input: {} }] }],
    ['act_not_decided', { kind: 'act', acts: [{ command: 'agents.invite', input: {} }] }],
    ['act_not_decided', { kind: 'act', acts: [{ command: 'decisions.enact', input: {} }] }],
    ['act_misshapen', { kind: 'appointment', acts: [{ command: 'agents.appoint', input: { role: 7 } }] }],
    ['acts_missing', { kind: 'recall' }],
    [
      'acts_of_several_matters',
      {
        kind: 'act',
        acts: [
          { command: 'agents.describe', input: { purpose: 'Other.' } },
          { command: 'agents.dissolve', input: {} },
        ],
      },
    ],
    ['one_thing_only', { kind: 'resolution', options: [{ title: 'Another' }] }],
    ['post_missing', { kind: 'election' }],
    ['role_unknown', { kind: 'election', post: { role: 'queen' } }],
    ['pot_missing', { kind: 'budget', unit: 'MXN' }],
    ['seats_too_many', { kind: 'resolution', seats: 2 }],
    ['seats_too_many', { ...election, seats: 3 }],
    ['seats_too_many', { ...budget, seats: 2 }],
    [
      'matter_not_decided',
      { kind: 'membership', acts: [{ command: 'agents.lift_suspension', input: { member: nobody } }] },
    ],
    ['title_missing', { kind: 'choice', options: [{ body: 'No title' }] }],
    ['candidate_missing', { ...election, options: [{ title: 'Me' }] }],
    ['member_unknown', { ...election, options: [{ member: nobody }] }],
    ['cost_missing', { ...budget, options: [{ title: 'A well' }] }],
    ['cost_over_pot', { ...budget, options: [{ title: 'A well', costMinor: '1001' }] }],
    ['input_invalid', { kind: 'resolution', title: 'ab' }],
    ['input_invalid', { kind: 'resolution', body: 'x'.repeat(10_001) }],
    [
      'input_invalid',
      { kind: 'choice', options: Array.from({ length: 501 }, (_, n) => ({ title: `${n}` })) },
    ],
  ])('is refused by %s', async (rule, draft) => {
    expect(await no(ana, 'propose', { title: 'A question', ...draft })).toBe(rule);
  });

  test('is everybody’s to answer, whomever its author would rather ask', async () => {
    const id = await written(stage, ana, group.org, { kind: 'resolution', classes: ['member'] });
    await act(ana, 'edit_proposal', { proposal: id, title: 'Another question', classes: ['member'] });
    expect(await found(id)).toMatchObject({ classes: [] });
  });

  test('can be as long as it may be', async () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ title: `Option ${n}` }));
    const id = await written(stage, ana, group.org, {
      kind: 'choice',
      body: 'x'.repeat(10_000),
      options: many,
    });
    const kept = await options(id);
    expect(kept.map((one) => one.title)).toEqual(many.map((one) => one.title));
  });

  test('keeps its lines, and loses what nobody sees', async () => {
    const id = await written(stage, ana, group.org, {
      kind: 'resolution',
      title: '  Water\u202e  first ',
      body: 'One.\r\n\r\n\r\n\r\n- two\u0000  \n- three\n\n',
    });
    expect(await found(id)).toMatchObject({ title: 'Water first', body: 'One.\n\n- two\n- three' });
  });

  test('is nobody else’s, until somebody is asked to write too', async () => {
    const proposal = await written(stage, ana, group.org, { kind: 'resolution' });
    for (const command of ['withdraw_proposal', 'agree_author', 'open']) {
      expect(await no(berta, command, { proposal })).toBe('proposal_unknown');
    }
    expect(await no(berta, 'edit_proposal', { proposal, title: 'Mine' })).toBe('proposal_unknown');
    expect(await no(ana, 'edit_proposal', { proposal: unknown, title: 'None' })).toBe('proposal_unknown');
    expect(await no(berta, 'ask_author', { proposal, member: celia.member })).toBe('proposal_unknown');
    expect(await no(ana, 'ask_author', { proposal, member: nobody })).toBe('member_unknown');
    expect(await no(ana, 'ask_author', { proposal, member: ana.member })).toBe('author_already');
    await act(ana, 'ask_author', { proposal, member: berta.member });
    expect(await no(berta, 'edit_proposal', { proposal, title: 'Ours' })).toBe('not_an_author');
    await act(berta, 'agree_author', { proposal });
    expect(await no(berta, 'agree_author', { proposal })).toBe('author_already');
    expect(await no(ana, 'open', { proposal })).toBe('not_published');
    await act(berta, 'edit_proposal', { proposal, title: 'Ours' });
    expect((await found(proposal)).title).toBe('Ours');
    await act(berta, 'withdraw_proposal', { proposal });
    expect(await no(ana, 'publish', { proposal, way: 0 })).toBe('proposal_over');
    expect(await state(proposal)).toBe('withdrawn');
  });

  test('is written anew as a whole', async () => {
    const proposal = await written(stage, ana, group.org, { ...election, options: [{ member: ana.member }] });
    await act(ana, 'edit_proposal', {
      proposal,
      title: 'Who keeps the money',
      post: { role: 'treasurer' },
      seats: 1,
      options: [{ member: berta.member, body: 'She can count.' }, { member: celia.member }],
    });
    const kept = await options(proposal);
    expect(kept.map((one) => [one.member, one.body])).toEqual([
      [berta.member, 'She can count.'],
      [celia.member, ''],
    ]);
    expect(kept[0]!.acts).toEqual([
      { command: 'agents.appoint', version: 1, input: appoint(berta.member).input },
    ]);
    expect(await no(ana, 'edit_proposal', { proposal, seats: 2 })).toBe('seats_too_many');
  });
});

describe('publishing', () => {
  test('asks for a way that the rules allow and that fits', async () => {
    const proposal = await written(stage, ana, group.org, { kind: 'resolution' });
    expect(await no(ana, 'publish', { proposal, way: 3 })).toBe('way_unknown');
    expect(await no(ana, 'publish', { proposal, way: 1 })).toBe('way_unfit');
    expect(await no(berta, 'publish', { proposal, way: 0 })).toBe('proposal_unknown');
  });

  test('holds to the times of the rules', async () => {
    const proposal = await written(stage, ana, group.org, { kind: 'resolution' });
    const at = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString();
    const asked = (opens: number, closes: number) => ({
      proposal,
      way: 0,
      opensAt: at(opens),
      closesAt: at(closes),
    });
    const early = await stage.no(ana, 'decisions.publish', group.org, asked(2.99, 9));
    expect(early).toEqual({ rule: 'opens_too_early', earliest: at(3), days: 3 });
    expect(await stage.no(ana, 'decisions.publish', group.org, asked(4, 8.99))).toMatchObject({
      rule: 'closes_too_early',
      earliest: at(9),
    });
    expect(await no(ana, 'publish', asked(366, 380))).toBe('vote_too_far');
    expect(await no(ana, 'publish', asked(3, 369))).toBe('vote_too_far');
    const { answer } = await act(ana, 'publish', { proposal, way: 0 });
    expect(answer).toEqual({ proposal, opensAt: at(3), closesAt: at(8) });
    await act(ana, 'publish', asked(5, 20));
    expect(await found(proposal)).toMatchObject({ opensAt: at(5), closesAt: at(20), publishedAt: at(0) });
  });

  test('lets others read; each version stays', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'resolution', body: 'First.' });
    expect(await no(berta, 'edit_proposal', { proposal, body: 'Mine.' })).toBe('not_an_author');
    expect(await no(ana, 'edit_proposal', { proposal, body: 'First.' })).toBe('nothing_changes');
    expect(await no(ana, 'edit_proposal', { proposal, seats: 1 })).toBe('published_already');
    await act(ana, 'edit_proposal', { proposal, body: 'Second.' });
    const versions = await loadVersions(stage.host.db, group.org, proposal);
    expect(versions.map((one) => [one.version, one.body])).toEqual([
      [1, 'First.'],
      [2, 'Second.'],
    ]);
    expect(await found(proposal)).toMatchObject({ version: 2, body: 'Second.' });
  });

  test('can change what it would bring about', async () => {
    const proposal = await published(stage, ana, group.org, {
      kind: 'appointment',
      acts: [appoint(ana.member)],
    });
    expect(await no(ana, 'edit_proposal', { proposal, acts: [appoint(ana.member)] })).toBe('nothing_changes');
    await act(ana, 'edit_proposal', { proposal, acts: [appoint(celia.member)] });
    expect((await options(proposal))[0]!.acts[0]!.input).toEqual(appoint(celia.member).input);
  });
});

describe('options', () => {
  test('come and go while it is talked over', async () => {
    const proposal = await written(stage, ana, group.org, election);
    expect(await no(ana, 'add_option', { proposal, member: ana.member })).toBe('not_published');
    await act(ana, 'publish', { proposal, way: 1 });
    const added = await act(berta, 'add_option', {
      proposal,
      member: berta.member,
      body: 'I would like to.',
    });
    const { option } = added.answer as { option: string };
    expect(await no(ana, 'add_option', { proposal, member: berta.member })).toBe('candidate_twice');
    expect(await no(ana, 'add_option', { proposal, title: 'Whoever' })).toBe('candidate_missing');
    const other = await act(ana, 'add_option', { proposal, member: celia.member });
    const second = (other.answer as { option: string }).option;
    expect(await no(ana, 'withdraw_option', { proposal, option })).toBe('option_of_another');
    await act(celia, 'withdraw_option', { proposal, option: second });
    expect(await no(ana, 'withdraw_option', { proposal, option: second })).toBe('option_withdrawn_already');
    expect(await no(ana, 'withdraw_option', { proposal, option: makeId('opt', 1, new Uint8Array(10)) })).toBe(
      'option_unknown',
    );
    await act(ana, 'add_option', { proposal, member: celia.member });
    expect((await options(proposal)).map((one) => [one.member, one.withdrawnAt === null])).toEqual([
      [berta.member, true],
      [celia.member, false],
      [celia.member, true],
    ]);
  });

  test('are none where one says yes or no', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'resolution' });
    expect(await no(ana, 'add_option', { proposal, title: 'Another' })).toBe('one_thing_only');
    const [only] = await options(proposal);
    expect(await no(ana, 'withdraw_option', { proposal, option: only!.id })).toBe('one_thing_only');
  });

  test('are no more than a ballot can hold', async () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ title: `Option ${n}` }));
    const proposal = await published(stage, ana, group.org, { kind: 'choice', options: many }, 1);
    expect(await no(berta, 'add_option', { proposal, title: 'One more' })).toBe('options_too_many');
  });
});

describe('the vote', () => {
  test('opens by an author once it was talked over, and freezes everything', async () => {
    const proposal = await published(
      stage,
      ana,
      group.org,
      { kind: 'choice', options: [{ title: 'Blue' }, { title: 'Red' }] },
      1,
    );
    expect(await no(berta, 'open', { proposal })).toBe('not_an_author');
    expect(await no(ana, 'open', { proposal })).toBe('talk_not_over');
    stage.days(3);
    const { answer } = await act(ana, 'open', { proposal });
    const now = await found(proposal);
    expect(stateOf(now, new Date(stage.clock.now).toISOString())).toBe('vote');
    const roll = await loadRoll(stage.host.db, group.org, proposal, 1);
    expect(roll.map((one) => one.member).sort()).toEqual(group.us.map((one) => one.member).sort());
    expect(now.rollSize).toBe(3);
    expect(now.questionHash).toBe(questionHash(now, await options(proposal), now.way!, roll));
    expect(answer).toMatchObject({ questionHash: now.questionHash });
    const secret = await loadSecret(stage.host.db, group.org, proposal, 1);
    expect(now.seedCommitment).toBe(commitment(secret!.seed));
    expect(now.seed).toBeNull();
    for (const command of ['open', 'withdraw_proposal']) {
      expect(await no(ana, command, { proposal })).toBe('vote_has_begun');
    }
    expect(await no(ana, 'edit_proposal', { proposal, body: 'Late.' })).toBe('vote_has_begun');
    expect(await no(berta, 'add_option', { proposal, title: 'Late' })).toBe('vote_has_begun');
  });

  test('opens by its own time, and is never shorter than the rules ask for', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'resolution' });
    stage.days(2);
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('talk');
    // The machine was off for four days.
    stage.days(5);
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('vote');
    const { openedAt, closesAt } = await found(proposal);
    expect(Date.parse(closesAt!) - Date.parse(openedAt!)).toBe(5 * 86_400_000);
  });

  test('on the spot opens in a meeting alone', async () => {
    const describe = { command: 'agents.describe', input: { purpose: 'Other.' } };
    const proposal = await published(stage, ana, group.org, { kind: 'act', acts: [describe] });
    expect(await found(proposal)).toMatchObject({ opensAt: null, closesAt: null });
    expect(await no(ana, 'open', { proposal })).toBe('only_in_meeting');
  });

  test('does not open with nothing to choose from, nor for ever after', async () => {
    const proposal = await published(stage, ana, group.org, { kind: 'choice' }, 1);
    stage.days(3);
    await keepTime(stage.host, group.org);
    expect(await no(ana, 'open', { proposal })).toBe('options_missing');
    await act(berta, 'add_option', { proposal, title: 'One' });
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('talk');
    stage.days(3);
    await keepTime(stage.host, group.org);
    expect(await state(proposal)).toBe('vote');
  });

  test('does not open in a way that the rules no longer know', async () => {
    const other = await stage.found(['Dora', 'Ema'], { articles });
    const [dora] = other.us as [OneOfUs, OneOfUs];
    const proposal = await published(stage, dora, other.org, { kind: 'resolution' });
    const stricter = { ...articles.powers['resolve']!, by: 'decision' as const };
    const ways = stricter.ways!.map((way) => ({ ...way, quorumPercent: 75 }));
    await stage.do(dora, 'agents.amend', other.org, {
      base: 1,
      articles: { ...articles, powers: { ...articles.powers, resolve: { ...stricter, ways } } },
    });
    stage.days(3);
    expect((await stage.no(dora, 'decisions.open', other.org, { proposal })).rule).toBe('way_not_allowed');
    await stage.do(dora, 'decisions.publish', other.org, { proposal, way: 0 });
    stage.days(1);
    await stage.do(dora, 'decisions.open', other.org, { proposal });
  });

  test('does not open on rules that others have changed since, nor is it published', async () => {
    const other = await stage.found(['Dora', 'Ema'], { articles });
    const [dora] = other.us as [OneOfUs, OneOfUs];
    const change = (base: number, months: number) => ({
      base,
      articles: { ...articles, roles: [{ role: 'coordinator', holders: 2, termMonths: months }] },
    });
    const draft = (months: number) => ({
      kind: 'amendment',
      acts: [{ command: 'agents.amend', input: change(1, months) }],
    });
    const late = await published(stage, dora, other.org, draft(24));
    const unread = await written(stage, dora, other.org, draft(36));
    await stage.do(dora, 'agents.amend', other.org, change(1, 6));
    stage.days(3);
    const refused = { rule: 'rules_have_changed', version: 2 };
    const said = (command: string, input: object) => stage.no(dora, command, other.org, input);
    expect(await said('decisions.open', { proposal: late })).toMatchObject(refused);
    expect(await said('decisions.publish', { proposal: unread, way: 0 })).toMatchObject(refused);
    await stage.do(dora, 'decisions.edit_proposal', other.org, {
      proposal: unread,
      title: 'Longer terms',
      acts: [{ command: 'agents.amend', input: change(2, 36) }],
    });
    await stage.do(dora, 'decisions.publish', other.org, { proposal: unread, way: 0 });
  });

  test('is for those who decide on that day', async () => {
    const other = await stage.found(['Dora', 'Ema'], {
      articles: { ...articles, admission: { ...articles.admission, trialDays: 30 } },
    });
    const [dora] = other.us as [OneOfUs, OneOfUs];
    const fina = await stage.letIn(dora, other.org, 'Fina');
    const proposal = await opened(stage, dora, other.org, { kind: 'resolution' });
    expect((await loadRoll(stage.host.db, other.org, proposal, 1)).map((one) => one.member)).toEqual(
      other.us.map((one) => one.member).sort(),
    );
    // Whoever is on trial may propose all the same.
    await written(stage, fina, other.org, { kind: 'resolution' });
  });
});

test('nothing is proposed in a draft of a group, nor in one that has ended', async () => {
  const draft = await stage.found(['Gina', 'Hebe'], { articles, signed: false });
  const asked = { kind: 'resolution', title: 'A question' };
  expect((await stage.no(draft.us[0]!, 'decisions.propose', draft.org, asked)).rule).toBe('not_founded_yet');
  const ended = await stage.found(['Gina'], { articles });
  await stage.do(ended.us[0]!, 'agents.dissolve', ended.org, {});
  expect((await stage.no(ended.us[0]!, 'decisions.propose', ended.org, asked)).rule).toBe(
    'group_is_dissolved',
  );
});

test('who is forgotten takes along what was said of them as a candidate', async () => {
  const other = await stage.found(['Dora', 'Ema'], { articles });
  const [dora, ema] = other.us as [OneOfUs, OneOfUs];
  const proposal = await published(stage, dora, other.org, election, 1);
  await stage.do(ema, 'decisions.add_option', other.org, { proposal, member: ema.member, body: 'My life.' });
  const recall = await written(stage, ema, other.org, {
    kind: 'membership',
    acts: [{ command: 'agents.exclude', input: { member: dora.member, reason: 'She sings.' } }],
  });
  await stage.do(ema, 'agents.erase_me', null, {});
  expect((await loadOptions(stage.host.db, other.org, proposal))[0]!.body).toBe('');
  const [{ acts } = { acts: [] }] = await loadOptions(stage.host.db, other.org, recall);
  expect(acts[0]!.input).toEqual({ member: dora.member, reason: null });
});
