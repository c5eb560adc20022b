/**
 * Someone without a phone counts all the same: entered by a member who answers for the entry, with seven days
 * in which it can be undone. They count when those are over (and their trial, where the rules have one), or
 * at once in a founding, which everybody signs. Whoever entered them hands in what they sign in ink.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { addDays, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { trialFrom } from '../core/standing.ts';
import { loadFounders } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { insertMember } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { contact, key, personName } from './fields.ts';

const DAYS_TO_SAY_NO = 7;

export const enterOnPaper = agentsCommand({
  name: 'agents.enter_on_paper',
  scope: 'organization',
  grounds: ['founder', 'statutes'],
  matter: 'enter_on_paper',
  input: z.object({ name: personName, class: key.optional(), contact: contact.default('') }),
  refusals: ['only_organizations', 'class_unknown', 'founder_named_already'],
  personal: ['name', 'contact'],
  load: async (tx, _asks, { org, now }) => ({
    group: (await loadGroup(tx, org, now))!,
    founders: await loadFounders(tx, org),
  }),
  about: () => ({}),
  decide({ group, founders }, input, act) {
    assert(act.askedBy, 'whoever enters someone on paper is a member and answers for it');
    const { admission } = group.articles;
    const founder = group.state === 'draft';
    if (!founder && admission.who === 'organizations') return refuse('only_organizations');
    const voting = admission.classes.find((one) => one.votes)!.class;
    const className = input.class ?? voting;
    if (!admission.classes.some((one) => one.class === className))
      return refuse('class_unknown', { class: className });
    const twin = founders.some((one) => one.name?.toLowerCase() === input.name.toLowerCase());
    if (founder && twin) return refuse('founder_named_already', { name: input.name });
    return accept({
      member: act.newId('mem'),
      class: className,
      name: input.name,
      contact: input.contact || null,
      founder,
      namedOn: act.today,
      admittedOn: founder ? null : act.today,
      trialUntil: founder ? null : trialFrom(act.today, admission.trialDays),
      answeredBy: act.askedBy,
      noUntil: addDays(act.today as CivilDate, DAYS_TO_SAY_NO),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertMember(tx, act, fact);
  },
  answer: (fact) => ({ member: fact.member, noUntil: fact.noUntil }),
});
