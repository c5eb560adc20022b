/**
 * Constraints on who is elected: of all seats at least so many, or at most so many, for the candidates of a
 * group, such as “at least 2 of 3 women”. Groups may overlap. A count keeps them by looking ahead: a
 * candidate whose election would make them impossible is *doomed*, one without whom they become impossible is
 * *guarded*. Looking at each constraint alone is not enough, because two of them may stand in each other's
 * way. (I. D. Hill, “STV with constraints”, Voting matters 9, 1998, pages 2–4; J. Otten, “STV with multiple
 * constraints”, Voting matters 13, 2001.)
 *
 * “At least k of S” is kept as “at most S − k others”. While every seat can be filled the two are the same;
 * where too few stand, a seat that is kept for a group stays empty, and nobody else gets it. As many seats
 * are filled as these limits allow.
 */
import { TallyError } from './rules.ts';

export interface SeatRule {
  /** In the words of whoever made the rule. */
  readonly group: string;
  /** Numbers of the candidates that are of it. */
  readonly of: readonly number[];
  readonly least?: number;
  readonly most?: number;
}

export interface Constraints {
  readonly rules: readonly SeatRule[];
  /** Options that are nobody and take no seat, such as “no change”. */
  readonly aside?: readonly number[];
}

/** A candidate for whom the constraints have decided something. */
export interface Bound {
  readonly candidate: number;
  /**
   * Numbers of the rules that are the reason: those without any one of which it would be otherwise; where it
   * takes several at once, all that bear on her.
   */
  readonly because: readonly number[];
}

/** Candidates that are neither elected nor out. */
export interface Judged {
  /** Whose exclusion would leave a seat empty that can be filled. */
  readonly guarded: readonly Bound[];
  /** Who can no longer be elected. */
  readonly doomed: readonly Bound[];
}

interface Limit {
  readonly rule: number;
  /** Whether each candidate counts towards it. */
  readonly counts: Uint8Array;
  readonly most: number;
}

/**
 * Where a count stands: seats left, room under each limit, and how many of each kind can still be elected.
 */
interface Stand {
  readonly seats: number;
  readonly room: readonly number[];
  readonly open: readonly number[];
}

export class SeatPlan {
  /** How many seats those who stand can fill. */
  readonly places: number;
  readonly standing: readonly number[];
  private readonly seats: number;
  private readonly rules: readonly SeatRule[];
  private readonly limits: readonly Limit[];
  /**
   * Candidates who count towards the same limits are of one kind: whoever of them it is makes no difference.
   */
  private readonly kindOf: readonly number[];
  /** For each kind, the limits towards which it counts; null for what takes no seat. */
  private readonly kinds: readonly (readonly number[] | null)[];

  /** `standing` are the candidates that have not withdrawn, of `candidates` in all. */
  constructor(
    { rules, aside = [] }: Constraints,
    seats: number,
    candidates: number,
    standing: readonly number[],
  ) {
    rules.forEach((rule) => checkRule(rule, candidates));
    this.rules = rules;
    this.seats = seats;
    this.standing = standing.filter((one) => !aside.includes(one));
    const limits = rules.flatMap((rule, at) => limitsOf(rule, at, seats, candidates));
    this.limits = limits;
    const own = Array.from({ length: candidates }, (_unused, one) =>
      aside.includes(one) ? null : limits.flatMap(({ counts }, at) => (counts[one] === 1 ? [at] : [])),
    );
    const names = [...new Set(own.map((one) => String(one)))];
    this.kindOf = own.map((one) => names.indexOf(String(one)));
    this.kinds = names.map((name) => own.find((one) => String(one) === name)!);
    this.places = this.fill(this.standAt([], this.standing));
  }

  /** The rules by which somebody of the open ones can no longer be elected; null where she can. */
  doom(one: number, elected: readonly number[], open: readonly number[]): readonly number[] | null {
    return this.doomOf(this.kindOf[one]!, this.standAt(elected, open));
  }

  /** For whom of the open ones the rules decide. Whoever is needed only to fill the seats is not guarded. */
  judge(elected: readonly number[], open: readonly number[]): Judged {
    if (elected.length >= this.seats) return { guarded: [], doomed: [] };
    const stand = this.standAt(elected, open);
    const bound = (becauseOf: (kind: number) => readonly number[] | null) => {
      const known = this.kinds.map((_limits, kind) => (stand.open[kind] === 0 ? null : becauseOf(kind)));
      return open.flatMap((candidate): Bound[] => {
        const because = known[this.kindOf[candidate]!]!;
        return because === null ? [] : [{ candidate, because }];
      });
    };
    return {
      guarded: bound((kind) => this.guardOf(kind, stand)),
      doomed: bound((kind) => this.doomOf(kind, stand)),
    };
  }

  private doomOf(kind: number, stand: Stand): readonly number[] | null {
    const seated = this.seat(kind, stand);
    if (this.fill(seated) >= this.fill(stand)) return null;
    return this.reasons(kind, true, (left) => this.fill(seated, left) >= this.fill(stand, left));
  }

  private guardOf(kind: number, stand: Stand): readonly number[] | null {
    const out = { ...stand, open: lessOne(stand.open, kind) };
    const left = out.open.reduce((sum, size) => sum + size, 0);
    if (this.fill(out) >= this.fill(stand) || left < this.fill(stand) - (this.seats - stand.seats))
      return null;
    return this.reasons(kind, false, (without) => this.fill(out, without) >= this.fill(stand, without));
  }

  /** `isOtherwise` says whether it would be, were the limits of one rule left out. */
  private reasons(kind: number, bears: boolean, isOtherwise: (left: number) => boolean): readonly number[] {
    const alone = this.rules.flatMap((_rule, at) => (isOtherwise(at) ? [at] : []));
    if (alone.length > 0) return alone;
    const own = this.kinds[kind] ?? [];
    return [...new Set(this.limits.flatMap(({ rule }, at) => (own.includes(at) === bears ? [rule] : [])))];
  }

  private standAt(elected: readonly number[], open: readonly number[]): Stand {
    const sizes = this.kinds.map(() => 0);
    for (const one of open) if (this.kinds[this.kindOf[one]!] !== null) sizes[this.kindOf[one]!]! += 1;
    const room = this.limits.map(
      ({ counts, most }) => most - elected.filter((one) => counts[one] === 1).length,
    );
    return { seats: this.seats - elected.length, room, open: sizes };
  }

  /** One of a kind is elected; room and seats may fall below nothing, and then nothing can be filled. */
  private seat(kind: number, { seats, room, open }: Stand): Stand {
    const own = this.kinds[kind];
    // What takes no seat is elected never.
    if (!own) return { seats: -1, room, open };
    const less = room.map((one, at) => (own.includes(at) ? one - 1 : one));
    return { seats: seats - 1, room: less, open: lessOne(open, kind) };
  }

  /**
   * How many seats are filled in the end, when as many are filled as can be; −1 where those who are elected
   * are too many already. The limits of the rule `left` are left out.
   */
  private fill({ seats, room, open }: Stand, left = -1): number {
    const kept = this.limits.flatMap(({ rule }, at) => (rule === left ? [] : [at]));
    if (seats < 0 || kept.some((at) => room[at]! < 0)) return -1;
    const kinds = this.kinds.flatMap((limits, kind) => {
      const size = open[kind]!;
      return size === 0 ? [] : [{ size, limits: limits!.filter((at) => kept.includes(at)) }];
    });
    return this.seats - seats + mostOf(kinds, seats, room);
  }
}

/**
 * Fills seats from the best on: whoever would make the constraints impossible is passed over. Without
 * constraints these are simply the first.
 */
export function inOrder(
  ranking: readonly number[],
  seats: number,
  plan: SeatPlan | null,
): { readonly elected: readonly number[]; readonly passedOver: readonly Bound[] } {
  if (plan === null) return { elected: ranking.slice(0, seats), passedOver: [] };
  const elected: number[] = [];
  const passedOver: Bound[] = [];
  let open = ranking.filter((one) => plan.standing.includes(one));
  for (const candidate of open) {
    if (elected.length === seats) break;
    const because = plan.doom(candidate, elected, open);
    if (because === null) elected.push(candidate);
    else passedOver.push({ candidate, because });
    open = open.filter((one) => one !== candidate);
  }
  return { elected, passedOver };
}

/**
 * Who of equal ones has a seat, or none, by nothing but the lot: nobody, where all of them have one or none.
 * Whom the constraints let in though she comes last of them, or keep out though she comes first, is not among
 * them.
 */
export function dividedByLot(
  level: readonly number[],
  ranking: readonly number[],
  elected: readonly number[],
  seats: number,
  plan: SeatPlan | null,
): readonly number[] {
  const inside = level.filter((one) => elected.includes(one)).length;
  if (inside === 0 || inside === level.length) return [];
  if (plan === null) return level;
  const from = ranking.indexOf(level[0]!);
  const [before, after] = [ranking.slice(0, from), ranking.slice(from + level.length)];
  const isIn = (one: number, order: readonly number[]) =>
    inOrder([...before, ...order, ...after], seats, plan).elected.includes(one);
  return level.filter((one) => {
    const others = level.filter((other) => other !== one);
    return isIn(one, [one, ...others]) && !isIn(one, [...others, one]);
  });
}

function checkRule({ group, of, least = 0, most = 0 }: SeatRule, candidates: number): void {
  const refuse = (why: string): never => {
    throw new TallyError(`the places for “${group}”: ${why}.`);
  };
  for (const one of [least, most]) {
    if (!Number.isSafeInteger(one) || one < 0) refuse(`“${one}” is no number of places`);
  }
  const unknown = of.find((one) => !(one >= 0 && one < candidates));
  if (unknown !== undefined) refuse(`there is no candidate ${unknown + 1}`);
}

function limitsOf({ of, least, most }: SeatRule, rule: number, seats: number, candidates: number): Limit[] {
  const inside = new Uint8Array(candidates);
  for (const one of of) inside[one] = 1;
  const outside = inside.map((one) => 1 - one);
  return [
    ...(least === undefined ? [] : [{ rule, counts: outside, most: Math.max(0, seats - least) }]),
    ...(most === undefined ? [] : [{ rule, counts: inside, most }]),
  ];
}

function lessOne(sizes: readonly number[], kind: number): readonly number[] {
  return sizes.map((size, at) => (at === kind ? size - 1 : size));
}

interface Kind {
  readonly size: number;
  readonly limits: readonly number[];
}

/**
 * The most people that fit into so many seats with so much room under each limit. Takes of each kind as many
 * as can be, then fewer; what was found for a rest of kinds, seats and room is remembered. Who is bound least
 * comes first: with them most seats are filled, and the search ends soon.
 */
function mostOf(all: readonly Kind[], seats: number, room: readonly number[]): number {
  const kinds = [...all].sort((a, b) => a.limits.length - b.limits.length);
  const known = new Map<string, number>();
  const search = (at: number, left: number, free: readonly number[]): number => {
    const kind = kinds[at];
    const bound = boundOn(kinds, at, left, free);
    if (bound === 0 || kind === undefined) return 0;
    const key = `${at} ${left} ${free.join()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    let best = 0;
    const fit = Math.min(kind.size, left, ...kind.limits.map((limit) => free[limit]!));
    for (let taken = fit; taken >= 0 && best < bound; taken -= 1) {
      const after = free.map((one, limit) => (kind.limits.includes(limit) ? one - taken : one));
      best = Math.max(best, taken + search(at + 1, left - taken, after));
    }
    known.set(key, best);
    return best;
  };
  return search(0, seats, room);
}

/** No more than this can be filled, whatever is taken. */
function boundOn(kinds: readonly Kind[], from: number, left: number, free: readonly number[]): number {
  const rest = kinds.slice(from);
  const all = rest.reduce((sum, { size }) => sum + size, 0);
  return free.reduce(
    (bound, most, limit) => {
      const under = rest.reduce((sum, one) => sum + (one.limits.includes(limit) ? one.size : 0), 0);
      return Math.min(bound, all - under + Math.min(under, Math.max(0, most)));
    },
    Math.min(left, all),
  );
}
