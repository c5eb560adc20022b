/** The fields that inputs of this module are made of: the same bounds for forms, API and command line. */
import { z } from 'zod';
import { isCivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { isId } from '#kernel/id';
import { asWritten } from '#agents';
import { asProse } from '#agents';

/** One line as people write it. */
export const line = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(least).max(most));

/** Text of several lines. */
export const prose = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asProse)
    .pipe(z.string().min(least).max(most));

const id = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .refine((value): value is `${Kind}_${string}` => isId(kind, value), { message: `not a ${kind} id` });

export const memberId = id('mem') as unknown as z.ZodType<MemberId, string>;
export const proposalId = id('pro');
export const optionId = id('opt');
export const meetingId = id('mee');
export const itemId = id('itm');
export const dateId = id('dat');
export const feedId = id('fee');
export const pileId = id('pil');
export const fileId = id('fil');
export const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export const civilDate = z.string().refine(isCivilDate, { message: 'not a date' });
export const minor = z.string().regex(/^(0|[1-9][0-9]{0,14})$/);
/** An instant with its zone, kept in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
/** What a receipt says: made by chance, too long to be guessed, short enough to be copied by hand. */
export const receiptSecret = z.string().regex(/^[0-9A-Za-z_-]{26,80}$/);
