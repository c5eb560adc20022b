import { describe, expect, test } from 'vitest';
import { checkStatutes } from '#agents';
import { answerIn, articlesFrom } from './answers.ts';
import { forms } from './index.ts';
import { localExchangeSystem } from './local-exchange-system.ts';

describe.each(forms.map((form) => [form.form, form] as const))('the questions of %s', (_, form) => {
  test('lead to a place in its articles, within what they allow', () => {
    for (const question of form.questions) {
      const value = answerIn(form.articles, question, 'en');
      const kinds = {
        yes_no: 'boolean',
        choice: 'string',
        number: 'number',
        members_needed: 'number',
        amount: 'string',
        words: 'object',
      };
      expect(typeof value, question.question).toBe(kinds[question.kind]);
      for (const { choice } of question.choices ?? []) {
        const answered = articlesFrom(form, (name) => (name === question.question ? choice : null), 'en');
        expect(answerIn(answered, question, 'en')).toBe(choice);
        expect(checkStatutes(answered, form.matters)).toMatchObject({ ok: true });
      }
      for (const edge of [question.least, question.most]) {
        if (edge === undefined) continue;
        const answered = articlesFrom(
          form,
          (name) => (name === question.question ? String(edge) : null),
          'en',
        );
        expect(answerIn(answered, question, 'en')).toBe(question.kind === 'amount' ? String(edge) : edge);
        expect(checkStatutes(answered, form.matters)).toMatchObject({ ok: true });
      }
    }
  });

  test('leave the form as it is without an answer, and do not change the form itself', () => {
    const before = structuredClone(form.articles);
    expect(articlesFrom(form, () => null, 'en')).toEqual(before);
    expect(articlesFrom(form, (name) => (name.includes('.') ? null : 'many'), 'en')).toEqual(before);
    articlesFrom(form, () => '3', 'en');
    expect(form.articles).toEqual(before);
  });
});

describe('what is counted', () => {
  const answered = (answers: Record<string, string>, language = 'es') =>
    articlesFrom(localExchangeSystem, (name) => answers[name] ?? null, language).books!.units[0]!;
  const asked = (name: string) => localExchangeSystem.questions.find((one) => one.question === name)!;
  const own = localExchangeSystem.articles.books.units[0];

  test('is called by whoever founds the group as it is said in their language, and so in all', () => {
    const words = { 'unit_words.one': ' maíz ', 'unit_words.many': 'maíces' };
    expect(answered(words).words).toEqual({ es: { one: 'maíz', many: 'maíces' } });
    expect(answered({ 'unit_words.one': 'sol' }).words).toEqual({ es: { one: 'sol', many: 'sol' } });
    expect(answerIn(localExchangeSystem.articles, asked('unit_words'), 'es')).toEqual(own.words.es);
  });

  test('keeps its words in every language where nobody calls it anything else', () => {
    const same = { 'unit_words.one': 'grano', 'unit_words.many': 'granos' };
    for (const words of [same, {}, { 'unit_words.one': ' ' }, { 'unit_words.one': 'a'.repeat(41) }]) {
      expect(answered(words).words).toEqual(own.words);
    }
  });

  test.each([
    ['250', '25000'],
    ['1,250.5', '125050'],
    ['1', '100'],
    ['0', '10000'],
    ['0.99', '10000'],
    ['100000', '10000000'],
    ['100000.01', '10000'],
    ['-5', '10000'],
    ['1.001', '10000'],
    ['much', '10000'],
  ])('can be owed up to what is typed, within bounds: %s', (typed, minor) => {
    expect(answered({ below_zero: typed }).credit).toEqual({ by: 'all', minor });
  });
});
