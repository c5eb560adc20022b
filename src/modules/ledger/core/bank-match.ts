/**
 * What a line of the bank may be: what somebody was asked for or has promised and pays through the bank,
 * what came from whoever it came from before, or from somebody of that name. Only suggested; whoever keeps
 * the books says so.
 */
import type { BankLine } from './bank-statement.ts';

export interface Expected {
  /** An open request to be paid, whose account is asked and in which it would stand. */
  readonly request: string;
  readonly account: string;
  readonly amountMinor: bigint;
}

/** What somebody has promised, and would bring for it. */
export interface Promised {
  readonly account: string;
  readonly amountMinor: bigint;
}

export interface KnownParty {
  readonly account: string;
  /** As whoever it is is called here. */
  readonly name: string;
}

export interface Known {
  readonly expected: readonly Expected[];
  readonly promised: readonly Promised[];
  readonly parties: readonly KnownParty[];
  /** Where lines of these other ends were booked before, the latest first. */
  readonly before: readonly { readonly iban: string; readonly account: string }[];
}

export type Reason = 'reference' | 'name_and_amount' | 'promised' | 'same_iban' | 'name';

export interface Suggestion {
  readonly account: string;
  readonly request: string | null;
  readonly why: Reason;
}

/** By how much of an id a reference can be told apart from others. */
export const REFERENCE_SIGNS = 8;

/** How somebody refers to what they were asked for: the end of its id, in large letters. */
export function referenceOf(request: string): string {
  return request.slice(-REFERENCE_SIGNS).toUpperCase();
}

/** The likeliest first; nothing where nobody can tell. */
export function suggestFor(
  line: Pick<BankLine, 'minor' | 'party' | 'iban' | 'words'>,
  { expected, promised, parties, before }: Known,
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const came = line.minor > 0n;
  const words = line.words.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const named = parties.filter((one) => isSameName(one.name, line.party)).map((one) => one.account);
  const asked = came ? expected.filter((one) => one.amountMinor === line.minor) : [];
  for (const one of asked) {
    const { account, request } = one;
    if (words.includes(referenceOf(request))) found.push({ account, request, why: 'reference' });
    else if (named.includes(account)) found.push({ account, request, why: 'name_and_amount' });
  }
  for (const { account, amountMinor } of came ? promised : []) {
    if (amountMinor === line.minor && named.includes(account))
      found.push({ account, request: null, why: 'promised' });
  }
  for (const one of before) {
    if (line.iban !== '' && plainIban(one.iban) === plainIban(line.iban))
      found.push({ account: one.account, request: null, why: 'same_iban' });
  }
  if (named.length === 1) found.push({ account: named[0]!, request: null, why: 'name' });
  const rank: readonly Reason[] = ['reference', 'name_and_amount', 'promised', 'same_iban', 'name'];
  const sorted = found.sort((a, b) => rank.indexOf(a.why) - rank.indexOf(b.why));
  return sorted.filter(
    (one, place) =>
      sorted.findIndex((other) => other.account === one.account && other.request === one.request) === place,
  );
}

function plainIban(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** All words of the shorter name stand in the longer: banks write surnames first, or leave some out. */
function isSameName(one: string, other: string): boolean {
  const [a, b] = [wordsIn(one), wordsIn(other)];
  const [few, more] = a.length <= b.length ? [a, b] : [b, a];
  return few.length > 0 && few.every((word) => more.includes(word));
}

function wordsIn(name: string): readonly string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
