/** A question that does not change at the last moment: what a change after publication does to the vote. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { enactDue, keepTime } from '../../../host/enact.ts';
import { stateOf } from '../core/proposal.ts';
import { loadAhead } from '../store/lately-reads.ts';
import { loadOptions, loadProposal } from '../store/reads.ts';
import { articles, published } from './with-group.ts';

const DAY = 86_400_000;
let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
/** When the test began, and its proposal was published: three days of talk and five of voting from then. */
let start: number;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());
beforeEach(() => {
  start = stage.clock.now;
});

const at = (days: number) => new Date(start + days * DAY).toISOString();
const now = () => new Date(stage.clock.now).toISOString();
const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `decisions.${command}`, group.org, input)).answer;
const no = async (who: OneOfUs, command: string, input: object) =>
  stage.no(who, `decisions.${command}`, group.org, input);
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const dates = async (id: string) => {
  const { opensAt, closesAt } = await found(id);
  return [opensAt, closesAt];
};
const appoint = (member: string) => ({ command: 'agents.appoint', input: { role: 'treasurer', member } });
const question = (draft: object, way = 0) => published(stage, ana, group.org, draft, way);
const choice = { kind: 'choice', options: [{ title: 'Blue' }, { title: 'Red' }] };

describe('what its authors change', () => {
  test('in what would be done is talked over anew, as long as at first', async () => {
    const proposal = await question({ kind: 'appointment', acts: [appoint(berta.member)] });
    expect(await dates(proposal)).toEqual([at(3), at(8)]);
    stage.days(2);
    const answer = await act(ana, 'edit_proposal', { proposal, acts: [appoint(celia.member)] });
    expect(answer).toEqual({ proposal, version: 2, opensAt: at(5) });
    expect(await dates(proposal)).toEqual([at(5), at(10)]);
    expect(await found(proposal)).toMatchObject({ talkedFrom: at(2), rewordedAt: null });
    stage.days(2);
    await keepTime(stage.host, group.org);
    expect(stateOf(await found(proposal), now())).toBe('talk');
    expect(await no(ana, 'open', { proposal })).toEqual({
      rule: 'talk_not_over',
      earliest: at(5),
      because: 'anew',
    });
    stage.days(1);
    await keepTime(stage.host, group.org);
    expect(stateOf(await found(proposal), now())).toBe('vote');
  });

  test('in its words leaves a day to read them', async () => {
    const proposal = await question({ kind: 'resolution', body: 'First.' });
    stage.days(1.9);
    await act(ana, 'edit_proposal', { proposal, body: 'Second.' });
    expect(await dates(proposal)).toEqual([at(3), at(8)]);
    stage.days(1);
    expect(await act(ana, 'edit_proposal', { proposal, body: 'Third.' })).toMatchObject({ opensAt: at(3.9) });
    expect(await dates(proposal)).toEqual([at(3.9), at(8.9)]);
    stage.days(0.5);
    expect(await no(ana, 'open', { proposal })).toMatchObject({ rule: 'talk_not_over', because: 'words' });
  });

  test('in a draft moves nothing, for nobody has read it', async () => {
    const { proposal } = (await act(ana, 'propose', { kind: 'resolution', title: 'A question' })) as {
      proposal: string;
    };
    expect(await act(ana, 'edit_proposal', { proposal, title: 'Another one' })).toMatchObject({
      opensAt: null,
    });
    await act(ana, 'publish', { proposal, way: 0 });
    expect(await dates(proposal)).toEqual([at(3), at(8)]);
  });

  test('in the way of deciding is to be read as well; other dates are not', async () => {
    const proposal = await question(choice, 1);
    stage.days(2.5);
    await act(ana, 'publish', { proposal, way: 1, opensAt: at(4), closesAt: at(10) });
    expect(await dates(proposal)).toEqual([at(4), at(10)]);
    expect(await found(proposal)).toMatchObject({ talkedFrom: at(0), rewordedAt: null });
    const lot = { kind: 'lot', options: [{ member: berta.member }, { member: celia.member }] };
    const drawn = await question(lot, 2);
    stage.days(2.9);
    expect(await no(ana, 'publish', { proposal: drawn, way: 2, opensAt: at(5.3) })).toMatchObject({
      rule: 'opens_too_early',
      earliest: at(5.5),
      days: 3,
    });
  });
});

describe('what others bring', () => {
  test('an option is something else to choose: once, and not for ever', async () => {
    const proposal = await question(choice, 1);
    stage.days(2);
    const added = await act(berta, 'add_option', { proposal, title: 'Green' });
    expect(added).toMatchObject({ opensAt: at(5) });
    expect(await dates(proposal)).toEqual([at(5), at(10)]);
    stage.days(1);
    expect(await no(celia, 'add_option', { proposal, title: 'Grey' })).toEqual({
      rule: 'options_are_in',
      opensAt: at(5),
    });
    const { option } = added as { option: string };
    expect((await no(berta, 'withdraw_option', { proposal, option })).rule).toBe('options_are_in');
    expect(await act(ana, 'add_option', { proposal, title: 'Grey' })).toMatchObject({ opensAt: at(6) });
    stage.days(3);
    await keepTime(stage.host, group.org);
    expect(stateOf(await found(proposal), now())).toBe('vote');
  });

  test('where the authors leave more time, there is more', async () => {
    const proposal = await question(choice, 1);
    await act(ana, 'publish', { proposal, way: 1, opensAt: at(20) });
    stage.days(17);
    expect(await act(celia, 'add_option', { proposal, title: 'Grey' })).toMatchObject({ opensAt: at(20) });
    stage.days(0.5);
    expect((await no(celia, 'add_option', { proposal, title: 'Black' })).rule).toBe('options_are_in');
  });

  test('an option that somebody takes back in time is talked about as well', async () => {
    const proposal = await question(choice, 1);
    const { option } = (await act(berta, 'add_option', { proposal, title: 'Green' })) as { option: string };
    stage.days(1);
    expect(await act(berta, 'withdraw_option', { proposal, option })).toMatchObject({ opensAt: at(4) });
  });

  test('names come in until a day before the vote, and go at any time', async () => {
    const proposal = await question({ kind: 'election', post: { role: 'coordinator' }, seats: 2 }, 1);
    stage.days(2);
    expect(await act(berta, 'add_option', { proposal, member: berta.member })).toMatchObject({
      opensAt: at(3),
    });
    stage.days(0.5);
    expect(await act(celia, 'add_option', { proposal, member: celia.member })).toMatchObject({
      opensAt: at(3.5),
    });
    const [, second] = await loadOptions(stage.host.db, group.org, proposal);
    stage.days(0.9);
    await act(celia, 'withdraw_option', { proposal, option: second!.id });
    expect(await dates(proposal)).toEqual([at(3.5), at(8.5)]);
    expect((await no(celia, 'add_option', { proposal, member: celia.member })).rule).toBe('options_are_in');
  });

  test('a change that an author takes in, and another proposal, leave a day to read them', async () => {
    const proposal = await question({ kind: 'resolution', body: 'Of tin.' });
    const other = await published(stage, berta, group.org, { kind: 'resolution', body: 'Of straw.' });
    const offered = { proposal, base: 1, title: 'A question', body: 'Of tiles.', why: '' };
    const { offer } = (await act(berta, 'offer_change', offered)) as { offer: string };
    stage.days(2.5);
    expect(await act(ana, 'accept_offer', { offer })).toEqual({ version: 2, opensAt: at(3.5) });
    const { merge } = (await act(berta, 'offer_merge', { from: other, into: proposal })) as { merge: string };
    stage.days(0.5);
    expect(await act(ana, 'accept_merge', { merge })).toEqual({ proposal, opensAt: at(4) });
    expect(await found(proposal)).toMatchObject({ talkedFrom: at(0), rewordedAt: at(3) });
  });

  test('what all of us have decided on the text is read for a day before the vote', async () => {
    const proposal = await question({ kind: 'resolution', body: 'Of tin.' });
    const offered = { proposal, base: 1, title: 'A question', body: 'Of tiles.', why: '' };
    const { offer } = (await act(berta, 'offer_change', offered)) as { offer: string };
    await act(ana, 'decline_offer', { offer, reason: 'Tin is cheap.' });
    const asked = { kind: 'act', acts: [{ command: 'decisions.apply_offer', input: { offer } }] };
    const asking = await published(stage, berta, group.org, asked);
    stage.days(3);
    await keepTime(stage.host, group.org);
    for (const one of group.us) {
      await act(one, 'cast', { proposal: asking, choices: { ballot: 'yes_no', says: 'yes' } });
    }
    stage.days(5);
    await keepTime(stage.host, group.org);
    await enactDue(stage.host, group.org);
    await keepTime(stage.host, group.org);
    expect(await found(proposal)).toMatchObject({ body: 'Of tiles.', openedAt: null, opensAt: at(9) });
    stage.days(1);
    await keepTime(stage.host, group.org);
    expect(stateOf(await found(proposal), now())).toBe('vote');
  });
});

test('everybody is told what was changed, until the vote can open', async () => {
  const other = await stage.found(['Dora', 'Ema'], { articles });
  const [dora] = other.us as [OneOfUs];
  const proposal = await published(stage, dora, other.org, { kind: 'resolution', body: 'First.' });
  const told = async () => {
    const until = new Date(stage.clock.now + 2 * DAY).toISOString();
    const ahead = await loadAhead(stage.host.db, other.org, now(), until);
    return ahead.talked.map((one) => [one.proposal.id, one.changed]);
  };
  expect(await told()).toEqual([]);
  stage.days(1.5);
  expect(await told()).toEqual([[proposal, null]]);
  stage.days(1);
  await stage.do(dora, 'decisions.edit_proposal', other.org, { proposal, body: 'Second.' });
  const words = { for: 'words', since: at(2.5), until: at(3.5) };
  expect(await told()).toEqual([[proposal, words]]);
  await stage.do(dora, 'decisions.publish', other.org, { proposal, way: 0, opensAt: at(9) });
  expect(await told()).toEqual([[proposal, words]]);
  stage.days(1);
  expect(await told()).toEqual([]);
});
