import { getContext, setContext } from 'svelte';

/** What is wrong with the answers of a form, in words, by the names of its fields or of what they stand for. */
export type Wrongs = Readonly<Record<string, string>>;

interface Told {
  readonly read: () => Wrongs;
  /** What a field on the page has taken to itself. */
  readonly taken: Set<string>;
}

/** Of a refusal what concerns its fields. */
interface Refused {
  readonly rule: string;
  readonly sentence: string;
  readonly way: string | undefined;
  readonly fields: Wrongs;
}

/**
 * What of a refusal belongs to a field of its form. `named` tells by which name: of a part of the input that is
 * called otherwise in the form (`options.*.title` for any of several, whose number then follows), and of a rule
 * that is about one field alone.
 */
export function wrongsOf(
  refusal: Refused | null | undefined,
  named: Readonly<Record<string, string>> = {},
): Wrongs {
  if (!refusal) return {};
  const { rule, sentence, way = '', fields } = refusal;
  const own = named[rule];
  if (own !== undefined) return { [own]: `${sentence} ${way}`.trim() };
  return Object.fromEntries(
    Object.entries(fields).map(([at, says]) => {
      const [, number] = /\.(\d+)\./.exec(at) ?? [];
      const several = named[at.replace(/\.\d+\./, '.*.')];
      return [named[at] ?? (several === undefined ? at : `${several}-${number}`), says];
    }),
  );
}

const WRONGS = Symbol('what is wrong with answers');

/**
 * Called by a form before its fields: each takes what is said of it, and comes into the focus with it. Gives what no
 * field has taken, for whoever asks after they were shown.
 */
export function provideWrongs(read: () => Wrongs): () => string[] {
  const told: Told = { read, taken: new Set() };
  setContext(WRONGS, told);
  return () => Object.entries(read()).flatMap(([at, says]) => (told.taken.has(at) ? [] : [says]));
}

/**
 * Called by a field: gives what is wrong with the answer of this name. A field for a day stands for the instant
 * that it begins (`opens-on` for `opensAt`), one for an amount for its smallest units (`cost` for `costMinor`).
 */
export function useWrongs(): (name: string) => string | undefined {
  const told = getContext<Told | undefined>(WRONGS);
  return (name) => {
    if (told === undefined) return undefined;
    const wrongs = told.read();
    const names = [name, `${name}Minor`, `${name.replace(/-on$/, '')}At`];
    const at = names.find((one) => wrongs[one] !== undefined);
    if (at === undefined) return undefined;
    told.taken.add(at);
    return wrongs[at];
  };
}
