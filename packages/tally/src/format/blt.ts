/**
 * The .blt format of ranked ballots (Wichmann, “BLT file format”, ERBS; as used by OpenSTV, Droop and
 * OpaVote): candidates and seats, who has withdrawn (`-3`), a ballot per line as weight, candidates, 0; a
 * 0; then names and the title, in quotes or a line each without. Also read: `[tie 3 1 2]`, `=` for a shared
 * rank, `-` for a rank left out, comments after `#`, and ballot names in parentheses. Weights may have
 * decimals: the smallest of them is then counted as one. A file without any name gives numbers instead.
 */
import { scaledText } from '../exact/fraction.ts';
import { BallotPile, type RankedProfile } from '../ranked/profile.ts';
import { TallyError } from '../rules.ts';

export function readBlt(text: string): RankedProfile {
  return new BltReader(text).read();
}

/** The same profile as a file. Names come in quotes; `=` stands where a rank is shared. */
export function writeBlt(profile: RankedProfile): string {
  const { starts, ranks, counts } = profile.ballots;
  const lines = [`${profile.candidates.length} ${profile.seats}`];
  if (profile.withdrawn.length > 0) lines.push(profile.withdrawn.map((one) => `-${one + 1}`).join(' '));
  if (profile.tieOrder) lines.push(`[tie ${profile.tieOrder.map((one) => one + 1).join(' ')}]`);
  counts.forEach((count, ballot) => {
    let line = weightText(count, profile.perBallot ?? 1);
    for (let k = starts[ballot]!; k < starts[ballot + 1]!; k += 1) {
      line += ranks[k]! < 0 ? `=${~ranks[k]! + 1}` : ` ${ranks[k]! + 1}`;
    }
    lines.push(`${line} 0`);
  });
  lines.push('0', ...profile.candidates.map(quote), quote(profile.title), '');
  return lines.join('\n');
}

function weightText(count: number, perBallot: number): string {
  return scaledText(count, String(perBallot).length - 1);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`;
}

/** Without the quotes around it and a comment after; a doubled quote inside is one. */
function unquoted(line: string): string {
  const found = /^\s*"(.*)"\s*(?:#[^"]*)?$/.exec(line);
  return found ? found[1]!.replaceAll('""', '"') : line;
}

function severalQuoted(line: string): string[] {
  const found = [...line.matchAll(/"((?:""|[^"])*)"/g)];
  return found.length > 0 ? found.map((one) => one[1]!.replaceAll('""', '"')) : [line];
}

const SPACE = 32;
const HASH = 35;
const LETTERS = { open: 40, minus: 45, zero: 48, equals: 61, bracket: 91 };

class BltReader {
  private readonly text: string;
  private at = 0;
  private line = 1;
  /** How many counted ballots make one of the file's: 10 when a weight has one decimal. */
  private perBallot = 1;

  constructor(text: string) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  read(): RankedProfile {
    const count = this.number('the number of candidates');
    const seats = this.number('the number of seats');
    if (count > 100_000) this.refuse(`${count} candidates are too many`);
    const { withdrawn, tieOrder } = this.preamble(count);
    const ballots = this.ballots(count);
    const names = this.names(count);
    const title = names.length > count ? names[count]! : '';
    const decimals = this.perBallot > 1 ? { perBallot: this.perBallot } : {};
    return { title, seats, candidates: names.slice(0, count), withdrawn, tieOrder, ballots, ...decimals };
  }

  /** Lines between the numbers and the first ballot: withdrawals and bracketed options. */
  private preamble(count: number): { withdrawn: number[]; tieOrder: number[] | null } {
    const withdrawn: number[] = [];
    let tieOrder: number[] | null = null;
    for (;;) {
      const sign = this.peek();
      if (sign === LETTERS.minus) {
        this.at += 1;
        withdrawn.push(this.candidate(count));
      } else if (sign === LETTERS.bracket) {
        const end = this.text.indexOf(']', this.at);
        if (end < 0) this.refuse('an option in brackets does not end');
        tieOrder = this.tie(this.text.slice(this.at + 1, end), count) ?? tieOrder;
        this.at = end + 1;
      } else break;
    }
    return { withdrawn: [...new Set(withdrawn)].sort((a, b) => a - b), tieOrder };
  }

  private tie(option: string, count: number): number[] | null {
    const [name, ...numbers] = option.trim().split(/\s+/);
    if (name !== 'tie') return null;
    const order = numbers.map((one) => Number(one) - 1);
    const whole = order.length === count && new Set(order).size === count;
    if (!whole || order.some((one) => !(one >= 0 && one < count)))
      this.refuse('the order of ties names not all');
    return order;
  }

  private ballots(count: number): ReturnType<BallotPile['ballots']> {
    const pile = new BallotPile(count);
    for (;;) {
      if (this.peek() === LETTERS.open) this.skipName();
      const weight = this.weight(pile);
      if (weight === null) return pile.ballots();
      pile.open(weight, `line ${this.line}`);
      this.ranking(pile);
      pile.close();
    }
  }

  /** A weight in counted ballots; null for the 0 after the last. */
  private weight(pile: BallotPile): number | null {
    this.peek();
    const decimal = /(\d{1,12})\.(\d{1,6})(?=[\s#(])/y;
    decimal.lastIndex = this.at;
    const found = decimal.exec(this.text);
    if (!found) {
      const whole = this.number('a ballot, or the 0 after the last');
      return whole === 0 ? null : whole * this.perBallot;
    }
    this.at = decimal.lastIndex;
    const after = found[2]!.replace(/0+$/, '');
    const times = 10 ** after.length / this.perBallot;
    if (times > 1) {
      pile.enlarge(times);
      this.perBallot *= times;
    }
    const scale = String(this.perBallot).length - 1;
    return Number(found[1]! + after.padEnd(scale, '0'));
  }

  private ranking(pile: BallotPile): void {
    let shared = false;
    for (;;) {
      const sign = this.peek();
      if (sign === LETTERS.equals) {
        shared = true;
        this.at += 1;
      } else if (sign === LETTERS.minus) {
        this.at += 1;
      } else {
        const candidate = this.number('a candidate, or the 0 that ends a ballot');
        if (candidate === 0) return;
        pile.rank(candidate - 1, shared);
        shared = false;
      }
    }
  }

  private skipName(): void {
    const end = this.text.indexOf(')', this.at);
    if (end < 0) this.refuse('the name of a ballot does not end');
    this.at = end + 1;
  }

  /**
   * The names and the title: a line each, in quotes or without. Where there are fewer lines than names,
   * several quoted ones share a line.
   */
  private names(count: number): string[] {
    const lines = this.text
      .slice(this.at)
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*# ALTERNATIVE NAME \d+: ?/, ''))
      .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    if (lines.length === 0) return Array.from({ length: count }, (_unused, at) => String(at + 1));
    const names = lines.length >= count ? lines.map(unquoted) : lines.flatMap(severalQuoted);
    if (names.length < count) this.refuse(`there are ${count} candidates and ${names.length} names`);
    return names;
  }

  private candidate(count: number): number {
    const number = this.number('the number of a candidate');
    if (number < 1 || number > count) this.refuse(`there is no candidate ${number}`);
    return number - 1;
  }

  /** The next sign that is neither space nor comment; NaN at the end. */
  private peek(): number {
    for (;;) {
      const sign = this.text.charCodeAt(this.at);
      if (sign === HASH) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (sign <= SPACE || sign === 0xa0) {
        if (sign === 10) this.line += 1;
        this.at += 1;
      } else return sign;
    }
  }

  private number(what: string): number {
    this.peek();
    const from = this.at;
    let value = 0;
    for (;;) {
      const digit = this.text.charCodeAt(this.at) - LETTERS.zero;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      this.at += 1;
    }
    const sign = this.text.charCodeAt(this.at);
    const ends = !(sign > SPACE) || sign === HASH || sign === LETTERS.equals || sign === LETTERS.open;
    if (this.at === from || !ends) this.refuse(`here stands “${this.near(from)}”, wanted is ${what}`);
    return value;
  }

  private near(from: number): string {
    return this.text.slice(from, from + 20).split(/\s/)[0]!;
  }

  private refuse(why: string): never {
    throw new TallyError(`line ${this.line}: ${why}.`);
  }
}
