/**
 * Kinds of members: how each is called, whether it has a vote; one more, or one that nobody is of taken out.
 */
import { newName, presentName, type Editor, type RuleAnswer, type RuleField } from './rule-fields.ts';
import { classWord } from './rule-words.ts';
import type { Articles, MemberClass } from './statutes.ts';
import { asWritten, keyFor } from './written.ts';

export function classEditor(name: string): Editor {
  return {
    fields: (articles) => {
      const all = articles.admission.classes;
      const one = all.find((each) => each.class === name)!;
      const out: RuleField = {
        kind: 'yes_no',
        name: 'out',
        value: false,
        label: { key: 'rule-edit.class-out', words: { class: classWord(articles, name) } },
        hint: { key: 'rule-edit.class-out.hint' },
      };
      return [
        presentName(one.name, 'rule-edit.class-name', classWord(articles, name)),
        hasVote(one.votes),
        ...(all.length > 1 ? [out] : []),
      ];
    },
    change: (articles, answer) =>
      withClasses(
        articles,
        articles.admission.classes.flatMap((one) => {
          if (one.class !== name) return [one];
          if (answer('out') !== '') return [];
          return [classFrom(name, asWritten(answer('name')), answer)];
        }),
      ),
  };
}

export const newClassEditor: Editor = {
  fields: () => [newName('rule-edit.new-class-name'), hasVote(false)],
  change: (articles, answer) => {
    const all = articles.admission.classes;
    const name = asWritten(answer('name'));
    const taken = all.map((one) => one.class);
    return withClasses(articles, [...all, classFrom(keyFor(name, taken, 'kind'), name, answer)]);
  },
};

function hasVote(value: boolean): RuleField {
  return { kind: 'yes_no', name: 'votes', value, label: { key: 'rule-edit.class-votes' } };
}

function classFrom(key: string, name: string, answer: RuleAnswer): MemberClass {
  return { class: key, ...(name === '' ? {} : { name }), votes: answer('votes') !== '' };
}

function withClasses(articles: Articles, classes: readonly MemberClass[]): Articles {
  return { ...articles, admission: { ...articles.admission, classes } };
}
