/**
 * What we count: how each unit is called, and what holds for its accounts; one more unit, or one taken out.
 * How many decimals a unit has is said once, when it comes in: the books keep whole parts of it.
 */
import {
  BOOKS_MATTERS,
  BOOKS_RANGES,
  booksOf,
  CREDIT_KINDS,
  MOST_OF_BOOKS,
  UNIT_KINDS,
  unitIn,
  type Credit,
  type UnitKind,
  type UnitRule,
  type UnitWords,
} from './books.ts';
import { creditEditor, usualMinor } from './rule-edit-credit.ts';
import { ceilingEditor, levyEditor } from './rule-edit-common-part.ts';
import { acceptingEditor, backingEditor, keepingEditor } from './rule-edit-keeping.ts';
import { choice, whole } from './rule-fields.ts';
import type { Editor, Problems, RuleAnswer, RuleField } from './rule-fields.ts';
import { classWord } from './rule-words.ts';
import type { Articles, Power } from './statutes.ts';
import { spokenUnit } from './unit-words.ts';
import { asWritten, keyFor } from './written.ts';

/** What is asked at `books.<unit>.<part>`; null where there is no such thing. */
export function unitEditor(
  articles: Articles,
  unit: string,
  part: string | undefined,
  languages: readonly string[],
): Editor | null {
  if (part === undefined || unitIn(articles, unit) === undefined) return null;
  if (part === 'name') return nameEditor(unit, languages);
  return Object.hasOwn(PARTS, part) ? partEditor(unit, PARTS[part]!) : null;
}

/** What is asked about one unit, and what it becomes. */
export interface UnitEditor {
  readonly fields: (rule: UnitRule, articles: Articles) => readonly RuleField[];
  readonly problems?: (rule: UnitRule, answer: RuleAnswer) => Problems;
  readonly change: (rule: UnitRule, answer: RuleAnswer, articles: Articles) => UnitRule;
}

function partEditor(unit: string, part: UnitEditor): Editor {
  return {
    fields: (articles) => part.fields(unitIn(articles, unit)!, articles),
    problems: (articles, answer) => part.problems?.(unitIn(articles, unit)!, answer) ?? {},
    change: (articles, answer) => ({
      ...articles,
      books: {
        units: booksOf(articles).units.map((one) =>
          one.unit === unit ? part.change(one, answer, articles) : one,
        ),
      },
    }),
  };
}

const holdersEditor: UnitEditor = {
  fields: (rule, articles) => [
    {
      kind: 'ticks',
      name: 'holders',
      label: { key: 'rule-edit.holders-of', words: { many: { called: 'many', unit: spokenUnit(rule) } } },
      hint: { key: 'rule-edit.holders-of.hint' },
      ticks: kindsIn(rule, articles).map((one) => ({
        name: `holders.${one}`,
        value: rule.holders.includes(one),
        words: { key: 'rule-edit.way-name', words: { how: classWord(articles, one) } },
      })),
    },
    {
      kind: 'yes_no',
      name: 'common',
      value: rule.commonOnly ?? false,
      label: { key: 'rule-edit.common-only' },
      hint: { key: 'rule-edit.common-only.hint' },
    },
  ],
  change: (rule, answer, articles) => {
    const { commonOnly: _before, ...others } = rule;
    const holders = kindsIn(rule, articles).filter((one) => answer(`holders.${one}`) !== '');
    return { ...others, holders, ...(answer('common') === '' ? {} : { commonOnly: true }) };
  },
};

function kindsIn({ holders }: UnitRule, { admission }: Articles): readonly string[] {
  return [...new Set([...holders, ...admission.classes.map((one) => one.class)])];
}

const PARTS: { readonly [part: string]: UnitEditor } = {
  holders: holdersEditor,
  credit: creditEditor,
  ceiling: ceilingEditor,
  levy: levyEditor,
  keeping: keepingEditor,
  backing: backingEditor,
  accepting: acceptingEditor,
};

function nameEditor(unit: string, languages: readonly string[]): Editor {
  const spoken = (rule: UnitRule) => [...new Set([...languages, ...Object.keys(rule.words)])];
  const part = partEditor(unit, {
    fields: (rule) => [
      kindField(rule.kind),
      ...wordFields(rule.words, spoken(rule)),
      symbolField(rule.symbol),
      {
        kind: 'text',
        name: 'code',
        value: rule.code,
        label: { key: 'rule-edit.unit-code' },
        hint: { key: 'rule-edit.unit-code.hint' },
        most: MOST_CODE,
      },
      {
        kind: 'yes_no',
        name: 'out',
        value: false,
        label: { key: 'rule-edit.unit-out', words: { many: { called: 'many', unit: spokenUnit(rule) } } },
        hint: { key: 'rule-edit.unit-out.hint' },
      },
    ],
    problems: (rule, answer) => wordProblems(spoken(rule), answer),
    change: (rule, answer) => {
      const { symbol: _before, backing, ...others } = rule;
      const named = namedIn(spoken(rule), answer);
      const kept = named.kind === 'backed' && backing !== undefined ? { backing } : {};
      return { ...others, ...kept, ...named, code: codeIn(answer) };
    },
  });
  return {
    ...part,
    problems: (articles, answer) => ({
      ...part.problems?.(articles, answer),
      ...codeProblems(articles, unit, codeIn(answer)),
    }),
    change: (articles, answer) => {
      if (answer('out') === '') return part.change(articles, answer);
      return { ...articles, books: { units: booksOf(articles).units.filter((one) => one.unit !== unit) } };
    },
  };
}

/**
 * One more unit. Everything else about it begins with what is usual, and stands as sentences of its own; so
 * does who may do what with accounts, where the rules did not have to say it before.
 */
export function newUnitEditor(languages: readonly string[]): Editor {
  return {
    fields: () => {
      const [least, most] = BOOKS_RANGES.scale;
      return [
        kindField('mutual_credit'),
        ...wordFields({}, languages),
        symbolField(undefined),
        {
          kind: 'number',
          name: 'scale',
          value: 2,
          label: { key: 'rule-edit.unit-scale' },
          hint: { key: 'rule-edit.unit-scale.hint' },
          least,
          most,
        },
      ];
    },
    problems: (_articles, answer) => wordProblems(languages, answer),
    change: (articles, answer) => {
      const { units } = booksOf(articles);
      const named = namedIn(languages, answer);
      // By its name in the language of whoever adds it, as long as it has one there.
      const name = languages.map((one) => asWritten(answer(`one.${one}`))).find((one) => one !== '')!;
      const scale = whole(answer('scale'));
      const rule: UnitRule = {
        unit: keyFor(
          name,
          units.map((one) => one.unit),
          'unit',
        ),
        ...named,
        code: newCode(
          name,
          units.map((one) => one.code),
        ),
        scale,
        holders: [],
        credit: usualCredit(named.kind, scale),
      };
      return { ...articles, books: { units: [...units, rule] }, powers: withMatters(articles) };
    },
  };
}

/** What comes to be by going below zero needs room for it from the first day. */
function usualCredit(kind: UnitKind, scale: number): Credit {
  if (!CREDIT_KINDS.includes(kind)) return { by: 'nobody' };
  return { by: 'all', minor: usualMinor({ kind, scale }) };
}

function withMatters({ powers }: Articles): Articles['powers'] {
  const careful: Power = { by: 'members', share: 'majority' };
  const missing = BOOKS_MATTERS.filter((matter) => !Object.hasOwn(powers, matter));
  return { ...powers, ...Object.fromEntries(missing.map((matter) => [matter, careful])) };
}

const MOST_CODE = 10;

function kindField(kind: UnitKind): RuleField {
  return choice('kind', kind, 'rule-edit.unit-kind', UNIT_KINDS, 'rule.money.kind');
}

function symbolField(symbol: string | undefined): RuleField {
  return {
    kind: 'text',
    name: 'symbol',
    value: symbol ?? '',
    optional: true,
    label: { key: 'rule-edit.unit-symbol' },
    hint: { key: 'rule-edit.unit-symbol.hint' },
    most: MOST_OF_BOOKS.symbol,
  };
}

function wordFields(words: UnitRule['words'], languages: readonly string[]): RuleField[] {
  const field = (called: keyof UnitWords, language: string): RuleField => ({
    kind: 'text',
    name: `${called}.${language}`,
    value: words[language]?.[called] ?? '',
    optional: true,
    label: { key: `rule-edit.unit-${called}`, words: { language: { language } } },
    ...(called === 'one' && language === languages[0] ? { hint: { key: 'rule-edit.unit-one.hint' } } : {}),
    most: MOST_OF_BOOKS.word,
  });
  return languages.flatMap((language) => [field('one', language), field('many', language)]);
}

/** A language has both words or none, and one of them has both. */
function wordProblems(languages: readonly string[], answer: RuleAnswer): Problems {
  const empty = { key: 'rule-edit.wrong.empty' };
  const said = (name: string) => asWritten(answer(name)) !== '';
  const names = languages.map((language) => [`one.${language}`, `many.${language}`] as const);
  const missing = names
    .filter(([one, many]) => said(one) !== said(many))
    .map(([one, many]) => [said(one) ? many : one, empty] as const);
  if (missing.length > 0) return Object.fromEntries(missing);
  const [first] = names;
  return names.some(([one]) => said(one)) || first === undefined ? {} : { [first[0]]: empty };
}

function codeProblems(articles: Articles, unit: string, code: string): Problems {
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(code)) return { code: { key: 'rule-edit.wrong.code' } };
  const isTaken = booksOf(articles).units.some((one) => one.unit !== unit && one.code === code);
  return isTaken ? { code: { key: 'rule-edit.wrong.code-taken' } } : {};
}

function namedIn(
  languages: readonly string[],
  answer: RuleAnswer,
): Pick<UnitRule, 'kind' | 'words' | 'symbol'> {
  const words = languages.flatMap((language) => {
    const [one, many] = [asWritten(answer(`one.${language}`)), asWritten(answer(`many.${language}`))];
    return one === '' ? [] : [[language, { one, many }] as const];
  });
  const symbol = asWritten(answer('symbol'));
  return {
    kind: answer('kind') as UnitKind,
    words: Object.fromEntries(words),
    ...(symbol === '' ? {} : { symbol }),
  };
}

function codeIn(answer: RuleAnswer): string {
  return asWritten(answer('code')).toUpperCase();
}

/** The letters of its name that a program writes anywhere; a name in another script has none of them. */
function newCode(name: string, taken: readonly string[]): string {
  const key = keyFor(name, [], 'unit')
    .replaceAll('_', '')
    .toUpperCase()
    .slice(0, MOST_CODE - 2);
  const stem = key.length < 2 ? `${key}X` : key;
  for (let number = 1; ; number++) {
    const code = number === 1 ? stem : `${stem}${number}`;
    if (!taken.includes(code)) return code;
  }
}
