/** A message of the locales as a reader of the reference needs it: its sentence, with the facts in it by name. */
import IntlMessageFormat from 'intl-messageformat';
import { messagesOf } from '#locales';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const LITERAL = 0;
const SELECT = 5;
const PLURAL = 6;
const POUND = 7;
const TAG = 8;

/** Null where the language has no such sentence. */
export function messageFor(locale: string, key: string): string | null {
  const text = messagesOf(locale)[key];
  if (text === undefined) return null;
  return flat(new IntlMessageFormat(text, locale).getAst(), '');
}

function flat(elements: readonly Element[], counted: string): string {
  return elements.map((one) => spoken(one, counted)).join('');
}

function spoken(element: Element, counted: string): string {
  if (element.type === LITERAL) return element.value;
  if (element.type === POUND) return `‹${counted}›`;
  if (element.type === TAG && 'children' in element) return flat(element.children, counted);
  if ((element.type === PLURAL || element.type === SELECT) && 'options' in element) {
    // Where counts differ in grammar only, the general form says enough.
    return flat(element.options['other']?.value ?? [], element.value);
  }
  return 'value' in element ? `‹${String(element.value)}›` : '';
}
