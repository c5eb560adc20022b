/** Whose directory an address is about: that of an organization in `in`, or the house's. */
import type { OrgId } from '#kernel/command';
import { isId } from '#kernel/id';

export function directoryOf(url: URL): OrgId | null {
  const org = url.searchParams.get('in');
  return isId('org', org) ? org : null;
}
