/**
 * A ballot, before it is cast: what can be said on it, what makes it invalid, and what it means to leave it
 * empty. Whoever votes is told both before they cast; nobody's ballot is left out of the count in silence.
 */
import { z } from 'zod';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Method, Way } from '#agents';
import { hasNone, kindNamed, NONE } from './kinds.ts';
import type { ParityRule } from './parity.ts';
import { ballotOf, type Choices, type Proposal, type ProposalOption } from './proposal.ts';

/** What of a frozen question a ballot and its count depend on. */
export interface BallotQuestion {
  readonly title: string;
  readonly way: Way;
  readonly seats: number;
  readonly potMinor: bigint | null;
  readonly unit: string | null;
  /** Whether what one voter wants funded must fit into the pot. */
  readonly withinPot?: boolean;
  /** Whether “no change” is one of the options. */
  readonly none: boolean;
  /** Who must be among those who are elected. */
  readonly parity?: readonly ParityRule[];
  readonly options: readonly BallotOption[];
}

export interface BallotOption {
  readonly id: string;
  readonly title: string;
  readonly costMinor: bigint | null;
  readonly excludes: string | null;
  /** Of which of the groups that the election speaks of a candidate says they are. */
  readonly groups?: readonly string[];
}

/** The best mark; the worst is 0. */
export const HIGHEST_MARK = 5;

/** What of a proposal in its vote a ballot and its count depend on. */
export function ballotQuestionOf(
  proposal: Pick<Proposal, 'title' | 'kind' | 'seats' | 'potMinor' | 'unit' | 'parity'> & {
    readonly way: Way;
  },
  options: readonly ProposalOption[],
): BallotQuestion {
  const { title, kind, way, seats, potMinor, unit, parity } = proposal;
  const standing = options.filter((one) => one.withdrawnAt === null);
  const question = { title, way, seats, potMinor, unit, none: hasNone(kind, way) };
  // People who stand together have kept the places among themselves before the vote opened.
  if (kindNamed(kind).candidates !== 'people') return { ...question, options: standing };
  const own = (one: ProposalOption) => one.people.flatMap(({ groups }) => groups);
  return { ...question, parity, options: standing.map((one) => ({ ...one, groups: own(one) })) };
}

/** More than any question has, so that what is too long is refused before it is looked at. */
const MOST_OPTIONS = 600;

const optionId = z.string().min(1).max(60);
const optionList = z.array(optionId).max(MOST_OPTIONS);

/** A ballot as it is asked for; whether it fits the question, `checkBallot` says. */
export const choicesInput: z.ZodType<Choices> = z.discriminatedUnion('ballot', [
  z.object({ ballot: z.literal('yes_no'), says: z.enum(['yes', 'no', 'abstain']) }),
  z
    .object({
      ballot: z.literal('consent'),
      says: z.enum(['consent', 'aside', 'object', 'abstain']),
      reason: z.string().max(2_000).optional(),
    })
    .transform(({ reason, ...rest }) => (reason === undefined ? rest : { ...rest, reason })),
  z.object({ ballot: z.literal('approve'), options: optionList }),
  z.object({
    ballot: z.literal('marks'),
    marks: z
      .record(optionId, z.number())
      .refine((marks) => Object.keys(marks).length <= MOST_OPTIONS, { message: 'too many marks' }),
  }),
  z.object({ ballot: z.literal('rank'), ranking: z.array(optionList).max(MOST_OPTIONS) }),
  z.object({ ballot: z.literal('fund'), options: optionList }),
]);

export const BALLOT_RULES = [
  'ballot_of_another_kind',
  'ballot_names_unknown',
  'ballot_names_twice',
  'ballot_place_shared',
  'ballot_mark_wrong',
  'ballot_over_pot',
  'objection_without_reason',
] as const;
export type BallotRule = (typeof BALLOT_RULES)[number];

/**
 * Where a ballot is filled in. On a screen, what would not count can be put right before it is cast; a paper
 * lies in the box already, and counts as far as its method can follow it.
 */
export type Medium = 'screen' | 'paper';

/** With these methods a vote passes from one to the next, and goes no further than a place that two share. */
export function hasOwnPlaces(method: Method): boolean {
  return method === 'scottish_stv' || method === 'meek';
}

/**
 * Whether the ballot can be counted, and how it is kept: in an order of its own, so that two who choose the
 * same leave the same ballot.
 */
export function checkBallot(
  question: BallotQuestion,
  choices: Choices,
  medium: Medium = 'screen',
): Outcome<Choices, BallotRule> {
  const kind = ballotOf(question.way.method);
  if (choices.ballot !== kind)
    return refuse('ballot_of_another_kind', { asked: kind, given: choices.ballot });
  const named = namesOn(choices);
  const order = placesIn(question);
  const unknown = named.find((one) => !order.has(one));
  if (unknown !== undefined) return refuse('ballot_names_unknown', { option: unknown });
  const twice = named.find((one, at) => named.indexOf(one) !== at);
  if (twice !== undefined) return refuse('ballot_names_twice', { option: twice });
  const sorted = (options: readonly string[]) => [...options].sort((a, b) => order.get(a)! - order.get(b)!);
  switch (choices.ballot) {
    case 'yes_no':
      return accept(choices);
    case 'consent':
      return checkConsent(choices);
    case 'approve':
      return accept({ ...choices, options: sorted(choices.options) });
    case 'marks':
      return checkMarks(choices, sorted(named));
    case 'rank': {
      const shared = choices.ranking.find((place) => place.length > 1);
      if (shared && medium === 'screen' && hasOwnPlaces(question.way.method))
        return refuse('ballot_place_shared', { options: sorted(shared) });
      // Numbered fields leave gaps; what is behind a gap is no less meant.
      return accept({
        ...choices,
        ranking: choices.ranking.filter((place) => place.length > 0).map((place) => sorted(place)),
      });
    }
    case 'fund':
      return checkFund(question, { ...choices, options: sorted(choices.options) });
  }
}

type Of<Kind extends Choices['ballot']> = Extract<Choices, { ballot: Kind }>;

function checkConsent(choices: Of<'consent'>): Outcome<Choices, BallotRule> {
  const reason = choices.reason?.trim() ?? '';
  if (choices.says === 'object' && reason === '') return refuse('objection_without_reason');
  return accept({ ballot: 'consent', says: choices.says, ...(reason === '' ? {} : { reason }) });
}

function checkMarks(choices: Of<'marks'>, order: readonly string[]): Outcome<Choices, BallotRule> {
  for (const option of order) {
    const mark = choices.marks[option]!;
    if (!Number.isInteger(mark) || mark < 0 || mark > HIGHEST_MARK)
      return refuse('ballot_mark_wrong', {
        option,
        mark: Number.isFinite(mark) ? mark : null,
        highest: HIGHEST_MARK,
      });
  }
  return accept({ ...choices, marks: Object.fromEntries(order.map((one) => [one, choices.marks[one]!])) });
}

function checkFund(question: BallotQuestion, choices: Of<'fund'>): Outcome<Choices, BallotRule> {
  if (question.withinPot !== true) return accept(choices);
  const costs = new Map(question.options.map((one) => [one.id, one.costMinor ?? 0n]));
  const cost = choices.options.reduce((sum, one) => sum + costs.get(one)!, 0n);
  const pot = question.potMinor ?? 0n;
  return cost <= pot
    ? accept(choices)
    : refuse('ballot_over_pot', { costMinor: String(cost), potMinor: String(pot), unit: question.unit });
}

function namesOn(choices: Choices): readonly string[] {
  switch (choices.ballot) {
    case 'yes_no':
    case 'consent':
      return [];
    case 'approve':
    case 'fund':
      return choices.options;
    case 'marks':
      return Object.keys(choices.marks);
    case 'rank':
      return choices.ranking.flat();
  }
}

function placesIn({ options, none }: BallotQuestion): Map<string, number> {
  const ids = options.map((one) => one.id);
  return new Map([...ids, ...(none ? [NONE] : [])].map((id, at) => [id, at]));
}

/** Whether somebody took part without choosing anything: counted for the quorum, and for nothing else. */
export function isBlank(choices: Choices | null): boolean {
  if (choices === null) return true;
  if (choices.ballot === 'yes_no' || choices.ballot === 'consent') return choices.says === 'abstain';
  return namesOn(choices).length === 0;
}

/** The ballot of somebody who takes part and leaves it empty. */
export function blankBallot(method: Method): Choices | null {
  const ballot = ballotOf(method);
  switch (ballot) {
    case null:
      return null;
    case 'yes_no':
    case 'consent':
      return { ballot, says: 'abstain' };
    case 'marks':
      return { ballot, marks: {} };
    case 'rank':
      return { ballot, ranking: [] };
    case 'approve':
    case 'fund':
      return { ballot, options: [] };
  }
}

/** The sentences that are said before somebody casts: keys of words, in their order. */
export function whatCounts(question: BallotQuestion, medium: Medium = 'screen'): readonly string[] {
  const { way } = question;
  const ballot = ballotOf(way.method);
  if (ballot === null) return ['ballot.told.lot'];
  return [
    `ballot.told.fill.${ballot}`,
    ...(ballot === 'fund' ? [`ballot.told.pot.${question.withinPot === true ? 'within' : 'free'}`] : []),
    ...(ballot === 'rank' ? [`ballot.told.place.${placeMeans(way.method, medium)}`] : []),
    ...(question.none ? ['ballot.told.none'] : []),
    ...(question.parity && question.parity.length > 0 ? ['ballot.told.parity'] : []),
    `ballot.told.invalid.${ballot}`,
    `ballot.told.${ballot === 'yes_no' || ballot === 'consent' ? 'neither' : 'blank'}.${blankMeans(way)}`,
    `ballot.told.change.${way.secrecy}`,
    `ballot.told.secrecy.${way.secrecy}`,
  ];
}

/**
 * What the same number beside two does: it is asked for anew, ends the ballot, or says that they are equal.
 */
function placeMeans(method: Method, medium: Medium): 'own' | 'ends' | 'equal' {
  if (!hasOwnPlaces(method)) return 'equal';
  return medium === 'screen' ? 'own' : 'ends';
}

/** What it does to take part and choose nothing: of a part of the whole roll it is like a no. */
function blankMeans({ method, base, quorumPercent }: Way): 'roll' | 'quorum' | 'nothing' {
  if (method === 'majority' && base === 'roll') return 'roll';
  return quorumPercent > 0 ? 'quorum' : 'nothing';
}
