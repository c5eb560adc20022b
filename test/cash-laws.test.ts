/**
 * A group that pays in coins at random, many at the same moment, beside books kept with a pencil: every
 * answer is the one that they give, each payment ends once, nothing is booked that whoever keeps the box has
 * not received, and no account of one of us moves. TEQUIO_SEED repeats a run, TEQUIO_STEPS makes it longer.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { lapseCash } from '../src/host/keep-accounts.ts';
import { accountOf, commonAccount, foundWithBooks, peso } from '../src/modules/ledger/commands/with-books.ts';
import { loadCash } from '../src/modules/ledger/index.server.ts';
import { Dice } from './random-acts.ts';
import { openStage, type Group, type Stage } from './stage.ts';

const seed = Number(process.env['TEQUIO_SEED'] ?? Math.floor(Math.random() * 1e9));
const STEPS = Number(process.env['TEQUIO_STEPS'] ?? 600);
const AT_ONCE = 20;
const NAMES = ['Ana', 'Berta', 'Celia', 'Dora'];
const BOX = -1;
const MUST_SAY = ['done', 'cash_unknown', 'cash_over', 'own_benefit', 'paid_to_oneself'];

interface Said {
  readonly payer: number;
  readonly to: number;
  readonly amount: number;
  readonly until: number;
  ended: 'received' | 'taken_back' | 'lapsed' | null;
}

let stage: Stage;
let group: Group;
let box: string;
let day = 0;
const dice = new Dice(seed);
const book = new Map<string, Said>();
const seen = new Set<string>();

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, NAMES, peso);
  const fund = { unit: 'peso', purpose: 'fund', name: 'Box' };
  const { answer } = await stage.do(group.us[0]!, 'ledger.open_fund', group.org, fund);
  box = (answer as { account: string }).account;
});
afterAll(() => stage.close());

interface Step {
  readonly who: number;
  readonly command: string;
  readonly input: object;
  readonly says: (cash: string) => string;
}

function next(): Step {
  const who = dice.below(NAMES.length);
  const [cash, one] = dice.one([...book].filter(([, said]) => said.ended === null || dice.chance(10))) ?? [];
  if (cash === undefined || one === undefined || dice.chance(35)) return pays(who);
  const command = dice.one([
    'say_received',
    'receive_cash',
    'take_back_paid',
    'say_not_received',
    'miss_cash',
  ]);
  const isMiss = command === 'say_not_received' || command === 'miss_cash';
  const input = isMiss ? { cash, reason: 'No.' } : { cash };
  const by = dice.chance(60) ? (command === 'take_back_paid' ? one.payer : Math.max(one.to, 0)) : who;
  return { who: by, command: command!, input, says: () => answers(one, command!, by) };
}

function pays(payer: number): Step {
  const to = dice.chance(40) ? BOX : dice.below(NAMES.length);
  const amount = dice.below(500) + 1;
  const whom = to === BOX ? { account: box } : { receiver: group.us[to]!.member };
  const until = day + 30;
  return {
    who: payer,
    command: 'say_paid',
    input: { unit: 'peso', amountMinor: String(amount), ...whom },
    says(cash) {
      if (to === payer) return 'paid_to_oneself';
      book.set(cash, { payer, to, amount, until, ended: null });
      return 'done';
    },
  };
}

/** What the pencil says; in the order in which they are asked. */
function answers(one: Said, command: string, by: number): string {
  const isOurs = command === 'receive_cash' || command === 'miss_cash';
  const isMine = command === 'take_back_paid' ? by === one.payer : isOurs ? one.to === BOX : one.to === by;
  // Who may is asked before what there is.
  if (isOurs && by === one.payer) return 'own_benefit';
  if (!isMine) return 'cash_unknown';
  if (one.ended !== null) return 'cash_over';
  if (command === 'take_back_paid') one.ended = 'taken_back';
  if (command === 'say_received' || command === 'receive_cash') one.ended = 'received';
  return 'done';
}

function ask({ who, command, input }: Step, key: string): Promise<Answer> {
  const actor = { person: group.us[who]!.person, channel: 'story' as const };
  return perform(stage.host, { command: `ledger.${command}`, org: group.org, actor, input, key });
}

test(`what is paid in coins is answered as with a pencil (seed ${seed})`, { timeout: 600_000 }, async () => {
  for (let done = 0; done < STEPS; done += AT_ONCE) {
    const steps = Array.from({ length: AT_ONCE }, next);
    const given = await Promise.all(steps.map((step, at) => ask(step, `step ${done + at}`)));
    for (const [at, step] of steps.entries()) {
      const answer = given[at]!;
      const made =
        answer.ok && answer.value.kind === 'done' ? (answer.value.answer as { cash?: string }) : {};
      const said = step.says(made?.cash ?? '');
      seen.add(said);
      const is = answer.ok ? 'done' : answer.refusal.rule;
      expect([done + at, step.command, is]).toEqual([done + at, step.command, said]);
    }
    day += 3;
    stage.days(3);
    await lapseCash(stage.host, group.org);
    for (const one of book.values()) if (one.ended === null && day > one.until) one.ended = 'lapsed';
  }
  for (const [cash, one] of book) {
    const found = await loadCash(stage.host.db, group.org, cash);
    expect([cash, found!.endedAs, found!.number !== null]).toEqual([
      cash,
      one.ended,
      one.ended === 'received' && one.to === BOX,
    ]);
  }
  const came = [...book.values()].filter((one) => one.to === BOX && one.ended === 'received');
  const inBox = await commonAccount(stage, group.org, 'fund', 'peso');
  expect(inBox.balanceMinor).toBe(BigInt(came.reduce((sum, one) => sum + one.amount, 0)));
  for (const one of group.us) expect((await accountOf(stage, group.org, one, 'peso')).balanceMinor).toBe(0n);
  if (STEPS >= 600) expect(MUST_SAY.filter((rule) => !seen.has(rule))).toEqual([]);
});
