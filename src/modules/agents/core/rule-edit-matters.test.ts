/** What rules that are older do not say yet can be put in; and how what is kept of a unit is changed. */
import { describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import type { UnitRule } from './books.ts';
import { additions, ruleFields } from './rule-edit.ts';
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
const counting = (...units: UnitRule[]): Articles => ({ ...network.articles, books: { units } });
const rules = counting(maiz);
const answer = (path: string, answers: Record<string, string>, of: Articles = rules) =>
  answerIn(of, path, answers);
const change = (path: string, answers: Record<string, string>, of: Articles = rules) =>
  changeIn(of, path, answers);

describe('what older rules do not say yet', () => {
  const { pay_out: _pay, ...powers } = change('books.units', { 'one.en': 'sol', 'many.en': 'soles' }).powers;
  const { close_books: _close, read_books: _read, book_bank: _bank, ...older } = powers;
  const keeps = { by: 'role', role: 'treasurer' } as const;
  const old: Articles = { ...rules, powers: { ...older, keep_books: keeps } };

  test('is offered, as long as it is not said', () => {
    const offered = additions(old).filter((path) => path.startsWith('powers.'));
    expect(offered).toEqual(
      ['pay_out', 'book_bank', 'close_books', 'read_books'].map((one) => `powers.${one}`),
    );
    const said = change('powers.pay_out', {}, old);
    expect(additions(said)).not.toContain('powers.pay_out');
    expect(checkStatutes(said, [])).toMatchObject({ ok: true });
    // Where nothing is counted there is nothing to say.
    expect(additions({ ...old, books: { units: [] } }).filter((path) => path.startsWith('powers.'))).toEqual(
      [],
    );
    expect(ruleFields({ ...old, books: { units: [] } }, 'powers.pay_out', KNOWN)).toBeNull();
    expect(ruleFields(old, 'powers.king', KNOWN)).toBeNull();
  });

  test.each([
    ['close_books', keeps],
    ['read_books', keeps],
    ['pay_out', { by: 'members', share: 'majority' }],
  ])('and begins with who is likely: %s', (matter, power) => {
    expect(change(`powers.${matter}`, {}, old).powers[matter]).toEqual(power);
  });

  test.each([
    [{ by: 'member' }, { by: 'members', of: 2 }],
    [
      { by: 'members', of: 3 },
      { by: 'members', of: 3 },
    ],
  ] as const)('what takes more than one, where %o puts right, with %o', (corrects, power) => {
    const of: Articles = { ...old, powers: { ...old.powers, correct: corrects } };
    expect(change('powers.book_bank', {}, of).powers['book_bank']).toEqual(power);
  });
});

describe('what lying costs, what is kept and where one can pay', () => {
  const unitOf = (of: Articles, unit: string) => of.books!.units.find((one) => one.unit === unit)!;
  const money: UnitRule = { ...maiz, unit: 'peso', code: 'MXN', kind: 'currency', credit: { by: 'nobody' } };
  const backed: UnitRule = { ...money, unit: 'jicara', code: 'JICARA', kind: 'backed' };
  const of = counting(money, backed);

  test('lying costs a part, each month a share, and after too long it is all of ours', () => {
    const cost = { parts: '1', of: '100', free: '30', monthly: '1,50', expires: '400' };
    const changed = change('books.maiz.keeping', cost);
    expect(unitOf(changed, 'maiz')).toEqual({
      ...maiz,
      demurrage: { parts: 1, of: 100, freeDays: 30 },
      monthlyMinor: '150',
      expiresDays: 400,
    });
    expect(change('books.maiz.keeping', {}, changed)).toEqual(changed);
    expect(change('books.maiz.keeping', { parts: '', monthly: '', expires: '' }, changed)).toEqual(rules);
  });

  test.each([
    [{ parts: '101', of: '100' }, { parts: 'rule-edit.wrong.part' }],
    [{ monthly: '0' }, { monthly: 'rule-edit.wrong.nothing' }],
    [
      { parts: '1', of: '' },
      { parts: 'rule-edit.wrong.part', of: 'rule-edit.wrong.number' },
    ],
  ])('keeping with %o is asked again', (answers, expected) => {
    const asked = answer('books.maiz.keeping', answers);
    const problems = asked.ok ? [] : Object.entries(asked.problems).map(([name, { key }]) => [name, key]);
    expect(Object.fromEntries(problems)).toEqual(expected);
  });

  test('a unit is kept for in another, with what stays of it; or in nothing', () => {
    const kinds = of.admission.classes.map((one) => one.class);
    const kept = { unit: 'peso', common: '2', chosen: '3', of: '100', [`from.${kinds[0]}`]: 'yes' };
    const changed = change('books.jicara.backing', kept, of);
    expect(unitOf(changed, 'jicara').backing).toEqual({
      unit: 'peso',
      fee: { of: 100, commonParts: 2, chosenParts: 3, chosenFrom: [kinds[0]] },
    });
    expect(change('books.jicara.backing', {}, changed)).toEqual(changed);
    const free = change('books.jicara.backing', { common: '0', chosen: '0' }, changed);
    expect(unitOf(free, 'jicara').backing).toEqual({ unit: 'peso' });
    const [choice] = ruleFields(changed, 'books.jicara.backing', KNOWN)!;
    const [nothing] = choice?.kind === 'choice' ? choice.choices : [];
    expect(unitOf(change('books.jicara.backing', { unit: nothing!.value }, changed), 'jicara')).toEqual(
      backed,
    );
    const odd = answer('books.jicara.backing', { ...kept, common: '60', chosen: '60' }, of);
    expect(odd.ok).toBe(false);
  });

  test('one can pay with those of the kinds that are named, or with nobody by name', () => {
    const kind = of.admission.classes[0]!.class;
    const changed = change('books.jicara.accepting', { [`accepting.${kind}`]: 'yes' }, of);
    expect(unitOf(changed, 'jicara').accepting).toEqual([kind]);
    expect(change('books.jicara.accepting', { [`accepting.${kind}`]: '' }, changed)).toEqual(of);
  });
});
