/**
 * Who may carry a matter: any one of us, a post within a limit, some of several posts together, members, or
 * all of us by a decision.
 */
import { MATTERS_OF_AMOUNT, unitOfLimits } from './books.ts';
import { addField, waysAnswered } from './rule-edit-ways.ts';
import { amount, limitFields, limitProblems, minorIn, number, whole } from './rule-fields.ts';
import type { Editor, Problems, RuleAnswer, RuleField, When } from './rule-fields.ts';
import { postWord } from './rule-words.ts';
import { NEVER_ALONE, NEVER_BY_POST, type Articles, type Limit, type Power } from './statutes.ts';
import { FACE_TO_FACE } from './voice.ts';

/** Over how many days the times are counted when nobody says. */
const USUAL_DAYS = 30;

const BY_POST: When = { name: 'by', is: ['role'], kind: 'post' };
const BY_POSTS: When = { name: 'by', is: ['roles'], kind: 'posts' };
const BY_SEVERAL: When = { name: 'by', is: ['roles', 'members'], kind: 'several' };

export function powerEditor(matter: string): Editor {
  return {
    fields: (articles) => fieldsOf(articles, matter),
    problems: (articles, answer) => problemsOf(articles, matter, answer),
    change: (articles, answer) => ({
      ...articles,
      powers: { ...articles.powers, [matter]: powerOf(articles, matter, answer) },
    }),
  };
}

/** Where the rules say nothing of a matter yet: who may, beginning with what is likely. */
export function newPowerEditor(matter: string): Editor {
  const editor = powerEditor(matter);
  const begun = ({ powers, ...others }: Articles): Articles => ({
    ...others,
    powers: { ...powers, [matter]: likelyPower(powers, matter) },
  });
  return {
    fields: (articles) => editor.fields(begun(articles)),
    problems: (articles, answer) => editor.problems?.(begun(articles), answer) ?? {},
    change: (articles, answer) => editor.change(begun(articles), answer),
  };
}

/**
 * Who closes and reads the books is likely who keeps them; what takes more than one is likely for those who
 * put right what was booked, or for two of us. Else more than half.
 */
export function likelyPower(powers: Articles['powers'], matter: string): Power {
  const { keep_books: keeps, correct: corrects } = powers;
  if ((matter === 'close_books' || matter === 'read_books') && keeps !== undefined) return keeps;
  if (matter !== 'bring_balances' && matter !== 'book_bank') return { by: 'members', share: 'majority' };
  const takesMore = corrects?.by === 'roles' || corrects?.by === 'members';
  return takesMore ? corrects : { by: 'members', of: 2 };
}

function problemsOf({ roles, powers }: Articles, matter: string, answer: RuleAnswer): Problems {
  const by = answer('by');
  if (by === 'decision' && waysAnswered(matter, powers[matter]!, answer).length === 0)
    return { add: { key: 'rule-edit.wrong.no-way' } };
  if (by === 'roles' && ticked(roles, answer).length === 0)
    return { among: { key: 'rule-edit.wrong.among' } };
  return by.startsWith('role.') ? limitProblems(answer) : {};
}

function fieldsOf(articles: Articles, matter: string): RuleField[] {
  const power = articles.powers[matter]!;
  const guarded = NEVER_BY_POST.includes(matter);
  const never = NEVER_ALONE.includes(matter);
  const posts = guarded ? [] : articles.roles;
  const words = { matter: `matter.${matter}` };
  const by: RuleField = {
    kind: 'choice',
    name: 'by',
    value: valueOf(power),
    label: { key: 'rule-edit.by', words },
    choices: [
      ...(never ? [] : [{ value: 'member', words: { key: 'rule.deciding.member', words } }]),
      ...(never ? [] : posts).map(({ role }) => ({
        value: `role.${role}`,
        words: { key: 'rule.deciding.role', words: { ...words, role: postWord(articles, role) } },
      })),
      ...(posts.length > 0 ? [{ value: 'roles', words: { key: 'rule-edit.posts-together', words } }] : []),
      { value: 'members', words: { key: 'rule-edit.several', words } },
      { value: 'majority', words: { key: 'rule.deciding.majority', words } },
      { value: 'all', words: { key: 'rule.deciding.all', words } },
      ...(FACE_TO_FACE.includes(matter)
        ? []
        : [{ value: 'decision', words: { key: 'rule.deciding.decision', words } }]),
    ],
  };
  const of: RuleField = { ...number('of', 'of' in power ? power.of : 2, 'rule-edit.of'), when: BY_SEVERAL };
  const hint = never ? 'rule-edit.never-alone' : guarded ? 'rule-edit.never-by-post' : null;
  const hinted = hint === null ? by : { ...by, hint: { key: hint } };
  const add = addField(matter, power);
  if (posts.length === 0) return [hinted, of, ...add];
  return [hinted, of, among(articles, power), ...(never ? [] : limits(articles, matter, power)), ...add];
}

function among(articles: Articles, power: Power): RuleField {
  return {
    kind: 'ticks',
    name: 'among',
    label: { key: 'rule-edit.among' },
    hint: { key: 'rule-edit.among.hint' },
    when: BY_POSTS,
    ticks: articles.roles.map(({ role }) => ({
      name: `among.${role}`,
      value: power.by === 'roles' && power.among.includes(role),
      words: { key: 'rule-edit.post', words: { role: postWord(articles, role) } },
    })),
  };
}

/**
 * Amounts are asked for where the rules have some already, and where it is about value and they say in what
 * it is counted.
 */
function limits(articles: Articles, matter: string, power: Power): RuleField[] {
  const limit = power.by === 'role' ? power.upTo : undefined;
  const unit = unitOfLimits(articles);
  const isOfAmount = unit !== undefined && MATTERS_OF_AMOUNT.includes(matter);
  const amounts: readonly [string, string | undefined][] = [
    ['each', limit?.perActMinor],
    ['sum', limit?.per?.amountMinor],
  ];
  return [
    ...limitFields(limit?.per?.acts ?? null, limit?.per?.days ?? null, BY_POST),
    ...amounts.flatMap(([name, minor]): RuleField[] => {
      if (minor === undefined && !isOfAmount) return [];
      const label = `rule-edit.${name}`;
      const hint = { key: unit === undefined ? `${label}.hint` : 'rule-edit.times.hint' };
      return [{ ...amount(name, minor, unit, label), optional: true, hint, when: BY_POST }];
    }),
  ];
}

function valueOf(power: Power): string {
  if (power.by === 'role') return `role.${power.role}`;
  if (power.by !== 'members') return power.by;
  return 'of' in power ? 'members' : power.share;
}

/** The ways of deciding stay, whoever else carries the matter. */
function powerOf(articles: Articles, matter: string, answer: RuleAnswer): Power {
  const present = articles.powers[matter]!;
  const ways = waysAnswered(matter, present, answer);
  if (answer('by') === 'decision') return { by: 'decision', ways };
  const { ways: _ways, ...carried } = carriedBy(articles, present, answer);
  return (ways.length === 0 ? carried : { ...carried, ways }) as Power;
}

function carriedBy(articles: Articles, present: Power, answer: RuleAnswer): Power {
  const { roles } = articles;
  const by = answer('by');
  if (by === 'member') return { by };
  if (by === 'members') return { by, of: whole(answer('of')) };
  if (by === 'all' || by === 'majority') return { by: 'members', share: by };
  if (by === 'roles') return { by, of: whole(answer('of')), among: ticked(roles, answer) };
  if (!by.startsWith('role.')) return present;
  const upTo = limitFrom(articles, answer);
  return { by: 'role', role: by.slice('role.'.length), ...(upTo ? { upTo } : {}) };
}

function ticked(roles: Articles['roles'], answer: RuleAnswer): string[] {
  return roles.map(({ role }) => role).filter((role) => answer(`among.${role}`) !== '');
}

/** What the answers limit a post to; nothing where they are empty. */
export function limitFrom(articles: Articles, answer: RuleAnswer): Limit | undefined {
  const [acts, days] = ['times', 'days'].map((name) => answer(name).trim());
  const scale = unitOfLimits(articles)?.scale ?? 0;
  const [each, sum] = ['each', 'sum'].map((name) => minorIn(answer(name), scale));
  const per = {
    days: days ? whole(days) : USUAL_DAYS,
    ...(acts ? { acts: whole(acts) } : {}),
    ...(sum ? { amountMinor: sum } : {}),
  };
  const limit = { ...(each ? { perActMinor: each } : {}), ...(acts || sum ? { per } : {}) };
  return Object.keys(limit).length > 0 ? limit : undefined;
}
