import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stateOf } from '../core/proposal.ts';
import { loadOpenBallots } from '../store/ballots.ts';
import { openStage } from '#test/stage';
import { keepTime } from '../../../host/enact.ts';
import { atOnce, articles } from './with-group.ts';
import { hands, openInMeeting, WAYS, type InMeeting } from './with-meeting.ts';

let room: InMeeting;
beforeAll(async () => {
  room = await openInMeeting([1, 2]);
});
afterAll(() => room.stage.close());

const now = () => new Date(room.stage.clock.now).toISOString();
const check = (proposal: string, right: boolean, reason?: string, round = 1) => ({
  meeting: room.meeting,
  proposal,
  round,
  right,
  ...(reason === undefined ? {} : { reason }),
});

describe('a count of hands', () => {
  test('is confirmed by somebody else who was there, decides, and nobody else', async () => {
    const { us, put, show, rule, stage, confirm } = room;
    const proposal = await put();
    expect(await rule(us[1], 'confirm_hands', check(proposal, true))).toBe('count_unknown');
    await show(proposal, hands(3, 0));
    expect(await rule(us[0], 'confirm_hands', check(proposal, true))).toBe('counted_it_yourself');
    expect(await rule(us[3], 'confirm_hands', check(proposal, true))).toBe('was_not_in_the_room');
    expect(await rule(us[1], 'confirm_hands', check(proposal, false))).toBe('reason_needed');
    expect((await room.proposal(proposal)).result).toBe(null);
    const { answer } = await confirm(us[2], proposal);
    expect(answer).toMatchObject({ proposal, right: true, result: 'passed' });
    expect(await rule(us[1], 'confirm_hands', check(proposal, true))).toBe('count_settled');
    expect(stateOf(await room.proposal(proposal), now())).toBe('in_effect');
    expect(stage.clock.now).toBe(Date.parse((await room.proposal(proposal)).closedAt!));
  });

  test('takes effect so long after it was confirmed as the rules say', async () => {
    const { us, put, show, stage, confirm } = room;
    const proposal = await put({ kind: 'resolution' }, WAYS.consent);
    await show(proposal, { voices: [] });
    stage.days(1);
    await confirm(us[1], proposal);
    const { closedAt, effectAt, countedAt } = await room.proposal(proposal);
    expect(Date.parse(closedAt!) - Date.parse(countedAt!)).toBe(86_400_000);
    expect(Date.parse(effectAt!) - Date.parse(closedAt!)).toBe(2 * 86_400_000);
  });

  test('falls when somebody who was there says so, and can be counted again', async () => {
    const { us, put, show, does, rule, confirm } = room;
    const proposal = await put();
    const before = await room.proposal(proposal);
    await show(proposal, hands(3, 0));
    expect(await rule(us[1], 'withdraw_proposal', { proposal })).toBe('vote_has_begun');
    await does(us[2], 'confirm_hands', check(proposal, false, 'We were two for it.'));
    expect(await room.proposal(proposal)).toEqual({ ...before, round: 2, fallen: 1 });
    expect(await rule(us[1], 'confirm_hands', check(proposal, true))).toBe('count_settled');
    await show(proposal, hands(2, 1), us[1]);
    expect(await rule(us[1], 'confirm_hands', check(proposal, true, undefined, 2))).toBe(
      'counted_it_yourself',
    );
    await confirm(us[0], proposal);
    expect(await room.proposal(proposal)).toMatchObject({ result: 'passed', round: 2 });
    const told = (await room.counts()).filter((one) => one.proposal === proposal);
    expect(told).toMatchObject([
      { round: 1, yes: 3, check: { by: us[2].member, stands: false, reason: 'We were two for it.' } },
      { round: 2, yes: 2, check: { by: us[0].member, stands: true } },
    ]);
  });

  test('is confirmed by nobody who has read another: it was dropped and made anew meanwhile', async () => {
    const { us, put, show, does, rule, confirm } = room;
    const proposal = await put();
    await show(proposal, hands(1, 2));
    const read = check(proposal, true);
    await does(us[0], 'confirm_hands', check(proposal, false, 'I typed it wrong.'));
    await show(proposal, hands(2, 1));
    expect(await rule(us[1], 'confirm_hands', read)).toBe('counted_anew');
    expect(await rule(us[1], 'confirm_hands', { ...read, right: false, reason: 'It was not.' })).toBe(
      'counted_anew',
    );
    expect((await room.proposal(proposal)).result).toBeNull();
    await confirm(us[1], proposal);
    expect((await room.proposal(proposal)).result).toBe('passed');
  });

  test('that nobody says anything about falls by a word of anybody who decides, after a week', async () => {
    const { us, put, show, rule, stage, does } = room;
    const proposal = await put();
    await show(proposal, hands(3, 0));
    const drop = check(proposal, false, 'Nobody has said anything.');
    stage.days(6);
    expect(await rule(us[3], 'confirm_hands', drop)).toBe('was_not_in_the_room');
    stage.days(1);
    expect(await rule(us[3], 'confirm_hands', check(proposal, true))).toBe('was_not_in_the_room');
    await does(us[3], 'confirm_hands', drop);
    expect(await room.proposal(proposal)).toMatchObject({ result: null, openedAt: null, fallen: 1 });
  });

  test('can be taken back by whoever mistyped it, and what was said in it counts for nothing', async () => {
    const { us, put, show, does, stage, group } = room;
    const proposal = await put();
    await show(proposal, { voices: [{ voter: us[1].member, says: 'yes' }] });
    await does(us[0], 'confirm_hands', check(proposal, false, 'That was another question.'));
    const box = { org: group.org, proposal, round: 2 };
    expect(await loadOpenBallots(stage.host.db, box)).toEqual([]);
  });

  test('that fell is no first vote: without a quorum, all are asked once more', async () => {
    const { us, put, show, does, stage, group } = room;
    const proposal = await put();
    await show(proposal, hands(3, 0));
    await does(us[1], 'confirm_hands', check(proposal, false, 'Nobody had read it.'));
    await does(us[1], 'publish', { proposal, way: WAYS.vote });
    const vote = async (who: (typeof us)[number]) => {
      await does(who, 'cast', { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
    };
    stage.days(3);
    await keepTime(stage.host, group.org);
    await vote(us[3]);
    stage.days(6);
    await keepTime(stage.host, group.org);
    expect(await room.proposal(proposal)).toMatchObject({ round: 3, fallen: 1, result: null });
    await vote(us[3]);
    stage.days(6);
    await keepTime(stage.host, group.org);
    expect(await room.proposal(proposal)).toMatchObject({ round: 3, fallen: 1, result: 'passed' });
  });

  test('is confirmed once, when two say so at the same moment', async () => {
    const { us, put, show, stage, group } = room;
    const proposal = await put();
    await show(proposal, hands(2, 1));
    const both = await Promise.all([
      stage.ask(us[1], 'decisions.confirm_hands', group.org, check(proposal, true)),
      stage.ask(us[2], 'decisions.confirm_hands', group.org, check(proposal, false, 'It was not.')),
    ]);
    expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(both.flatMap((one) => (one.ok ? [] : [one.refusal.rule]))).toEqual(['count_settled']);
  });

  test('is made once, when two count at the same moment', async () => {
    const { us, put, stage, group, meeting } = room;
    const proposal = await put();
    const count = (who: (typeof us)[number]) =>
      stage.ask(who, 'decisions.show_hands', group.org, { meeting, proposal, version: 1, ...hands(3, 0) });
    const both = await Promise.all([count(us[0]), count(us[1])]);
    expect(both.flatMap((one) => (one.ok ? [] : [one.refusal.rule]))).toEqual(['vote_has_begun']);
  });
});

test('minutes are signed when nothing waits any more', async () => {
  const { us, does, rule, meeting, counts, confirm } = room;
  await does(us[0], 'close_meeting', { meeting });
  const digest = 'a'.repeat(64);
  expect(await rule(us[0], 'sign_minutes', { meeting, digest })).toBe('count_waits');
  // What was counted in a meeting can be confirmed after it.
  for (const { proposal, countedBy, check: said } of await counts()) {
    if (said === null)
      await confirm(
        us.find((one) => one.member !== countedBy)!,
        proposal,
      );
  }
  expect(await rule(us[0], 'sign_minutes', { meeting, digest })).toBe('minutes_have_changed');
});

test('where one alone decides, nobody else is asked', async () => {
  const stage = await openStage();
  try {
    const powers = { ...articles.powers, resolve: { by: 'decision' as const, ways: [atOnce] } };
    const { org, us } = await stage.found(['Ana', 'Beto'], { articles: { ...articles, powers } });
    const [ana, beto] = us;
    await stage.do(beto!, 'agents.leave', org, {});
    const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
    const { answer } = await stage.do(ana!, 'decisions.call_meeting', org, {
      kind: 'meeting',
      title: 'Alone',
      startsAt,
    });
    const { meeting } = answer as { meeting: string };
    const { answer: put } = await stage.do(ana!, 'decisions.propose', org, {
      kind: 'resolution',
      title: 'A question',
    });
    const { proposal } = put as { proposal: string };
    await stage.do(ana!, 'decisions.publish', org, { proposal, way: 0 });
    stage.days(3);
    await stage.do(ana!, 'decisions.open_meeting', org, { meeting });
    const shown = await stage.do(ana!, 'decisions.show_hands', org, {
      meeting,
      proposal,
      version: 1,
      ...hands(1, 0),
    });
    expect(shown.answer).toMatchObject({ result: 'passed', asked: false });
  } finally {
    await stage.close();
  }
});
