/**
 * What a proposal can be for. A kind is data: which acts its options may carry, in which ways it can be
 * decided, whether there is one thing to say yes to or several to choose from. Its words (`kind.<kind>`, with
 * a first title and a first body for whoever does not know how to begin) stand in the locales.
 */
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { BUDGET_MATTER, BUDGET_METHODS, METHODS, YES_NO_METHODS, type Method, type Way } from '#agents';
import type { Post } from './proposal.ts';

export const KINDS = [
  'resolution',
  'appointment',
  'election',
  'slate',
  'recall',
  'amendment',
  'membership',
  'ending',
  'act',
  'choice',
  'budget',
  'lot',
] as const;
export type Kind = (typeof KINDS)[number];

/** The matter of what the group resolves without any act that this program could do for it. */
export const RESOLVE_MATTER = 'resolve';

export interface KindSpec {
  /** `one`: yes or no to it. `several`: options to choose from. */
  readonly options: 'one' | 'several';
  /** The commands its acts may be; `any` that the rules can give to a decision. */
  readonly commands: readonly string[] | 'any';
  /** How many acts there are: a resolution has none, the others at least one. */
  readonly acts: 'none' | 'some';
  readonly methods: readonly Method[];
  /**
   * Options are people, or lists of people that are chosen as one; whoever wins is given a post. Each of them
   * is asked, and nobody is chosen or drawn without their yes.
   */
  readonly candidates: 'people' | 'slates' | null;
  /** Any member may add an option while it is talked over. */
  readonly open: boolean;
  /** What it needs beside its words. */
  readonly needs: readonly ('post' | 'pot')[];
  /** It can say what it costs, without a pot that it is paid from. */
  readonly mayCost: boolean;
}

const LOT: readonly Method[] = ['lot'];
const CHOOSING: readonly Method[] = METHODS.filter(
  (one) => ![...YES_NO_METHODS, ...BUDGET_METHODS, ...LOT].includes(one),
);

const yesNo = (commands: readonly string[] | 'any'): KindSpec => ({
  options: 'one',
  commands,
  acts: 'some',
  methods: YES_NO_METHODS,
  candidates: null,
  open: false,
  needs: [],
  mayCost: false,
});

const KIND: Readonly<Record<Kind, KindSpec>> = {
  resolution: { ...yesNo([]), acts: 'none', mayCost: true },
  appointment: yesNo(['agents.appoint']),
  election: {
    options: 'several',
    commands: ['agents.appoint'],
    acts: 'some',
    methods: CHOOSING,
    candidates: 'people',
    open: true,
    needs: ['post'],
    mayCost: false,
  },
  slate: {
    options: 'several',
    commands: ['agents.appoint'],
    acts: 'some',
    methods: CHOOSING,
    candidates: 'slates',
    open: true,
    needs: ['post'],
    mayCost: false,
  },
  recall: yesNo(['agents.revoke']),
  amendment: yesNo(['agents.amend']),
  membership: yesNo([
    'agents.admit',
    'agents.decline',
    'agents.exclude',
    'agents.lift_suspension',
    'agents.suspend',
  ]),
  ending: yesNo(['agents.dissolve']),
  act: { ...yesNo('any'), mayCost: true },
  choice: {
    options: 'several',
    commands: [],
    acts: 'none',
    methods: CHOOSING,
    candidates: null,
    open: true,
    needs: [],
    mayCost: true,
  },
  budget: {
    options: 'several',
    commands: [],
    acts: 'none',
    methods: BUDGET_METHODS,
    candidates: null,
    open: true,
    needs: ['pot'],
    mayCost: false,
  },
  lot: {
    options: 'several',
    commands: ['agents.appoint'],
    acts: 'none',
    methods: LOT,
    candidates: 'people',
    open: true,
    needs: [],
    mayCost: false,
  },
};

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** What a kind is; the caller has it from a proposal, whose kind was looked at when it was written. */
export function kindNamed(kind: string): KindSpec {
  return KIND[kind as Kind];
}

/**
 * The matter of a proposal of this kind; null where it is that of its acts. Whoever is drawn by lot for no
 * post is drawn by a resolution.
 */
export function matterOfKind(kind: Kind, hasPost: boolean): string | null {
  switch (kind) {
    case 'resolution':
    case 'choice':
      return RESOLVE_MATTER;
    case 'budget':
      return BUDGET_MATTER;
    case 'election':
    case 'slate':
      return 'appoint';
    case 'lot':
      return hasPost ? 'appoint' : RESOLVE_MATTER;
    default:
      return null;
  }
}

/** Whether a proposal of this kind can be decided in this way. */
export function fitsKind(kind: string, way: Pick<Way, 'method'>): boolean {
  return kindNamed(kind).methods.includes(way.method);
}

export const WAY_RULES = ['matter_not_decided', 'way_unknown', 'way_unfit'] as const;

/** Which way is meant, by its place among those that the rules allow; it has to fit the question. */
export function wayAt(
  { kind, matter }: { readonly kind: string; readonly matter: string },
  ways: readonly Way[],
  at: number,
): Outcome<Way, (typeof WAY_RULES)[number]> {
  if (ways.length === 0) return refuse('matter_not_decided', { matter });
  const way = ways[at];
  if (!way) return refuse('way_unknown', { ways: ways.length });
  return fitsKind(kind, way) ? accept(way) : refuse('way_unfit', { method: way.method });
}

/**
 * With these methods “none of these” (in most questions: no change) is one more option, which nobody added
 * and nobody can withdraw: it is ranked like the others, and what is not ranked above it does not win.
 */
const WITH_NONE: readonly Method[] = ['schulze', 'ranked_pairs'];

export function hasNone(kind: string, way: Pick<Way, 'method'>): boolean {
  return kindNamed(kind).options === 'several' && WITH_NONE.includes(way.method);
}

/** The id of “none of these” on ballots and in counts; no option has it. */
export const NONE = 'none';

/** More than these on one ballot nobody can weigh. */
export const MOST_OPTIONS = 500;
export const MOST_ACTS = 20;
/** No more people than these stand together. */
export const MOST_POSTS = 12;
export const LENGTHS = { title: 120, body: 10_000, optionTitle: 120, optionBody: 2_000 } as const;

/** The posts that whoever wins is given, in their order. */
export function postsOf(post: Post | null): readonly string[] {
  return post === null ? [] : [post.role, ...(post.also ?? [])];
}

/** How many people a proposal finds a place for. */
export function placesOf(asked: {
  readonly kind: string;
  readonly seats: number;
  readonly post: Post | null;
}): number {
  return kindNamed(asked.kind).candidates === 'slates' ? postsOf(asked.post).length : asked.seats;
}

/** The act by which a candidate who wins is given the post. */
export function appointing(post: Post, member: MemberId) {
  return {
    command: 'agents.appoint',
    input: {
      role: post.role,
      member,
      ...(post.startsOn === undefined ? {} : { startsOn: post.startsOn }),
      ...(post.endsOn === undefined ? {} : { endsOn: post.endsOn }),
    },
  };
}
