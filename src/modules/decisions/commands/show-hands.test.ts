import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Articles, Way } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadDecidedThere } from '../store/meeting-reads.ts';
import { loadProposal } from '../store/reads.ts';
import { articles as plain, atOnce, majority, published } from './with-group.ts';

let stage: Stage;
let group: Group;
let us: readonly OneOfUs[];
let meeting: string;

const consent: Way = { ...atOnce, method: 'consent' };
const articles: Articles = {
  ...plain,
  powers: {
    ...plain.powers,
    appoint: { by: 'decision', ways: [atOnce] },
    resolve: { by: 'decision', ways: [atOnce, consent, majority] },
    describe: { by: 'member', ways: [{ ...atOnce, talkDays: 10 }] },
    dissolve: { by: 'members', share: 'all', ways: [majority] },
  },
};

const does = (who: OneOfUs, verb: string, input: object) =>
  stage.do(who, `decisions.${verb}`, group.org, input);
const show = (proposal: string, input: object) => does(us[0]!, 'show_hands', { meeting, proposal, ...input });
const no = async (proposal: string, input: object, who = us[0]!) =>
  (await stage.no(who, 'decisions.show_hands', group.org, { meeting, proposal, ...input })).rule;
const put = (draft: object, way = 0) => published(stage, us[1]!, group.org, draft, way);
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const hands = (yes: number, against: number) => ({ hands: { yes, no: against } });

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Beto', 'Caro', 'Dora', 'Eva'], { articles });
  us = group.us;
  const called = { kind: 'assembly', title: 'November', startsAt: '2026-11-26T12:00:00.000Z' };
  meeting = ((await does(us[0]!, 'call_meeting', called)).answer as { meeting: string }).meeting;
  stage.days(3);
  await does(us[0]!, 'open_meeting', { meeting });
});
afterAll(() => stage.close());

describe('a show of hands', () => {
  test('decides nothing before enough of us are there', async () => {
    const proposal = await put({ kind: 'resolution' });
    await does(us[0]!, 'arrive', { meeting, members: [us[1]!.member] });
    // Two of five; half of five are three.
    expect(await no(proposal, hands(2, 0))).toBe('meeting_without_quorum');
    expect(await no(proposal, hands(2, 0), us[3])).toBe('not_in_the_room');
    await does(us[0]!, 'arrive', { meeting, members: [us[2]!.member] });
    expect(await no(proposal, hands(3, 1))).toBe('hands_do_not_fit');
    await show(proposal, hands(2, 1));
    expect(await found(proposal)).toMatchObject({ result: 'passed', meeting, rollSize: 5, way: atOnce });
    expect(await no(proposal, hands(2, 1))).toBe('proposal_over');
    expect(await loadDecidedThere(stage.host.db, group.org, meeting)).toMatchObject([
      { proposal, method: 'majority', result: 'passed', yes: 2, no: 1, abstain: 0, present: 3 },
    ]);
  });

  test('takes effect at once', async () => {
    const role = { role: 'treasurer', member: us[2]!.member };
    const acts = [{ command: 'agents.appoint', input: role }];
    const proposal = await put({ kind: 'appointment', acts });
    await show(proposal, hands(3, 0));
    expect((await found(proposal)).enactedAt).not.toBeNull();
    const { rows } = await stage.host.pool.query<{ member_id: string }>(
      "SELECT member_id FROM agents.mandate WHERE org_id = $1 AND role = 'treasurer'",
      [group.org],
    );
    expect(rows).toEqual([{ member_id: us[2]!.member }]);
  });

  test('is only for what the rules leave to it', async () => {
    const choice = await put({ kind: 'resolution' }, 2);
    expect(await no(choice, { ...hands(3, 0), method: 'schulze' })).toBe('not_on_the_spot');
    const ending = await put({
      kind: 'ending',
      acts: [{ command: 'agents.dissolve', input: {} }],
    });
    expect(await no(ending, hands(3, 0))).toBe('not_on_the_spot');
    const young = await put({
      kind: 'act',
      acts: [{ command: 'agents.describe', input: { purpose: 'To cook.' } }],
    });
    expect(await no(young, hands(3, 0))).toBe('talk_not_over');
    const draft = await does(us[1]!, 'propose', { kind: 'resolution', title: 'A draft' });
    const { proposal } = draft.answer as { proposal: string };
    expect(await no(proposal, hands(3, 0))).toBe('proposal_unknown');
    expect(await no(proposal, hands(3, 0), us[1])).toBe('not_published');
  });
});

describe('by name', () => {
  test('an objection stands in the way of consent, with its reason', async () => {
    const proposal = await put({ kind: 'resolution' });
    const objects = { voter: us[1]!.member, says: 'object', reason: 'It is too steep.' };
    expect(await no(proposal, { ...hands(3, 0), method: 'consent' })).toBe('hands_need_names');
    expect(await no(proposal, { voices: [{ ...objects, reason: '' }], method: 'consent' })).toBe(
      'objection_without_reason',
    );
    expect(await no(proposal, { voices: [{ ...objects, voter: us[4]!.member }], method: 'consent' })).toBe(
      'not_here',
    );
    expect(await no(proposal, { voices: [objects] })).toBe('ballot_of_another_kind');
    await show(proposal, { voices: [objects], method: 'consent' });
    expect(await found(proposal)).toMatchObject({ result: 'rejected' });
    const { rows } = await stage.host.pool.query<{ choices: unknown }>(
      'SELECT choices FROM decisions.open_ballot WHERE org_id = $1 AND proposal_id = $2 AND member_id = $3',
      [group.org, proposal, us[1]!.member],
    );
    expect(rows).toEqual([{ choices: { ballot: 'consent', says: 'object', reason: 'It is too steep.' } }]);
  });

  test('the phone goes from hand to hand', async () => {
    const proposal = await put({ kind: 'resolution' });
    const voices = us.slice(0, 3).map(({ member }, at) => ({ voter: member, says: at === 0 ? 'no' : 'yes' }));
    const shown = await show(proposal, { voices });
    expect(shown.answer).toEqual({ proposal, result: 'passed', yes: 2, no: 1, abstain: 0 });
  });
});

test('a meeting that is over decides nothing', async () => {
  const proposal = await put({ kind: 'resolution' });
  await does(us[0]!, 'close_meeting', { meeting });
  expect(await no(proposal, hands(3, 0))).toBe('meeting_not_open');
});

test('what another has entered for somebody goes with them', async () => {
  const gone = us[1]!;
  await stage.do(gone, 'agents.erase_me', null, {});
  const { rows } = await stage.host.pool.query<{ choices: unknown }>(
    'SELECT choices FROM decisions.open_ballot WHERE org_id = $1 AND member_id = $2',
    [group.org, gone.member],
  );
  expect(rows.map((one) => one.choices)).toEqual([null, null]);
});
