/** The tables of this module whose rows a replay of the register makes again. */
export const EXCHANGE_REPLAYED = [
  'exchange.advert',
  'exchange.agreement',
  'exchange.word',
  'exchange.thanks',
  'exchange.ring',
  'exchange.ring_part',
] as const;
