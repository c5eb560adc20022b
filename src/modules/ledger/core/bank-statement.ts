/**
 * What a bank says: an account statement as ISO 20022 camt.053 (all versions that banks send, 001.02 to
 * 001.13: what is read here is in each of them), or as a table with a day, an amount and words. Pure: it is
 * read, and nothing is believed or booked. A document type is refused, so that no entity is ever expanded.
 *
 * ISO 20022, Bank-to-Customer Statement: Document/BkToCstmrStmt/Stmt with Bal (OPBD or PRCD, CLBD) and Ntry
 * (Amt, CdtDbtInd, Sts, BookgDt, AcctSvcrRef, NtryDtls/TxDtls).
 */
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { parseAmount, readAmount } from '#kernel/amount';
import { civilDate, daysInMonth, isCivilDate } from '#kernel/calendar';
import { accept, refuse, type Outcome } from '#kernel/outcome';

/** Larger files are of banks for banks. */
export const MOST_STATEMENT_SIGNS = 4_000_000;
/** As many lines as one act takes in. */
export const MOST_BANK_LINES = 500;

export interface BankLine {
  /** By what it is known again when it comes in another file: the bank’s own reference, or what it says. */
  readonly mark: string;
  readonly bookedOn: string;
  /** Above zero what came, below what went. */
  readonly minor: bigint;
  /** Who is at the other end. */
  readonly party: string;
  readonly iban: string;
  readonly words: string;
}

export interface BankStatement {
  readonly name: string;
  readonly iban: string;
  readonly currency: string;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
  readonly lines: readonly BankLine[];
  /** What the bank has only announced: none of it is taken in, and all of it together would come to this. */
  readonly announced: { readonly count: number; readonly minor: bigint };
  readonly wrong: readonly { readonly at: number; readonly why: LineProblem; readonly text: string }[];
}

export type LineProblem = 'no_day' | 'no_amount' | 'not_booked';
export const STATEMENT_RULES = [
  'statement_too_large',
  'statement_has_doctype',
  'statement_broken',
  'not_a_statement',
] as const;
export type StatementRule = (typeof STATEMENT_RULES)[number];

interface Counting {
  readonly unit: string;
  readonly scale: number;
}

/** Every statement of a camt.053 file. */
export function readCamt(xml: string, counting: Counting): Outcome<readonly BankStatement[], StatementRule> {
  if (xml.length > MOST_STATEMENT_SIGNS) return refuse('statement_too_large');
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return refuse('statement_has_doctype');
  const parsed = parsedXml(xml);
  if (parsed === null) return refuse('statement_broken');
  const root = at(parsed, 'Document', 'BkToCstmrStmt');
  const statements = many(root, 'Stmt');
  if (statements.length === 0) return refuse('not_a_statement');
  return accept(statements.map((one) => statementOf(one, counting)));
}

/** Null where it is no document, or was cut off before its end. */
function parsedXml(xml: string): Xml | null {
  if (!/<\/([\w.-]+:)?Document>$/.test(xml.trimEnd().slice(-60))) return null;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => ['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Bal', 'Ustrd', 'Strd'].includes(name),
  });
  try {
    return parser.parse(xml) as Xml;
  } catch {
    return null;
  }
}

/** An element as the parser gives it: text, or what is in it by name. */
type Xml = string | { readonly [name: string]: Xml | readonly Xml[] } | undefined;

function at(xml: Xml, ...path: readonly string[]): Xml {
  let place: Xml | readonly Xml[] = xml;
  for (const name of path) {
    const here: Xml = Array.isArray(place) ? (place[0] as Xml) : (place as Xml);
    place = typeof here === 'object' ? here[name] : undefined;
  }
  return Array.isArray(place) ? (place[0] as Xml) : (place as Xml);
}

function many(xml: Xml, name: string): readonly Xml[] {
  const found = typeof xml === 'object' ? xml[name] : undefined;
  return Array.isArray(found) ? (found as readonly Xml[]) : [];
}

/** The text of an element, on one line; of the first of these that there is. */
function said(xml: Xml, ...paths: readonly (readonly string[])[]): string {
  for (const path of paths) {
    const found = at(xml, ...path);
    const text = typeof found === 'object' ? found['#text'] : found;
    if (typeof text === 'string' && text.trim() !== '') return oneLine(text);
  }
  return '';
}

function oneLine(text: string, most = 200): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, most); // prettier-ignore
}

function statementOf(xml: Xml, counting: Counting): BankStatement {
  const balance = (...codes: readonly string[]) =>
    many(xml, 'Bal').find((one) => codes.includes(said(one, ['Tp', 'CdOrPrtry', 'Cd'])));
  const opening = balance('OPBD', 'PRCD');
  const closing = balance('CLBD');
  const iban = said(xml, ['Acct', 'Id', 'IBAN'], ['Acct', 'Id', 'Othr', 'Id']);
  const lines: BankLine[] = [];
  const wrong: BankStatement['wrong'][number][] = [];
  let announced = { count: 0, minor: 0n };
  for (const [index, entry] of many(xml, 'Ntry').entries()) {
    const why = problemOf(entry, counting);
    const text = oneLine(
      `${dayOf(entry, 'BookgDt') ?? ''} ${said(entry, ['Amt'])} ${said(entry, ['AddtlNtryInf'])}`,
    );
    if (why === null) lines.push(...linesOf(entry, counting, iban));
    else wrong.push({ at: index + 1, why, text });
    if (why !== 'not_booked') continue;
    const minor = announced.minor + (signedMinor(entry, counting) ?? 0n);
    announced = { count: announced.count + 1, minor };
  }
  return {
    name: said(xml, ['Id']),
    iban,
    currency: said(xml, ['Acct', 'Ccy'], ['Bal', 'Amt', '@Ccy']),
    opensOn: dayIn(said(xml, ['FrToDt', 'FrDtTm'], ['FrToDt', 'FrDt'])) ?? dayOf(opening, 'Dt'),
    closesOn: dayIn(said(xml, ['FrToDt', 'ToDtTm'], ['FrToDt', 'ToDt'])) ?? dayOf(closing, 'Dt'),
    openingMinor: signedMinor(opening, counting),
    closingMinor: signedMinor(closing, counting),
    lines: numbered(lines),
    announced,
    wrong,
  };
}

/** What is only announced is not booked yet; a status is a word, or has a code since version 8. */
function problemOf(entry: Xml, counting: Counting): LineProblem | null {
  const status = said(entry, ['Sts'], ['Sts', 'Cd']);
  if (status !== '' && status !== 'BOOK') return 'not_booked';
  if (bookedOn(entry) === null) return 'no_day';
  const minor = signedMinor(entry, counting);
  return minor === null || minor === 0n ? 'no_amount' : null;
}

function bookedOn(entry: Xml): string | null {
  return dayOf(entry, 'BookgDt') ?? dayOf(entry, 'ValDt');
}

/** Of a date, or of the beginning of a date with a time. */
function dayOf(xml: Xml, name: string): string | null {
  return dayIn(said(xml, [name, 'Dt'], [name, 'DtTm']));
}

function dayIn(text: string): string | null {
  const day = text.slice(0, 10);
  return isCivilDate(day) ? day : null;
}

function signedMinor(xml: Xml, counting: Counting, sign = said(xml, ['CdtDbtInd'])): bigint | null {
  const read = parseAmount(said(xml, ['Amt']), { id: counting.unit, scale: counting.scale });
  if (!read.ok || (sign !== 'CRDT' && sign !== 'DBIT')) return null;
  return sign === 'CRDT' ? read.value.minor : -read.value.minor;
}

/**
 * One line for each payment that a collected entry is made of, where their amounts add up to it; else one for
 * the entry as a whole.
 */
function linesOf(entry: Xml, counting: Counting, own: string): readonly BankLine[] {
  const whole = signedMinor(entry, counting)!;
  const sign = said(entry, ['CdtDbtInd']);
  const details = many(entry, 'NtryDtls').flatMap((one) => many(one, 'TxDtls'));
  const parts = details.map((one) => {
    const amount = at(one, 'Amt') === undefined ? at(one, 'AmtDtls', 'TxAmt') : one;
    return signedMinor(amount, counting, said(one, ['CdtDbtInd']) || sign);
  });
  const isWhole = parts.length > 1 && parts.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n) === whole;
  const base = said(entry, ['AcctSvcrRef'], ['NtryRef']);
  const day = bookedOn(entry)!;
  const made = (minor: bigint, detail: Xml, part: number): BankLine => {
    const told = { bookedOn: day, minor, ...partyOf(detail, minor), words: wordsOf(entry, detail) };
    const reference = base || said(detail, ['Refs', 'AcctSvcrRef']);
    return { ...told, mark: markOf(own, reference === '' ? null : `${reference} ${part}`, told) };
  };
  if (isWhole && parts.every((one) => one !== null && one !== 0n))
    return details.map((detail, part) => made(parts[part]!, detail, part));
  return [made(whole, details[0], 0)];
}

/**
 * Of what came, whoever paid; of what went, whoever was paid. Since version 8 a party has a `Pty` around
 * it.
 */
function partyOf(detail: Xml, minor: bigint): Pick<BankLine, 'party' | 'iban'> {
  const [who, account] = minor > 0n ? ['Dbtr', 'DbtrAcct'] : ['Cdtr', 'CdtrAcct'];
  const parties = at(detail, 'RltdPties');
  return {
    party: said(
      parties,
      [who, 'Nm'],
      [who, 'Pty', 'Nm'],
      [`Ultmt${who}`, 'Nm'],
      [`Ultmt${who}`, 'Pty', 'Nm'],
    ),
    iban: said(parties, [account, 'Id', 'IBAN']),
  };
}

function wordsOf(entry: Xml, detail: Xml): string {
  const free = many(at(detail, 'RmtInf'), 'Ustrd').map((one) => (typeof one === 'string' ? one : ''));
  const reference = said(at(detail, 'RmtInf'), ['Strd', 'CdtrRefInf', 'Ref']);
  const own = said(detail, ['Refs', 'EndToEndId']);
  const parts = [...free, reference, own === 'NOTPROVIDED' ? '' : own].filter((one) => one.trim() !== '');
  return parts.length === 0 ? said(entry, ['AddtlNtryInf']) : oneLine(parts.join(' '));
}

/** What the bank calls a line is not said twice in one account; the day and the amount make sure of it. */
function markOf(
  own: string,
  reference: string | null,
  { bookedOn: day, minor, party, iban, words }: Omit<BankLine, 'mark'>,
): string {
  const said = reference === null ? [day, minor, party, iban, words] : [reference, day, minor];
  const parts = own === '' ? said : [own, ...said];
  return createHash('sha256').update(parts.map(String).join('\n')).digest('hex').slice(0, 40);
}

/** Two lines of one file that say the same are two: the second is known as the second. */
function numbered(lines: readonly BankLine[]): readonly BankLine[] {
  const seen = new Map<string, number>();
  return lines.map((one) => {
    const count = (seen.get(one.mark) ?? 0) + 1;
    seen.set(one.mark, count);
    return count === 1 ? one : { ...one, mark: `${one.mark}-${count}` };
  });
}

export const BANK_COLUMNS = ['day', 'amount', 'in', 'out', 'party', 'iban', 'words', 'balance'] as const;
export type BankColumn = (typeof BANK_COLUMNS)[number];
export type BankMapping = { readonly [column in BankColumn]?: number };

/** Words over columns, as banks write them, in plain letters. */
const NAMES: { readonly [column in BankColumn]: RegExp } = {
  day: /^(date|booking ?date|buchungstag|fecha( (de )?(operacion|contable|movimiento))?|data)$/,
  amount: /^(amount|importe|monto|betrag|montant|cantidad|importo|valor)( ?\(?[a-z]{3}\)?)?$/,
  in: /^(credit|paid in|abono|haber|ingreso|deposito|entrada)s?$/,
  out: /^(debit|paid out|cargo|debe|retiro|salida)s?$/,
  party: /^(name|payee|payer|counterparty|beneficiario|ordenante|contraparte|nombre|partner name)$/,
  iban: /^(iban|account ?number|cuenta|kontonummer.*|partner iban|counterparty iban)$/,
  words:
    /^(description|reference|memo|concepto|descripcion|verwendungszweck|libelle|details|payment reference)$/,
  balance: /^(balance|saldo|solde|kontostand)$/,
};

/** A first guess at what the columns of a table are; whoever brings it chooses. */
export function guessMapping(head: readonly string[]): BankMapping {
  const words = head.map((one) => one.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim());
  const found = BANK_COLUMNS.flatMap((column) => {
    const place = words.findIndex((word) => NAMES[column].test(word));
    return place < 0 ? [] : [[column, place] as const];
  });
  return Object.fromEntries(found);
}

/** The lines of a table, its first row being its head, by a mapping that somebody has chosen. */
export function readBankTable(
  rows: readonly (readonly string[])[],
  mapping: BankMapping,
  counting: Counting,
): BankStatement {
  const lines: BankLine[] = [];
  const wrong: BankStatement['wrong'][number][] = [];
  for (const [index, row] of rows.slice(1).entries()) {
    const cell = (column: BankColumn) => {
      const place = mapping[column];
      return place === undefined ? '' : oneLine(row[place] ?? '');
    };
    const day = writtenDay(cell('day'));
    const minor = minorIn(cell, counting);
    const why = day === null ? 'no_day' : minor === null || minor === 0n ? 'no_amount' : null;
    if (why !== null) {
      wrong.push({ at: index + 2, why, text: oneLine(row.join(' · '), 120) });
      continue;
    }
    const told = {
      bookedOn: day!,
      minor: minor!,
      party: cell('party'),
      iban: cell('iban'),
      words: cell('words'),
    };
    lines.push({ ...told, mark: markOf('', null, told) });
  }
  const days = lines.map((one) => one.bookedOn).sort();
  return {
    name: '',
    iban: '',
    currency: '',
    opensOn: days[0] ?? null,
    closesOn: days.at(-1) ?? null,
    openingMinor: null,
    closingMinor: closingIn(rows, mapping, counting),
    lines: numbered(lines),
    announced: { count: 0, minor: 0n },
    wrong,
  };
}

/** An amount with its sign, or one of two columns without. */
function minorIn(cell: (column: BankColumn) => string, counting: Counting): bigint | null {
  const of = (column: BankColumn) => minorOf(cell(column), counting);
  const signed = of('amount');
  if (signed !== null) return signed;
  const [into, out] = [of('in'), of('out')];
  if (into === null && out === null) return null;
  const size = (minor: bigint | null) => (minor === null ? 0n : minor < 0n ? -minor : minor);
  return size(into) - size(out);
}

/** What went, as banks write it that put no sign before it: in brackets, or with something behind. */
const WENT = /^\((.*)\)$|^(.*\d)\s*(?:DR|D|S|-|\u2212)\.?$/iu;
const CAME = /^(.*\d)\s*(?:CR|C|H|\+)\.?$/iu;
/** A sign or a code of money at either end. */
const MONEY_BEFORE = /^([-+\u2212]?)\s*(?:\p{L}{0,3}\p{Sc}|\p{L}{1,3}[./]{0,2})\s*(?=[-+\u2212\d])/u;
const MONEY_BEHIND = /(?<=\d)\s*(?:\p{L}{0,2}\p{Sc}|\p{L}{2,3}\.?)$/u;

/** An amount as a bank writes it; null where anything in it cannot be read: no sign is guessed. */
function minorOf(text: string, { unit, scale }: Counting): bigint | null {
  const written = text.trim();
  const [, bracketed, signed] = WENT.exec(written) ?? [];
  const went = bracketed ?? signed;
  const [, came] = went === undefined ? (CAME.exec(written) ?? []) : [];
  const bare = (went ?? came ?? written).trim().replace(MONEY_BEFORE, '$1').replace(MONEY_BEHIND, '');
  const read = readAmount(bare.replace(/^\+/, ''), { id: unit, scale });
  if (!read.ok) return null;
  const { minor } = read.value;
  return went === undefined || minor < 0n ? minor : -minor;
}

/** What was there after the latest line, where each line says what was there after it. */
function closingIn(
  rows: readonly (readonly string[])[],
  { day, balance }: BankMapping,
  counting: Counting,
): bigint | null {
  if (day === undefined || balance === undefined) return null;
  const dated = rows.slice(1).flatMap((row) => {
    const booked = writtenDay(row[day] ?? '');
    return booked === null ? [] : [{ booked, row }];
  });
  const days = dated.map((one) => one.booked);
  const rising = days.every((one, place) => place === 0 || days[place - 1]! <= one);
  const falling = days.every((one, place) => place === 0 || days[place - 1]! >= one);
  // Most banks put the latest line first; where they stand in no order, nobody can tell.
  if (!rising && !falling) return null;
  const latest = (days[0]! > days.at(-1)! ? dated[0] : rising && !falling ? dated.at(-1) : undefined)?.row;
  return minorOf(oneLine(latest?.[balance] ?? ''), counting);
}

/** `2026-02-28`, `28/02/2026`, `28.2.26`: the day before the month, unless it cannot be. */
function writtenDay(text: string): string | null {
  const iso = dayIn(text.trim());
  if (iso !== null) return iso;
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/.exec(text.trim());
  if (parts === null) return null;
  const [first, second, written] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const year = written < 100 ? 2000 + written : written;
  const [day, month] = second > 12 ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1 || year < 1 || day > daysInMonth(year, month)) return null;
  return civilDate(year, month, day);
}
