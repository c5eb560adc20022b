/** Minutes that the rules have signed by whoever holds a post, beside as many others as they ask for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles } from '#agents';
import { USUAL_VOICE } from '#agents';
import { loadScene } from '#agents/server';
import { memberIn, openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadDecisionAffairs } from '../store/ask-reads.ts';
import { loadActsOfMeeting, loadMeeting, loadMinutesSignatures } from '../store/meeting-reads.ts';
import { articles as sound } from './with-group.ts';

const articles: Articles = {
  ...sound,
  voice: { ...USUAL_VOICE, minutesSigners: 2, minutesPosts: ['treasurer'] },
  powers: {
    ...sound.powers,
    appoint: { by: 'members', of: 1 },
    enter_on_paper: { by: 'member' },
    admit: { by: 'member' },
  },
};

let stage: Stage;
let group: Group;
/** By which Caro is treasurer. */
let mandate: string;
let us: readonly [OneOfUs, OneOfUs, OneOfUs];
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Beto', 'Caro'], { articles });
  us = group.us as unknown as typeof us;
});
afterAll(() => stage.close());

const does = (who: OneOfUs, verb: string, input: object) =>
  stage.do(who, `decisions.${verb}`, group.org, input);

async function held(present: readonly OneOfUs[]): Promise<string> {
  const startsAt = new Date(stage.clock.now + 3 * 86_400_000).toISOString();
  const called = await does(us[0], 'call_meeting', { kind: 'assembly', title: 'November', startsAt });
  const { meeting } = called.answer as { meeting: string };
  stage.days(3);
  await does(us[0], 'open_meeting', { meeting });
  await does(us[0], 'arrive', { meeting, members: present.map((one) => one.member) });
  await does(us[0], 'close_meeting', { meeting });
  return meeting;
}
async function sign(who: OneOfUs, meeting: string): Promise<boolean> {
  const digest = minutesDigest(minutesOf((await loadActsOfMeeting(stage.host.db, group.org, meeting))!)!);
  await does(who, 'sign_minutes', { meeting, digest });
  return (await loadMeeting(stage.host.db, group.org, meeting))!.fixedAt !== null;
}
async function asked(who: OneOfUs, meeting: string) {
  const now = new Date(stage.clock.now).toISOString();
  const scene = (await loadScene(stage.host.db, group.org, who.person, now))!;
  const { minutes } = await loadDecisionAffairs(stage.host.db, scene, who.member);
  return minutes.find((one) => one.meeting === meeting)?.post;
}

test('where nobody who holds the post was there, the number is enough', async () => {
  const meeting = await held([us[1]]);
  expect(await sign(us[0], meeting)).toBe(false);
  expect(await sign(us[1], meeting)).toBe(true);
});

test('they wait for the post, and in the end ask nobody else', async () => {
  const post = { role: 'treasurer', member: us[2].member };
  const given = await stage.do(us[0], 'agents.appoint', group.org, post);
  ({ mandate } = given.answer as { mandate: string });
  const meeting = await held([us[1], us[2]]);
  expect(await asked(us[2], meeting)).toBe('treasurer');
  expect(await asked(us[1], meeting)).toBe(null);
  expect(await sign(us[0], meeting)).toBe(false);
  expect(await sign(us[1], meeting)).toBe(false);
  expect(await asked(us[2], meeting)).toBe('treasurer');
  expect(await asked(us[1], meeting)).toBe(undefined);
  expect(await sign(us[2], meeting)).toBe(true);
});

test('where the last name is wanted no longer, one who has signed says that they stay so', async () => {
  const meeting = await held([us[1], us[2]]);
  await sign(us[0], meeting);
  expect(await sign(us[1], meeting)).toBe(false);
  const digest = minutesDigest(minutesOf((await loadActsOfMeeting(stage.host.db, group.org, meeting))!)!);
  const again = await stage.no(us[0], 'decisions.sign_minutes', group.org, { meeting, digest });
  expect(again.rule).toBe('minutes_signed_already');
  await stage.do(us[2], 'agents.lay_down', group.org, { mandate });
  expect(await asked(us[0], meeting)).toBe(null);
  const names = await loadMinutesSignatures(stage.host.db, group.org, meeting);
  stage.days(1);
  expect(await sign(us[0], meeting)).toBe(true);
  expect(await loadMinutesSignatures(stage.host.db, group.org, meeting)).toEqual(names);
});

test('they wait for no holder on paper alone, who could not sign', async () => {
  const entered = await stage.do(us[0], 'agents.enter_on_paper', group.org, { name: 'Pia' });
  const pia = memberIn(entered.answer);
  await stage.do(us[0], 'agents.appoint', group.org, { role: 'treasurer', member: pia });
  const meeting = await held([us[1], { ...us[1], member: pia }]);
  expect(await asked(us[1], meeting)).toBe(null);
  expect(await sign(us[0], meeting)).toBe(false);
  expect(await sign(us[1], meeting)).toBe(true);
});
