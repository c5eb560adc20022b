/**
 * The article `books`: in which units a group keeps accounts, who may hold them, how far below zero an
 * account may go, and what goes to the common account. What an account is and how value moves, the ledger
 * module knows; the rules only name it. Amounts are whole minor units, as text.
 */
import { MOST_MINOR } from '#kernel/amount';
import type { Articles } from './statutes.ts';

/**
 * What is counted. `currency`: money of a state, only accounted for here. `mutual_credit`: comes to be when
 * somebody pays and goes below zero. `backed`: against something that is kept for it. `hours`: of work, a
 * quarter of one being 0.25. `shares`, `points`, `goods`: a part of what is owned, thanks that are
 * counted, things.
 */
export const UNIT_KINDS = [
  'currency',
  'mutual_credit',
  'backed',
  'hours',
  'shares',
  'points',
  'goods',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Units that nobody has to bring into circulation: whoever pays goes below zero. */
export const CREDIT_KINDS: readonly UnitKind[] = ['mutual_credit', 'hours'];

/** What the group calls a unit in one language. */
export interface UnitWords {
  readonly one: string;
  readonly many: string;
}

/**
 * How far below zero a holder may go. `class` and `age`: `minor` for everybody who is not named or not with
 * us that long. `trust`: `minor` of one’s own, of which some may be staked for others; what they lack when
 * they leave is taken from the stakes.
 */
export type Credit =
  | { readonly by: 'nobody' }
  | { readonly by: 'all'; readonly minor: string }
  | {
      readonly by: 'class';
      readonly minor: string;
      readonly classes: readonly { readonly class: string; readonly minor: string }[];
    }
  | {
      readonly by: 'age';
      readonly minor: string;
      readonly steps: readonly { readonly afterDays: number; readonly minor: string }[];
    }
  | { readonly by: 'trust'; readonly minor: string };

/** So many parts of each payment go to the common account, on top of it or out of it. */
export interface Levy {
  readonly parts: number;
  readonly of: number;
  /** Whoever pays gives it on top; whoever is paid gives it out of what comes; or each of them. */
  readonly pays: 'source' | 'target' | 'both';
}

/**
 * What is kept for a unit of kind `backed`: so much of another unit of ours, kind `currency`, for each one
 * of it. Whoever brings that gets this; whoever brings this back gets that, less the fee.
 */
export interface Backing {
  readonly unit: string;
  readonly fee?: ExchangeFee;
}

/**
 * Of so many that are brought back, so many parts stay: some for all of us, some for the association that the
 * holder has chosen among these kinds of members, or among our funds. Where nobody is chosen, all for all
 * of us.
 */
export interface ExchangeFee {
  readonly of: number;
  readonly commonParts: number;
  readonly chosenParts: number;
  readonly chosenFrom: readonly string[];
}

/** Of what somebody holds longer than `freeDays`, so many parts go to the common account for each day. */
export interface Demurrage {
  readonly parts: number;
  readonly of: number;
  readonly freeDays: number;
}

export interface UnitRule {
  /** How the books know it, for ever. */
  readonly unit: string;
  readonly kind: UnitKind;
  /** How programs write it: `EUR`, `HORA`. */
  readonly code: string;
  /** How many decimals people write. */
  readonly scale: number;
  /** The group’s own words, by language; what a language lacks is said in the first there is. */
  readonly words: { readonly [language: string]: UnitWords };
  /** Put after an amount where there is one; else the word. */
  readonly symbol?: string;
  /** Kinds of members who may hold it; none named: everybody. */
  readonly holders: readonly string[];
  readonly credit: Credit;
  /** How much one holder may have; without it, as much as comes. */
  readonly ceilingMinor?: string;
  readonly levy?: Levy;
  /** Kinds of members with whom one can pay with it; everybody, whoever they are, may read who they are. */
  readonly accepting?: readonly string[];
  /** Nobody holds it by themself: all of us together do. */
  readonly commonOnly?: true;
  readonly backing?: Backing;
  readonly demurrage?: Demurrage;
  /** What each holder gives to the common account every month, as far as they have it. */
  readonly monthlyMinor?: string;
  /** What is held longer than so many days goes to the common account. */
  readonly expiresDays?: number;
}

/** What there is to do with accounts: what rules that count something say who may. */
export const BOOKS_MATTERS = [
  'pay_out',
  'enter_payment',
  'issue',
  'keep_books',
  'book_bank',
  'correct',
  'freeze',
  'grant_credit',
  'mediate',
  'write_off',
  'bring_balances',
  'close_books',
  'read_books',
] as const;

/** Of these, what a post may be let do up to an amount. */
export const MATTERS_OF_AMOUNT: readonly string[] = [
  'pay_out',
  'issue',
  'keep_books',
  'book_bank',
  'grant_credit',
  'write_off',
];

export interface Books {
  readonly units: readonly UnitRule[];
}

export const NO_BOOKS: Books = { units: [] };

export function booksOf(articles: Pick<Articles, 'books'>): Books {
  return articles.books ?? NO_BOOKS;
}

export function unitIn(articles: Pick<Articles, 'books'>, unit: string): UnitRule | undefined {
  return booksOf(articles).units.find((one) => one.unit === unit);
}

/** The unit for which this one is kept. */
export function backedBy(articles: Pick<Articles, 'books'>, unit: string): UnitRule | undefined {
  return booksOf(articles).units.find(({ backing }) => backing?.unit === unit);
}

/**
 * What amounts in the limits of posts are of: the only unit that members hold. Of several, no article says
 * which; nor where what is kept for it is counted in other decimals.
 */
export function unitOfLimits(articles: Pick<Articles, 'books'>): UnitRule | undefined {
  const { units } = booksOf(articles);
  const [only, ...others] = units.filter((one) => one.commonOnly === undefined);
  const isOneScale = units.every(({ scale }) => scale === only?.scale);
  return others.length === 0 && isOneScale ? only : undefined;
}

/** How many units a group counts in, and steps of a rule by age. */
export const MOST_OF_BOOKS = { units: 12, steps: 8, word: 40, symbol: 8 } as const;

export const BOOKS_RANGES = {
  scale: [0, 6],
  afterDays: [1, 3650],
  levyParts: [1, 1_000_000],
  levyOf: [1, 1_000_000],
  feeParts: [0, 1_000_000],
  freeDays: [0, 3650],
  expiresDays: [1, 3650],
} as const;

/** What is wrong with the article, in the order in which it is looked for. */
export type BooksProblem =
  | 'unit_repeated'
  | 'words_missing'
  | 'class_unknown'
  | 'amount_out_of_range'
  | 'steps_unordered'
  | 'part_too_large'
  | 'stakes_without_people'
  | 'backing_unfit';

export interface WrongUnit {
  readonly unit: string;
  readonly why: BooksProblem;
}

/** The first thing that is wrong with the units of these articles; null where they can be lived under. */
export function wrongWithBooks(articles: Pick<Articles, 'books' | 'admission'>): WrongUnit | null {
  const { units } = booksOf(articles);
  for (const [at, rule] of units.entries()) {
    const why = wrongWithUnit(rule, units.slice(0, at), articles);
    if (why !== null) return { unit: rule.unit, why };
  }
  return null;
}

function wrongWithUnit(
  rule: UnitRule,
  earlier: readonly UnitRule[],
  articles: Pick<Articles, 'books' | 'admission'>,
): BooksProblem | null {
  const { admission } = articles;
  const isKnown = (name: string) => admission.classes.some((one) => one.class === name);
  if (earlier.some((one) => one.unit === rule.unit || one.code === rule.code)) return 'unit_repeated';
  if (Object.keys(rule.words).length === 0) return 'words_missing';
  const named = [
    ...rule.holders,
    ...(rule.credit.by === 'class' ? rule.credit.classes.map((one) => one.class) : []),
    ...(rule.backing?.fee?.chosenFrom ?? []),
    ...(rule.accepting ?? []),
  ];
  if (!named.every(isKnown)) return 'class_unknown';
  if (!amountsOf(rule).every((minor) => BigInt(minor) <= MOST_MINOR)) return 'amount_out_of_range';
  if (!isRising(rule.credit)) return 'steps_unordered';
  if (!partsOf(rule).every(({ parts, of }) => parts <= of)) return 'part_too_large';
  if (rule.backing !== undefined && !isBacked(rule, articles)) return 'backing_unfit';
  // People stake for each other; an organization would stake what belongs to others.
  return rule.credit.by === 'trust' && admission.who === 'organizations' ? 'stakes_without_people' : null;
}

/** Every part of something that the rule of a unit takes. */
function partsOf({ levy, backing, demurrage }: UnitRule) {
  const fee = backing?.fee;
  return [
    ...(levy === undefined ? [] : [levy]),
    ...(demurrage === undefined ? [] : [demurrage]),
    ...(fee === undefined ? [] : [{ parts: fee.commonParts + fee.chosenParts, of: fee.of }]),
  ];
}

/**
 * Kept for it is money that we count as finely, and that is kept for nothing else; and nobody can make more
 * of it by going below zero.
 */
function isBacked(rule: UnitRule, articles: Pick<Articles, 'books'>): boolean {
  const kept = unitIn(articles, rule.backing!.unit);
  const isOnly = backedBy(articles, rule.backing!.unit)?.unit === rule.unit;
  return (
    rule.kind === 'backed' &&
    rule.credit.by === 'nobody' &&
    kept?.kind === 'currency' &&
    kept.scale >= rule.scale &&
    kept.credit.by === 'nobody' &&
    isOnly
  );
}

/** Every amount that the rule of a unit names. */
function amountsOf({ credit, ceilingMinor, monthlyMinor }: UnitRule): readonly string[] {
  const ceiling = [ceilingMinor, monthlyMinor].flatMap((one) => one ?? []);
  if (credit.by === 'nobody') return ceiling;
  const further = credit.by === 'class' ? credit.classes : credit.by === 'age' ? credit.steps : [];
  return [...ceiling, credit.minor, ...further.map((one) => one.minor)];
}

function isRising(credit: Credit): boolean {
  if (credit.by !== 'age') return true;
  return credit.steps.every(({ afterDays }, at) => at === 0 || credit.steps[at - 1]!.afterDays < afterDays);
}
