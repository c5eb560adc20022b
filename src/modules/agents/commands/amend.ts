/**
 * The rules change: a new version, written against the one that was read. What everybody is promised for
 * always stays (see checkStatutes), as does every matter that the group can act in.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changedArticles, decideAmendment } from '../core/amendment.ts';
import { articlesInput } from '../core/articles-input.ts';
import { STATUTES_RULES, type Articles } from '../core/statutes.ts';
import { loadClassesInUse, loadOpenMandates } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { insertStatutes } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { inputHash } from './input-hash.ts';

export const amend = agentsCommand({
  name: 'agents.amend',
  scope: 'organization',
  grounds: ['founder', 'statutes'],
  matter: 'amend',
  input: z.object({
    /** The version that was read and is changed. */
    base: z.number().int().min(1),
    articles: articlesInput,
  }),
  refusals: [
    'rules_have_changed',
    'nothing_changes',
    ...STATUTES_RULES,
    'unit_stays',
    'class_in_use',
    'nobody_would_vote',
    'post_in_use',
    'post_held_by_more',
  ],
  personal: [],
  async load(tx, _asks, { org, now, today }) {
    const group = (await loadGroup(tx, org, now))!;
    return {
      group,
      classes: await loadClassesInUse(tx, org, today, group.state === 'draft'),
      mandates: await loadOpenMandates(tx, org),
    };
  },
  about: ({ group }, { input }) => ({
    touches: changedArticles(group.articles, input.articles as Articles),
  }),
  decide({ group, classes, mandates }, input, act) {
    const { statutesVersion: version, articles: present } = group;
    if (input.base !== version) return refuse('rules_have_changed', { version });
    const articles = input.articles as Articles;
    // The canonical form does not mind in which order the parts come in.
    if (inputHash(input.articles) === inputHash(present as unknown as typeof input.articles)) {
      return refuse('nothing_changes');
    }
    const draft = group.state === 'draft';
    const decided = decideAmendment(
      { articles: present, draft, today: act.today, classes, mandates },
      articles,
    );
    if (!decided.ok) return decided;
    return accept({ version: version + 1, articles: input.articles });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertStatutes(tx, act, fact.version, fact.articles as Articles);
  },
  answer: (fact) => ({ version: fact.version }),
});
