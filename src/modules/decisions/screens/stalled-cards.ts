/** Cards of what has come to a halt: a vote that did not open, a decision that could not be carried out. */
import type { Card } from '#agents/screens/ask-cards.ts';
import type { Frame, Of } from './ask-cards.ts';

export function stalledCard({ words, page, of, plain }: Frame, asked: Of<'late' | 'stuck'>): Card {
  const { ask, proposal, title } = asked;
  const card = { ...plain, id: `${ask}-${proposal}`, title };
  if (asked.ask === 'stuck') {
    return {
      ...card,
      icon: 'warning',
      kind: words.t('ask.stuck'),
      state: of(words.t('ask.stuck.state')),
      go: { href: `${page(proposal)}#effect`, label: words.t('ask.stuck.go') },
    };
  }
  return {
    ...card,
    icon: 'clock',
    kind: words.t('ask.late'),
    state: of(words.t('ask.late.state', { opens: words.moment(asked.opensAt) })),
    go: { href: `${page(proposal)}#authors`, label: words.t('ask.late.go') },
  };
}
