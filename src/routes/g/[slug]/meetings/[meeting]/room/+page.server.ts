import { redirect, type RequestEvent } from '@sveltejs/kit';
import { waysFor } from '#agents';
import {
  inTheRoom,
  isOnTheSpot,
  meetingState,
  minutesOf,
  speakingNow,
  speakingOrder,
  stateOf,
  timesSpoken,
} from '#decisions';
import { listProposals, loadActsOfMeeting, loadTurns } from '#decisions/server';
import { tellMinutes } from '#decisions/screens/minutes-words.ts';
import { act, field, formKey } from '#host/forms';
import { failed, orgOf, said, written } from '../../../scene.ts';
import { openMeetingPlace, type MeetingPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openMeetingPlace(event);
  const { scene, words, meeting, here: path } = place;
  const state = meetingState(meeting);
  if (state !== 'open') redirect(303, path);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const acts = (await loadActsOfMeeting(db, org, meeting.id))!;
  const here = inTheRoom(acts.presence);
  const items = acts.items.filter((one) => one.withdrawnAt === null);
  const taken = items.filter((one) => one.takenAt !== null);
  const current = taken.toSorted((a, b) => (a.takenAt! < b.takenAt! ? 1 : -1))[0] ?? null;
  const told = tellMinutes(words, minutesOf(acts)!, place.nameOf);
  const deciding = place.deciding.filter((one) => here.includes(one.member)).length;
  return {
    path,
    timeZone: scene.group.timeZone,
    group: scene.organization.name,
    groupPath: `/g/${scene.organization.slug}`,
    title: meeting.title,
    /** Under which name this device keeps what it has not sent yet: of this meeting, by this member. */
    room: `${meeting.id} ${scene.viewer.member ?? ''}`,
    isHere: scene.viewer.member !== null && here.includes(scene.viewer.member),
    own: scene.viewer.member,
    quorum: { here: deciding, voting: place.deciding.length, needed: meeting.quorum ?? 1 },
    people: peopleIn(place, here, acts.answers),
    items: items.map((one) => ({
      id: one.id,
      title: one.title,
      note: one.note,
      minutes: one.minutes,
      takenAt: one.takenAt,
      current: one === current,
      takenSaid: one.takenAt === null ? null : words.time(one.takenAt),
      told: told.items.find((item) => item.id === one.id)?.lines.filter(() => one.takenAt !== null) ?? [],
    })),
    others: told.others,
    speaking: await speakingIn(event, place, here),
    proposals: await proposalsIn(event, place, items),
    told,
    now: scene.now,
    formKey: formKey(),
  };
};

/** Everybody of the group, who is here first by name. */
function peopleIn(
  { roll, nameOf, scene }: MeetingPlace,
  here: readonly string[],
  answers: readonly { readonly member: string; readonly comes: boolean | null }[],
) {
  return roll.members
    .filter((one) => one.admittedOn !== null && one.endedOn === null)
    .map((one) => ({
      id: one.id,
      name: nameOf(one.id) ?? '',
      here: here.includes(one.id),
      comes: answers.find((answer) => answer.member === one.id)?.comes === true,
      own: one.id === scene.viewer.member,
    }));
}

async function speakingIn(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, meeting, nameOf }: MeetingPlace,
  here: readonly string[],
) {
  const turns = await loadTurns(locals.world.host.db, scene.organization.org_id, meeting.id);
  const now = speakingNow(turns);
  const order = speakingOrder(turns);
  return {
    now: now && { name: nameOf(now.member) ?? '', since: now.beganAt! },
    order: order.map((one) => ({
      member: one.member,
      name: nameOf(one.member) ?? '',
      isFirst: timesSpoken(turns, one.member) === 0,
    })),
    waiting: here.filter((one) => order.some((turn) => turn.member === one)),
  };
}

/** What can be decided here and now: talked over, and in a way that leaves no days for a vote. */
async function proposalsIn(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, words }: MeetingPlace,
  items: readonly { readonly proposal: string | null }[],
) {
  const { group, organization, now } = scene;
  const onAgenda = new Set(items.map((one) => one.proposal));
  const all = await listProposals(locals.world.host.db, organization.org_id);
  return all
    .filter((one) => stateOf(one, now) === 'talk')
    .map((one) => ({
      one,
      ways: waysFor(group.articles, one.matter).filter((way) => isOnTheSpot(one.kind, way)),
    }))
    .filter(({ ways }) => ways.length > 0)
    .sort((a, b) => Number(onAgenda.has(b.one.id)) - Number(onAgenda.has(a.one.id)))
    .map(({ one, ways }) => ({
      id: one.id,
      title: one.title,
      body: one.body,
      ways: ways.map(({ method }) => ({ method, words: words.t(`method.${method}`) })),
    }));
}

type Inputs = { readonly [name: string]: unknown };

/** Performs an act in the room, and comes back to its place on the page. */
async function enter(
  event: RequestEvent,
  verb: string,
  place: string,
  inputOf: (form: FormData) => Inputs = () => ({}),
) {
  const form = await event.request.formData();
  const answer = await act(event, {
    command: `decisions.${verb}`,
    org: await orgOf(event),
    input: said({ meeting: event.params['meeting'], ...inputOf(form) }),
    key: field(form, 'key'),
  });
  if (!answer.ok) return failed(event, form, answer.refusal);
  const { slug, meeting } = event.params;
  redirect(303, `/g/${slug}/meetings/${meeting}${place}`);
}

/** Voices by name: `voice-mem_…` says what, `reason-mem_…` why. */
function voicesIn(form: FormData) {
  return [...form.keys()]
    .filter((name) => name.startsWith('voice-'))
    .map((name) => {
      const voter = name.slice('voice-'.length);
      return said({ voter, says: field(form, name), reason: written(form, `reason-${voter}`) });
    })
    .filter((one) => one['says'] !== '');
}

export const actions: Actions = {
  arrive: (event) => enter(event, 'arrive', '/room#here', (form) => ({ members: form.getAll('members') })),
  depart: (event) => enter(event, 'depart', '/room#here', (form) => ({ members: form.getAll('members') })),
  take: (event) => enter(event, 'take_item', '/room#agenda', (form) => ({ item: field(form, 'item') })),
  note: (event) =>
    enter(event, 'note', '/room#agenda', (form) => ({
      item: written(form, 'item'),
      words: field(form, 'words'),
    })),
  ask: (event) =>
    enter(event, 'ask_to_speak', '/room#speaking', (form) => ({ speaker: written(form, 'speaker') })),
  speak: (event) =>
    enter(event, 'speak', '/room#speaking', (form) => ({ speaker: written(form, 'speaker') })),
  done: (event) =>
    enter(event, 'done_speaking', '/room#speaking', (form) => ({ speaker: written(form, 'speaker') })),
  hands: (event) =>
    enter(event, 'show_hands', '/room#decide', (form) => ({
      proposal: field(form, 'proposal'),
      method: written(form, 'method'),
      hands: { yes: Number(field(form, 'yes')), no: Number(field(form, 'no')) },
    })),
  voices: (event) =>
    enter(event, 'show_hands', '/room#decide', (form) => ({
      proposal: field(form, 'proposal'),
      method: written(form, 'method'),
      voices: voicesIn(form),
    })),
  close: (event) => enter(event, 'close_meeting', '#minutes'),
};
