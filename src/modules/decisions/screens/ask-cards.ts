/** What deciding together asks of somebody, as cards: beside those of agents, in the same form and order. */
import type { Card, CardBallot, CardGroup } from '#agents/screens/ask-cards.ts';
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import { plainText } from '#screens/markdown.ts';
import type { DecisionAsk } from '../core/asks.ts';
import { isLate } from '../core/dates.ts';
import { ballotOf } from '../core/proposal.ts';
import { roomCard } from './room-cards.ts';
import { actLines, amendedArticles, type Saying } from './say-proposal.ts';
import { sayWhen } from './say-when.ts';
import { stalledCard } from './stalled-cards.ts';

/** Where and when the cards are read. */
export interface Reading {
  readonly group: CardGroup;
  readonly timeZone: string;
  readonly now: string;
  readonly nameOf: NameOf;
  /** What the proposals and meetings are called that words and promises belong to. */
  readonly titles: ReadonlyMap<string, string>;
  /** To say what a yes would bring about. */
  readonly saying: Saying;
  /** For a ballot that is filled in on its card. */
  readonly newReceipt: () => string;
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

/** What the cards of every kind have in common. */
export interface Frame extends Reading {
  readonly words: Words;
  readonly base: string;
  readonly page: (proposal: string) => string;
  readonly of: (sentence: string) => string;
  readonly name: (member: string) => string;
  readonly plain: Pick<Card, 'by' | 'deadline' | 'act' | 'waits'>;
}

export type Of<Kind extends DecisionAsk['ask']> = Extract<DecisionAsk, { readonly ask: Kind }>;

function cardOf(frame: Frame, asked: DecisionAsk): Card {
  switch (asked.ask) {
    case 'vote':
      return voteCard(frame, asked);
    case 'cost':
      return costCard(frame, asked);
    case 'ballot':
      return toBallotCard(frame, asked);
    case 'answer':
    case 'integrate':
      return wordCard(frame, asked);
    case 'confirm':
      return confirmCard(frame, asked);
    case 'mention':
    case 'reply':
      return mentionCard(frame, asked);
    case 'offer':
    case 'merge':
      return changeCard(frame, asked);
    case 'author':
      return authorCard(frame, asked);
    case 'stand':
      return standCard(frame, asked);
    case 'promise':
      return promiseCard(frame, asked);
    case 'keep':
      return keepCard(frame, asked);
    case 'minutes':
    case 'here':
    case 'count':
    case 'paper':
    case 'refused':
      return roomCard(frame, asked);
    case 'late':
    case 'stuck':
      return stalledCard(frame, asked);
    case 'meeting':
      return meetingCard(frame, asked);
  }
}

function voteCard(frame: Frame, asked: Of<'vote'>): Card {
  const { words, page, of, plain, now, timeZone, name } = frame;
  const { proposal, title, took, roll, by, standIn } = asked;
  const ballot = ballotHere(frame, asked);
  return {
    ...plain,
    id: `vote-${proposal}`,
    icon: 'ballot',
    kind: words.t('ask.vote'),
    deadline: by === null ? undefined : words.t('ask.vote.closes', sayWhen(words, by, now, timeZone)),
    title,
    state: [
      of(words.t('ask.vote.state', { took, roll })),
      ...(standIn === null ? [] : [words.t('vote.stand-in', { name: name(standIn) })]),
    ].join(' '),
    ...(ballot ? { ballot } : {}),
    go: { href: `${page(proposal)}/vote#ballot`, label: words.t('decisions.vote') },
    also: { href: page(proposal), label: words.t('decisions.read-first') },
  };
}

const ANSWERS = {
  yes_no: ['yes', 'no', 'abstain'],
  consent: ['consent', 'aside', 'object', 'abstain'],
} as const;

/**
 * The ballot itself, where it is one answer to one question that fits on a card: not where the browser has
 * to make a token first, nor where changed rules have to be read.
 */
function ballotHere({ words, page, saying, newReceipt }: Frame, asked: Of<'vote'>): CardBallot | null {
  const { proposal, title, body, method, secrecy, acts } = asked;
  const kind = ballotOf(method);
  if ((kind !== 'yes_no' && kind !== 'consent') || secrecy === 'blind' || acts === null) return null;
  if (amendedArticles(acts) !== null) return null;
  const lines = actLines(saying, acts).filter((line) => line !== title);
  const block = method === 'consensus' ? 'ballot.block' : 'ballot.object';
  return {
    action: `${page(proposal)}/vote?/cast#refused`,
    legend: words.t('ballot.your-choice'),
    choices: ANSWERS[kind].map((value) => ({
      value,
      label: words.t(value === 'object' ? block : `ballot.${value}`),
    })),
    told: [
      shortened(plainText(body)),
      ...lines.map((line) => words.t('ask.vote.if_passed', { what: line })),
    ].filter((line) => line !== ''),
    secrecy: words.t(`ask.vote.${secrecy}`),
    receipt: secrecy === 'separated' ? newReceipt() : null,
    go: words.t('vote.cast'),
    member: proposal,
  };
}

function costCard(frame: Frame, { budget, title, projects, by }: Of<'cost'>): Card {
  const { words, base, of, plain, now, timeZone } = frame;
  return {
    ...plain,
    id: `cost-${budget}`,
    icon: 'coins',
    kind: words.t('ask.cost'),
    deadline: by === null ? undefined : words.t('ask.cost.until', sayWhen(words, by, now, timeZone)),
    title,
    state: of(words.t('ask.cost.state', { count: projects })),
    go: { href: `${base}/budgets/${budget}#ideas`, label: words.t('ask.cost.go') },
  };
}

function toBallotCard({ words, base, of, plain }: Frame, { budget, title }: Of<'ballot'>): Card {
  return {
    ...plain,
    id: `ballot-${budget}`,
    icon: 'ballot',
    kind: words.t('ask.ballot'),
    title,
    state: of(words.t('ask.ballot.state')),
    go: { href: `${base}/budgets/${budget}/ballot`, label: words.t('budget.run.ballot') },
  };
}

/** Until when an author can still do something about it: the vote opens. */
function untilVote({ words, now, timeZone }: Frame, by: string | null): string | undefined {
  return by === null || isLate(by, now)
    ? undefined
    : words.t('ask.vote.opens', sayWhen(words, by, now, timeZone));
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
      href: `${page(proposal)}?reply=${word.id}#${word.id}`,
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

function mentionCard(frame: Frame, { ask, subject, word }: Of<'mention' | 'reply'>): Card {
  const { words, of, name, plain } = frame;
  return {
    ...plain,
    id: `${ask}-${word.id}`,
    icon: 'person',
    kind: words.t(`ask.${ask}`, { name: name(word.author) }),
    title: titleOf(frame, subject),
    state: of(words.t('ask.mention.state', { text: shortened(word.text) })),
    go: { href: talkOf(frame, subject, word.id, true), label: words.t('ask.reply.go') },
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

function standCard(frame: Frame, asked: Of<'stand'>): Card {
  const { proposal, title, option, member, by } = asked;
  const lot = asked.lot ? 'yes' : 'no';
  const { words, page, of, name, plain } = frame;
  return {
    ...plain,
    id: `stand-${option}`,
    icon: 'hand',
    kind: words.t('ask.stand', { lot }),
    deadline: untilVote(frame, by),
    title,
    state: of(words.t('ask.stand.state', { name: name(member), lot })),
    go: { href: `${page(proposal)}#${option}`, label: words.t('ask.stand.go') },
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

/**
 * Where something was said, to be replied to or only seen: the very word, on the page of its proposal or its
 * meeting, or in the talk of the whole group, which shows the part that the word is in.
 */
function talkOf({ base, page }: Frame, subject: string, word: string, replies = false): string {
  const reply = replies ? `reply=${word}` : '';
  const of = (path: string, ...asked: readonly string[]) => {
    const all = asked.filter((one) => one !== '').join('&');
    return `${path}${all === '' ? '' : `?${all}`}#${word}`;
  };
  if (subject.startsWith('pro_')) return of(page(subject), reply);
  if (subject.startsWith('mee_')) return of(`${base}/meetings/${subject}`, reply);
  return of(`${base}/talk`, `word=${word}`, reply);
}

const LONG = 140;

/** The beginning of what was said, in one line. */
function shortened(text: string | null): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  return line.length <= LONG ? line : `${line.slice(0, LONG).replace(/\s+\S*$/, '')} …`;
}
