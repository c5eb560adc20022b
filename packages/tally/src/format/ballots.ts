/**
 * Ballots from a file in whatever format it is: told by its name, and where that says nothing by how it
 * begins.
 */
import type { MarkedProfile } from '../cardinal.ts';
import type { RankedProfile } from '../ranked/profile.ts';
import { type CountedFile, TallyError } from '../rules.ts';
import { readBlt } from './blt.ts';
import { readMarkedCsv, readRankedCsv } from './csv.ts';
import { readPreflib, readPreflibCategories } from './preflib.ts';

export type BallotFormat = 'blt' | 'preflib' | 'categories' | 'csv';

export function formatOf({ name, text }: CountedFile): BallotFormat {
  if (/^\uFEFF?META\b/i.test(text)) {
    throw new TallyError('this is a budget file: count it by equal-shares, greedy, phragmen or file.');
  }
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (ending === 'blt') return 'blt';
  if (ending === 'cat') return 'categories';
  if (['soc', 'soi', 'toc', 'toi'].includes(ending)) return 'preflib';
  if (['csv', 'tsv'].includes(ending)) return 'csv';
  if (/^\uFEFF?\s*#/.test(text) && /^# *NUMBER ALTERNATIVES/m.test(text)) {
    return /^# *NUMBER CATEGORIES/m.test(text) ? 'categories' : 'preflib';
  }
  if (/^\uFEFF?\s*\d+\s*\r?\n\s*1\s*,/.test(text)) return 'preflib';
  return /^\uFEFF?\s*\d+[ \t]+\d+\s*(\r|\n|#)/.test(text) ? 'blt' : 'csv';
}

export function readRanked(file: CountedFile): RankedProfile {
  const format = formatOf(file);
  if (format === 'blt') return readBlt(file.text);
  if (format === 'preflib') return readPreflib(file.text);
  if (format === 'csv') return readRankedCsv(file.text);
  throw new TallyError('this file sorts into categories; it ranks nobody.');
}

/** Marks; where the file ranks, whoever is ranked is approved — for rules that only ask for that. */
export function readMarked(file: CountedFile, rankedMeansApproved: boolean): MarkedProfile {
  const format = formatOf(file);
  if (format === 'csv') return readMarkedCsv(file.text);
  if (format === 'categories') return readPreflibCategories(file.text);
  if (!rankedMeansApproved)
    throw new TallyError('this file ranks; the rule wants points or grades (CSV or .cat).');
  const { title, seats, candidates, withdrawn, ballots } = readRanked(file);
  const marked = [...ballots.counts].map((count, ballot) => {
    const marks: (number | null)[] = candidates.map(() => null);
    for (let k = ballots.starts[ballot]!; k < ballots.starts[ballot + 1]!; k += 1) {
      const one = ballots.ranks[k]!;
      marks[one < 0 ? ~one : one] = 1;
    }
    return { count, marks };
  });
  return { title, seats, options: candidates, withdrawn, ballots: marked };
}
