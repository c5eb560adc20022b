import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  askedBy,
  inTheRoom,
  meetingState,
  minutesOf,
  rollOf,
  speakingNow,
  speakingOrder,
  timesSpoken,
} from '#decisions';
import { loadActsOfMeeting, loadAtHand, loadDrawnAtOnce, loadTurns, type AtHand } from '#decisions/server';
import { tellMinutes } from '#decisions/screens/minutes-words.ts';
import { votersSentence } from '#decisions/screens/say-proposal.ts';
import { act, field, formKey } from '#host/forms';
import type { Words } from '#locales';
import { orgOf, refused, said, written } from '../../../scene.ts';
import { countsOf } from '../../counts.ts';
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
    meeting: meeting.id,
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
    counts: await countsOf(event, place),
    ...(await proposalsIn(event, place, items)),
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

/**
 * What can be decided here and now, what is on the agenda first; what of it still waits, and for what; and lots that
 * are drawn at once, by whoever has written them, on their own pages.
 */
async function proposalsIn(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, words, deciding }: MeetingPlace,
  items: readonly { readonly proposal: string | null }[],
) {
  const { group, organization, now } = scene;
  const onAgenda = new Set(items.map((one) => one.proposal));
  const { db } = locals.world.host;
  const all = await loadAtHand(db, organization.org_id, group.articles, now);
  const lots = await loadDrawnAtOnce(db, organization.org_id, group.articles);
  const rank = ({ proposal, waits }: AtHand) => (waits ? 2 : 0) + (onAgenda.has(proposal.id) ? 0 : 1);
  return {
    proposals: all
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ proposal, way, waits }) => ({
        id: proposal.id,
        version: String(proposal.version),
        title: proposal.title,
        body: proposal.body,
        method: way.method,
        how: words.t(`method.${way.method}`),
        // Of those in the room only these have a hand in it.
        voters: rollOf(deciding, askedBy(proposal, way)).map(({ member }) => member as string),
        who: votersSentence(words, way, askedBy(proposal, way).classes),
        waits: waits && waitingWords(words, waits),
      })),
    lots: lots.map(({ id, title, opensAt }) => ({
      id,
      title,
      when: opensAt === null ? '' : words.moment(opensAt),
    })),
  };
}

function waitingWords(words: Words, waits: NonNullable<AtHand['waits']>): string {
  const fact = (name: string) => (typeof waits[name] === 'string' ? waits[name] : '');
  if (waits.rule === 'talk_not_over') {
    const when = words.moment(fact('earliest'));
    return words.t('hands.early', { because: fact('because'), when });
  }
  return waits.rule === 'change_waits'
    ? words.t('refusal.change_waits', { title: fact('title') })
    : words.t('hands.unanswered');
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
  const asked = {
    command: `decisions.${verb}`,
    input: said({ meeting: event.params['meeting'], ...inputOf(form) }),
  };
  const answer = await act(event, { ...asked, org: await orgOf(event), key: field(form, 'key') });
  if (!answer.ok) return refused(event, form, asked, answer.refusal);
  const { slug, meeting } = event.params;
  redirect(303, `/g/${slug}/meetings/${meeting}${place}`);
}

/** What was put to the room: the text as it was shown there. */
function heardIn(form: FormData) {
  return { proposal: field(form, 'proposal'), version: Number(field(form, 'version')) };
}

/** The count as it was shown: there may be another by now. */
function countIn(form: FormData) {
  return { proposal: field(form, 'proposal'), round: Number(field(form, 'round')) };
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
      ...heardIn(form),
      hands: { yes: Number(field(form, 'yes')), no: Number(field(form, 'no')) },
    })),
  voices: (event) =>
    enter(event, 'show_hands', '/room#decide', (form) => ({
      ...heardIn(form),
      voices: voicesIn(form),
    })),
  confirm: (event) =>
    enter(event, 'confirm_hands', '/room#decide', (form) => ({
      ...countIn(form),
      right: true,
    })),
  drop: (event) =>
    enter(event, 'confirm_hands', '/room#decide', (form) => ({
      ...countIn(form),
      right: false,
      reason: written(form, 'reason'),
    })),
  close: (event) => enter(event, 'close_meeting', '#minutes'),
};
