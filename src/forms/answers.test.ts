import { describe, expect, test } from 'vitest';
import { checkStatutes } from '#agents';
import { answerIn, articlesFrom } from './answers.ts';
import { forms } from './index.ts';

describe.each(forms.map((form) => [form.form, form] as const))('the questions of %s', (_, form) => {
  test('lead to a place in its articles, within what they allow', () => {
    for (const question of form.questions) {
      const value = answerIn(form.articles, question);
      const kinds = { yes_no: 'boolean', choice: 'string', number: 'number', members_needed: 'number' };
      expect(typeof value, question.question).toBe(kinds[question.kind]);
      for (const { choice } of question.choices ?? []) {
        const answered = articlesFrom(form, (name) => (name === question.question ? choice : null));
        expect(answerIn(answered, question)).toBe(choice);
        expect(checkStatutes(answered, form.matters)).toMatchObject({ ok: true });
      }
      for (const edge of [question.least, question.most]) {
        if (edge === undefined) continue;
        const answered = articlesFrom(form, (name) => (name === question.question ? String(edge) : null));
        expect(answerIn(answered, question)).toBe(edge);
        expect(checkStatutes(answered, form.matters)).toMatchObject({ ok: true });
      }
    }
  });

  test('leave the form as it is without an answer, and do not change the form itself', () => {
    const before = structuredClone(form.articles);
    expect(articlesFrom(form, () => null)).toEqual(before);
    expect(articlesFrom(form, () => 'many')).toEqual(before);
    articlesFrom(form, () => '3');
    expect(form.articles).toEqual(before);
  });
});
