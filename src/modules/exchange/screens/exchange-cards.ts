/** What offers, needs and agreements ask of somebody, as cards beside those of the other modules. */
import type { UnitRule } from '#agents';
import type { Card, CardGroup } from '#agents/screens/ask-cards.ts';
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import type { ExchangeAsk } from '../core/asks.ts';
import { termsWord } from './say-price.ts';

export interface ExchangeReading {
  readonly group: CardGroup;
  readonly nameOf: NameOf;
  readonly units: readonly UnitRule[];
  /** What an offer or a need is called. */
  readonly titles: ReadonlyMap<string, string | null>;
}

export function exchangeCards(words: Words, reading: ExchangeReading, asks: readonly ExchangeAsk[]): Card[] {
  return asks.map((one) => cardOf(words, reading, one));
}

function cardOf(words: Words, { group, nameOf, units, titles }: ExchangeReading, one: ExchangeAsk): Card {
  const { t } = words;
  const base = `/g/${group.slug}/exchange`;
  const name = (member: string) => nameOf(member) ?? t('member.forgotten');
  const called = (advert: string) => titles.get(advert) ?? t('exchange.gone');
  const state = group.several ? `${group.name}.` : '';
  const card = (id: string, more: Pick<Card, 'kind' | 'title' | 'go'> & Partial<Card>): Card => ({
    id: `${group.slug}-${one.ask}-${id}`,
    icon: 'knot',
    act: undefined,
    waits: false,
    by: '',
    deadline: undefined,
    state,
    ...more,
  });
  switch (one.ask) {
    case 'answer':
    case 'settle': {
      const { agreement, who } = one;
      const what = called(agreement.advert);
      const values = { who: name(who), what, terms: termsWord(words, units, agreement) };
      return card(agreement.id, {
        kind: t(`exchange.ask.${one.ask}.kind`),
        title: t(`exchange.ask.${one.ask}`, values),
        go: { href: `${base}/agreements/${agreement.id}`, label: t(`exchange.ask.${one.ask}.go`) },
      });
    }
    case 'off': {
      const { agreement, who } = one;
      return card(agreement.id, {
        kind: t('exchange.ask.off.kind'),
        title: t('exchange.ask.off', { who: name(who), what: called(agreement.advert) }),
        go: { href: `${base}/agreements/${agreement.id}`, label: t('exchange.look') },
      });
    }
    case 'open':
      return card(one.ring.id, {
        kind: t('exchange.ask.ring.kind'),
        title: t('exchange.ask.open', { who: name(one.who) }),
        go: { href: `${base}/rings#${one.ring.id}`, label: t('exchange.look') },
      });
    case 'renew':
      return card(one.advert.id, {
        kind: t('exchange.ask.renew.kind'),
        title: t('exchange.ask.renew', { what: one.advert.title ?? t('exchange.gone') }),
        by: one.advert.standsUntil,
        deadline: t('money.until', { until: words.date(one.advert.standsUntil) }),
        act: {
          action: `${base}/mine?/renew`,
          label: t('exchange.renew'),
          member: one.advert.id,
          fields: { of: one.advert.id },
        },
        go: { href: `${base}/${one.advert.id}`, label: t('exchange.look') },
      });
    case 'join':
    case 'receive':
      return card(one.ring.id, {
        kind: t('exchange.ask.ring.kind'),
        title: t(`exchange.ask.${one.ask}`, { who: name(one.ring.madeBy) }),
        go: { href: `${base}/rings#${one.ring.id}`, label: t('exchange.look') },
      });
  }
}
