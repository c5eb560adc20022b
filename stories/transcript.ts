/**
 * A story as people read it: days as headings, acts in the words of the record, and every no with its way
 * out.
 */
import type { StoryEvent } from '#host/story-event';
import type { TellingStage } from '#host/story-stage';
import { refusalWords } from '#host/forms';
import { actSentence, authoritySentence, proposalSentence, ruleChanges } from '#agents/screens/say.ts';
import { words, type Words } from '#locales';

export type TranscriptLocale = 'en' | 'es';

const HEAD: Record<TranscriptLocale, string> = {
  en: 'Told by a test, act by act, through the same door as everybody’s acts. The sentences are those of the record.',
  es: 'Contada por una prueba, acto por acto, por la misma puerta que los actos de cualquiera. Las frases son las de la memoria.',
};

const VERIFIED: Record<TranscriptLocale, (acts: number, forgotten: number) => string> = {
  en: (acts, forgotten) =>
    `The record of the group holds ${acts} acts. All of them, and those of everybody beside it, are hashed again from the first: **nothing is broken**${forgotten > 0 ? `, and the words about people that are no longer there (${forgotten} times) are missing because somebody asked for it` : ''}.`,
  es: (acts, forgotten) =>
    `La memoria del grupo guarda ${acts} actos. Todos, y los de quienes están al lado, se vuelven a sellar desde el primero: **nada está roto**${forgotten > 0 ? `, y las palabras sobre personas que ya no están (${forgotten} veces) faltan porque alguien lo pidió` : ''}.`,
};

const PROVED: Record<TranscriptLocale, string> = {
  en: 'A neighbour had carried away the proof that he came in, that day in January. It still holds, and a new one for the same act holds too: it says that somebody came in, and no longer who.',
  es: 'Alguien del pueblo se había llevado la prueba de que él entró, aquel día de enero. Sigue valiendo, y una nueva del mismo acto también vale: dice que alguien entró, y ya no dice quién.',
};

/** Several who sign one after the other are told in one sentence. */
const SIGNED: Record<TranscriptLocale, (names: string, founding: boolean) => string> = {
  en: (names, founding) => `${names} signed${founding ? ' the founding' : ''}.`,
  es: (names, founding) => `Firmaron${founding ? ' la fundación' : ''} ${names}.`,
};

type ActEvent = Extract<StoryEvent, { is: 'act' }>;

/** The whole story in one language, as Markdown. */
export function transcript(title: string, telling: TellingStage, locale: TranscriptLocale): string {
  const lines: string[] = [`# ${title}`, '', HEAD[locale]];
  const { events } = telling;
  const spoken = words(locale, 'America/Mexico_City');
  for (let at = 0; at < events.length;) {
    const event = events[at]!;
    if (event.is !== 'act') {
      lines.push(...blockOf(event, locale, spoken));
      at += 1;
      continue;
    }
    const end = events.findIndex((one, place) => place > at && one.is !== 'act');
    const run = events.slice(at, end < 0 ? undefined : end) as ActEvent[];
    lines.push(...paragraphs(run, telling, locale, spoken));
    at += run.length;
  }
  return `${lines.join('\n')}\n`;
}

/** Acts that follow each other, as sentences of one paragraph; rules that changed stand below it. */
function paragraphs(
  run: readonly ActEvent[],
  telling: TellingStage,
  locale: TranscriptLocale,
  spoken: Words,
): string[] {
  const sentences: string[] = [];
  const below: string[] = [];
  for (let at = 0; at < run.length;) {
    const signed = signaturesFrom(run.slice(at));
    if (signed.length > 1) {
      const names = signed.map(
        (one) => telling.nameOf(String(one.act.fact['signer'])) ?? spoken.t('act.someone'),
      );
      sentences.push(SIGNED[locale](spoken.list(names), signed[0]!.act.fact['subject'] === 'founding'));
      at += signed.length;
      continue;
    }
    sentences.push(sentenceOf(run[at]!, telling, spoken));
    below.push(...changesOf(run[at]!, spoken));
    at += 1;
  }
  return ['', sentences.join(' '), ...below];
}

function signaturesFrom(run: readonly ActEvent[]): readonly ActEvent[] {
  const isOne = ({ act }: ActEvent) => act.command === 'agents.sign' && act.fact['founded'] === false;
  const end = run.findIndex((one) => !isOne(one) || one.act.fact['subject'] !== run[0]!.act.fact['subject']);
  return end < 0 ? run : run.slice(0, end);
}

function sentenceOf(
  { act, authority, briefly, before }: ActEvent,
  { nameOf }: TellingStage,
  spoken: Words,
): string {
  const sentence = actSentence(spoken, act, nameOf);
  if (briefly) return `${sentence} ${authoritySentence(spoken, authority, null, nameOf)}`;
  if (act.command !== 'agents.ask_signatures') return sentence;
  const { command, matter, input } = act.fact as { command: string; matter: string; input: object };
  return `${sentence} “${proposalSentence(spoken, command, matter, { ...before, ...input }, nameOf)}.”`;
}

function changesOf({ act, rulesBefore }: ActEvent, spoken: Words): string[] {
  if (rulesBefore === undefined || act.command !== 'agents.amend') return [];
  const changes = ruleChanges(spoken, rulesBefore, act.fact['articles'] as typeof rulesBefore);
  return changes.flatMap(({ before, after }) => [
    '',
    ...(before ? [`> ~~${before}~~`] : []),
    ...(after ? [`> **${after}**`] : []),
  ]);
}

function blockOf(event: Exclude<StoryEvent, ActEvent>, locale: TranscriptLocale, spoken: Words): string[] {
  switch (event.is) {
    case 'scene':
      return [
        '',
        `## ${spoken.date(event.at)} · ${event.title[locale]}`,
        ...(event.words ? ['', event.words[locale]] : []),
      ];
    case 'said':
      return ['', event.words[locale]];
    case 'refused': {
      const { sentence, way } = refusalWords(event.refusal, locale, event.known);
      return ['', event.words[locale], '', `> **${sentence}**${way === undefined ? '' : ` ${way}`}`];
    }
    case 'proved':
      return ['', PROVED[locale]];
    case 'verified':
      return ['', VERIFIED[locale](event.acts, event.forgotten)];
  }
}
