/** Who asks, and how often they have asked lately. */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { allow } from '../limits.ts';
import type { Asked, Caller } from './asked.ts';

const WINDOW_SECONDS = 60;
/** A group behind one address has many programs; one token is one of them. */
const MOST_BY_ADDRESS = 1_200;
const MOST_BY_TOKEN = 600;

type Rule = 'too_many_tries' | 'token_not_valid';

/**
 * The caller of a request: null without a token. A token that does not open is refused, never passed over.
 */
export async function callerOf(asked: Asked): Promise<Outcome<Caller | null, Rule>> {
  const often = await take(asked, `api address ${asked.ip}`, MOST_BY_ADDRESS);
  if (!often.ok) return often;
  const authorization = asked.request.headers.get('authorization');
  if (authorization === null) return accept(null);
  const holder = await asked.world.auth.tokenOf(authorization);
  if (!holder) return refuse('token_not_valid');
  const again = await take(asked, `api token ${holder.id}`, MOST_BY_TOKEN);
  if (!again.ok) return again;
  return accept({ person: holder.person, token: { id: holder.id, scopes: holder.scopes } });
}

export async function take(
  { world }: Asked,
  bucket: string,
  most: number,
): Promise<Outcome<null, 'too_many_tries'>> {
  const { host } = world;
  const { allowed, waitSeconds } = await allow(host.db, bucket, most, WINDOW_SECONDS, new Date(host.clock()));
  return allowed ? accept(null) : refuse('too_many_tries', { waitSeconds });
}
