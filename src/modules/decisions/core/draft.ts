/**
 * What can be written into a draft: whether what it asks for can be decided together at all in this group,
 * and whether it has what its kind needs. Whether its acts can be done is found out when they are done, under
 * the rules of that day.
 */
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Json, type Outcome, type Refused } from '#kernel/outcome';
import { standingKind, standsFully, waysFor, type Articles, type Membership } from '#agents';
import { appointing, fitsKind, kindNamed, matterOfKind, placesOf, postsOf, type Kind } from './kinds.ts';
import { decideParity, PARITY_RULES, type ParityRule } from './parity.ts';
import type { Post, ProposedAct } from './proposal.ts';

/** An act as the commands of this house know it: what is asked is in order, and this is its matter. */
export interface KnownAct {
  readonly act: ProposedAct;
  readonly matter: string;
  /** The articles that it changes, if it is an amendment. */
  readonly touches: readonly string[];
}

/** Looks an act up and parses what it asks; the commands of the module hand this in. */
export type LookUp = (command: string, input: Json) => Outcome<KnownAct, 'act_not_decided' | 'act_misshapen'>;

export interface AskedOption {
  readonly title: string;
  readonly body: string;
  readonly member?: MemberId | undefined;
  /** Who stands together: one for each of the posts, in their order. */
  readonly people?: readonly MemberId[] | undefined;
  readonly costMinor?: string | undefined;
  readonly excludes?: string | undefined;
}

export interface AskedDraft {
  readonly kind: Kind;
  readonly title: string;
  readonly body: string;
  /** Of a yes-or-no proposal: what it brings about. */
  readonly acts: readonly { readonly command: string; readonly input: Json }[];
  readonly options: readonly AskedOption[];
  readonly seats: number;
  /** What it costs, of a yes-or-no proposal that has no pot. */
  readonly costMinor?: string | undefined;
  readonly potMinor?: string | undefined;
  readonly unit?: string | undefined;
  readonly post?: Post | undefined;
  readonly parity?: readonly ParityRule[] | undefined;
}

/** One who would be given a post; whoever puts themself forward agrees by that. */
export type DraftPerson = {
  readonly who: MemberId;
  readonly agreed: boolean;
  /** Of which groups they say they are; null where they are forgotten. */
  readonly groups: readonly string[] | null;
};

export type DraftOption = {
  readonly title: string;
  /** Null for a candidate, who has a statement. */
  readonly body: string | null;
  /** What a candidate says of themself, or another of them. */
  readonly statement: string | null;
  readonly candidate: MemberId | null;
  /** Who has to agree, for it to be voted on. */
  readonly people: readonly DraftPerson[];
  readonly costMinor: string | null;
  readonly excludes: string | null;
  readonly acts: readonly ProposedAct[];
};

export type DecidedDraft = {
  readonly matter: string;
  readonly seats: number;
  readonly potMinor: string | null;
  readonly unit: string | null;
  readonly post: Post | null;
  readonly parity: readonly ParityRule[];
  readonly options: readonly DraftOption[];
};

export const OPTION_RULES = [
  'title_missing',
  'candidate_missing',
  'candidate_twice',
  'posts_unfilled',
  'member_unknown',
  'member_not_in_standing',
  'cost_missing',
  'cost_over_pot',
  'cost_unfit',
] as const;
export type OptionRule = (typeof OPTION_RULES)[number];

export const DRAFT_RULES = [
  'act_not_for_kind',
  'act_not_decided',
  'act_misshapen',
  'acts_missing',
  'acts_of_several_matters',
  'one_thing_only',
  'post_missing',
  'one_post_only',
  'posts_too_few',
  'role_unknown',
  'pot_missing',
  'seats_too_many',
  'matter_not_decided',
  ...PARITY_RULES,
  ...OPTION_RULES,
] as const;
export type DraftRule = (typeof DRAFT_RULES)[number];

/** What a draft stands on: the rules, and whoever its options name. */
export interface Ground {
  readonly articles: Articles;
  readonly members: ReadonlyMap<MemberId, Membership>;
  readonly today: string;
  readonly lookUp: LookUp;
  /** Whether a candidate has agreed: has put themself forward, or said so before. */
  readonly agrees: (member: MemberId) => boolean;
}

export function decideDraft(asked: AskedDraft, ground: Ground): Outcome<DecidedDraft, DraftRule> {
  const { articles } = ground;
  const spec = kindNamed(asked.kind);
  const acts = knownActs(asked, ground);
  if (!acts.ok) return acts;
  const needs = checkNeeds(asked, articles);
  if (needs) return needs;
  const matters = new Set(acts.value.map((one) => one.matter));
  if (matters.size > 1) return refuse('acts_of_several_matters', { matters: [...matters].sort() });
  const matter = matterOfKind(asked.kind, asked.post !== undefined) ?? [...matters][0]!;
  const touches = acts.value.flatMap((one) => one.touches);
  if (!waysFor(articles, matter, touches).some((way) => fitsKind(asked.kind, way))) {
    return refuse('matter_not_decided', { matter });
  }
  const post = spec.candidates === null ? null : (asked.post ?? null);
  const places = placesOf({ ...asked, post });
  const parity = decideParity(asked.parity ?? [], places, spec.candidates !== null);
  if (!parity.ok) return parity;
  const pot = spec.needs.includes('pot') ? asked.potMinor! : null;
  const unit = pot === null && !spec.mayCost ? null : (asked.unit ?? null);
  const unfit = costUnfit(asked.costMinor, spec.mayCost && spec.options === 'one', unit);
  if (unfit) return unfit;
  const options =
    spec.options === 'one'
      ? accept([
          theOne(
            acts.value.map((one) => one.act),
            asked.costMinor ?? null,
          ),
        ])
      : decideOptions(asked.options, { kind: asked.kind, post, potMinor: pot, unit, there: [] }, ground);
  if (!options.ok) return options;
  return accept({
    matter,
    seats: asked.seats,
    potMinor: pot,
    unit,
    post,
    parity: parity.value,
    options: options.value,
  });
}

function knownActs(asked: AskedDraft, { lookUp }: Ground): Outcome<readonly KnownAct[], DraftRule> {
  const spec = kindNamed(asked.kind);
  const known: KnownAct[] = [];
  for (const { command, input } of asked.acts) {
    const fits = spec.options === 'one' && (spec.commands === 'any' || spec.commands.includes(command));
    if (!fits) return refuse('act_not_for_kind', { command });
    const found = lookUp(command, input);
    if (!found.ok) return found;
    known.push(found.value);
  }
  if (spec.options === 'one' && spec.acts === 'some' && known.length === 0) return refuse('acts_missing');
  return accept(known);
}

type No = Outcome<never, DraftRule> | null;

function checkNeeds({ kind, options, post, potMinor, unit, seats }: AskedDraft, articles: Articles): No {
  const spec = kindNamed(kind);
  if (spec.options === 'one' && options.length > 0) return refuse('one_thing_only');
  if (spec.needs.includes('post') && post === undefined) return refuse('post_missing');
  if (spec.needs.includes('pot') && (potMinor === undefined || unit === undefined))
    return refuse('pot_missing');
  // What is said yes to, and what a pot can pay for, is not counted in seats.
  const alone = spec.options === 'one' || spec.needs.includes('pot');
  if (alone && seats > 1) return refuse('seats_too_many', { most: 1 });
  if (spec.candidates === null || post === undefined) return null;
  const together = spec.candidates === 'slates';
  if (!together && post.also !== undefined) return refuse('one_post_only');
  if (together && postsOf(post).length < 2) return refuse('posts_too_few');
  // Who stands together is chosen together, once.
  if (together && seats > 1) return refuse('seats_too_many', { most: 1 });
  return checkHolders(postsOf(post), seats, articles);
}

/** Nobody is elected for whom there is no post. */
function checkHolders(posts: readonly string[], seats: number, { roles }: Articles): No {
  for (const post of new Set(posts)) {
    const role = roles.find((one) => one.role === post);
    if (!role) return refuse('role_unknown', { role: post });
    const wanted = seats * posts.filter((one) => one === post).length;
    if (wanted > role.holders) return refuse('seats_too_many', { most: role.holders });
  }
  return null;
}

/** What a yes-or-no proposal is about has no words but its own. */
function theOne(acts: readonly ProposedAct[], costMinor: string | null): DraftOption {
  const nobody = { candidate: null, people: [] };
  return { title: '', body: '', statement: null, ...nobody, costMinor, excludes: null, acts };
}

/** An amount is an amount of something, and nobody says what a post costs. */
function costUnfit(
  costMinor: string | undefined,
  may: boolean,
  unit: string | null,
): Refused<'cost_unfit'> | null {
  if (costMinor === undefined || (may && unit !== null)) return null;
  return refuse('cost_unfit', { why: may ? 'unit' : 'kind' });
}

/** To what options are added. */
export interface Around {
  readonly kind: string;
  readonly post: Post | null;
  readonly potMinor: string | null;
  /** Of what the pot is, or what the options cost; null where nobody has said. */
  readonly unit: string | null;
  /** Candidates who are there already. */
  readonly there: readonly MemberId[];
}

/** Decides on options of a kind with several, each by itself and beside those that are there. */
export function decideOptions(
  asked: readonly AskedOption[],
  around: Around,
  ground: Ground,
): Outcome<readonly DraftOption[], DraftRule> {
  const there = new Set(around.there);
  const options: DraftOption[] = [];
  const { candidates } = kindNamed(around.kind);
  for (const one of asked) {
    const decided =
      candidates === 'people'
        ? decideCandidate(one, around, there, ground)
        : candidates === 'slates'
          ? decideSlate(one, around, ground)
          : decideChoice(one, around);
    if (!decided.ok) return decided;
    if (decided.value.candidate !== null) there.add(decided.value.candidate);
    options.push(decided.value);
  }
  return accept(options);
}

function decideCandidate(
  { member, body }: AskedOption,
  { post }: Around,
  there: ReadonlySet<MemberId>,
  ground: Ground,
): Outcome<DraftOption, DraftRule> {
  if (member === undefined) return refuse('candidate_missing');
  if (there.has(member)) return refuse('candidate_twice', { member });
  const acts = actsFor([member], post, ground);
  if (!acts.ok) return acts;
  return accept({
    title: '',
    body: null,
    statement: body,
    candidate: member,
    people: [{ who: member, agreed: ground.agrees(member), groups: [] }],
    costMinor: null,
    excludes: null,
    acts: acts.value,
  });
}

/** People who stand together, one for each post. */
function decideSlate(
  { title, body, people = [] }: AskedOption,
  { post }: Around,
  ground: Ground,
): Outcome<DraftOption, DraftRule> {
  if (title === '') return refuse('title_missing');
  const posts = postsOf(post).length;
  if (people.length !== posts) return refuse('posts_unfilled', { posts, people: people.length });
  const twice = people.find((one, at) => people.indexOf(one) !== at);
  if (twice !== undefined) return refuse('candidate_twice', { member: twice });
  const acts = actsFor(people, post, ground);
  if (!acts.ok) return acts;
  return accept({
    title,
    body,
    statement: null,
    candidate: null,
    people: people.map((who) => ({ who, agreed: ground.agrees(who), groups: [] })),
    costMinor: null,
    excludes: null,
    acts: acts.value,
  });
}

/** Whether these can be put forward, and the acts by which they are given their posts. */
function actsFor(
  people: readonly MemberId[],
  post: Post | null,
  { members, today, lookUp }: Ground,
): Outcome<readonly ProposedAct[], DraftRule> {
  const roles = postsOf(post);
  const acts: ProposedAct[] = [];
  for (const [at, member] of people.entries()) {
    const membership = members.get(member);
    if (membership?.endedOn !== null) return refuse('member_unknown');
    const standing = standingKind(membership, today);
    if (!standsFully(standing, false)) return refuse('member_not_in_standing', { standing });
    if (post === null) continue;
    const { command, input } = appointing({ ...post, role: roles[at]! }, member);
    const known = lookUp(command, input);
    if (!known.ok) return known;
    acts.push(known.value.act);
  }
  return accept(acts);
}

function decideChoice(
  { title, body, costMinor, excludes }: AskedOption,
  { kind, potMinor, unit }: Around,
): Outcome<DraftOption, DraftRule> {
  if (title === '') return refuse('title_missing');
  const shared = { title, body, statement: null, candidate: null, people: [], acts: [] };
  if (potMinor === null) {
    const unfit = costUnfit(costMinor, kindNamed(kind).mayCost, unit);
    return unfit ?? accept({ ...shared, costMinor: costMinor ?? null, excludes: null });
  }
  if (costMinor === undefined) return refuse('cost_missing');
  if (BigInt(costMinor) > BigInt(potMinor)) return refuse('cost_over_pot', { costMinor, potMinor });
  return accept({ ...shared, costMinor, excludes: excludes ?? null });
}
