/** A count of hands as it is told, in the room and after it: what was counted, and whether it stands. */
import type { NameOf } from '#agents/screens/say.ts';
import type { Words } from '#locales';
import { countState, sawIt, type CountState, type HandCount } from '../core/hand-count.ts';

/** More names than these nobody reads aloud. */
const FEW = 4;

export interface ToldCount {
  readonly state: CountState;
  /** What was counted, and by whom. */
  readonly counted: string;
  /** What came of it, or what it waits for. */
  readonly outcome: string;
  /** Who has said that it was so; null where nobody was asked, or has said it. */
  readonly checked: string | null;
}

/**
 * `effectAt`: when what was decided takes effect, null where nothing does; `names`: who can say that it was
 * so.
 */
export function tellCount(
  words: Words,
  count: HandCount,
  of: {
    readonly nameOf: NameOf;
    readonly names: readonly string[];
    readonly effectAt: string | null;
    readonly now: string;
  },
): ToldCount {
  const { yes, no, abstain, check } = count;
  const name = (member: string) => of.nameOf(member) ?? words.t('act.someone.within');
  const state = countState(count);
  const isConsent = count.way.method === 'consent' || count.way.method === 'consensus';
  return {
    state,
    counted: words.t(isConsent ? 'hands.counted.consent' : 'hands.counted', {
      who: name(count.countedBy),
      yes,
      no,
      abstain,
    }),
    outcome:
      state === 'waits'
        ? waitingWords(words, of.names)
        : state === 'fell'
          ? words.t('hands.fell', {
              name: name(check!.by),
              there: sawIt(count, check!.by) ? 'yes' : 'no',
              told: check!.reason === null ? 'no' : 'yes',
              reason: check!.reason ?? '',
            })
          : words.t(isConsent ? 'hands.stands.consent' : 'hands.stands', {
              result: count.result,
              yes,
              no,
              ...effectValues(words, of),
            }),
    checked: state === 'stands' && check !== null ? words.t('hands.checked', { name: name(check.by) }) : null,
  };
}

function waitingWords(words: Words, names: readonly string[]): string {
  const waits = words.t('hands.waits');
  if (names.length === 0) return waits;
  const many = names.length > FEW ? 'yes' : 'no';
  return `${waits} ${words.t('hands.waits.who', { names: words.list(names, 'disjunction'), many })}`;
}

function effectValues(
  words: Words,
  { effectAt, now }: { readonly effectAt: string | null; readonly now: string },
) {
  if (effectAt === null) return { effect: 'none', when: '' };
  return effectAt <= now ? { effect: 'now', when: '' } : { effect: 'at', when: words.moment(effectAt) };
}
