/**
 * The talk of a whole group goes on for years. It is read a part at a time, the newest thread first; a thread is as
 * new as the last word in it.
 */
interface Threaded {
  readonly id: string;
  readonly replies: readonly Threaded[];
}

/** How many threads one page of it has. */
export const THREADS_A_PART = 20;

/** Ids tell when they were made: the later, the larger. */
function lastWord({ id, replies }: Threaded): string {
  return replies.map(lastWord).reduce((last, one) => (one > last ? one : last), id);
}

function holds(thread: Threaded, word: string): boolean {
  return thread.id === word || thread.replies.some((one) => holds(one, word));
}

export function newestFirst<Thread extends Threaded>(threads: readonly Thread[]): readonly Thread[] {
  return threads.toSorted((a, b) => (lastWord(a) < lastWord(b) ? 1 : -1));
}

/** The part, from 1, that shows a word; null where none does. */
export function pageWith(threads: readonly Threaded[], word: string | null): number | null {
  const at = word === null ? -1 : threads.findIndex((one) => holds(one, word));
  return at < 0 ? null : Math.floor(at / THREADS_A_PART) + 1;
}

/** The part that was asked for, or the nearest that there is. */
export function pageOf<Thread extends Threaded>(
  threads: readonly Thread[],
  asked: number,
): { readonly shown: readonly Thread[]; readonly part: number; readonly parts: number } {
  const parts = Math.max(1, Math.ceil(threads.length / THREADS_A_PART));
  const part = Number.isSafeInteger(asked) ? Math.min(Math.max(asked, 1), parts) : 1;
  const from = (part - 1) * THREADS_A_PART;
  return { shown: threads.slice(from, from + THREADS_A_PART), part, parts };
}
