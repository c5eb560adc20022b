/** What deciding together asks of somebody, as cards: beside those of agents, in the same form and order. */
import { civilDateAt, addDays } from '#kernel/calendar';
import { wallTimeAt } from '#kernel/wall-clock';
import type { Card, CardGroup } from '#agents/screens/ask-cards.ts';
import type { NameOf } from '#agents/screens/say.ts';
import type { Values, Words } from '#locales';
import type { DecisionAsk } from '../core/asks.ts';

/** Where and when the cards are read. */
export interface Reading {
  readonly group: CardGroup;
  readonly timeZone: string;
  readonly now: string;
  readonly nameOf: NameOf;
  /** What the proposals and meetings are called that words and promises belong to. */
  readonly titles: ReadonlyMap<string, string>;
}

export function decisionCards(words: Words, reading: Reading, asks: readonly DecisionAsk[]): Card[] {
  const { slug, name, several } = reading.group;
  return asks.map((asked) => {
    const base = `/g/${slug}`;
    const frame: Frame = {
      ...reading,
      words,
      base,
      page: (proposal) => `${base}/decisions/${proposal}`,
      of: (sentence) => (several ? `${name}. ${sentence}`.trim() : sentence),
      name: (member) => reading.nameOf(member) ?? words.t('act.someone'),
      plain: { by: asked.by ?? '', deadline: undefined, act: undefined, waits: false },
    };
    return cardOf(frame, asked);
  });
}

/** From this hour on, today is tonight. */
const EVENING = '18:00';
const WEEK_DAYS = 6;

/** An instant as people say it, for a sentence that chooses by `day`: tonight, today, tomorrow, this week, or later. */
export function sayWhen(words: Words, instant: string, now: string, timeZone: string): Values {
  const [on, today] = [civilDateAt(instant, timeZone), civilDateAt(now, timeZone)];
  const time = words.time(instant);
  const day =
    on === today
      ? wallTimeAt(instant, timeZone) >= EVENING
        ? 'tonight'
        : 'today'
      : on === addDays(today, 1)
        ? 'tomorrow'
        : 'other';
  const isNear = on > today && on <= addDays(today, WEEK_DAYS);
  return { day, time, date: words.date(instant, isNear ? 'weekday' : 'medium') };
}

/** What the cards of every kind have in common. */
interface Frame extends Reading {
  readonly words: Words;
  readonly base: string;
  readonly page: (proposal: string) => string;
  readonly of: (sentence: string) => string;
  readonly name: (member: string) => string;
  readonly plain: Pick<Card, 'by' | 'deadline' | 'act' | 'waits'>;
}

type Of<Kind extends DecisionAsk['ask']> = Extract<DecisionAsk, { readonly ask: Kind }>;

function cardOf(frame: Frame, asked: DecisionAsk): Card {
  switch (asked.ask) {
    case 'vote':
      return voteCard(frame, asked);
    case 'answer':
    case 'integrate':
      return wordCard(frame, asked);
    case 'confirm':
      return confirmCard(frame, asked);
    case 'mention':
      return mentionCard(frame, asked);
    case 'offer':
    case 'merge':
      return changeCard(frame, asked);
    case 'author':
      return authorCard(frame, asked);
    case 'promise':
      return promiseCard(frame, asked);
    case 'keep':
      return keepCard(frame, asked);
    case 'minutes':
      return minutesCard(frame, asked);
    case 'meeting':
      return meetingCard(frame, asked);
  }
}

function voteCard({ words, page, of, plain, now, timeZone }: Frame, asked: Of<'vote'>): Card {
  const { proposal, title, took, roll, by } = asked;
  return {
    ...plain,
    id: `vote-${proposal}`,
    icon: 'ballot',
    kind: words.t('ask.vote'),
    deadline: by === null ? undefined : words.t('ask.vote.closes', sayWhen(words, by, now, timeZone)),
    title,
    state: of(words.t('ask.vote.state', { took, roll })),
    go: { href: `${page(proposal)}/vote`, label: words.t('decisions.vote') },
    also: { href: page(proposal), label: words.t('decisions.read-first') },
  };
}

/** Until when an author can still do something about it: the vote opens. */
function untilVote({ words, now, timeZone }: Frame, by: string | null): string | undefined {
  return by === null ? undefined : words.t('ask.vote.opens', sayWhen(words, by, now, timeZone));
}

function wordCard(frame: Frame, asked: Of<'answer' | 'integrate'>): Card {
  const { words, page, of, name, plain } = frame;
  const { ask, proposal, title, word, by } = asked;
  const said = { name: name(word.author), text: shortened(word.text), kind: word.kind };
  return {
    ...plain,
    id: `${ask}-${word.id}`,
    icon: ask === 'answer' ? 'info' : 'hand',
    kind: words.t(ask === 'answer' ? 'ask.answer' : 'ask.integrate', { kind: word.kind }),
    deadline: untilVote(frame, by),
    title,
    state: of(words.t('ask.word.state', said)),
    go: {
      href: `${page(proposal)}#${word.id}`,
      label: words.t(ask === 'answer' ? 'ask.answer.go' : 'ask.integrate.go'),
    },
  };
}

function confirmCard(frame: Frame, { subject, word, by }: Of<'confirm'>): Card {
  const { words, of, plain, now, timeZone } = frame;
  return {
    ...plain,
    id: `confirm-${word.id}`,
    icon: 'check',
    kind: words.t('ask.confirm'),
    deadline: by === null ? undefined : words.t('ask.confirm.until', sayWhen(words, by, now, timeZone)),
    title: titleOf(frame, subject),
    state: of(words.t('ask.confirm.state', { kind: word.kind })),
    go: { href: talkOf(frame, subject, word.id), label: words.t('ask.confirm.go') },
  };
}

function mentionCard(frame: Frame, { subject, word }: Of<'mention'>): Card {
  const { words, of, name, plain } = frame;
  return {
    ...plain,
    id: `mention-${word.id}`,
    icon: 'person',
    kind: words.t('ask.mention', { name: name(word.author) }),
    title: titleOf(frame, subject),
    state: of(words.t('ask.mention.state', { text: shortened(word.text) })),
    go: { href: talkOf(frame, subject, word.id), label: words.t('ask.mention.go') },
  };
}

function changeCard(frame: Frame, asked: Of<'offer' | 'merge'>): Card {
  const { words, page, of, name, plain, titles } = frame;
  const { proposal, title, by } = asked;
  const state =
    asked.ask === 'offer'
      ? words.t('ask.offer.state', { name: name(asked.offer.offeredBy) })
      : words.t('ask.merge.state', {
          name: name(asked.merge.offeredBy),
          source: titles.get(asked.merge.source) ?? '',
        });
  return {
    ...plain,
    id: `${asked.ask}-${asked.ask === 'offer' ? asked.offer.id : asked.merge.id}`,
    icon: 'change',
    kind: words.t(asked.ask === 'offer' ? 'ask.offer' : 'ask.merge'),
    deadline: untilVote(frame, by),
    title,
    state: of(state),
    go: { href: `${page(proposal)}#offers`, label: words.t('ask.offer.go') },
  };
}

function authorCard(frame: Frame, { proposal, title, member, by }: Of<'author'>): Card {
  const { words, page, of, name, plain } = frame;
  return {
    ...plain,
    id: `author-${proposal}`,
    icon: 'pen',
    kind: words.t('ask.author'),
    deadline: untilVote(frame, by),
    title,
    state: of(words.t('ask.author.state', { name: name(member) })),
    go: { href: page(proposal), label: words.t('decisions.read-first') },
    act: {
      action: `${page(proposal)}?/agree#agree`,
      label: words.t('ask.author.go'),
      member: proposal,
      fields: { at: 'agree' },
    },
  };
}

function promiseCard({ words, page, of, name, plain }: Frame, { promise }: Of<'promise'>): Card {
  const { id, proposal, what, askedBy, by } = promise;
  return {
    ...plain,
    id: `promise-${id}`,
    icon: 'hand',
    kind: words.t('ask.promise'),
    deadline: words.t('ask.until', { until: words.date(by, 'medium') }),
    title: what,
    state: of(words.t('ask.promise.state', { name: name(askedBy) })),
    go: { href: `${page(proposal)}#promises`, label: words.t('ask.look') },
    act: {
      action: `${page(proposal)}?/acceptPromise#acceptPromise-${id}`,
      label: words.t('promise.accept'),
      member: id,
      fields: { at: `acceptPromise-${id}`, promise: id },
    },
  };
}

function keepCard({ words, page, of, plain, titles }: Frame, { promise, overdue }: Of<'keep'>): Card {
  const { id, proposal, what, by } = promise;
  return {
    ...plain,
    id: `keep-${id}`,
    icon: 'clock',
    kind: words.t('ask.keep'),
    deadline: words.t(overdue ? 'ask.was_due' : 'ask.until', { until: words.date(by, 'medium') }),
    title: what,
    state: of(titles.get(proposal) ?? ''),
    go: { href: `${page(proposal)}#promises`, label: words.t('ask.look') },
    act: {
      action: `${page(proposal)}?/keepPromise#keepPromise-${id}`,
      label: words.t('promise.keep'),
      member: id,
      fields: { at: `keepPromise-${id}`, promise: id },
    },
  };
}

function minutesCard({ words, base, of, plain }: Frame, { meeting, title }: Of<'minutes'>): Card {
  return {
    ...plain,
    id: `minutes-${meeting}`,
    icon: 'pen',
    kind: words.t('ask.minutes'),
    title,
    state: of(words.t('ask.minutes.state')),
    go: { href: `${base}/meetings/${meeting}#minutes`, label: words.t('ask.minutes.go') },
  };
}

function meetingCard({ words, base, of, plain, now, timeZone }: Frame, { meeting }: Of<'meeting'>): Card {
  const { id, title, place, startsAt } = meeting;
  return {
    ...plain,
    id: `meeting-${id}`,
    icon: 'calendar',
    kind: words.t('ask.meeting'),
    deadline: words.t('ask.meeting.when', sayWhen(words, startsAt, now, timeZone)),
    title,
    state: of(place),
    go: { href: `${base}/meetings/${id}`, label: words.t('ask.meeting.look') },
    act: {
      action: `${base}/meetings/${id}?/answer#answer-yes`,
      label: words.t('ask.meeting.go'),
      member: id,
      fields: { at: 'answer-yes', comes: 'yes' },
    },
  };
}

function titleOf({ words, titles }: Frame, subject: string): string {
  return titles.get(subject) ?? words.t('ask.talk');
}

/** Where something was said: on the page of a proposal; what was said elsewhere leads to the place it is about. */
function talkOf({ base, page }: Frame, subject: string, word: string): string {
  if (subject.startsWith('pro_')) return `${page(subject)}#${word}`;
  return subject.startsWith('mee_') ? `${base}/meetings/${subject}` : base;
}

const LONG = 140;

/** The beginning of what was said, in one line. */
function shortened(text: string | null): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length <= LONG ? line : `${line.slice(0, LONG).replace(/\s+\S*$/, '')} …`;
}
