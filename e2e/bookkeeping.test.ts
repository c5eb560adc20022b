/**
 * A bookkeeper’s day: two bring what was kept elsewhere, the bank is read, a receipt is put beside a
 * payment, something is paid each month, a month is closed and the books are taken along; looked at on a
 * phone and on a desk.
 */
import { inflateRawSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, openHouse, together, type House, type Living } from './living.ts';

const FORM = 'swap_and_care/local_exchange_system';
const STATEMENT = new URL('../src/modules/ledger/core/fixtures/camt-053-v2.xml', import.meta.url);

/** Money beside what the circle counts; and who keeps the books, for as few as we are here. */
async function settle(founder: Device, path: string): Promise<void> {
  const { page, t } = founder;
  await founder.goto(`${path}/founding/rules`);
  await founder.follow(t('rule-edit.title-unit'));
  await page.locator('[name="kind"][value="currency"]').check();
  await page.locator('[name="one.en"]').fill('euro');
  await page.locator('[name="many.en"]').fill('euros');
  await founder.press(t('rule-edit.go'));
  for (const [matter, by] of [
    ['keep_books', 'member'],
    ['close_books', 'member'],
    ['bring_balances', 'members'],
    ['book_bank', 'members'],
  ] as const) {
    await founder.goto(`${path}/founding/rules/powers.${matter}`);
    await page.locator(`[name="by"][value="${by}"]`).check();
    if (by === 'members') await founder.fill(t('rule-edit.of'), '2');
    await founder.press(t('rule-edit.go'));
  }
}

describe.skipIf(executablePath === undefined)('keeping the books', () => {
  let house: House;
  let circle: Living;
  let rosa: Device;
  let luis: Device;
  let petra: Device;
  let money: string;
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  beforeAll(async () => {
    house = await openHouse();
    const place = house.place({ javaScript: true });
    const founding = { group: 'El Libro', names: ['Rosa', 'Luis', 'Petra'], form: FORM, settle };
    circle = await found(house, founding, place);
    [rosa, luis, petra] = circle.us as [Device, Device, Device];
    money = `${circle.path}/money`;
  });
  afterAll(() => house?.close());

  test('two bring what was kept elsewhere, and everybody sees their own', async () => {
    const { t, page } = rosa;
    await rosa.goto(`${money}/opening`);
    await rosa.look('books-opening');
    const list = 'Code,Name,Balance\nG1,Luis,"120,50"\nG2,Petra,-20.5\nG3,Zoe,-100\nG4,,3';
    await page.locator('textarea[name=list]').fill(list);
    await page.locator('select[name=unit]').selectOption({ label: 'grains' });
    await rosa.press(t('many.look'));
    expect(plain(await rosa.text())).toContain(t('opening.line.nobody'));
    expect(plain(await rosa.text())).toContain('Line 5');
    await rosa.look('books-opening-look');
    await page.locator('select[name="who-4"]').selectOption({ label: 'Rosa' });
    await rosa.press(t('opening.again'));
    expect(plain(await rosa.text())).toContain('3 balances');
    await together(rosa, t('opening.hand-in'), [luis]);
    await petra.goto('/today');
    expect(plain(await petra.text())).toContain('You would begin with −20.50 grains');
    await petra.look('books-opening-today');
    await petra.goto(`${money}/opening`);
    expect(plain(await petra.text())).toContain('You would begin with −20.50 grains');
    await petra.look('books-opening-waits');
  });

  test('what the bank says is read, and booked one by one', async () => {
    const { t, page } = rosa;
    await rosa.goto(`${money}/bank`);
    await rosa.look('books-bank-empty');
    const buffer = await readFile(STATEMENT);
    await page.locator('input[name=file]').setInputFiles({ name: 'nov.xml', mimeType: 'text/xml', buffer });
    await rosa.press(t('many.look'));
    expect(plain(await rosa.text())).toContain('DE89370400440532013000');
    await rosa.look('books-bank-look');
    await rosa.press(t('bank.take', { count: 4 }));
    await page.waitForURL(/act=/);
    expect(plain(await rosa.text())).toContain('50 euros came from RUIZ GIL ANA');
    // What came from a Luis is taken for his.
    const forms = page.locator('form[action^="?/book"]');
    const chosen = await forms.locator('select[name=account] option:checked').allInnerTexts();
    expect(chosen).toContain('Luis');
    const his = forms.nth(chosen.indexOf('Luis'));
    await rosa.look('books-bank-lines');
    await his.locator('button').last().click();
    // What is for one of us, another signs as well, and not whoever it is for.
    await page.waitForURL(/waiting/);
    await petra.goto(new URL(page.url()).pathname);
    await petra.press(petra.t('waiting.sign'));
    await luis.goto(money);
    expect(plain(await luis.text())).toContain('20 euros');
    await rosa.goto(`${money}/bank`);
    expect(plain(await rosa.text())).toContain('1,087.50 euros');
  });

  test('a payment carries its receipt', async () => {
    const number = 1;
    await luis.goto(`${money}/movements/${number}`);
    await luis.unfold(luis.t('receipts.add'));
    const buffer = Buffer.from('%PDF-1.4\n% A bill\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n');
    await luis.page
      .locator('input[name=file]')
      .setInputFiles({ name: 'bill.pdf', mimeType: 'application/pdf', buffer });
    await luis.page.locator('input[name=document]').fill('2026/117');
    await luis.press(luis.t('receipts.add.go'));
    await luis.page.waitForURL(/receipts/);
    expect(plain(await luis.text())).toContain('No. 2026/117');
    await luis.look('books-receipt');
  });

  test('something is paid each week, until it is ended', async () => {
    await luis.goto(`${money}/standing`);
    await luis.page.locator('select[name=to]').selectOption({ index: 1 });
    await luis.page.locator('input[name=amount]').fill('3');
    await luis.page.locator('select[name=every]').selectOption('month');
    await luis.page.locator('input[name=day]').fill('31');
    await luis.page.locator('input[name=note]').fill('The room');
    await luis.press(luis.t('standing.go'));
    await luis.page.waitForURL(/act=/);
    expect(plain(await luis.text())).toContain('The room');
    await luis.look('books-standing');
    await luis.press(luis.t('standing.end'));
    await luis.page.waitForURL(/act=/);
    expect(plain(await luis.text())).toContain(luis.t('standing.none'));
  });

  test('cash is counted against the books', async () => {
    const { t, page } = rosa;
    await rosa.goto(money);
    await page.locator('tr', { hasText: 'euros' }).getByRole('link').first().click();
    await page.waitForURL(/acc_/);
    const account = new URL(page.url()).pathname;
    for (const one of [account, `${account}/count`]) await rosa.goto(one);
    await page.locator('input[name="piece-500"]').fill('1');
    await rosa.press(t('cash.go'));
    expect(plain(await rosa.refusal())).toContain('differ by 5 euros');
    await rosa.look('books-cash');
    await page.locator('input[name=note]').fill('It was in the box before.');
    await rosa.press(t('cash.go'));
    await page.waitForURL(/act=/);
    expect(plain(await rosa.text())).toContain('It was in the box before.');
  });

  test('a month is closed, and the books are taken along', async () => {
    const { t, page } = rosa;
    await rosa.goto(`${money}/books`);
    expect(plain(await rosa.text())).toContain(t('trial.balanced'));
    await rosa.look('books-books');
    await rosa.press(t('books.close.go'));
    await page.waitForURL(/act=/);
    expect(plain(await rosa.text())).toContain('The books are closed up to');
    await rosa.look('books-closed');
    const xlsx = await rosa.context.request.get(`${rosa.place.address}${money}/books/books.xlsx`);
    const parts = partsOf(await xlsx.body());
    expect([...parts.keys()]).toContain('xl/worksheets/sheet2.xml');
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<t xml:space="preserve">Luis</t>');
    expect(parts.get('xl/worksheets/sheet1.xml')).not.toContain('<f>');
    // The bank's statement is of a November, whatever month it is now.
    const since = `?from=2026-11-01&through=${new Date().toISOString().slice(0, 10)}`;
    expect(await rosa.read(`${money}/books/journal.csv${since}`)).toContain(',EURO,20.00,');
    expect((await petra.context.request.get(`${petra.place.address}${money}/books/never`)).status()).toBe(
      404,
    );
  });

  test('in Spanish the same pages stand', async () => {
    await rosa.context.addCookies([]);
    for (const page of ['opening', 'bank', 'standing', 'books']) {
      const answer = await rosa.context.request.get(`${rosa.place.address}${money}/${page}`, {
        headers: { 'accept-language': 'es' },
      });
      expect([page, answer.status()]).toEqual([page, 200]);
    }
  });

  test('nothing was wrong with a page', () => expect(house.faults).toEqual([]));
});

/** The parts of an archive, by the directory at its end. */
function partsOf(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, length] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + length).toString();
    const from = local + 30 + length;
    parts.set(name, inflateRawSync(bytes.subarray(from, from + packed)).toString());
    at += 46 + length;
  }
  return parts;
}
