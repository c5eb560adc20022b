import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadDecisionAsks } from '../store/ask-reads.ts';
import { loadActsOfMeeting, loadDeniedLate, loadPresence } from '../store/meeting-reads.ts';
import { hands, openInMeeting, type InMeeting } from './with-meeting.ts';

let room: InMeeting;
beforeAll(async () => {
  room = await openInMeeting([1, 2, 3]);
});
afterAll(() => room.stage.close());

const deny = (who: InMeeting['us'][number]) =>
  room.stage.do(who, 'decisions.deny_presence', room.group.org, { meeting: room.meeting });
const asked = async ({ person }: InMeeting['us'][number]) => {
  const { host, clock } = room.stage;
  const all = await loadDecisionAsks(host.db, person, new Date(clock.now).toISOString());
  return all.flatMap(({ asks }) => asks.map(({ ask }) => ask));
};
const no = (who: InMeeting['us'][number]) => room.rule(who, 'deny_presence', { meeting: room.meeting });
const minutes = async () =>
  minutesOf((await loadActsOfMeeting(room.stage.host.db, room.group.org, room.meeting))!)!;

test('only what others have written down is denied', async () => {
  const { us, does, meeting } = room;
  expect(await no(us[0])).toBe('came_by_yourself');
  expect(await no(us[4])).toBe('not_written_down');
  await does(us[4], 'arrive', { meeting, members: [us[4].member] });
  expect(await no(us[4])).toBe('came_by_yourself');
  await does(us[4], 'depart', { meeting, members: [us[4].member] });
  expect(await room.rule(us[1], 'deny_presence', { meeting: 'mee_0123456789abcdefghjkmnpqrs' })).toBe(
    'meeting_unknown',
  );
});

test('counts that lean on it and wait fall, and the minutes say so', async () => {
  const { us, put, show, confirm, does, rule, meeting } = room;
  const [stands, waits] = [await put(), await put()];
  await show(stands, hands(4, 0));
  await confirm(us[1], stands);
  room.stage.clock.now += 1000;
  await show(waits, hands(4, 0));
  const { answer } = await deny(us[3]);
  expect(answer).toEqual({ falls: 1 });
  expect(await no(us[3])).toBe('not_written_down');
  expect(await room.proposal(waits)).toMatchObject({ result: null, openedAt: null, fallen: 1 });
  expect(await room.proposal(stands)).toMatchObject({ result: 'passed' });
  const told = await minutes();
  expect(told.here.map((one) => one.member)).not.toContain(us[3].member);
  expect(told.denied).toEqual([{ member: us[3].member, writtenBy: us[0].member }]);
  expect(told.decided.map((one) => [one.proposal, one.state])).toEqual([
    [stands, 'stands'],
    [waits, 'fell'],
  ]);
  // Nobody writes them down again but themself.
  expect(await rule(us[0], 'arrive', { meeting, members: [us[3].member] })).toBe('said_not_here');
  await does(us[3], 'arrive', { meeting, members: [us[3].member] });
});

test('a count that was made while one was really there stands', async () => {
  const { us, put, show, does, meeting } = room;
  // Beto was written down, goes, and comes back by himself.
  await does(us[0], 'depart', { meeting, members: [us[1].member] });
  room.stage.clock.now += 1000;
  await does(us[1], 'arrive', { meeting, members: [us[1].member] });
  const waits = await put();
  await show(waits, hands(3, 1));
  expect((await deny(us[1])).answer).toEqual({ falls: 0 });
  expect(
    (await loadPresence(room.stage.host.db, room.group.org, meeting)).map((one) => one.member),
  ).toContain(us[1].member);
  await room.confirm(us[1], waits);
});

test('minutes that are fixed stay as they are, and what is said within two weeks stands beside them', async () => {
  const { us, does, meeting, stage, group } = room;
  await does(us[0], 'close_meeting', { meeting });
  for (const one of us.slice(0, 2)) {
    await does(one, 'sign_minutes', { meeting, digest: minutesDigest(await minutes()) });
  }
  const signed = await minutes();
  stage.days(13);
  expect((await deny(us[2])).answer).toEqual({ falls: 0 });
  expect(await minutes()).toEqual(signed);
  expect(await loadDeniedLate(stage.host.db, group.org, meeting)).toMatchObject([
    { member: us[2].member, writtenBy: us[0].member },
  ]);
  expect(await no(us[2])).toBe('denied_already');
});

test('whoever is suspended says it as well, until two weeks are over', async () => {
  const { us, does, stage, group } = room;
  const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
  const called = { kind: 'assembly', title: 'December', startsAt };
  const { meeting } = (await does(us[0], 'call_meeting', called)).answer as { meeting: string };
  stage.days(3);
  await does(us[0], 'open_meeting', { meeting });
  await does(us[0], 'arrive', { meeting, members: us.slice(1).map((one) => one.member) });
  await does(us[0], 'close_meeting', { meeting });
  const now = (await loadActsOfMeeting(stage.host.db, group.org, meeting))!;
  const digest = minutesDigest(minutesOf(now)!);
  await stage.together(us.slice(0, 3), 'agents.suspend', group.org, {
    member: us[3].member,
    until: '2027-12-31',
    reason: 'A reason that can be read.',
  });
  expect(await asked(us[3])).toEqual(['here']);
  for (const one of us.slice(0, 2)) await does(one, 'sign_minutes', { meeting, digest });
  expect(await asked(us[3])).toEqual(['here']);
  await does(us[3], 'deny_presence', { meeting });
  expect(await asked(us[3])).toEqual([]);
  stage.days(14);
  expect(await room.rule(us[4], 'deny_presence', { meeting })).toBe('minutes_are_fixed');
  expect(await asked(us[4])).not.toContain('here');
});
