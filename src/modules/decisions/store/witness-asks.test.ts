import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OneOfUs } from '#test/stage';
import { hands, openInMeeting, WAYS, type InMeeting } from '../commands/with-meeting.ts';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadDecisionAsks } from './ask-reads.ts';
import { loadActsOfMeeting } from './meeting-reads.ts';

let room: InMeeting;
beforeAll(async () => {
  room = await openInMeeting([1, 2]);
});
afterAll(() => room.stage.close());

async function asked(who: OneOfUs): Promise<string[]> {
  const { stage } = room;
  const groups = await loadDecisionAsks(stage.host.db, who.person, new Date(stage.clock.now).toISOString());
  return groups.flatMap(({ asks }) => asks.map(({ ask }) => ask)).filter((ask) => ask !== 'vote');
}

test('whoever was written down hears of it, and of a count that waits, until it is settled', async () => {
  const [ana, beto, caro, dora] = room.us;
  expect([await asked(ana), await asked(beto), await asked(dora)]).toEqual([[], ['here'], []]);
  const proposal = await room.put();
  await room.show(proposal, hands(3, 0));
  expect([await asked(ana), await asked(beto), await asked(dora)]).toEqual([[], ['count', 'here'], []]);
  await room.does(ana, 'close_meeting', { meeting: room.meeting });
  // Nobody is asked for their name while a count waits.
  expect([await asked(ana), await asked(beto)]).toEqual([[], ['count', 'here']]);
  await room.confirm(caro, proposal);
  expect([await asked(ana), await asked(beto), await asked(caro)]).toEqual([
    ['minutes'],
    ['minutes'],
    ['minutes'],
  ]);
  await room.does(beto, 'deny_presence', { meeting: room.meeting });
  expect(await asked(beto)).toEqual([]);
  // Whoever has signed is not asked once more whether they were there.
  const acts = await loadActsOfMeeting(room.stage.host.db, room.group.org, room.meeting);
  const digest = minutesDigest(minutesOf(acts!)!);
  await room.does(caro, 'sign_minutes', { meeting: room.meeting, digest });
  expect([await asked(ana), await asked(caro)]).toEqual([['minutes'], []]);
});

test('minutes that nobody has cared for in three months ask for no name any more', async () => {
  const [ana] = room.us;
  const { now } = room.stage.clock;
  room.stage.days(89);
  expect(await asked(ana)).toEqual(['minutes']);
  room.stage.days(1);
  expect(await asked(ana)).toEqual([]);
  room.stage.clock.now = now;
});

test('whoever is ticked hears of it, and the tellers when it is refused', async () => {
  const [ana, beto, , dora, eva] = room.us;
  const proposal = await room.put({ kind: 'resolution' }, WAYS.vote);
  room.stage.days(3);
  await room.does(beto, 'open', { proposal });
  const before = await asked(ana);
  const paper = { proposal, voters: [dora.member], ballots: [{ ballot: 'yes_no', says: 'yes' }] };
  await room.does(ana, 'enter_ballots', paper);
  expect([await asked(dora), await asked(eva)]).toEqual([['paper'], []]);
  await room.does(dora, 'refuse_ballots', { proposal });
  expect([await asked(ana), await asked(dora)]).toEqual([['refused', ...before], []]);
});

test('where the others who were there are on paper, whoever counted hears that the count waits', async () => {
  const { stage, group, us, does, put } = room;
  const onPaper: string[] = [];
  for (const name of ['Luis', 'Mara', 'Nico', 'Olga', 'Pia']) {
    const { answer } = await stage.do(us[0], 'agents.enter_on_paper', group.org, { name });
    onPaper.push((answer as { member: string }).member);
  }
  stage.days(30);
  const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
  const called = { kind: 'assembly', title: 'January', startsAt };
  const { meeting } = (await does(us[0], 'call_meeting', called)).answer as { meeting: string };
  stage.days(3);
  await does(us[0], 'open_meeting', { meeting });
  await does(us[0], 'arrive', { meeting, members: onPaper });
  const proposal = await put();
  await does(us[0], 'show_hands', { meeting, proposal, version: 1, ...hands(5, 0) });
  const asks = async (who: OneOfUs) => (await asked(who)).filter((ask) => ask === 'count');
  expect([await asks(us[0]), await asks(us[3])]).toEqual([['count'], []]);
  stage.days(7);
  expect([await asks(us[0]), await asks(us[3])]).toEqual([['count'], ['count']]);
});
