/**
 * How one sentence of the rules is changed: what is asked about the place in the articles that it speaks of,
 * and the articles that come out of the answers. Whether a group can live under them is for {@link
 * checkStatutes}.
 */
import { BOOKS_MATTERS, booksOf, MOST_OF_BOOKS } from './books.ts';
import { newUnitEditor, unitEditor } from './rule-edit-books.ts';
import { careEditor, newCareEditor } from './rule-edit-care.ts';
import { classEditor, newClassEditor } from './rule-edit-classes.ts';
import { exchangeEditors, newExchangeEditor } from './rule-edit-exchange.ts';
import { newPostEditor, postEditor } from './rule-edit-posts.ts';
import { newPowerEditor, powerEditor } from './rule-edit-powers.ts';
import { canGuard, voiceEditor } from './rule-edit-voice.ts';
import { wayEditor } from './rule-edit-ways.ts';
import { choice, filledIn, number, problemsIn, whole } from './rule-fields.ts';
import type { Editor, Problems, RuleAnswer, RuleField } from './rule-fields.ts';
import { MOST, type Admission, type Articles, type Dissolution } from './statutes.ts';

export { typedAmount } from './rule-fields.ts';
export type { Problems, RuleAnswer, RuleField, When } from './rule-fields.ts';

/** The articles as answered; or what is wrong, with the fields as they were filled in. */
export type ChangedRule =
  | { readonly ok: true; readonly articles: Articles; readonly fields: readonly RuleField[] }
  | { readonly ok: false; readonly problems: Problems; readonly fields: readonly RuleField[] };

/** What has words in every language that this Tequio speaks, and which languages those are. */
export interface Known {
  /** Posts that a group may give itself without naming them. */
  readonly posts: readonly string[];
  /** As units of a group have words by them: `es`. */
  readonly languages: readonly string[];
}

/** What is asked to change the sentence at `path`; null where no sentence of these articles stands there. */
export function ruleFields(articles: Articles, path: string, known: Known): readonly RuleField[] | null {
  return editorAt(articles, path, known)?.fields(articles) ?? null;
}

/** The articles with the sentence at `path` changed as answered; null where no such sentence stands. */
export function changeRule(
  articles: Articles,
  path: string,
  known: Known,
  answer: RuleAnswer,
): ChangedRule | null {
  const editor = editorAt(articles, path, known);
  if (!editor) return null;
  const asked = editor.fields(articles);
  const fields = filledIn(asked, answer);
  const out = asked.some(({ name }) => name === 'out') && answer('out') !== '';
  const problems = out ? {} : { ...editor.problems?.(articles, answer), ...problemsIn(asked, answer) };
  if (Object.keys(problems).length > 0) return { ok: false, problems, fields };
  return { ok: true, articles: editor.change(articles, answer), fields };
}

type Addition =
  'roles' | 'classes' | 'books.units' | 'exchange' | 'care' | 'voice.entrenched' | `powers.${string}`;

/** What offering and asking rests on, besides what every member may. */
const EXCHANGE_MATTERS = ['moderate', 'enter_on_paper'] as const;

/**
 * What there is to do in these rules of which they do not say yet who may: they are older than the matter.
 */
function unsaid({ powers, exchange, ...articles }: Articles): readonly string[] {
  const matters = [
    ...(booksOf(articles).units.length > 0 ? BOOKS_MATTERS : []),
    ...(exchange === undefined ? [] : EXCHANGE_MATTERS),
  ];
  return matters.filter((matter) => !Object.hasOwn(powers, matter));
}

/** What can be put into the rules besides what they have: the paths under which it is asked for. */
export function additions(articles: Articles): readonly Addition[] {
  const { roles, admission } = articles;
  return [
    ...(roles.length < MOST.roles ? (['roles'] as const) : []),
    ...(admission.classes.length < MOST.classes ? (['classes'] as const) : []),
    ...(booksOf(articles).units.length < MOST_OF_BOOKS.units ? (['books.units'] as const) : []),
    ...(articles.exchange === undefined ? (['exchange'] as const) : []),
    ...(articles.care === undefined ? (['care'] as const) : []),
    ...(canGuard(articles).length > 0 ? (['voice.entrenched'] as const) : []),
    ...unsaid(articles).map((matter) => `powers.${matter}` as const),
  ];
}

function editorAt(articles: Articles, path: string, known: Known): Editor | null {
  if (Object.hasOwn(FIXED, path)) return FIXED[path]!;
  if (path === 'roles' || path === 'classes' || path === 'books.units' || path === 'care')
    return additions(articles).includes(path) ? newEditors(known)[path] : null;
  if (path === 'exchange') return articles.exchange === undefined ? newExchangeEditor : null;
  const [article, name = '', part, ...more] = path.split('.');
  if (more.length > 0) return null;
  if (article === 'powers') return powerEditorAt(articles, name, part);
  if (article === 'books') return unitEditor(articles, name, part, known.languages);
  if (article === 'voice') return voiceEditor(articles, name, part);
  if (article === 'care') return part === undefined ? careEditor(articles, name) : null;
  if (part !== undefined) return null;
  if (article === 'exchange') return exchangeEditors(articles, name);
  if (article === 'roles') return articles.roles.some(({ role }) => role === name) ? postEditor(name) : null;
  const isClass = article === 'classes' && articles.admission.classes.some((one) => one.class === name);
  return isClass ? classEditor(name) : null;
}

function newEditors({ posts, languages }: Known) {
  return {
    roles: newPostEditor(posts),
    classes: newClassEditor,
    'books.units': newUnitEditor(languages),
    care: newCareEditor,
  };
}

function powerEditorAt(articles: Articles, matter: string, part: string | undefined): Editor | null {
  const { powers } = articles;
  if (!Object.hasOwn(powers, matter))
    return part === undefined && unsaid(articles).includes(matter) ? newPowerEditor(matter) : null;
  if (part === undefined) return powerEditor(matter);
  const at = whole(part);
  return powers[matter]?.ways?.[at] === undefined ? null : wayEditor(matter, at);
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

function waysOf({ byApplication, byInvitation }: Admission): string {
  return `${byApplication ? 'ask' : ''}${byInvitation ? 'invite' : ''}`;
}

function admit(articles: Articles, change: Partial<Admission>): Articles {
  return { ...articles, admission: { ...articles.admission, ...change } };
}
