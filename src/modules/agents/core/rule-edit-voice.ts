/** What holds for everything that we decide together: its numbers, and the parts of our rules it guards. */
import { usualWay, wayFields, wayFrom, wayProblems } from './rule-edit-ways.ts';
import { whole, type Editor, type RuleField } from './rule-fields.ts';
import { postWord } from './rule-words.ts';
import type { Articles } from './statutes.ts';
import {
  ENTRENCHABLE,
  voiceOf,
  VOICE_RANGES,
  type EntrenchedArticle,
  type Voice,
  type Way,
} from './voice.ts';

const NUMBERS: { readonly [name in keyof typeof VOICE_RANGES]: string } = {
  delegations: 'delegations',
  brakeMembers: 'brake',
  extendDays: 'extend',
  publishFrom: 'publish',
  inviteDays: 'invite',
  meetingPercent: 'meeting',
  minutesSigners: 'minutes',
};
const HINTED: readonly string[] = ['delegations', 'brake', 'extend', 'publish'];

/** What is asked at `voice.<name>` or `voice.entrenched[.<article>]`; null where there is no such thing. */
export function voiceEditor(articles: Articles, name: string, article: string | undefined): Editor | null {
  if (name === 'minutesSigners') return minutesEditor;
  if (name !== 'entrenched') {
    return Object.hasOwn(NUMBERS, name) ? numberEditor(name as keyof typeof NUMBERS) : null;
  }
  if (article === undefined) return canGuard(articles).length > 0 ? newGuardEditor : null;
  const guard = voiceOf(articles).entrenched.find((one) => one.article === article);
  return guard ? guardEditor(guard.article) : null;
}

/** The articles that ask for no more than any other, so far. */
export function canGuard(articles: Pick<Articles, 'voice'>): readonly EntrenchedArticle[] {
  const guarded = voiceOf(articles).entrenched.map(({ article }) => article);
  return ENTRENCHABLE.filter((article) => !guarded.includes(article));
}

function numberEditor(name: keyof typeof NUMBERS): Editor {
  const [least, most] = VOICE_RANGES[name];
  const key = `rule-edit.${NUMBERS[name]}`;
  return {
    fields: (articles) => [
      {
        kind: 'number',
        name,
        value: voiceOf(articles)[name],
        label: { key },
        ...(HINTED.includes(NUMBERS[name]) ? { hint: { key: `${key}.hint` } } : {}),
        least,
        most,
      },
    ],
    change: (articles, answer) => spoken(articles, { [name]: whole(answer(name)) }),
  };
}

const minutesNumber = numberEditor('minutesSigners');

/** How many sign the minutes, and of which posts there must be a name among theirs. */
const minutesEditor: Editor = {
  fields: (articles) => {
    const { minutesPosts = [] } = voiceOf(articles);
    const posts: RuleField = {
      kind: 'ticks',
      name: 'posts',
      label: { key: 'rule-edit.minutes-posts' },
      hint: { key: 'rule-edit.minutes-posts.hint' },
      ticks: articles.roles.map(({ role }) => ({
        name: `posts.${role}`,
        value: minutesPosts.includes(role),
        words: { key: 'rule-edit.post', words: { role: postWord(articles, role) } },
      })),
    };
    return [...minutesNumber.fields(articles), ...(articles.roles.length > 0 ? [posts] : [])];
  },
  change: (articles, answer) => {
    const numbered = minutesNumber.change(articles, answer);
    const named = articles.roles.map(({ role }) => role).filter((role) => answer(`posts.${role}`) !== '');
    const { minutesPosts: _before, ...others } = voiceOf(numbered);
    if (named.length === 0)
      return 'minutesPosts' in voiceOf(numbered) ? { ...numbered, voice: others } : numbered;
    return { ...numbered, voice: { ...others, minutesPosts: named } };
  },
};

function guardEditor(article: EntrenchedArticle): Editor {
  const wayOf = (articles: Articles) =>
    voiceOf(articles).entrenched.find((one) => one.article === article)!.way;
  const out: RuleField = { kind: 'yes_no', name: 'out', value: false, label: { key: 'rule-edit.guard-out' } };
  return {
    fields: (articles) => [...wayFields(articles, 'amend', wayOf(articles)), out],
    problems: wayProblems,
    change: (articles, answer) =>
      spoken(articles, {
        entrenched: voiceOf(articles).entrenched.flatMap((one) => {
          if (one.article !== article) return [one];
          return answer('out') === '' ? [{ article, way: wayFrom(one.way, articles, answer) }] : [];
        }),
      }),
  };
}

/** What a guard begins with: two of three, after two weeks. */
const GUARD: Way = {
  ...usualWay('majority'),
  share: { parts: 2, of: 3, reached: 'least' },
  talkDays: 7,
  voteDays: 7,
  waitDays: 7,
};

const newGuardEditor: Editor = {
  fields: (articles) => {
    const free = canGuard(articles);
    const which: RuleField = {
      kind: 'choice',
      name: 'article',
      value: free[0]!,
      label: { key: 'rule-edit.guard' },
      hint: { key: 'rule-edit.guard.hint' },
      choices: free.map((article) => ({ value: article, words: { key: `article.${article}` } })),
    };
    return [which, ...wayFields(articles, 'amend', GUARD)];
  },
  problems: wayProblems,
  change: (articles, answer) =>
    spoken(articles, {
      entrenched: [
        ...voiceOf(articles).entrenched,
        { article: answer('article') as EntrenchedArticle, way: wayFrom(GUARD, articles, answer) },
      ],
    }),
};

/** Rules that do not say what is usual go on leaving it unsaid, as long as nothing else is wanted. */
function spoken(articles: Articles, change: Partial<Voice>): Articles {
  const before = voiceOf(articles);
  const after = { ...before, ...change };
  return JSON.stringify(before) === JSON.stringify(after) ? articles : { ...articles, voice: after };
}
