/**
 * The .blt format of ranked ballots (Hill, Wichmann and Woodall, “Algorithm 123”, Computer Journal 30, 1987;
 * as used by OpenSTV, OpaVote, OpenTally and Droop): candidates and seats, who has withdrawn (`-3`), ballots
 * as weight, candidates, 0; a 0; then names and the title, in quotes or a line each without. Also read: `=`
 * or parentheses for a shared rank, `-` for a rank left out, comments after `#` or between slash and star,
 * names of ballots in parentheses before the weight, and Droop's options `[tie 3 1 2]`, `[withdrawn 2]`,
 * `[nick a b c]`. Weights may have decimals: the smallest of them is then counted as one. A file without any
 * name gives numbers instead.
 */
import { scaledText } from '../exact/fraction.ts';
import { BallotPile, type RankedProfile } from '../ranked/profile.ts';
import { TallyError } from '../rules.ts';

/**
 * Where ballots do not end in a 0, as OpenTally allows, each has a line of its own: that is tried when the
 * file cannot be read otherwise.
 */
export function readBlt(text: string): RankedProfile {
  try {
    return new BltReader(text, false).read();
  } catch (cause) {
    if (!(cause instanceof TallyError)) throw cause;
    try {
      return new BltReader(text, true).read();
    } catch {
      throw cause;
    }
  }
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

const QUOTED = /"((?:""|[^"])*)"/g;
const ALL_QUOTED = /^\s*"(?:""|[^"])*"(?:\s+"(?:""|[^"])*")*\s*(?:#.*)?$/;
const QUOTES_INSIDE = /^\s*"(.*)"\s*(?:#[^"]*)?$/;

/** What stands in quotes, a doubled quote inside being one; null where the line holds something else. */
function quotedOn(line: string): string[] | null {
  if (!ALL_QUOTED.test(line)) return null;
  return [...line.matchAll(QUOTED)].map((one) => one[1]!.replaceAll('""', '"'));
}

/** The one name on a line, without quotes around all of it and a comment after. */
function nameOn(line: string): string {
  return QUOTES_INSIDE.exec(line)?.[1]!.replaceAll('""', '"') ?? line.trim();
}

/** What can only be a ballot, or the 0 after the last. */
const BALLOT = /^\s*(?:\d+(?:\.\d+)?(?:\s+[\d=-]+)*\s+)?0\s*(?:#.*)?$/;
const SPACE = 32;
const HASH = 35;
const LETTERS = {
  quote: 34,
  open: 40,
  close: 41,
  star: 42,
  minus: 45,
  slash: 47,
  zero: 48,
  equals: 61,
  bracket: 91,
};
/** Signs that end a number beside spaces. */
const ENDS: ReadonlySet<number> = new Set([HASH, LETTERS.open, LETTERS.close, LETTERS.slash, LETTERS.equals]);

class BltReader {
  private readonly text: string;
  private at = 0;
  private line = 1;
  /** How many counted ballots make one of the file's: 10 when a weight has one decimal. */
  private perBallot = 1;
  /** Whether a ballot ends with its line. */
  private readonly byLine: boolean;
  /** Whether some ballot runs over several lines. */
  private isSpread = false;
  /** The short names of candidates that ballots may use. */
  private nicks = new Map<string, number>();

  constructor(text: string, byLine: boolean) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.byLine = byLine;
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
        const [name = '', ...words] = this.option();
        if (name === 'tie') tieOrder = this.tie(words, count);
        else if (name === 'withdrawn') withdrawn.push(...words.map((word) => this.named(word, count)));
        else if (name === 'nick') this.nicks = this.nicknames(words, count);
        // What else Droop reads from here says how to count, not what is counted.
        else if (name !== 'droop') this.refuse(`the option “${name}” is not known`);
      } else break;
    }
    return { withdrawn: [...new Set(withdrawn)].sort((a, b) => a - b), tieOrder };
  }

  private option(): string[] {
    const end = this.text.indexOf(']', this.at);
    if (end < 0) this.refuse('an option in brackets does not end');
    const option = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return option.trim().split(/\s+/);
  }

  private tie(words: readonly string[], count: number): number[] {
    const order = words.map((word) => this.named(word, count));
    if (order.length !== count || new Set(order).size !== count)
      this.refuse('the order of ties names not all');
    return order;
  }

  private nicknames(words: readonly string[], count: number): Map<string, number> {
    const nicks = new Map(words.map((word, at) => [word, at]));
    if (words.length !== count || nicks.size !== count || words.some((word) => /^\d|[=()-]/.test(word))) {
      this.refuse('the short names are not one for each candidate');
    }
    return nicks;
  }

  /** A candidate by number or short name. */
  private named(word: string, count: number): number {
    const number = /^\d+$/.test(word) ? Number(word) - 1 : this.nicks.get(word);
    if (number === undefined || number < 0 || number >= count) this.refuse(`there is no candidate ${word}`);
    return number;
  }

  private ballots(count: number): ReturnType<BallotPile['ballots']> {
    const pile = new BallotPile(count);
    for (;;) {
      const sign = this.peek();
      // A name can only come after the last ballot: the 0 that says so is missing.
      if (sign === LETTERS.quote && !this.isSpread) return pile.ballots();
      if (sign === LETTERS.open) this.skipName();
      const weight = this.weight(pile);
      if (weight === null) return pile.ballots();
      const { line } = this;
      pile.open(weight, `line ${line}`);
      this.ranking(pile, count);
      pile.close();
      if (this.line > line && !this.byLine) this.isSpread = true;
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

  private ranking(pile: BallotPile, count: number): void {
    const { line } = this;
    let shared = false;
    let ranked = 0;
    // Inside of parentheses: how many stood there before.
    let group = -1;
    for (;;) {
      const sign = this.peek();
      if (this.byLine && this.line > line) return this.endRanking(shared || group >= 0);
      if (sign === LETTERS.equals) {
        if (shared || ranked === 0) this.refuse('a sign of equality stands between no candidates');
        shared = true;
        this.at += 1;
      } else if (sign === LETTERS.minus) {
        this.at += 1;
      } else if (sign === LETTERS.open || sign === LETTERS.close) {
        if ((sign === LETTERS.open) === group >= 0) this.refuse('the parentheses of a rank do not match');
        group = sign === LETTERS.open ? ranked : -1;
        this.at += 1;
      } else {
        const candidate = this.rankedCandidate(count);
        if (candidate === null) return this.endRanking(shared || group >= 0);
        pile.rank(candidate, shared || (group >= 0 && ranked > group));
        ranked += 1;
        shared = false;
      }
    }
  }

  private endRanking(isOpen: boolean): void {
    if (isOpen) this.refuse('a shared rank does not end');
  }

  /** Null for the 0 that ends a ballot. A number beyond the last candidate is refused with the ballot. */
  private rankedCandidate(count: number): number | null {
    if (this.nicks.size > 0) {
      const word = /[^\s\d=()#-][^\s=()#-]*/y;
      word.lastIndex = this.at;
      const found = word.exec(this.text);
      if (found) {
        this.at = word.lastIndex;
        return this.named(found[0], count);
      }
    }
    const number = this.number('a candidate, or the 0 that ends a ballot');
    return number === 0 ? null : number - 1;
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
    const lines: string[] = [];
    this.text
      .slice(this.at)
      .split(/\r\n|\r|\n/)
      .forEach((raw, at) => {
        const line = raw.replace(/^\s*# ALTERNATIVE NAME \d+: ?/, '');
        if (line.trim() === '' || line.trimStart().startsWith('#')) return;
        if (lines.length <= count && BALLOT.test(line))
          this.refuse('a ballot stands after the 0 that ends them', this.line + at);
        lines.push(line);
      });
    if (lines.length === 0) return Array.from({ length: count }, (_unused, at) => String(at + 1));
    const isShared = lines.length < count || lines.length === 1;
    const names = isShared ? lines.flatMap((line) => quotedOn(line) ?? nameOn(line)) : lines.map(nameOn);
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
        const end = this.text.slice(this.at).search(/[\r\n]/);
        this.at = end < 0 ? this.text.length : this.at + end;
      } else if (sign <= SPACE || sign === 0xa0) {
        if (sign === 10 || (sign === 13 && this.text.charCodeAt(this.at + 1) !== 10)) this.line += 1;
        this.at += 1;
      } else if (sign === LETTERS.slash && this.text.charCodeAt(this.at + 1) === LETTERS.star) {
        this.skipComment();
      } else return sign;
    }
  }

  private skipComment(): void {
    const end = this.text.indexOf('*/', this.at + 2);
    if (end < 0) this.refuse('a comment does not end');
    this.line += this.text.slice(this.at, end).split(/\r\n|\r|\n/).length - 1;
    this.at = end + 2;
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
    const ends = !(sign > SPACE) || ENDS.has(sign);
    if (from >= this.text.length) this.refuse(`here the file ends, wanted is ${what}`);
    if (this.at === from || !ends) this.refuse(`here stands “${this.near(from)}”, wanted is ${what}`);
    return value;
  }

  private near(from: number): string {
    return this.text.slice(from, from + 20).split(/\s/)[0]!;
  }

  private refuse(why: string, line = this.line): never {
    throw new TallyError(`line ${line}: ${why}.`);
  }
}
