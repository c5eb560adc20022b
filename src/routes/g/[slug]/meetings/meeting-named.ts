/**
 * By which fields of the form of a meeting, or of a day in the calendar, a refusal is answered: `wrongsOf`.
 */
export const MEETING_NAMED: Readonly<Record<string, string>> = {
  startsAt: 'day',
  endsAt: 'until',
  meeting_in_the_past: 'day',
  meeting_too_soon: 'day',
  ends_before_it_starts: 'until',
};
