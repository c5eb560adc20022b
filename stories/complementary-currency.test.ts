import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { plainText } from '#ledger';
import { eachMovement, loadAllAccounts, loadStatements } from '#ledger/server';
import type { OrgId } from '#kernel/command';
import type { Host } from '../src/host/host.ts';
import { tell } from './complementary-currency.ts';
import { jicara, peso } from './jicara.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
let books: string;
let said: bigint | null | undefined;
beforeAll(async () => {
  telling = await toldOn({ story: 'complementary-currency', tell }, async (host) => {
    books = await exported(host);
  });
});

test('a year of a complementary currency is told, and reads as it did', async () => {
  const now = transcript('A year of the jícara: Cuetzalan, Puebla', telling, 'en');
  expect(now).toBe(await keptTranscript('complementary-currency.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de la jícara: Cuetzalan, Puebla', telling, 'es');
  expect(now).toBe(await keptTranscript('complementary-currency.es.md', now));
});

test('shows a refusal for whoever exchanges for themself, and for what is kept', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual(['own_benefit', 'reserve_too_small', 'kept_for_a_unit']);
});

/** The books as the villages would take them along, and what the bank said last. */
async function exported(host: Host): Promise<string> {
  const { rows } = await host.pool.query<{ org_id: OrgId }>('SELECT DISTINCT org_id FROM ledger.coverage');
  const org = rows[0]!.org_id;
  [said] = (await loadStatements(host.db, org)).map((one) => one.closingMinor);
  const accounts = await loadAllAccounts(host.db, org);
  const text = plainText('beancount', {
    title: 'Jícara',
    org,
    units: [jicara, peso],
    accounts: accounts.map((one) => ({ ...one, openedOn: one.openedAt.slice(0, 10) })),
    movements: eachJoined(host, org),
    assertedOn: '2026-12-01',
    isWhole: true,
  });
  return (await Array.fromAsync(text)).join('');
}

async function* eachJoined(host: Host, org: OrgId) {
  for await (const one of eachMovement(host.db, org)) {
    const { set_number: setNumber, booked_on: bookedOn, amount_minor: amountMinor, ...rest } = one;
    yield { ...rest, setNumber, bookedOn, amountMinor };
  }
}

test('takes its books along with what the bank said is kept, beside what is in circulation', () => {
  const asserted = books.split('\n').filter((line) => line.includes(' balance ') && line.includes('MXN'));
  const amounts = asserted.map((line) => / balance \S+ +(-?[\d.]+)/.exec(line)?.[1]);
  expect(amounts).toContain(`${said! / 100n}.${String(said! % 100n).padStart(2, '0')}`);
});
