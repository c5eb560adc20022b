/** The fields that inputs of this module are made of: the same bounds for forms, API and command line. */
import { z } from 'zod';
import { isCivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { isId } from '#kernel/id';
import { asWritten } from '#agents';
import { ACTIVITIES } from '../core/activity.ts';
import { DAY_MINUTES } from '../core/entry.ts';

const id = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .refine((value): value is `${Kind}_${string}` => isId(kind, value), { message: `not a ${kind} id` });

export const entryId = id('car');
export const helpId = id('hlp');
export const comingId = id('com');
export const memberId = id('mem') as unknown as z.ZodType<MemberId, string>;
export const civilDate = z.string().refine(isCivilDate, { message: 'not a date' });
export const activity = z.enum(ACTIVITIES);

/** One line as people write it. */
export const line = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(least).max(most));

const whom = z.discriminatedUnion('whom', [
  z.strictObject({ whom: z.literal('member'), member: memberId }),
  z.strictObject({ whom: z.literal('home') }),
  z.strictObject({ whom: z.literal('ours'), name: line(1, 80) }),
  z.strictObject({ whom: z.literal('all') }),
]);

/** What was done, as whoever did it says. */
export const care = z.strictObject({
  activity,
  on: civilDate,
  minutes: z.number().int().min(1).max(DAY_MINUTES),
  beside: z.boolean().default(false),
  there: z.boolean().default(false),
  asked: z.boolean().default(true),
  for: whom,
  words: line(0, 200).default(''),
});
