/** What one of us can have at most, and which part of payments is for all of us. */
import { BOOKS_RANGES, type Levy, type UnitRule } from './books.ts';
import type { UnitEditor } from './rule-edit-books.ts';
import {
  amount,
  choice,
  minorIn,
  whole,
  type Problems,
  type RuleAnswer,
  type RuleField,
} from './rule-fields.ts';
import { spokenUnit } from './unit-words.ts';

export const ceilingEditor: UnitEditor = {
  fields: (rule) => [
    {
      ...amount('ceiling', rule.ceilingMinor, rule, 'rule-edit.ceiling'),
      optional: true,
      hint: { key: 'rule-edit.times.hint' },
    },
  ],
  problems: (rule, answer) =>
    minorIn(answer('ceiling'), rule.scale) === '0' ? { ceiling: { key: 'rule-edit.wrong.nothing' } } : {},
  change: (rule, answer) => {
    const { ceilingMinor: _before, ...others } = rule;
    const ceilingMinor = minorIn(answer('ceiling'), rule.scale);
    return ceilingMinor === null ? others : { ...others, ceilingMinor };
  },
};

export const levyEditor: UnitEditor = {
  fields: (rule) => [
    ...partFields(rule, rule.levy, 'rule-edit.levy'),
    choice('pays', rule.levy?.pays ?? 'source', 'rule-edit.levy-pays', PAYERS, 'rule-edit.levy-pays'),
  ],
  problems: (_rule, answer) => partProblems(answer),
  change: (rule, answer) => {
    const { levy: _before, ...others } = rule;
    const part = partIn(answer);
    return part === null ? others : { ...others, levy: { ...part, pays: answer('pays') as Levy['pays'] } };
  },
};

const PAYERS: readonly Levy['pays'][] = ['source', 'target', 'both'];

type Part = Pick<Levy, 'parts' | 'of'>;

/** So many of every so many, exactly: two of every hundred, one of every three. */
function partFields(rule: UnitRule, part: Part | undefined, key: string): readonly RuleField[] {
  const words = { many: { called: 'many', unit: spokenUnit(rule) } } as const;
  const number = (name: keyof Part, range: readonly [number, number]) =>
    ({ kind: 'number', name, least: range[0], most: range[1] }) as const;
  return [
    {
      ...number('parts', BOOKS_RANGES.levyParts),
      value: part?.parts ?? null,
      optional: true,
      label: { key, words },
      hint: { key: 'rule-edit.part.hint' },
    },
    {
      ...number('of', BOOKS_RANGES.levyOf),
      value: part?.of ?? 100,
      label: { key: 'rule-edit.part-of' },
      hint: { key: 'rule-edit.part-of.hint' },
    },
  ];
}

function partIn(answer: RuleAnswer): Part | null {
  if (answer('parts').trim() === '') return null;
  return { parts: whole(answer('parts')), of: whole(answer('of')) };
}

function partProblems(answer: RuleAnswer): Problems {
  const part = partIn(answer);
  return part !== null && part.parts > part.of ? { parts: { key: 'rule-edit.wrong.part' } } : {};
}
