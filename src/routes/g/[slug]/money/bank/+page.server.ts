import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { hasInHand, may } from '#agents';
import { loadOpenActs } from '#agents/server';
import { suggestFor, type Known } from '#ledger';
import {
  loadBankLines,
  loadBefore,
  loadElsewhere,
  loadExpected,
  loadInBank,
  loadMarks,
  loadNamed,
  loadOpenAccounts,
  loadPromised,
  loadStatements,
  MOST_BANK_LINES,
  type BankStatement,
  type KeptLine,
  type NamedAccount,
  type ReadStatement,
} from '#ledger/server';
import { act, field, formKey, refusalWords } from '#host/forms';
import { carry, refused, written } from '../../scene.ts';
import { manyOf, moneyPlace, type MoneyPlace } from '../place.ts';
import { CHOSEN, givenFile, moneyUnits, readFile, type GivenFile } from './read-file.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the bank says, beside the books: lines that are not booked yet, and what it says was there. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words, scene } = place;
  const units = moneyUnits(place);
  if (units.length === 0 || !place.keepsBooks) error(404, 'not_found');
  const open = await loadOpenAccounts(db, org);
  const lines = await loadBankLines(db, org);
  const waiting = await waitingLines(db, org, scene.now);
  const known = new Map<string, Known>();
  for (const { unit } of units) known.set(unit, await knownIn(place, unit, open));
  const statements = await Promise.all(
    (await loadStatements(db, org)).map((one) => shownStatement(place, one)),
  );
  return {
    base: place.base,
    units: units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    lines: lines.map((one) => ({
      ...shownLine(place, open, known.get(one.unit), one),
      waits: waiting.has(one.id) ? `/g/${scene.organization.slug}/waiting/${waiting.get(one.id)}` : null,
    })),
    statements,
    mayRead: hasInHand(scene, 'keep_books') ? may(scene, 'keep_books') : null,
    maySign: may(scene, 'book_bank') !== null,
    formKey: formKey(),
  };
};

/** What the bank says beside the books: with what it last said of its other accounts of the same unit. */
async function shownStatement({ db, org, words, amount }: MoneyPlace, one: ReadStatement) {
  const { unit, account, closesOn: day, closingMinor } = one;
  const isWhole = day !== null && closingMinor !== null;
  const others = isWhole ? await loadElsewhere(db, org, { unit, account, day }) : null;
  const bank = closingMinor === null || others === null ? null : closingMinor + others;
  const books = bank === null ? null : await loadInBank(db, org, unit, day!);
  return {
    name: one.name ?? '',
    on: day === null ? '' : words.date(day),
    bank: closingMinor === null ? '' : amount(unit, closingMinor),
    others: others === null || others === 0n ? '' : amount(unit, others),
    books: books === null ? '' : amount(unit, books),
    differs: books === null || books === bank ? '' : amount(unit, bank! - books),
  };
}

/** Lines that somebody has booked, and another has still to sign: where that is, by the line. */
async function waitingLines(db: MoneyPlace['db'], org: OrgId, now: string) {
  const open = await loadOpenActs(db, org, now);
  return new Map(
    open.flatMap(({ command, input, waiting_id: id }) => {
      const { line } = (input ?? {}) as { readonly line?: unknown };
      const isLine = command === 'ledger.book_bank' || command === 'ledger.book_line';
      return isLine && typeof line === 'string' ? [[line, id] as const] : [];
    }),
  );
}

async function knownIn({ db, org, scene, called }: MoneyPlace, unit: string, open: readonly NamedAccount[]) {
  return {
    expected: await loadExpected(db, org, unit, scene.today),
    promised: await loadPromised(db, org, unit),
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
    // Which way it went, the words say.
    amount: place.amount(line.unit, line.minor < 0n ? -line.minor : line.minor),
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
  // Which lines are known already is told to nobody else.
  if (!place.keepsBooks) error(404, 'not_found');
  return { place, file: await givenFile(place, await event.request.formData()) };
}

async function freshOf({ db, org }: MoneyPlace, unit: string, { lines }: BankStatement) {
  const marks = await loadMarks(
    db,
    org,
    unit,
    lines.map(({ mark }) => mark),
  );
  return lines.filter(({ mark }) => !marks.has(mark));
}

/** One statement of the file before it is taken in: whose it is, its lines, and what could not be read. */
async function seenStatement(place: MoneyPlace, unit: string, one: BankStatement) {
  const { words } = place;
  const fresh = await freshOf(place, unit, one);
  const { count, minor } = one.announced;
  const day = (on: string | null) => (on === null ? '' : words.date(on));
  return {
    about: words.t('bank.about', {
      known: one.opensOn === null ? 'nothing' : one.iban === '' ? 'days' : 'all',
      iban: one.iban,
      currency: one.currency,
      opens: day(one.opensOn),
      closes: day(one.closesOn),
    }),
    more: Math.max(0, fresh.length - MOST_BANK_LINES),
    lines: one.lines.map((line) => ({
      on: words.date(line.bookedOn, 'short'),
      amount: place.amount(unit, line.minor),
      party: line.party,
      words: line.words,
      known: !fresh.includes(line),
    })),
    fresh: fresh.length,
    announced: count === 0 ? '' : words.t('bank.announced', { count, sum: place.amount(unit, minor) }),
    unread: one.wrong.map(({ at, why, text }) => ({ line: at, text, why: words.t(`bank.wrong.${why}`) })),
  };
}

/** What is taken in of a statement: of what is not known yet, as much as one act takes. */
async function inputOf(place: MoneyPlace, { unit, digest }: GivenFile, one: BankStatement) {
  const fresh = await freshOf(place, unit, one);
  const text = (minor: bigint | null) => (minor === null ? null : String(minor));
  return {
    unit,
    digest,
    name: [one.iban, one.name].filter((part) => part !== '').join(' '),
    account: one.iban,
    opensOn: one.opensOn,
    closesOn: one.closesOn,
    openingMinor: text(one.openingMinor),
    closingMinor: text(one.closingMinor),
    lines: fresh
      .slice(0, MOST_BANK_LINES)
      .map(({ minor, ...rest }) => ({ ...rest, amountMinor: String(minor) })),
  };
}

export const actions: Actions = {
  /** Nothing is taken in yet: what each line is, and which are known, is said. */
  async look(event) {
    const { place, file } = await given(event);
    const { words } = place;
    if (file === null) return fail(422, { wrong: words.t('bank.nothing') });
    const read = readFile(place, file);
    if (!read.ok) return fail(422, { wrong: refusalWords(read.refusal, words).sentence });
    const statements = [];
    for (const one of read.value) statements.push(await seenStatement(place, file.unit, one));
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
        statements,
        fresh: statements.reduce((sum, one) => sum + one.fresh, 0),
      },
    };
  },
  /** Every statement of the file, one after the other: what is known of it by then is left out. */
  async take(event) {
    const form = await event.request.clone().formData();
    const place = await moneyPlace(event, 'said');
    const { org } = place;
    const file = await givenFile(place, form);
    const read = file && readFile(place, file);
    const found = read?.ok === true ? read.value : [];
    const fresh = [];
    for (const one of found) if ((await freshOf(place, file!.unit, one)).length > 0) fresh.push(one);
    // All but the last by themselves; the last as every form is carried.
    for (const [at, one] of fresh.slice(0, -1).entries()) {
      const input = await inputOf(place, file!, one);
      const asked = { command: 'ledger.read_statement', org, input, key: `${field(form, 'key')} ${at + 1}` };
      const answer = input.lines.length === 0 ? null : await act(event, asked);
      if (answer?.ok === false) return refused(event, form, asked, answer.refusal);
    }
    const last = fresh.at(-1) ?? found.at(-1);
    return carry(
      event,
      'ledger.read_statement',
      () => (last === undefined ? {} : inputOf(place, file!, last)),
      '/money/bank',
    );
  },
  async book(event) {
    const form = await event.request.clone().formData();
    const { db, org } = await moneyPlace(event);
    const [chosen] = await loadNamed(db, org, [field(form, 'account')]);
    const isThere = written(form, 'number') !== undefined;
    // For one of us several sign; out of a fund as well, where whoever books it says so.
    const several = (chosen?.member != null && !isThere) || field(form, 'several') !== '';
    return carry(
      event,
      several ? 'ledger.book_bank' : 'ledger.book_line',
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
    );
  },
};
