/** The shape in which articles come in: checked for form here, for sense by {@link checkStatutes}. */
import { z } from 'zod';
import { BOOKS_RANGES, MOST_OF_BOOKS, UNIT_KINDS } from './books.ts';
import { MOST_CATEGORIES } from './exchange.ts';
import { MOST_OF_CARE } from './care-rules.ts';
import { ALWAYS, MOST } from './statutes.ts';
import { ELECTORATES, ENTRENCHABLE, METHODS, MOST_WAYS, SECRECIES } from './voice.ts';
import { asWritten } from './written.ts';

const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** A name that a group has given one of its own posts or kinds of members. */
const ownName = z
  .string()
  .max(MOST.name * 4)
  .transform(asWritten)
  .pipe(z.string().min(1).max(MOST.name));
const count = z.number().int().min(0).max(100_000);
const minor = z.string().regex(/^[0-9]{1,18}$/);

const limit = z.strictObject({
  perActMinor: minor.optional(),
  per: z.strictObject({ days: count, acts: count.optional(), amountMinor: minor.optional() }).optional(),
});

const wayInput = z.strictObject({
  method: z.enum(METHODS),
  share: z.strictObject({ parts: count, of: count, reached: z.enum(['more', 'least']) }).optional(),
  base: z.enum(['cast', 'roll']).optional(),
  blocks: count.optional(),
  quorumPercent: count,
  noQuorum: z.enum(['fails', 'again']),
  talkDays: count,
  voteDays: count,
  waitDays: count,
  secrecy: z.enum(SECRECIES),
  voters: z.enum(ELECTORATES),
  classes: z.array(word).max(MOST.classes).optional(),
});
/** One more than there may be, so that the rule that refuses them can say so. */
const ways = z.array(wayInput).max(MOST_WAYS + 1);
const also = { ways: ways.optional() };

export const powerInput = z.union([
  z.strictObject({ by: z.literal('member'), ...also }),
  z.strictObject({ by: z.literal('role'), role: word, upTo: limit.optional(), ...also }),
  z.strictObject({ by: z.literal('roles'), of: count, among: z.array(word).max(20), ...also }),
  z.strictObject({ by: z.literal('members'), of: count, ...also }),
  z.strictObject({ by: z.literal('members'), share: z.enum(['all', 'majority']), ...also }),
  z.strictObject({ by: z.literal('decision'), ways }),
]);

const voiceInput = z.strictObject({
  delegations: count,
  brakeMembers: count,
  extendDays: count,
  publishFrom: count,
  inviteDays: count,
  meetingPercent: count,
  minutesSigners: count,
  minutesPosts: z.array(word).max(MOST.roles).optional(),
  entrenched: z.array(z.strictObject({ article: z.enum(ENTRENCHABLE), way: wayInput })).max(12),
});

const own = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(asWritten)
    .pipe(z.string().min(1).max(most));
const inBooks = (name: keyof typeof BOOKS_RANGES) =>
  z.number().int().min(BOOKS_RANGES[name][0]).max(BOOKS_RANGES[name][1]);
const classNames = z.array(word).max(MOST.classes);

const creditInput = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('nobody') }),
  z.strictObject({ by: z.literal('all'), minor }),
  z.strictObject({
    by: z.literal('class'),
    minor,
    classes: z.array(z.strictObject({ class: word, minor })).max(MOST.classes),
  }),
  z.strictObject({
    by: z.literal('age'),
    minor,
    steps: z.array(z.strictObject({ afterDays: inBooks('afterDays'), minor })).max(MOST_OF_BOOKS.steps),
  }),
  z.strictObject({ by: z.literal('trust'), minor }),
]);

const unitInput = z.strictObject({
  unit: word,
  kind: z.enum(UNIT_KINDS),
  code: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/),
  scale: inBooks('scale'),
  words: z.record(
    z.string().regex(/^[a-z]{2}$/),
    z.strictObject({ one: own(MOST_OF_BOOKS.word), many: own(MOST_OF_BOOKS.word) }),
  ),
  symbol: own(MOST_OF_BOOKS.symbol).optional(),
  holders: classNames,
  credit: creditInput,
  ceilingMinor: minor.optional(),
  levy: z
    .strictObject({
      parts: inBooks('levyParts'),
      of: inBooks('levyOf'),
      pays: z.enum(['source', 'target', 'both']),
    })
    .optional(),
  accepting: classNames.optional(),
  commonOnly: z.literal(true).optional(),
  backing: z
    .strictObject({
      unit: word,
      fee: z
        .strictObject({
          of: inBooks('levyOf'),
          commonParts: inBooks('feeParts'),
          chosenParts: inBooks('feeParts'),
          chosenFrom: classNames,
        })
        .optional(),
    })
    .optional(),
  demurrage: z
    .strictObject({ parts: inBooks('levyParts'), of: inBooks('levyOf'), freeDays: inBooks('freeDays') })
    .optional(),
  monthlyMinor: minor.optional(),
  expiresDays: inBooks('expiresDays').optional(),
});

const booksInput = z.strictObject({ units: z.array(unitInput).max(MOST_OF_BOOKS.units) });

const exchangeInput = z.strictObject({
  categories: z.array(z.strictObject({ category: word, name: ownName.optional() })).max(MOST_CATEGORIES + 1),
  standDays: count,
  showsContact: z.boolean(),
  mayBePublic: z.boolean(),
  quietDays: count,
});

const careInput = z.strictObject({
  leastPeople: count,
  worth: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      generalistMinor: minor,
      specialistMinor: minor,
      opportunityMinor: minor,
      source: own(MOST_OF_CARE.source),
      year: count,
    })
    .optional(),
});

export const articlesInput = z.strictObject({
  admission: z.strictObject({
    who: z.enum(['people', 'organizations', 'both']),
    classes: z
      .array(z.strictObject({ class: word, name: ownName.optional(), votes: z.boolean() }))
      .max(MOST.classes),
    byApplication: z.boolean(),
    byInvitation: z.boolean(),
    vouchers: count,
    trialDays: count,
  }),
  voice: voiceInput.optional(),
  books: booksInput.optional(),
  exchange: exchangeInput.optional(),
  care: careInput.optional(),
  roles: z
    .array(z.strictObject({ role: word, name: ownName.optional(), holders: count, termMonths: count }))
    .max(MOST.roles),
  powers: z.record(word, powerInput),
  exit: z.strictObject({ noticeDays: count, appealDays: count }),
  dissolution: z.strictObject({ assetsTo: z.enum(['network', 'similar_group', 'community']) }),
  always: z.array(z.enum(ALWAYS)).max(20),
});
