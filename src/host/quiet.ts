/**
 * On a device that others use too, amounts are hidden until whoever is there asks to see them: for some
 * minutes, and for this session alone.
 */
import type { Words } from '#locales';
import type { CookieReader } from './auth/cookies.ts';
import type { Session } from './auth/house.ts';

export const AMOUNTS_COOKIE = 'amounts';

/** Whether this request is answered without amounts. */
export function hidesAmounts(session: Session | null, cookies: CookieReader): boolean {
  return session !== null && session.shared && cookies.get(AMOUNTS_COOKIE) !== session.id;
}

/** Words that say amounts, or do not, as this request asks. */
export function quietly(locals: { readonly hidesAmounts: boolean }, words: Words): Words {
  return locals.hidesAmounts ? { ...words, hidesAmounts: true } : words;
}
