/**
 * Who is spoken of in what somebody writes: a name behind an @, as people here are called. The first of
 * several names is enough where nobody else is called so; whoever shares a name with others is meant along
 * with them.
 */
import type { MemberId } from '#kernel/command';

export interface Named {
  readonly member: MemberId;
  readonly name: string;
}

/** As many as one word may tell. */
export const MOST_MENTIONS = 20;

/** Those who are named, each once, in the order in which they are; never whoever writes. */
export function mentionsIn(
  text: string,
  people: readonly Named[],
  author: MemberId | null,
): readonly MemberId[] {
  const called = callings(people);
  const plain = folded(text);
  const found = new Set<MemberId>();
  for (const { index } of plain.matchAll(/(?<![\p{L}\p{N}_.])@/gu)) {
    const rest = plain.slice(index + 1);
    const name = called.find(
      (one) => rest.startsWith(one.name) && !/^[\p{L}\p{N}]/u.test(rest.slice(one.name.length)),
    );
    for (const member of name?.members ?? []) if (member !== author) found.add(member);
  }
  return [...found].slice(0, MOST_MENTIONS);
}

/** What people can be called by, the longest first. */
function callings(people: readonly Named[]) {
  const whole = Map.groupBy(people, ({ name }) => folded(name).trim());
  const first = Map.groupBy(people, ({ name }) => folded(name).trim().split(/\s+/)[0] ?? '');
  const called = new Map([...first].filter(([name, own]) => own.length === 1 && !whole.has(name)));
  for (const [name, own] of whole) called.set(name, own);
  return [...called]
    .filter(([name]) => name !== '')
    .map(([name, own]) => ({ name, members: own.map(({ member }) => member) }))
    .sort((a, b) => b.name.length - a.name.length);
}

/** Without accents and capitals: nobody should have to find them on a phone. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
