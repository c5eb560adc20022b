import { messagesOf } from '#locales';
import { localeFor } from '#screens/request-locale.ts';
import type { PageServerLoad } from './$types';

const NEEDED = /^(outcome|parity|recount|language)\./;

/** The words go with the page, so that counting asks for nothing more. */
export const load: PageServerLoad = ({ request }) => {
  const locale = localeFor(request);
  const needed = Object.entries(messagesOf(locale)).filter(([key]) => NEEDED.test(key));
  return { locale, words: JSON.stringify(Object.fromEntries(needed)) };
};
