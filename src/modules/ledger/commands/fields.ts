/** The fields that inputs of this module are made of: the same bounds for forms, API and command line. */
import { z } from 'zod';
import { MOST_MINOR } from '#kernel/amount';
import { isCivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { isId } from '#kernel/id';
import { asWritten } from '#agents';

const id = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .refine((value): value is `${Kind}_${string}` => isId(kind, value), { message: `not a ${kind} id` });

export const accountId = id('acc');
export const requestId = id('req');
export const holdId = id('hld');
export const cashId = id('csh');
export const countId = id('cnt');
export const runId = id('run');
export const openingId = id('opn');
export const receiptId = id('rec');
export const lineId = id('bln');
export const standingId = id('std');
export const memberId = id('mem') as unknown as z.ZodType<MemberId, string>;
export const unitName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export const civilDate = z.string().refine(isCivilDate, { message: 'not a date' });
/** Whole minor units as text; that they are more than none is a rule of the books. */
export const minor = z.string().refine(isMinor, { message: 'not an amount' });
function isMinor(text: string): boolean {
  if (!/^-?(0|[1-9][0-9]{0,18})$/.test(text)) return false;
  return BigInt(text) <= MOST_MINOR && BigInt(text) >= -MOST_MINOR;
}

/** The number of a movement in the books. */
export const number = z.string().regex(/^[1-9][0-9]{0,17}$/);

/** One line as people write it. */
export const line = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(least).max(most));

/** What a movement is for. */
export const note = line(0, 200).default('');
/** Why something is done that others must be able to understand later. */
export const reason = line(1, 300);
