/**
 * Minutes as they are read: on the page, on paper, aloud. The sentences stand in the locales; what people
 * wrote down stands as they wrote it.
 */
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import type { Attended, DecidedThere, Minutes, Said } from '../core/minutes.ts';

/** Paragraphs, and the items of the agenda with theirs. */
export interface ToldMinutes {
  /**
   * In which language they are told; what was done, and so the digest under the names, is the same in all.
   */
  readonly locale: string;
  readonly head: readonly string[];
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly string[];
  }[];
  readonly others: readonly string[];
  readonly othersTitle: string;
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
  if (minutes.denied.length > 0) {
    const denied = minutes.denied.map(({ member, writtenBy }) =>
      t('minutes.denied.one', {
        name: name(member),
        who: writtenBy === null ? t('act.someone.within') : name(writtenBy),
      }),
    );
    head.push(t('minutes.denied', { names: words.list(denied) }));
  }
  if (minutes.excused.length > 0) {
    head.push(t('minutes.excused', { names: words.list(minutes.excused.map(name)) }));
  }
  return {
    locale: words.locale,
    head,
    items: minutes.items.map((item) => ({
      id: item.id,
      title: item.title,
      lines: [
        ...(item.takenAt === null && item.decided.length === 0 ? [t('minutes.not_taken')] : []),
        ...item.said.map(said),
        ...item.decided.map((one) => decidedWords(words, one, name)),
      ],
    })),
    others: [...minutes.decided.map((one) => decidedWords(words, one, name)), ...minutes.said.map(said)],
    othersTitle: t('minutes.others'),
    end: minutes.closedAt === null ? null : t('minutes.closed', { at: words.time(minutes.closedAt) }),
  };
}

/** What came of a count; one that waits, or fell, has decided nothing. */
function decidedWords({ t }: Words, one: DecidedThere, name: (member: string) => string): string {
  const { title, yes, no, abstain, state } = one;
  const isConsent = one.method === 'consent' || one.method === 'consensus';
  const counted = t(isConsent ? 'minutes.decided.consent' : 'minutes.decided', {
    title,
    yes,
    no,
    abstain,
    state,
    result: state === 'stands' ? t(`minutes.result.${one.result}`) : checkWords(t, one, name),
  });
  return state === 'stands' && one.checkedBy !== null ? `${counted} ${checkWords(t, one, name)}` : counted;
}

function checkWords(
  t: Words['t'],
  { state, checkedBy, countedBy, reason }: DecidedThere,
  name: (member: string) => string,
): string {
  if (checkedBy === null) return t('minutes.count.waits');
  if (state === 'stands') return t('minutes.count.checked', { who: name(countedBy), other: name(checkedBy) });
  const told = reason === null ? 'no' : 'yes';
  return t('minutes.count.fell', { who: name(checkedBy), told, reason: reason ?? '' });
}

/** Who was there all the time is only named. */
function attendedWords(words: Words, { times }: Attended, name: string): string {
  const last = times.at(-1)!;
  return last.until === null ? name : words.t('minutes.left', { name, at: words.time(last.until) });
}
