/** How what we count is changed sentence by sentence, and how a unit comes in and goes. */
import { describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import { articlesInput } from './articles-input.ts';
import { BOOKS_MATTERS, MOST_OF_BOOKS, type Credit, type UnitRule } from './books.ts';
import { additions, ruleFields } from './rule-edit.ts';
import { compareRules, rulesText } from './rules-text.ts';
import { checkStatutes, type Articles } from './statutes.ts';
import { answerIn, changeIn, KNOWN } from './with-edits.ts';

const maiz: UnitRule = {
  unit: 'maiz',
  kind: 'mutual_credit',
  code: 'MAIZ',
  scale: 2,
  words: { es: { one: 'maíz', many: 'maíces' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
};
const full: UnitRule = {
  unit: 'sol',
  kind: 'backed',
  code: 'SOL',
  scale: 0,
  words: { en: { one: 'sun', many: 'suns' }, yo: { one: 'oòrùn', many: 'oòrùn' } },
  symbol: '☀',
  holders: ['supporter', 'group'],
  credit: { by: 'class', minor: '5', classes: [{ class: 'supporter', minor: '0' }] },
  ceilingMinor: '900719925474099312',
  levy: { parts: 1, of: 3, pays: 'both' },
};
const aged: UnitRule = {
  ...maiz,
  unit: 'hora',
  code: 'HORA',
  kind: 'hours',
  credit: {
    by: 'age',
    minor: '500',
    steps: [
      { afterDays: 90, minor: '1025' },
      { afterDays: 365, minor: '2000' },
    ],
  },
};
const counting = (...units: UnitRule[]): Articles => ({ ...network.articles, books: { units } });
const rules = counting(maiz, full, aged);

const answer = (path: string, answers: Record<string, string>, of: Articles = rules) =>
  answerIn(of, path, answers);
const change = (path: string, answers: Record<string, string>, of: Articles = rules) =>
  changeIn(of, path, answers);

const paths = rulesText(rules)
  .filter(({ section }) => section === 'money')
  .map(({ path }) => path);

test.each(paths)('%s can be changed, and sent untouched changes nothing', (path) => {
  expect(ruleFields(rules, path, KNOWN)).not.toBeNull();
  expect(change(path, {})).toEqual(rules);
});

const by = (credit: Credit): Partial<UnitRule> => ({ credit });

test.each<[string, Record<string, string>, Partial<UnitRule>]>([
  ['name', { kind: 'hours', code: ' mz2 ', symbol: ' # ' }, { kind: 'hours', code: 'MZ2', symbol: '#' }],
  [
    'name',
    { 'one.en': 'ear of  maize', 'many.en': 'ears of maize', 'one.es': 'elote', 'many.es': 'elotes' },
    { words: { en: { one: 'ear of maize', many: 'ears of maize' }, es: { one: 'elote', many: 'elotes' } } },
  ],
  ['holders', { 'holders.group': 'yes' }, { holders: ['group'] }],
  ['credit', { by: 'nobody', minor: 'x' }, by({ by: 'nobody' })],
  ['credit', { by: 'all', minor: '1,250.5' }, by({ by: 'all', minor: '125050' })],
  ['credit', { by: 'all', minor: '0' }, by({ by: 'all', minor: '0' })],
  [
    'credit',
    { by: 'class', minor: '10', 'below.group': '0,25' },
    by({ by: 'class', minor: '1000', classes: [{ class: 'group', minor: '25' }] }),
  ],
  [
    'credit',
    { by: 'age', minor: '10', 'days.0': '30', 'minor.0': '20', 'days.1': '31', 'minor.1': '30' },
    by({
      by: 'age',
      minor: '1000',
      steps: [
        { afterDays: 30, minor: '2000' },
        { afterDays: 31, minor: '3000' },
      ],
    }),
  ],
  ['credit', { by: 'trust', minor: '50', 'days.0': 'x' }, by({ by: 'trust', minor: '5000' })],
  ['ceiling', { ceiling: '500' }, { ceilingMinor: '50000' }],
  ['levy', { parts: '2', pays: 'target' }, { levy: { parts: 2, of: 100, pays: 'target' } }],
  [
    'levy',
    { parts: '1000000', of: '1000000' },
    { levy: { parts: 1_000_000, of: 1_000_000, pays: 'source' } },
  ],
])('%s of a unit with %o', (part, answers, expected) => {
  const changed = change(`books.maiz.${part}`, answers);
  expect(changed).toEqual(counting({ ...maiz, ...expected }, full, aged));
  expect(articlesInput.parse(changed)).toEqual(changed);
  expect(checkStatutes(changed, Object.keys(changed.powers))).toMatchObject({ ok: true });
});

test('what is emptied goes', () => {
  const { symbol: _symbol, ...signless } = full;
  expect(change('books.sol.name', { symbol: ' ' })).toEqual(counting(maiz, signless, aged));
  const { ceilingMinor: _ceiling, ...unbound } = full;
  expect(change('books.sol.ceiling', { ceiling: '' })).toEqual(counting(maiz, unbound, aged));
  const { levy: _levy, ...unlevied } = full;
  expect(change('books.sol.levy', { parts: '' })).toEqual(counting(maiz, unlevied, aged));
  expect(change('books.sol.holders', { 'holders.group': '', 'holders.supporter': '' })).toEqual(
    counting(maiz, { ...full, holders: [] }, aged),
  );
  const words = { en: { one: 'maize', many: 'maize' } };
  expect(
    change('books.maiz.name', { 'one.en': 'maize', 'many.en': 'maize', 'one.es': '', 'many.es': '' }),
  ).toEqual(counting({ ...maiz, words }, full, aged));
});

test('a unit is taken out, whatever else was typed', () => {
  expect(change('books.maiz.name', { out: 'yes', code: '' })).toEqual(counting(full, aged));
});

describe('a unit comes in', () => {
  const grain = { 'one.en': 'grain', 'many.en': 'grains' };

  test.each<[Record<string, string>, Partial<UnitRule>]>([
    [{}, { kind: 'mutual_credit', scale: 2, credit: { by: 'all', minor: '10000' } }],
    [{ scale: '0' }, { scale: 0, credit: { by: 'all', minor: '100' } }],
    [{ kind: 'hours' }, { kind: 'hours', credit: { by: 'all', minor: '2000' } }],
    [
      { kind: 'currency', symbol: '$' },
      { kind: 'currency', symbol: '$', credit: { by: 'nobody' } },
    ],
  ])('with what is usual: %o', (answers, expected) => {
    const changed = change('books.units', { ...grain, ...answers });
    expect(changed.books!.units.at(-1)).toEqual({
      unit: 'grain',
      code: 'GRAIN',
      kind: 'mutual_credit',
      scale: 2,
      words: { en: { one: 'grain', many: 'grains' } },
      holders: [],
      ...expected,
    });
    expect(articlesInput.parse(changed)).toEqual(changed);
    expect(checkStatutes(changed, Object.keys(changed.powers))).toMatchObject({ ok: true });
  });

  test.each([
    ['maíz', 'maiz_2', 'MAIZ2'],
    ['Hora del barrio de San Juan', 'hora_del_barrio_de_san_juan', 'HORADELB'],
    ['ሰዓት', 'unit_1', 'UNIT1'],
    ['h', 'h', 'HX'],
  ])('“%s” is kept as %s, and written %s', (name, unit, code) => {
    const changed = change('books.units', { 'one.es': name, 'many.es': name });
    expect(changed.books!.units.at(-1)).toMatchObject({ unit, code });
  });

  test('and with the first of them somebody may do what there is to do with accounts', () => {
    const powers = { ...network.articles.powers, correct: { by: 'member' } } as const;
    const bare: Articles = { ...network.articles, powers };
    const changed = change('books.units', grain, bare);
    for (const matter of BOOKS_MATTERS) {
      const expected = matter === 'correct' ? { by: 'member' } : { by: 'members', share: 'majority' };
      expect(changed.powers[matter]).toEqual(expected);
      expect(ruleFields(changed, `powers.${matter}`, KNOWN)).not.toBeNull();
    }
    const told = compareRules(bare, changed).map((one) => 'after' in one && one.after.id);
    expect(told).toContain('unit.grain.credit');
    expect(told).toContain('power.pay_out');
    expect(change('books.units', { 'one.en': 'sol', 'many.en': 'soles' }, changed).powers).toEqual(
      changed.powers,
    );
  });

  test('as long as there are not too many', () => {
    const many = Array.from({ length: MOST_OF_BOOKS.units }, (_, at) => ({
      ...maiz,
      unit: `u${at}`,
      code: `U${at}`,
    }));
    expect(additions(counting(...many.slice(1)))).toContain('books.units');
    expect(additions(counting(...many))).not.toContain('books.units');
    expect(ruleFields(counting(...many), 'books.units', KNOWN)).toBeNull();
  });
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['books.units', {}, { 'one.en': 'rule-edit.wrong.empty' }],
  ['books.units', { 'one.es': 'sol' }, { 'many.es': 'rule-edit.wrong.empty' }],
  ['books.units', { 'many.en': 'suns' }, { 'one.en': 'rule-edit.wrong.empty' }],
  [
    'books.units',
    { 'one.es': 'a'.repeat(41), 'many.es': 'b', scale: '7', kind: 'gold' },
    {
      'one.es': 'rule-edit.wrong.long',
      scale: 'rule-edit.wrong.number',
      kind: 'rule-edit.wrong.choice',
    },
  ],
  ['books.maiz.name', { code: 'm' }, { code: 'rule-edit.wrong.code' }],
  ['books.maiz.name', { code: '' }, { code: 'rule-edit.wrong.empty' }],
  ['books.maiz.name', { code: 'sol' }, { code: 'rule-edit.wrong.code-taken' }],
  ['books.maiz.name', { symbol: 'a'.repeat(9) }, { symbol: 'rule-edit.wrong.long' }],
  ['books.maiz.credit', { minor: '' }, { minor: 'rule-edit.wrong.amount' }],
  ['books.maiz.credit', { minor: '-5' }, { minor: 'rule-edit.wrong.amount' }],
  ['books.maiz.credit', { minor: '0.125' }, { minor: 'rule-edit.wrong.amount' }],
  ['books.maiz.credit', { minor: '1'.repeat(17) }, { minor: 'rule-edit.wrong.amount' }],
  ['books.maiz.credit', { by: 'king' }, { by: 'rule-edit.wrong.choice' }],
  ['books.maiz.credit', { by: 'class', 'below.group': 'x' }, { 'below.group': 'rule-edit.wrong.amount' }],
  ['books.maiz.credit', { by: 'age', 'days.0': '30' }, { 'minor.0': 'rule-edit.wrong.step' }],
  ['books.maiz.credit', { by: 'age', 'minor.1': '30' }, { 'days.1': 'rule-edit.wrong.step' }],
  ['books.hora.credit', { 'days.1': '90' }, { 'days.1': 'rule-edit.wrong.step-order' }],
  ['books.hora.credit', { 'days.1': '3651' }, { 'days.1': 'rule-edit.wrong.number' }],
  ['books.maiz.ceiling', { ceiling: '0.00' }, { ceiling: 'rule-edit.wrong.nothing' }],
  ['books.sol.ceiling', { ceiling: '1.5' }, { ceiling: 'rule-edit.wrong.amount' }],
  ['books.maiz.levy', { parts: '101' }, { parts: 'rule-edit.wrong.part' }],
  ['books.maiz.levy', { parts: '0' }, { parts: 'rule-edit.wrong.number' }],
  ['books.maiz.levy', { parts: '1', pays: 'king' }, { pays: 'rule-edit.wrong.choice' }],
])('%s with %o is asked again, as it was filled in', (path, answers, expected) => {
  const asked = answer(path, answers);
  if (asked.ok) throw new Error('was taken');
  const problems = Object.entries(asked.problems).map(([name, { key }]) => [name, key]);
  expect(Object.fromEntries(problems)).toEqual(expected);
  const typed = asked.fields.filter(({ name }) => name in answers);
  expect(typed.map((field) => 'value' in field && field.value)).toEqual(
    typed.map(({ name }) => answers[name]),
  );
});

test('what is offered fits who is among us', () => {
  const offered = (of: Articles, path: string) => {
    const [first] = ruleFields(of, path, KNOWN)!;
    return first?.kind === 'choice' ? first.choices.map(({ value }) => value) : null;
  };
  expect(offered(rules, 'books.maiz.credit')).toEqual(['nobody', 'all', 'class', 'age', 'trust']);
  const { admission } = rules;
  const groups: Articles = {
    ...rules,
    admission: { ...admission, who: 'organizations', classes: admission.classes.slice(0, 1) },
  };
  expect(offered(groups, 'books.maiz.credit')).toEqual(['nobody', 'all', 'age']);
});

describe('the limit of a post', () => {
  const power = (of: Articles) => of.powers['pay_out'];
  const pay = counting(maiz);
  const paid: Articles = { ...pay, powers: { ...pay.powers, pay_out: { by: 'role', role: 'treasurer' } } };
  const names = (of: Articles, matter = 'pay_out') =>
    ruleFields(of, `powers.${matter}`, KNOWN)!.map(({ name }) => name);

  test('is typed as people write it, where it is about value', () => {
    const limited = change('powers.pay_out', { each: '100', days: '30', sum: '250,50' }, paid);
    expect(power(limited)).toEqual({
      by: 'role',
      role: 'treasurer',
      upTo: { perActMinor: '10000', per: { days: 30, amountMinor: '25050' } },
    });
    expect(change('powers.pay_out', {}, limited)).toEqual(limited);
    expect(answer('powers.pay_out', { each: '0.001' }, limited)).toMatchObject({
      problems: { each: { key: 'rule-edit.wrong.amount', values: { scale: 2 } } },
    });
    expect(names(limited)).toContain('sum');
  });

  test('asks for no amount where nothing says of what', () => {
    expect(names(paid)).toContain('each');
    expect(names(paid, 'describe')).not.toContain('each');
    const several = { ...paid, books: rules.books! };
    expect(names(several)).not.toContain('each');
  });
});

test.each([
  'books',
  'books.maiz',
  'books.king.name',
  'books.maiz.king',
  'books.maiz.toString',
  'books.maiz.credit.0',
  'books.units.name',
  'books.__proto__.name',
])('nothing can be changed at “%s”', (path) => {
  expect(ruleFields(rules, path, KNOWN)).toBeNull();
});
