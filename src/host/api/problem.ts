/**
 * A refusal for programs (RFC 9457): `type` is the address of a page that says it to people, the facts of the
 * refusal are members beside it.
 */
import type { Refusal } from '#kernel/outcome';
import { words, type Key } from '#locales';
import { refusalWords, statusOf } from '../forms.ts';
import type { Asked } from './asked.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Members that a fact of the same name must not take the place of. */
const OURS = ['type', 'title', 'status', 'detail', 'instance', 'rule', 'way'];

export function problem(
  asked: Pick<Asked, 'url' | 'locale'>,
  refusal: Refusal,
  headers: Record<string, string> = {},
): Response {
  const status = statusOf(refusal);
  const { sentence, way } = refusalWords(refusal, asked.locale);
  const facts = Object.fromEntries(Object.entries(refusal).filter(([fact]) => !OURS.includes(fact)));
  const body = {
    ...facts,
    type: `${asked.url.origin}/problems/${refusal.rule}`,
    title: words(asked.locale).t(`problem.${status}` as Key),
    status,
    detail: sentence,
    rule: refusal.rule,
    ...(way === undefined ? {} : { way }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      'content-language': asked.locale,
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(typeof refusal['waitSeconds'] === 'number'
        ? { 'retry-after': String(refusal['waitSeconds']) }
        : {}),
      ...headers,
    },
  });
}
