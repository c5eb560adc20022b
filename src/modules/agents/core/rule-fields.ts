/**
 * What is asked to change a rule: the fields, what is wrong with an answer, and the fields again as they were
 * filled in. Labels, hints and choices are words of the locales.
 */
import { amountOf, formatAmount, readAmount } from '#kernel/amount';
import type { Word, Wording } from './rule-words.ts';
import { MOST, RANGES, type Articles } from './statutes.ts';
import { spokenUnit, type SpokenUnit } from './unit-words.ts';
import { asWritten } from './written.ts';

/** Which answer to another field makes this one matter: the value of that field, or how it begins. */
export interface When {
  readonly name: string;
  readonly is: readonly string[];
  /** `role` stands for every `role.…`. */
  readonly kind:
    | 'post'
    | 'posts'
    | 'several'
    | 'own'
    | 'majority'
    | 'consensus'
    | 'secret'
    | 'percent'
    | 'asked'
    | 'kinds'
    | 'below'
    | 'by_class'
    | 'priced'
    | 'by_age';
}

interface Asked {
  readonly name: string;
  readonly label: Wording;
  readonly hint?: Wording;
  readonly when?: When;
}

/** One thing to answer. */
export type RuleField = Asked &
  (
    | {
        readonly kind: 'number';
        readonly value: number | string | null;
        /** May stay empty. */
        readonly optional?: true;
        readonly least: number;
        readonly most: number;
      }
    /** An amount as people write it, with the decimals of what is counted; that stands after the figure. */
    | {
        readonly kind: 'amount';
        readonly value: string;
        readonly scale: number;
        readonly unit?: SpokenUnit;
        readonly optional?: true;
      }
    | { readonly kind: 'text'; readonly value: string; readonly optional?: true; readonly most: number }
    | {
        readonly kind: 'choice';
        readonly value: string;
        /** In one line, for what is seldom asked. */
        readonly compact?: true;
        readonly choices: readonly {
          readonly value: string;
          readonly words: Wording;
          /** What one gains and loses by it. */
          readonly text?: Wording;
        }[];
      }
    | { readonly kind: 'yes_no'; readonly value: boolean }
    /** Several to tick, each a field of its own: `among.treasurer`. */
    | { readonly kind: 'ticks'; readonly ticks: readonly Tick[] }
  );

export interface Tick {
  readonly name: string;
  readonly value: boolean;
  readonly words: Wording;
}

/** The answer to a field by its name; empty where nothing was said. */
export type RuleAnswer = (name: string) => string;

/** What is wrong, by the name of the field. */
export type Problems = { readonly [name: string]: Wording };

/** One place in the articles: what is asked about it, and what comes of the answers. */
export interface Editor {
  readonly fields: (articles: Articles) => readonly RuleField[];
  readonly change: (articles: Articles, answer: RuleAnswer) => Articles;
  /** What the fields together cannot mean. */
  readonly problems?: (articles: Articles, answer: RuleAnswer) => Problems;
}

/** What nobody could have meant by their answers; fields that do not matter are not looked at. */
export function problemsIn(fields: readonly RuleField[], answer: RuleAnswer): Problems {
  const found = fields
    .filter((field) => matters(field, answer))
    .flatMap((field) => {
      const problem = problemOf(field, answer);
      return problem ? [[field.name, problem] as const] : [];
    });
  return Object.fromEntries(found);
}

/** The same fields with the answers in them, whether they fit or not. */
export function filledIn(fields: readonly RuleField[], answer: RuleAnswer): readonly RuleField[] {
  return fields.map((field): RuleField => {
    if (field.kind === 'yes_no') return { ...field, value: answer(field.name) !== '' };
    if (field.kind !== 'ticks') return { ...field, value: answer(field.name) };
    return { ...field, ticks: field.ticks.map((one) => ({ ...one, value: answer(one.name) !== '' })) };
  });
}

export function matters({ when }: Pick<RuleField, 'when'>, answer: RuleAnswer): boolean {
  if (!when) return true;
  const said = answer(when.name);
  return when.is.some((one) => said === one || said.startsWith(`${one}.`));
}

function problemOf(field: RuleField, answer: RuleAnswer): Wording | null {
  const typed = answer(field.name);
  switch (field.kind) {
    case 'number': {
      if (field.optional && typed.trim() === '') return null;
      const { least, most } = field;
      const value = whole(typed);
      if (value >= least && value <= most) return null;
      return { key: 'rule-edit.wrong.number', values: { least, most } };
    }
    case 'amount':
      if (field.optional && typed.trim() === '') return null;
      if (minorIn(typed, field.scale) !== null) return null;
      return { key: 'rule-edit.wrong.amount', values: { scale: field.scale } };
    case 'text': {
      const { length } = asWritten(typed);
      if (length > field.most) return { key: 'rule-edit.wrong.long', values: { most: field.most, length } };
      return length > 0 || field.optional ? null : { key: 'rule-edit.wrong.empty' };
    }
    case 'choice':
      return field.choices.some(({ value }) => value === typed) ? null : { key: 'rule-edit.wrong.choice' };
    default:
      return null;
  }
}

export function number(
  name: string,
  value: number,
  label: string | Wording,
  range: keyof typeof RANGES = name as keyof typeof RANGES,
): Extract<RuleField, { kind: 'number' }> {
  const [least, most] = RANGES[range];
  return { kind: 'number', name, value, label: worded(label), least, most };
}

/** So much of a unit; nothing yet, without an amount. */
export function amount(
  name: string,
  minor: string | undefined,
  unit: SpokenUnit | undefined,
  label: string | Wording,
): Extract<RuleField, { kind: 'amount' }> {
  const scale = unit?.scale ?? 0;
  return {
    kind: 'amount',
    name,
    value: minor === undefined ? '' : typedAmount(minor, scale),
    label: worded(label),
    scale,
    ...(unit === undefined ? {} : { unit: spokenUnit(unit) }),
  };
}

/** How somebody would type so many minor units: `100`, `0.25`. */
export function typedAmount(minor: string, scale: number): string {
  const read = amountOf(BigInt(minor), { id: '', scale });
  return read.ok ? formatAmount(read.value).replace(/\.0+$/, '') : minor;
}

/** The minor units of what was typed, as rules write them; null where it is no amount that they can name. */
export function minorIn(typed: string, scale: number): string | null {
  const read = readAmount(typed, { id: '', scale });
  const minor = read.ok ? String(read.value.minor) : '';
  return /^\d{1,18}$/.test(minor) ? minor : null;
}

export function choice(
  name: string,
  value: string,
  label: string,
  values: readonly string[],
  stem: string,
): RuleField {
  const choices = values.map((one) => ({ value: one, words: { key: `${stem}.${one}` } }));
  return { kind: 'choice', name, value, label: { key: label }, choices };
}

/** How something is called that has no name yet. */
export function newName(label: string): Extract<RuleField, { kind: 'text' }> {
  const hint = { key: `${label}.hint` };
  return { kind: 'text', name: 'name', value: '', label: { key: label }, hint, most: MOST.name };
}

/**
 * How something is called: it may be left to the word that every language has, as long as it has no other
 * name.
 */
export function presentName(name: string | undefined, label: string, word: Word): RuleField {
  const field = { kind: 'text', name: 'name', label: { key: label }, most: MOST.name } as const;
  if (name !== undefined) return { ...field, value: name };
  return { ...field, value: '', optional: true, hint: { key: `${label}.hint`, words: { word } } };
}

/** Days without times say nothing. */
export function limitProblems(answer: RuleAnswer): Problems {
  const isAlone =
    answer('days').trim() !== '' && answer('times').trim() === '' && answer('sum').trim() === '';
  return isAlone ? { times: { key: 'rule-edit.wrong.times-missing' } } : {};
}

/** At most how many times a post does something, and in how many days. */
export function limitFields(times: number | null, days: number | null, when?: When): RuleField[] {
  const field = (
    name: string,
    value: number | null,
    range: readonly [number, number],
    label: string,
  ): RuleField => ({
    kind: 'number',
    name,
    value,
    label: { key: label },
    hint: { key: `${label}.hint` },
    optional: true,
    least: range[0],
    most: range[1],
    ...(when ? { when } : {}),
  });
  return [
    field('times', times, RANGES.limitActs, when ? 'rule-edit.times' : 'rule-edit.new-times'),
    field('days', days, RANGES.limitDays, 'rule-edit.days'),
  ];
}

export function worded(label: string | Wording): Wording {
  return typeof label === 'string' ? { key: label } : label;
}

/** A whole number as people type it; what is none becomes −1, which no rule allows. */
export function whole(typed: string): number {
  return /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : -1;
}
