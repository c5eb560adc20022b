/**
 * What accounts ask of somebody, as cards: beside those of agents and decisions, in the same form and order.
 */
import type { Card, CardGroup } from '#agents/screens/ask-cards.ts';
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import type { MoneyAsk, Party } from '../core/money-asks.ts';

export interface MoneyReading {
  readonly group: CardGroup;
  readonly nameOf: NameOf;
  /** An amount in the words of the group. */
  readonly amount: (unit: string, minor: bigint) => string;
}

export function moneyCards(words: Words, reading: MoneyReading, asks: readonly MoneyAsk[]): Card[] {
  const cards = asks.map((one) => cardOf(words, reading, one));
  if (words.hidesAmounts !== true) return cards;
  // Nobody says yes to an amount that they do not see.
  return cards.map((card) => (card.act === undefined ? card : { ...card, act: showsFirst(words, card) }));
}

export function partyName(words: Words, nameOf: NameOf, { member, purpose, name }: Party): string {
  if (member !== null) return nameOf(member) ?? words.t('member.forgotten');
  return name === '' ? words.t(`money.purpose.${purpose}`) : name;
}

function cardOf(words: Words, { group, nameOf, amount }: MoneyReading, one: MoneyAsk): Card {
  const base = `/g/${group.slug}/money`;
  const who = partyName(words, nameOf, one.to);
  const what = amount(one.unit, one.amountMinor);
  const of = (sentence: string) => (group.several ? `${group.name}. ${sentence}`.trim() : sentence);
  const plain = {
    id: `${group.slug}-${one.ask}-${one.id}`,
    icon: 'scales',
    act: undefined,
    waits: false,
  } as const;
  const dated = (until: string) => ({
    by: until,
    deadline: words.t('money.until', { until: words.date(until) }),
  });
  switch (one.ask) {
    case 'pay':
      return {
        ...plain,
        ...dated(one.until),
        kind:
          one.out === null
            ? words.t('money.asked.kind')
            : words.t('acting.for', { name: partyName(words, nameOf, one.out) }),
        title: words.t('money.asked.title', { amount: what, who }),
        state: of(one.note ?? ''),
        act: tap(`${base}?/pay`, words.t('money.asked.pay', { amount: what }), one.id),
        go: { href: base, label: words.t('money.look') },
      };
    case 'keep':
      return {
        ...plain,
        ...dated(one.until),
        kind: words.t('money.held.kind'),
        title: words.t('money.held.title', { amount: what, who }),
        state: of(one.note ?? ''),
        act: tap(`${base}?/payHeld`, words.t('money.held.pay'), one.id),
        go: { href: base, label: words.t('money.look') },
      };
    case 'cash':
      return { ...plain, ...dated(one.until), ...cashCard(words, one, { base, who, what, nameOf, of }) };
    case 'check':
      return {
        ...plain,
        ...dated(one.until),
        kind: words.t('opening.card.kind'),
        title: words.t('opening.card.title', { mine: what }),
        state: of(words.t('opening.card.state', { on: words.date(one.until) })),
        go: { href: `${base}/opening`, label: words.t('opening.card.look') },
      };
    case 'mend': {
      const rule = one.rule === null ? null : words.t(`refusal.${one.rule as 'account_closed'}`);
      const doubted = words.t(one.waits ? 'opening.mend.waits' : 'opening.mend.stopped', { who });
      return {
        ...plain,
        by: '',
        deadline: undefined,
        kind: words.t('opening.card.kind'),
        title: rule === null ? doubted : words.t('opening.mend.refused'),
        state: of(rule ?? one.reason ?? ''),
        go: { href: `${base}/opening`, label: words.t('opening.card.look') },
      };
    }
    case 'missed':
      return {
        ...plain,
        by: '',
        deadline: undefined,
        kind: words.t('standing.card.kind'),
        title: words.t(one.byMe ? 'standing.to' : 'standing.by', { amount: what, who }),
        state: of(
          words.t(one.again ? 'standing.missed' : 'standing.passed-over', { due: words.date(one.until) }),
        ),
        go: { href: `${base}/standing`, label: words.t('money.look') },
      };
    case 'deny':
      return {
        ...plain,
        ...dated(one.until),
        kind: words.t('money.entered.kind'),
        title: words.t('money.entered.title', {
          by: nameOf(one.enteredBy) ?? words.t('member.forgotten'),
          amount: what,
          to: who,
        }),
        state: of(''),
        go: { href: base, label: words.t('money.look') },
      };
    case 'settle':
      return {
        ...plain,
        by: '',
        deadline: undefined,
        kind: words.t('money.dispute.kind'),
        title: words.t('money.dispute.title', {
          amount: what,
          from: partyName(words, nameOf, one.from),
          to: who,
        }),
        state: of(''),
        go: { href: `${base}/movements/${one.id}`, label: words.t('money.dispute.hear') },
      };
  }
}

type CashAsked = Extract<MoneyAsk, { ask: 'cash' }>;

/** What was paid in cash: whoever was paid answers with one tap, whoever paid is told how it stands. */
function cashCard(
  words: Words,
  { id, stage, byMe, into, words: said }: CashAsked,
  {
    base,
    who,
    what,
    nameOf,
    of,
  }: {
    readonly base: string;
    readonly who: string;
    readonly what: string;
    readonly nameOf: NameOf;
    readonly of: (sentence: string) => string;
  },
) {
  const account = into === null ? '' : partyName(words, nameOf, into);
  const values = { amount: what, who, into: account, common: into === null ? 'no' : 'yes' };
  const href = `${base}/cash#${id}`;
  const kind = words.t('coins.kind');
  if (stage === 'receive') {
    const act = tap(`${base}/cash?/${into === null ? 'received' : 'came'}`, words.t('coins.yes'), id);
    const go = { href, label: words.t('coins.not-yet') };
    return { kind, title: words.t('coins.asks', values), state: of(said ?? ''), act, go };
  }
  const go = { href, label: words.t('money.look') };
  const title = words.t(byMe ? 'coins.to' : 'coins.from', values);
  if (stage === 'wait') return { kind, title, state: of(words.t('coins.wait', values)), go, waits: true };
  if (stage === 'remind') return { kind, title, state: of(words.t('coins.remind', values)), go };
  if (stage === 'missed')
    return { kind, title, state: of(words.t('coins.missed', { ...values, words: said ?? '' })), go };
  return { kind, title, by: '', deadline: undefined, state: of(words.t('coins.lapsed', values)), go };
}

function showsFirst(words: Words, { id }: Card): Card['act'] {
  const label = words.t('band.amounts.show');
  return { action: '/me/amounts?/show', label, member: id, fields: { back: '/today' } };
}

function tap(action: string, label: string, of: string): Card['act'] {
  return { action, label, member: of, fields: { of } };
}
