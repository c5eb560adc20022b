/** When something is due, as people say it to each other. */
import { addDays, civilDateAt } from '#kernel/calendar';
import { wallTimeAt } from '#kernel/wall-clock';
import type { Values, Words } from '#locales';

/** From this hour on, today is tonight. */
const EVENING = '18:00';
const WEEK_DAYS = 6;

/**
 * An instant as people say it, for a sentence that chooses by `day`: tonight, today, tomorrow, this week, or
 * later.
 */
export function sayWhen(words: Words, instant: string, now: string, timeZone: string): Values {
  const [on, today] = [civilDateAt(instant, timeZone), civilDateAt(now, timeZone)];
  const time = words.time(instant);
  const day =
    on === today
      ? wallTimeAt(instant, timeZone) >= EVENING
        ? 'tonight'
        : 'today'
      : on === addDays(today, 1)
        ? 'tomorrow'
        : 'other';
  const isNear = on > today && on <= addDays(today, WEEK_DAYS);
  return { day, time, date: words.date(instant, isNear ? 'weekday' : 'medium') };
}
