/** What a refusal means, without the case it came from: the page behind the `type` of a problem. */
import IntlMessageFormat from 'intl-messageformat';
import { messagesOf, words, type Locale } from '#locales';
import { statusOf } from '../forms.ts';

export interface Explained {
  readonly rule: string;
  readonly status: number;
  readonly sentence: string;
  readonly way: string | null;
}

export function explain(rule: string, locale: Locale): Explained | null {
  if (!/^[a-z][a-z_]{1,60}$/.test(rule) || !words(locale).has(`refusal.${rule}`)) return null;
  const way = words(locale).has(`refusal.${rule}.way`) ? spoken(`refusal.${rule}.way`, locale) : null;
  return { rule, status: statusOf({ rule }), sentence: spoken(`refusal.${rule}`, locale), way };
}

/** The sentence with an ellipsis where a case would put its facts. */
function spoken(key: string, locale: Locale): string {
  const text = messagesOf(locale)[key] ?? '';
  const plain = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  const open = Object.fromEntries(
    factsIn(plain.getAst()).map(({ name, counted }) => [name, counted ? 2 : '…']),
  );
  // An ellipsis at the end is the end.
  return (plain.format<string>(open) as string).replace(/…\.$/, '…');
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** ICU's kinds of element: text and the sign for a number stand for nothing, an argument stands for text. */
const TEXT = 0;
const ARGUMENT = 1;
const POUND = 7;

function factsIn(parts: readonly Part[]): { name: string; counted: boolean }[] {
  return parts.flatMap((part) => {
    const inner =
      'options' in part && part.options
        ? Object.values(part.options).flatMap((one) => factsIn(one.value))
        : [];
    const stands = part.type === TEXT || part.type === POUND || !('value' in part) ? [] : [part.value];
    return [...stands.map((name) => ({ name, counted: part.type !== ARGUMENT })), ...inner];
  });
}
