/** Statements as banks send them, with accounts that are nobody’s (ISO 13616 examples). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { suggestFor, referenceOf, type Known } from './bank-match.ts';
import { guessMapping, readBankTable, readCamt, type BankStatement } from './bank-statement.ts';

const euro = { unit: 'euro', scale: 2 };
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const read = (xml: string): readonly BankStatement[] => {
  const statements = readCamt(xml, euro);
  if (!statements.ok) throw new Error(statements.refusal.rule);
  return statements.value;
};
const told = (one: BankStatement) =>
  one.lines.map((line) => [line.bookedOn, line.minor, line.party, line.iban, line.words]);

describe('camt.053', () => {
  test('of version 2: balances, what came, what went, and a collected entry', () => {
    const [one, ...others] = read(fixture('camt-053-v2.xml'));
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      name: 'STMT-2026-11',
      iban: 'DE89370400440532013000',
      currency: 'EUR',
      opensOn: '2026-11-01',
      closesOn: '2026-11-30',
      openingMinor: 100000n,
      closingMinor: 108750n,
    });
    expect(told(one!)).toEqual([
      ['2026-11-03', 5000n, 'RUIZ GIL ANA', 'ES9121000418450200051332', 'Cuota noviembre & saludos'],
      ['2026-11-05', -1250n, 'Imprenta El Sol', 'FR1420041010050500013M02606', 'RF18539007547034'],
      ['2026-11-10', 2000n, 'Luis', '', 'Cuota'],
      ['2026-11-10', 3000n, 'Petra', '', 'Cuota'],
    ]);
    expect(one!.wrong).toEqual([{ at: 4, why: 'not_booked', text: '2026-11-30 10.00 Announced' }]);
    const sum = one!.lines.reduce((all, line) => all + line.minor, one!.openingMinor!);
    expect(sum).toBe(one!.closingMinor);
  });

  test('with several statements: each of its own account, and what is only announced is told', () => {
    const v2 = fixture('camt-053-v2.xml');
    const [statement] = /<Stmt>[^]*<\/Stmt>/.exec(v2)!;
    const second = statement.replaceAll('DE89370400440532013000', 'DE75512108001245126199');
    const [one, other, ...more] = read(v2.replace(statement, statement + second));
    expect(more).toEqual([]);
    expect([one!.iban, other!.iban]).toEqual(['DE89370400440532013000', 'DE75512108001245126199']);
    expect(told(other!)).toEqual(told(one!));
    // The same words in another account are another line.
    const marks = [one, other].flatMap((of) => of!.lines.map((line) => line.mark));
    expect(new Set(marks).size).toBe(8);
    expect(one!.announced).toEqual({ count: 1, minor: 1000n });
  });

  test('of version 8: a status with a code, a party with a name around it', () => {
    const [one] = read(fixture('camt-053-v8.xml'));
    expect(told(one!)).toEqual([['2026-11-03', 5000n, 'Ana Ruiz', 'ES9121000418450200051332', 'E2E-7']]);
  });

  test('the same file again has the same marks, and no two alike', () => {
    const marks = () => read(fixture('camt-053-v2.xml'))[0]!.lines.map((line) => line.mark);
    expect(marks()).toEqual(marks());
    expect(new Set(marks()).size).toBe(4);
  });

  test.each<[string, string, string]>([
    ['an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///a">]><Document>&e;</Document>', 'statement_has_doctype'],
    ['a small letter', '<!doctype html><Document></Document>', 'statement_has_doctype'],
    ['half a file', '<Document><BkToCstmrStmt>', 'statement_broken'],
    ['something else', '<Document><CstmrCdtTrfInitn/></Document>', 'not_a_statement'],
    ['no document', '', 'statement_broken'],
    ['more than anybody sends', ' '.repeat(4_000_001), 'statement_too_large'],
  ])('%s is refused', (_what, xml, rule) => {
    const answer = readCamt(xml, euro);
    expect(answer.ok ? null : answer.refusal.rule).toBe(rule);
  }); // prettier-ignore
});

describe('a table', () => {
  const rows = [
    ['Fecha', 'Concepto', 'Ordenante', 'Importe (EUR)', 'Saldo'],
    ['05/11/2026', 'Cuota', 'Ana', '1.050,00', '1.100,00'],
    ['31/12/26', 'Luz', '', '-12,5', '50,00'],
    ['05/11/2026', 'Cuota', 'Ana', '1.050,00', '1.100,00'],
    ['31/02/2026', 'Nunca', '', '1', ''],
    ['01/11/2026', 'Nada', '', '', ''],
  ];
  test('has its columns guessed, and says which lines it could not read', () => {
    const mapping = guessMapping(rows[0]!);
    expect(mapping).toEqual({ day: 0, words: 1, party: 2, amount: 3, balance: 4 });
    const one = readBankTable(rows, mapping, euro);
    expect(told(one)).toEqual([
      ['2026-11-05', 105000n, 'Ana', '', 'Cuota'],
      ['2026-12-31', -1250n, '', '', 'Luz'],
      ['2026-11-05', 105000n, 'Ana', '', 'Cuota'],
    ]);
    expect(new Set(one.lines.map((line) => line.mark)).size).toBe(3);
    expect(one.wrong.map(({ at, why }) => [at, why])).toEqual([
      [5, 'no_day'],
      [6, 'no_amount'],
    ]);
    expect([one.opensOn, one.closesOn, one.closingMinor]).toEqual(['2026-11-05', '2026-12-31', null]);
  });
  test.each([
    ['12.50', 1250n],
    ['+12.50', 1250n],
    ['-12,50', -1250n],
    ['12.50-', -1250n],
    ['(12.50)', -1250n],
    ['12.50 DR', -1250n],
    ['12,50 S', -1250n],
    ['-12.50 DR', -1250n],
    ['12.50 CR', 1250n],
    ['12,50 H', 1250n],
    ['€ 1.250,00', 125000n],
    ['-$12.50 MXN', -1250n],
    ['S/ 12.50', 1250n],
    ['MX$12.50', 1250n],
    ['12,50 EUR', 1250n],
    ['12,50 Kč', 1250n],
    ['1.5E3', null],
    ['12.50 of 20', null],
    ['12.50 X1', null],
  ])('of which %s is read with its sign, or not at all', (written, minor) => {
    const one = readBankTable(
      [rows[0]!, ['05/11/2026', 'x', 'y', written, '']],
      guessMapping(rows[0]!),
      euro,
    );
    expect(one.lines.map((line) => line.minor)).toEqual(minor === null ? [] : [minor]);
    expect(one.wrong.map(({ why }) => why)).toEqual(minor === null ? ['no_amount'] : []);
  });
  test('may have what came and what went apart', () => {
    const head = ['Date', 'Debit', 'Credit', 'Description', 'Balance'];
    const one = readBankTable(
      [head, ['2026-11-02', '12.50', '', 'Paper', '87.50'], ['2026-11-01', '', '100', 'Dues', '100']],
      guessMapping(head),
      euro,
    );
    expect(one.lines.map((line) => line.minor)).toEqual([-1250n, 10000n]);
    expect(one.closingMinor).toBe(8750n);
  });
});

describe('what a line may be', () => {
  const request = 'req_01j00000000000000000abcdef';
  const known: Known = {
    expected: [{ request, account: 'ana', amountMinor: 5000n }],
    promised: [{ account: 'luis', amountMinor: 700n }],
    parties: [
      { account: 'ana', name: 'Ana Ruiz' },
      { account: 'luis', name: 'Luis Pérez' },
    ],
    before: [{ iban: 'ES91 2100 0418 4502 0005 1332', account: 'luis' }],
  };
  const line = { minor: 5000n, party: '', iban: '', words: '' };
  test.each<[string, Partial<typeof line>, string[]]>([
    ['nobody knows', {}, []],
    ['its reference', { words: `Dues ${referenceOf(request)}` }, ['ana reference']],
    ['its name and amount', { party: 'RUIZ GIL, ANA' }, ['ana name_and_amount', 'ana name']],
    ['another amount', { party: 'Ana Ruiz', minor: 4999n }, ['ana name']],
    ['what went is nobody’s dues', { party: 'Ana Ruiz', minor: -5000n }, ['ana name']],
    ['the same account as before', { iban: 'es9121000418450200051332' }, ['luis same_iban']],
    ['accents apart', { party: 'LUIS PEREZ', minor: 1n }, ['luis name']],
    ['what they promised', { party: 'Luis Perez', minor: 700n }, ['luis promised']],
    ['what went is no promise kept', { party: 'Luis Perez', minor: -700n }, ['luis name']],
  ])('%s', (_what, more, should) => {
    const found = suggestFor({ ...line, ...more }, known);
    expect(found.map((one) => `${one.account} ${one.why}`)).toEqual(should);
  });
});
