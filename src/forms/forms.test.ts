/** What every form keeps, whatever it is a form of. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  articlesInput,
  checkStatutes,
  MATTERS,
  RANGES,
  rulesText,
  signaturesNeeded,
  VOICE_RANGES,
  votes,
  type Word,
} from '#agents';
import { locales, messagesOf } from '#locales';
import { vignettes } from '../screens/vignettes.ts';
import { answerIn, articlesFrom, formNamed, forms, formsFor, PRACTICES } from './index.ts';
import type { Form, FormQuestion } from './form.ts';

/** Which range of the check a question's answer falls under: the name of the number it asks for. */
function rangeOf(question: FormQuestion): readonly [number, number] {
  const name = String(question.path.at(-1));
  const ranges: Record<string, readonly [number, number] | undefined> = { ...RANGES, ...VOICE_RANGES };
  const range = ranges[name];
  if (!range) throw new Error(`${name} has no range`);
  return range;
}

/** Every word that people who found a group of this form may read. */
function wordsOf(form: Form): string[] {
  const { articles } = form;
  return [
    `form.${form.form}.name`,
    `form.${form.form}.line`,
    ...[1, 2, 3, 4, 5].map((number) => `form.${form.form}.we.${number}`),
    ...form.questions.map(({ question }) => `question.${question}`),
    ...form.questions.flatMap(({ question, choices = [] }) =>
      choices.map(({ choice }) => `question.${question}.${choice}`),
    ),
    ...(form.questions.some(({ kind }) => kind === 'words')
      ? ['question.words.one', 'question.words.many']
      : []),
    ...form.next.map(({ step }) => `next.${step}`),
    ...articles.roles.map(({ role }) => `role.${role}`),
    ...articles.admission.classes.map((one) => `class.${one.class}`),
    ...Object.keys(articles.powers).map((matter) => `matter.${matter}`),
    ...rulesText(articles).flatMap((sentence) => [
      sentence.key,
      ...[...Object.values(sentence.words), ...Object.values(sentence.lists).flat()].flatMap(keysOf),
    ]),
  ];
}

function keysOf(word: Word): string[] {
  if (typeof word === 'string') return [word];
  return 'key' in word ? [word.key, ...Object.values(word.words ?? {}).flatMap(keysOf)] : [];
}

test('no two forms have the same name, and every one is found by it', () => {
  expect(new Set(forms.map((form) => form.form)).size).toBe(forms.length);
  for (const form of forms) expect(formNamed(form.form)).toBe(form);
});

describe.each(forms.map((form) => [form.form, form] as const))('%s', (_name, form) => {
  const { articles } = form;
  const matters = [...MATTERS, ...form.matters];

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
    expect(articlesInput.parse(articles)).toEqual(articles);
  });

  test('can be lived under, and every matter has somebody who may carry it', () => {
    expect(checkStatutes(articles, matters)).toEqual({ ok: true, value: articles });
    expect(Object.keys(articles.powers).sort()).toEqual([...matters].sort());
  });

  test('can be amended and ended, by members together', () => {
    for (const matter of ['amend', 'dissolve', 'revoke'] as const) {
      const power = articles.powers[matter]!;
      expect(['members', 'member']).toContain(power.by);
      expect(signaturesNeeded(power, 5)).toBeGreaterThan(1);
    }
  });

  test('a lone founder is never stuck', () => {
    for (const power of Object.values(articles.powers)) {
      if (power.by === 'roles') expect(power.among.length).toBeGreaterThan(0);
      else expect(signaturesNeeded(power, 1)).toBe(1);
    }
    for (const matter of ['appoint', 'amend'] as const) expect(articles.powers[matter]!.by).not.toBe('role');
  });

  test('members can leave, and it is said where the assets go', () => {
    expect(articles.exit.noticeDays).toBeLessThanOrEqual(RANGES.noticeDays[1]);
    expect(articles.always).toContain('leaving_is_free');
    expect(articles.dissolution.assetsTo).not.toBe('members');
    const said = rulesText(articles).map((sentence) => sentence.path);
    expect(said.some((path) => path.startsWith('exit'))).toBe(true);
    expect(said.some((path) => path.startsWith('dissolution'))).toBe(true);
  });

  test('somebody votes, and whoever founds is of a class that does', () => {
    const voting = articles.admission.classes.filter((one) => votes(articles, one.class));
    expect(voting.length).toBeGreaterThan(0);
  });

  test.each(form.questions.map((question) => [question.question, question] as const))(
    'asks for %s within what the rules allow',
    (name, question: FormQuestion) => {
      const present = answerIn(articles, question, 'en');
      if (question.kind === 'words') {
        expect(Object.keys(present)).toEqual(['one', 'many']);
        return;
      }
      if (question.kind === 'amount') {
        expect(question.least).toBeGreaterThan(0);
        for (const edge of [question.least!, question.most!]) {
          const answered = articlesFrom(form, (asked) => (asked === name ? String(edge) : null), 'en');
          expect(answerIn(answered, question, 'en')).toBe(String(edge));
          expect(checkStatutes(answered, matters).ok).toBe(true);
        }
        return;
      }
      if (question.kind === 'choice') {
        expect(question.choices!.map(({ choice }) => choice)).toContain(present);
        return;
      }
      expect(typeof present).toBe(question.kind === 'yes_no' ? 'boolean' : 'number');
      if (question.kind !== 'number') return;
      const [least, most] = rangeOf(question);
      expect(question.least).toBeGreaterThanOrEqual(least);
      expect(question.most).toBeLessThanOrEqual(most);
      expect(present).toBeGreaterThanOrEqual(question.least!);
      expect(present).toBeLessThanOrEqual(question.most!);
      for (const edge of [question.least!, question.most!]) {
        const answered = articlesFrom(form, (asked) => (asked === name ? String(edge) : null), 'en');
        expect(answerIn(answered, question, 'en')).toBe(edge);
        expect(checkStatutes(answered, matters).ok).toBe(true);
      }
    },
  );

  test('is offered for something people want to do, in places where it is at home', () => {
    expect(form.practices.length).toBeGreaterThan(0);
    for (const practice of form.practices) {
      expect(PRACTICES).toContain(practice);
      expect(formsFor(practice)).toContain(form);
    }
    expect(form.seenIn.length).toBeGreaterThan(0);
    for (const country of form.seenIn) expect(country).toMatch(/^[A-Z]{2}$/);
    expect(Object.keys(vignettes)).toContain(form.vignette);
  });

  test.each(locales.map(({ locale }) => locale))('has all its words in %s', (locale) => {
    const messages = messagesOf(locale);
    expect(wordsOf(form).filter((key) => !(key in messages))).toEqual([]);
  });

  test('has a story', () => {
    const story = new URL(`../../stories/${form.story}.test.ts`, import.meta.url);
    expect(existsSync(story)).toBe(true);
  });
});
