/**
 * How a group decides together: the ways that its rules allow, each with its method, its quorum and its
 * times, and what holds for every decision. What a decision is and how it is counted, the decisions module
 * knows; the rules only name it.
 */
import type { Admission, Articles, Power } from './statutes.ts';
import { inOneOrder } from './wording.ts';

/**
 * How voices become an outcome. Of the first three there is one proposal to say yes to; the budgets fund as
 * many projects as the pot allows; with the others there are options to choose from, and seats to fill.
 */
export const METHODS = [
  'consent',
  'consensus',
  'majority',
  'approval',
  'score',
  'majority_judgment',
  'star',
  'scottish_stv',
  'meek',
  'schulze',
  'ranked_pairs',
  'lot',
  'equal_shares',
  'greedy',
  'phragmen',
] as const;
export type Method = (typeof METHODS)[number];

export const YES_NO_METHODS: readonly Method[] = ['consent', 'consensus', 'majority'];
export const BUDGET_METHODS: readonly Method[] = ['equal_shares', 'greedy', 'phragmen'];

/**
 * Who can learn how somebody voted. `open`: the members. `separated`: nobody who reads the database later;
 * whoever runs the machine at that moment could. `blind`: nobody at all.
 */
export const SECRECIES = ['open', 'separated', 'blind'] as const;
export type Secrecy = (typeof SECRECIES)[number];

/** A part of a whole, exactly: `more` than it, or at `least` as much. */
export interface Share {
  readonly parts: number;
  readonly of: number;
  readonly reached: 'more' | 'least';
}

export interface Way {
  readonly method: Method;
  /** Of a majority: how much must say yes; without it, more than half. */
  readonly share?: Share;
  /** Of a majority: of those who say yes or no, or of everybody on the roll. */
  readonly base?: 'cast' | 'roll';
  /** Of consensus: how many may block and it passes all the same. */
  readonly blocks?: number;
  /** How many of the roll must take part, in percent; nothing is decided with fewer. */
  readonly quorumPercent: number;
  /**
   * What follows without a quorum: it fails, or is put to the vote once more, when whoever comes is enough.
   */
  readonly noQuorum: 'fails' | 'again';
  /** For how long it is talked over before a vote opens, at least. */
  readonly talkDays: number;
  /**
   * For how long a vote is open, at least; 0 where it is decided on the spot, in a meeting, or drawn at
   * once.
   */
  readonly voteDays: number;
  /** How long after the close it takes effect. */
  readonly waitDays: number;
  readonly secrecy: Secrecy;
  readonly voters: Electorate;
  /** With `classes`: the kinds of members whose voices it is. */
  readonly classes?: readonly string[];
}

/**
 * Whose voices: every member's who has a vote; those of some kinds of members, or of the organizations among
 * us; with `both`, people and organizations each by themselves, and both say yes.
 */
export const ELECTORATES = ['members', 'classes', 'organizations', 'both'] as const;
export type Electorate = (typeof ELECTORATES)[number];

/** An article that can be changed only as it says itself. */
export interface Entrenched {
  readonly article: EntrenchedArticle;
  readonly way: Way;
}

export const ENTRENCHABLE = [
  'admission',
  'voice',
  'books',
  'exchange',
  'care',
  'roles',
  'powers',
  'exit',
  'dissolution',
] as const;
export type EntrenchedArticle = (typeof ENTRENCHABLE)[number];

/** The article `voice`: what holds for everything that is decided together. */
export interface Voice {
  /**
   * For how many others a member may vote, where these have asked for it; 0: everybody votes for themself.
   */
  readonly delegations: number;
  /** How many members can ask for 48 hours more before a decision takes effect; 0: there is no brake. */
  readonly brakeMembers: number;
  /** By how many days a vote may be made longer, once; 0: never. */
  readonly extendDays: number;
  /** From how many voters on secret ballots are published one by one, for everybody to count again. */
  readonly publishFrom: number;
  /** How long before it a meeting is called. */
  readonly inviteDays: number;
  /** How many of us must be there for a meeting to decide, in percent. */
  readonly meetingPercent: number;
  /** How many sign the minutes. */
  readonly minutesSigners: number;
  /** Posts whose holders are among them, where one of them was there; of each post one name is enough. */
  readonly minutesPosts?: readonly string[];
  readonly entrenched: readonly Entrenched[];
}

/** What holds for a group whose rules do not say it. */
export const USUAL_VOICE: Voice = {
  delegations: 0,
  brakeMembers: 0,
  extendDays: 0,
  publishFrom: 30,
  inviteDays: 3,
  meetingPercent: 50,
  minutesSigners: 2,
  entrenched: [],
};

export function voiceOf(articles: Pick<Articles, 'voice'>): Voice {
  return articles.voice ?? USUAL_VOICE;
}

/** For how long a decision rests when enough members ask for it. */
export const BRAKE_HOURS = 48;

/** How many ways of deciding may be offered for one matter: choosing among more is work of its own. */
export const MOST_WAYS = 3;

export function isYesNo({ method }: Pick<Way, 'method'>): boolean {
  return YES_NO_METHODS.includes(method);
}

export function isBudget({ method }: Pick<Way, 'method'>): boolean {
  return BUDGET_METHODS.includes(method);
}

/**
 * Whether it is decided on the spot, by hands before everybody’s eyes: there they can say yes or no,
 * openly.
 */
export function isForHands(way: Pick<Way, 'method' | 'secrecy' | 'voteDays'>): boolean {
  return way.voteDays === 0 && way.secrecy === 'open' && isYesNo(way);
}

/** Whether a lot leaves no days between its opening and the draw: it asks nobody, and needs no room. */
export function isDrawnAtOnce({ method, voteDays }: Pick<Way, 'method' | 'voteDays'>): boolean {
  return method === 'lot' && voteDays === 0;
}

/** In how many ways this matter can be decided together under these rules; none where it cannot. */
export function waysOf(power: Power | undefined): readonly Way[] {
  return power?.ways ?? [];
}

/**
 * The ways in which a matter can be decided, `touched` being the articles that an amendment changes: where
 * one of them is entrenched, only by what it asks for.
 */
export function waysFor(articles: Articles, matter: string, touched: readonly string[] = []): readonly Way[] {
  const ways = waysOf(articles.powers[matter]);
  const guarded = entrenchedAmong(articles, touched);
  // Where several of them are changed, what satisfies one must satisfy each, and take as long.
  const own = guarded.filter((one) =>
    guarded.every((other) => isAsStrict(one.way, other.way) && isAsLong(one.way, other.way)),
  );
  return guarded.length === 0 ? ways : own.map((one) => one.way);
}

export function entrenchedAmong(articles: Articles, touched: readonly string[]): readonly Entrenched[] {
  return voiceOf(articles).entrenched.filter((one) => touched.includes(one.article));
}

/**
 * Whether what was decided in one way would satisfy another: the same method, from no fewer voices, by no
 * smaller part.
 */
export function isAsStrict(decided: Way, asked: Way): boolean {
  if (decided.method !== asked.method || decided.secrecy !== asked.secrecy) return false;
  if (!areSameVoices(decided, asked) && !(decided.voters === 'both' && asked.voters === 'members'))
    return false;
  if (asked.base === 'roll' && decided.base !== 'roll') return false;
  if ((decided.blocks ?? 0) > (asked.blocks ?? 0)) return false;
  // In a second vote whoever comes is enough: what has to fail without a quorum is not decided so.
  if (asked.quorumPercent > 0 && asked.noQuorum === 'fails' && decided.noQuorum === 'again') return false;
  return decided.quorumPercent >= asked.quorumPercent && isAsLarge(shareOf(decided), shareOf(asked));
}

/** Some of us do not stand for others of us: whom a way asks, only they can have decided. */
function areSameVoices(one: Way, other: Way): boolean {
  const kinds = ({ classes = [] }: Way) => [...classes].sort().join(' ');
  return one.voters === other.voters && kinds(one) === kinds(other);
}

/** Whether one way leaves as much time as another to talk, to vote and to think again. */
function isAsLong(one: Way, other: Way): boolean {
  return one.talkDays >= other.talkDays && one.voteDays >= other.voteDays && one.waitDays >= other.waitDays;
}

const HALF: Share = { parts: 1, of: 2, reached: 'more' };

export function shareOf({ share }: Pick<Way, 'share'>): Share {
  return share ?? HALF;
}

function isAsLarge(a: Share, b: Share): boolean {
  const [left, right] = [a.parts * b.of, b.parts * a.of];
  return left > right || (left === right && (a.reached === 'more' || b.reached === 'least'));
}

export type WayProblem =
  | 'too_many'
  | 'number_out_of_range'
  | 'share_wrong'
  | 'names_needed'
  | 'budget_only'
  | 'not_for_budgets'
  | 'no_yes_or_no'
  | 'face_to_face'
  | 'voters_unasked'
  | 'voters_unnamed'
  | 'voters_unknown'
  | 'no_organizations'
  | 'not_on_the_spot';

export const WAY_RANGES = {
  quorumPercent: [0, 100],
  talkDays: [0, 180],
  voteDays: [0, 180],
  waitDays: [0, 365],
  blocks: [0, 100],
} as const;

export const VOICE_RANGES = {
  delegations: [0, 20],
  brakeMembers: [0, 1000],
  extendDays: [0, 60],
  publishFrom: [2, 10_000],
  inviteDays: [0, 90],
  meetingPercent: [0, 100],
  minutesSigners: [0, 20],
} as const;

/** The matter in which money is shared out among projects. */
export const BUDGET_MATTER = 'share_out';

/** The matters in which one or some of several are chosen; in all others there is one thing to say yes to. */
export const CHOOSING_MATTERS: readonly string[] = ['appoint', 'resolve'];

/**
 * What one person does with another, by a code, a name, a ballot or a payment that is nobody else’s business:
 * no vote can do it.
 */
export const FACE_TO_FACE: readonly string[] = ['enter_on_paper', 'enter_payment', 'invite', 'tell'];

/**
 * What is wrong with the ways of deciding a matter; null when nothing is. Rules were once made with ways on
 * the spot that no hands can decide; of those that are already in force, `present`, it is not held against
 * the rest.
 */
export function wrongWithWays(
  matter: string,
  ways: readonly Way[],
  admission: Pick<Admission, 'who' | 'classes'>,
  present: readonly Way[] = [],
): WayProblem | null {
  if (ways.length > MOST_WAYS) return 'too_many';
  if (ways.length > 0 && FACE_TO_FACE.includes(matter)) return 'face_to_face';
  for (const way of ways) {
    const wrong = wrongWithWay(matter, way) ?? wrongWithVoters(way, admission);
    if (wrong !== null) return wrong;
    const isPresent = present.some((one) => inOneOrder(one) === inOneOrder(way));
    if (!isPresent && isForNoHands(way)) return 'not_on_the_spot';
  }
  return null;
}

/** Whether it leaves no days to vote, and is nothing that a room could decide, or a lot. */
function isForNoHands(way: Way): boolean {
  return way.voteDays === 0 && !isForHands(way) && !isDrawnAtOnce(way);
}

/** Whether nobody is asked whom a way could name: by lot nobody votes, and a budget itself says who does. */
export function asksNobody({ method }: Pick<Way, 'method'>): boolean {
  return method === 'lot' || isBudget({ method });
}

/** What is wrong with whom a way asks, in a group that these can join. */
function wrongWithVoters(way: Way, { who, classes }: Pick<Admission, 'who' | 'classes'>): WayProblem | null {
  const named = way.classes ?? [];
  if (way.voters === 'both' && way.method !== 'majority') return 'no_yes_or_no';
  if (way.voters !== 'members' && asksNobody(way)) return 'voters_unasked';
  if (way.voters === 'organizations' && who === 'people') return 'no_organizations';
  const isNamed = named.length > 0 && new Set(named).size === named.length;
  if (way.voters === 'classes' ? !isNamed : way.classes !== undefined) return 'voters_unnamed';
  const haveVote = new Set(classes.filter((one) => one.votes).map((one) => one.class));
  return named.every((one) => haveVote.has(one)) ? null : 'voters_unknown';
}

function wrongWithWay(matter: string, way: Way): WayProblem | null {
  const { parts, of, reached } = shareOf(way);
  for (const [name, [least, most]] of Object.entries(WAY_RANGES)) {
    const value = way[name as keyof typeof WAY_RANGES] ?? 0;
    if (!Number.isInteger(value) || value < least || value > most) return 'number_out_of_range';
  }
  // A part that is not at least half would let two contrary proposals pass.
  const tooSmall = parts * 2 < of || (parts * 2 === of && reached === 'least');
  const isPart = Number.isInteger(parts) && Number.isInteger(of) && of >= 1 && of <= 100 && parts >= 1;
  if (!isPart || parts > of || tooSmall || (parts === of && reached === 'more')) return 'share_wrong';
  // Who objects or blocks is heard, and so is known.
  if (way.secrecy !== 'open' && (way.method === 'consent' || way.method === 'consensus'))
    return 'names_needed';
  if (isBudget(way) !== (matter === BUDGET_MATTER)) return isBudget(way) ? 'budget_only' : 'not_for_budgets';
  return null;
}
