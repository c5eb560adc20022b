/**
 * What is wrong with each answer of a form, in words: what is empty, too long, or no number is said at its
 * field, with what would fit.
 */
import { issuesIn, type Issue } from '#kernel/issues';
import type { Refusal } from '#kernel/outcome';
import type { Words } from '#locales';

/** By the path of the field in the input; the first thing that is wrong with one is enough. */
export function wrongFields(refusal: Refusal, spoken: Words): Readonly<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const issue of issuesIn(refusal)) told[issue.at] ??= sentenceOf(issue, spoken);
  return told;
}

function sentenceOf({ at, says, of, least = 0, most = 0 }: Issue, { t }: Words): string {
  if (says === 'too_small') {
    if (of === 'number') return t('wrong.least', { least });
    if (of === 'array') return t('wrong.few', { least });
    return least <= 1 ? t('wrong.empty') : t('wrong.short', { least });
  }
  if (says === 'too_big') {
    if (of === 'number') return t('wrong.most', { most });
    return t(of === 'array' ? 'wrong.many' : 'wrong.long', { most });
  }
  if (of === 'number' || of === 'int') return t('wrong.number');
  // What a field holds is told by its name: a day, an instant, an amount.
  const name = at.slice(at.lastIndexOf('.') + 1);
  if (/(On|^on|^by|^until|^day)$/.test(name)) return t('wrong.day');
  if (name.endsWith('At')) return t('wrong.moment');
  if (name.endsWith('Minor')) return t('wrong.amount');
  return t(says === 'invalid_type' ? 'wrong.empty' : 'wrong.choice');
}
