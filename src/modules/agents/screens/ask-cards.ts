/** What is asked of somebody, as cards: for the page of one group, and for Today over all of them. */
import type { Words } from '#locales';
import type { IconName } from '#screens/icons.ts';
import type { Asked } from '../core/asks.ts';
import { proposalSentence, roleWord, type NameOf } from './say.ts';

export interface Card {
  /** Unlike any other on a page. */
  readonly id: string;
  readonly icon: IconName;
  readonly kind: string;
  readonly deadline: string | undefined;
  readonly title: string;
  readonly state: string;
  /** What ends first comes first. */
  readonly by: string;
  readonly go: { readonly href: string; readonly label: string };
  /** Another way to it, for whoever would rather read first. */
  readonly also?: { readonly href: string; readonly label: string };
  /** An act that one tap does, sent to the page it belongs to. */
  readonly act: OneTap | undefined;
  /** A ballot that is short enough to be filled in here. */
  readonly ballot?: CardBallot;
  /** Nothing is asked: others are waited for. */
  readonly waits: boolean;
}

export interface OneTap {
  readonly action: string;
  readonly label: string;
  /** Makes the key of this act unlike that of every other on the page. */
  readonly member: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A question with few answers, sent to the page of its ballot. */
export interface CardBallot {
  readonly action: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** What is asked, and what a yes brings about. */
  readonly told: readonly string[];
  /** Who learns what somebody says. */
  readonly secrecy: string;
  /** The secret by which it can be changed, where it is kept apart from whoever cast it. */
  readonly receipt: string | null;
  readonly go: string;
  readonly member: string;
}

export interface CardGroup {
  readonly slug: string;
  readonly name: string;
  /** Over several groups each card says which one it is of. */
  readonly several: boolean;
}

export function askCards(words: Words, group: CardGroup, asks: readonly Asked[], nameOf: NameOf): Card[] {
  return asks.map((asked) => cardOf(words, group, asked, nameOf));
}

/** What the cards of every kind have in common. */
interface Frame {
  readonly words: Words;
  readonly base: string;
  readonly of: (sentence: string) => string;
  readonly name: (member: string) => string;
  readonly nameOf: NameOf;
  readonly plain: Pick<Card, 'by' | 'deadline' | 'act' | 'waits'>;
}

function cardOf(words: Words, group: CardGroup, asked: Asked, nameOf: NameOf): Card {
  const by = 'by' in asked ? asked.by : '';
  const deadline = by === '' ? undefined : words.t('ask.until', { until: words.date(by, 'medium') });
  const frame: Frame = {
    words,
    base: `/g/${group.slug}`,
    of: (sentence) => (group.several ? `${group.name}. ${sentence}` : sentence),
    name: (member) => nameOf(member) ?? words.t('act.someone'),
    nameOf,
    plain: { by, deadline, act: undefined, waits: false },
  };
  switch (asked.ask) {
    case 'sign':
      return signCard(frame, asked);
    case 'found':
      return foundCard(frame, group, asked);
    case 'vouch':
      return vouchCard(frame, asked);
    case 'admit':
      return admitCard(frame, asked);
    case 'say_no':
      return sayNoCard(frame, asked);
    case 'ink':
      return inkCard(frame, asked);
    case 'household':
      return householdCard(frame, asked);
    case 'return':
      return returnCard(frame, asked);
    case 'post_ends':
      return postEndsCard(frame, asked);
  }
}

type Of<Kind extends Asked['ask']> = Extract<Asked, { readonly ask: Kind }>;

function signCard({ words, base, of, nameOf, plain }: Frame, { act, have, needed }: Of<'sign'>): Card {
  return {
    ...plain,
    id: act.waiting_id,
    icon: 'pen',
    kind: words.t('ask.sign'),
    title: proposalSentence(words, act.command, act.matter, act.input, nameOf),
    state: of(words.t('ask.sign.state', { have, needed })),
    go: { href: `${base}/waiting/${act.waiting_id}`, label: words.t('ask.sign.go') },
  };
}

function foundCard({ words, base, name, plain }: Frame, group: CardGroup, asked: Of<'found'>): Card {
  const { signed, missing, of } = asked;
  const names = words.list(missing.map(name));
  return {
    ...plain,
    id: `found-${group.slug}`,
    icon: 'pen',
    kind: words.t('ask.found'),
    title: signed ? group.name : words.t('ask.found.title', { group: group.name }),
    state: words.t('ask.found.state', { have: of - missing.length, of, names }),
    go: { href: `${base}/founding`, label: words.t(signed ? 'ask.found.look' : 'ask.found.go') },
    waits: signed,
  };
}

function vouchCard({ words, base, of, name, plain }: Frame, { member, have, needed }: Of<'vouch'>): Card {
  const href = `${base}/members/${member}`;
  return {
    ...plain,
    id: `vouch-${member}`,
    icon: 'people',
    kind: words.t('ask.join'),
    title: words.t('ask.vouch.title', { name: name(member) }),
    state: of(words.t('ask.vouch.state', { have, needed })),
    go: { href, label: words.t('ask.vouch.look') },
    act: { action: `${href}?/vouch#vouch`, label: words.t('ask.vouch.go'), member, fields: { at: 'vouch' } },
  };
}

function admitCard({ words, base, of, name, plain }: Frame, { member }: Of<'admit'>): Card {
  return {
    ...plain,
    id: `admit-${member}`,
    icon: 'door',
    kind: words.t('ask.join'),
    title: words.t('ask.admit.title', { name: name(member) }),
    state: of(words.t('ask.admit.state')),
    go: { href: `${base}/members/${member}`, label: words.t('ask.admit.go') },
  };
}

function sayNoCard({ words, base, of, name, plain }: Frame, { member }: Of<'say_no'>): Card {
  return {
    ...plain,
    id: `say-no-${member}`,
    icon: 'clock',
    kind: words.t('ask.say_no'),
    title: words.t('ask.say_no.title', { name: name(member) }),
    state: of(words.t('ask.say_no.state')),
    go: { href: `${base}/members/${member}`, label: words.t('ask.say_no.go') },
  };
}

function inkCard({ words, base, of, name, nameOf, plain }: Frame, { act, members }: Of<'ink'>): Card {
  return {
    ...plain,
    id: `ink-${act.waiting_id}`,
    icon: 'pen',
    kind: words.t('ask.ink'),
    title: proposalSentence(words, act.command, act.matter, act.input, nameOf),
    state: of(words.t('ask.ink.state', { names: words.list(members.map(name)) })),
    go: { href: `${base}/waiting/${act.waiting_id}`, label: words.t('ask.ink.go') },
  };
}

function householdCard({ words, base, of, name, plain }: Frame, { member, own }: Of<'household'>): Card {
  const href = `${base}/members/${own}`;
  return {
    ...plain,
    id: `household-${member}`,
    icon: 'home',
    kind: words.t('ask.household'),
    title: words.t('ask.household.title', { name: name(member) }),
    state: of(words.t('ask.household.state')),
    go: { href: `${href}#household`, label: words.t('ask.household.look') },
    act: {
      action: `${href}?/confirm#confirm-${member}`,
      label: words.t('ask.household.go'),
      member,
      fields: { at: `confirm-${member}`, who: member },
    },
  };
}

function returnCard({ words, base, of, name, plain }: Frame, { member, vouchers }: Of<'return'>): Card {
  return {
    ...plain,
    id: `return-${member}`,
    icon: 'phone',
    kind: words.t('ask.return'),
    title: words.t('ask.return.title', { name: name(member) }),
    state: of(words.t('ask.return.state', { name: name(member), names: words.list(vouchers.map(name)) })),
    go: { href: `${base}/members/${member}#return`, label: words.t('ask.return.go') },
  };
}

function postEndsCard({ words, base, of, plain }: Frame, { mandate, role }: Of<'post_ends'>): Card {
  return {
    ...plain,
    id: mandate,
    icon: 'key',
    kind: words.t('ask.post_ends'),
    title: words.t('ask.post_ends.title', { role: roleWord(words, role) }),
    state: of(words.t('ask.post_ends.state')),
    go: { href: `${base}/posts/${role}`, label: words.t('ask.post_ends.go') },
  };
}
