import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { may } from '#agents';
import { suggestFor, type Known } from '#ledger';
import {
  loadBankLines,
  loadBefore,
  loadExpected,
  loadInBank,
  loadMarks,
  loadOpenAccounts,
  loadStatements,
  MOST_BANK_LINES,
  type BankStatement,
  type KeptLine,
  type NamedAccount,
} from '#ledger/server';
import { field, formKey, refusalWords } from '#host/forms';
import { carry, written } from '../../scene.ts';
import { manyOf, moneyPlace, type MoneyPlace } from '../place.ts';
import { CHOSEN, givenFile, moneyUnits, readFile, type GivenFile } from './read-file.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the bank says, beside the books: lines that are not booked yet, and what it says was there. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words, scene } = place;
  const units = moneyUnits(place);
  const mayRead = may(scene, 'keep_books');
  if (units.length === 0 || (mayRead === null && !place.keepsBooks)) error(404, 'not_found');
  const open = await loadOpenAccounts(db, org);
  const lines = await loadBankLines(db, org);
  const known = new Map<string, Known>();
  for (const { unit } of units) known.set(unit, await knownIn(place, unit, open));
  const statements = await Promise.all(
    (await loadStatements(db, org)).map(async (one) => {
      const books =
        one.closesOn === null || one.closingMinor === null
          ? null
          : await loadInBank(db, org, one.unit, one.closesOn);
      return {
        name: one.name ?? '',
        on: one.closesOn === null ? '' : words.date(one.closesOn),
        bank: one.closingMinor === null ? '' : place.amount(one.unit, one.closingMinor),
        books: books === null ? '' : place.amount(one.unit, books),
        differs:
          books === null || books === one.closingMinor
            ? ''
            : place.amount(one.unit, one.closingMinor! - books),
      };
    }),
  );
  return {
    base: place.base,
    units: units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    lines: lines.map((one) => shownLine(place, open, known.get(one.unit), one)),
    statements,
    mayRead,
    formKey: formKey(),
  };
};

async function knownIn({ db, org, scene, called }: MoneyPlace, unit: string, open: readonly NamedAccount[]) {
  return {
    expected: await loadExpected(db, org, unit, scene.today),
    before: await loadBefore(db, org, unit),
    parties: open
      .filter((one) => one.unit === unit && one.purpose !== 'issue')
      .map((one) => ({ account: one.id, name: called(one) })),
  };
}

function shownLine(
  place: MoneyPlace,
  open: readonly NamedAccount[],
  known: Known | undefined,
  line: KeptLine,
) {
  const { words } = place;
  const name = (id: string) => {
    const found = open.find((one) => one.id === id);
    return found ? place.called(found) : '';
  };
  const [best] = known === undefined ? [] : suggestFor(line, known);
  return {
    id: line.id,
    on: words.date(line.bookedOn, 'short'),
    amount: place.amount(line.unit, line.minor),
    comes: line.minor > 0n,
    party: line.party,
    words: line.words,
    account: best?.account ?? '',
    request: best?.request ?? '',
    why: best === undefined ? '' : words.t(`bank.why.${best.why}`, { name: name(best.account) }),
    accounts: open
      .filter((one) => one.unit === line.unit && one.purpose !== 'issue')
      .map((one) => ({ value: one.id, label: place.called(one) })),
  };
}

async function given(event: RequestEvent): Promise<{ place: MoneyPlace; file: GivenFile | null }> {
  const place = await moneyPlace(event);
  return { place, file: await givenFile(place, await event.request.formData()) };
}

/** What is taken in of a statement: of what is not known yet, as much as one act takes. */
async function inputOf({ db, org }: MoneyPlace, { unit, digest }: GivenFile, one: BankStatement) {
  const marks = one.lines.map(({ mark }) => mark);
  const known = await loadMarks(db, org, unit, marks);
  const text = (minor: bigint | null) => (minor === null ? null : String(minor));
  return {
    unit,
    digest,
    name: [one.iban, one.name].filter((part) => part !== '').join(' '),
    opensOn: one.opensOn,
    closesOn: one.closesOn,
    openingMinor: text(one.openingMinor),
    closingMinor: text(one.closingMinor),
    lines: one.lines
      .filter(({ mark }) => !known.has(mark))
      .slice(0, MOST_BANK_LINES)
      .map(({ minor, ...rest }) => ({ ...rest, amountMinor: String(minor) })),
  };
}

export const actions: Actions = {
  /** Nothing is taken in yet: what each line is, and which are known, is said. */
  async look(event) {
    const { place, file } = await given(event);
    const { words, db, org } = place;
    if (file === null) return fail(422, { wrong: words.t('bank.nothing') });
    const read = readFile(place, file);
    if (!read.ok) return fail(422, { wrong: refusalWords(read.refusal, words).sentence });
    const [one] = read.value;
    const marks = await loadMarks(
      db,
      org,
      file.unit,
      one!.lines.map(({ mark }) => mark),
    );
    return {
      look: {
        text: file.text,
        unit: file.unit,
        columns: CHOSEN.map((column) => ({
          name: `column-${column}`,
          label: words.t(`bank.column.${column}`),
          value: String(file.mapping[column] ?? ''),
        })),
        head: file.head.map((label, at) => ({ value: String(at), label })),
        about: words.t('bank.about', {
          iban: one!.iban,
          currency: one!.currency,
          opens: one!.opensOn === null ? '' : words.date(one!.opensOn),
          closes: one!.closesOn === null ? '' : words.date(one!.closesOn),
        }),
        several: read.value.length > 1,
        more: Math.max(0, one!.lines.filter(({ mark }) => !marks.has(mark)).length - MOST_BANK_LINES),
        lines: one!.lines.map((line) => ({
          on: words.date(line.bookedOn, 'short'),
          amount: place.amount(file.unit, line.minor),
          party: line.party,
          words: line.words,
          known: marks.has(line.mark),
        })),
        fresh: one!.lines.filter((line) => !marks.has(line.mark)).length,
        wrong: one!.wrong.map(({ at, why, text }) => ({ at, text, why: words.t(`bank.wrong.${why}`) })),
      },
    };
  },
  async take(event) {
    const place = await moneyPlace(event, 'said');
    return carry(
      event,
      'ledger.read_statement',
      async (form) => {
        const file = await givenFile(place, form);
        const read = file && readFile(place, file);
        const [one] = read?.ok === true ? read.value : [];
        return file === null || one === undefined ? {} : inputOf(place, file, one);
      },
      '/money/bank',
    );
  },
  book: (event) =>
    carry(
      event,
      'ledger.book_line',
      (form) => {
        const line = field(form, 'of');
        const number = written(form, 'number');
        if (number !== undefined) return { line, number };
        const account = written(form, 'account');
        // What was suggested is an answer to what was asked for only as long as its account is left as it
        // was.
        const request = account === field(form, 'suggested') ? written(form, 'request') : undefined;
        return { line, account, request, note: field(form, 'note') };
      },
      '/money/bank',
    ),
};
