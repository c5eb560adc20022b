/** The rules that come out of a form and what its founders have answered. */
import { readAmount } from '#kernel/amount';
import { asWritten, MOST_OF_BOOKS, typedAmount, wordsIn, type Articles, type UnitRule } from '#agents';
import type { Form, FormQuestion } from './form.ts';

/** What founders have said to a question, by its name; null where they said nothing. */
export type FounderAnswer = (question: string) => string | null;

/**
 * The present answer to a question of the form, as people would give it; of a choice, its name; of words,
 * those of the language in which founders are asked.
 */
export function answerIn(
  articles: Articles,
  question: FormQuestion,
  language: string,
): number | boolean | string | UnitRule['words'][string] {
  const value = at(articles, question.path);
  switch (question.kind) {
    case 'choice': {
      const has = JSON.stringify(value ?? null);
      return question.choices?.find(({ puts }) => JSON.stringify(puts) === has)?.choice ?? '';
    }
    case 'amount':
      return typedAmount(value as string, unitAsked(articles, question).scale);
    case 'words':
      return wordsIn(unitAsked(articles, question), language);
    default:
      return value as number | boolean;
  }
}

/** The unit that a question about an amount or its words is about: `books.units.0.…`. */
export function unitAsked(articles: Articles, { path }: Pick<FormQuestion, 'path'>): UnitRule {
  return at(articles, path.slice(0, 3)) as UnitRule;
}

/**
 * The form's articles with the answers put in; a question without a usable answer keeps what the form says.
 */
export function articlesFrom(form: Form, answer: FounderAnswer, language: string): Articles {
  return form.questions.reduce<Articles>((articles, question) => {
    const value = valueFrom(articles, question, answer, language);
    return value === undefined ? articles : put(articles, question.path, value);
  }, form.articles);
}

function valueFrom(
  articles: Articles,
  question: FormQuestion,
  answer: FounderAnswer,
  language: string,
): unknown {
  if (question.kind === 'words') return wordsFrom(articles, question, answer, language);
  const typed = answer(question.question);
  if (typed === null) return undefined;
  switch (question.kind) {
    case 'choice':
      return question.choices?.find(({ choice }) => choice === typed)?.puts;
    case 'yes_no':
      return typed === 'yes';
    case 'amount':
      return minorFrom(unitAsked(articles, question), question, typed);
    default:
      return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined;
  }
}

function minorFrom(
  { scale }: UnitRule,
  { least = 0, most }: FormQuestion,
  typed: string,
): string | undefined {
  const read = readAmount(typed, { id: '', scale });
  if (!read.ok) return undefined;
  const { minor } = read.value;
  const one = 10n ** BigInt(scale);
  const isBetween = minor >= BigInt(least) * one && (most === undefined || minor <= BigInt(most) * one);
  return isBetween ? String(minor) : undefined;
}

/** Whoever calls it something else calls it so in their own language, and in no other. */
function wordsFrom(
  articles: Articles,
  question: FormQuestion,
  answer: FounderAnswer,
  language: string,
): UnitRule['words'] | undefined {
  const present = wordsIn(unitAsked(articles, question), language);
  const said = (which: keyof typeof present) => asWritten(answer(`${question.question}.${which}`) ?? '');
  const [one, many] = [said('one') || said('many'), said('many') || said('one')];
  const isUsable = one !== '' && [one, many].every((word) => word.length <= MOST_OF_BOOKS.word);
  if (!isUsable || (one === present.one && many === present.many)) return undefined;
  return { [language]: { one, many } };
}

function at(articles: Articles, path: FormQuestion['path']): unknown {
  return path.reduce<unknown>((part, step) => (part as Record<string | number, unknown>)[step], articles);
}

function put<Part>(part: Part, path: readonly (string | number)[], value: unknown): Part {
  const [step, ...rest] = path;
  if (step === undefined) return value as Part;
  if (rest.length === 0 && value === null) {
    const { [step]: _gone, ...others } = part as Record<string | number, unknown>;
    return others as Part;
  }
  const inner = put((part as Record<string | number, unknown>)[step], rest, value);
  if (Array.isArray(part)) return part.with(step as number, inner) as Part;
  return { ...part, [step]: inner };
}
