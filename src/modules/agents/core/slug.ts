/**
 * The address of a group: its name in small plain letters, with a number where another group has it already.
 */

const LEAST = 2;
const MOST = 40;
/** Addresses that mean something else. */
const KEPT = new Set(['new', 'find', 'me', 'today', 'api', 'begin', 'example', 'style', 'import']);

export function slugFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MOST)
    .replace(/-+$/, '');
  const stem = plain.length < LEAST || KEPT.has(plain) ? `group${plain ? `-${plain}` : ''}` : plain;
  if (!taken.has(stem)) return stem;
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`;
}
