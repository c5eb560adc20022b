/**
 * How one sentence of the rules is changed: what is asked about the place in the articles that it speaks of, and
 * the articles that come out of the answers. Whether a group can live under them is for {@link checkStatutes}.
 */
import type { Wording } from './rule-words.ts';
import {
  RANGES,
  type Admission,
  type Articles,
  type Dissolution,
  type Power,
  type Role,
} from './statutes.ts';

/** One thing to answer. Labels and choices are words of the locales. */
export type RuleField =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly value: number | null;
      readonly label: Wording;
      readonly hint?: string;
      /** May stay empty. */
      readonly optional?: true;
      readonly least: number;
      readonly most: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly value: string;
      readonly label: Wording;
      readonly choices: readonly { readonly value: string; readonly words: Wording }[];
    }
  | { readonly kind: 'yes_no'; readonly name: string; readonly value: boolean; readonly label: Wording };

/** The answer to a field by its name; empty where nothing was said. */
export type RuleAnswer = (name: string) => string;

interface Editor {
  readonly fields: (articles: Articles) => readonly RuleField[];
  readonly change: (articles: Articles, answer: RuleAnswer) => Articles;
}

/** What is asked to change the sentence at `path`; null where no sentence of these articles stands there. */
export function ruleFields(
  articles: Articles,
  path: string,
  posts: readonly string[],
): readonly RuleField[] | null {
  return editorAt(articles, path, posts)?.fields(articles) ?? null;
}

/** The articles with the sentence at `path` changed as answered. */
export function changeRule(
  articles: Articles,
  path: string,
  posts: readonly string[],
  answer: RuleAnswer,
): Articles | null {
  return editorAt(articles, path, posts)?.change(articles, answer) ?? null;
}

/** Posts that have words and that these articles do not have yet. */
export function postsToAdd(articles: Articles, posts: readonly string[]): readonly string[] {
  return posts.filter((post) => !articles.roles.some(({ role }) => role === post));
}

function editorAt(articles: Articles, path: string, posts: readonly string[]): Editor | null {
  if (Object.hasOwn(FIXED, path)) return FIXED[path]!;
  const [article, name] = path.split('.');
  if (article === 'powers' && name !== undefined && Object.hasOwn(articles.powers, name))
    return powerEditor(name);
  if (article === 'roles' && articles.roles.some(({ role }) => role === name)) return postEditor(name!);
  if (path === 'roles' && postsToAdd(articles, posts).length > 0) return newPostEditor(posts);
  return null;
}

const FIXED: { readonly [path: string]: Editor } = {
  'admission.who': {
    fields: ({ admission }) => [
      choice('who', admission.who, 'rule-edit.who', ['people', 'organizations', 'both'], 'rule.joining.who'),
    ],
    change: (articles, answer) => admit(articles, { who: answer('who') as Admission['who'] }),
  },
  'admission.ways': {
    fields: ({ admission }) => [
      choice(
        'ways',
        waysOf(admission),
        'rule-edit.ways',
        ['askinvite', 'ask', 'invite'],
        'rule.joining.ways',
      ),
    ],
    change: (articles, answer) =>
      admit(articles, {
        byApplication: answer('ways').includes('ask'),
        byInvitation: answer('ways').includes('invite'),
      }),
  },
  'admission.vouchers': {
    fields: ({ admission }) => [number('vouchers', admission.vouchers, 'question.vouchers')],
    change: (articles, answer) => admit(articles, { vouchers: whole(answer('vouchers')) }),
  },
  'admission.trialDays': {
    fields: ({ admission }) => [number('trialDays', admission.trialDays, 'question.trial_days')],
    change: (articles, answer) => admit(articles, { trialDays: whole(answer('trialDays')) }),
  },
  'admission.classes': {
    fields: ({ admission }) =>
      admission.classes.map((one) => ({
        kind: 'yes_no',
        name: `votes.${one.class}`,
        value: one.votes,
        label: { key: 'rule-edit.class-votes', words: { class: `class.${one.class}` } },
      })),
    change: (articles, answer) =>
      admit(articles, {
        classes: articles.admission.classes.map((one) => ({
          class: one.class,
          votes: answer(`votes.${one.class}`) !== '',
        })),
      }),
  },
  'exit.noticeDays': {
    fields: ({ exit }) => [number('noticeDays', exit.noticeDays, 'question.notice_days')],
    change: (articles, answer) => ({
      ...articles,
      exit: { ...articles.exit, noticeDays: whole(answer('noticeDays')) },
    }),
  },
  'exit.appealDays': {
    fields: ({ exit }) => [number('appealDays', exit.appealDays, 'rule-edit.appeal-days')],
    change: (articles, answer) => ({
      ...articles,
      exit: { ...articles.exit, appealDays: whole(answer('appealDays')) },
    }),
  },
  'dissolution.assetsTo': {
    fields: ({ dissolution }) => [
      choice(
        'assetsTo',
        dissolution.assetsTo,
        'rule-edit.assets',
        ['similar_group', 'network', 'community'],
        'rule.leaving.assets',
      ),
    ],
    change: (articles, answer) => ({
      ...articles,
      dissolution: { assetsTo: answer('assetsTo') as Dissolution['assetsTo'] },
    }),
  },
};

/** A post may not guard these: whoever holds it could keep it for ever. */
const NEVER_BY_POST = ['revoke', 'amend', 'dissolve'];

function powerEditor(matter: string): Editor {
  const words = { matter: `matter.${matter}` };
  return {
    fields: ({ powers, roles }) => {
      const power = powers[matter]!;
      const posts = NEVER_BY_POST.includes(matter) ? [] : roles;
      const per = power.by === 'role' ? power.upTo?.per : undefined;
      const choices = [
        { value: 'member', words: { key: 'rule.deciding.member', words } },
        ...posts.map(({ role }) => ({
          value: `role.${role}`,
          words: { key: 'rule.deciding.role', words: { ...words, role: `role.${role}` } },
        })),
        ...(power.by === 'roles'
          ? [{ value: 'roles', words: { key: 'rule.deciding.roles', words, values: { count: power.of } } }]
          : []),
        { value: 'members', words: { key: 'rule-edit.several', words } },
        { value: 'majority', words: { key: 'rule.deciding.majority', words } },
        { value: 'all', words: { key: 'rule.deciding.all', words } },
      ];
      const several = power.by === 'members' && 'of' in power ? power.of : 2;
      const limits: RuleField[] = [
        optional('times', per?.acts ?? null, 'rule-edit.times', 1000),
        optional('days', per?.days ?? null, 'rule-edit.days', 366),
      ];
      return [
        { kind: 'choice', name: 'by', value: valueOf(power), label: { key: 'rule-edit.by', words }, choices },
        number('of', several, 'rule-edit.of'),
        ...(posts.length > 0 ? limits : []),
      ];
    },
    change: (articles, answer) => ({
      ...articles,
      powers: { ...articles.powers, [matter]: powerOf(articles.powers[matter]!, answer) },
    }),
  };
}

function valueOf(power: Power): string {
  if (power.by === 'role') return `role.${power.role}`;
  if (power.by !== 'members') return power.by;
  return 'of' in power ? 'members' : power.share;
}

function powerOf(present: Power, answer: RuleAnswer): Power {
  const by = answer('by');
  if (by === 'member') return { by };
  if (by === 'members') return { by, of: whole(answer('of')) };
  if (by === 'all' || by === 'majority') return { by: 'members', share: by };
  if (!by.startsWith('role.')) return present;
  const role = by.slice('role.'.length);
  const [acts, days] = [answer('times'), answer('days')];
  if (acts === '') return { by: 'role', role };
  return { by: 'role', role, upTo: { per: { days: days === '' ? 30 : whole(days), acts: whole(acts) } } };
}

function postEditor(role: string): Editor {
  return {
    fields: ({ roles }) => {
      const post = roles.find((one) => one.role === role)!;
      return [
        ...postFields(post),
        {
          kind: 'yes_no',
          name: 'out',
          value: false,
          label: { key: 'rule-edit.post-out', words: postWord(role) },
        },
      ];
    },
    change: (articles, answer) => ({
      ...articles,
      roles: articles.roles.flatMap((one) => {
        if (one.role !== role) return [one];
        return answer('out') === '' ? [postFrom(role, answer)] : [];
      }),
    }),
  };
}

function newPostEditor(posts: readonly string[]): Editor {
  return {
    fields: (articles) => {
      const free = postsToAdd(articles, posts);
      return [
        {
          kind: 'choice',
          name: 'role',
          value: free[0]!,
          label: { key: 'rule-edit.new-post' },
          choices: free.map((role) => ({ value: role, words: { key: `role.${role}` } })),
        },
        ...postFields({ role: free[0]!, holders: 1, termMonths: 12 }),
      ];
    },
    change: (articles, answer) => {
      const role = postsToAdd(articles, posts).find((one) => one === answer('role'));
      return role === undefined
        ? articles
        : { ...articles, roles: [...articles.roles, postFrom(role, answer)] };
    },
  };
}

function postFields({ role, holders, termMonths }: Role): RuleField[] {
  return [
    {
      ...number('holders', holders, 'rule-edit.holders'),
      label: { key: 'rule-edit.holders', words: postWord(role) },
    },
    number('termMonths', termMonths, 'question.term_months'),
  ];
}

function postFrom(role: string, answer: RuleAnswer): Role {
  return { role, holders: whole(answer('holders')), termMonths: whole(answer('termMonths')) };
}

function postWord(role: string): { role: string } {
  return { role: `role.${role}` };
}

function waysOf({ byApplication, byInvitation }: Admission): string {
  return `${byApplication ? 'ask' : ''}${byInvitation ? 'invite' : ''}`;
}

function admit(articles: Articles, change: Partial<Admission>): Articles {
  return { ...articles, admission: { ...articles.admission, ...change } };
}

function number(
  name: keyof typeof RANGES,
  value: number,
  label: string,
): Extract<RuleField, { kind: 'number' }> {
  const [least, most] = RANGES[name];
  return { kind: 'number', name, value, label: { key: label }, least, most };
}

function optional(name: string, value: number | null, label: string, most: number): RuleField {
  return {
    kind: 'number',
    name,
    value,
    label: { key: label },
    hint: `${label}.hint`,
    optional: true,
    least: 1,
    most,
  };
}

function choice(
  name: string,
  value: string,
  label: string,
  values: readonly string[],
  stem: string,
): RuleField {
  const choices = values.map((one) => ({ value: one, words: { key: `${stem}.${one}` } }));
  return { kind: 'choice', name, value, label: { key: label }, choices };
}

/** A whole number as people type it; what is none becomes −1, which no rule allows. */
function whole(typed: string): number {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : -1;
}
