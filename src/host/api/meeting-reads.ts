/** Meetings and the calendar, as programs read them. */
import { z } from 'zod';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { inForce, isInside, voiceOf } from '#agents';
import { loadRoll, type Scene } from '#agents/server';
import {
  CALENDAR_KINDS,
  countState,
  inTheRoom,
  isAhead,
  meetingState,
  minutesDigest,
  minutesOf,
  postsMissing,
  signaturesOn,
  signersNeeded,
  signingPosts,
  speakingNow,
  speakingOrder,
  type ActsOfMeeting,
  type HandCount,
  type Meeting,
} from '#decisions';
import {
  listMeetings,
  loadActsOfMeeting,
  loadCalendar,
  loadCounts,
  loadDeniedLate,
  loadMinutesSignatures,
  loadOpenBallots,
  loadTurns,
} from '#decisions/server';
import { handCount, meeting, minutes, wholeMeeting } from './meeting-shapes.ts';
import { next, pageOf, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf, openScene } from './scenes.ts';
import * as shapes from './shapes.ts';

const entry = z
  .object({
    entry: z.string(),
    of: z.string().describe('The meeting, day, proposal, budget or promise; of a term, the post'),
    kind: z.enum(CALENDAR_KINDS),
    title: z.string().describe('Of a term, the post as the rules call it'),
    place: z.string(),
    startsAt: shapes.instant,
    endsAt: shapes.instant.nullable(),
    wholeDay: z.boolean(),
    cancelled: z.boolean(),
    public: z.boolean().describe('Whether everybody may know of it'),
  })
  .meta({ id: 'CalendarEntry' });

/** The posts that are held today, and until when. */
async function termsIn(db: Parameters<typeof loadRoll>[0], scene: Scene) {
  const { mandates } = await loadRoll(db, scene.organization.org_id);
  return mandates
    .filter((one) => inForce(one, scene.today, scene.draft))
    .map(({ id, role, endsOn }) => ({ id, role, title: role, endsOn }));
}

export const meetingReads = [
  read({
    name: 'decisions.meetings',
    path: '/groups/{slug}/meetings',
    summary: 'The meetings of the group, the latest first',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, ...paging }),
    answer: z.object({ meetings: z.array(meeting), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const all = await listMeetings(asked.world.host.db, scene.organization.org_id);
      const { seen, next: following } = pageOf(all.toReversed(), page);
      return accept({ meetings: seen.map(meetingOf), next: following });
    },
  }),
  read({
    name: 'decisions.meeting',
    path: '/groups/{slug}/meetings/{id}',
    summary: 'One meeting: its agenda, who comes and who is there, its counts of hands and its minutes',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, id: z.string().max(60) }),
    answer: wholeMeeting,
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id }) {
      const scene = await insideOf(asked, caller, slug);
      const { db } = asked.world.host;
      const acts = scene && (await loadActsOfMeeting(db, scene.organization.org_id, id));
      return acts ? accept(await wholeOf(db, scene, acts)) : refuse('no_standing');
    },
  }),
  read({
    name: 'decisions.calendar',
    path: '/groups/{slug}/calendar',
    summary: 'What is ahead, what comes first leading; to those outside only the days that are public',
    access: 'optional',
    input: z.strictObject({ slug: shapes.groupAddress, ...paging }),
    answer: z.object({ entries: z.array(entry), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await openScene(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const all = await loadCalendar(db, scene, isInside(scene.viewer) ? await termsIn(db, scene) : []);
      const ahead = all.filter((one) => isAhead(one, scene.now));
      const { seen, next: following } = pageOf(ahead, page);
      return accept({
        entries: seen.map(({ id, changedAt: _, ...one }) => ({ entry: id, ...pick(one) })),
        next: following,
      });
    },
  }),
];

type Db = Parameters<typeof listMeetings>[0];

function pick(one: Omit<z.output<typeof entry>, 'entry'>): Omit<z.output<typeof entry>, 'entry'> {
  const { of, kind, title, place, startsAt, endsAt, wholeDay, cancelled, public: isPublic } = one;
  return { of, kind, title, place, startsAt, endsAt, wholeDay, cancelled, public: isPublic };
}

function meetingOf(one: Meeting): z.output<typeof meeting> {
  return {
    meeting: one.id,
    kind: one.kind,
    state: meetingState(one),
    title: one.title,
    place: one.place,
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    calledBy: one.calledBy,
    calledAt: one.calledAt,
    cancelReason: one.cancelReason,
    openedAt: one.openedAt,
    closedAt: one.closedAt,
    fixedAt: one.fixedAt,
  };
}

async function wholeOf(db: Db, scene: Scene, acts: ActsOfMeeting): Promise<z.output<typeof wholeMeeting>> {
  const org = scene.organization.org_id;
  const { id } = acts.meeting;
  const isOpen = meetingState(acts.meeting) === 'open';
  const turns = isOpen ? await loadTurns(db, org, id) : [];
  const counts = await loadCounts(db, org, { meeting: id });
  const last = [...new Map(counts.map((one) => [one.proposal, one])).values()].toReversed();
  const said = (comes: boolean) => acts.answers.filter((one) => one.comes === comes).map((one) => one.member);
  return {
    ...meetingOf(acts.meeting),
    agenda: acts.items
      .filter((one) => one.withdrawnAt === null)
      .map(({ id: item, title, note, minutes: long, proposal, addedBy, takenAt }) => ({
        item,
        title,
        note,
        minutes: long,
        proposal,
        addedBy,
        takenAt,
      })),
    coming: said(true),
    away: said(false),
    inRoom: isOpen ? inTheRoom(acts.presence).sort() : [],
    speaking: speakingNow(turns)?.member ?? null,
    wantToSpeak: speakingOrder(turns).map((one) => one.member),
    counts: await Promise.all(last.map((one) => countOf(db, scene, one))),
    minutes: await minutesIn(db, scene, acts),
  };
}

async function countOf(db: Db, scene: Scene, one: HandCount): Promise<z.output<typeof handCount>> {
  const { proposal, title, round, way, yes, no, abstain, present, result, countedBy, at, check } = one;
  const state = countState(one);
  const box = { org: scene.organization.org_id, proposal, round };
  const voices = state === 'waits' && one.named ? await loadOpenBallots(db, box) : [];
  return {
    proposal,
    title,
    round,
    state,
    method: way.method,
    yes,
    no,
    abstain,
    present,
    result,
    countedBy,
    at,
    check,
    voices: voices.flatMap(({ member, choices }) =>
      choices?.ballot === 'yes_no' || choices?.ballot === 'consent'
        ? [
            {
              member,
              says: choices.says,
              reason: choices.ballot === 'consent' ? (choices.reason ?? null) : null,
            },
          ]
        : [],
    ),
  };
}

/** The posts that the rules want a name of, and of which there is none yet. */
async function missingIn(db: Db, scene: Scene, { presence }: ActsOfMeeting, signed: readonly MemberId[]) {
  const { minutesPosts = [] } = voiceOf(scene.group.articles);
  const { mandates } = await loadRoll(db, scene.organization.org_id);
  const held = mandates.filter((one) => inForce(one, scene.today, scene.draft));
  return postsMissing(signingPosts(minutesPosts, held, presence), signed).map(({ role, holders }) => ({
    role,
    holders: [...holders],
  }));
}

async function minutesIn(
  db: Db,
  scene: Scene,
  acts: ActsOfMeeting,
): Promise<z.output<typeof minutes> | null> {
  const made = minutesOf(acts);
  if (made === null) return null;
  const { id, minutesDigest: fixedAs } = acts.meeting;
  const digest = minutesDigest(made);
  const org = scene.organization.org_id;
  const all = await loadMinutesSignatures(db, org, id);
  const signed = signaturesOn(fixedAs ?? digest, all);
  const late = await loadDeniedLate(db, org, id);
  const { facilitator, voting, quorum, here, denied, excused, items, decided, said } = made;
  return {
    digest,
    isWhole: fixedAs === null || fixedAs === digest,
    needed: signersNeeded(voiceOf(scene.group.articles).minutesSigners, acts.presence),
    postsMissing:
      fixedAs === null
        ? await missingIn(
            db,
            scene,
            acts,
            signed.map((one) => one.member),
          )
        : [],
    signed: signed.map(({ member, signedAt }) => ({ member, at: signedAt })),
    facilitator,
    voting,
    quorum,
    here: here.map(({ member, times }) => ({ member, times: [...times] })),
    denied: [...denied],
    deniedLate: late.map(({ member, writtenBy, at }) => ({ member, writtenBy, at })),
    excused: [...excused],
    items: items.map(({ id: item, title, takenAt, decided: there, said: heard }) => ({
      item,
      title,
      takenAt,
      decided: [...there],
      said: [...heard],
    })),
    decided: [...decided],
    said: [...said],
  };
}
