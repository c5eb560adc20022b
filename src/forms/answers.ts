/** The rules that come out of a form and what its founders have answered. */
import type { Articles } from '#agents';
import type { Form, FormQuestion } from './form.ts';

/** The present answer to a question of the form, as the articles have it; of a choice, its name. */
export function answerIn(articles: Articles, question: FormQuestion): number | boolean | string {
  const value = question.path.reduce<unknown>(
    (part, step) => (part as Record<string | number, unknown>)[step],
    articles,
  );
  if (question.kind !== 'choice') return value as number | boolean;
  const has = JSON.stringify(value);
  return question.choices?.find(({ puts }) => JSON.stringify(puts) === has)?.choice ?? '';
}

/**
 * The form's articles with the answers put in; a question without a usable answer keeps what the form says.
 */
export function articlesFrom(form: Form, answer: (question: string) => string | null): Articles {
  return form.questions.reduce<Articles>((articles, question) => {
    const typed = answer(question.question);
    if (question.kind === 'choice') {
      const chosen = question.choices?.find(({ choice }) => choice === typed);
      return chosen ? put(articles, question.path, chosen.puts) : articles;
    }
    if (question.kind === 'yes_no')
      return typed === null ? articles : put(articles, question.path, typed === 'yes');
    return typed !== null && /^\d{1,6}$/.test(typed) ? put(articles, question.path, Number(typed)) : articles;
  }, form.articles);
}

function put<Part>(part: Part, path: readonly (string | number)[], value: unknown): Part {
  const [step, ...rest] = path;
  if (step === undefined) return value as Part;
  const inner = put((part as Record<string | number, unknown>)[step], rest, value);
  if (Array.isArray(part)) return part.with(step as number, inner) as Part;
  return { ...part, [step]: inner };
}
