import { ownWords } from '#agents/screens/own-words.ts';
import { wallTimeAt } from '#kernel/wall-clock';
import { may, voiceOf } from '#agents';
import { meetingState, minutesDigest, minutesOf, signaturesOn, signersNeeded } from '#decisions';
import { loadActsOfMeeting, loadMinutesSignatures } from '#decisions/server';
import { tellMinutes } from '#decisions/screens/minutes-words.ts';
import { words as wordsIn } from '#locales';
import { field, formKey } from '#host/forms';
import { carry, insideScene, written } from '../../scene.ts';
import { dayOf, openMeetingPlace, timesIn, whenOf, type MeetingPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openMeetingPlace(event);
  const { scene, words, meeting, nameOf } = place;
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const acts = (await loadActsOfMeeting(db, org, meeting.id))!;
  const state = meetingState(meeting);
  const founded = scene.group.state === 'founded';
  const own = scene.viewer.member;
  const isMember = founded && may(scene, 'answer_meeting', ['member']) !== null;
  const mine = acts.answers.find((one) => one.member === own);
  const of = (comes: boolean) =>
    acts.answers.flatMap((one) => (one.comes === comes ? [nameOf(one.member) ?? ''] : []));
  const items = acts.items.filter((one) => one.withdrawnAt === null);
  return {
    id: meeting.id,
    title: meeting.title,
    kind: words.t(`meeting.kind.${meeting.kind}`),
    place: meeting.place,
    when: whenOf(words, { ...meeting, wholeDay: false }),
    calledBy: meeting.calledBy === null ? null : nameOf(meeting.calledBy),
    state,
    cancelReason: meeting.cancelReason,
    values: {
      title: meeting.title,
      kind: meeting.kind,
      place: meeting.place,
      day: dayOf(scene, meeting.startsAt),
      from: wallTimeAt(meeting.startsAt, scene.group.timeZone),
      until: meeting.endsAt === null ? '' : wallTimeAt(meeting.endsAt, scene.group.timeZone),
    },
    items: items.map((one, at) => ({
      id: one.id,
      title: one.title,
      note: one.note,
      minutes: one.minutes,
      place: at + 1,
      proposal: one.proposal,
      mayDrop: own !== null && (one.addedBy === own || meeting.calledBy === own),
    })),
    coming: of(true),
    away: of(false),
    mine: mine?.comes ?? null,
    isMember,
    mayCall: founded ? may(scene, 'call_meeting') : null,
    mayOpen:
      state === 'called' &&
      isMember &&
      scene.today >= dayOf(scene, meeting.startsAt) &&
      place.deciding.some((one) => one.member === own),
    minutes: state === 'closed' || state === 'fixed' ? await minutesFor(event, place, acts) : null,
    formKey: formKey(),
  };
};

type Acts = NonNullable<Awaited<ReturnType<typeof loadActsOfMeeting>>>;

/** The minutes in the language of whoever reads, and in that of the group, to be read aloud. */
async function minutesFor(event: Parameters<PageServerLoad>[0], place: MeetingPlace, acts: Acts) {
  const { scene, words, meeting, nameOf } = place;
  const minutes = minutesOf(acts)!;
  const digest = minutesDigest(minutes);
  const { db } = event.locals.world.host;
  const all = await loadMinutesSignatures(db, scene.organization.org_id, meeting.id);
  const names = signaturesOn(meeting.minutesDigest ?? digest, all);
  const own = scene.viewer.member;
  const wasThere = acts.presence.some((one) => one.member === own);
  const spoken = ownWords(wordsIn(scene.organization.locale, scene.group.timeZone), scene.names);
  return {
    told: tellMinutes(words, minutes, nameOf),
    aloud: { locale: spoken.locale, told: tellMinutes(spoken, minutes, nameOf) },
    digest,
    /** Whoever wrote something down may have been forgotten since: these are no longer the words signed then. */
    isWhole: meeting.minutesDigest === null || meeting.minutesDigest === digest,
    signed: names.map((one) => ({ name: nameOf(one.member), at: words.moment(one.signedAt) })),
    needed: signersNeeded(voiceOf(scene.group.articles).minutesSigners, acts.presence),
    fixed: meeting.fixedAt !== null,
    maySign: wasThere && meeting.fixedAt === null && !names.some((one) => one.member === own),
    mayWrite: wasThere && meeting.fixedAt === null,
  };
}

export const actions: Actions = {
  answer: (event) =>
    carry(
      event,
      'decisions.answer_meeting',
      (form) => ({ meeting: event.params.meeting, comes: field(form, 'comes') === 'yes' }),
      `/meetings/${event.params.meeting}`,
    ),
  add: (event) =>
    carry(
      event,
      'decisions.add_agenda_item',
      (form) => ({
        meeting: event.params.meeting,
        title: field(form, 'title'),
        note: field(form, 'note'),
        minutes: field(form, 'minutes') === '' ? undefined : Number(field(form, 'minutes')),
      }),
      `/meetings/${event.params.meeting}`,
    ),
  move: (event) =>
    carry(
      event,
      'decisions.move_agenda_item',
      (form) => ({
        meeting: event.params.meeting,
        item: field(form, 'item'),
        place: Number(field(form, 'place')),
      }),
      `/meetings/${event.params.meeting}`,
    ),
  drop: (event) =>
    carry(
      event,
      'decisions.drop_agenda_item',
      (form) => ({ meeting: event.params.meeting, item: field(form, 'item') }),
      `/meetings/${event.params.meeting}`,
    ),
  change: async (event) => {
    const { group } = await insideScene(event);
    return carry(
      event,
      'decisions.change_meeting',
      (form) => ({
        meeting: event.params.meeting,
        kind: field(form, 'kind'),
        title: field(form, 'title'),
        place: field(form, 'place'),
        ...timesIn(form, group.timeZone),
      }),
      `/meetings/${event.params.meeting}`,
    );
  },
  cancel: (event) =>
    carry(
      event,
      'decisions.cancel_meeting',
      (form) => ({ meeting: event.params.meeting, reason: field(form, 'reason') }),
      `/meetings/${event.params.meeting}`,
    ),
  open: (event) =>
    carry(
      event,
      'decisions.open_meeting',
      () => ({ meeting: event.params.meeting }),
      `/meetings/${event.params.meeting}/room`,
    ),
  write: (event) =>
    carry(
      event,
      'decisions.write_minutes',
      (form) => ({
        meeting: event.params.meeting,
        item: written(form, 'item'),
        words: field(form, 'words'),
      }),
      `/meetings/${event.params.meeting}`,
    ),
  sign: (event) =>
    carry(
      event,
      'decisions.sign_minutes',
      (form) => ({ meeting: event.params.meeting, digest: field(form, 'digest') }),
      `/meetings/${event.params.meeting}`,
    ),
};
