/**
 * Who may see what of a group: one pure function per noun. What no function here lets through is not shown;
 * private is what everything begins as. A visitor sees what a group says to the street: what it does, how one
 * joins, its posts and its rules, and not one name. Members see each other. What somebody wrote about
 * themself (how to reach them, why they ask) goes only to those who need it.
 */
import type { MemberId } from '#kernel/command';
import { standingKind, type Mandate, type Membership, type Standing, type StandingKind } from './standing.ts';

/** Someone who looks at a group, with the standing they have in it today. */
export interface Viewer {
  readonly kind: StandingKind;
  readonly member: MemberId | null;
}

export type GroupState = 'draft' | 'founded' | 'dissolved' | 'house';

const INSIDE: readonly StandingKind[] = ['founder', 'trial', 'member', 'suspended'];

export function viewerOf(standing: Standing): Viewer {
  const { kind, membership } = standing;
  return { kind, member: membership?.id ?? null };
}

/** Whether this is somebody of the group; the suspended still are, and read what they may answer to. */
export function isInside({ kind }: Pick<Viewer, 'kind'>): boolean {
  return INSIDE.includes(kind);
}

/** A draft is nobody's business but its founders'; a group that exists has a front for everybody. */
export function visibleGroup(viewer: Viewer, state: GroupState): 'whole' | 'front' | 'nothing' {
  if (state === 'house') return 'nothing';
  if (isInside(viewer)) return 'whole';
  return state === 'draft' ? 'nothing' : 'front';
}

export interface SeenMember {
  readonly name: string | null;
  readonly contact: boolean;
  readonly statement: boolean;
}

/**
 * What is seen of a member. `contact` only by themself and by whoever answers for them; `statement` by those
 * who may have to say yes or no to it. Someone who was turned away, or never came, is nobody's to look up.
 */
export function visibleMember(viewer: Viewer, member: Membership, today: string): SeenMember | null {
  const own = viewer.member !== null && viewer.member === member.id;
  if (!own && !isInside(viewer)) return null;
  const kind = standingKind(member, today);
  const wasNever =
    member.endKind === 'declined' || member.endKind === 'withdrawn' || member.endKind === 'struck';
  if (!own && kind === 'ex_member' && wasNever) return null;
  const answersFor = viewer.member !== null && viewer.member === member.answeredBy;
  return {
    name: member.name,
    contact: own || (answersFor && kind !== 'ex_member'),
    statement: own || kind === 'applicant',
  };
}

/**
 * A post and until when is for everybody to know; who holds it, for the group. Rehearsals stay in the draft.
 */
export function visiblePost(
  viewer: Viewer,
  mandate: Pick<Mandate, 'rehearsal'>,
  state: GroupState,
): { readonly holder: boolean } | null {
  const seen = visibleGroup(viewer, state);
  if (seen === 'nothing' || mandate.rehearsal !== (state === 'draft')) return null;
  return { holder: seen === 'whole' };
}

/** What waits for signatures is between those of the group. */
export function visibleWaiting(viewer: Viewer): boolean {
  return isInside(viewer);
}

/** Who lives with whom is known to those who share the household, and to whoever was asked into it. */
export function visibleHousehold(viewer: Viewer, members: readonly string[]): boolean {
  return viewer.member !== null && members.includes(viewer.member);
}

/** What everybody may read of the record: how the group came to be, and how its rules changed. */
const PUBLIC_ACTS: readonly string[] = ['agents.found', 'agents.amend', 'agents.dissolve'];

/** How acts end that tell who lives with whom. */
const HOUSEHOLD_ACT = '_household';

/**
 * What is between somebody and nobody else: a draft before it is meant for others to read, and having voted,
 * which would tell who has not. That it was done is told, and not by whom.
 */
const UNNAMED_ACTS: readonly string[] = [
  'decisions.propose',
  'decisions.edit_proposal',
  'decisions.ask_author',
  'decisions.agree_author',
  'decisions.add_file',
  'decisions.take_back_file',
  'decisions.cast',
  'decisions.take_token',
];

/** What is between some of us: who pays or does what for whom is nobody else’s business. */
const BETWEEN_TWO: readonly string[] = [
  'exchange.agree',
  'exchange.answer',
  'exchange.call_off',
  'exchange.change_terms',
  'exchange.end_agreement',
  'exchange.end_ring',
  'exchange.join_ring',
  'exchange.leave_ring',
  'exchange.not_done',
  'exchange.propose_ring',
  'exchange.receive_in_ring',
  'exchange.say_done',
  'exchange.settle',
  'exchange.write',
  'ledger.accept_request',
  'ledger.bring_balances',
  'ledger.charge_accounts',
  'ledger.choose_association',
  'ledger.count_balances',
  'ledger.decline_request',
  'ledger.deny_transfer',
  'ledger.dispute',
  'ledger.end_entrusting',
  'ledger.end_order',
  'ledger.enter_paid',
  'ledger.enter_transfer',
  'ledger.entrust_account',
  'ledger.exchange_in',
  'ledger.exchange_out',
  'ledger.hold',
  'ledger.lapse_cash',
  'ledger.lapse_hold',
  'ledger.let_go',
  'ledger.miss_cash',
  'ledger.order_payment',
  'ledger.pay_hold',
  'ledger.pay_many',
  'ledger.pay_order',
  'ledger.receive_cash',
  'ledger.refund',
  'ledger.request_payment',
  'ledger.say_not_received',
  'ledger.say_paid',
  'ledger.say_received',
  'ledger.stake',
  'ledger.take_back_dispute',
  'ledger.take_back_paid',
  'ledger.take_back_request',
  'ledger.transfer',
  'ledger.trust_payee',
];

/**
 * The same where both ends are somebody’s; with what is held in common on one side, all of us read who did
 * what.
 */
const BETWEEN_HOLDERS: readonly string[] = [
  'ledger.add_receipt',
  'ledger.reverse',
  'ledger.settle_dispute',
  'ledger.take_back_receipt',
];

/** The same as soon as one end is somebody’s: who brought how much to the bank. */
const OF_HOLDERS: readonly string[] = ['ledger.book_bank', 'ledger.book_line'];

/**
 * What somebody carries, needs or is thanked for: others read only what many have carried, and what is
 * asked of them.
 */
const OF_CARE: readonly string[] = [
  'care.ask_help',
  'care.come',
  'care.correct',
  'care.end_help',
  'care.forget_entry',
  'care.log',
  'care.not_come',
  'care.thank',
];

/** What is of a draft alone until the proposal is published; what it moves then says that it was. */
const OF_DRAFTS: readonly string[] = ['decisions.add_file'];

/**
 * Whether an act of the record is seen, and whether with the names in it. Acts about homes, drafts, ballots
 * and payments are named only to those who did them or whom they are about; `parties` are those of them
 * whom the fact knows by other ids, as the holders of accounts.
 */
export function visibleAct(
  viewer: Viewer,
  state: GroupState,
  {
    command,
    actor,
    fact,
  }: {
    readonly command: string;
    readonly actor: string | null;
    readonly fact: { readonly [name: string]: unknown };
  },
  parties: readonly string[] = [],
): 'named' | 'plain' | 'nothing' {
  const seen = visibleGroup(viewer, state);
  if (seen === 'whole') {
    const own = viewer.member !== null && [actor, ...namedIn(fact), ...parties].includes(viewer.member);
    const isRead = OF_DRAFTS.includes(command) && fact['moved'] != null;
    const isUnnamed = UNNAMED_ACTS.includes(command) && !isRead;
    const holders = new Set(parties).size;
    const isBetween =
      (BETWEEN_HOLDERS.includes(command) && holders > 1) || (OF_HOLDERS.includes(command) && holders > 0);
    const between =
      command.endsWith(HOUSEHOLD_ACT) ||
      [...BETWEEN_TWO, ...OF_CARE].includes(command) ||
      isBetween ||
      isUnnamed;
    return between && !own ? 'plain' : 'named';
  }
  return seen === 'front' && PUBLIC_ACTS.includes(command) ? 'plain' : 'nothing';
}

/** The members whom a fact says it is about. */
function namedIn({ member, provider, receiver, members }: { readonly [name: string]: unknown }): unknown[] {
  return [member, provider, receiver, ...(Array.isArray(members) ? (members as unknown[]) : [])];
}

/** What people told the group for all of it to hear; the rest of a payload is shown to nobody on a page. */
const TOLD_TO_ALL: readonly string[] = ['reason', 'note'];

/**
 * Whether a personal value of the record, by its key, is shown. Names are looked up, never read from here.
 */
export function visiblePersonal(viewer: Viewer, key: string): boolean {
  return isInside(viewer) && TOLD_TO_ALL.includes(key);
}
