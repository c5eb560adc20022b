/**
 * Books as somebody would keep them with a pencil: one act after the other, plain numbers, no database. A
 * second opinion on what may be paid and what may not; it shares no line with what it checks.
 */

export interface PlainRules {
  readonly floor: number;
  readonly ceiling: number;
  /** Of a hundred, from each side. */
  readonly levyPercent: number;
}

interface Paid {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  /** The levy of each side, as far as it was taken. */
  readonly levies: readonly { readonly who: number; readonly amount: number }[];
  readonly levyBack: number[];
  back: number;
}

interface Promised {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  ended: string | null;
}

interface Wish extends Promised {
  expired?: boolean;
}

/** What came of it: `done`, or the name of the rule that says no. */
export type Verdict = string;

/** Where a levy goes. */
export const COMMONS = -1;

export class PlainLedger {
  readonly balances = new Map<number, number>([[COMMONS, 0]]);
  readonly held = new Map<number, number>();
  readonly coming = new Map<number, number>();
  /** By the number of the payment in the books. */
  readonly payments = new Map<string, Paid>();
  readonly promises = new Map<string, Promised>();
  readonly wishes = new Map<string, Wish>();
  numbers = 0;
  readonly rules: PlainRules;

  constructor(rules: PlainRules, people: number) {
    this.rules = rules;
    for (let one = 0; one < people; one += 1) this.balances.set(one, 0);
  }

  pay(from: number, to: number, amount: number): Verdict {
    if (from === to) return 'same_account';
    if (amount <= 0) return 'amount_not_positive';
    const levy = Math.floor((amount * this.rules.levyPercent) / 100);
    const steps: [number, number, number][] = [[from, to, amount]];
    if (levy > 0) steps.push([from, COMMONS, levy], [to, COMMONS, levy]);
    const no = this.#move(steps);
    if (no !== null) return no;
    const levies = levy > 0 ? [from, to].map((who) => ({ who, amount: levy })) : [];
    this.payments.set(String(this.numbers + 1), {
      from,
      to,
      amount,
      levies,
      levyBack: levies.map(() => 0),
      back: 0,
    });
    this.numbers += steps.length;
    return 'done';
  }

  hold(key: string, from: number, to: number, amount: number): Verdict {
    const no =
      from === to ? 'same_account' : amount <= 0 ? 'amount_not_positive' : this.#wrong(from, to, amount);
    if (no !== null) return no;
    this.#promise(from, to, amount);
    this.promises.set(key, { from, to, amount, ended: null });
    return 'done';
  }

  payHold(key: string, who: number): Verdict {
    const one = this.promises.get(key);
    if (one?.from !== who) return 'hold_unknown';
    if (one.ended !== null) return 'hold_over';
    this.#promise(one.from, one.to, -one.amount);
    const said = this.pay(one.from, one.to, one.amount);
    if (said === 'done') one.ended = 'paid';
    else this.#promise(one.from, one.to, one.amount);
    return said;
  }

  letGo(key: string, who: number): Verdict {
    const one = this.promises.get(key);
    if (one?.to !== who) return 'hold_unknown';
    if (one.ended !== null) return 'hold_over';
    this.#promise(one.from, one.to, -one.amount);
    one.ended = 'let_go';
    return 'done';
  }

  wish(key: string, from: number, to: number, amount: number): Verdict {
    if (from === to) return 'same_account';
    if (amount <= 0) return 'amount_not_positive';
    this.wishes.set(key, { from, to, amount, ended: null });
    return 'done';
  }

  grant(key: string, who: number): Verdict {
    const one = this.wishes.get(key);
    if (one?.from !== who) return 'request_unknown';
    if (one.ended !== null) return 'request_answered';
    const said = this.pay(one.from, one.to, one.amount);
    if (said === 'done') one.ended = 'paid';
    return said;
  }

  decline(key: string, who: number): Verdict {
    const one = this.wishes.get(key);
    if (one?.from !== who) return 'request_unknown';
    if (one.ended !== null) return 'request_answered';
    one.ended = 'declined';
    return 'done';
  }

  /** Gives back so much of a payment, and of its levies what keeps them the same part. */
  giveBack(number: string, who: number, amount: number): Verdict {
    const one = this.payments.get(number);
    if (one?.to !== who) return 'movement_unknown';
    if (amount <= 0) return 'amount_not_positive';
    const left = one.amount - one.back;
    if (left === 0) return 'nothing_left_to_correct';
    if (amount > left) return 'more_than_there_was';
    const steps: [number, number, number][] = [[one.to, one.from, amount]];
    const back = [...one.levyBack];
    one.levies.forEach((levy, at) => {
      const keeps = Math.floor((levy.amount * (left - amount)) / one.amount);
      const wanted = levy.amount - one.levyBack[at]! - keeps;
      const has = Math.max(0, this.balances.get(COMMONS)!);
      const comes = Math.min(wanted, has);
      if (comes <= 0) return;
      steps.push([COMMONS, levy.who, comes]);
      back[at]! += comes;
    });
    const no = this.#move(steps);
    if (no !== null) return no;
    one.back += amount;
    one.levyBack.splice(0, back.length, ...back);
    this.numbers += steps.length;
    return 'done';
  }

  /** All of them or none; the first that cannot be is the answer. */
  #move(steps: readonly [number, number, number][]): Verdict | null {
    const before = new Map(this.balances);
    for (const [from, to, amount] of steps) {
      const no = this.#wrong(from, to, amount);
      if (no !== null) {
        for (const [who, had] of before) this.balances.set(who, had);
        return no;
      }
      this.balances.set(from, this.balances.get(from)! - amount);
      this.balances.set(to, this.balances.get(to)! + amount);
    }
    return null;
  }

  #wrong(from: number, to: number, amount: number): Verdict | null {
    const floor = from === COMMONS ? 0 : this.rules.floor;
    if (this.balances.get(from)! - (this.held.get(from) ?? 0) - amount < floor) return 'below_floor';
    if (to === COMMONS) return null;
    const up = this.balances.get(to)! + (this.coming.get(to) ?? 0) + amount;
    return up > this.rules.ceiling ? 'above_ceiling' : null;
  }

  #promise(from: number, to: number, amount: number): void {
    this.held.set(from, (this.held.get(from) ?? 0) + amount);
    this.coming.set(to, (this.coming.get(to) ?? 0) + amount);
  }
}
