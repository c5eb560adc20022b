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
  /** An act that one tap does, sent to the page it belongs to. */
  readonly act: { readonly action: string; readonly label: string; readonly member: string } | undefined;
  /** Nothing is asked: others are waited for. */
  readonly waits: boolean;
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

function cardOf(words: Words, group: CardGroup, asked: Asked, nameOf: NameOf): Card {
  const { t } = words;
  const base = `/g/${group.slug}`;
  const of = (sentence: string) => (group.several ? `${group.name}. ${sentence}` : sentence);
  const by = 'by' in asked ? asked.by : '';
  const deadline = by === '' ? undefined : t('ask.until', { until: words.date(by, 'medium') });
  const name = (member: string) => nameOf(member) ?? t('act.someone');
  const plain = { by, deadline, act: undefined, waits: false };
  switch (asked.ask) {
    case 'sign': {
      const { act, have, needed } = asked;
      return {
        ...plain,
        id: act.waiting_id,
        icon: 'pen',
        kind: t('ask.sign'),
        title: proposalSentence(words, act.command, act.matter, act.input, nameOf),
        state: of(t('ask.sign.state', { have, needed })),
        go: { href: `${base}/waiting/${act.waiting_id}`, label: t('ask.sign.go') },
      };
    }
    case 'found':
      return {
        ...plain,
        id: `found-${group.slug}`,
        icon: 'pen',
        kind: t('ask.found'),
        title: asked.signed ? group.name : t('ask.found.title', { group: group.name }),
        state: t('ask.found.state', {
          have: asked.of - asked.missing.length,
          of: asked.of,
          names: words.list(asked.missing.map(name)),
        }),
        go: { href: `${base}/founding`, label: t(asked.signed ? 'ask.found.look' : 'ask.found.go') },
        waits: asked.signed,
      };
    case 'vouch':
      return {
        ...plain,
        id: `vouch-${asked.member}`,
        icon: 'people',
        kind: t('ask.join'),
        title: t('ask.vouch.title', { name: name(asked.member) }),
        state: of(t('ask.vouch.state', { have: asked.have, needed: asked.needed })),
        go: { href: `${base}/members/${asked.member}`, label: t('ask.vouch.look') },
        act: {
          action: `${base}/members/${asked.member}?/vouch#vouch`,
          label: t('ask.vouch.go'),
          member: asked.member,
        },
      };
    case 'admit':
      return {
        ...plain,
        id: `admit-${asked.member}`,
        icon: 'door',
        kind: t('ask.join'),
        title: t('ask.admit.title', { name: name(asked.member) }),
        state: of(t('ask.admit.state')),
        go: { href: `${base}/members/${asked.member}`, label: t('ask.admit.go') },
      };
    case 'say_no':
      return {
        ...plain,
        id: `say-no-${asked.member}`,
        icon: 'clock',
        kind: t('ask.say_no'),
        title: t('ask.say_no.title', { name: name(asked.member) }),
        state: of(t('ask.say_no.state')),
        go: { href: `${base}/members/${asked.member}`, label: t('ask.say_no.go') },
      };
    case 'post_ends':
      return {
        ...plain,
        id: asked.mandate,
        icon: 'key',
        kind: t('ask.post_ends'),
        title: t('ask.post_ends.title', { role: roleWord(words, asked.role) }),
        state: of(t('ask.post_ends.state')),
        go: { href: `${base}/posts/${asked.role}`, label: t('ask.post_ends.go') },
      };
  }
}
