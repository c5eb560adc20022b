/**
 * The example lives in a database of its own, which only the owner of the server can make. The built pages
 * have no owner's rights: they ask for it, and the server, in the same process, makes it.
 */

const EVENT = 'tequio:example-database';

export interface ExampleWish {
  /** Whether what is there is thrown away first. */
  readonly fresh: boolean;
}

/** For the server: gives the address of the migrated database. */
export type MakeExample = (wish: ExampleWish) => Promise<string>;

interface Asked extends ExampleWish {
  answer: Promise<string> | null;
}

/** Lets the pages have the example. */
export function lendExample(make: MakeExample): void {
  process.on(EVENT, (asked: Asked) => {
    asked.answer = make({ fresh: asked.fresh });
  });
}

/** Asks for the database of the example; null where nobody lends one. */
export async function borrowExample(wish: ExampleWish): Promise<string | null> {
  const asked: Asked = { ...wish, answer: null };
  process.emit(EVENT as 'exit', asked as never);
  return asked.answer;
}
