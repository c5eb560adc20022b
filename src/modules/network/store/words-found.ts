/** From the words somebody wrote to the words that listings are kept under. */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { labelFacets } from '../core/query.ts';
import type { TermWords } from '../core/ranking.ts';
import { MOST_CANDIDATES } from './candidates.ts';
import { hash32, neighbours, slipsAllowed, slipsBetween } from '../core/words.ts';

const MOST_ENDINGS = 16;
/** Words that find so many together need no rarer ones beside them: each one more makes the index slower. */
const ENOUGH_LISTINGS = 10 * MOST_CANDIDATES;
const MOST_SPELLINGS = 8;
/** Shorter beginnings stand for half the dictionary; they count only as whole words. */
const SHORTEST_BEGINNING = 3;

interface WordRow {
  readonly term: string;
  readonly word: string;
  readonly listings: bigint;
}

/**
 * For each term the index words that count as it: itself and longer words that begin so; where there are
 * none, words within a slip or two; and the facets whose label says it. `most` bounds how many listings that
 * is.
 */
export async function findWords(tx: Tx, org: string, terms: readonly string[]): Promise<TermWords[]> {
  if (terms.length === 0) return [];
  const facets = labelFacets(terms);
  const known = await beginningWith(tx, org, terms);
  const facetRows = await counted(tx, org, [...new Set(facets.flat())]);
  const missing = terms.filter((term) => !known.some((row) => row.term === term) && slipsAllowed(term) > 0);
  const spelt = missing.length > 0 ? await speltLike(tx, org, missing) : [];
  return terms.map((term, i) => {
    const rows = [...known, ...spelt].filter((row) => row.term === term);
    const coded = facets[i]!.filter((word) => facetRows.has(word));
    const most =
      rows.reduce((sum, row) => sum + Number(row.listings), 0) +
      coded.reduce((sum, word) => sum + facetRows.get(word)!, 0);
    return { term, words: [...rows.map((row) => row.word), ...coded], most };
  });
}

/** How many listings each of these words finds; words that find none are left out. */
export async function counted(tx: Tx, org: string, words: readonly string[]): Promise<Map<string, number>> {
  if (words.length === 0) return new Map();
  const { rows } = await sql<{ word: string; listings: bigint }>`
    SELECT word, listings FROM network.word WHERE org_id = ${org} AND word = ANY (${words}::text[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.word, Number(row.listings)]));
}

async function beginningWith(tx: Tx, org: string, terms: readonly string[]): Promise<WordRow[]> {
  const ends = terms.map((term) =>
    term.length >= SHORTEST_BEGINNING ? `${term}\u{10ffff}` : `${term}\u0001`,
  );
  const { rows } = await sql<WordRow>`
    SELECT t.term, w.word, w.listings
    FROM unnest(${terms}::text[], ${ends}::text[]) AS t (term, last)
    CROSS JOIN LATERAL (
      SELECT word, listings FROM (
        SELECT word, listings FROM network.word
        WHERE org_id = ${org} AND word >= t.term AND word < t.last
        ORDER BY word LIMIT 2000) AS beginnings
      ORDER BY (word = t.term) DESC, listings DESC, word LIMIT ${sql.lit(MOST_ENDINGS)}) AS w`.execute(tx);
  const found = new Map<string, number>();
  return rows.filter(({ term, listings }) => {
    const before = found.get(term) ?? 0;
    found.set(term, before + Number(listings));
    return before < ENOUGH_LISTINGS;
  });
}

async function speltLike(tx: Tx, org: string, terms: readonly string[]): Promise<WordRow[]> {
  const found: WordRow[] = [];
  for (const term of terms) {
    const slips = slipsAllowed(term);
    const hashes = neighbours(term, slips).map(hash32);
    const { rows } = await sql<{ word: string; listings: bigint }>`
      SELECT word, listings FROM network.word
      WHERE org_id = ${org} AND near && ${`{${hashes.join(',')}}`}::int4[]`.execute(tx);
    const close = rows
      .map((row) => ({ ...row, term, slips: slipsBetween(term, row.word, slips) }))
      .filter((row) => row.slips <= slips);
    const least = Math.min(...close.map((row) => row.slips));
    const best = close.filter((row) => row.slips === least);
    best.sort((a, b) => Number(b.listings - a.listings) || (a.word < b.word ? -1 : 1));
    found.push(...best.slice(0, MOST_SPELLINGS));
  }
  return found;
}

/** The groups of words as one question to the index: one of each group must be there. */
export function tsquery(groups: readonly (readonly string[])[]): string {
  const quoted = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return groups.map((group) => `(${group.map(quoted).join(' | ')})`).join(' & ');
}
