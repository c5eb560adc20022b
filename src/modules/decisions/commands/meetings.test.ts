import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { makeId } from '#kernel/id';
import type { Articles } from '#agents';
import { USUAL_VOICE } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadActsOfMeeting, loadAgenda, loadMeeting, loadPresence } from '../store/meeting-reads.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let beto: OneOfUs;
let caro: OneOfUs;
let dora: OneOfUs;

/** Three days before; half of us decide; two sign. */
const articles: Articles = { ...association.articles, voice: { ...USUAL_VOICE, minutesSigners: 2 } };

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Beto', 'Caro', 'Dora'], { articles });
  [ana, beto, caro, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const nothing = (kind: string) => makeId(kind, 1, new Uint8Array(10));
const does = (who: OneOfUs, verb: string, input: object) =>
  stage.do(who, `decisions.${verb}`, group.org, input);
const rule = async (who: OneOfUs, verb: string, input: object) =>
  (await stage.no(who, `decisions.${verb}`, group.org, input)).rule;

/** Noon of a day so many days from now, which is the morning of that day in Mexico. */
const inDays = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString();

async function call(more: object = {}): Promise<string> {
  const input = { kind: 'assembly', title: 'November', startsAt: inDays(3), ...more };
  return ((await does(ana, 'call_meeting', input)).answer as { meeting: string }).meeting;
}

async function add(meeting: string, title: string, who = beto): Promise<string> {
  return ((await does(who, 'add_agenda_item', { meeting, title })).answer as { item: string }).item;
}

const titles = async (meeting: string) =>
  (await loadAgenda(stage.host.db, group.org, meeting))
    .filter((one) => one.withdrawnAt === null)
    .map((one) => one.title);

describe('calling a meeting', () => {
  test('is early enough for everybody, or says the first day that is', async () => {
    const early = { kind: 'assembly', title: 'November', startsAt: inDays(2) };
    expect(await stage.no(ana, 'decisions.call_meeting', group.org, early)).toEqual({
      rule: 'meeting_too_soon',
      earliest: '2026-11-26',
      inviteDays: 3,
    });
    const meeting = await call();
    expect(await loadMeeting(stage.host.db, group.org, meeting)).toMatchObject({
      title: 'November',
      startsAt: '2026-11-26T12:00:00.000Z',
      calledBy: ana.member,
      openedAt: null,
    });
  });

  test.each([
    ['ends_before_it_starts', { endsAt: '2026-11-26T12:00:00.000Z' }],
    ['meeting_in_the_past', { startsAt: '2025-12-26T12:00:00.000Z' }],
    ['proposal_unknown', { items: [{ title: 'A roof', proposal: nothing('pro') }] }],
    ['input_invalid', { title: '' }],
    ['input_invalid', { kind: 'party' }],
    ['input_invalid', { startsAt: '2026-11-30' }],
    ['input_invalid', { items: [{ title: 'A roof', minutes: 0 }] }],
  ])('is refused by %s', async (name, more) => {
    const asked = { kind: 'assembly', title: 'November', startsAt: inDays(3), ...more };
    expect(await rule(ana, 'call_meeting', asked)).toBe(name);
  });

  test('is no matter of a group that is not founded', async () => {
    const draft = await stage.found(['Eva'], { signed: false });
    const asked = { kind: 'circle', title: 'First', startsAt: inDays(5) };
    const no = await stage.no(draft.us[0]!, 'decisions.call_meeting', draft.org, asked);
    expect(no.rule).toBe('not_founded_yet');
  });

  test('can be undone with a reason, and moved as early as it was called', async () => {
    const meeting = await call({ endsAt: inDays(4) });
    const same = { meeting, kind: 'meeting', title: 'Another name', startsAt: inDays(3) };
    await does(beto, 'change_meeting', same);
    expect(await rule(ana, 'change_meeting', { ...same, startsAt: inDays(1) })).toBe('meeting_too_soon');
    expect(await rule(ana, 'change_meeting', { ...same, startsAt: inDays(-1) })).toBe('meeting_in_the_past');
    expect(await rule(ana, 'change_meeting', { ...same, endsAt: inDays(3) })).toBe('ends_before_it_starts');
    expect(await rule(ana, 'change_meeting', { ...same, meeting: nothing('mee') })).toBe('meeting_unknown');
    await does(caro, 'cancel_meeting', { meeting, reason: 'The road is closed.' });
    expect(await rule(ana, 'cancel_meeting', { meeting, reason: 'Again.' })).toBe('meeting_cancelled');
    expect(await rule(ana, 'change_meeting', same)).toBe('meeting_cancelled');
    expect(await rule(ana, 'open_meeting', { meeting })).toBe('meeting_cancelled');
    expect(await loadMeeting(stage.host.db, group.org, meeting)).toMatchObject({
      title: 'Another name',
      endsAt: null,
      cancelReason: 'The road is closed.',
    });
  });
});

describe('the agenda', () => {
  test('is everybody’s to write, and in the order that they give it', async () => {
    const meeting = await call({ items: [{ title: 'Welcome', minutes: 5 }] });
    const roof = await add(meeting, 'The roof');
    const well = await add(meeting, 'The well', caro);
    await does(dora, 'move_agenda_item', { meeting, item: well, place: 1 });
    expect(await titles(meeting)).toEqual(['The well', 'Welcome', 'The roof']);
    await does(dora, 'move_agenda_item', { meeting, item: well, place: 99 });
    expect(await titles(meeting)).toEqual(['Welcome', 'The roof', 'The well']);
    expect(await rule(caro, 'drop_agenda_item', { meeting, item: roof })).toBe('item_of_another');
    await does(beto, 'drop_agenda_item', { meeting, item: roof });
    await does(ana, 'drop_agenda_item', { meeting, item: well });
    expect(await titles(meeting)).toEqual(['Welcome']);
    expect(await rule(beto, 'drop_agenda_item', { meeting, item: roof })).toBe('item_unknown');
    expect(await rule(beto, 'move_agenda_item', { meeting, item: roof, place: 1 })).toBe('item_unknown');
    const unknown = { meeting, title: 'A roof', proposal: nothing('pro') };
    expect(await rule(beto, 'add_agenda_item', unknown)).toBe('proposal_unknown');
  });

  test('has an end', async () => {
    const items = Array.from({ length: 60 }, (_, at) => ({ title: `Item ${at}` }));
    const meeting = await call({ items });
    expect(await rule(ana, 'add_agenda_item', { meeting, title: 'One more' })).toBe('agenda_full');
  });
});

describe('in the room', () => {
  let meeting: string;
  let item: string;
  beforeEach(async () => {
    meeting = await call();
    item = await add(meeting, 'The roof');
    await does(dora, 'answer_meeting', { meeting, comes: false });
    stage.days(3);
    await does(ana, 'open_meeting', { meeting });
  });

  test('it begins on its day, once, by somebody who decides', async () => {
    const later = await call();
    expect(await stage.no(ana, 'decisions.open_meeting', group.org, { meeting: later })).toMatchObject({
      rule: 'meeting_not_today',
    });
    expect(await rule(beto, 'open_meeting', { meeting })).toBe('meeting_begun');
    expect(await rule(beto, 'answer_meeting', { meeting, comes: true })).toBe('meeting_begun');
    expect(await rule(beto, 'add_agenda_item', { meeting, title: 'Late' })).toBe('meeting_begun');
    expect(await loadMeeting(stage.host.db, group.org, meeting)).toMatchObject({
      facilitator: ana.member,
      voting: 4,
      quorum: 2,
    });
  });

  test('members come and go, entered by whoever is there', async () => {
    expect(await rule(beto, 'arrive', { meeting, members: [caro.member] })).toBe('not_in_the_room');
    await does(beto, 'arrive', { meeting, members: [beto.member] });
    await does(beto, 'arrive', { meeting, members: [beto.member, caro.member, caro.member] });
    expect(await rule(ana, 'arrive', { meeting, members: [caro.member] })).toBe('here_already');
    expect(await rule(ana, 'arrive', { meeting, members: [nothing('mem')] })).toBe('member_unknown');
    await does(ana, 'depart', { meeting, members: [caro.member, dora.member] });
    expect(await rule(ana, 'depart', { meeting, members: [dora.member] })).toBe('not_here');
    await does(ana, 'arrive', { meeting, members: [caro.member] });
    const presence = await loadPresence(stage.host.db, group.org, meeting);
    expect(presence.filter((one) => one.member === caro.member).length).toBe(2);
  });

  test('whoever has not spoken comes first', async () => {
    await does(ana, 'arrive', { meeting, members: [beto.member, caro.member] });
    await does(ana, 'ask_to_speak', { meeting });
    await does(ana, 'speak', { meeting });
    expect(await rule(ana, 'speak', { meeting })).toBe('nobody_waits_to_speak');
    await does(ana, 'ask_to_speak', { meeting });
    await does(ana, 'ask_to_speak', { meeting, speaker: beto.member });
    expect(await rule(beto, 'ask_to_speak', { meeting })).toBe('waits_to_speak');
    expect(await rule(ana, 'ask_to_speak', { meeting, speaker: dora.member })).toBe('not_here');
    const next = await does(ana, 'speak', { meeting });
    const { rows } = await stage.host.pool.query<{ member_id: string }>(
      `SELECT member_id FROM decisions.turn
        WHERE org_id = $1 AND meeting_id = $2 AND began_at IS NOT NULL AND ended_at IS NULL`,
      [group.org, meeting],
    );
    expect(next.kind).toBe('done');
    expect(rows.map((row) => row.member_id)).toEqual([beto.member]);
    // Ana steps back from the list; Beto has finished; there is nobody left.
    await does(ana, 'done_speaking', { meeting, speaker: ana.member });
    await does(beto, 'done_speaking', { meeting });
    expect(await rule(ana, 'done_speaking', { meeting })).toBe('nobody_speaks');
  });

  test('it comes to an item, and what is said is written down', async () => {
    await does(ana, 'take_item', { meeting, item });
    await does(ana, 'note', { meeting, item, words: 'It leaks.' });
    await does(ana, 'note', { meeting, words: 'Dora brings cake next time.' });
    expect(await rule(ana, 'take_item', { meeting, item: nothing('itm') })).toBe('item_unknown');
    expect(await rule(ana, 'note', { meeting, item: nothing('itm'), words: 'No.' })).toBe('item_unknown');
    expect(await rule(beto, 'note', { meeting, item, words: 'From afar.' })).toBe('not_in_the_room');
    expect(await rule(beto, 'close_meeting', { meeting })).toBe('not_in_the_room');
    expect(await rule(beto, 'drop_agenda_item', { meeting, item })).toBe('not_in_the_room');
    await does(ana, 'drop_agenda_item', { meeting, item });
  });

  test('minutes are completed and signed by those who were there, and then stay', async () => {
    await does(ana, 'arrive', { meeting, members: [beto.member] });
    await does(beto, 'note', { meeting, item, words: 'It leaks.' });
    const digestNow = async () =>
      minutesDigest(minutesOf((await loadActsOfMeeting(stage.host.db, group.org, meeting))!)!);
    const before = await digestNow();
    expect(await rule(ana, 'sign_minutes', { meeting, digest: before })).toBe('meeting_not_closed');
    expect(await rule(ana, 'write_minutes', { meeting, words: 'Later.' })).toBe('meeting_not_closed');
    await does(ana, 'close_meeting', { meeting });
    expect(await rule(ana, 'close_meeting', { meeting })).toBe('meeting_not_open');
    expect(await rule(ana, 'note', { meeting, words: 'Too late.' })).toBe('meeting_not_open');

    const first = await digestNow();
    await does(ana, 'sign_minutes', { meeting, digest: first });
    expect(await rule(ana, 'sign_minutes', { meeting, digest: first })).toBe('minutes_signed_already');
    expect(await rule(caro, 'sign_minutes', { meeting, digest: first })).toBe('was_not_there');
    await does(beto, 'write_minutes', { meeting, item, words: 'It leaks in two places.' });
    // What Ana has signed are other words now.
    expect(await rule(beto, 'sign_minutes', { meeting, digest: first })).toBe('minutes_have_changed');
    const second = await digestNow();
    const signed = await does(beto, 'sign_minutes', { meeting, digest: second });
    expect(signed.answer).toEqual({ needed: 2, have: 1 });
    await does(ana, 'sign_minutes', { meeting, digest: second });
    expect(await loadMeeting(stage.host.db, group.org, meeting)).toMatchObject({ minutesDigest: second });
    expect(await rule(beto, 'write_minutes', { meeting, words: 'One more.' })).toBe('minutes_are_fixed');
    expect(await rule(beto, 'sign_minutes', { meeting, digest: second })).toBe('minutes_are_fixed');
  });

  test('what somebody wrote down goes with them', async () => {
    const eva = await stage.letIn(ana, group.org, 'Eva');
    await does(ana, 'arrive', { meeting, members: [eva.member] });
    await does(eva, 'note', { meeting, words: 'My own words.' });
    await stage.do(eva, 'agents.erase_me', null, {});
    const { rows } = await stage.host.pool.query<{ words: string | null }>(
      'SELECT words FROM decisions.meeting_note WHERE org_id = $1 AND member_id = $2',
      [group.org, eva.member],
    );
    expect(rows).toEqual([{ words: null }]);
  });
});

describe('the calendar', () => {
  const fair = { kind: 'fair', title: 'Fair', startsAt: '2027-03-01T15:00:00.000Z', public: true };

  test('is written and rewritten by any member', async () => {
    const { date } = (await does(beto, 'add_date', fair)).answer as { date: string };
    expect(await rule(ana, 'add_date', { ...fair, endsAt: fair.startsAt })).toBe('ends_before_it_starts');
    await does(caro, 'change_date', { ...fair, date, wholeDay: true });
    expect(await rule(ana, 'change_date', { ...fair, date, endsAt: fair.startsAt })).toBe(
      'ends_before_it_starts',
    );
    await does(ana, 'drop_date', { date });
    expect(await rule(ana, 'drop_date', { date })).toBe('date_unknown');
    expect(await rule(ana, 'change_date', { ...fair, date })).toBe('date_unknown');
  });

  test('has secret addresses, a few for each, that only their own member closes', async () => {
    const feeds: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      const made = await does(ana, 'make_feed', { tokenHash: String(at).repeat(64) });
      feeds.push((made.answer as { feed: string }).feed);
    }
    expect(await rule(ana, 'make_feed', { tokenHash: 'a'.repeat(64) })).toBe('too_many_feeds');
    expect(await rule(beto, 'drop_feed', { feed: feeds[0] })).toBe('feed_unknown');
    await does(ana, 'drop_feed', { feed: feeds[0] });
    expect(await rule(ana, 'drop_feed', { feed: feeds[0] })).toBe('feed_unknown');
    await does(ana, 'make_feed', { tokenHash: 'a'.repeat(64) });
  });
});
