/**
 * The statutes: what people agreed on when they founded their group, and have amended since. Plain data, no
 * function and no condition; a form is a first version of it, and from the founding on the group owns it.
 *
 * The five articles every group has are here, with the check that a set of statutes can be lived under: every
 * matter has somebody who may carry it, every post that is named exists, leaving is possible, and the assets
 * have a place to go.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { wrongWithBooks, type Books } from './books.ts';
import { exchangeFits, type Exchange } from './exchange.ts';
import { CARE_RANGES, type CareRules } from './care-rules.ts';
import { VOICE_RANGES, voiceOf, waysOf, wrongWithWays, type Voice, type Way } from './voice.ts';

/**
 * What the statutes of every group say who may do. Modules that bring a matter declare it with their form.
 */
export const MATTERS = [
  'invite',
  'admit',
  'enter_on_paper',
  'suspend',
  'exclude',
  'appoint',
  'revoke',
  'describe',
  'join_network',
  'amend',
  'dissolve',
  'resolve',
  'call_meeting',
  'tell',
  'moderate',
] as const;

/**
 * Who carries a matter. With `ways`, it can be decided together as well: what a post may not do alone, or
 * what too few have signed.
 */
export type Power = PowerOfSome & { readonly ways?: readonly Way[] };

type PowerOfSome =
  /** Any one member. */
  | { readonly by: 'member' }
  /** Whoever holds the post, within the limit. */
  | { readonly by: 'role'; readonly role: string; readonly upTo?: Limit }
  /** That many different people, each holding one of these posts. */
  | { readonly by: 'roles'; readonly of: number; readonly among: readonly string[] }
  /** That many members together; all of them where there are fewer. */
  | { readonly by: 'members'; readonly of: number }
  /** All members, or more than half of them. */
  | { readonly by: 'members'; readonly share: 'all' | 'majority' }
  /** Nobody but all of us, in one of these ways. */
  | { readonly by: 'decision'; readonly ways: readonly Way[] };

/** Limits count per act, and per period over all acts of the post in that matter. Amounts in minor units. */
export interface Limit {
  readonly perActMinor?: string;
  readonly per?: { readonly days: number; readonly acts?: number; readonly amountMinor?: string };
}

export interface MemberClass {
  readonly class: string;
  /** What the group itself calls it; without one it is called by the word that every language has for it. */
  readonly name?: string;
  /** Whether members of this class sign and are counted when members decide together. */
  readonly votes: boolean;
}

export interface Admission {
  readonly who: 'people' | 'organizations' | 'both';
  readonly classes: readonly MemberClass[];
  readonly byApplication: boolean;
  readonly byInvitation: boolean;
  /** How many members must vouch before anyone can be admitted. */
  readonly vouchers: number;
  readonly trialDays: number;
}

export interface Role {
  readonly role: string;
  /**
   * As the group has written it; without one the post is called by the word that every language has for it.
   */
  readonly name?: string;
  readonly holders: number;
  readonly termMonths: number;
}

export interface Exit {
  readonly noticeDays: number;
  /** How long someone suspended or excluded has to ask the others to look again. */
  readonly appealDays: number;
}

export interface Dissolution {
  /** Where what is held in common goes: never to the members' pockets. */
  readonly assetsTo: 'network' | 'similar_group' | 'community';
}

export interface Articles {
  readonly admission: Admission;
  /** What holds for everything that is decided together; what is usual, where a group does not say. */
  readonly voice?: Voice;
  /** In what accounts are kept; in nothing, where a group does not say. */
  readonly books?: Books;
  /** How members offer and ask; not here, where a group does not say. */
  readonly exchange?: Exchange;
  /** What is carried for each other is written down here; not at all, where a group does not say. */
  readonly care?: CareRules;
  readonly roles: readonly Role[];
  readonly powers: { readonly [matter: string]: Power };
  readonly exit: Exit;
  readonly dissolution: Dissolution;
  /** Sentences that no amendment may take away. */
  readonly always: readonly Always[];
}

/** What stays so under every amendment (the norms of the solidarity economy, made checkable). */
export const ALWAYS = [
  'one_member_one_vote',
  'leaving_is_free',
  'posts_can_be_taken_back',
  'nobody_for_own_benefit',
  'record_is_kept',
] as const;
export type Always = (typeof ALWAYS)[number];

export interface StatutesVersion {
  readonly version: number;
  readonly articles: Articles;
}

export type StatutesRule =
  | 'statutes_matter_without_power'
  | 'statutes_role_unknown'
  | 'statutes_posts_too_few'
  | 'statutes_role_repeated'
  | 'statutes_class_missing'
  | 'statutes_class_repeated'
  | 'statutes_nobody_votes'
  | 'statutes_no_way_in'
  | 'statutes_number_out_of_range'
  | 'statutes_way_unfit'
  | 'statutes_books_unfit'
  | 'statutes_exchange_unfit'
  | 'statutes_always_so'
  | 'statutes_post_guards_itself'
  | 'statutes_one_sends_away';

export const STATUTES_RULES: readonly StatutesRule[] = [
  'statutes_matter_without_power',
  'statutes_role_unknown',
  'statutes_posts_too_few',
  'statutes_role_repeated',
  'statutes_class_missing',
  'statutes_class_repeated',
  'statutes_nobody_votes',
  'statutes_no_way_in',
  'statutes_number_out_of_range',
  'statutes_way_unfit',
  'statutes_books_unfit',
  'statutes_exchange_unfit',
  'statutes_always_so',
  'statutes_post_guards_itself',
  'statutes_one_sends_away',
];

export const RANGES = {
  vouchers: [0, 20],
  trialDays: [0, 730],
  noticeDays: [0, 90],
  appealDays: [7, 365],
  holders: [1, 50],
  termMonths: [1, 72],
  of: [1, 1000],
  limitActs: [1, 1000],
  limitDays: [1, 366],
  leastPeople: CARE_RANGES.leastPeople,
  year: CARE_RANGES.year,
} as const;

/** A post may not guard these: whoever holds it could keep it for ever. */
export const NEVER_BY_POST: readonly string[] = ['revoke', 'amend', 'dissolve'];

/** Nobody does these alone, by a post or without: they could silence all who might call them back. */
export const NEVER_ALONE: readonly string[] = ['suspend', 'exclude'];

/** Whether the rules may leave this matter to whoever holds one post. */
export function canBeByOnePost(matter: string): boolean {
  return !NEVER_BY_POST.includes(matter) && !NEVER_ALONE.includes(matter);
}

/** How many posts and kinds of members rules can have, and how long a name of one's own can be. */
export const MOST = { roles: 30, classes: 12, name: 40 } as const;

/**
 * Decides whether a group can live under these articles; `matters` are those of its form. The first rule that
 * is broken, in the order of {@link STATUTES_RULES} within each article, is the answer. Where they are an
 * amendment, `present` are those in force.
 */
export function checkStatutes(
  articles: Articles,
  matters: readonly string[],
  present?: Articles,
): Outcome<Articles, StatutesRule> {
  return (
    firstRefusal([
      checkPowers(articles, matters, present),
      checkRoles(articles.roles),
      checkAdmission(articles.admission),
      checkVoice(voiceOf(articles), articles, present),
      checkBooks(articles),
      checkExchange(articles),
      checkCare(articles),
      inRange('noticeDays', articles.exit.noticeDays),
      inRange('appealDays', articles.exit.appealDays),
      checkAlways(articles),
    ]) ?? accept(articles)
  );
}

type Check = Outcome<null, StatutesRule>;
const FINE: Check = accept(null);

function firstRefusal(checks: readonly Check[]): Extract<Check, { ok: false }> | undefined {
  for (const check of checks) if (!check.ok) return check;
  return undefined;
}

function inRange(name: keyof typeof RANGES, value: number): Check {
  const [least, most] = RANGES[name];
  if (Number.isInteger(value) && value >= least && value <= most) return FINE;
  return refuse('statutes_number_out_of_range', { number: name, value, least, most });
}

function checkPowers(articles: Articles, matters: readonly string[], present?: Articles): Check {
  return (
    firstRefusal(
      matters.map((matter) => {
        const power = articles.powers[matter];
        return power ? checkPower(articles, matter, power, present?.powers[matter]) : noPower(matter);
      }),
    ) ?? FINE
  );
}

function noPower(matter: string): Check {
  return refuse('statutes_matter_without_power', { matter });
}

function checkPower({ roles, admission }: Articles, matter: string, power: Power, present?: Power): Check {
  const named = power.by === 'role' ? [power.role] : power.by === 'roles' ? power.among : [];
  const unknown = named.find((name) => !roles.some(({ role }) => role === name));
  if (unknown !== undefined) return refuse('statutes_role_unknown', { matter, role: unknown });
  if ('of' in power) {
    const range = inRange('of', power.of);
    if (!range.ok) return range;
  }
  const ways = checkWays(matter, power, admission, waysOf(present));
  if (!ways.ok) return ways;
  if (power.by === 'role') return checkLimit(power.upTo);
  if (power.by !== 'roles') return FINE;
  if (power.among.length === 0) return noPower(matter);
  const holders = roles
    .filter(({ role }) => power.among.includes(role))
    .reduce((sum, role) => sum + role.holders, 0);
  return holders < power.of ? refuse('statutes_posts_too_few', { matter, of: power.of, holders }) : FINE;
}

function checkWays(matter: string, power: Power, admission: Admission, present: readonly Way[]): Check {
  const ways = waysOf(power);
  if (power.by === 'decision' && ways.length === 0) return noPower(matter);
  const why = wrongWithWays(matter, ways, admission, present);
  return why === null ? FINE : refuse('statutes_way_unfit', { matter, why });
}

function checkVoice(
  voice: Voice,
  { admission, roles }: Pick<Articles, 'admission' | 'roles'>,
  present?: Articles,
): Check {
  for (const [number, [least, most]] of Object.entries(VOICE_RANGES)) {
    const value = voice[number as keyof typeof VOICE_RANGES];
    if (!Number.isInteger(value) || value < least || value > most) {
      return refuse('statutes_number_out_of_range', { number, value, least, most });
    }
  }
  const named = voice.minutesPosts ?? [];
  const unknown = named.find((name) => !roles.some(({ role }) => role === name));
  if (unknown !== undefined)
    return refuse('statutes_role_unknown', { matter: 'sign_minutes', role: unknown });
  if (new Set(named).size !== named.length) return refuse('statutes_role_repeated', { role: named[0]! });
  const guards = present ? voiceOf(present).entrenched : [];
  for (const { article, way } of voice.entrenched) {
    const own = guards.filter((one) => one.article === article).map((one) => one.way);
    const why = wrongWithWays('amend', [way], admission, own);
    if (why !== null) return refuse('statutes_way_unfit', { matter: 'amend', why });
  }
  return FINE;
}

function checkBooks(articles: Articles): Check {
  const wrong = wrongWithBooks(articles);
  return wrong === null ? FINE : refuse('statutes_books_unfit', { ...wrong });
}

function checkExchange({ exchange }: Articles): Check {
  return exchange === undefined || exchangeFits(exchange) ? FINE : refuse('statutes_exchange_unfit');
}

function checkCare({ care }: Pick<Articles, 'care'>): Check {
  if (care === undefined) return FINE;
  const people = inRange('leastPeople', care.leastPeople);
  return people.ok && care.worth !== undefined ? inRange('year', care.worth.year) : people;
}

function checkLimit(limit: Limit | undefined): Check {
  if (!limit?.per) return FINE;
  const { days, acts } = limit.per;
  const checks = [inRange('limitDays', days), acts === undefined ? FINE : inRange('limitActs', acts)];
  return firstRefusal(checks) ?? FINE;
}

function checkRoles(roles: readonly Role[]): Check {
  const twice = namedTwice(roles.map(({ role, name }) => ({ key: role, name })));
  if (twice !== undefined) return refuse('statutes_role_repeated', { role: twice });
  return (
    firstRefusal(
      roles.flatMap((role) => [inRange('holders', role.holders), inRange('termMonths', role.termMonths)]),
    ) ?? FINE
  );
}

/** Two posts, or two kinds of members, that nobody could tell apart. */
function namedTwice(
  all: readonly { readonly key: string; readonly name: string | undefined }[],
): string | undefined {
  const heard = ({ key, name }: { readonly key: string; readonly name: string | undefined }) =>
    (name ?? key.replaceAll('_', ' ')).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return all.find(({ key, name }, at) =>
    all.slice(0, at).some((one) => one.key === key || heard(one) === heard({ key, name })),
  )?.key;
}

function checkAdmission(admission: Admission): Check {
  if (admission.classes.length === 0) return refuse('statutes_class_missing');
  const repeated = namedTwice(admission.classes.map((one) => ({ key: one.class, name: one.name })));
  if (repeated !== undefined) return refuse('statutes_class_repeated', { class: repeated });
  if (!admission.classes.some((one) => one.votes)) return refuse('statutes_nobody_votes');
  if (!admission.byApplication && !admission.byInvitation) return refuse('statutes_no_way_in');
  return (
    firstRefusal([inRange('vouchers', admission.vouchers), inRange('trialDays', admission.trialDays)]) ?? FINE
  );
}

/**
 * Posts must be able to be taken back by others than those who hold them, and rules changed by more than one
 * post.
 */
function checkAlways(articles: Articles): Check {
  const missing = ALWAYS.find((sentence) => !articles.always.includes(sentence));
  if (missing !== undefined) return refuse('statutes_always_so', { sentence: missing });
  for (const matter of NEVER_BY_POST) {
    const power = articles.powers[matter];
    if (power && (power.by === 'role' || power.by === 'roles')) {
      return refuse('statutes_post_guards_itself', { matter });
    }
  }
  for (const matter of NEVER_ALONE) {
    const power = articles.powers[matter];
    if (power && isCarriedAlone(power)) return refuse('statutes_one_sends_away', { matter });
  }
  return FINE;
}

function isCarriedAlone(power: Power): boolean {
  return power.by === 'member' || power.by === 'role' || ('of' in power && power.of === 1);
}

/** How many signatures a power asks for among `voting` members; one for those a single person carries. */
export function signaturesNeeded(power: Power, voting: number): number {
  if (power.by === 'roles') return power.of;
  if (power.by !== 'members') return 1;
  if ('of' in power) return Math.max(1, Math.min(power.of, voting));
  return power.share === 'all' ? Math.max(1, voting) : Math.floor(voting / 2) + 1;
}

export function votes(articles: Articles, memberClass: string): boolean {
  return articles.admission.classes.some((one) => one.class === memberClass && one.votes);
}
