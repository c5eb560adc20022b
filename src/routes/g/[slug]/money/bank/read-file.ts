/** A file of the bank, or a table that was pasted: read, and not yet taken in. */
import { createHash } from 'node:crypto';
import { refuse, type Outcome } from '#kernel/outcome';
import { guessMapping, readBankTable, readCamt, type BankMapping, type BankStatement } from '#ledger/server';
import { accept } from '#kernel/outcome';
import { field } from '#host/forms';
import type { MoneyPlace } from '../place.ts';
import { textOf, writtenTable } from '../written-table.ts';

export const CHOSEN = ['day', 'amount', 'in', 'out', 'party', 'iban', 'words', 'balance'] as const;

export interface GivenFile {
  readonly text: string;
  readonly unit: string;
  readonly digest: string;
  /** The columns of a table, by their names; none where it is a statement in XML. */
  readonly head: readonly string[];
  readonly mapping: BankMapping;
}

/** What came with the form; of a table, the columns that were chosen, or a guess at them. */
export async function givenFile(place: MoneyPlace, form: FormData): Promise<GivenFile | null> {
  const text = await textOf(form, 'file', 'text');
  if (text === null || text.trim() === '') return null;
  const units = moneyUnits(place);
  const unit = units.find((one) => one.unit === field(form, 'unit'))?.unit ?? units[0]?.unit ?? '';
  const head = isXml(text) ? [] : (writtenTable(text)?.[0] ?? []);
  const chosen = CHOSEN.flatMap((column) => {
    const typed = field(form, `column-${column}`);
    return /^\d{1,2}$/.test(typed) ? [[column, Number(typed)] as const] : [];
  });
  const isChosen = form.has('column-day');
  return {
    text,
    unit,
    digest: createHash('sha256').update(text).digest('hex'),
    head,
    mapping: isChosen ? Object.fromEntries(chosen) : guessMapping(head),
  };
}

export function moneyUnits({ units }: MoneyPlace) {
  return units.filter((one) => one.kind === 'currency');
}

function isXml(text: string): boolean {
  return /^\uFEFF?\s*</.test(text);
}

/** The statements in it. */
export function readFile(place: MoneyPlace, given: GivenFile): Outcome<readonly BankStatement[]> {
  const rule = moneyUnits(place).find((one) => one.unit === given.unit);
  if (rule === undefined) return refuse('not_money', { unit: given.unit });
  const counting = { unit: rule.unit, scale: rule.scale };
  if (isXml(given.text)) {
    const read = readCamt(given.text, counting);
    const other = read.ok && read.value.find((one) => isOther(one.currency, rule.code));
    return other ? refuse('statement_in_other_money', { theirs: other.currency, ours: rule.code }) : read;
  }
  const rows = writtenTable(given.text);
  if (rows === null || rows.length < 2) return refuse('not_a_statement');
  return accept([readBankTable(rows, given.mapping, counting)]);
}

/** Both as ISO 4217 has them; a group may write its money as it likes, and then nothing is held against it. */
function isOther(theirs: string, ours: string): boolean {
  return [theirs, ours].every((code) => /^[A-Z]{3}$/.test(code)) && theirs !== ours;
}
