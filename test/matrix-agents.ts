/**
 * What the matrix asks of belonging: for every act of the agents module, an input with which somebody could
 * do it.
 */
import { makeId } from '../src/kernel/id.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import type { Asker, Things } from './matrix-scene.ts';

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
export const someId = <Kind extends string>(kind: Kind) => makeId(kind, 1_700_000_000_000, random(10));

type Input = (things: Things, asker: Asker) => unknown;

export const AGENT_INPUTS: { readonly [command: string]: Input } = {
  'agents.accept': ({ code }) => ({ code, name: 'Zoe', norms: true }),
  'agents.admit': ({ applicant }) => ({ member: applicant }),
  'agents.amend': ({ articles }) => ({
    base: 1,
    articles: { ...articles, exit: { ...articles.exit, noticeDays: 7 } },
  }),
  'agents.apply': () => ({ name: 'Zoe', norms: true }),
  'agents.appoint': ({ subject }) => ({ role: 'coordinator', member: subject }),
  'agents.ask_signatures': () => ({ command: 'agents.dissolve', matter: 'dissolve', input: {} }),
  'agents.confirm_household': ({ suspended }) => ({ member: suspended }),
  'agents.decline': ({ applicant }) => ({ member: applicant, reason: 'Not this year.' }),
  'agents.describe': () => ({ purpose: 'To cook for everyone.' }),
  'agents.dissolve': () => ({}),
  'agents.edit_membership': () => ({ contact: 'at the market' }),
  'agents.edit_profile': () => ({ name: 'Zoe' }),
  'agents.enter_house': () => ({ name: 'Zoe', locale: 'en' }),
  'agents.enter_on_paper': () => ({ name: 'Yago' }),
  'agents.erase_me': () => ({}),
  'agents.exclude': ({ subject, named }) => ({
    member: named === subject ? named : subject,
    reason: 'A reason.',
  }),
  'agents.forget_me': () => ({}),
  'agents.form_household': () => ({}),
  'agents.found': ({ articles }) => ({
    form: 'association',
    name: 'Nueva',
    founder: 'Zoe',
    locale: 'es',
    articles,
  }),
  'agents.hand_over': ({ mandate, subject }) => ({ mandate, to: subject }),
  'agents.invite': () => ({ name: 'Xavi', codeHash: hashCode('XAVI2222') }),
  'agents.join_household': ({ household }) => ({ household }),
  'agents.lay_down': ({ mandate }, asker) => ({ mandate: asker.mandate ?? mandate }),
  'agents.leave': () => ({}),
  'agents.leave_household': () => ({}),
  'agents.let_go': ({ networkOrg }) => ({ group: networkOrg }),
  'agents.lift_suspension': ({ suspended }) => ({ member: suspended }),
  'agents.name_delegate': ({ networkOrg, subject }) => ({ network: networkOrg, member: subject }),
  'agents.name_founder': () => ({ name: 'Wanda', codeHash: hashCode('WANDA222') }),
  'agents.revoke': ({ mandate }) => ({ mandate, reason: 'A reason.' }),
  'agents.say_no': ({ paper }) => ({ member: paper }),
  'agents.sign': ({ waiting }) => ({ subject: waiting, statutes: 1 }),
  'agents.suspend': ({ subject }) => ({ member: subject, reason: 'A reason.' }),
  'agents.unname_founder': ({ named }) => ({ member: named }),
  'agents.vouch': ({ applicant }) => ({ member: applicant }),
  'agents.vouch_return': ({ subject }) => ({
    request: someId('ret'),
    requestedAt: '2026-12-24T12:00:00.000Z',
    member: subject,
  }),
  'agents.withdraw_invitation': ({ invitation }) => ({ invitation }),
  'agents.withdraw_signature': ({ signed }) => ({ subject: signed }),
};
