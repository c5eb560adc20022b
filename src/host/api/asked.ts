/**
 * What the API is asked with. Its handlers are plain functions from a `Request` to a `Response`, so that a
 * test asks them as a program would, without a server between.
 */
import type { PersonId } from '#kernel/command';
import type { World } from '../worlds.ts';

export interface Asked {
  readonly world: Pick<World, 'host' | 'auth'>;
  readonly request: Request;
  /** As people reach it: the edge has put the right origin in. */
  readonly url: URL;
  /** Counted, never kept. */
  readonly ip: string;
  readonly locale: string;
}

/**
 * Whose token came along. A cookie is never looked at here, so no page elsewhere can ask in somebody's name.
 */
export interface Caller {
  readonly person: PersonId;
  readonly token: { readonly id: string; readonly scopes: readonly string[] };
}

/** Refusals that the API itself gives, before an act or a reading is reached. */
export const API_RULES = [
  'path_unknown',
  'method_not_allowed',
  'too_many_tries',
  'sign_in_first',
  'token_not_valid',
  'media_type_not_json',
  'body_too_large',
  'body_not_json',
  'idempotency_key_missing',
  'server_failed',
  'database_away',
] as const;

export type ApiRule = (typeof API_RULES)[number];

/** JSON for programs: whole numbers of 64 bits travel as text. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}
