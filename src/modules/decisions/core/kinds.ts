/**
 * What a proposal can be for. A kind is data: which acts its options may carry, in which ways it can be
 * decided, whether there is one thing to say yes to or several to choose from. Its words (`kind.<kind>`, with a
 * first title and a first body for whoever does not know how to begin) stand in the locales.
 */
import type { MemberId } from '#kernel/command';
import { BUDGET_MATTER, BUDGET_METHODS, METHODS, YES_NO_METHODS, type Method, type Way } from '#agents';

export const KINDS = [
  'resolution',
  'appointment',
  'election',
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
  /** Options are people, and whoever wins is given a post. */
  readonly candidates: boolean;
  /** Any member may add an option while it is talked over. */
  readonly open: boolean;
  /** What it needs beside its words. */
  readonly needs: readonly ('post' | 'pot')[];
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
  candidates: false,
  open: false,
  needs: [],
});

const KIND: Readonly<Record<Kind, KindSpec>> = {
  resolution: { ...yesNo([]), acts: 'none' },
  appointment: yesNo(['agents.appoint']),
  election: {
    options: 'several',
    commands: ['agents.appoint'],
    acts: 'some',
    methods: CHOOSING,
    candidates: true,
    open: true,
    needs: ['post'],
  },
  recall: yesNo(['agents.revoke']),
  amendment: yesNo(['agents.amend']),
  membership: yesNo([
    'agents.admit',
    'agents.decline',
    'agents.enter_on_paper',
    'agents.exclude',
    'agents.lift_suspension',
    'agents.suspend',
  ]),
  ending: yesNo(['agents.dissolve']),
  act: yesNo('any'),
  choice: {
    options: 'several',
    commands: [],
    acts: 'none',
    methods: CHOOSING,
    candidates: false,
    open: true,
    needs: [],
  },
  budget: {
    options: 'several',
    commands: [],
    acts: 'none',
    methods: BUDGET_METHODS,
    candidates: false,
    open: true,
    needs: ['pot'],
  },
  lot: {
    options: 'several',
    commands: ['agents.appoint'],
    acts: 'none',
    methods: LOT,
    candidates: true,
    open: true,
    needs: [],
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
 * The matter of a proposal of this kind; null where it is that of its acts. Whoever is drawn by lot for no post
 * is drawn by a resolution.
 */
export function matterOfKind(kind: Kind, hasPost: boolean): string | null {
  switch (kind) {
    case 'resolution':
    case 'choice':
      return RESOLVE_MATTER;
    case 'budget':
      return BUDGET_MATTER;
    case 'election':
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

/**
 * With these methods “none of these” (in most questions: no change) is one more option, which nobody added and
 * nobody can withdraw: it is ranked like the others, and what is not ranked above it does not win.
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
export const LENGTHS = { title: 120, body: 10_000, optionTitle: 120, optionBody: 2_000 } as const;

/** The act by which a candidate who wins is given the post. */
export function appointing(
  post: {
    readonly role: string;
    readonly startsOn?: string | undefined;
    readonly endsOn?: string | undefined;
  },
  member: MemberId,
) {
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
