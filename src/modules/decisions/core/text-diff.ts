/**
 * What a text says differently than another: by paragraph, and within a changed paragraph by word, so that
 * whoever reads an offer sees at a glance what is new in it. Longest common subsequences (Wagner and
 * Fischer, 1974); where two texts are too long to be laid beside each other word by word, what differs is
 * shown whole.
 */

export type DiffPart =
  | { readonly is: 'same'; readonly text: string }
  | { readonly is: 'out'; readonly text: string }
  | { readonly is: 'in'; readonly text: string };

/** One paragraph, in parts; a paragraph that is new or gone has one part. */
export interface DiffParagraph {
  readonly parts: readonly DiffPart[];
  readonly changed: boolean;
}

/** Beyond this many comparisons the middle of two texts is not laid side by side. */
const MOST_STEPS = 4_000_000;

export function diffTexts(before: string, after: string): readonly DiffParagraph[] {
  const runs = diffLists(paragraphs(before), paragraphs(after));
  const result: DiffParagraph[] = [];
  for (const run of runs) {
    if (run.is === 'same') {
      result.push(...run.items.map((text) => ({ parts: [{ is: 'same', text } as const], changed: false })));
      continue;
    }
    const pairs = Math.min(run.out.length, run.in.length);
    for (let at = 0; at < pairs; at++) {
      result.push({ parts: diffWords(run.out[at]!, run.in[at]!), changed: true });
    }
    for (const text of run.out.slice(pairs)) result.push({ parts: [{ is: 'out', text }], changed: true });
    for (const text of run.in.slice(pairs)) result.push({ parts: [{ is: 'in', text }], changed: true });
  }
  return result;
}

/** One line or paragraph against another, by word. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const runs = diffLists(words(before), words(after));
  const parts: DiffPart[] = [];
  for (const run of runs) {
    if (run.is === 'same') parts.push({ is: 'same', text: run.items.join('') });
    else {
      if (run.out.length > 0) parts.push({ is: 'out', text: run.out.join('') });
      if (run.in.length > 0) parts.push({ is: 'in', text: run.in.join('') });
    }
  }
  return parts;
}

function paragraphs(text: string): readonly string[] {
  return text.split(/\n\s*\n/).filter((one) => one.trim() !== '');
}

/** Words with the space behind them, so that joined they are the text again. */
function words(text: string): readonly string[] {
  return text.match(/\s*\S+\s*?(?=\s|$)|\s+$/gu) ?? [];
}

type Run =
  | { readonly is: 'same'; readonly items: readonly string[] }
  | { readonly is: 'changed'; readonly out: readonly string[]; readonly in: readonly string[] };

function diffLists(before: readonly string[], after: readonly string[]): readonly Run[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const left = before.slice(head, before.length - tail);
  const right = after.slice(head, after.length - tail);
  const same = (items: readonly string[]): Run[] => (items.length > 0 ? [{ is: 'same', items }] : []);
  return [
    ...same(before.slice(0, head)),
    ...middle(left, right),
    ...same(before.slice(before.length - tail)),
  ];
}

function middle(left: readonly string[], right: readonly string[]): readonly Run[] {
  if (left.length === 0 && right.length === 0) return [];
  const whole: Run = { is: 'changed', out: left, in: right };
  if (left.length === 0 || right.length === 0 || left.length * right.length > MOST_STEPS) return [whole];
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [fromI, fromJ] = [i, j];
    while (i < left.length && j < right.length && left[i] === right[j]) [i, j] = [i + 1, j + 1];
    if (i > fromI) {
      runs.push({ is: 'same', items: left.slice(fromI, i) });
      continue;
    }
    while (
      (i < left.length || j < right.length) &&
      !(i < left.length && j < right.length && left[i] === right[j])
    ) {
      const down = i < left.length ? lengths[(i + 1) * width + j]! : -1;
      const across = j < right.length ? lengths[i * width + j + 1]! : -1;
      if (down >= across) i++;
      else j++;
    }
    runs.push({ is: 'changed', out: left.slice(fromI, i), in: right.slice(fromJ, j) });
  }
  return runs;
}

/** For every pair of places, how much the rests have in common. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}
