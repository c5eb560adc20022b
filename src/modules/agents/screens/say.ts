/**
 * How rules, acts and standings of a group become sentences. The words stand in the locales; here they are
 * only put together. A post or a class that a group has named itself has no word there and is said by its own
 * name.
 */
import type { MemberId } from '#kernel/command';
import type { Key, Value, Words } from '#locales';
import type { Articles, Power } from '../core/statutes.ts';
import { waysOf, type Way } from '../core/voice.ts';
import { inWords } from '../core/rule-words.ts';
import { compareRules } from '../core/rules-text.ts';
import { trialEnds, type Membership, type StandingKind } from '../core/standing.ts';

/** The name under which this viewer knows a member; null where they may not. */
export interface NameOf {
  (member: string): string | null;
  /** What a module that knows more of its own acts puts into their sentences. */
  readonly valuesOf?: ValuesOf;
}

export type ValuesOf = (
  words: Words,
  told: Pick<ToldAct, 'command' | 'fact' | 'plain'>,
) => Readonly<Record<string, Value>>;

export function namedWord(words: Words, kind: 'role' | 'class' | 'matter' | 'form', name: string): string {
  const key = `${kind}.${name}${kind === 'form' ? '.name' : ''}`;
  return words.has(key) ? words.t(key) : name.replaceAll('_', ' ');
}

export function roleWord(words: Words, role: string): string {
  return namedWord(words, 'role', role);
}

/** The same at the head of a line. */
export function roleTitle(words: Words, role: string): string {
  return titled(words, roleWord(words, role));
}

export function titled(words: Words, text: string): string {
  const first = [...text][0] ?? '';
  return first.toLocaleUpperCase(words.locale) + text.slice(first.length);
}

export function matterWord(words: Words, matter: string): string {
  return namedWord(words, 'matter', matter);
}

/** What another version says differently, as sentences; without those that read the same in this language. */
export function ruleChanges(words: Words, before: Articles, after: Articles) {
  return compareRules(before, after)
    .map((change) => ({
      before: 'before' in change ? inWords(words, change.before) : undefined,
      after: 'after' in change ? inWords(words, change.after) : undefined,
    }))
    .filter((change) => change.before !== change.after);
}

/**
 * Who carries a matter, in few words, whichever way they go: `the treasurer (or all of us together, by …)`.
 */
export function powerWord(words: Words, power: Power): string {
  const ways = waysOf(power);
  if (ways.length === 0) return carrierWord(words, power);
  if (power.by === 'decision') return words.t('power.decided', { ways: waysWord(words, ways) });
  return words.t('power.or_decided', { who: carrierWord(words, power), ways: waysWord(words, ways) });
}

/** How something is decided together, in few words: `consent or majority`. */
export function waysWord(words: Words, ways: readonly Way[]): string {
  const methods = [...new Set(ways.map(({ method }) => method))];
  return words.list(
    methods.map((method) => words.t(`method.${method}.short`)),
    'disjunction',
  );
}

/** Who carries a matter by hand: `the treasurer`, `more than half of us`. */
export function carrierWord(words: Words, power: Power): string {
  switch (power.by) {
    case 'member':
      return words.t('power.member');
    case 'role':
      return words.t('power.role', { role: roleWord(words, power.role) });
    case 'roles':
      return words.t('power.roles', {
        count: power.of,
        roles: words.list(
          power.among.map((role) => roleWord(words, role)),
          'disjunction',
        ),
      });
    case 'members':
      return 'of' in power ? words.t('power.members', { count: power.of }) : words.t(`power.${power.share}`);
    case 'decision':
      return words.t('power.decision');
  }
}

/** What somebody is to the group, in one word or two. */
export function standingWord(words: Words, kind: StandingKind, member: Membership): string {
  if (kind === 'trial') return words.t('standing.trial', { until: words.date(trialEnds(member)!) });
  if (kind === 'suspended') {
    return member.suspendedUntil === null
      ? words.t('standing.suspended')
      : words.t('standing.suspended_until', { until: words.date(member.suspendedUntil) });
  }
  if (kind === 'ex_member') {
    const key = `standing.ended.${member.endKind ?? 'left'}`;
    return words.t(words.has(key) ? key : 'standing.ended.left', { on: words.date(member.endedOn!) });
  }
  return words.t(`standing.${kind}` as Key);
}

/** An act of the record as it is told: its fact with whatever personal may be read, and who did it. */
export interface ToldAct {
  readonly command: string;
  readonly actor: string | null;
  readonly fact: { readonly [key: string]: unknown };
  /** Without names: for those who may know that it was done, and not by whom. */
  readonly plain?: boolean;
  /** Several signed, or all decided, and whoever came last is no more its author than the others. */
  readonly together?: boolean;
}

/** One line of the record. */
export function actSentence(words: Words, act: ToldAct, nameOf: NameOf): string {
  const key = `act.${act.command}`;
  const values = {
    ...factValues(words, act.fact, nameOf, act.plain ?? false),
    ...nameOf.valuesOf?.(words, act),
    who: who(words, act, nameOf),
  };
  if (words.has(key)) return begun(words, words.t(key, values));
  return begun(words, words.t('act.other', { who: values.who, command: act.command }));
}

function who(words: Words, act: ToldAct, nameOf: NameOf): string {
  if (act.together) return words.t('act.group');
  if (act.plain || act.actor === null) return words.t('act.someone.within');
  return nameOf(act.actor) ?? words.t('act.someone.within');
}

/** What an act would bring about, said before it has: `Ana becomes treasurer until 31 May 2028`. */
export function proposalSentence(
  words: Words,
  command: string,
  matter: string,
  input: unknown,
  nameOf: NameOf,
  more: { readonly [name: string]: Value } = {},
): string {
  const key = `asked.${command}`;
  const fact = (input ?? {}) as ToldAct['fact'];
  const values = {
    ...factValues(words, fact, nameOf, false),
    ...nameOf.valuesOf?.(words, { command, fact }),
  };
  if (words.has(key)) return begun(words, words.t(key, { ...values, ...more }));
  return words.t('asked.other', { matter: matterWord(words, matter) });
}

/** Somebody without a name may stand at the head of a sentence. */
function begun(words: Words, sentence: string): string {
  return sentence.startsWith(words.t('act.someone.within')) ? titled(words, sentence) : sentence;
}

const NOTHING = '-';

/** What is said of the books where nobody who knows them has been asked. */
const NO_BOOKS = {
  ...{ source: NOTHING, target: NOTHING, account: NOTHING, unit: NOTHING, amount: NOTHING, number: NOTHING },
  ...{ zero: 'no', whose: 'own', told: 'all', kind: NOTHING, paid: 'no', opened: 0, bound: 0, closed: 0 },
  ...{ month: 'none', people: 0, hours: 0 },
};

/** Every value a sentence about an act may use; what an act does not have is said by a dash, or by zero. */
function factValues(
  words: Words,
  fact: { readonly [key: string]: unknown },
  nameOf: NameOf,
  plain: boolean,
): Record<string, Value> {
  const text = (key: string) => (typeof fact[key] === 'string' && fact[key] !== '' ? fact[key] : NOTHING);
  const day = (...keys: string[]) => {
    const found = keys.map((key) => fact[key]).find((one) => typeof one === 'string' && one !== '');
    return typeof found === 'string' ? words.date(found.slice(0, 10)) : NOTHING;
  };
  const moment = (key: string) => (text(key) === NOTHING ? NOTHING : words.moment(text(key)));
  const name = (...keys: string[]) => {
    if (plain) return words.t('act.someone.within');
    const found = keys
      .map((key) => fact[key])
      .find((one) => typeof one === 'string' && one.startsWith('mem_'));
    return (typeof found === 'string' ? nameOf(found) : null) ?? words.t('act.someone.within');
  };
  const count = (key: string) => (typeof fact[key] === 'number' ? fact[key] : 0);
  return {
    ...NO_BOOKS,
    // Of an offer or a need, which of the two.
    kind: text('kind'),
    name: name('member', 'to', 'applicant', 'signer', 'speaker'),
    to: name('to', 'member'),
    from: name('from', 'member'),
    voucher: name('voucher'),
    role: text('role') === NOTHING ? NOTHING : roleWord(words, text('role')),
    class: text('class') === NOTHING ? NOTHING : namedWord(words, 'class', text('class')),
    matter: text('matter') === NOTHING ? NOTHING : matterWord(words, text('matter')),
    until: day('endsOn', 'suspendedUntil', 'until', 'noUntil', 'trialUntil', 'expiresAt'),
    since: day('startsOn', 'on', 'admittedOn'),
    open: day('endsOn', 'suspendedUntil', 'until', 'trialUntil') === NOTHING ? 'yes' : 'no',
    version: count('version'),
    needed: count('needed'),
    added: count('added'),
    changed: count('changed'),
    withdrawn: count('withdrawn'),
    returned: count('returned'),
    about: name('about'),
    subject: subjectKind(text('subject'), text('matter'), text('about')),
    founded: fact['founded'] === true ? 'yes' : 'no',
    group: text('name'),
    title: text('title'),
    titled: text('title') === NOTHING ? 'no' : 'yes',
    opens: moment('opensAt'),
    dated: text('opensAt') === NOTHING ? 'no' : text('opensAt') === text('publishedAt') ? 'now' : 'yes',
    closes: moment('closesAt'),
    voters: count('rollSize'),
    result: isAgain(fact['again']) ? 'again' : text('result'),
    says: text('says'),
    asked: fact['asked'] === true ? 'yes' : 'no',
    right: fact['right'] === false ? 'no' : 'yes',
    when: moment('startsAt'),
    count: count('count'),
    unnamed: text('name') === NOTHING ? 'yes' : 'no',
    uses: count('uses'),
    named: typeof fact['member'] !== 'string' ? 'no' : fact['member'] === fact['addedBy'] ? 'own' : 'yes',
    rehearsal: fact['rehearsal'] === true ? 'yes' : 'no',
  };
}

/** Of a vote that closes: whether it is held once more. */
function isAgain(again: unknown): boolean {
  return typeof again === 'object' && again !== null;
}

/**
 * What a signature was given on: the founding, or an act that waited, whose matter and member may be known.
 */
function subjectKind(subject: string, matter: string, about: string): string {
  if (!subject.startsWith('wai_')) return subject;
  if (matter === NOTHING) return 'waiting';
  return about === NOTHING ? 'matter' : 'member';
}

/** What an act rests on, in words. */
export function authoritySentence(
  words: Words,
  authority: { readonly by: string; readonly [key: string]: unknown },
  given: string | null,
  nameOf: NameOf,
): string {
  switch (authority.by) {
    case 'mandate': {
      const role = roleWord(words, String(authority['role']));
      return given === null
        ? words.t('authority.mandate', { role })
        : words.t('authority.mandate_since', { role, on: words.date(given) });
    }
    case 'signatures': {
      const members = (authority['members'] as readonly MemberId[]).map(
        (one) => nameOf(one) ?? words.t('act.someone'),
      );
      const needed = Number(authority['needed']);
      return words.t('authority.signatures', { names: words.list(members), count: members.length, needed });
    }
    default: {
      const key = `authority.${authority.by}`;
      return words.t(words.has(key) ? key : 'authority.other');
    }
  }
}
