/**
 * Minutes as they are read: on the page, on paper, aloud. The sentences stand in the locales; what people
 * wrote down stands as they wrote it.
 */
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import type { Attended, DecidedThere, Minutes, Said } from '../core/minutes.ts';

/** Paragraphs, and the items of the agenda with theirs. */
export interface ToldMinutes {
  readonly head: readonly string[];
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly string[];
  }[];
  readonly others: readonly string[];
  readonly end: string | null;
}

export function tellMinutes(words: Words, minutes: Minutes, nameOf: NameOf): ToldMinutes {
  const { t } = words;
  const name = (member: string) => nameOf(member) ?? t('act.someone.within');
  const said = (one: Said) => t('minutes.said', { who: name(one.by), words: one.words });
  const here = minutes.here.map((one) => attendedWords(words, one, name(one.member)));
  const head = [
    t('minutes.opened', {
      kind: t(`meeting.kind.${minutes.kind as 'assembly'}`),
      title: minutes.title,
      place: minutes.place,
      placed: minutes.place === '' ? 'no' : 'yes',
      when: words.moment(minutes.openedAt),
      who: name(minutes.facilitator),
    }),
    t('minutes.here', { names: words.list(here), count: minutes.here.length }),
    t('minutes.quorum', { voting: minutes.voting, quorum: minutes.quorum }),
  ];
  if (minutes.excused.length > 0) {
    head.push(t('minutes.excused', { names: words.list(minutes.excused.map(name)) }));
  }
  return {
    head,
    items: minutes.items.map((item) => ({
      id: item.id,
      title: item.title,
      lines: [
        ...(item.takenAt === null && item.decided.length === 0 ? [t('minutes.not_taken')] : []),
        ...item.said.map(said),
        ...item.decided.map((one) => decidedWords(words, one)),
      ],
    })),
    others: [...minutes.decided.map((one) => decidedWords(words, one)), ...minutes.said.map(said)],
    end: minutes.closedAt === null ? null : t('minutes.closed', { at: words.time(minutes.closedAt) }),
  };
}

function decidedWords({ t }: Words, one: DecidedThere): string {
  const isConsent = one.method === 'consent' || one.method === 'consensus';
  return t(isConsent ? 'minutes.decided.consent' : 'minutes.decided', {
    title: one.title,
    yes: one.yes,
    no: one.no,
    abstain: one.abstain,
    result: t(`minutes.result.${one.result}`),
  });
}

/** Who was there all the time is only named. */
function attendedWords(words: Words, { times }: Attended, name: string): string {
  const last = times.at(-1)!;
  return last.until === null ? name : words.t('minutes.left', { name, at: words.time(last.until) });
}
