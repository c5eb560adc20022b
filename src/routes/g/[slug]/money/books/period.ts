/** The part of time that the books are looked at in: chosen by its two days, or the month that is on. */
import { isCivilDate, type CivilDate } from '#kernel/calendar';
import { monthOf } from '#ledger';

export interface LookedAt {
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
}

export function periodIn(url: URL, today: CivilDate): LookedAt {
  const [from, through] = [url.searchParams.get('from'), url.searchParams.get('through')];
  const month = monthOf(today);
  if (!isCivilDate(from) || !isCivilDate(through) || from > through)
    return { fromOn: month.opens, throughOn: month.closes };
  return { fromOn: from, throughOn: through };
}
