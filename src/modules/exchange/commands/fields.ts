/** The fields that inputs of this module are made of: the same bounds for forms, API and command line. */
import { z } from 'zod';
import { MOST_MINOR } from '#kernel/amount';
import { isCivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { DIGEST } from '#kernel/file';
import { isId } from '#kernel/id';
import { asProse, asWritten } from '#agents';
import { ADVERT_KINDS, LONGEST, MOST_PARTS, MOST_WAYS_TO_PAY } from '../core/advert.ts';

const id = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .refine((value): value is `${Kind}_${string}` => isId(kind, value), { message: `not a ${kind} id` });

export const advertId = id('adv');
export const agreementId = id('agr');
export const ringId = id('rng');
export const cashId = id('csh');
export const memberId = id('mem') as unknown as z.ZodType<MemberId, string>;
const civilDate = z.string().refine(isCivilDate, { message: 'not a date' });
const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** Whole minor units, as text; that they are more than none is a rule. */
const minor = z
  .string()
  .refine((text) => /^-?(0|[1-9][0-9]{0,17})$/.test(text) && BigInt(text) <= MOST_MINOR, {
    message: 'not an amount',
  });

const line = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(least).max(most));

/** Several lines, as they were written. */
const text = (least: number, most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asProse)
    .pipe(z.string().min(least).max(most));

export const someWords = text(1, 1000);
export const anyWords = text(0, 1000).default('');
export const reason = line(1, 300);

const parts = z.array(z.object({ unit: word, minor })).max(MOST_PARTS);

export const termsFields = {
  gift: z.boolean().default(false),
  parts: parts.default([]),
  on: civilDate.nullable().default(null),
};

/** What an owner writes of an offer or a need. */
export const advertFields = {
  kind: z.enum(ADVERT_KINDS),
  category: word,
  title: line(1, LONGEST.title),
  words: text(0, LONGEST.words).default(''),
  availability: line(0, LONGEST.availability).default(''),
  place: line(0, LONGEST.place).default(''),
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  gift: z.boolean().default(false),
  prices: z.array(parts.min(1)).max(MOST_WAYS_TO_PAY).default([]),
  isPublic: z.boolean().default(false),
  /** What was answered when the bytes of a picture were brought. */
  picture: z.string().regex(DIGEST).nullable().default(null),
  /** What can be seen in it. */
  description: line(0, LONGEST.description).default(''),
};
