/** The calendar and the meetings of a group, as whoever asks for the page may see them. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { addDays, civilDateAt, isCivilDate, type CivilDate } from '#kernel/calendar';
import { instantOf, isOvernight, isWallTime } from '#kernel/wall-clock';
import { inForce, isInside } from '#agents';
import { loadDeciding, loadRoll, type Deciding, type Roll, type Scene } from '#agents/server';
import { roleTitle, type NameOf } from '#agents/screens/say.ts';
import type { CalendarEntry, Meeting } from '#decisions';
import { loadCalendar, loadMeeting } from '#decisions/server';
import { field } from '#host/forms';
import type { Words } from '#locales';
import { insideScene, nameBook, wordsFor } from '../scene.ts';

type Asking = Pick<RequestEvent, 'locals' | 'params'>;
type Db = RequestEvent['locals']['world']['host']['db'];

/** Everything in the calendar that somebody of the group may know; for the street, what is public. */
export async function calendarFor(db: Db, scene: Scene, words: Words, inside = isInside(scene.viewer)) {
  return loadCalendar(db, scene, inside ? await termsIn(db, scene, words) : [], inside);
}

/** The posts that are held today, each with who holds it, and when their term is over. */
async function termsIn(db: Db, scene: Scene, words: Words) {
  const roll = await loadRoll(db, scene.organization.org_id);
  const nameOf = nameBook(scene, roll);
  return roll.mandates
    .filter((one) => inForce(one, scene.today, scene.draft))
    .map(({ id, role, member, endsOn }) => ({
      id,
      role,
      title: [roleTitle(words, role), nameOf(member)].filter((one) => one !== null).join(' · '),
      endsOn,
    }));
}

/** Where an entry of the calendar leads to; null for what has no page. */
export function entryPath(base: string, entry: Pick<CalendarEntry, 'of' | 'kind'>): string | null {
  switch (entry.kind) {
    case 'meeting':
      return `${base}/meetings/${entry.of}`;
    case 'vote':
    case 'opens':
      return `${base}/decisions/${entry.of}`;
    case 'ideas':
    case 'costs':
      return `${base}/budgets/${entry.of}`;
    case 'term':
      return `${base}/posts/${entry.of}`;
    case 'promise':
      return `${base}/decisions`;
    default:
      return `${base}/meetings/dates/${entry.of}`;
  }
}

/** When something is, in words: a day, or a day with its hours. */
export function whenOf(
  words: Words,
  { startsAt, endsAt, wholeDay }: Pick<CalendarEntry, 'startsAt' | 'endsAt' | 'wholeDay'>,
): string {
  const day = words.date(startsAt, 'weekday');
  const last = endsAt === null ? day : words.date(endsAt, 'weekday');
  if (wholeDay) return last === day ? day : words.t('calendar.days', { from: day, until: last });
  const from = words.time(startsAt);
  if (endsAt === null) return words.t('calendar.at', { day, from });
  const until = words.time(endsAt);
  return last === day
    ? words.t('calendar.hours', { day, from, until })
    : words.t('calendar.at_until', { day, from, last, until });
}

/**
 * The instants that a form means, by the clock of the group. What is no hour is left for the act to refuse.
 */
export function timesIn(form: FormData, timeZone: string) {
  const day = field(form, 'day');
  const from = field(form, 'from');
  if (!isCivilDate(day) || !isWallTime(from)) return { startsAt: '' };
  const until = field(form, 'until');
  if (until === '') return { startsAt: instantOf(day, from, timeZone) };
  if (!isWallTime(until)) return { startsAt: '' };
  const given = field(form, 'last');
  const last = isCivilDate(given) ? given : isOvernight(from, until) ? addDays(day, 1) : day;
  return { startsAt: instantOf(day, from, timeZone), endsAt: instantOf(last, until, timeZone) };
}

/** A meeting, and those of the group whom its page names. */
export interface MeetingPlace {
  readonly scene: Scene;
  readonly words: Words;
  readonly meeting: Meeting;
  readonly roll: Roll;
  readonly deciding: readonly Deciding[];
  readonly nameOf: NameOf;
  /** The address of its page. */
  readonly here: string;
}

export async function openMeetingPlace(event: Asking): Promise<MeetingPlace> {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const meeting = await loadMeeting(db, org, event.params['meeting'] ?? '');
  if (meeting === null) error(404, 'not_found');
  const roll = await loadRoll(db, org);
  return {
    scene,
    words: wordsFor(event, scene),
    meeting,
    roll,
    deciding: await loadDeciding(db, org, scene.group, scene.now),
    nameOf: nameBook(scene, roll),
    here: `/g/${scene.organization.slug}/meetings/${meeting.id}`,
  };
}

/** The civil date of an instant, where the group is. */
export function dayOf(scene: Scene, instant: string): CivilDate {
  return civilDateAt(instant, scene.group.timeZone);
}
