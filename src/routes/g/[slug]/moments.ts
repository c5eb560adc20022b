/** A day and an hour that were written in a form, on the wall of the group. */
import { isCivilDate } from '#kernel/calendar';
import { instantOf, isWallTime } from '#kernel/wall-clock';
import { written } from './scene.ts';

/**
 * The instant that the fields `<name>-on` and `<name>-time` mean, at the usual hour where none was written;
 * nothing without a day. What is no day or no hour stays as it is, for the act to say so.
 */
export function momentIn(
  form: FormData,
  name: string,
  timeZone: string,
  usualHour: string,
): string | undefined {
  const date = written(form, `${name}-on`);
  if (date === undefined) return undefined;
  const time = written(form, `${name}-time`) ?? usualHour;
  return isCivilDate(date) && isWallTime(time) ? instantOf(date, time, timeZone) : `${date} ${time}`;
}
