/**
 * A proposal as its page shows it: what it says, what it would bring about, and what can be done with it now.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { BRAKE_HOURS, decidesTogether, standingKind, standsFully, voiceOf } from '#agents';
import { loadRulesVersions } from '#agents/server';
import { ruleChanges } from '#agents/screens/say.ts';
import {
  after,
  askedBy,
  inOrder,
  isVotedOn,
  kindNamed,
  mayRemind,
  offerState,
  promiseState,
  similarTo,
  stateOf,
  voteNumber,
  type Offer,
  type Proposal,
} from '#decisions';
import {
  countParts,
  listMerges,
  listOffers,
  listPromises,
  listProposals,
  loadBrakes,
  loadOpenBallots,
  loadSealedBallots,
  type Box,
} from '#decisions/server';
import {
  actLines,
  amendedArticles,
  kindWord,
  moneyWords,
  sayWay,
  stateLine,
  wayLine,
} from '#decisions/screens/say-proposal.ts';
import { refusalWords } from '#host/forms';
import type { Json, Refusal } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { optionTitle } from './ballot-place.ts';
import type { Place } from './place.ts';
import { keptPlaces, puttingForward, standingOn } from './standing.ts';
import { mayOpen, optionsAreIn } from './times.ts';

/** What it says. */
export async function textOf(event: RequestEvent, place: Place) {
  const { proposal, words, scene, nameOf } = place;
  const way = proposal.way ?? proposal.chosenWay;
  const amended = place.options.map((one) => amendedArticles(one.acts)).find((one) => one !== null);
  const spec = kindNamed(proposal.kind);
  return {
    title: proposal.title,
    body: proposal.body,
    kind: kindWord(words, proposal.kind),
    line: stateLine(words, proposal, scene.now),
    wayLine: way ? wayLine(words, way, proposal.seats) : null,
    way: way ? sayWay(words, way, proposal.seats, askedBy(proposal, way).classes) : null,
    version: proposal.version,
    proposedBy: nameOf(proposal.proposedBy) ?? words.t('member.forgotten'),
    createdAt: words.date(proposal.createdAt),
    several: spec.options === 'several',
    changes: amended
      ? ruleChanges(words, await rulesBefore(event, place, amended.base), amended.articles)
      : [],
    acts: spec.options === 'one' && !amended ? actLines(place.saying, place.options[0]?.acts ?? []) : [],
    pot: proposal.potMinor === null ? null : moneyWords(words, proposal.potMinor, proposal.unit),
    cost: costOf(place),
    kept: keptPlaces(place),
    options: place.options.map((one) => ({
      id: one.id,
      title: optionTitle(place, one),
      excludes: one.excludes,
      cost: one.costMinor === null ? null : moneyWords(words, one.costMinor, proposal.unit),
      acts: spec.options === 'several' ? actLines(place.saying, one.acts) : [],
      ...standingOn(place, one),
      ...(optionsAreIn(place, 'withdrawn') ? { mayWithdraw: false } : {}),
    })),
  };
}

/** What one thing costs that is said yes or no to; several say it themselves. */
function costOf({ proposal, options, words }: Place): string | null {
  const [one] = kindNamed(proposal.kind).options === 'one' ? options : [];
  return one?.costMinor == null ? null : moneyWords(words, one.costMinor, proposal.unit);
}

/** The rules that a change was written against: once it is in effect, those of today are no longer they. */
async function rulesBefore({ locals }: RequestEvent, { scene }: Place, base: number) {
  const versions = await loadRulesVersions(locals.world.host.db, scene.organization.org_id);
  return versions.find((one) => one.version === base)?.articles ?? scene.group.articles;
}

/** Who writes it. */
export function authorsOf({ authors, nameOf, words, scene }: Place) {
  const named = (member: string) => nameOf(member) ?? words.t('member.forgotten');
  const asked = authors.find((one) => one.member === scene.viewer.member && one.agreedAt === null);
  return {
    writing: authors.filter((one) => one.agreedAt !== null).map((one) => named(one.member)),
    asked: authors.filter((one) => one.agreedAt === null).map((one) => named(one.member)),
    iAmAsked: asked !== undefined,
  };
}

/** What whoever looks can do with it now; no button that would only refuse. */
export async function stepsOf(event: RequestEvent, place: Place) {
  const { proposal, state, isAuthor, scene } = place;
  const before = state === 'draft' || state === 'talk';
  const member = scene.viewer.member !== null && standsFully(scene.viewer.kind, scene.draft);
  const db = event.locals.world.host.db;
  const org = scene.organization.org_id;
  const mergeable =
    isAuthor && state === 'talk'
      ? (await listProposals(db, org)).filter(
          (one) => one.id !== proposal.id && stateOf(one, scene.now) === 'talk',
        )
      : [];
  const spec = kindNamed(proposal.kind);
  const adds = member && spec.open && state === 'talk';
  const areIn = optionsAreIn(place, 'added');
  return {
    edit: isAuthor && before,
    dates: isAuthor && before,
    open: mayOpen(place),
    withdraw: isAuthor && before,
    askAuthor: isAuthor && before ? peopleFor(place) : [],
    addOption: adds && !areIn,
    optionsAreIn: adds && areIn,
    forward: puttingForward(place),
    me: scene.viewer.member as string | null,
    costs: spec.needs.includes('pot')
      ? ('must' as const)
      : spec.mayCost && proposal.unit !== null
        ? ('may' as const)
        : null,
    offer: member && state === 'talk' && !isAuthor,
    merges: closestFirst(proposal, mergeable).map((one) => ({ value: one.id, label: one.title })),
    says: member,
  };
}

/** Those that speak of the same lead the list; the others follow as they are. */
function closestFirst(proposal: Proposal, others: readonly Proposal[]): readonly Proposal[] {
  const close = similarTo(proposal, others);
  return [...close, ...others.filter((one) => !close.includes(one))];
}

function peopleFor({ members, authors, scene, nameOf }: Place) {
  return members.members
    .filter((one) => standsFully(standingKind(one, scene.today), scene.draft))
    .filter((one) => !authors.some((author) => author.member === one.id))
    .map((one) => ({ value: one.id, label: nameOf(one.id) ?? '' }));
}

/** The vote, as far as it may be told: how many have taken part, and never what they said. */
export async function voteOf(event: RequestEvent, { proposal, scene, state, words, vote, isAuthor }: Place) {
  if (state !== 'vote' && state !== 'counting') return null;
  const { db } = event.locals.world.host;
  const box = { org: scene.organization.org_id, proposal: proposal.id, round: proposal.round };
  const took = await countParts(db, box.org, box.proposal, box.round);
  // Of blind ballots nobody knows whose are still to come.
  const early = isAuthor && state === 'vote' && proposal.way?.secrecy !== 'blind';
  return {
    ...vote,
    // Whoever has a voting token may have voted; nobody knows.
    taken: vote.taken && vote.how !== 'token',
    took,
    roll: proposal.rollSize ?? 0,
    lot: !isVotedOn(proposal),
    secret: proposal.way?.secrecy !== 'open',
    closes: proposal.closesAt === null ? '' : words.moment(proposal.closesAt),
    round: voteNumber(proposal),
    mayClose: early && took >= (proposal.rollSize ?? 0) && (await isWhole(db, box, proposal)),
  };
}

/** Whether there is a ballot of everybody, counted ones of paper among them: then nobody waits for the hour. */
async function isWhole(db: Tx, box: Box, { rollSize }: Place['proposal']): Promise<boolean> {
  const [open, sealed] = [await loadOpenBallots(db, box), await loadSealedBallots(db, box)];
  return open.length + sealed.length >= (rollSize ?? 0);
}

/** What became of it, or will. */
export async function effectOf(event: RequestEvent, place: Place) {
  const { proposal, state, words, scene, isAuthor } = place;
  if (proposal.result !== 'passed') return null;
  const { db } = event.locals.world.host;
  const voice = voiceOf(scene.group.articles);
  const brakes = await loadBrakes(db, scene.organization.org_id, proposal.id);
  const won = place.options.filter((one) => winners(proposal.outcome).includes(one.id));
  const resting = proposal.brakedUntil !== null && proposal.brakedUntil > scene.now;
  const mending = proposal.stuckAt === null ? null : after(proposal.stuckAt, 7);
  const decides = decidesTogether(scene.viewer.kind, scene.draft);
  return {
    state,
    acts: won.flatMap((one) => actLines(place.saying, one.acts)),
    rules: won.some((one) => amendedArticles(one.acts) !== null),
    at: effectMoment(place),
    stuck: proposal.stuckRule === null ? null : stuckWords(place, proposal.stuckRule, proposal.stuckFacts),
    mayTry: state === 'stuck' && scene.viewer.member !== null,
    mayGiveBack: state === 'stuck' && decides && (isAuthor || (mending !== null && mending <= scene.now)),
    brake: {
      needed: voice.brakeMembers,
      have: brakes.length,
      hours: BRAKE_HOURS,
      resting,
      names: brakes.map((one) => place.nameOf(one) ?? words.t('act.someone')),
      may:
        state === 'passed' &&
        voice.brakeMembers > 0 &&
        decides &&
        proposal.brakedUntil === null &&
        !brakes.some((one) => one === scene.viewer.member),
    },
  };
}

function winners(outcome: Json | null): readonly string[] {
  return (outcome as { winners?: readonly string[] } | null)?.winners ?? [];
}

function effectMoment({ proposal, words }: Place): string {
  const at = proposal.enactedAt ?? proposal.brakedUntil ?? proposal.effectAt;
  return at === null ? '' : words.moment(at);
}

function stuckWords({ words, proposal }: Place, rule: string, facts: Json | null) {
  const refusal = { ...(facts as object | null), rule } as Refusal;
  return { ...refusalWords(refusal, words), at: proposal.stuckPosition };
}

/** Changes that members have offered, and proposals that would become one with this. */
export async function offersOf(event: RequestEvent, { proposal, scene, nameOf, words, isAuthor }: Place) {
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const offers = await listOffers(db, org, [proposal.id]);
  const merges = (await listMerges(db, org, [proposal.id])).filter(
    (one) => one.acceptedAt === null && one.declinedAt === null,
  );
  const named = (member: string) => nameOf(member) ?? words.t('member.forgotten');
  const row = (one: Offer) => ({
    id: one.id,
    by: named(one.offeredBy),
    own: one.offeredBy === scene.viewer.member,
    at: words.date(one.offeredAt),
    state: offerState(one),
    why: one.why,
    reason: one.declineReason,
  });
  const titles = new Map((await listProposals(db, org)).map((one) => [one.id, one.title]));
  return {
    open: offers.filter((one) => offerState(one) === 'open').map(row),
    past: offers.filter((one) => offerState(one) !== 'open').map(row),
    merges: merges.map((one) => ({
      id: one.id,
      into: one.source === proposal.id,
      other: one.source === proposal.id ? one.target : one.source,
      title: titles.get(one.source === proposal.id ? one.target : one.source) ?? '',
      by: named(one.offeredBy),
      mayAnswer: one.target === proposal.id && isAuthor,
    })),
    mergedInto:
      proposal.mergedInto === null
        ? null
        : { id: proposal.mergedInto, title: titles.get(proposal.mergedInto) ?? '' },
  };
}

/** Who does what by when, after it was decided. */
export async function promisesOf(event: RequestEvent, place: Place) {
  const { proposal, scene, nameOf, words } = place;
  if (proposal.result !== 'passed') return null;
  const { db } = event.locals.world.host;
  const isAmongUs = standsFully(scene.viewer.kind, scene.draft);
  const all = inOrder(await listPromises(db, scene.organization.org_id, proposal.id), scene.today);
  return {
    list: all
      .flatMap((one) => {
        const state = promiseState(one, scene.today);
        return state === 'taken_back' ? [] : [{ one, state }];
      })
      .map(({ one, state }) => ({
        id: one.id,
        what: one.what,
        name: nameOf(one.who) ?? words.t('member.forgotten'),
        by: words.date(one.by),
        state,
        note: one.note,
        own: one.who === scene.viewer.member,
        mayRemind:
          isAmongUs && state !== 'done' && one.who !== scene.viewer.member && mayRemind(one, scene.now),
        reminded: one.remindedAt === null ? null : words.moment(one.remindedAt),
      })),
    people: peopleWho(place),
    may: isAmongUs,
    mayAsk: place.isAuthor,
    soon: addDays(scene.today as CivilDate, 14),
    today: scene.today,
  };
}

function peopleWho({ members, scene, nameOf }: Place) {
  return members.members
    .filter((one) => standsFully(standingKind(one, scene.today), scene.draft))
    .map((one) => ({ value: one.id, label: nameOf(one.id) ?? '' }));
}
