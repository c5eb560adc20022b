/** How a component comes by the words of the page: the root layout gives them, components take them. */
import { getContext, setContext } from 'svelte';
import type { Words } from '#locales';

const WORDS = Symbol('words');

/** Called once, by the root layout. A function, so that the words may change with the layout's data. */
export function provideWords(words: () => Words): void {
  setContext(WORDS, words);
}

/** The words of this page: `const { t, date } = useWords();` while a component is being set up. */
export function useWords(): Words {
  const words = getContext<(() => Words) | undefined>(WORDS);
  if (words === undefined) throw new Error('A component asked for words outside the root layout.');
  return words();
}
