/**
 * No power without a mandate. Before anything is decided, this pure function says what an act would rest on:
 * the person themself, their membership, a post they hold, signatures, or the founding. If nothing carries
 * it, the refusal says who could.
 *
 * The caller has loaded standing, statutes and signatures behind the organization's gate.
 */
import { civilDateAt } from '#kernel/calendar';
import type { About, Authority, Ground, MemberId, PersonId } from '#kernel/command';
import { accept, refuse, type Json, type Outcome } from '#kernel/outcome';
import { decidesTogether, standsFully, type Mandate, type Standing } from './standing.ts';
import { signaturesNeeded, votes, type Articles, type Limit, type Power } from './statutes.ts';
import { entrenchedAmong, isAsStrict, waysFor, type Way } from './voice.ts';

export type AuthorityRule =
  | 'sign_in_first'
  | 'no_standing'
  | 'group_is_dissolved'
  | 'group_is_founded'
  | 'not_yours'
  | 'only_the_house'
  | 'membership_suspended'
  | 'members_only'
  | 'matter_has_no_power'
  | 'no_mandate'
  | 'mandate_ended'
  | 'own_benefit'
  | 'over_limit_per_act'
  | 'over_limit_per_period'
  | 'needs_decision'
  | 'not_by_decision'
  | 'decided_another_way'
  | 'signatures_missing';

export const AUTHORITY_RULES: readonly AuthorityRule[] = [
  'sign_in_first',
  'no_standing',
  'group_is_dissolved',
  'group_is_founded',
  'not_yours',
  'only_the_house',
  'membership_suspended',
  'members_only',
  'matter_has_no_power',
  'no_mandate',
  'mandate_ended',
  'own_benefit',
  'over_limit_per_act',
  'over_limit_per_period',
  'needs_decision',
  'not_by_decision',
  'decided_another_way',
  'signatures_missing',
];

/** A signature on the very act that is asked for, with the standing its signer has today. */
export interface Signature {
  readonly member: MemberId;
  /** Distinct persons are counted; a member on paper is their own person. */
  readonly person: string;
  readonly standing: Standing;
  /** Members of the signer's household, where they sign by a post. */
  readonly household?: readonly string[];
}

export interface Group {
  readonly state: 'draft' | 'founded' | 'dissolved' | 'house';
  readonly articles: Articles;
  /** How many members decide together today. */
  readonly voting: number;
  /** In which a day of the group begins. */
  readonly timeZone: string;
}

/** A group as it is loaded behind its gate. */
export interface LoadedGroup extends Group {
  readonly form: string;
  readonly statutesVersion: number;
}

/** What a group has decided together, one act of it. */
export interface Decided {
  readonly proposal: string;
  /** Which of its acts, from 1. */
  readonly position: number;
  /** The way in which it was decided. */
  readonly way: Way;
}

export interface Question {
  readonly grounds: readonly Ground[];
  readonly matter: string;
  readonly about: About;
  readonly person: PersonId | null;
  readonly operator: boolean;
  readonly standing: Standing;
  readonly group: Group;
  readonly afterEnd: boolean;
  readonly today: string;
  /** The waiting act this one carries out, if any, and everybody who signed it. */
  readonly waiting: string | null;
  readonly signatures: readonly Signature[];
  /** The decision that this act carries out, if any. */
  readonly decided?: Decided | null;
  /** The host asks, because the rules say that it is time. */
  readonly clock?: boolean;
  /** The article that the clock carries out; without it, the one about deciding together. */
  readonly article?: string | undefined;
  /** Members of the actor's household, the actor included. */
  readonly household: readonly string[];
  /** What a post has already used of its limit in the period that ends today. */
  readonly used: (role: string, days: number) => { readonly acts: number; readonly amountMinor: bigint };
}

type Answer = Outcome<Authority, AuthorityRule>;

/** Decides what the act rests on, or why nothing carries it. */
export function authorize(question: Question): Answer {
  const { grounds, person, operator, group, standing } = question;
  // The operator acts in the house's own books alone; in a group they are nobody.
  if (grounds.includes('house') && operator && group.state === 'house') return accept({ by: 'house' });
  if (question.decided) return byDecision(question, question.decided);
  if (grounds.includes('clock') && question.clock === true) return byClock(question);
  if (grounds.includes('bearer')) return byBearer(question);
  if (person === null) return refuse('sign_in_first');
  if (group.state === 'dissolved' && !question.afterEnd) {
    return standing.membership ? refuse('group_is_dissolved') : refuse('no_standing');
  }
  if (question.waiting !== null) return bySigners(question);
  if (grounds.includes('open')) return accept({ by: 'self' });
  if (grounds.includes('self')) return ownMatter(question);
  if (grounds.includes('founder') && group.state === 'draft') return foundersMatter(question);
  return membersMatter(question);
}

/**
 * A decision carries what the rules in force give to decisions, in a way that is no weaker than they ask for
 * now; never what is somebody's own.
 */
function byDecision({ grounds, matter, about, group }: Question, decided: Decided): Answer {
  if (group.state === 'dissolved') return refuse('group_is_dissolved');
  if (!grounds.includes('statutes') || group.state !== 'founded') return refuse('not_by_decision');
  const ways = waysFor(group.articles, matter, about.touches);
  if (ways.length === 0) return refuse('not_by_decision', { matter });
  if (!ways.some((way) => isAsStrict(decided.way, way))) return refuse('decided_another_way', { matter });
  return accept({ by: 'decision', proposal: decided.proposal, position: decided.position, matter });
}

function byClock({ group, article = 'voice' }: Question): Answer {
  return group.state === 'founded' ? accept({ by: 'statute', article }) : refuse('group_is_dissolved');
}

/** Whether the token is one is for the command to say; whoever holds it is nobody to the group. */
function byBearer({ group }: Question): Answer {
  return group.state === 'founded' ? accept({ by: 'bearer' }) : refuse('group_is_dissolved');
}

function ownMatter({ about, person, standing }: Question): Answer {
  const own = about.self ?? null;
  if (own !== null && (own === person || own === standing.membership?.id)) return accept({ by: 'self' });
  return standing.membership === null ? refuse('no_standing') : refuse('not_yours');
}

function foundersMatter({ standing }: Question): Answer {
  if (standing.membership === null) return refuse('no_standing');
  if (standing.kind !== 'founder') return refuse('members_only');
  return accept({ by: 'founding', member: standing.membership.id });
}

function membersMatter(question: Question): Answer {
  const { grounds, group, standing } = question;
  const membership = standing.membership;
  if (membership === null) return refuse('no_standing');
  if (standing.kind === 'suspended')
    return refuse('membership_suspended', { until: membership.suspendedUntil });
  const draft = group.state === 'draft';
  if (!standsFully(standing.kind, draft)) return refuse('members_only', { standing: standing.kind });
  if (grounds.includes('member')) return accept({ by: 'membership', member: membership.id });
  if (!grounds.includes('statutes')) {
    return grounds.includes('house') ? refuse('only_the_house') : refuse('group_is_founded');
  }
  const power = powerIn(group, question.matter);
  if (!power) return refuse('matter_has_no_power', { matter: question.matter });
  return guarded(question, power) ?? byPower(question, power, membership.id);
}

const REHEARSED: Power = { by: 'members', share: 'majority' };

/**
 * Who carries a matter in this group now. A draft has nothing to decide with yet: what is for decisions, more
 * than half of its founders sign.
 */
export function powerIn(group: Pick<Group, 'state' | 'articles'>, matter: string): Power | undefined {
  const power = group.articles.powers[matter];
  return power?.by === 'decision' && group.state === 'draft' ? REHEARSED : power;
}

/** An article that asks for more than signatures; with all of us signing, nobody is left to be protected. */
function guarded({ group, matter, about }: Question, power: Power): Answer | null {
  if (group.state === 'draft' || about.touches === undefined) return null;
  if (power.by === 'members' && 'share' in power && power.share === 'all') return null;
  const entrenched = entrenchedAmong(group.articles, about.touches);
  return entrenched.length === 0
    ? null
    : refuse('needs_decision', { matter, articles: entrenched.map((one) => one.article) });
}

function byPower(question: Question, power: Power, member: MemberId): Answer {
  switch (power.by) {
    case 'member':
      return byAnyMember(question, power, member);
    case 'role':
      return byRole(question, power, member);
    case 'roles':
      return byRoles(question, power);
    case 'members':
      return byMembers(question, power, member);
    case 'decision':
      return decides(question)
        ? refuse('needs_decision', { matter: question.matter })
        : noMandate(question, power);
  }
}

function byAnyMember(question: Question, power: Power, member: MemberId): Answer {
  if (!decides(question)) return noMandate(question, power);
  if (isParty(question, member)) return refuse('own_benefit', { matter: question.matter });
  return accept({ by: 'membership', member });
}

function decides({ standing, group }: Question): boolean {
  return (
    decidesTogether(standing.kind, group.state === 'draft') &&
    standing.membership !== null &&
    votes(group.articles, standing.membership.class)
  );
}

/**
 * The refusal tells who could: the power itself, and when a post of theirs that would carry it was last over.
 */
function noMandate({ matter, standing, group }: Question, power: Power): Answer {
  const roles = power.by === 'role' ? [power.role] : power.by === 'roles' ? power.among : [];
  const over = standing.pastPosts
    .filter((post) => roles.includes(post.role))
    .map(({ role, endedAt, endsOn }) => ({
      role,
      endedOn: endedAt === null ? endsOn : civilDateAt(endedAt, group.timeZone),
    }))
    .reduce<{ role: string; endedOn: string } | null>(
      (last, one) => (last === null || one.endedOn > last.endedOn ? one : last),
      null,
    );
  const who = { matter, power: power as unknown as Json };
  return over ? refuse('mandate_ended', { ...who, ...over }) : refuse('no_mandate', who);
}

function gains(question: Question, member: string, household: readonly string[]): boolean {
  const gaining = question.about.beneficiaries ?? [];
  return gaining.some((one) => one === member || household.includes(one));
}

/** Nobody is judge in their own matter; that is asked of a vote in common, where all have one, alone. */
function isParty({ about }: Question, member: string): boolean {
  return about.parties?.includes(member) === true;
}

function byRole(question: Question, power: Extract<Power, { by: 'role' }>, member: MemberId): Answer {
  const post = question.standing.posts.find((one) => one.role === power.role);
  if (!post) return noMandate(question, power);
  if (gains(question, member, question.household) || isParty(question, member))
    return refuse('own_benefit', { matter: question.matter });
  const over = overLimit(question, power.role, power.upTo);
  if (over) return over;
  const amount = question.about.amountMinor;
  return accept({
    by: 'mandate',
    member,
    role: post.role,
    mandate: post.id,
    matter: question.matter,
    ...(amount === undefined ? {} : { amountMinor: String(amount) }),
  });
}

function overLimit(question: Question, role: string, limit: Limit | undefined): Answer | null {
  if (!limit) return null;
  const amount = question.about.amountMinor ?? 0n;
  if (limit.perActMinor !== undefined && amount > BigInt(limit.perActMinor)) {
    return refuse('over_limit_per_act', { role, limitMinor: limit.perActMinor, amountMinor: String(amount) });
  }
  const per = limit.per;
  if (!per) return null;
  const used = question.used(role, per.days);
  const tooMany = per.acts !== undefined && used.acts + 1 > per.acts;
  const tooMuch = per.amountMinor !== undefined && used.amountMinor + amount > BigInt(per.amountMinor);
  if (!tooMany && !tooMuch) return null;
  return refuse('over_limit_per_period', {
    role,
    days: per.days,
    ...(tooMany ? { acts: per.acts } : { limitMinor: per.amountMinor }),
  });
}

type RolesPower = Extract<Power, { by: 'roles' }>;
type MembersPower = Extract<Power, { by: 'members' }>;

function holdsAmong(power: RolesPower, posts: readonly Mandate[]): boolean {
  return posts.some((post) => power.among.includes(post.role));
}

function byRoles(question: Question, power: RolesPower): Answer {
  if (!holdsAmong(power, question.standing.posts)) return noMandate(question, power);
  const own = question.standing.membership?.id ?? '';
  if (gains(question, own, question.household) || isParty(question, own))
    return refuse('own_benefit', { matter: question.matter });
  return bySignatures(question, rolesSigned(question, power), power.of);
}

function byMembers(question: Question, power: MembersPower, member: MemberId): Answer {
  const own = byAnyMember(question, power, member);
  const needed = signaturesNeeded(power, question.group.voting);
  if (!own.ok || needed === 1) return own;
  return bySignatures(question, membersSigned(question), needed);
}

/**
 * What waited is done by those who signed it, whoever hands in the last signature, and however few it takes
 * by now: so it is done once.
 */
function bySigners(question: Question): Answer {
  const power = powerIn(question.group, question.matter);
  const entrenched = power && guarded(question, power);
  if (entrenched) return entrenched;
  switch (power?.by) {
    case 'roles':
      return bySignatures(question, rolesSigned(question, power), power.of);
    case 'members':
      return bySignatures(question, membersSigned(question), signaturesNeeded(power, question.group.voting));
    case 'decision':
      return refuse('needs_decision', { matter: question.matter });
    default:
      return refuse('matter_has_no_power', { matter: question.matter });
  }
}

function rolesSigned(question: Question, power: RolesPower): Signature[] {
  return question.signatures.filter(
    (one) =>
      holdsAmong(power, one.standing.posts) &&
      !isParty(question, one.member) &&
      !gains(question, one.member, one.household ?? []),
  );
}

function membersSigned(question: Question): Signature[] {
  const { group, signatures } = question;
  return signatures.filter(
    ({ member, standing }) =>
      !isParty(question, member) &&
      decidesTogether(standing.kind, group.state === 'draft') &&
      standing.membership !== null &&
      votes(group.articles, standing.membership.class),
  );
}

function bySignatures(question: Question, signers: readonly Signature[], needed: number): Answer {
  const persons = new Map(signers.map((one) => [one.person, one.member]));
  const members = [...persons.values()].sort();
  if (members.length < needed) {
    return refuse('signatures_missing', { matter: question.matter, needed, have: members.length });
  }
  return accept({ by: 'signatures', members, needed, waiting: question.waiting });
}
