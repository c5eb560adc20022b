/**
 * A bookkeeper’s day that no story tells: balances that were brought, a bank file, receipts, cash, a closed
 * month.
 */
import { bringFile } from '../src/host/files/bring.ts';
import { pdf } from '../src/host/files/with-files.ts';
import { countBalances, lapseCash, payStanding } from '../src/host/keep-accounts.ts';
import { accountOf, foundWithBooks, maiz, peso } from '../src/modules/ledger/commands/with-books.ts';
import type { OneOfUs, Stage } from './stage.ts';

export async function fillBooks(stage: Stage): Promise<void> {
  const { org, us } = await foundWithBooks(stage, ['Ana', 'Berta'], maiz, peso);
  const [ana, berta] = us as [OneOfUs, OneOfUs];
  const act = async (who: OneOfUs, command: string, input: object) =>
    (await stage.do(who, `ledger.${command}`, org, input)).answer as Readonly<Record<string, string>>;
  const idOf = async (one: OneOfUs, unit = 'maiz') => (await accountOf(stage, org, one, unit)).id;
  const [source, target] = [await idOf(ana), await idOf(berta)];
  const lines = [
    { account: source, amountMinor: '6000' },
    { account: target, amountMinor: '-1500' },
  ];
  const list = { unit: 'maiz', note: 'A list', lines };
  const { opening } = (await stage.together([ana, berta], 'ledger.bring_balances', org, list))
    .answer as Readonly<Record<string, string>>;
  await act(berta, 'doubt_balances', { opening, reason: 'It is more.' });
  await stage.together([ana, berta], 'ledger.bring_balances', org, list);
  stage.days(8);
  await countBalances(stage.host, org);
  const day = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
  await act(ana, 'read_statement', {
    unit: 'peso',
    digest: 'a'.repeat(64),
    name: 'ES9121000418450200051332',
    opensOn: day(-2),
    closesOn: day(0),
    openingMinor: '0',
    closingMinor: '5000',
    lines: [
      {
        mark: 'b'.repeat(40),
        bookedOn: day(-1),
        amountMinor: '5000',
        party: 'Berta',
        iban: '',
        words: 'Dues',
      },
    ],
  });
  const { account } = await act(ana, 'open_fund', { unit: 'peso', purpose: 'fund', name: 'Box' });
  const { number } = await act(ana, 'issue', { account, amountMinor: '900', way: 'in', note: 'Coins' });
  const who = { org, member: ana.member };
  const kept = await bringFile(stage.host, who, { name: 'bill.pdf', bytes: pdf('Tiles') });
  const digest = kept.ok ? kept.value.digest : '';
  await act(ana, 'add_receipt', { number, digest, name: 'bill.pdf', document: '117' });
  const pieces = [{ valueMinor: '100', count: 8 }];
  await act(ana, 'count_cash', { account, pieces, note: 'A coin is missing.' });
  // Paid in cash: received, for all of us and by one; missed; taken back; entered for another; and one that
  // lapses.
  const money = { unit: 'peso', amountMinor: '300', note: 'Coins for the roof' };
  const said = async (who: OneOfUs, input: object) =>
    (await act(who, 'say_paid', { ...money, ...input }))['cash']!;
  await act(ana, 'receive_cash', { cash: await said(berta, { account }) });
  const ends = { source: await idOf(berta, 'peso'), target: await idOf(ana, 'peso'), amountMinor: '300' };
  const { request } = await act(ana, 'request_payment', ends);
  await act(ana, 'say_received', { cash: await said(berta, { receiver: ana.member, request }) });
  const late = await said(berta, { receiver: ana.member });
  await act(ana, 'say_not_received', { cash: late, reason: 'Two coins are missing.' });
  await act(ana, 'miss_cash', { cash: await said(berta, { account }), reason: 'Not in the box.' });
  await act(ana, 'take_back_paid', { cash: await said(ana, { receiver: berta.member }) });
  const order = { source, target, amountMinor: '100', every: 'month', day: 1, note: 'Milk' };
  await act(ana, 'order_payment', { ...order, until: day(300) });
  stage.days(40);
  await payStanding(stage.host, org);
  await lapseCash(stage.host, org);
  await act(ana, 'close_period', { throughOn: day(-1), note: 'A month' });
}
