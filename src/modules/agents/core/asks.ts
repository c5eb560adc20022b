/**
 * What a group asks of someone today, and what they may do in it: both follow from the same question that
 * every act is put to (see authorize.ts), asked beforehand, so that no button is shown that would only
 * refuse.
 */
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { About, Ground, MemberId, PersonId } from '#kernel/command';
import { authorize, powerIn, type Group } from './authorize.ts';
import { decidesTogether, inForce, isOver, standingKind, standingOf, standsFully } from './standing.ts';
import type { Mandate, Membership, Standing } from './standing.ts';
import { signaturesNeeded, votes } from './statutes.ts';
import { waysFor } from './voice.ts';

export interface Present {
  readonly group: Group & { readonly statutesVersion: number };
  readonly standing: Standing;
  readonly person: PersonId | null;
  readonly today: string;
}

/**
 * `alone`: it would be done at once. `together`: it would be written down and wait for others to sign.
 * `decision`: it can be proposed, and all of us decide.
 */
export type May = 'alone' | 'together' | 'decision' | null;

/** Whether someone could begin an act in this matter. Limits per period are left to the act itself. */
export function may(
  present: Present,
  matter: string,
  grounds: readonly Ground[] = ['statutes'],
  about: About = {},
): May {
  const { standing, person } = present;
  const own = standing.membership;
  const answer = authorize({
    grounds,
    matter,
    about,
    person,
    operator: false,
    standing,
    group: present.group,
    afterEnd: false,
    today: present.today,
    waiting: null,
    signatures: own ? [{ member: own.id, person: person ?? '', standing }] : [],
    household: own ? [own.id] : [],
    used: () => ({ acts: 0, amountMinor: 0n }),
  });
  if (answer.ok) return 'alone';
  if (answer.refusal.rule === 'signatures_missing') return 'together';
  return grounds.includes('statutes') && canPropose(present, matter, about) ? 'decision' : null;
}

/** The same for what is done here and now, and not put to the group first. */
export function mayByHand(present: Present, matter: string, grounds?: readonly Ground[]): boolean {
  const how = may(present, matter, grounds);
  return how === 'alone' || how === 'together';
}

/**
 * Whether this matter is in their hands: they alone do it, or sign it by a post. What any of us may sign, or
 * all of us decide, is in nobody’s: it opens no books.
 */
export function hasInHand(present: Present, matter: string): boolean {
  const how = may(present, matter);
  const power = powerIn(present.group, matter);
  return how === 'alone' || (how === 'together' && (power?.by === 'role' || power?.by === 'roles'));
}

/** Whether someone could put this to the group, besides or instead of whoever else may do it. */
export function canPropose(
  { group, standing }: Pick<Present, 'group' | 'standing'>,
  matter: string,
  { touches }: Pick<About, 'touches'> = {},
): boolean {
  const member = standing.membership;
  return (
    group.state === 'founded' &&
    member !== null &&
    decidesTogether(standing.kind, false) &&
    votes(group.articles, member.class) &&
    waysFor(group.articles, matter, touches).length > 0
  );
}

/**
 * Whether someone hands in what a member on paper signs in ink. Whoever answers for the entry does; where
 * they have gone or rest, anybody who could make such an entry, so that nobody on paper is left without a
 * hand.
 */
export function answersFor(present: Present, entered: Membership, answerer: Membership | undefined): boolean {
  const own = present.standing.membership;
  if (!own || entered.person !== null || entered.memberOrg !== null) return false;
  if (entered.endedOn !== null || entered.answeredBy === null) return false;
  if (entered.answeredBy === own.id) return true;
  const { group, today } = present;
  const there = answerer && standsFully(standingKind(answerer, today), group.state === 'draft');
  return !there && mayByHand(present, 'enter_on_paper', ['founder', 'statutes']);
}

export interface OpenAct {
  readonly waiting_id: string;
  readonly command: string;
  readonly matter: string;
  readonly input: unknown;
  readonly statutes_version: number;
  readonly opened_by: MemberId;
  readonly expires_at: string;
  readonly signatures: readonly { readonly member_id: MemberId; readonly statutes_version: number }[];
}

export interface SignatureCount {
  readonly have: number;
  readonly needed: number;
}

export function signatureCount(group: Group, act: Pick<OpenAct, 'matter' | 'signatures'>): SignatureCount {
  const power = powerIn(group, act.matter);
  const needed = power ? signaturesNeeded(power, group.voting) : act.signatures.length;
  return { have: act.signatures.length, needed };
}

/** Whether this person's signature is still wanted on an open act. */
export function wantsSignature(present: Present, act: OpenAct): boolean {
  const { group, standing } = present;
  const member = standing.membership;
  if (!member || act.statutes_version !== group.statutesVersion) return false;
  if (act.signatures.some((one) => one.member_id === member.id)) return false;
  if (!decidesTogether(standing.kind, group.state === 'draft') || !votes(group.articles, member.class))
    return false;
  const power = powerIn(group, act.matter);
  if (power?.by !== 'roles') return power?.by === 'members';
  return standing.posts.some((post) => power.among.includes(post.role));
}

export type Asked =
  | ({ readonly ask: 'sign'; readonly act: OpenAct; readonly by: string } & SignatureCount)
  | {
      readonly ask: 'found';
      readonly signed: boolean;
      readonly missing: readonly MemberId[];
      readonly of: number;
    }
  | { readonly ask: 'vouch'; readonly member: MemberId; readonly have: number; readonly needed: number }
  | { readonly ask: 'admit'; readonly member: MemberId }
  | { readonly ask: 'say_no'; readonly member: MemberId; readonly by: string }
  | { readonly ask: 'ink'; readonly act: OpenAct; readonly members: readonly MemberId[]; readonly by: string }
  | { readonly ask: 'household'; readonly member: MemberId; readonly own: MemberId }
  | { readonly ask: 'return'; readonly member: MemberId; readonly vouchers: readonly MemberId[] }
  | { readonly ask: 'post_ends'; readonly mandate: string; readonly role: string; readonly by: string };

/** How long before its end a post is spoken of. */
const NOTICE_DAYS = 30;

export interface Affairs {
  readonly members: readonly (Membership & { readonly vouchers: readonly MemberId[] })[];
  readonly mandates: readonly Mandate[];
  readonly open: readonly OpenAct[];
  /** Who has signed the founding of a draft, under the rules as they stand. */
  readonly founding: readonly MemberId[];
  /** Who has asked to be counted into the household of whoever looks. */
  readonly housemates: readonly MemberId[];
  /** Who is coming back on another device, vouched for by one of us and not yet by enough. */
  readonly returns: readonly Returning[];
}

export interface Returning {
  readonly request: string;
  readonly member: MemberId;
  readonly vouchers: readonly MemberId[];
}

/**
 * Whether an open act could still come about. Two may have asked for the same at the same moment: once one of
 * the acts is done, the other waits for nothing. Only what is certain is said here; the act itself decides.
 */
export function couldHappen(
  present: Pick<Present, 'group' | 'today'>,
  { members, mandates }: Pick<Affairs, 'members' | 'mandates'>,
  act: Pick<OpenAct, 'command' | 'input'>,
): boolean {
  const input = (act.input ?? {}) as { readonly member?: unknown; readonly mandate?: unknown };
  const about = members.find((one) => one.id === input.member);
  const post = mandates.find((one) => one.id === input.mandate);
  if (post && isOver(post, present.today, present.group.state === 'draft')) return false;
  if (!about) return true;
  const kind = standingKind(about, present.today);
  const asks = act.command === 'agents.admit' || act.command === 'agents.decline';
  if (asks) return kind === 'applicant';
  if (act.command === 'agents.lift_suspension') return kind === 'suspended';
  if (act.command === 'agents.suspend' && kind === 'suspended') return false;
  return kind !== 'ex_member';
}

/** What is asked of this person, what ends first leading; the founding of a draft before all else. */
export function decideAsks(present: Present, affairs: Affairs): readonly Asked[] {
  const asks = [...foundingAsks(present, affairs)];
  if (standsFully(present.standing.kind, present.group.state === 'draft')) {
    asks.push(
      ...signatureAsks(present, affairs),
      ...inkAsks(present, affairs),
      ...applicantAsks(present, affairs),
      ...ownAsks(present, affairs),
      ...returnAsks(present, affairs),
    );
  }
  return asks.sort((a, b) => order(a).localeCompare(order(b)));
}

function order(asked: Asked): string {
  if (asked.ask === 'found') return '';
  return 'by' in asked ? asked.by : '9';
}

function foundingAsks({ group, standing }: Present, { members, founding }: Affairs): Asked[] {
  if (group.state !== 'draft' || standing.kind !== 'founder') return [];
  const founders = members.filter((one) => one.founder && one.endedOn === null);
  const missing = founders.filter((one) => !founding.includes(one.id)).map((one) => one.id);
  const signed = founding.includes(standing.membership!.id);
  return [{ ask: 'found', signed, missing, of: founders.length }];
}

function signatureAsks(present: Present, affairs: Affairs): Asked[] {
  const { open, mandates } = affairs;
  return open
    .filter((act) => wantsSignature(present, act) && couldHappen(present, affairs, act))
    .map((act) => ({
      ask: 'sign',
      act: { ...act, input: wholeInput(act, mandates) },
      by: civilDateAt(act.expires_at, present.group.timeZone),
      ...signatureCount(present.group, act),
    }));
}

/**
 * Whoever has signed an act already still hands in the ink of those they answer for; before, one card is
 * enough.
 */
function inkAsks(present: Present, affairs: Affairs): Asked[] {
  return affairs.open
    .filter((act) => !wantsSignature(present, act) && couldHappen(present, affairs, act))
    .flatMap((act): Asked[] => {
      const members = inkWanted(present, affairs, act);
      const whole = { ...act, input: wholeInput(act, affairs.mandates) };
      const by = civilDateAt(act.expires_at, present.group.timeZone);
      return members.length === 0 ? [] : [{ ask: 'ink', act: whole, members, by }];
    });
}

/** The members on paper whose ink is wanted on an act, and whom this person answers for. */
export function inkWanted(
  present: Present,
  { members, mandates }: Pick<Affairs, 'members' | 'mandates'>,
  act: OpenAct,
): MemberId[] {
  const draft = present.group.state === 'draft';
  if (!standsFully(present.standing.kind, draft)) return [];
  return members
    .filter((one) => {
      const answerer = members.find((other) => other.id === one.answeredBy);
      if (!answersFor(present, one, answerer)) return false;
      const posts = mandates.filter((post) => post.member === one.id);
      const standing = standingOf(one, posts, present.today, draft, true);
      return wantsSignature({ ...present, standing }, act);
    })
    .map((one) => one.id);
}

/** An act on a post names it by its mandate; people know it by its name and by who holds it. */
export function wholeInput(act: Pick<OpenAct, 'input'>, mandates: readonly Mandate[]): unknown {
  const input = (act.input ?? {}) as { readonly mandate?: string };
  const mandate = mandates.find((one) => one.id === input.mandate);
  if (!mandate) return act.input;
  const { role, member, endsOn } = mandate;
  return { ...input, role, member, from: member, endsOn };
}

function applicantAsks(present: Present, { members, open }: Affairs): Asked[] {
  const { group, standing, today } = present;
  const own = standing.membership!.id;
  const needed = group.articles.admission.vouchers;
  const asks: Asked[] = [];
  for (const one of members.filter((member) => standingKind(member, today) === 'applicant')) {
    const have = one.vouchers.length;
    if (have < needed) {
      if (!one.vouchers.includes(own)) asks.push({ ask: 'vouch', member: one.id, have, needed });
    } else if (mayByHand(present, 'admit') && !open.some((act) => isAbout(act, 'agents.admit', one.id))) {
      asks.push({ ask: 'admit', member: one.id });
    }
  }
  return asks;
}

/** Whether an open act is that command, about that member. */
export function isAbout(act: OpenAct, command: string, member: MemberId): boolean {
  const input = act.input as { readonly member?: unknown } | null;
  return act.command === command && input?.member === member;
}

function ownAsks({ group, standing, today }: Present, affairs: Affairs): Asked[] {
  const { members, mandates, housemates } = affairs;
  const own = standing.membership!.id;
  const draft = group.state === 'draft';
  const onPaper = members
    .filter(
      (one) => one.answeredBy === own && one.endedOn === null && one.noUntil !== null && one.noUntil > today,
    )
    .map((one): Asked => ({ ask: 'say_no', member: one.id, by: one.noUntil! }));
  const soon = addDays(today as CivilDate, NOTICE_DAYS);
  const ending = mandates
    .filter((one) => one.member === own && inForce(one, today, draft) && one.endsOn <= soon)
    // Whoever has been given the post again need not be told that the first term ends.
    .filter((one) => !isProvidedFor(one, mandates, group, today))
    .map((one): Asked => ({ ask: 'post_ends', mandate: one.id, role: one.role, by: one.endsOn }));
  const asking = housemates.map((one): Asked => ({ ask: 'household', member: one, own }));
  return [...onPaper, ...ending, ...asking];
}

/** Whether the same member goes on, or as many others hold the post after its end as it has holders. */
function isProvidedFor(one: Mandate, mandates: readonly Mandate[], group: Group, today: string): boolean {
  const draft = group.state === 'draft';
  const after = mandates.filter(
    (next) => next.role === one.role && next.endsOn > one.endsOn && !isOver(next, today, draft),
  );
  const holders = group.articles.roles.find(({ role }) => role === one.role)?.holders ?? 0;
  return after.some((next) => next.member === one.member) || after.length >= holders;
}

/** A word for whoever comes back is asked of those who have not given theirs, and never of themself. */
function returnAsks({ standing }: Present, { returns }: Affairs): Asked[] {
  const own = standing.membership!.id;
  return returns
    .filter((one) => one.member !== own && !one.vouchers.includes(own))
    .map(({ member, vouchers }) => ({ ask: 'return', member, vouchers }));
}

export interface PostNow {
  readonly role: string;
  readonly holders: number;
  readonly termMonths: number;
  readonly held: readonly Mandate[];
  /** Given already, for a day that has not come. */
  readonly coming: readonly Mandate[];
}

/**
 * The posts of the rules, with whoever holds them today. A post whose holder may not act counts as not held.
 */
export function postsNow(
  present: Pick<Present, 'group' | 'today'>,
  affairs: { readonly members: readonly Membership[]; readonly mandates: Affairs['mandates'] },
): PostNow[] {
  const { group, today } = present;
  const draft = group.state === 'draft';
  const able = new Set(
    affairs.members.filter((one) => standsFully(standingKind(one, today), draft)).map((one) => one.id),
  );
  return group.articles.roles.map((role) => {
    const given = affairs.mandates.filter((one) => one.role === role.role && !isOver(one, today, draft));
    return {
      ...role,
      held: given.filter((one) => inForce(one, today, draft) && able.has(one.member)),
      coming: given.filter((one) => one.startsOn > today),
    };
  });
}
