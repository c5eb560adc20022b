import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stateOf } from '../core/proposal.ts';
import { loadGroup } from '#agents/server';
import { loadAtHand } from './at-hand.ts';
import { atOnce } from './with-group.ts';
import { articles, hands, openInMeeting, WAYS, type InMeeting } from './with-meeting.ts';

let room: InMeeting;
beforeAll(async () => {
  room = await openInMeeting();
});
afterAll(() => room.stage.close());

const no = (proposal: string, input: object, who = room.us[0]) =>
  room.rule(who, 'show_hands', { meeting: room.meeting, proposal, version: 1, ...input });
const stands = async (proposal: string) =>
  stateOf(await room.proposal(proposal), new Date(room.stage.clock.now).toISOString());

describe('a show of hands', () => {
  test('decides nothing before enough of us are there, nor before a second says that it was so', async () => {
    const { us, meeting, does, put, show, confirm } = room;
    const proposal = await put();
    await does(us[0], 'arrive', { meeting, members: [us[1].member] });
    // Two of five; half of five are three.
    expect(await no(proposal, hands(2, 0))).toBe('meeting_without_quorum');
    expect(await no(proposal, hands(2, 0), us[3])).toBe('not_in_the_room');
    await does(us[0], 'arrive', { meeting, members: [us[2].member] });
    expect(await no(proposal, hands(3, 1))).toBe('hands_do_not_fit');
    const shown = await show(proposal, hands(2, 1));
    expect(shown.answer).toMatchObject({ result: 'passed', yes: 2, no: 1, abstain: 0, asked: true });
    expect(await room.proposal(proposal)).toMatchObject({
      result: null,
      closedAt: null,
      rollSize: 5,
      way: atOnce,
    });
    expect(await stands(proposal)).toBe('counted');
    expect(await no(proposal, hands(2, 1))).toBe('vote_has_begun');
    await confirm(us[1], proposal);
    expect(await room.proposal(proposal)).toMatchObject({ result: 'passed', meeting });
    expect(await no(proposal, hands(2, 1))).toBe('proposal_over');
    expect(await room.counts()).toMatchObject([
      { proposal, result: 'passed', yes: 2, no: 1, abstain: 0, present: 3, named: false },
    ]);
  });

  test('takes effect at once when it stands, and not before', async () => {
    const { us, put, show, confirm, stage, group } = room;
    const role = { role: 'treasurer', member: us[2].member };
    const proposal = await put({ kind: 'appointment', acts: [{ command: 'agents.appoint', input: role }] });
    await show(proposal, hands(3, 0));
    expect((await room.proposal(proposal)).enactedAt).toBeNull();
    await confirm(us[2], proposal);
    expect((await room.proposal(proposal)).enactedAt).not.toBeNull();
    const { rows } = await stage.host.pool.query<{ member_id: string }>(
      "SELECT member_id FROM agents.mandate WHERE org_id = $1 AND role = 'treasurer'",
      [group.org],
    );
    expect(rows).toEqual([{ member_id: us[2].member }]);
  });

  test('is only for what the rules leave to it, in the way that its authors chose', async () => {
    const { put, does, us } = room;
    const voted = await put({ kind: 'resolution' }, WAYS.vote);
    expect(await no(voted, hands(3, 0))).toBe('chosen_otherwise');
    const ending = await put({ kind: 'ending', acts: [{ command: 'agents.dissolve', input: {} }] });
    expect(await no(ending, hands(3, 0))).toBe('chosen_otherwise');
    const young = await put({
      kind: 'act',
      acts: [{ command: 'agents.describe', input: { purpose: 'To cook.' } }],
    });
    expect(await no(young, hands(3, 0))).toBe('talk_not_over');
    const draft = await does(us[1], 'propose', { kind: 'resolution', title: 'A draft' });
    const { proposal } = draft.answer as { proposal: string };
    expect(await no(proposal, hands(3, 0))).toBe('proposal_unknown');
    expect(await no(proposal, hands(3, 0), us[1])).toBe('not_published');
  });
});

test('counts for the text that the room has heard, and for no other', async () => {
  const { us, put, does, show, confirm } = room;
  const proposal = await put();
  await does(us[1], 'edit_proposal', { proposal, title: 'Another question', body: 'Quite another.' });
  expect(await no(proposal, hands(3, 0))).toBe('heard_another_version');
  await show(proposal, { version: 2, ...hands(3, 0) });
  await confirm(us[1], proposal);
  expect(await room.proposal(proposal)).toMatchObject({ version: 2, result: 'passed' });
});

test('is offered by the same rules by which it is counted, and what still waits says for what', async () => {
  const { put, stage, group } = room;
  const atHand = async () => {
    const now = new Date(stage.clock.now).toISOString();
    const rules = (await loadGroup(stage.host.db, group.org, now))!.articles;
    const all = await loadAtHand(stage.host.db, group.org, rules, now);
    return new Map(all.map(({ proposal, waits }) => [proposal.id, waits?.rule ?? null]));
  };
  const [ready, voted] = [await put(), await put({ kind: 'resolution' }, WAYS.vote)];
  const describes = { command: 'agents.describe', input: { purpose: 'To dance.' } };
  const young = await put({ kind: 'act', acts: [describes] });
  // The way for it is one of a part that is guarded: only what it changes tells so.
  const amended = { ...articles, roles: articles.roles.slice(0, 1) };
  const guarded = await put({
    kind: 'amendment',
    acts: [{ command: 'agents.amend', input: { base: 1, articles: amended } }],
  });
  const found = await atHand();
  expect(found.get(ready)).toBeNull();
  expect(found.get(young)).toBe('talk_not_over');
  expect(await no(young, hands(3, 0))).toBe('talk_not_over');
  expect(found.has(voted)).toBe(false);
  expect(found.get(guarded)).toBeNull();
  expect((await room.show(guarded, hands(3, 0))).answer).toMatchObject({ result: 'passed' });
});

describe('by name', () => {
  test('an objection stands in the way of consent, with its reason', async () => {
    const { us, put, show, confirm, stage, group } = room;
    const proposal = await put({ kind: 'resolution' }, WAYS.consent);
    const objects = { voter: us[1].member, says: 'object', reason: 'It is too steep.' };
    expect(await no(proposal, hands(3, 0))).toBe('hands_need_names');
    expect(await no(proposal, { voices: [{ ...objects, reason: '' }] })).toBe('objection_without_reason');
    expect(await no(proposal, { voices: [{ ...objects, voter: us[4].member }] })).toBe('not_here');
    expect(await no(proposal, { voices: [{ ...objects, says: 'no' }] })).toBe('ballot_of_another_kind');
    await show(proposal, { voices: [objects] });
    await confirm(us[1], proposal);
    expect(await room.proposal(proposal)).toMatchObject({ result: 'rejected' });
    const { rows } = await stage.host.pool.query<{ choices: unknown }>(
      'SELECT choices FROM decisions.voice WHERE org_id = $1 AND proposal_id = $2 AND member_id = $3',
      [group.org, proposal, us[1].member],
    );
    expect(rows).toEqual([{ choices: { ballot: 'consent', says: 'object', reason: 'It is too steep.' } }]);
  });

  test('the phone goes from hand to hand, and what each said is in nobody’s act', async () => {
    const { us, put, show, stage, group } = room;
    const proposal = await put();
    const voices = us.slice(0, 3).map(({ member }, at) => ({ voter: member, says: at === 0 ? 'no' : 'yes' }));
    const shown = await show(proposal, { voices });
    expect(shown.answer).toEqual({ proposal, result: 'passed', yes: 2, no: 1, abstain: 0, asked: true });
    const { rows } = await stage.host.pool.query<{ leaf: Buffer }>(
      'SELECT leaf FROM register.leaf WHERE org_id = $1 ORDER BY position DESC LIMIT 1',
      [group.org],
    );
    const leaf = rows[0]!.leaf.toString('utf8');
    expect(leaf).toContain('"digest"');
    expect(leaf).not.toContain('"says"');
    expect(leaf).not.toContain('yes_no');
  });
});

test('a meeting that is over counts no more hands', async () => {
  const proposal = await room.put();
  await room.does(room.us[0], 'close_meeting', { meeting: room.meeting });
  expect(await no(proposal, hands(3, 0))).toBe('meeting_not_open');
});

test('what another has entered for somebody goes with them', async () => {
  const { us, stage, group } = room;
  await stage.do(us[1], 'agents.erase_me', null, {});
  const { rows } = await stage.host.pool.query<{ choices: unknown; salt: unknown }>(
    'SELECT choices, salt FROM decisions.voice WHERE org_id = $1 AND member_id = $2',
    [group.org, us[1].member],
  );
  const nothing = { choices: null, salt: null };
  expect(rows).toEqual([nothing, nothing]);
});
