/** What a signature binds: the exact input of the act it is given for. */
import { createHash } from 'node:crypto';
import { canonicalBytes } from '#kernel/canonical';
import type { Json } from '#kernel/outcome';

/** SHA-256, hexadecimal, over the canonical form of the input; a member that is undefined is not there. */
export function inputHash(input: Json): string {
  const plain = JSON.parse(JSON.stringify(input)) as Json;
  return createHash('sha256').update(canonicalBytes(plain)).digest('hex');
}
