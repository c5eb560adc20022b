/** Posts: from when to when one is given, and how many hold it at the same time. */
import { addMonths, type CivilDate } from '#kernel/calendar';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Mandate } from './standing.ts';

export interface Term {
  readonly startsOn: CivilDate;
  /** The first day on which the post is no longer held. */
  readonly endsOn: CivilDate;
}

export type TermRule = 'dates_wrong' | 'term_too_long';

/** Nobody is given a post that they take up later than this. */
const MONTHS_AHEAD = 12;

/** From when to when a post is given: from today and for the whole term, if nothing else is said. */
export function decideTerm(
  asked: { readonly startsOn?: string | undefined; readonly endsOn?: string | undefined },
  termMonths: number,
  today: string,
): Outcome<Term, TermRule> {
  const startsOn = (asked.startsOn ?? today) as CivilDate;
  if (startsOn < today || startsOn > addMonths(today as CivilDate, MONTHS_AHEAD)) {
    return refuse('dates_wrong', { earliest: today, latest: addMonths(today as CivilDate, MONTHS_AHEAD) });
  }
  const latest = addMonths(startsOn, termMonths);
  const endsOn = (asked.endsOn ?? latest) as CivilDate;
  if (endsOn <= startsOn) return refuse('dates_wrong', { earliest: startsOn, latest });
  return endsOn > latest ? refuse('term_too_long', { termMonths, latest }) : accept({ startsOn, endsOn });
}

/** How many of these mandates are held at once on the fullest day of a term. */
export function heldAtOnce(mandates: readonly Mandate[], term: Term): number {
  const within = mandates.filter((one) => one.startsOn < term.endsOn && one.endsOn > term.startsOn);
  // The number only grows on a day on which one of them begins.
  const days = [term.startsOn, ...within.map((one) => one.startsOn).filter((day) => day > term.startsOn)];
  return Math.max(
    ...days.map((day) => within.filter((one) => one.startsOn <= day && day < one.endsOn).length),
  );
}
