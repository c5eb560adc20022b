/**
 * A circle that pays, promises, asks and gives back at random, many at the same moment, against books kept
 * with a pencil: every answer is the one that they give, and at the end every balance. TEQUIO_SEED repeats a
 * run, TEQUIO_STEPS makes it longer.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { perform } from '../src/host/dispatcher.ts';
import type { Answer } from '../src/host/act-request.ts';
import { accountOf, commonAccount, foundWithBooks, maiz } from '../src/modules/ledger/commands/with-books.ts';
import { COMMONS, PlainLedger, type Verdict } from './plain-ledger.ts';
import { Dice } from './random-acts.ts';
import { openStage, type Group, type Stage } from './stage.ts';

const seed = Number(process.env['TEQUIO_SEED'] ?? Math.floor(Math.random() * 1e9));
const STEPS = Number(process.env['TEQUIO_STEPS'] ?? 2_000);
const AT_ONCE = 40;
const NAMES = ['Ana', 'Berta', 'Celia', 'Dora', 'Eva', 'Flor', 'Gala', 'Hebe'];
const RULES = { floor: -10_000, ceiling: 9_000, levyPercent: 3 };
/** Each must come up in every run of the usual length. */
const MUST_REFUSE = [
  'below_floor', 'above_ceiling', 'amount_not_positive', 'same_account', 'hold_unknown', 'hold_over',
  'request_unknown', 'request_answered', 'movement_unknown', 'nothing_left_to_correct', 'more_than_there_was',
]; // prettier-ignore

let stage: Stage;
let group: Group;
const accounts: string[] = [];
const dice = new Dice(seed);
const book = new PlainLedger(RULES, NAMES.length);
const seen = new Map<string, number>();

beforeAll(async () => {
  stage = await openStage();
  const rules = {
    ...maiz,
    ceilingMinor: String(RULES.ceiling),
    levy: { parts: RULES.levyPercent, of: 100, pays: 'both' } as const,
  };
  group = await foundWithBooks(stage, NAMES, rules);
  for (const one of group.us) accounts.push((await accountOf(stage, group.org, one)).id);
});
afterAll(() => stage.close());

interface Step {
  readonly who: number;
  readonly command: string;
  readonly input: object;
  /** What the pencil says to it, once its id is known. */
  readonly says: (answer: { readonly [name: string]: string }) => Verdict;
}

const until = () => new Date(stage.clock.now + 5 * 86_400_000).toISOString().slice(0, 10);

/** What somebody does next: mostly what they may, now and then what they may not. */
function next(): Step {
  const who = dice.below(NAMES.length);
  const other = dice.below(NAMES.length);
  const amount = dice.chance(3) ? -dice.below(2) : dice.below(dice.chance(10) ? 20_000 : 3_000) + 1;
  const [mine, theirs] = [accounts[who]!, accounts[other]!];
  const known = <Value>(from: ReadonlyMap<string, Value>) => dice.one([...from.keys()]);
  const id = <Value extends { readonly ended: string | null }>(from: ReadonlyMap<string, Value>) =>
    dice.one([...from].filter(([, one]) => one.ended === null || dice.chance(20)))?.[0];
  const kinds = ['pay', 'pay', 'pay', 'hold', 'payHold', 'letGo', 'wish', 'grant', 'decline', 'back', 'back'];
  switch (dice.one(kinds)) {
    case 'hold':
      return {
        who,
        command: 'hold',
        input: { source: mine, target: theirs, amountMinor: String(amount), until: until() },
        says: ({ hold }) => book.hold(hold ?? '', who, other, amount),
      };
    case 'payHold':
    case 'letGo': {
      const hold = id(book.promises);
      if (hold === undefined) break;
      const one = book.promises.get(hold)!;
      const by = dice.chance(80) ? (dice.chance(50) ? one.from : one.to) : who;
      return dice.chance(50)
        ? { who: by, command: 'pay_hold', input: { hold }, says: () => book.payHold(hold, by) }
        : { who: by, command: 'let_go', input: { hold }, says: () => book.letGo(hold, by) };
    }
    case 'wish':
      return {
        who,
        command: 'request_payment',
        input: { source: theirs, target: mine, amountMinor: String(amount) },
        says: ({ request }) => book.wish(request ?? '', other, who, amount),
      };
    case 'grant':
    case 'decline': {
      const request = id(book.wishes);
      if (request === undefined) break;
      const by = dice.chance(80) ? book.wishes.get(request)!.from : who;
      return dice.chance(70)
        ? { who: by, command: 'accept_request', input: { request }, says: () => book.grant(request, by) }
        : { who: by, command: 'decline_request', input: { request }, says: () => book.decline(request, by) };
    }
    case 'back': {
      const number = known(book.payments);
      if (number === undefined) break;
      const one = book.payments.get(number)!;
      const by = dice.chance(90) ? one.to : who;
      const back = dice.chance(40) ? one.amount - one.back || 1 : amount;
      const input = { number, amountMinor: String(back) };
      return { who: by, command: 'refund', input, says: () => book.giveBack(number, by, back) };
    }
  }
  return {
    who,
    command: 'transfer',
    input: { source: mine, target: theirs, amountMinor: String(amount) },
    says: () => book.pay(who, other, amount),
  };
}

test(
  `whoever pays at the same moment is answered as with a pencil (seed ${seed})`,
  { timeout: 3_600_000 },
  async () => {
    for (let done = 0; done < STEPS; done += AT_ONCE) {
      const steps = Array.from({ length: AT_ONCE }, next);
      // They are asked in this order, and nobody waits for an answer first.
      const answers = await Promise.all(steps.map((step, at) => ask(step, `step ${done + at}`)));
      for (const [at, step] of steps.entries()) {
        const answer = answers[at]!;
        const said = step.says(idsIn(answer));
        seen.set(said, (seen.get(said) ?? 0) + 1);
        expect([done + at, step.command, verdict(answer)]).toEqual([done + at, step.command, said]);
      }
    }
    await sameBalances();
    if (STEPS >= 2_000) expect(MUST_REFUSE.filter((rule) => !seen.has(rule))).toEqual([]);
    // In a long run ever more is promised, and ever less can be paid.
    expect(seen.get('done')! * 3).toBeGreaterThan(Math.min(STEPS, 2_000));
  },
);

test('fifty equal submissions at once have one effect', async () => {
  const before = (await accountOf(stage, group.org, group.us[0]!)).balanceMinor;
  const richest = [...book.balances].filter(([who]) => who !== COMMONS).sort((a, b) => b[1] - a[1])[0]![0];
  const to = richest === 0 ? 1 : 0;
  const input = { source: accounts[richest], target: accounts[to], amountMinor: '7' };
  const step = { who: richest, command: 'transfer', input, says: () => 'done' };
  const numbers = await count();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(step, 'fifty times')));
  expect(answers.every((one) => one.ok)).toBe(true);
  expect((await count()) - numbers).toBe(1n);
  const after = (await accountOf(stage, group.org, group.us[0]!)).balanceMinor;
  expect(after - before).toBe(richest === 0 ? -7n : to === 0 ? 7n : 0n);
});

async function count(): Promise<bigint> {
  const { rows } = await stage.host.pool.query<{ n: bigint }>(
    'SELECT count(*) AS n FROM ledger.transfer WHERE org_id = $1',
    [group.org],
  );
  return rows[0]!.n;
}

function ask({ who, command, input }: Step, key: string): Promise<Answer> {
  const actor = { person: group.us[who]!.person, channel: 'story' as const };
  return perform(stage.host, { command: `ledger.${command}`, org: group.org, actor, input, key });
}

function idsIn(answer: Answer): { readonly [name: string]: string } {
  return answer.ok && answer.value.kind === 'done' ? (answer.value.answer as { [name: string]: string }) : {};
}

function verdict(answer: Answer): Verdict {
  return answer.ok ? 'done' : answer.refusal.rule;
}

async function sameBalances(): Promise<void> {
  for (const [at, one] of group.us.entries()) {
    const { balanceMinor, heldMinor, comingMinor } = await accountOf(stage, group.org, one);
    expect([one.name, balanceMinor, heldMinor, comingMinor]).toEqual([
      one.name,
      BigInt(book.balances.get(at)!),
      BigInt(book.held.get(at) ?? 0),
      BigInt(book.coming.get(at) ?? 0),
    ]);
  }
  const commons = await commonAccount(stage, group.org, 'commons');
  expect(commons.balanceMinor).toBe(BigInt(book.balances.get(COMMONS)!));
}
