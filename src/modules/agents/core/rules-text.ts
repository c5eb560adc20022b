/**
 * The statutes as people read them: plain sentences, grouped as on the page "Our rules". Each sentence knows
 * the place in the articles that it speaks of, so that "change" can lead there, and two versions can be laid
 * side by side sentence by sentence. The words themselves stand in the locales.
 */
import { BOOKS_MATTERS } from './books.ts';
import { booksText, limitWords } from './books-text.ts';
import { exchangeText } from './exchange-text.ts';
import { careText } from './care-text.ts';
import { classWord, postWord, type Word } from './rule-words.ts';
import { voiceText, waysText } from './ways-text.ts';
import { inOneOrder } from './wording.ts';
import { ALWAYS, MATTERS, type Always, type Articles, type Power } from './statutes.ts';

export const RULE_SECTIONS = [
  'joining',
  'deciding',
  'voice',
  'money',
  'exchange',
  'care',
  'posts',
  'leaving',
  'always',
] as const;
export type RuleSection = (typeof RULE_SECTIONS)[number];

/** One sentence: its word key, the values in it, and which article it renders. */
export interface RuleSentence {
  readonly section: RuleSection;
  /** Stable within a version: what two versions are compared by. */
  readonly id: string;
  readonly key: string;
  readonly values: { readonly [name: string]: string | number };
  /** Values that are themselves words: name → word. */
  readonly words: { readonly [name: string]: Word };
  /** Values that are lists of words. */
  readonly lists: { readonly [name: string]: readonly Word[] };
  readonly path: string;
  readonly always: boolean;
}

type Given = 'always' | 'words' | 'values' | 'lists';
type Draft = Omit<RuleSentence, Given> & Partial<Pick<RuleSentence, Given>>;

function say(draft: Draft): RuleSentence {
  return { always: false, words: {}, values: {}, lists: {}, ...draft };
}

export function rulesText(articles: Articles): readonly RuleSentence[] {
  return [
    ...joining(articles),
    ...powersInOrder(articles).flatMap(([matter, power]) => [
      deciding(articles, matter, power),
      ...waysText(articles, matter, power).map(say),
    ]),
    ...voiceText(articles).map(say),
    ...booksText(articles).map(say),
    ...exchangeText(articles).map(say),
    ...careText(articles).map(say),
    ...posts(articles),
    ...leaving(articles),
    ...articles.always.map(always),
  ];
}

function joining(articles: Articles): RuleSentence[] {
  const { admission } = articles;
  const section = 'joining';
  const ways = `${admission.byApplication ? 'ask' : ''}${admission.byInvitation ? 'invite' : ''}`;
  const sentences = [
    say({ section, id: 'who', key: `rule.joining.who.${admission.who}`, path: 'admission.who' }),
    say({ section, id: 'ways', key: `rule.joining.ways.${ways}`, path: 'admission.ways' }),
    say({
      section,
      id: 'vouchers',
      key: 'rule.joining.vouchers',
      values: { count: admission.vouchers },
      path: 'admission.vouchers',
    }),
    say({
      section,
      id: 'trial',
      key: 'rule.joining.trial',
      values: { days: admission.trialDays },
      path: 'admission.trialDays',
    }),
  ];
  return [...sentences, ...classes(articles)];
}

/** Where all are of one kind, it is said in one sentence; else each kind has its own. */
function classes(articles: Articles): RuleSentence[] {
  const all = articles.admission.classes;
  const [only] = all;
  const keyOf = (votes: boolean) => (votes ? 'rule.joining.class_votes' : 'rule.joining.class_no_vote');
  const keyOfOnly = only?.name === undefined ? 'rule.joining.class_only' : 'rule.joining.class_only_named';
  return all.map((one) =>
    say({
      section: 'joining',
      id: `class.${one.class}`,
      key: all.length === 1 ? keyOfOnly : keyOf(one.votes),
      words: { class: classWord(articles, one.class) },
      path: `classes.${one.class}`,
    }),
  );
}

const ORDER: readonly string[] = [...MATTERS, ...BOOKS_MATTERS];

/**
 * What every group decides first, in the order of {@link MATTERS}, then what there is to do with accounts:
 * the database keeps no order of its own.
 */
export function powersInOrder({ powers }: Pick<Articles, 'powers'>): [string, Power][] {
  const rank = (matter: string): number => {
    const at = ORDER.indexOf(matter);
    return at < 0 ? ORDER.length : at;
  };
  return Object.entries(powers).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function deciding(articles: Articles, matter: string, power: Power): RuleSentence {
  const spoken = { section: 'deciding', id: `power.${matter}`, path: `powers.${matter}` } as const;
  const what = { matter: `matter.${matter}` };
  switch (power.by) {
    case 'member':
      return say({ ...spoken, key: 'rule.deciding.member', words: what });
    case 'role': {
      const { words, ...limited } = limitWords(articles, power.upTo);
      const role = postWord(articles, power.role);
      return say({ ...spoken, ...limited, words: { ...words, ...what, role } });
    }
    case 'roles':
      return say({
        ...spoken,
        key: 'rule.deciding.roles',
        values: { count: power.of },
        words: what,
        lists: { roles: power.among.map((role) => postWord(articles, role)) },
      });
    case 'members':
      return 'of' in power
        ? say({ ...spoken, key: 'rule.deciding.members', values: { count: power.of }, words: what })
        : say({ ...spoken, key: `rule.deciding.${power.share}`, words: what });
    case 'decision':
      return say({ ...spoken, key: 'rule.deciding.decision', words: what });
  }
}

function posts(articles: Articles): RuleSentence[] {
  return articles.roles.map((role) =>
    say({
      section: 'posts',
      id: `role.${role.role}`,
      key: 'rule.posts.role',
      values: { holders: role.holders, months: role.termMonths },
      words: { role: postWord(articles, role.role) },
      path: `roles.${role.role}`,
    }),
  );
}

function leaving({ exit, dissolution }: Articles): RuleSentence[] {
  const section = 'leaving';
  return [
    say({
      section,
      id: 'notice',
      key: 'rule.leaving.notice',
      values: { days: exit.noticeDays },
      path: 'exit.noticeDays',
    }),
    say({
      section,
      id: 'appeal',
      key: 'rule.leaving.appeal',
      values: { days: exit.appealDays },
      path: 'exit.appealDays',
    }),
    say({
      section,
      id: 'assets',
      key: `rule.leaving.assets.${dissolution.assetsTo}`,
      path: 'dissolution.assetsTo',
    }),
  ];
}

function always(sentence: Always): RuleSentence {
  return say({
    section: 'always',
    id: `always.${sentence}`,
    key: `rule.always.${sentence}`,
    path: 'always',
    always: true,
  });
}

export type RuleChange =
  | { readonly is: 'added'; readonly after: RuleSentence }
  | { readonly is: 'taken_out'; readonly before: RuleSentence }
  | { readonly is: 'changed'; readonly before: RuleSentence; readonly after: RuleSentence };

/** What another version says differently, sentence by sentence, in the order of the page. */
export function compareRules(before: Articles, after: Articles): readonly RuleChange[] {
  const old = new Map(rulesText(before).map((one) => [one.id, one]));
  const now = rulesText(after);
  const changes: RuleChange[] = [];
  for (const sentence of now) {
    const was = old.get(sentence.id);
    old.delete(sentence.id);
    if (!was) changes.push({ is: 'added', after: sentence });
    else if (saidBy(was) !== saidBy(sentence)) {
      changes.push({ is: 'changed', before: was, after: sentence });
    }
  }
  for (const was of old.values()) changes.push({ is: 'taken_out', before: was });
  return changes;
}

/** Where it stands does not matter: a way that moves up is the same way. */
function saidBy({ path: _path, ...said }: RuleSentence): string {
  return inOneOrder(said);
}

/** The five sentences that everyone who joins a solidarity economy says yes to. */
export const NORMS = ['voice', 'work', 'common', 'care', 'link'] as const;

export { ALWAYS };
