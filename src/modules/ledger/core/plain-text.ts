/**
 * The books as plain text, for Beancount and for hledger: anybody can read them in thirty years, and two
 * programs that know nothing of ours judge whether they are right. Seen from the group: what a holder has,
 * the group owes them (a liability); what is held in common is its own (equity); where a unit comes from is
 * what stands against it (an asset), or, where it comes to be by paying, equity. So each amount has the sign
 * opposite to the one that the holder sees.
 *
 * Formats: https://beancount.github.io/docs/beancount_language_syntax.html, https://hledger.org/hledger.html.
 */
import { formatAmount } from '#kernel/amount';
import type { UnitRule } from '#agents';
import type { Purpose } from './account.ts';
import type { PostingKind } from './posting.ts';

export const PLAIN_FORMATS = ['beancount', 'hledger'] as const;
export type PlainFormat = (typeof PLAIN_FORMATS)[number];

export interface PlainAccount {
  readonly id: string;
  readonly unit: string;
  readonly purpose: Purpose;
  /** Whose it is or what it is for, in words. */
  readonly name: string;
  readonly openedOn: string;
  readonly balanceMinor: bigint;
}

export interface PlainMovement {
  readonly number: bigint;
  readonly setNumber: bigint;
  readonly corrects: bigint | null;
  readonly bookedOn: string;
  readonly kind: PostingKind;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly note: string | null;
}

export interface PlainBooks {
  readonly title: string;
  /** The organization: with the number of a movement it makes an id that stays. */
  readonly org: string;
  readonly units: readonly UnitRule[];
  readonly accounts: readonly PlainAccount[];
  readonly movements: AsyncIterable<PlainMovement> | Iterable<PlainMovement>;
  /** The day after the last movement: what is asserted holds at its beginning. */
  readonly assertedOn: string;
  /** Whether the movements are all there are, so that what the accounts have can be asserted. */
  readonly isWhole: boolean;
}

/** The text, piece by piece. */
export async function* plainText(format: PlainFormat, books: PlainBooks): AsyncGenerator<string> {
  const write = FORMATS[format];
  const codes = new Map(books.units.map((one) => [one.unit, one]));
  const paths = new Map(books.accounts.map((one) => [one.id, pathOf(one, codes.get(one.unit))]));
  yield write.head(books);
  for (const rule of books.units) yield write.unit(rule, firstDay(books));
  for (const one of books.accounts) {
    yield write.account(paths.get(one.id)!, one, codes.get(one.unit)?.code ?? codeOf(one.unit));
  }
  for await (const movement of books.movements) {
    const code = codes.get(movement.unit);
    const figure = (minor: bigint) => figureOf(minor, code, movement.unit);
    const [out, into] = [figure(movement.amountMinor), figure(-movement.amountMinor)];
    const lines = [posting(paths.get(movement.source)!, out), posting(paths.get(movement.target)!, into)];
    yield write.movement(movement, books.org, lines);
  }
  if (!books.isWhole) return;
  yield* write.assertions(
    books.assertedOn,
    books.accounts.map((one) => ({
      path: paths.get(one.id)!,
      figure: figureOf(-one.balanceMinor, codes.get(one.unit), one.unit),
      zero: figureOf(0n, codes.get(one.unit), one.unit),
    })),
  );
}

interface Asserted {
  readonly path: string;
  readonly figure: string;
  readonly zero: string;
}

interface Writer {
  head(books: PlainBooks): string;
  unit(rule: UnitRule, day: string): string;
  account(path: string, account: PlainAccount, code: string): string;
  movement(movement: PlainMovement, org: string, postings: readonly string[]): string;
  assertions(day: string, all: readonly Asserted[]): Iterable<string>;
}

const beancount: Writer = {
  head: ({ title, units }) =>
    [
      `option "title" ${quoted(title)}`,
      ...units.map((one) => `option "operating_currency" "${one.code}"`),
      '',
      '',
    ].join('\n'),
  unit: (rule, day) => `${day} commodity ${rule.code}\n  name: ${quoted(wordOf(rule))}\n`,
  account: (path, { openedOn, name, id }, code) =>
    `${openedOn} open ${path} ${code}\n  id: "${id}"\n  name: ${quoted(name)}\n`,
  movement: (one, org, postings) =>
    [
      '',
      `${one.bookedOn} * ${quoted(one.note ?? one.kind)} ${linksOf(one).join(' ')}`,
      `  id: "${org}/${one.number}"`,
      `  kind: "${one.kind}"`,
      ...postings,
      '',
    ].join('\n'),
  *assertions(day, all) {
    yield '\n';
    // To the last unit: without it, two hundredths more or less would do.
    for (const { path, figure } of all) yield `${day} balance ${path}  ${figure.replace(' ', ' ~ 0 ')}\n`;
  },
};

const hledger: Writer = {
  head: ({ title }) => `; ${oneLine(title)}\n\n`,
  unit: (rule) => `commodity 1000.${'0'.repeat(rule.scale)} ${rule.code}\n`,
  account: (path, { name, id, purpose }) =>
    `account ${path}  ; type: ${TYPES[purpose]}, id: ${id}, name: ${oneLine(name)}\n`,
  movement: (one, org, postings) =>
    [
      '',
      `${one.bookedOn} * (${one.number}) ${oneLine(one.note ?? one.kind)}  ; ${tagsOf(one, org).join(', ')}`,
      ...postings,
      '',
    ].join('\n'),
  *assertions(day, all) {
    yield `\n${day} * What there is\n`;
    for (const { path, figure, zero } of all) yield `${posting(path, `${zero} = ${figure}`)}\n`;
  },
};

/** What was posted together, and what it puts right, carry the same link. */
function linksOf({ setNumber, corrects }: PlainMovement): readonly string[] {
  return [`^n${setNumber}`, ...(corrects === null ? [] : [`^n${corrects}`])];
}

function tagsOf({ number, kind, setNumber, corrects }: PlainMovement, org: string): readonly string[] {
  const tags = [`id: ${org}/${number}`, `kind: ${kind}`, `set: ${setNumber}`];
  return corrects === null ? tags : [...tags, `corrects: ${corrects}`];
}

const FORMATS: { readonly [format in PlainFormat]: Writer } = { beancount, hledger };
const TYPES: { readonly [purpose in Purpose]: string } = {
  holding: 'Liability',
  issue: 'Asset',
  commons: 'Equity',
  fund: 'Equity',
  reserve: 'Equity',
};

function posting(path: string, figure: string): string {
  return `  ${path}  ${figure}`;
}

/** `Liabilities:Members:Ana-3F7K`: a name that people know, and enough of the id to be nobody else’s. */
function pathOf({ purpose, name, id }: PlainAccount, rule: UnitRule | undefined): string {
  const own = `${asciiOf(name)}-${id.slice(-6).toUpperCase()}`;
  const unit = rule?.code ?? '';
  switch (purpose) {
    case 'holding':
      return `Liabilities:Members:${own}`;
    case 'issue':
      return rule && rule.kind !== 'mutual_credit' && rule.kind !== 'hours'
        ? `Assets:Issue:${unit || own}`
        : `Equity:Issue:${unit || own}`;
    default:
      return `Equity:Common:${own}`;
  }
}

/** Letters and digits of ASCII, the first of them large: more no format is sure of. */
function asciiOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? 'X' : plain[0]!.toUpperCase() + plain.slice(1);
}

function codeOf(unit: string): string {
  return unit.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function figureOf(minor: bigint, rule: UnitRule | undefined, unit: string): string {
  const amount = formatAmount({ minor, unit: { id: unit, scale: rule?.scale ?? 0 } });
  return `${amount} ${rule?.code ?? codeOf(unit)}`;
}

function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** What somebody wrote is never more than words on a line: no comment, no date, no new entry begins in it. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(';', ',')
    .replaceAll('|', '/')
    .trim();
}

function wordOf({ words }: UnitRule): string {
  return words[Object.keys(words).sort()[0] ?? '']?.many ?? '';
}

function firstDay({ accounts, assertedOn }: PlainBooks): string {
  return accounts.map((one) => one.openedOn).sort()[0] ?? assertedOn;
}
