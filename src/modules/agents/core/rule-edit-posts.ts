/**
 * Posts: one that there is, changed or taken out; and one more, known in every language or of the group's
 * own.
 */
import { limitFrom } from './rule-edit-powers.ts';
import { limitFields, limitProblems, newName, number, presentName, whole } from './rule-fields.ts';
import type { Editor, Problems, RuleAnswer, RuleField } from './rule-fields.ts';
import { postWord, type Wording } from './rule-words.ts';
import { powersInOrder } from './rules-text.ts';
import { canBeByOnePost, type Articles, type Power, type Role } from './statutes.ts';
import { asWritten, keyFor } from './written.ts';

/** The choice of a post that the group names itself. */
const OWN = 'own';

export function postEditor(role: string): Editor {
  return {
    fields: (articles) => {
      const post = articles.roles.find((one) => one.role === role)!;
      const words = { role: postWord(articles, role) };
      return [
        presentName(post.name, 'rule-edit.post-name', words.role),
        ...postFields(post, { key: 'rule-edit.holders', words }),
        { kind: 'yes_no', name: 'out', value: false, label: { key: 'rule-edit.post-out', words } },
      ];
    },
    change: (articles, answer) => ({
      ...articles,
      roles: articles.roles.flatMap((one) => {
        if (one.role !== role) return [one];
        if (answer('out') !== '') return [];
        return [postFrom(role, asWritten(answer('name')), answer)];
      }),
    }),
  };
}

export function newPostEditor(posts: readonly string[]): Editor {
  return {
    fields: (articles) => {
      const free = freePosts(articles, posts);
      const kind: RuleField = {
        kind: 'choice',
        name: 'role',
        value: free[0] ?? OWN,
        label: { key: 'rule-edit.new-post' },
        choices: [
          ...free.map((role) => ({
            value: role,
            words: { key: 'rule-edit.post', words: { role: `role.${role}` } },
          })),
          { value: OWN, words: { key: 'rule-edit.post-own' } },
        ],
      };
      const own: RuleField = {
        ...newName('rule-edit.new-post-name'),
        when: { name: 'role', is: [OWN], kind: 'own' },
      };
      return [
        kind,
        own,
        ...postFields({ holders: 1, termMonths: 12 }, { key: 'rule-edit.new-holders' }),
        mayFields(articles),
        ...limitFields(null, null),
      ];
    },
    problems: (articles, answer) => newPostProblems(articles, answer),
    change: (articles, answer) => {
      const name = answer('role') === OWN ? asWritten(answer('name')) : '';
      const taken = articles.roles.map((one) => one.role);
      const role = name === '' ? answer('role') : keyFor(name, taken, 'post');
      const upTo = limitFrom(articles, answer);
      const given: Power = { by: 'role', role, ...(upTo ? { upTo } : {}) };
      const powers = Object.entries(articles.powers).map(([matter, power]) => {
        const may = canBeByOnePost(matter) && answer(`may.${matter}`) !== '';
        return [matter, may ? given : power] as const;
      });
      return {
        ...articles,
        roles: [...articles.roles, postFrom(role, name, answer)],
        powers: Object.fromEntries(powers),
      };
    },
  };
}

/** A limit is one of something that the post may do. */
function newPostProblems({ powers }: Articles, answer: RuleAnswer): Problems {
  const mayNothing = Object.keys(powers).every((matter) => answer(`may.${matter}`) === '');
  if (mayNothing && answer('times').trim() !== '') return { may: { key: 'rule-edit.wrong.may' } };
  return limitProblems(answer);
}

/** What a new post does from now on, instead of those who do it now. */
function mayFields(articles: Articles): RuleField {
  return {
    kind: 'ticks',
    name: 'may',
    label: { key: 'rule-edit.may' },
    hint: { key: 'rule-edit.may.hint' },
    ticks: powersInOrder(articles)
      .filter(([matter]) => canBeByOnePost(matter))
      .map(([matter]) => ({
        name: `may.${matter}`,
        value: false,
        words: { key: 'rule-edit.may-matter', words: { matter: `matter.${matter}` } },
      })),
  };
}

/** Posts that have words and that these articles do not have yet. */
function freePosts(articles: Articles, posts: readonly string[]): readonly string[] {
  return posts.filter((post) => !articles.roles.some(({ role }) => role === post));
}

function postFields(
  { holders, termMonths }: Pick<Role, 'holders' | 'termMonths'>,
  label: Wording,
): RuleField[] {
  return [number('holders', holders, label), number('termMonths', termMonths, 'question.term_months')];
}

function postFrom(role: string, name: string, answer: RuleAnswer): Role {
  return {
    role,
    ...(name === '' ? {} : { name }),
    holders: whole(answer('holders')),
    termMonths: whole(answer('termMonths')),
  };
}
