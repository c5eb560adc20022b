/** What a signature binds: the exact input of the act it is given for. */
import { createHash } from 'node:crypto';
import type { Json } from '#kernel/outcome';

/** SHA-256, hexadecimal, over the input with its keys in order. */
export function inputHash(input: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(input)))
    .digest('hex');
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => inOrder(one));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as { [key: string]: Json | undefined });
  return Object.fromEntries(
    entries
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one as Json)]),
  );
}
