/**
 * A claim about our own code. When it is false the fault is ours, never the person's: nothing catches it but
 * the outermost door, which rolls everything back.
 */

export class Bug extends Error {
  override name = 'Bug';
}

/** Claims that `claim` holds; throws a {@link Bug} that says `sentence` when it does not. */
export function assert(claim: unknown, sentence: string): asserts claim {
  if (!claim) throw new Bug(sentence);
}

/** For the end of a `switch` over a union: the compiler proves it is never reached. */
export function never(value: never): never {
  throw new Bug(`A case nobody thought of: ${JSON.stringify(value)}`);
}
