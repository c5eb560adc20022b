import { expect, test } from 'vitest';
import { words } from '#locales';
import { askCards } from './ask-cards.ts';
import { association } from '../../../forms/association.ts';
import type { Articles } from '../core/statutes.ts';
import { actSentence, carrierWord, powerWord, waysWord } from './say.ts';

const [ANA, LUIS, WAITING] = ['mem_ana', 'mem_luis', 'wai_1'] as const;
const nameOf = (member: string) => ({ [ANA]: 'Ana', [LUIS]: 'Luis' })[member] ?? null;
const signed = (locale: 'en' | 'es', fact: { readonly [key: string]: unknown }) =>
  actSentence(words(locale), { command: 'agents.sign', actor: ANA, fact: { signer: ANA, ...fact } }, nameOf);

test.each([
  [{ subject: 'founding' }, 'Ana signed the founding.', 'Ana firmó la fundación.'],
  [
    { subject: WAITING, matter: 'exclude', about: LUIS },
    'Ana signed: exclude someone (Luis).',
    'Ana firmó: excluir a alguien (Luis).',
  ],
  [{ subject: WAITING, matter: 'dissolve' }, 'Ana signed: end the group.', 'Ana firmó: terminar el grupo.'],
  [{ subject: WAITING }, 'Ana signed.', 'Ana firmó.'],
])('a signature says what it was given on: %o', (fact, en, es) => {
  expect(signed('en', fact)).toBe(en);
  expect(signed('es', fact)).toBe(es);
});

test.each([
  [null, ' It is decided in a meeting.'],
  ['2026-11-24T18:00:00.000Z', ' Vote until 30 November 2026, 18:00.'],
  ['2026-11-27T18:00:00.000Z', ' Talk until 27 November 2026, 18:00, vote until 30 November 2026, 18:00.'],
])('what is published, and opens at %s, is told with its times', (opensAt, times) => {
  const closesAt = opensAt && '2026-11-30T18:00:00.000Z';
  const fact = { title: 'A roof', publishedAt: '2026-11-24T18:00:00.000Z', opensAt, closesAt };
  const told = { command: 'decisions.publish', actor: ANA, fact };
  expect(actSentence(words('en'), told, nameOf)).toBe(`Ana put to all of us: A roof.${times}`);
});

test('somebody without a name is written small within a sentence, and large at its head', () => {
  const declined = { command: 'agents.decline', actor: null, fact: { member: 'mem_gone' } };
  expect(actSentence(words('en'), declined, nameOf)).toBe(
    'Someone said no to someone, who had asked to join.',
  );
  expect(actSentence(words('es'), { ...declined, actor: ANA }, nameOf)).toBe(
    'Ana dijo que no a alguien, que había pedido entrar.',
  );
});

test('every card has words in every language, and one key of its own', () => {
  const act = {
    waiting_id: WAITING,
    command: 'agents.exclude',
    matter: 'exclude',
    input: { member: LUIS },
    statutes_version: 1,
    opened_by: ANA,
    expires_at: '2026-12-20T00:00:00.000Z',
    signatures: [],
  } as const;
  const group = { slug: 'ollas', name: 'Las Ollas', several: true };
  const asks = [
    { ask: 'ink', act, members: [LUIS], by: '2026-12-20' },
    { ask: 'household', member: LUIS, own: ANA },
    { ask: 'return', member: LUIS, vouchers: [ANA] },
    { ask: 'say_no', member: LUIS, by: '2026-12-01' },
  ] as const;
  const told = (locale: 'en' | 'es') =>
    askCards(words(locale), group, asks, nameOf).map(({ title, state }) => [title, state]);
  expect(told('en')).toEqual([
    ['Luis is excluded', 'Las Ollas. Luis can sign this in ink, and you hand it in.'],
    ['Does Luis live with you?', 'Las Ollas. Only someone who lives there can confirm it.'],
    [
      'Is it really Luis who comes back?',
      'Las Ollas. Ana vouched for it; one more of us has to. Luis shows or tells you a code.',
    ],
    ['Have you told Luis of the entry?', 'Las Ollas. You answer for this entry. If they say no, pass it on.'],
  ]);
  expect(told('es')[1]).toEqual(['¿Luis vive contigo?', 'Las Ollas. Solo lo confirma alguien que vive ahí.']);
  const [, household] = askCards(words('en'), group, asks, nameOf);
  expect(household?.act).toEqual({
    action: `/g/ollas/members/${ANA}?/confirm#confirm-${LUIS}`,
    label: 'Yes, we live together',
    member: LUIS,
    fields: { at: `confirm-${LUIS}`, who: LUIS },
  });
});

test('who carries a matter is said with the ways of deciding it', () => {
  const { powers }: Articles = association.articles;
  const who = (locale: 'en' | 'es', matter: string) => powerWord(words(locale), powers[matter]!);
  expect(who('en', 'invite')).toBe('any one of us');
  expect(who('en', 'admit')).toBe('2 of us (or all of us together, by consent)');
  expect(who('en', 'share_out')).toBe('all of us together, by equal shares');
  expect(who('es', 'share_out')).toBe('todo el grupo en conjunto, por partes iguales');
  expect(carrierWord(words('en'), powers['admit']!)).toBe('2 of us');
  const twice = [...powers['amend']!.ways!, ...powers['dissolve']!.ways!];
  expect(waysWord(words('en'), twice)).toBe('majority');
  expect(waysWord(words('es'), powers['appoint']!.ways!)).toBe(
    'orden de preferencia con transferencias, consentimiento o mayoría',
  );
});
