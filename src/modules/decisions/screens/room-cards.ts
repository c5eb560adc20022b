/** What meetings and paper ballots ask, as cards: whether what others have written down was so. */
import type { Card } from '#agents/screens/ask-cards.ts';
import { roleWord } from '#agents/screens/say.ts';
import type { Frame, Of } from './ask-cards.ts';
import { sayWhen } from './say-when.ts';

export function roomCard(frame: Frame, asked: Of<'minutes' | 'here' | 'count' | 'paper' | 'refused'>): Card {
  switch (asked.ask) {
    case 'minutes':
      return minutesCard(frame, asked);
    case 'here':
      return hereCard(frame, asked);
    case 'count':
      return countCard(frame, asked);
    case 'paper':
      return paperCard(frame, asked);
    case 'refused':
      return refusedCard(frame, asked);
  }
}

function minutesCard(frame: Frame, { meeting, title, member, post, signing }: Of<'minutes'>): Card {
  const { words, base, of, plain } = frame;
  const noted = member === null ? 'no' : 'yes';
  return {
    ...plain,
    id: `minutes-${meeting}`,
    icon: 'pen',
    kind: words.t('ask.minutes'),
    title,
    state: of(
      words.t('ask.minutes.state', {
        signing,
        noted,
        name: nameIn(frame, member),
        named: post === null ? 'no' : 'yes',
        post: post === null ? '' : roleWord(words, post),
      }),
    ),
    go: { href: `${base}/meetings/${meeting}#minutes`, label: words.t('ask.minutes.go') },
  };
}

function hereCard(frame: Frame, { meeting, title, member }: Of<'here'>): Card {
  const { words, base, of, plain } = frame;
  return {
    ...plain,
    id: `here-${meeting}`,
    icon: 'door',
    kind: words.t('ask.here'),
    title,
    state: of(words.t('ask.here.state', { name: nameIn(frame, member) })),
    go: { href: `${base}/meetings/${meeting}#noted`, label: words.t('ask.look') },
  };
}

/** Nothing is said so in passing: the numbers, and who was there, are read first. */
function countCard(frame: Frame, { count, mayConfirm }: Of<'count'>): Card {
  const { words, base, of, name, plain } = frame;
  const { meeting, proposal, title, countedBy, yes, no } = count;
  return {
    ...plain,
    id: `count-${proposal}`,
    icon: 'hand',
    kind: words.t('ask.count'),
    title,
    state: of(
      words.t('ask.count.state', { name: name(countedBy), yes, no, confirms: mayConfirm ? 'yes' : 'no' }),
    ),
    go: { href: `${base}/meetings/${meeting}/hands/${proposal}`, label: words.t('ask.count.go') },
  };
}

function paperCard(frame: Frame, { proposal, title, by }: Of<'paper'>): Card {
  const { words, page, of, plain } = frame;
  return {
    ...plain,
    id: `paper-${proposal}`,
    icon: 'ballot',
    kind: words.t('ask.paper'),
    deadline: closing(frame, by),
    title,
    state: of(words.t('ask.paper.state')),
    go: { href: `${page(proposal)}#ticked`, label: words.t('ask.look') },
  };
}

function refusedCard(frame: Frame, asked: Of<'refused'>): Card {
  const { words, page, of, name, plain } = frame;
  const { proposal, title, pile, ballots, member, by } = asked;
  return {
    ...plain,
    id: `refused-${pile}`,
    icon: 'ballot',
    kind: words.t('ask.refused'),
    deadline: closing(frame, by),
    title,
    state: of(words.t('ask.refused.state', { name: name(member), count: ballots })),
    go: { href: `${page(proposal)}/paper`, label: words.t('ask.refused.go') },
  };
}

function closing({ words, now, timeZone }: Frame, by: string | null): string | undefined {
  return by === null ? undefined : words.t('ask.vote.closes', sayWhen(words, by, now, timeZone));
}

function nameIn({ words, name }: Frame, member: string | null): string {
  return member === null ? words.t('act.someone') : name(member);
}
