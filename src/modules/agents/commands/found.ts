/**
 * Founding begins: someone takes a form, changes what they like, and there is a draft that others can be
 * named for. It counts for nothing until everyone named has signed.
 */
import { z } from 'zod';
import { civilDateAt } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { articlesInput } from '../core/articles-input.ts';
import { slugFor } from '../core/slug.ts';
import { checkStatutes, MATTERS, STATUTES_RULES, type Articles } from '../core/statutes.ts';
import { takenSlugs } from '../store/reads.ts';
import { insertMember, insertOrganization, insertStatutes } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { groupName, key, locale, personName, place, sentence, timeZone } from './fields.ts';

export const found = agentsCommand({
  name: 'agents.found',
  scope: 'new',
  grounds: ['open'],
  matter: 'self',
  input: z.object({
    form: key,
    name: groupName,
    purpose: sentence.default(''),
    place: place.default(''),
    timeZone: timeZone.default('UTC'),
    locale,
    founder: personName,
    articles: articlesInput,
  }),
  refusals: ['founder_is_no_person', ...STATUTES_RULES],
  personal: ['person', 'founder'],
  load: async (tx, asks) => ({ taken: await takenSlugs(tx, slugFor(only(asks).input.name, new Set())) }),
  about: (_state, ask) => ({ self: ask.person }),
  decide(state, input, act) {
    if (act.person === null) return refuse('founder_is_no_person');
    const articles = input.articles as Articles;
    const checked = checkStatutes(articles, [...new Set([...MATTERS, ...Object.keys(articles.powers)])]);
    if (!checked.ok) return checked;
    const votingClass = articles.admission.classes.find((one) => one.votes)!.class;
    return accept({
      ...input,
      articles: articles as unknown as typeof input.articles,
      org: act.org,
      slug: slugFor(input.name, state.taken),
      member: act.newId('mem'),
      class: votingClass,
      person: act.person,
      // The group has a time zone only from now on.
      on: civilDateAt(act.at, input.timeZone),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertOrganization(tx, act, {
        slug: fact.slug,
        name: fact.name,
        form: fact.form,
        purpose: fact.purpose,
        place: fact.place,
        time_zone: fact.timeZone,
        locale: fact.locale,
      });
      await insertStatutes(tx, act, 1, fact.articles as unknown as Articles);
      await insertMember(tx, act, {
        member: fact.member,
        class: fact.class,
        person: fact.person,
        name: fact.founder,
        founder: true,
        namedOn: fact.on,
      });
    }
  },
  becomes: (fact) => fact.member,
  answer: (fact) => ({ org: fact.org, slug: fact.slug, member: fact.member }),
});
