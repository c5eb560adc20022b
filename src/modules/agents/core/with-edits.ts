/** How tests fill in the form of one sentence of the rules: as nobody touched it, but for some answers. */
import { changeRule, ruleFields, type Known } from './rule-edit.ts';
import type { Articles } from './statutes.ts';

export const KNOWN: Known = { posts: [], languages: ['en', 'es'] };

/** What the form would send if nobody touched it. */
export function untouched(of: Articles, path: string, known = KNOWN): Record<string, string> {
  return Object.fromEntries(
    (ruleFields(of, path, known) ?? []).flatMap((field) => {
      if (field.kind === 'ticks') return field.ticks.map(({ name, value }) => [name, value ? 'yes' : '']);
      if (field.kind === 'yes_no') return [[field.name, field.value ? 'yes' : '']];
      return [[field.name, String(field.value ?? '')]];
    }),
  );
}

export function answerIn(of: Articles, path: string, answers: Record<string, string>) {
  return changeRule(of, path, KNOWN, (name) => ({ ...untouched(of, path), ...answers })[name] ?? '')!;
}

export function changeIn(of: Articles, path: string, answers: Record<string, string>): Articles {
  const changed = answerIn(of, path, answers);
  if (!changed.ok) throw new Error(JSON.stringify(changed.problems));
  return changed.articles;
}
