/** Who stands in an election or can be drawn, which places are kept, and what whoever looks can say to it. */
import {
  kindNamed,
  onBallot,
  placesFilled,
  placesOf,
  postsOf,
  ruleTold,
  standsAs,
  whyLeftOut,
  wrongWithWithdrawing,
  type ProposalOption,
} from '#decisions';
import { sentence } from '#decisions/screens/outcome-words.ts';
import { roleTitle } from '#agents/screens/say.ts';
import { standingKind, standsFully } from '#agents';
import type { Place } from './place.ts';

type Named = Pick<Place, 'nameOf' | 'words'>;

/** Whether somebody would be drawn, as the sentences ask. */
export const lotWord = (kind: string) => (kind === 'lot' ? ('yes' as const) : ('no' as const));

function named({ nameOf, words }: Named, member: string): string {
  return nameOf(member) ?? words.t('member.forgotten');
}

/** What an option says of the people on it. */
export function standingOn(place: Place, option: ProposalOption) {
  const { scene, proposal } = place;
  const own = scene.viewer.member;
  const mine = option.people.find((one) => one.member === own);
  const isTogether = kindNamed(proposal.kind).candidates === 'slates';
  // What somebody first said of themself gives way to what they say now.
  const isSaidAnew = option.people.some((one) => one.member === option.addedBy && one.words !== '');
  return {
    body: !isTogether && isSaidAnew ? '' : option.body,
    people: option.people.map((one) => ({
      member: one.member,
      name: named(place, one.member),
      as: standsAs(one),
      words: one.words,
      groups: one.groups,
    })),
    /** Where several stand together, each is named. */
    together: isTogether,
    /** They have all said yes, and do not keep the places among themselves. */
    unkept: whyLeftOut(option, proposal.parity) === 'parity',
    /** Null for whoever is not asked. */
    own: mine
      ? {
          as: standsAs(mine),
          words: mine.words === '' && !isTogether && option.addedBy === own ? option.body : mine.words,
          groups: mine.groups,
          addedBy: named(place, option.addedBy),
        }
      : null,
    // Whoever stands steps back in words of their own.
    mayWithdraw: mine === undefined && wrongWithWithdrawing(proposal.kind, option, own) === null,
  };
}

/** Who said no, and whom the opening of the vote has left out; a sentence for each. */
export function notStanding(place: Place): readonly string[] {
  const { words, proposal } = place;
  const lot = lotWord(proposal.kind);
  const { openedAt } = proposal;
  return place.gone.flatMap((option) => {
    const isLeftOut = openedAt !== null && option.withdrawnAt === openedAt;
    if (isLeftOut && whyLeftOut(option, proposal.parity) === 'parity') {
      return [words.t('option.people.parity-out', { title: option.title })];
    }
    return option.people.flatMap((one) => {
      const as = standsAs(one);
      const name = named(place, one.member);
      if (as === 'declined') return [words.t('option.people.declined', { name, lot })];
      if (!isLeftOut) return [];
      return [words.t(as === 'asked' ? 'option.people.left-out' : 'option.people.gone', { name, lot })];
    });
  });
}

/** Which places are kept, and how many of all can be filled by those who stand; null where none are kept. */
export function keptPlaces({ proposal, options, words, state, nameOf }: Place) {
  const { parity } = proposal;
  if (parity.length === 0) return null;
  const seats = placesOf(proposal);
  const naming = { names: new Map<string, string>(), unit: null };
  const isPeople = kindNamed(proposal.kind).candidates === 'people';
  const stand = onBallot(options, parity).flatMap(({ people }) => people);
  const filled = isPeople ? placesFilled(parity, seats, stand) : seats;
  const isBefore = state === 'draft' || state === 'talk';
  return {
    rules: parity.map((rule) => sentence(words, ruleTold(rule, seats), naming)),
    filled: isBefore && filled < seats ? words.t('parity.filled', { filled, seats }) : null,
    /** Somebody who stood has been forgotten, and what they said of themself with them. */
    isErased: options.some(({ people }) => people.some(({ member }) => nameOf(member) === null)),
  };
}

export type KeptPlaces = NonNullable<ReturnType<typeof keptPlaces>>;

/** Whom a member can put forward, and for what; null where options are no people. */
export function puttingForward(place: Place) {
  const { proposal, options, scene, members, nameOf, words } = place;
  const { candidates } = kindNamed(proposal.kind);
  if (candidates === null) return null;
  const own = scene.viewer.member;
  const there = candidates === 'people' ? options.map((one) => one.member) : [];
  const free = members.members
    .filter((one) => standsFully(standingKind(one, scene.today), scene.draft))
    .filter((one) => !there.includes(one.id));
  const people = free.map((one) => ({ value: one.id, label: nameOf(one.id) ?? '' }));
  return {
    lot: lotWord(proposal.kind),
    self: candidates === 'people' && free.some((one) => one.id === own) ? (own as string) : null,
    others: candidates === 'people' ? people.filter((one) => one.value !== own) : people,
    /** For people who stand together: the posts, in their order. */
    posts: candidates === 'slates' ? postsOf(proposal.post).map((role) => roleTitle(words, role)) : null,
    groups: proposal.parity.map(({ group }) => group),
  };
}
