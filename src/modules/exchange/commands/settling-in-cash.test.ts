/** What two agreed on is paid from hand to hand, and closes with the word of both. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { loadAccountsOf } from '#ledger/server';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { keepAccounts } from '../../../host/keep-accounts.ts';
import { agreementState } from '../core/agreement.ts';
import { loadAgreement } from '../store/agreement-reads.ts';
import { loadAgreementCash, previewSettling } from './settle.ts';
import { advertise, exchanging } from './with-exchange.ts';

const peso = {
  unit: 'peso',
  kind: 'currency' as const,
  code: 'MXN',
  scale: 2,
  words: { es: { one: 'peso', many: 'pesos' } },
  holders: [],
  credit: { by: 'nobody' as const },
};
const articles = { ...exchanging, books: { units: [...exchanging.books!.units, peso] } };

let stage: Stage;
let org: OrgId;
let ana: OneOfUs, luis: OneOfUs, rosa: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  const group = await stage.found(['Ana', 'Luis', 'Rosa'], { articles });
  org = group.org;
  [ana, luis, rosa] = group.us as [OneOfUs, OneOfUs, OneOfUs];
  await keepAccounts(stage.host, org);
}, 60_000);
afterAll(() => stage.close());

const pesos = { unit: 'peso', minor: '4000' };
const hours = { unit: 'hora', minor: '100' };
const today = () => new Date(stage.clock.now).toISOString().slice(0, 10);
const at = async (id: string) => (await loadAgreement(stage.host.db, org, id))!;
const inHora = async (who: OneOfUs) =>
  (await loadAccountsOf(stage.host.db, org, who.member)).find((one) => one.unit === 'hora')!.balanceMinor;
const standing = async (id: string) =>
  (await loadAgreementCash(stage.host.db, org, articles, await at(id), today()))?.state ?? null;
const no = async (who: OneOfUs, input: object) => stage.no(who, 'exchange.settle', org, input);

/** Ana gives, Luis receives, and both have said yes. */
async function agreed(title: string, parts: readonly object[]): Promise<string> {
  const advert = await advertise(stage, org, ana, 'offer', title);
  const { answer } = await stage.do(luis, 'exchange.answer', org, { advert, parts });
  const { agreement } = answer as { agreement: string };
  const terms = new Date((await at(agreement)).termsAt).toISOString();
  await stage.do(ana, 'exchange.agree', org, { agreement, terms });
  return agreement;
}

async function paid(minor = '4000', who = luis, to = ana): Promise<string> {
  const input = { unit: 'peso', receiver: to.member, amountMinor: minor, note: 'A chair' };
  return ((await stage.do(who, 'ledger.say_paid', org, input)).answer as { cash: string }).cash;
}
const received = (cash: string, who = ana) => stage.do(who, 'ledger.say_received', org, { cash });

test('closes once whoever gave has the coins, and moves no account', async () => {
  const agreement = await agreed('A chair', [pesos]);
  expect(await standing(agreement)).toBe(null);
  const cash = await paid();
  expect(await standing(agreement)).toBe('waits');
  expect(await no(luis, { agreement, cash })).toMatchObject({
    rule: 'payment_in_cash_not_received',
    state: 'waits',
  });
  await received(cash);
  expect(await standing(agreement)).toBe('received');
  expect((await no(ana, { agreement, cash })).rule).toBe('only_who_receives');
  expect((await no(rosa, { agreement, cash })).rule).toBe('agreement_unknown');
  await stage.do(luis, 'exchange.settle', org, { agreement, cash });
  expect(await at(agreement)).toMatchObject({ cash, number: null });
  expect(agreementState(await at(agreement))).toBe('settled');
});

test('what else the price holds is paid in the books, in the same step', async () => {
  const agreement = await agreed('A table', [pesos, hours]);
  const before = await inHora(ana);
  const cash = await paid();
  await received(cash);
  const preview = await previewSettling(stage.host.db, org, await at(agreement), today(), pesos);
  expect(preview).toMatchObject({ ok: true, value: [{ unit: 'hora', amountMinor: '100' }] });
  await stage.do(luis, 'exchange.settle', org, { agreement, cash });
  expect((await inHora(ana)) - before).toBe(100n);
  expect((await at(agreement)).number).not.toBeNull();
});

test('the same coins close one agreement, and only what they were for', async () => {
  const early = await paid();
  await received(early);
  stage.clock.now += 1000;
  const one = await agreed('A lamp', [pesos]);
  expect((await no(luis, { agreement: one, cash: early })).rule).toBe('not_what_was_agreed');
  const less = await paid('3999');
  await received(less);
  expect((await no(luis, { agreement: one, cash: less })).rule).toBe('not_what_was_agreed');
  for (const [from, to] of [
    [rosa, ana],
    [luis, rosa],
  ] as const) {
    const cash = await paid('4000', from, to);
    await received(cash, to);
    expect((await no(luis, { agreement: one, cash })).rule).toBe('payment_in_cash_unknown');
  }
  expect(await standing(one)).toBe(null);
  const cash = await paid();
  await received(cash);
  await stage.do(luis, 'exchange.settle', org, { agreement: one, cash });
  const another = await agreed('A bed', [pesos]);
  expect(await standing(another)).toBe(null);
  expect((await no(luis, { agreement: another, cash })).rule).toBe('not_what_was_agreed');
  const inHours = await agreed('A shelf', [hours]);
  expect((await no(luis, { agreement: inHours, cash })).rule).toBe('not_what_was_agreed');
});

test('what was taken back closes nothing, and can be said again', async () => {
  const agreement = await agreed('A door', [pesos]);
  const cash = await paid();
  await stage.do(luis, 'ledger.take_back_paid', org, { cash });
  expect(await standing(agreement)).toBe(null);
  expect(await no(luis, { agreement, cash })).toMatchObject({ state: 'taken_back' });
  const again = await paid();
  await received(again);
  await stage.do(luis, 'exchange.settle', org, { agreement, cash: again });
  expect((await at(agreement)).cash).toBe(again);
});
