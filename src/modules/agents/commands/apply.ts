/** Someone asks to join: for themself, or for an organization that has named them to speak for it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId, PersonId, RecordedAct } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Membership } from '../core/standing.ts';
import { loadApplicantOrganizations, loadMembersByPerson } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { insertMember } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { contact, key, orgId, personName, sentence } from './fields.ts';

export const apply = agentsCommand({
  name: 'agents.apply',
  scope: 'organization',
  grounds: ['open'],
  matter: 'self',
  grouped: true,
  input: z.object({
    name: personName,
    class: key.optional(),
    contact: contact.default(''),
    statement: sentence.default(''),
    /** The organization that asks, through whoever it has named to speak for it here. */
    as: orgId.optional(),
    norms: z.literal(true),
  }),
  refusals: [
    'not_founded_yet',
    'not_by_application',
    'class_unknown',
    'only_people',
    'only_organizations',
    'not_the_delegate',
    'application_open_already',
    'member_already',
  ],
  personal: ['person', 'name', 'contact', 'statement'],
  async load(tx, asks, { org, now }) {
    return {
      group: (await loadGroup(tx, org, now))!,
      people: await loadMembersByPerson(
        tx,
        org,
        asks.map((ask) => (ask.input.as ? null : ask.person)),
      ),
      organizations: await loadApplicantOrganizations(
        tx,
        org,
        asks.flatMap((ask) => ask.input.as ?? []),
      ),
    };
  },
  about: (_state, ask) => ({ self: ask.person }),
  decide(state, input, act) {
    assert(act.person, 'only someone who is signed in asks to join');
    const { admission } = state.group.articles;
    if (state.group.state === 'draft') return refuse('not_founded_yet');
    if (!admission.byApplication) return refuse('not_by_application');
    const className = input.class ?? admission.classes[0]!.class;
    if (!admission.classes.some((one) => one.class === className))
      return refuse('class_unknown', { class: className });
    if (input.as && admission.who === 'people') return refuse('only_people');
    if (!input.as && admission.who === 'organizations') return refuse('only_organizations');
    const asking = input.as ? state.organizations.get(input.as) : undefined;
    if (input.as && asking?.delegate !== act.person) return refuse('not_the_delegate');
    const now = input.as ? asking?.membership : state.people.get(act.person);
    if (now?.admittedOn === null && now.appliedOn !== null) {
      return refuse('application_open_already', { appliedOn: now.appliedOn });
    }
    if (now) return refuse('member_already');
    return accept({
      member: act.newId('mem'),
      class: className,
      person: input.as ? null : act.person,
      memberOrg: input.as ?? null,
      name: asking?.name ?? input.name,
      // For a group, its delegate would leave words of their own behind that nobody forgets with them.
      contact: input.as ? null : input.contact || null,
      statement: input.as ? null : input.statement || null,
      appliedOn: act.today,
    });
  },
  apply(state, fact, _act: RecordedAct) {
    const membership = applicant(fact);
    if (fact.memberOrg === null) {
      return { ...state, people: new Map(state.people).set(fact.person!, membership) };
    }
    const asking = state.organizations.get(fact.memberOrg)!;
    return {
      ...state,
      organizations: new Map(state.organizations).set(fact.memberOrg, { ...asking, membership }),
    };
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertMember(tx, act, fact);
  },
  becomes: (fact) => fact.member,
  answer: (fact) => ({ member: fact.member }),
});

interface Applicant {
  readonly member: MemberId;
  readonly person: PersonId | null;
  readonly memberOrg: OrgId | null;
  readonly name: string;
  readonly class: string;
  readonly appliedOn: string;
}

/** The membership as the next act of a group would load it. */
function applicant(fact: Applicant): Membership {
  return {
    id: fact.member,
    person: fact.person,
    memberOrg: fact.memberOrg,
    name: fact.name,
    class: fact.class,
    founder: false,
    namedOn: null,
    appliedOn: fact.appliedOn,
    admittedOn: null,
    trialUntil: null,
    suspendedOn: null,
    suspendedUntil: null,
    appealUntil: null,
    endedOn: null,
    endKind: null,
    answeredBy: null,
    noUntil: null,
  };
}
