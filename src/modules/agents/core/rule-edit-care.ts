/** What our rules say of care, changed sentence by sentence; and how it comes into them and goes. */
import { CARE_MONEY_SCALE, CARE_RANGES, MOST_OF_CARE, NEW_CARE, type CareWorth } from './care-rules.ts';
import { careUnit } from './care-text.ts';
import { amount, minorIn, whole } from './rule-fields.ts';
import type { Editor, Problems, RuleAnswer, RuleField } from './rule-fields.ts';
import type { Articles } from './statutes.ts';
import { asWritten } from './written.ts';

/** What is asked at `care.<part>`; null where the rules do not speak of care. */
export function careEditor({ care }: Articles, part: string | undefined): Editor | null {
  if (care === undefined) return null;
  if (part === 'people') return peopleEditor;
  return part === 'worth' ? worthEditor : null;
}

/** Care comes into the rules of a group that did not speak of it. */
export const newCareEditor: Editor = {
  fields: () => [peopleField(NEW_CARE.leastPeople)],
  change: (articles, answer) => ({ ...articles, care: { leastPeople: whole(answer('leastPeople')) } }),
};

const peopleEditor: Editor = {
  fields: ({ care = NEW_CARE }) => [
    peopleField(care.leastPeople),
    {
      kind: 'yes_no',
      name: 'out',
      value: false,
      label: { key: 'rule-edit.care-out' },
      hint: { key: 'rule-edit.care-out.hint' },
    },
  ],
  change: (articles, answer) => {
    const { care, ...others } = articles;
    if (answer('out') !== '') return others;
    return { ...others, care: { ...care, leastPeople: whole(answer('leastPeople')) } };
  },
};

function peopleField(value: number): RuleField {
  const [least, most] = CARE_RANGES.leastPeople;
  return {
    kind: 'number',
    name: 'leastPeople',
    value,
    label: { key: 'rule-edit.care-people' },
    hint: { key: 'rule-edit.care-people.hint' },
    least,
    most,
  };
}

const WAGES = ['generalist', 'specialist', 'opportunity'] as const;
const SAID = { name: 'said', is: ['yes'], kind: 'priced' } as const;

const worthEditor: Editor = {
  fields: ({ care }) => worthFields(care?.worth),
  problems: (_articles, answer) => worthProblems(answer),
  change: (articles, answer) => {
    const { worth: _before, ...care } = articles.care ?? NEW_CARE;
    if (answer('said') !== 'yes') return { ...articles, care };
    const minor = (name: string) => minorIn(answer(name), CARE_MONEY_SCALE)!;
    const worth: CareWorth = {
      currency: currencyIn(answer),
      generalistMinor: minor('generalist'),
      specialistMinor: minor('specialist'),
      opportunityMinor: minor('opportunity'),
      source: asWritten(answer('source')),
      year: whole(answer('year')),
    };
    return { ...articles, care: { ...care, worth } };
  },
};

function worthFields(worth: CareWorth | undefined): readonly RuleField[] {
  const wages = WAGES.map((name): RuleField => {
    const { unit, ...field } = amount(
      name,
      worth?.[`${name}Minor`],
      careUnit(worth ?? { currency: '' }),
      `rule-edit.care-${name}`,
    );
    // In which currency is asked beside it; one that is settled stands after the figure.
    return { ...field, ...(worth === undefined || unit === undefined ? {} : { unit }), when: SAID };
  });
  const [least, most] = CARE_RANGES.year;
  return [
    {
      kind: 'choice',
      name: 'said',
      value: worth === undefined ? 'no' : 'yes',
      label: { key: 'rule-edit.care-worth' },
      choices: ['no', 'yes'].map((value) => ({
        value,
        words: { key: `rule-edit.care-worth.${value}` },
      })),
    },
    {
      kind: 'text',
      name: 'currency',
      value: worth?.currency ?? '',
      label: { key: 'rule-edit.care-currency' },
      hint: { key: 'rule-edit.care-currency.hint' },
      most: 3,
      when: SAID,
    },
    ...wages,
    {
      kind: 'text',
      name: 'source',
      value: worth?.source ?? '',
      label: { key: 'rule-edit.care-source' },
      hint: { key: 'rule-edit.care-source.hint' },
      most: MOST_OF_CARE.source,
      when: SAID,
    },
    {
      kind: 'number',
      name: 'year',
      value: worth?.year ?? null,
      label: { key: 'rule-edit.care-year' },
      least,
      most,
      when: SAID,
    },
  ];
}

function worthProblems(answer: RuleAnswer): Problems {
  if (answer('said') !== 'yes' || /^[A-Z]{3}$/.test(currencyIn(answer))) return {};
  return { currency: { key: 'rule-edit.wrong.code' } };
}

function currencyIn(answer: RuleAnswer): string {
  return asWritten(answer('currency')).toUpperCase();
}
