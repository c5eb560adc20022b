/** The pesos of the jícara go to a bank, and what the bank says is laid beside the books. */
import { formatAmount } from '#kernel/amount';
import { assert } from '#kernel/assert';
import { readCamt } from '#ledger/server';
import { exchange, one, peso, reserveOf, type Villages } from './jicara.ts';

export async function theBank(villages: Villages): Promise<void> {
  const { stage, org } = villages;
  const account = await reserveOf(villages);
  const before = await stage.balanceOf(org, account);
  stage.scene(
    '2026-10-14T12:00:00-06:00',
    { en: 'The pesos go to the savings bank', es: 'Los pesos van a la caja de ahorro' },
    {
      en: 'A box in a house is a worry at night. Fidencio and Citlali carry all of it to the savings bank of the cooperative, down in Cuetzalan. In the books nothing moves: it is the same reserve. Two days later Hilario, who works away, sends a hundred pesos there, and Paciano gives him his jícaras when they have come.',
      es: 'Una caja en una casa quita el sueño. Fidencio y Citlali la llevan entera a la caja de ahorro de la cooperativa, abajo en Cuetzalan. En las cuentas no se mueve nada: es el mismo respaldo. A los dos días Hilario, que trabaja fuera, manda cien pesos ahí, y Paciano le da sus jícaras cuando ya llegaron.',
    },
  );
  const { number } = await exchange(villages, 'Paciano', 'in', ['Hilario', '100']);
  const after = await stage.balanceOf(org, account);
  stage.scene(
    '2026-10-31T10:00:00-06:00',
    { en: 'What the bank says', es: 'Lo que dice el banco' },
    {
      en: 'At the end of the month the bank sends a file. Fidencio brings it: one line, which is in the books already, and a balance. It is what the books say, to the hundredth.',
      es: 'A fin de mes la caja manda un archivo. Fidencio lo trae: una línea, que ya está en las cuentas, y un saldo. Es lo que dicen las cuentas, hasta el centavo.',
    },
  );
  const file = october(before, after);
  const read = readCamt(file, { unit: peso.unit, scale: peso.scale });
  assert(read.ok, 'the file of the bank can be read');
  const [statement] = read.value;
  assert(statement, 'there is a statement in it');
  const { closingMinor } = statement;
  assert(closingMinor === after, 'the bank has what the books say is kept');
  const { ids } = await stage.act(one(villages, 'Fidencio'), 'ledger.read_statement', org, {
    unit: peso.unit,
    digest: 'c4'.repeat(32),
    name: statement.name,
    account: statement.iban,
    opensOn: statement.opensOn,
    closesOn: statement.closesOn,
    openingMinor: String(statement.openingMinor),
    closingMinor: String(closingMinor),
    lines: statement.lines.map(({ minor, ...line }) => ({ ...line, amountMinor: String(minor) })),
  });
  const [line] = ids as readonly string[];
  // The jícaras stand first in the exchange, the pesos that came for them after.
  const came = String(BigInt(String(number)) + 1n);
  await stage.act(one(villages, 'Fidencio'), 'ledger.book_line', org, { line, number: came });
  await stage.act(one(villages, 'Fidencio'), 'ledger.reconcile', org, {
    account,
    countedOn: '2026-10-31',
    countedMinor: String(closingMinor),
    note: 'El archivo de la caja de ahorro',
  });
  await stage.refused(
    one(villages, 'Fidencio'),
    'ledger.count_cash',
    org,
    { account, pieces: [{ valueMinor: '10000', count: 1 }], note: 'Lo que había en la caja' },
    'kept_for_a_unit',
    {
      en: 'He would still count the old box as cash, and the books would follow what he finds. What is kept for others does not follow: it is laid beside the books, and a difference is looked for.',
      es: 'Todavía quiere contar la caja vieja como efectivo, y que las cuentas sigan lo que encuentre. Lo que se guarda por las jícaras no sigue a nadie: se compara, y la diferencia se busca.',
    },
  );
}

/** As banks send it, in version 2. */
function october(openingMinor: bigint, closingMinor: bigint): string {
  const amount = (minor: bigint) => formatAmount({ minor, unit: { id: peso.unit, scale: peso.scale } });
  const balance = (code: string, minor: bigint, day: string) => `<Bal>
    <Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>
    <Amt Ccy="MXN">${amount(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt>
  </Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
  <Id>2026-10</Id>
  <Acct><Id><Othr><Id>CA-0117</Id></Othr></Id><Ccy>MXN</Ccy></Acct>
  ${balance('OPBD', openingMinor, '2026-10-15')}
  ${balance('CLBD', closingMinor, '2026-10-31')}
  <Ntry>
    <Amt Ccy="MXN">${amount(closingMinor - openingMinor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><Dt>2026-10-16</Dt></BookgDt><AcctSvcrRef>CA-0117-1</AcctSvcrRef>
    <NtryDtls><TxDtls>
      <RltdPties><Dbtr><Nm>Hilario</Nm></Dbtr></RltdPties><RmtInf><Ustrd>Jícaras</Ustrd></RmtInf>
    </TxDtls></NtryDtls>
  </Ntry>
</Stmt></BkToCstmrStmt></Document>`;
}
