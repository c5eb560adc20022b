/** How far below zero the accounts of a unit may go: all alike, by kind of member, with time, by trust. */
import { BOOKS_RANGES, MOST_OF_BOOKS, type Credit, type UnitRule } from './books.ts';
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
import { classWord } from './rule-words.ts';
import type { Articles } from './statutes.ts';

const SOME = { name: 'by', is: ['all', 'class', 'age', 'trust'], kind: 'below' } as const;
const BY_CLASS = { name: 'by', is: ['class'], kind: 'by_class' } as const;
const BY_AGE = { name: 'by', is: ['age'], kind: 'by_age' } as const;

export const creditEditor: UnitEditor = {
  fields: (rule, articles) => {
    const { credit } = rule;
    const minor = credit.by === 'nobody' ? usualMinor(rule) : credit.minor;
    return [
      choice('by', credit.by, 'rule-edit.credit', offered(credit, articles), 'rule-edit.credit'),
      { ...amount('minor', minor, rule, 'rule-edit.below'), when: SOME },
      ...classFields(rule, articles),
      ...stepFields(rule),
    ];
  },
  problems: (rule, answer) => (answer('by') === 'age' ? stepProblems(rule, answer) : {}),
  change: (rule, answer, articles) => ({ ...rule, credit: creditFrom(rule, answer, articles) }),
};

function creditFrom(rule: UnitRule, answer: RuleAnswer, articles: Articles): Credit {
  const by = answer('by') as Credit['by'];
  if (by === 'nobody') return { by };
  const typed = (name: string) => minorIn(answer(name), rule.scale);
  const minor = typed('minor')!;
  if (by === 'class') {
    const classes = kindsIn(rule.credit, articles).flatMap((name) => {
      const further = typed(`below.${name}`);
      return further === null ? [] : [{ class: name, minor: further }];
    });
    return { by, minor, classes };
  }
  if (by !== 'age') return { by, minor };
  const steps = rowsOf(rule.credit).flatMap((row) => {
    const further = typed(`minor.${row}`);
    return further === null ? [] : [{ afterDays: whole(answer(`days.${row}`)), minor: further }];
  });
  return { by, minor, steps };
}

function offered(credit: Credit, { admission }: Articles): readonly Credit['by'][] {
  const hasKinds = admission.classes.length > 1 || credit.by === 'class';
  const hasPeople = admission.who !== 'organizations' || credit.by === 'trust';
  return [
    'nobody',
    'all',
    ...(hasKinds ? (['class'] as const) : []),
    'age',
    ...(hasPeople ? (['trust'] as const) : []),
  ];
}

/** What one begins with where nobody could go below zero before: twenty hours, a hundred of anything else. */
export function usualMinor({ kind, scale }: Pick<UnitRule, 'kind' | 'scale'>): string {
  return `${kind === 'hours' ? '20' : '100'}${'0'.repeat(scale)}`;
}

function classFields(rule: UnitRule, articles: Articles): readonly RuleField[] {
  const { credit } = rule;
  if (!offered(credit, articles).includes('class')) return [];
  const named = credit.by === 'class' ? credit.classes : [];
  return kindsIn(credit, articles).map((name) => {
    const minor = named.find((one) => one.class === name)?.minor;
    const label = { key: 'rule-edit.below-class', words: { class: classWord(articles, name) } };
    return {
      ...amount(`below.${name}`, minor, rule, label),
      optional: true,
      hint: { key: 'rule-edit.below-class.hint' },
      when: BY_CLASS,
    };
  });
}

function kindsIn(credit: Credit, { admission }: Articles): readonly string[] {
  const named = credit.by === 'class' ? credit.classes : [];
  return [...new Set([...named, ...admission.classes].map((one) => one.class))];
}

function stepFields(rule: UnitRule): readonly RuleField[] {
  const steps = rule.credit.by === 'age' ? rule.credit.steps : [];
  const [least, most] = BOOKS_RANGES.afterDays;
  return rowsOf(rule.credit).flatMap((row): RuleField[] => [
    {
      kind: 'number',
      name: `days.${row}`,
      value: steps[row]?.afterDays ?? null,
      label: { key: 'rule-edit.step-days' },
      hint: { key: 'rule-edit.step-days.hint' },
      optional: true,
      least,
      most,
      when: BY_AGE,
    },
    {
      ...amount(`minor.${row}`, steps[row]?.minor, rule, 'rule-edit.step-minor'),
      optional: true,
      when: BY_AGE,
    },
  ]);
}

/** Those there are, and room for two more. */
function rowsOf(credit: Credit): readonly number[] {
  const present = credit.by === 'age' ? credit.steps.length : 0;
  return Array.from({ length: Math.min(present + 2, MOST_OF_BOOKS.steps) }, (_, row) => row);
}

/** A step has both its day and its amount, and each comes after the one before it. */
function stepProblems(rule: UnitRule, answer: RuleAnswer): Problems {
  const said = (name: string) => answer(name).trim() !== '';
  let before = 0;
  for (const row of rowsOf(rule.credit)) {
    const [days, minor] = [`days.${row}`, `minor.${row}`];
    if (!said(days) && !said(minor)) continue;
    if (!said(days) || !said(minor)) return { [said(days) ? minor : days]: { key: 'rule-edit.wrong.step' } };
    const after = whole(answer(days));
    if (after <= before && after > 0) return { [days]: { key: 'rule-edit.wrong.step-order' } };
    before = after;
  }
  return {};
}
