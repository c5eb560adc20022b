/**
 * Whether a group can go over to other rules: they can be lived under, and nobody falls out of them who is of
 * a kind of member or holds a post that they no longer have.
 */
import type { CivilDate } from '#kernel/calendar';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { booksOf, unitIn } from './books.ts';
import { heldAtOnce } from './posts.ts';
import { isOver, type Mandate } from './standing.ts';
import { checkStatutes, votes, type Articles, type StatutesRule } from './statutes.ts';
import { voiceOf, type Way } from './voice.ts';
import { inOneOrder } from './wording.ts';

export interface Amendable {
  readonly articles: Articles;
  readonly draft: boolean;
  readonly today: string;
  readonly classes: readonly ClassInUse[];
  /** All mandates that nobody has ended. */
  readonly mandates: readonly Mandate[];
}

/** A kind of members that somebody is of, and how many of them decide today if their kind votes. */
export interface ClassInUse {
  readonly class: string;
  readonly full: number;
  /** How many of these are groups that belong to ours. */
  readonly organizations: number;
}

export type AmendmentRule =
  StatutesRule | 'unit_stays' | 'class_in_use' | 'nobody_would_vote' | 'post_in_use' | 'post_held_by_more';

export function decideAmendment(present: Amendable, wanted: Articles): Outcome<Articles, AmendmentRule> {
  const matters = new Set([...Object.keys(present.articles.powers), ...Object.keys(wanted.powers)]);
  const checked = checkStatutes(wanted, [...matters], present.articles);
  if (!checked.ok) return checked;
  const lost = present.draft ? undefined : lostUnit(present.articles, wanted);
  if (lost !== undefined) return refuse('unit_stays', { unit: lost });
  const left = present.classes.find(
    (one) => !wanted.admission.classes.some((kind) => kind.class === one.class),
  );
  if (left !== undefined) return refuse('class_in_use', { class: left.class });
  // Without anybody who votes, the group could never change its rules again, nor end.
  if (!present.classes.some((one) => one.full > 0 && votes(wanted, one.class)))
    return refuse('nobody_would_vote');
  const stuck = leftToNobody(present.articles, present.classes);
  if (leftToNobody(wanted, present.classes).some((part) => !stuck.includes(part)))
    return refuse('nobody_would_vote');
  const held = present.mandates.filter((one) => !isOver(one, present.today, present.draft));
  const gone = held.find((one) => !wanted.roles.some(({ role }) => role === one.role));
  if (gone) return refuse('post_in_use', { role: gone.role });
  return tooFewHolders(held, present, wanted) ?? accept(wanted);
}

/**
 * A unit that would not be there any more, or not be the same: what was counted in it stands in the books for
 * ever, and a figure means nothing without its decimals.
 */
function lostUnit(present: Articles, wanted: Articles): string | undefined {
  return booksOf(present).units.find((unit) => {
    const there = unitIn(wanted, unit.unit);
    return there?.kind !== unit.kind || there.scale !== unit.scale || there.code !== unit.code;
  })?.unit;
}

/**
 * What of the rules nobody could change any more, in its words: where only decisions change them, and those
 * whom their ways ask are not there; and every article whose guard asks such people.
 */
function leftToNobody(articles: Articles, classes: readonly ClassInUse[]): string[] {
  const { amend } = articles.powers;
  const guards = voiceOf(articles).entrenched.map((one) => ({ part: one, ways: [one.way] }));
  const parts = amend?.by === 'decision' ? [{ part: amend, ways: amend.ways }, ...guards] : guards;
  return parts
    .filter(({ ways }) => !ways.some((way) => asksSomebody(way, articles, classes)))
    .map(({ part }) => inOneOrder(part));
}

/** Whether somebody would be on the roll if it were put to the vote today in this way. */
function asksSomebody(way: Way, articles: Articles, classes: readonly ClassInUse[]): boolean {
  const asked = classes.filter((one) => votes(articles, one.class));
  if (way.voters === 'organizations') return asked.some((one) => one.organizations > 0);
  return asked.some((one) => one.full > 0 && (way.classes?.includes(one.class) ?? true));
}

/** A post made narrower than the number of those who hold it, today or from a day that is settled. */
function tooFewHolders(
  mandates: readonly Mandate[],
  { articles, today }: Amendable,
  { roles }: Articles,
): Outcome<never, 'post_held_by_more'> | undefined {
  for (const { role, holders } of roles) {
    const before = articles.roles.find((one) => one.role === role)?.holders ?? 0;
    if (holders >= before) continue;
    const held = mandates.filter((one) => one.role === role);
    const most = mostFrom(held, today);
    if (most <= holders) continue;
    const days = held.map((one) => one.endsOn).sort();
    const endsOn = days.find((day) => mostFrom(held, day) <= holders)!;
    return refuse('post_held_by_more', { role, held: most, holders, endsOn });
  }
  return undefined;
}

function mostFrom(mandates: readonly Mandate[], day: string): number {
  return heldAtOnce(mandates, { startsOn: day as CivilDate, endsOn: '9999-12-31' as CivilDate });
}

/**
 * The articles that a new version says differently, in the order of the alphabet. An article that is no
 * longer guarded, or guarded otherwise, is counted too: else one could first lift the guard, and then change
 * it.
 */
export function changedArticles(before: Articles, after: Articles): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Articles>;
  const changed = [...names].filter((name) => inOneOrder(before[name]) !== inOneOrder(after[name]));
  const kept = voiceOf(after).entrenched.map(inOneOrder);
  const unguarded = voiceOf(before)
    .entrenched.filter((one) => !kept.includes(inOneOrder(one)))
    .map(({ article }) => article);
  return [...new Set([...changed, ...unguarded])].sort();
}
