/** How what our rules say of care is changed, comes into them and goes. */
import { expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { careCircle } from '../../../forms/care-circle.ts';
import { articlesInput } from './articles-input.ts';
import { changeRule, ruleFields } from './rule-edit.ts';
import { rulesText } from './rules-text.ts';
import { checkStatutes, type Articles } from './statutes.ts';

const KNOWN = { posts: [], languages: ['en', 'es'] };
const none: Articles = association.articles;
const circle: Articles = careCircle.articles;
const worth = {
  currency: 'MXN',
  generalistMinor: '4250',
  specialistMinor: '6800',
  opportunityMinor: '5500',
  source: 'ENOE',
  year: 2026,
};
const priced: Articles = { ...circle, care: { leastPeople: 5, worth } };

function answers(of: Articles, path: string, said: Record<string, string>) {
  const fields = ruleFields(of, path, KNOWN) ?? [];
  const untouched = Object.fromEntries(
    fields.map((field) => {
      if (field.kind === 'ticks') return [field.name, ''];
      if (field.kind === 'yes_no') return [field.name, field.value ? 'yes' : ''];
      return [field.name, String(field.value ?? '')];
    }),
  );
  return changeRule(of, path, KNOWN, (name) => ({ ...untouched, ...said })[name] ?? '')!;
}

test.each([
  ['what was not there', none, 'care', {}, { leastPeople: 5 }],
  ['more people', circle, 'care.people', { leastPeople: '12' }, { leastPeople: 12 }],
  ['nothing', priced, 'care.people', {}, { leastPeople: 5, worth }],
  ['nothing', priced, 'care.worth', {}, { leastPeople: 5, worth }],
  ['what it would cost, away', priced, 'care.worth', { said: 'no' }, { leastPeople: 5 }],
  ['all of it, away', priced, 'care.people', { out: 'yes' }, undefined],
  [
    'what it would cost',
    circle,
    'care.worth',
    {
      said: 'yes',
      currency: 'mxn',
      generalist: '42.50',
      specialist: '68',
      opportunity: '55',
      source: 'ENOE',
      year: '2026',
    },
    { leastPeople: 5, worth },
  ],
] as const)('changes %s', (_what, of, path, said, care) => {
  const changed = answers(of, path, said);
  if (!changed.ok) throw new Error(JSON.stringify(changed.problems));
  expect(changed.articles.care).toEqual(care);
  expect(articlesInput.parse(changed.articles)).toEqual(changed.articles);
  expect(checkStatutes(changed.articles, []).ok).toBe(true);
});

test.each([
  [circle, 'care.people', { leastPeople: '4' }, ['leastPeople']],
  [circle, 'care.people', { leastPeople: '51' }, ['leastPeople']],
  [priced, 'care.worth', { currency: 'peso' }, ['currency']],
  [
    priced,
    'care.worth',
    { generalist: 'a lot', year: '1999', source: ' ' },
    ['generalist', 'source', 'year'],
  ],
] as const)('%#: says what is wrong', (of, path, said, wrong) => {
  const changed = answers(of, path, said);
  expect(changed.ok).toBe(false);
  if (!changed.ok) expect(Object.keys(changed.problems).sort()).toEqual(wrong);
});

test('nobody lives under rules that tell of fewer than five', () => {
  const told = checkStatutes({ ...circle, care: { leastPeople: 4 } }, []);
  expect(told).toMatchObject({ ok: false, refusal: { rule: 'statutes_number_out_of_range' } });
});

test('rules that do not speak of care say nothing of it', () => {
  const sentences = (of: Articles) => rulesText(of).filter(({ section }) => section === 'care');
  expect(sentences(none)).toEqual([]);
  expect(sentences(circle).map(({ key }) => key)).toEqual(['rule.care.people', 'rule.care.worth.none']);
  expect(sentences(priced).map(({ key }) => key)).toEqual(['rule.care.people', 'rule.care.worth.some']);
});
