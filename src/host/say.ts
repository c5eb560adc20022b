/**
 * What is said at the terminal while starting. The launcher shows it, because it has lines of its own;
 * started without one, the application speaks for itself.
 */

export type Saying =
  /** What is being waited for; shown until the next saying, with the seconds it took. */
  | { readonly say: 'step'; readonly words: string }
  | { readonly say: 'text'; readonly words: string }
  | { readonly say: 'failed'; readonly words: string }
  /** The engine to put out if this process is killed. */
  | { readonly say: 'engine'; readonly pid: number; readonly cluster: string };

export function say(saying: Saying): void {
  if (process.send) {
    process.send(saying);
  } else if (saying.say !== 'engine') {
    const stream = saying.say === 'failed' ? process.stderr : process.stdout;
    stream.write(`${saying.words}${saying.say === 'step' ? '…' : ''}\n`);
  }
}
