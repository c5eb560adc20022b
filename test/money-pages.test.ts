/** Who reads what of accounts, offers and agreements on their pages, asked as whoever is signed in. */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { accounts } from '../src/forms/accounts.ts';
import { localExchangeSystem } from '../src/forms/local-exchange-system.ts';
import { keepAccounts } from '../src/host/keep-accounts.ts';
import { accountOf, commonAccount, keeping, maiz, peso } from '../src/modules/ledger/commands/with-books.ts';
import { foundWithCurrency } from '../src/modules/ledger/commands/with-currency.ts';
import { loadAgreement } from '../src/modules/exchange/store/agreement-reads.ts';
import { load as advertPage } from '../src/routes/g/[slug]/exchange/[advert]/+page.server.ts';
import { load as agreementPage } from '../src/routes/g/[slug]/exchange/agreements/[agreement]/+page.server.ts';
import { load as askPage } from '../src/routes/g/[slug]/money/ask/+page.server.ts';
import { load as bankPage } from '../src/routes/g/[slug]/money/bank/+page.server.ts';
import { GET as wholeBooks } from '../src/routes/g/[slug]/money/books/[format]/+server.ts';
import { actions as till } from '../src/routes/g/[slug]/money/exchange/+page.server.ts';
import { load as movementPage } from '../src/routes/g/[slug]/money/movements/[number]/+page.server.ts';
import { actions as opening } from '../src/routes/g/[slug]/money/opening/+page.server.ts';
import { openStage, type OneOfUs, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Look {
  readonly who: OneOfUs | null;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** What a page of a group or an action on it answers: what it shows, or the number of its error. */
async function seen(
  page: (event: never) => unknown,
  org: OrgId,
  { who, params = {}, query = '', form }: Look,
): Promise<unknown> {
  const { rows } = await sql<{ slug: string }>`
    SELECT slug FROM agents.organization WHERE org_id = ${org}`.execute(stage.host.db);
  const body = new FormData();
  for (const [name, value] of Object.entries(form ?? {})) body.set(name, value);
  const event = {
    locals: {
      world: { host: stage.host },
      session: who && { person: who.person, cookies: [] },
      locale: 'en',
      hidesAmounts: false,
    },
    params: { slug: rows[0]!.slug, ...params },
    url: new URL(`http://here.invalid/${query}`),
    request: new Request('http://here.invalid/', form ? { method: 'POST', body } : {}),
  };
  try {
    return await page(event as never);
  } catch (error) {
    if (isHttpError(error) || isRedirect(error)) return error.status;
    throw error;
  }
}

describe('in a circle with the powers of our forms', () => {
  let org: OrgId;
  let us: OneOfUs[];
  const purse = async (one: OneOfUs) => (await accountOf(stage, org, one)).id;

  beforeAll(async () => {
    const articles = keeping(maiz, peso);
    const powers = { ...articles.powers, ...accounts };
    const group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles: { ...articles, powers } });
    ({ org } = group);
    us = [...group.us];
    await keepAccounts(stage.host, org);
    const [ana, berta, celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const pay = { source: await purse(ana), target: await purse(berta), amountMinor: '1234' };
    await stage.do(ana, 'ledger.transfer', org, { ...pay, note: 'For the doctor' });
    await stage.together([ana, berta, celia], 'agents.appoint', org, {
      role: 'treasurer',
      member: dora.member,
    });
  });
  const movement = (who: OneOfUs) => seen(movementPage, org, { who, params: { number: '1' } });

  test('a payment is read by the two it is between and whoever keeps the books', async () => {
    const [ana, berta, celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    for (const who of [ana, berta, dora])
      expect(await movement(who)).toMatchObject({ note: 'For the doctor' });
    expect(await movement(celia)).toBe(404);
  });

  test('by whoever may settle it while it is disputed, and not before or after', async () => {
    const [ana, , celia] = us as [OneOfUs, OneOfUs, OneOfUs];
    await stage.do(ana, 'ledger.dispute', org, { number: '1', reason: 'She never came.' });
    expect(await movement(celia)).toMatchObject({ mayMediate: 'together' });
    await stage.do(ana, 'ledger.take_back_dispute', org, { number: '1' });
    expect(await movement(celia)).toBe(404);
  });

  test('a list of balances tells nobody what others have', async () => {
    const [, , celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const form = { list: 'name,balance\nAna,1\nCelia,1', unit: 'maiz', names: '', note: '' };
    const outcomes = async (who: OneOfUs) => {
      const shown = (await seen(opening['look']!, org, { who, form })) as {
        read: { seen: { outcome: string }[] };
      };
      return shown.read.seen.map((line) => line.outcome);
    };
    expect((await outcomes(celia))[0]).toMatch(/^Compared only: something is booked here already/);
    expect((await outcomes(celia)).join()).not.toContain('12.34');
    expect((await outcomes(dora))[0]).toContain('−12.34');
  });

  test('no code is made of what is no amount', async () => {
    const code = (amount: string) =>
      seen(askPage, org, { who: us[0]!, query: `?unit=maiz&amount=${amount}` });
    expect(await code('12.50')).toMatchObject({
      wrong: undefined,
      link: expect.stringContaining('12.50') as string,
    });
    for (const amount of ['abc', '0', '-3', '12.345', '99999999999999999999'])
      expect(await code(amount)).toMatchObject({
        wrong: 'An amount belongs here, such as 1200 or 1200.50.',
        link: expect.not.stringContaining('amount') as string,
      });
  });

  test('what the bank says is read by whoever keeps the books', async () => {
    const [, , celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    expect(await seen(bankPage, org, { who: celia })).toBe(404);
    expect(await seen(bankPage, org, { who: dora })).toMatchObject({ lines: [] });
  });
});

test('the till looks into nobody’s account for others', async () => {
  const { org, us } = await foundWithCurrency(stage, ['Till', 'Ana', 'Berta', 'Celia']);
  const [first, ana, , celia] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  const account = (await accountOf(stage, org, ana, 'talero')).id;
  await stage.do(first, 'ledger.exchange_in', org, { account, amountMinor: '12345', note: '' });
  const form = { account, way: 'out', amount: '9999', note: '' };
  expect(await seen(till['look']!, org, { who: celia, form })).toBe(404);
  expect(JSON.stringify(await seen(till['look']!, org, { who: first, form }))).toContain('123.45');
});

test('an account opens in the whole books no later than what is booked in it', async () => {
  const articles = keeping(peso);
  const powers = { ...articles.powers, keep_books: { by: 'member' as const } };
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles: { ...articles, powers } });
  await keepAccounts(stage.host, org);
  const ana = us[0]!;
  const commons = await commonAccount(stage, org, 'commons', 'peso');
  const lines = [{ mark: 'b'.repeat(40), bookedOn: '2026-10-01', amountMinor: '100' }];
  const read = await stage.do(ana, 'ledger.read_statement', org, {
    unit: 'peso',
    digest: 'a'.repeat(64),
    lines,
  });
  const [line] = (read.answer as { ids: string[] }).ids;
  await stage.do(ana, 'ledger.book_line', org, { line, account: commons.id, note: 'Old' });
  const answer = (await seen(wholeBooks, org, { who: ana, params: { format: 'beancount' } })) as Response;
  const text = await answer.text();
  const moved = [...text.matchAll(/^ {2}(\S+) +-?\d/gm)].map(([, path]) => path!);
  expect(new Set(moved).size).toBe(2);
  for (const path of moved) expect(text).toMatch(new RegExp(`^2026-10-01 open ${RegExp.escape(path)}`, 'm'));
});

test('how to reach somebody is read once both agree, and an offer as long as its owner is with us', async () => {
  const { articles: form } = localExchangeSystem;
  const articles = { ...form, exchange: { ...form.exchange, mayBePublic: true } };
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
  await stage.do(ana, 'agents.edit_membership', org, { contact: '555-1234' });
  const offer = { kind: 'offer', category: 'other', title: 'Massage', words: 'At my home', gift: true };
  const published = await stage.do(ana, 'exchange.publish_advert', org, { ...offer, isPublic: true });
  const { advert } = published.answer as { advert: string };
  const answered = await stage.do(berta, 'exchange.answer', org, { advert, gift: true });
  const { agreement } = answered.answer as { agreement: string };
  const agreed = () => seen(agreementPage, org, { who: berta, params: { agreement } });
  const page = (who: OneOfUs | null) => seen(advertPage, org, { who, params: { advert } });
  expect(await agreed()).toMatchObject({ state: 'asked', contact: null });
  const { termsAt } = (await loadAgreement(stage.host.db, org, agreement))!;
  await stage.do(ana, 'exchange.agree', org, { agreement, terms: new Date(termsAt).toISOString() });
  expect(await agreed()).toMatchObject({ state: 'agreed', contact: '555-1234' });
  for (const who of [null, celia]) expect(await page(who)).toMatchObject({ text: 'At my home' });
  await stage.do(ana, 'agents.leave', org, {});
  for (const who of [null, celia]) expect(await page(who)).toBe(404);
  expect(await page(berta)).toMatchObject({ contact: null });
});
