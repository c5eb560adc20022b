/** What it costs to let a unit lie, and what is kept for each of it. */
import { BOOKS_RANGES, booksOf, type Backing, type ExchangeFee, type UnitRule } from './books.ts';
import type { UnitEditor } from './rule-edit-books.ts';
import { amount, minorIn, whole, type Problems, type RuleAnswer, type RuleField } from './rule-fields.ts';
import { classWord, type Word } from './rule-words.ts';
import type { Articles } from './statutes.ts';
import { spokenUnit } from './unit-words.ts';

type NumberField = Extract<RuleField, { kind: 'number' }>;

function asked(
  name: string,
  value: number | undefined,
  range: keyof typeof BOOKS_RANGES,
  key: string,
): NumberField {
  const [least, most] = BOOKS_RANGES[range];
  return { kind: 'number', name, value: value ?? null, label: { key }, least, most };
}

export const keepingEditor: UnitEditor = {
  fields: (rule) => {
    const words = { many: { called: 'many', unit: spokenUnit(rule) } } as const;
    const { demurrage, monthlyMinor, expiresDays } = rule;
    return [
      {
        ...asked('parts', demurrage?.parts, 'levyParts', 'rule-edit.demurrage'),
        label: { key: 'rule-edit.demurrage', words },
        hint: { key: 'rule-edit.demurrage.hint' },
        optional: true,
      },
      asked('of', demurrage?.of ?? 36_500, 'levyOf', 'rule-edit.part-of'),
      {
        ...asked('free', demurrage?.freeDays ?? 90, 'freeDays', 'rule-edit.free-days'),
        hint: { key: 'rule-edit.free-days.hint' },
      },
      {
        ...amount('monthly', monthlyMinor, rule, 'rule-edit.monthly'),
        hint: { key: 'rule-edit.part.hint' },
        optional: true,
      },
      {
        ...asked('expires', expiresDays, 'expiresDays', 'rule-edit.expires'),
        label: { key: 'rule-edit.expires', words },
        hint: { key: 'rule-edit.expires.hint' },
        optional: true,
      },
    ];
  },
  problems: (rule, answer) => ({
    ...(typed(answer, 'parts') && whole(answer('parts')) > whole(answer('of'))
      ? { parts: { key: 'rule-edit.wrong.part' } }
      : {}),
    ...(minorIn(answer('monthly'), rule.scale) === '0'
      ? { monthly: { key: 'rule-edit.wrong.nothing' } }
      : {}),
  }),
  change: (rule, answer) => {
    const { demurrage: _demurrage, monthlyMinor: _monthly, expiresDays: _expires, ...others } = rule;
    const monthlyMinor = minorIn(answer('monthly'), rule.scale);
    return {
      ...others,
      ...(typed(answer, 'parts')
        ? {
            demurrage: {
              parts: whole(answer('parts')),
              of: whole(answer('of')),
              freeDays: whole(answer('free')),
            },
          }
        : {}),
      ...(monthlyMinor === null ? {} : { monthlyMinor }),
      ...(typed(answer, 'expires') ? { expiresDays: whole(answer('expires')) } : {}),
    };
  },
};

export const backingEditor: UnitEditor = {
  fields: (rule, articles) => {
    const { backing } = rule;
    const fee = backing?.fee;
    return [
      {
        kind: 'choice',
        name: 'unit',
        value: backing?.unit ?? NOTHING,
        label: { key: 'rule-edit.backing', words: { one: { called: 'one', unit: spokenUnit(rule) } } },
        choices: [
          { value: NOTHING, words: { key: 'rule-edit.backing.nothing' } },
          ...keepable(rule, articles).map((one) => ({
            value: one.unit,
            words: named({ called: 'one', unit: spokenUnit(one) }),
          })),
        ],
      },
      { ...asked('common', fee?.commonParts ?? 0, 'feeParts', 'rule-edit.fee-common') },
      {
        ...asked('chosen', fee?.chosenParts ?? 0, 'feeParts', 'rule-edit.fee-chosen'),
        hint: { key: 'rule-edit.fee-chosen.hint' },
      },
      asked('of', fee?.of ?? 100, 'levyOf', 'rule-edit.part-of'),
      {
        kind: 'ticks',
        name: 'from',
        label: { key: 'rule-edit.fee-from' },
        hint: { key: 'rule-edit.fee-from.hint' },
        ticks: kindsIn(fee, articles).map((one) => ({
          name: `from.${one}`,
          value: fee?.chosenFrom.includes(one) ?? false,
          words: named(classWord(articles, one)),
        })),
      },
    ];
  },
  problems: (_rule, answer) => feeProblems(answer),
  change: (rule, answer, articles) => {
    const { backing: before, ...others } = rule;
    const unit = answer('unit');
    if (unit === NOTHING) return others;
    const [commonParts, chosenParts] = [whole(answer('common')), whole(answer('chosen'))];
    const chosenFrom = kindsIn(before?.fee, articles).filter((one) => answer(`from.${one}`) !== '');
    const fee = { of: whole(answer('of')), commonParts, chosenParts, chosenFrom };
    const backing: Backing = { unit, ...(commonParts + chosenParts > 0 ? { fee } : {}) };
    return { ...others, backing };
  },
};

export const acceptingEditor: UnitEditor = {
  fields: (rule, articles) => [
    {
      kind: 'ticks',
      name: 'accepting',
      label: { key: 'rule-edit.accepting', words: { many: { called: 'many', unit: spokenUnit(rule) } } },
      hint: { key: 'rule-edit.accepting.hint' },
      ticks: acceptable(rule, articles).map((one) => ({
        name: `accepting.${one}`,
        value: rule.accepting?.includes(one) ?? false,
        words: named(classWord(articles, one)),
      })),
    },
  ],
  change: (rule, answer, articles) => {
    const { accepting: _before, ...others } = rule;
    const accepting = acceptable(rule, articles).filter((one) => answer(`accepting.${one}`) !== '');
    return accepting.length === 0 ? others : { ...others, accepting };
  },
};

function acceptable({ accepting = [] }: UnitRule, { admission }: Articles): readonly string[] {
  return [...new Set([...accepting, ...admission.classes.map((one) => one.class)])];
}

const NOTHING = '-';

function typed(answer: RuleAnswer, name: string): boolean {
  return answer(name).trim() !== '';
}

function named(how: Word) {
  return { key: 'rule-edit.way-name', words: { how } };
}

function keepable({ unit, scale }: UnitRule, articles: Articles): readonly UnitRule[] {
  return booksOf(articles).units.filter(
    (one) => one.unit !== unit && one.kind === 'currency' && one.scale >= scale,
  );
}

function kindsIn(fee: ExchangeFee | undefined, { admission }: Articles): readonly string[] {
  return [...new Set([...(fee?.chosenFrom ?? []), ...admission.classes.map((one) => one.class)])];
}

function feeProblems(answer: RuleAnswer): Problems {
  const parts = whole(answer('common')) + whole(answer('chosen'));
  return parts > whole(answer('of')) ? { chosen: { key: 'rule-edit.wrong.part' } } : {};
}
