import { ownWords } from '#agents/screens/own-words.ts';
import { wallTimeAt } from '#kernel/wall-clock';
import { may, voiceOf } from '#agents';
import { loadActingPosts } from '#agents/server';
import { roleTitle } from '#agents/screens/say.ts';
import {
  isDeniable,
  meetingState,
  minutesDigest,
  minutesOf,
  minutesOffer,
  signaturesOn,
  postsMissing,
  signersNeeded,
  signingPosts,
  type LateDenial,
} from '#decisions';
import { loadActsOfMeeting, loadDeniedLate, loadMinutesSignatures } from '#decisions/server';
import { tellMinutes } from '#decisions/screens/minutes-words.ts';
import { isLocale, locales, words as wordsIn, type Words } from '#locales';
import { field, formKey } from '#host/forms';
import { carry, insideScene, written } from '../../scene.ts';
import { talkActions } from '../../decisions/talk-actions.ts';
import { mayTalk, talkAbout } from '../../decisions/talk-place.ts';
import { countsOf } from '../counts.ts';
import { dayOf, openMeetingPlace, timesIn, whenOf, type MeetingPlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openMeetingPlace(event);
  const { scene, words, meeting, nameOf } = place;
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const acts = (await loadActsOfMeeting(db, org, meeting.id))!;
  const state = meetingState(meeting);
  const late = await loadDeniedLate(db, org, meeting.id);
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
    waiting: (await countsOf(event, place)).filter((one) => one.state === 'waits'),
    notedBy: notedBy(place, acts, late),
    minutes:
      state === 'closed' || state === 'fixed'
        ? { ...(await minutesFor(event, place, acts)), late: lateWords(place, late) }
        : null,
    talk: await talkAbout(event, meeting.id, {
      scene,
      words,
      nameOf,
      isAuthor: false,
      open: state !== 'cancelled' && mayTalk(scene),
      replying: event.url.searchParams.get('reply'),
    }),
    formKey: formKey(),
  };
};

/**
 * Who has written down that whoever looks was there, while they can say that it was not so; null where they
 * came by themself, or were not.
 */
function notedBy(
  { scene, meeting, nameOf, words }: MeetingPlace,
  { presence }: Acts,
  late: readonly LateDenial[],
): string | null {
  const { member } = scene.viewer;
  if (late.some((one) => one.member === member)) return null;
  const own = presence.filter((one) => one.member === member && one.writtenBy !== member);
  const by = own.find((one) => isDeniable(one, meeting, scene.now))?.writtenBy;
  return by === undefined ? null : ((by && nameOf(by)) ?? words.t('act.someone'));
}

/** What was said of these minutes after they were signed, each with its day. */
function lateWords({ nameOf, words }: MeetingPlace, late: readonly LateDenial[]): string[] {
  const name = (member: string | null) =>
    (member === null ? null : nameOf(member)) ?? words.t('act.someone.within');
  return late.map(({ member, writtenBy, at }) =>
    words.t('minutes.denied.late', { name: name(member), who: name(writtenBy), when: words.moment(at) }),
  );
}

type Acts = NonNullable<Awaited<ReturnType<typeof loadActsOfMeeting>>>;

/** In the language of whoever reads, or in another that they ask for: people print them for each other. */
function readIn({ url }: Parameters<PageServerLoad>[0], { scene, words }: MeetingPlace): Words {
  const asked = url.searchParams.get('in') ?? '';
  return isLocale(asked) ? ownWords(wordsIn(asked, scene.group.timeZone), scene.names) : words;
}

/** The minutes as they are read, and in the language of the group, to be read aloud. */
async function minutesFor(event: Parameters<PageServerLoad>[0], place: MeetingPlace, acts: Acts) {
  const { scene, words, meeting, nameOf } = place;
  const minutes = minutesOf(acts)!;
  const digest = minutesDigest(minutes);
  const { db } = event.locals.world.host;
  const all = await loadMinutesSignatures(db, scene.organization.org_id, meeting.id);
  const names = signaturesOn(meeting.minutesDigest ?? digest, all);
  const { minutesSigners, minutesPosts = [] } = voiceOf(scene.group.articles);
  const held = await loadActingPosts(db, scene.organization.org_id, scene.today);
  const posts = signingPosts(minutesPosts, held, acts.presence);
  const signed = names.map((one) => one.member);
  const missing = postsMissing(posts, signed);
  const needed = signersNeeded(minutesSigners, acts.presence);
  const own = scene.viewer.member;
  const offer = minutesOffer(
    {
      member: own,
      mayAct: may(scene, 'sign_minutes', ['member']) !== null,
      wasThere: acts.presence.some((one) => one.member === own),
    },
    { fixed: meeting.fixedAt !== null, waits: acts.decided.some((one) => one.state === 'waits') },
    needed,
    posts,
    signed,
  );
  const spoken = ownWords(wordsIn(scene.organization.locale, scene.group.timeZone), scene.names);
  return {
    told: tellMinutes(readIn(event, place), minutes, nameOf),
    languages: locales.map(({ locale, name }) => ({ locale, name })),
    aloud: { locale: spoken.locale, told: tellMinutes(spoken, minutes, nameOf) },
    digest,
    /**
     * Whoever wrote something down may have been forgotten since: these are no longer the words signed then.
     */
    isWhole: meeting.minutesDigest === null || meeting.minutesDigest === digest,
    signed: names.map((one) => ({ name: nameOf(one.member), at: words.moment(one.signedAt) })),
    isMine: signed.some((one) => one === scene.viewer.member),
    needed,
    posts: posts.map((one) => ({
      title: roleTitle(words, one.role),
      names: one.holders.flatMap((holder) => nameOf(holder) ?? []),
      signed: !missing.includes(one),
    })),
    fixed: meeting.fixedAt !== null,
    ...offer,
  };
}

export const actions: Actions = {
  ...talkActions(
    (event) => event.params['meeting']!,
    (event) => `/meetings/${event.params['meeting']}`,
  ),
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
  changeMeeting: async (event) => {
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
  notThere: (event) =>
    carry(
      event,
      'decisions.deny_presence',
      () => ({ meeting: event.params.meeting }),
      `/meetings/${event.params.meeting}`,
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
