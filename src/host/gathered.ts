/**
 * Small questions that many ask at the same moment, asked of the database as one: what comes while one round
 * is on its way waits for the next. Whoever asks alone waits for nobody.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

const MOST = 500;

interface Waiter<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * `ask` answers as many questions as it is asked, in their order; where it throws, each of the round is told.
 */
export function gathered<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiter<Question, Answer>[] = [];
  let isAsking = false;

  async function askAll(): Promise<void> {
    isAsking = true;
    for (;;) {
      // Whoever is read from the same turn of connections is of the same round.
      await nextTurn();
      if (waiting.length === 0) break;
      const round = waiting.splice(0, MOST);
      try {
        const answers = await ask(round.map((one) => one.question));
        for (const [at, one] of round.entries()) one.resolve(answers[at]!);
      } catch (error) {
        for (const one of round) one.reject(error);
      }
    }
    isAsking = false;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askAll();
    });
}

/** The same for each of several databases, as long as it is there. */
export function gatheredBy<Place extends object, Question, Answer>(
  ask: (place: Place, questions: readonly Question[]) => Promise<readonly Answer[]>,
): (place: Place, question: Question) => Promise<Answer> {
  const known = new WeakMap<Place, (question: Question) => Promise<Answer>>();
  return (place, question) => {
    let one = known.get(place);
    if (one === undefined) {
      one = gathered((questions: readonly Question[]) => ask(place, questions));
      known.set(place, one);
    }
    return one(question);
  };
}
