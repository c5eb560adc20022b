/** The room where a group cares for its own, as whoever is inside sees it. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { MemberId, OrgId } from '#kernel/command';
import { booksOf, type CareRules, type UnitRule } from '#agents';
import { loadRoll, type Scene } from '#agents/server';
import { titled, type NameOf } from '#agents/screens/say.ts';
import { ACTIVITIES, activitiesIn, BRANCHES, type Activity, type Care, type Entry } from '#care';
import type { Key, Words } from '#locales';
import { field } from '#host/forms';
import { insideScene, nameBook, seenMembers, wordsFor } from '../scene.ts';

export interface CarePlace {
  readonly scene: Scene;
  readonly org: OrgId;
  readonly words: Words;
  readonly db: App.Locals['world']['host']['db'];
  /** The member who looks, if it is one. */
  readonly own: MemberId | null;
  readonly rules: CareRules;
  /** The unit in which hours are counted, where the group has one. */
  readonly hours: UnitRule | undefined;
  readonly base: string;
  readonly nameOf: NameOf;
  /** All of us but whoever looks, by name. */
  readonly others: readonly { readonly value: string; readonly label: string }[];
}

export async function carePlace(event: Pick<RequestEvent, 'locals' | 'params'>): Promise<CarePlace> {
  const scene = await insideScene(event);
  const { articles } = scene.group;
  if (articles.care === undefined || scene.draft) error(404, 'not_found');
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const roll = await loadRoll(db, org);
  const words = wordsFor(event, scene);
  const nameOf = nameBook(scene, roll);
  const own = scene.viewer.member;
  const inside = seenMembers(scene, roll).filter(
    (one) => one.id !== own && one.admittedOn !== null && one.endedOn === null,
  );
  return {
    scene,
    org,
    words,
    db,
    own,
    rules: articles.care,
    hours: booksOf(articles).units.find((one) => one.kind === 'hours'),
    base: `/g/${scene.organization.slug}/care`,
    nameOf,
    others: inside
      .map((one) => ({ value: one.id, label: nameOf(one.id) ?? words.t('member.forgotten') }))
      .sort((a, b) => a.label.localeCompare(b.label, words.locale)),
  };
}

export function activityWord({ words }: Pick<CarePlace, 'words'>, activity: string): string {
  return words.t(`care.activity.${activity}` as Key);
}

/** What can be done, to choose from: what is of the house first, then what is of people. */
export function activityChoices(place: Pick<CarePlace, 'words'>): { value: string; label: string }[] {
  return BRANCHES.flatMap((branch) =>
    activitiesIn(branch).map((value) => ({
      value,
      label: place.words.t('care.activity.in', {
        branch: place.words.t(`care.branch.${branch}`),
        activity: activityWord(place, value),
      }),
    })),
  );
}

/** For whom it was, in words. */
export function forWhom({ words, nameOf }: CarePlace, { for: one }: Pick<Care, 'for'>): string {
  if (one.whom === 'member') return nameOf(one.member) ?? words.t('member.forgotten');
  return one.whom === 'ours' ? one.name : words.t(`care.whom.${one.whom}`);
}

/** So long, as people say it. */
export function howLong({ words }: Pick<CarePlace, 'words'>, minutes: number): string {
  return words.t('care.long', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** An entry, as its writer reads it. */
export function shownEntry(place: CarePlace, entry: Entry) {
  const { words } = place;
  const marks = [
    ...(entry.beside ? [words.t('care.beside.mark')] : []),
    ...(entry.there ? [words.t('care.there.mark')] : []),
    ...(entry.asked ? [] : [words.t('care.personal.mark')]),
  ];
  return {
    id: entry.id,
    what: titled(words, activityWord(place, entry.activity)),
    whom: forWhom(place, entry),
    long: howLong(place, entry.minutes),
    on: words.date(entry.on, 'weekday'),
    words: entry.words,
    marks: marks.join(' · '),
  };
}

/** What stands in the fields, for the same again or to be put right. */
export function writtenAs(entry: Care): Readonly<Record<string, string>> {
  const { for: one } = entry;
  return {
    activity: entry.activity,
    on: entry.on,
    minutes: String(entry.minutes),
    beside: entry.beside ? 'yes' : '',
    there: entry.there ? 'yes' : '',
    asked: entry.asked ? 'yes' : 'no',
    whom: one.whom === 'member' ? one.member : one.whom,
    name: one.whom === 'ours' ? one.name : '',
    words: entry.words,
  };
}

/** What the form says, as an act takes it. */
export function careIn(form: FormData) {
  const whom = field(form, 'whom');
  const minutes = field(form, 'minutes').trim();
  return {
    activity: field(form, 'activity'),
    on: field(form, 'on'),
    minutes: /^\d{1,4}$/.test(minutes) ? Number(minutes) : minutes,
    beside: field(form, 'beside') !== '',
    there: field(form, 'there') !== '',
    asked: field(form, 'asked') !== 'no',
    for: whomIn(whom, field(form, 'name')),
    words: field(form, 'words'),
  };
}

function whomIn(whom: string, name: string) {
  if (whom === 'ours') return { whom, name };
  return whom === 'home' || whom === 'all' ? { whom } : { whom: 'member', member: whom };
}

export function isActivity(text: string): text is Activity {
  return (ACTIVITIES as readonly string[]).includes(text);
}
