/** What the record says of accounts and payments, on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visibleAct } from '#agents';
import { loadScene } from '#agents/server';
import { partiesOf } from '#ledger';
import { actSentence, proposalSentence, type NameOf } from '#agents/screens/say.ts';
import { words } from '#locales';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import {
  accountOf,
  commonAccount,
  foundWithBooks,
  maiz,
  peso,
} from '../modules/ledger/commands/with-books.ts';
import { lapseHolds } from './keep-accounts.ts';
import { readRecord } from './register/record.ts';
import { booksIn, tellBooks } from './tell-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  const trusting = { ...maiz, credit: { by: 'trust', minor: '10000' } as const };
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], trusting, peso);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
  const post = { role: 'treasurer', member: celia.member, startsOn: '2026-11-23' };
  await stage.together([ana, berta], 'agents.appoint', group.org, post);
});
afterAll(() => stage.close());

const idOf = async (one: OneOfUs, unit = 'maiz') => (await accountOf(stage, group.org, one, unit)).id;
const ends = async (from: OneOfUs, to: OneOfUs, amountMinor: string) => ({
  source: await idOf(from),
  target: await idOf(to),
  amountMinor,
});
const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `ledger.${command}`, group.org, input)).answer as Record<string, string>;
const dayAfter = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);

const nameOf: NameOf = (member) => group.us.find((one) => one.member === member)?.name ?? null;
const scene = async () =>
  (await loadScene(stage.host.db, group.org, ana.person, new Date(stage.clock.now).toISOString()))!;

/** The newest act of the record in both languages, without the space that holds a figure to its unit. */
async function told(): Promise<string[]> {
  const [entry] = await readRecord(stage.host.db, group.org, { most: 1 });
  const { command, actor, fact } = entry!.leaf!;
  const named = await tellBooks(stage.host.db, await scene(), nameOf, [fact]);
  return (['en', 'es'] as const).map((locale) =>
    actSentence(words(locale), { command, actor, fact }, named).replaceAll('\u00a0', ' '),
  );
}

test('payments and what puts them right', async () => {
  const { number } = await act(ana, 'transfer', await ends(ana, berta, '1250'));
  expect(await told()).toEqual(['Ana paid 12.50 maize to Berta.', 'Ana pagó 12.50 maíces a Berta.']);
  await act(berta, 'refund', { number, amountMinor: '250' });
  expect(await told()).toEqual([
    'Berta gave 2.50 maize of a payment back to Ana (no. 1).',
    'Berta devolvió a Ana 2.50 maíces de un pago (n.º 1).',
  ]);
  await act(ana, 'dispute', { number, reason: 'It was stale.' });
  expect(await told()).toEqual([
    'Ana says that a payment was not right: 12.50 maize from Ana to Berta (no. 1).',
    'Ana dice que un pago no fue correcto: 12.50 maíces de Ana a Berta (n.º 1).',
  ]);
  await act(celia, 'settle_dispute', { number, backMinor: '100', words: 'A little.' });
  expect((await told())[0]).toBe(
    'Celia settled the dispute about a payment (no. 1): Berta gives 1 maize back to Ana.',
  );
  await act(celia, 'reverse', { number, note: 'A mistake.' });
  expect((await told())[0]).toBe('Celia undid a payment (no. 1): Berta gives 9 maize back to Ana.');
  const payments = [
    { target: await idOf(berta), amountMinor: '100' },
    { target: await idOf(celia), amountMinor: '250' },
  ];
  await act(ana, 'pay_many', { source: await idOf(ana), payments });
  expect((await told())[1]).toBe('Ana pagó 3.50 maíces en 2 pagos a la vez.');
  const other = await act(ana, 'transfer', await ends(ana, berta, '100'));
  await act(ana, 'dispute', { number: other['number'], reason: 'No.' });
  await act(celia, 'settle_dispute', { number: other['number'], backMinor: '0', words: 'It was fine.' });
  expect((await told())[0]).toBe(
    `Celia settled the dispute about a payment of Ana to Berta (no. ${other['number']}): nothing goes back.`,
  );
});

test('what is entered for others, and denied', async () => {
  const { number } = await act(ana, 'enter_transfer', await ends(berta, celia, '100'));
  expect((await told())[1]).toBe(
    'Ana anotó que Berta pagó 1 maíz a Celia. ' +
      'Hasta el 30 de noviembre de 2026, Berta puede decir que no fue así.',
  );
  await act(berta, 'deny_transfer', { number, note: 'I was away.' });
  expect((await told())[0]).toBe(
    `Berta said that they had not paid 1 maize to Celia (no. ${number}), and it was undone.`,
  );
});

test('what is asked for and what is promised', async () => {
  const first = await act(ana, 'request_payment', await ends(berta, ana, '500'));
  expect((await told())[0]).toBe('Ana asked Berta for 5 maize, until 23 December 2026.');
  await act(berta, 'accept_request', { request: first['request'] });
  expect((await told())[0]).toBe('Berta paid 5 maize to Ana, who had asked for it.');
  const second = await act(ana, 'request_payment', await ends(berta, ana, '600'));
  await act(berta, 'decline_request', { request: second['request'], reason: 'Later.' });
  expect((await told())[1]).toBe('Berta dijo que no a Ana, que había pedido 6 maíces.');
  const third = await act(ana, 'request_payment', await ends(berta, ana, '700'));
  await act(ana, 'take_back_request', { request: third['request'] });
  expect((await told())[0]).toBe('Ana no longer asks Berta for 7 maize.');
  const { source, target } = await ends(berta, ana, '0');
  await act(berta, 'trust_payee', { source, target, mostMinor: '1000' });
  expect((await told())[0]).toBe('Berta lets Ana be paid without asking, up to 10 maize at a time.');
  await act(ana, 'request_payment', await ends(berta, ana, '100'));
  expect((await told())[0]).toBe('Ana asked Berta for 1 maize and was paid at once, as Berta allows.');
  await act(berta, 'trust_payee', { source, target, mostMinor: null });
  expect((await told())[0]).toBe('Berta wants to be asked again before Ana is paid.');
  const keep = async () => act(ana, 'hold', { ...(await ends(ana, celia, '300')), until: dayAfter(2) });
  const kept = await keep();
  expect((await told())[0]).toBe('Ana promised 3 maize to Celia, until 25 November 2026.');
  await act(ana, 'pay_hold', { hold: kept['hold'], amountMinor: '200' });
  expect((await told())[0]).toBe('Ana paid 2 maize to Celia, as promised.');
  await act(celia, 'let_go', { hold: (await keep())['hold'] });
  expect((await told())[1]).toBe('Celia dejó ir lo que Ana había prometido: 3 maíces.');
  await keep();
  stage.days(3);
  await lapseHolds(stage.host, group.org);
  expect((await told())[0]).toBe('Ana had promised 3 maize to Celia. The day is over, and it is free again.');
});

test('what is paid in cash, to others without how much', async () => {
  const coins = { unit: 'peso', amountMinor: '5000' };
  const { cash } = await act(ana, 'say_paid', { ...coins, receiver: berta.member });
  expect(await told()).toEqual([
    'Ana says that they paid Berta 50 $ in cash. It waits for a yes.',
    'Ana dice que pagó 50 $ en efectivo a Berta. Falta que lo confirmen.',
  ]);
  await act(berta, 'say_not_received', { cash, reason: 'Later.' });
  expect((await told())[0]).toBe('Berta says that 50 $ from Ana has not come yet.');
  await act(berta, 'say_received', { cash });
  expect(await told()).toEqual([
    'Berta has received 50 $ from Ana, in cash.',
    'Berta recibió 50 $ de Ana, en efectivo.',
  ]);
  const [entry] = await readRecord(stage.host.db, group.org, { most: 1 });
  const { command, actor, fact } = entry!.leaf!;
  const named = await tellBooks(stage.host.db, await scene(), nameOf, [fact]);
  const plain = { command, actor, fact, plain: true };
  expect(actSentence(words('en'), plain, named)).toBe(
    'Someone has received some money from someone, in cash.',
  );
  const { viewer } = await scene();
  const parties = partiesOf(await booksIn(stage.host.db, await scene(), [fact]), fact);
  const seenBy = ({ member }: OneOfUs) =>
    visibleAct({ ...viewer, member }, 'founded', { command, actor, fact }, parties);
  expect([ana, berta, celia].map(seenBy)).toEqual(['named', 'named', 'plain']);
  const { account } = await act(ana, 'open_fund', { unit: 'peso', purpose: 'fund', name: 'Box' });
  const paid = await act(berta, 'say_paid', { ...coins, account });
  await act(celia, 'receive_cash', { cash: paid['cash'] });
  expect((await told())[0]).toBe('Celia has received 50 $ in cash from Berta, for our fund “Box”.');
  const late = await act(ana, 'say_paid', { ...coins, receiver: celia.member });
  await act(ana, 'take_back_paid', { cash: late['cash'] });
  expect((await told())[0]).toBe('Ana took back what was said: 50 $ in cash, from Ana to Celia.');
});

test('what is held in common, and how far accounts go', async () => {
  const { account } = await act(ana, 'open_fund', { unit: 'peso', purpose: 'fund', name: 'The roof' });
  expect(await told()).toEqual([
    'Ana opened our fund “The roof”, in pesos.',
    'Ana abrió nuestro fondo «The roof», en pesos.',
  ]);
  await act(ana, 'issue', { account, amountMinor: '5000', way: 'in', note: 'Coins.' });
  expect((await told())[0]).toBe('Ana brought 50 $ into circulation, for our fund “The roof”.');
  await act(celia, 'pay_out', {
    source: account,
    target: await idOf(ana, 'peso'),
    amountMinor: '5000',
    note: 'Tiles.',
  });
  expect((await told())[1]).toBe('Celia pagó 50 $ de nuestro fondo «The roof» a Ana.');
  await act(berta, 'issue', {
    account: await idOf(ana, 'peso'),
    amountMinor: '100',
    way: 'out',
    note: 'Back.',
  });
  expect((await told())[0]).toBe('Berta took 1 $ of Ana out of circulation.');
  await act(ana, 'close_fund', { account });
  expect((await told())[0]).toBe('Ana closed our fund “The roof”; there was nothing left in it.');
  await act(ana, 'stake', await ends(ana, berta, '1000'));
  expect((await told())[1]).toBe('Ana pone en prenda 10 maíces por Berta.');
  await act(ana, 'stake', await ends(ana, berta, '0'));
  expect((await told())[0]).toBe('Ana stakes nothing for Berta any more.');
});

test('what all of us are asked to do is said before it is done', async () => {
  const commons = await commonAccount(stage, group.org, 'commons');
  const account = await idOf(berta);
  const said = async (command: string, input: object) => {
    const named = await tellBooks(stage.host.db, await scene(), nameOf, [input]);
    return proposalSentence(words('en'), `ledger.${command}`, 'pay_out', input, named).replaceAll(
      '\u00a0',
      ' ',
    );
  };
  const until = '2026-12-24';
  const fund = { unit: 'maiz', purpose: 'reserve', name: 'Winter' };
  const paying = { source: commons.id, target: account, amountMinor: '500' };
  const rows: readonly [string, object, string][] = [
    ['close_fund', { account: commons.id }, 'We close our common account'],
    [
      'freeze',
      { account, until, reason: 'x' },
      'The account of Berta in maize is held until 24 December 2026: nothing leaves it',
    ],
    [
      'grant_credit',
      { account, moreMinor: '500', until },
      'Berta can go further below zero, by 5 maize, until 24 December 2026',
    ],
    ['grant_credit', { account, moreMinor: '0' }, 'Berta goes no further below zero than our rules say'],
    ['issue', { account, amountMinor: '500', way: 'out' }, 'We take 5 maize of Berta out of circulation'],
    ['open_fund', fund, 'We open our reserve “Winter”, in maize'],
    ['pay_out', paying, 'We pay 5 maize from our common account to Berta'],
    ['reverse', { number: '1' }, 'We undo a payment: 12.50 maize from Ana to Berta (no. 1)'],
    [
      'settle_dispute',
      { number: '1', backMinor: '100' },
      'The dispute about a payment is settled (no. 1): Berta gives 1 maize back to Ana',
    ],
    ['unfreeze', { account }, 'The account of Berta in maize is let go again'],
    ['write_off', { account }, 'We take over what Berta left below zero'],
  ];
  for (const [command, input, sentence] of rows) expect(await said(command, input)).toBe(sentence);
});

test('where nobody knows the books, the sentence stands with what is missing', () => {
  const act = { command: 'ledger.transfer', actor: ana.member, fact: {} };
  expect(actSentence(words('en'), act, nameOf)).toBe('Ana paid - to -.');
});

test('what one pays another is in the record for others as well, and without their names', async () => {
  await act(ana, 'transfer', await ends(ana, berta, '100'));
  const [entry] = await readRecord(stage.host.db, group.org, { most: 1 });
  const { fact } = entry!.leaf!;
  const seenBy = async (one: OneOfUs) => {
    const now = new Date(stage.clock.now).toISOString();
    const looking = (await loadScene(stage.host.db, group.org, one.person, now))!;
    const books = await booksIn(stage.host.db, looking, [fact]);
    return visibleAct(looking.viewer, 'founded', entry!.leaf!, partiesOf(books, fact));
  };
  expect([await seenBy(ana), await seenBy(berta), await seenBy(celia)]).toEqual(['named', 'named', 'plain']);
  const named = await tellBooks(stage.host.db, await scene(), nameOf, [fact]);
  const plain = { command: 'ledger.transfer', actor: ana.member, fact, plain: true };
  expect(actSentence(words('en'), plain, named).replaceAll('\u00a0', ' ')).toBe(
    'Someone paid 1 maize to someone.',
  );
});
