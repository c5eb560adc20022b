/**
 * Where the matrix plays: groups in every state a group can be in, with everybody whom a group may know, and
 * for every command an input that would do, if only the right person asked.
 */
import type { MemberId, OrgId } from '../src/kernel/command.ts';
import type { Actor } from '../src/host/act-request.ts';
import { association } from '../src/forms/association.ts';
import { network } from '../src/forms/network.ts';
import { hashCode, voiceOf, type Articles } from '../src/modules/agents/index.server.ts';
import { AGENT_INPUTS, someId } from './matrix-agents.ts';
import {
  BUDGET_INPUTS,
  BUDGET_POWERS,
  furnishBudgets,
  unheardBudgets,
  type BudgetThings,
} from './matrix-budgets.ts';
import { EXCHANGE_ARTICLE, EXCHANGE_INPUTS, furnishExchange, unheardExchange } from './matrix-exchange.ts';
import { CARE_INPUTS, furnishCare, unheardCare, type CareThings } from './matrix-care.ts';
import {
  furnishLedger,
  LEDGER_BOOKS,
  LEDGER_INPUTS,
  LEDGER_POWERS,
  unheardLedger,
  type LedgerThings,
} from './matrix-ledger.ts';
import { stageList } from './matrix-lists.ts';
import { furnishMeetings, MEETING_INPUTS, unheardMeetings, type MeetingThings } from './matrix-meetings.ts';
import {
  furnishProposals,
  PROPOSAL_INPUTS,
  unheardProposals,
  type ProposalThings,
} from './matrix-proposals.ts';
import { furnishTalk, TALK_INPUTS, type TalkThings } from './matrix-talk.ts';
import { memberIn, type Group, type OneOfUs, type Someone, type Stage } from './stage.ts';

/** One who asks, as the matrix knows them. */
export interface Asker {
  readonly actor: Actor;
  readonly member: MemberId | null;
  /** A post that is or was theirs. */
  readonly mandate: string | null;
}

/** What the acts of a scene are about. */
export interface Things {
  readonly org: OrgId;
  readonly articles: Articles;
  readonly subject: MemberId;
  readonly applicant: MemberId;
  readonly suspended: MemberId;
  readonly paper: MemberId;
  readonly named: MemberId;
  readonly mandate: string;
  readonly household: string;
  /** A waiting act that only `subject` has signed, and one that the plain member has signed as well. */
  readonly waiting: string;
  readonly signed: string;
  readonly code: string;
  readonly invitation: string;
  readonly networkOrg: OrgId;
  readonly staged: string;
  readonly taken: string;
  readonly talk: TalkThings;
  readonly meetings: MeetingThings;
  readonly proposals: ProposalThings;
  readonly budgets: BudgetThings;
  readonly ledger: LedgerThings;
  readonly exchange: ReturnType<typeof unheardExchange>;
  readonly care: CareThings;
}

export interface Scene {
  readonly things: Things;
  readonly askers: { readonly [column: string]: Asker };
}

type Input = (things: Things, asker: Asker) => unknown;

/** For every command, an input with which somebody could do it. */
export const INPUTS: { readonly [command: string]: Input } = {
  ...AGENT_INPUTS,
  ...BUDGET_INPUTS,
  ...EXCHANGE_INPUTS,
  ...CARE_INPUTS,
  ...LEDGER_INPUTS,
  ...TALK_INPUTS,
  ...MEETING_INPUTS,
  ...PROPOSAL_INPUTS,
  'network.import_listings': ({ staged }) => ({ import: staged }),
  'network.undo_import': ({ taken }) => ({ import: taken }),
};

const asker = (one: Someone & { member?: MemberId }, more: Partial<Asker> = {}): Asker => ({
  actor: { person: one.person, channel: 'story' },
  member: one.member ?? null,
  mandate: null,
  ...more,
});

/** Asks as the first, and lets the others sign until it is done. */
async function agree(stage: Stage, us: readonly OneOfUs[], org: OrgId, command: string, input: unknown) {
  const asked = await stage.ask(us[0]!, command, org, input);
  if (!asked.ok) throw new Error(`${command}: ${JSON.stringify(asked.refusal)}`);
  if (asked.value.kind === 'done') return asked.value.answer;
  for (const other of us.slice(1)) {
    const answer = await stage.sign(other, org, asked.value.waiting);
    const carried = answer.ok && answer.value.kind === 'done' ? answer.value.carried : undefined;
    if (carried?.ok && carried.value.kind === 'done') return carried.value.answer;
  }
  throw new Error(`${command} never had enough signatures`);
}

async function appoint(
  stage: Stage,
  us: readonly OneOfUs[],
  org: OrgId,
  role: string,
  who: OneOfUs,
  endsOn?: string,
) {
  const input = { role, member: who.member, ...(endsOn ? { endsOn } : {}) };
  return ((await agree(stage, us, org, 'agents.appoint', input)) as { mandate: string }).mandate;
}

/** The civil date so many days from now. */
function inDays(stage: Stage, days: number): string {
  return new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
}

/** Everything an act could be about, in a founded group whose first six members agree. */
async function furnish(stage: Stage, group: Group, articles: Articles, networkOrg: OrgId, mandate: string) {
  const { org, us } = group;
  const [ana, , , , , plain, iris] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];
  const inviter = await whoHolds(stage, org, us, 'coordinator');
  const { answer: home } = await stage.do(plain, 'agents.form_household', org, {});
  const household = (home as { household: string }).household;
  await stage.do(iris, 'agents.join_household', org, { household });
  await agree(stage, us, org, 'agents.suspend', { member: iris.member, reason: 'A reason.' });
  const juan = await stage.person('Juan');
  const applied = await stage.do(juan, 'agents.apply', org, { name: 'Juan', norms: true });
  const applicant = memberIn(applied.answer);
  for (const voucher of us.slice(0, articles.admission.vouchers)) {
    await stage.do(voucher, 'agents.vouch', org, { member: applicant });
  }
  const paper = memberIn((await stage.do(inviter, 'agents.enter_on_paper', org, { name: 'Pía' })).answer);
  const code = `OPEN${org.slice(-8)}`.toUpperCase();
  const invited = await stage.do(inviter, 'agents.invite', org, { uses: 50, codeHash: hashCode(code) });
  const { invitation } = invited.answer as { invitation: string };
  const waiting = await stage.wait(ana, 'agents.dissolve', org, {});
  const signed = await stage.wait(ana, 'agents.dissolve', org, { note: 'Another.' });
  await stage.sign(plain, org, signed);
  const moderators = byPost(articles.powers, 'moderate') ? [inviter] : us;
  const hide = (what: string) => (input: object) =>
    agree(stage, moderators, org, `decisions.hide_${what}`, input);
  const talk = await furnishTalk(stage, org, ana, hide('word'));
  const things: Things = {
    org, articles, subject: ana.member, applicant, suspended: iris.member, paper, named: paper, mandate,
    household, waiting, signed, code, invitation, networkOrg, talk, taken: someId('imp'),
    staged: await stageList(stage, org, `List of ${org}`), proposals: await furnishProposals(stage, org, us, hide('file')),
    meetings: await furnishMeetings(stage, org, us.filter((one) => one !== iris), inviter),
    budgets: await furnishBudgets(stage, org, inviter, plain),
    ledger: await furnishLedger(stage, org, {
      us: us.filter((one) => one !== iris), plain, other: ana, inviter,
      treasurer: await whoHolds(stage, org, us, 'treasurer'),
      agree: (command, input) => agree(stage, us, org, command, input),
    }),
    exchange: await furnishExchange(stage, org, {
      plain, other: ana, agree: (command, input) => agree(stage, moderators, org, command, input),
    }),
    care: await furnishCare(stage, org, { plain, other: ana }),
  }; // prettier-ignore
  return { things, juan: { ...juan, member: applicant } };
}

/** Whether whoever holds a post carries this matter, as who invites does in a network. */
function byPost(powers: Articles['powers'], matter: string): boolean {
  return powers[matter]?.by === 'role';
}

async function whoHolds(stage: Stage, org: OrgId, us: readonly OneOfUs[], role: string): Promise<OneOfUs> {
  const { rows } = await stage.host.pool.query<{ member_id: string }>(
    'SELECT member_id FROM agents.mandate WHERE org_id = $1 AND role = $2 AND ended_at IS NULL',
    [org, role],
  );
  return us.find((one) => one.member === rows[0]!.member_id)!;
}

/** Questions that are put to the vote here and now: by hands, each by themself, and blind. */
const [, onTheSpot] = association.articles.powers.resolve.ways;
const atOnce = { ...onTheSpot, voteDays: 1 };
const resolve: Articles['powers'][string] = {
  by: 'decision',
  ways: [onTheSpot, atOnce, { ...atOnce, secrecy: 'blind' }],
};

const roomy = (articles: Articles, trialDays: number): Articles => ({
  ...articles,
  books: LEDGER_BOOKS,
  exchange: EXCHANGE_ARTICLE,
  care: { leastPeople: 5 },
  voice: { ...voiceOf(articles), inviteDays: 0 },
  powers: { ...articles.powers, ...BUDGET_POWERS, ...LEDGER_POWERS, resolve },
  admission: { ...articles.admission, trialDays },
  roles: articles.roles.map((role) => ({ ...role, holders: 3 })),
});

/** A founded association, with everyone whom it knows and some whom it does not. */
export async function foundedScene(stage: Stage): Promise<Scene> {
  const { org: networkOrg } = await stage.found(['Nora'], {
    name: 'Red de Ollas',
    articles: network.articles,
  });
  const articles = roomy(association.articles, 60);
  const names = ['Ana', 'Beto', 'Caro', 'Dora', 'Eva', 'Fina', 'Iris', 'Hugo'];
  const group = await stage.found(names, { articles, name: 'Las Ollas' });
  const { org, us } = group;
  const [, beto, caro, dora, eva, fina, iris, hugo] = us as unknown as Eight;
  await stage.do(hugo, 'agents.leave', org, {});
  const voting = us.filter((one) => one !== hugo);
  const past = await appoint(stage, voting, org, 'secretary', eva, inDays(stage, 8));
  stage.days(14);
  const coordinator = await appoint(stage, voting, org, 'coordinator', beto);
  const treasurer = await appoint(stage, voting, org, 'treasurer', caro);
  const secretary = await appoint(stage, voting, org, 'secretary', dora);
  const gil = await stage.letIn(beto, org, 'Gil');
  const { things, juan } = await furnish(stage, { org, us: voting }, articles, networkOrg, coordinator);
  const other = await stage.found(['Luz'], { name: 'La Otra' });
  const withToken = (scopes: readonly string[]) =>
    asker(fina, {
      actor: { person: fina.person, channel: 'api', token: { id: `tok ${scopes.join()}`, scopes } },
    });
  return {
    things,
    askers: {
      vis: { actor: { person: null, channel: 'story' }, member: null, mandate: null },
      per: asker(await stage.person('Karla')),
      app: asker(juan),
      tri: asker(gil),
      mem: asker(fina),
      ex: asker(hugo),
      sus: asker(iris),
      coo: asker(beto, { mandate: coordinator }),
      tre: asker(caro, { mandate: treasurer }),
      sec: asker(dora, { mandate: secretary }),
      pst: asker(eva, { mandate: past }),
      for: asker({ name: 'Luz', person: other.us[0]!.person }),
      bar: withToken(['other:write']),
      wid: withToken([
        'agents:write',
        'care:write',
        'decisions:write',
        'exchange:write',
        'ledger:write',
        'network:write',
      ]),
      scp: withToken(Object.keys(INPUTS)),
      ope: { actor: { person: null, channel: 'cli', operator: true }, member: null, mandate: null },
    },
  };
}

type Eight = readonly [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];

/** A founded network: its posts carry other matters than those of an association. */
export async function networkScene(stage: Stage): Promise<Scene> {
  const articles = roomy(network.articles, 0);
  const names = ['Nora', 'Omar', 'Pepa', 'Quim', 'Rita', 'Sol', 'Tere'];
  const group = await stage.found(names, { articles, name: 'Red de Ollas' });
  const { org, us } = group;
  const [nora, omar, pepa, quim, , sol] = us as unknown as Eight;
  const past = await appoint(stage, us, org, 'list_keeper', quim, inDays(stage, 8));
  const listed = await stageList(stage, org, 'A first list');
  await stage.do(quim, 'network.import_listings', org, { import: listed });
  stage.days(14);
  const coordinator = await appoint(stage, us, org, 'coordinator', omar);
  const treasurer = await appoint(stage, us, org, 'treasurer', nora);
  const keeper = await appoint(stage, us, org, 'list_keeper', pepa);
  await stage.do(omar, 'agents.invite', org, { class: 'supporter', codeHash: hashCode('SUPPORT2') });
  const uma = await stage.person('Uma');
  const accepted = await stage.do(uma, 'agents.accept', org, { code: 'SUPPORT2', name: 'Uma', norms: true });
  const { things } = await furnish(stage, group, articles, someId('org'), coordinator);
  return {
    things: { ...things, taken: listed },
    askers: {
      mem: asker(sol),
      supporter: asker({ ...uma, member: memberIn(accepted.answer) }),
      coo: asker(omar, { mandate: coordinator }),
      tre: asker(nora, { mandate: treasurer }),
      keeper: asker(pepa, { mandate: keeper }),
      past: asker(quim, { mandate: past }),
    },
  };
}

/** A draft that nobody has signed: two who have come in, one who stepped back, one who has not come. */
export async function draftScene(stage: Stage): Promise<Scene> {
  const { org, us } = await stage.found(['Ada', 'Bea', 'Cleo'], { name: 'Borrador', signed: false });
  const [ada, bea, cleo] = us as readonly [OneOfUs, OneOfUs, OneOfUs];
  await stage.do(cleo, 'agents.leave', org, {});
  const dina = { name: 'Dina', codeHash: hashCode('DINA2222') };
  const { answer } = await stage.do(ada, 'agents.name_founder', org, dina);
  const named = memberIn(answer);
  const { invitation } = answer as { invitation: string };
  const paper = memberIn((await stage.do(ada, 'agents.enter_on_paper', org, { name: 'Eli' })).answer);
  const both = [ada, bea];
  const mandate = await appoint(stage, both, org, 'coordinator', bea);
  const { answer: home } = await stage.do(bea, 'agents.form_household', org, {});
  const waiting = await stage.wait(ada, 'agents.revoke', org, { mandate, reason: 'A reason.' });
  const hide = (input: object) => agree(stage, both, org, 'decisions.hide_word', input);
  const talk = await furnishTalk(stage, org, ada, hide, false);
  return {
    things: {
      org, articles: association.articles, subject: named, applicant: named, suspended: named, paper, named,
      mandate, household: (home as { household: string }).household, waiting: 'founding', signed: waiting,
      code: 'DINA2222', invitation, networkOrg: someId('org'), talk, taken: someId('imp'),
      staged: await stageList(stage, org, 'In a draft'), proposals: unheardProposals(), meetings: unheardMeetings(),
      budgets: unheardBudgets(), ledger: unheardLedger(), exchange: unheardExchange(), care: unheardCare(),
    }, // prettier-ignore
    askers: {
      founder: asker(ada),
      holder: asker(bea, { mandate }),
      back: asker(cleo),
      per: asker(await stage.person('Nadia')),
    },
  };
}

/** A group that has ended. */
export async function endedScene(stage: Stage): Promise<Scene> {
  const articles = roomy(association.articles, 0);
  const group = await stage.found(['Ana', 'Beto', 'Caro', 'Dora', 'Eva', 'Fina', 'Iris'], {
    articles,
    name: 'Ya No',
  });
  const { org, us } = group;
  const mandate = await appoint(stage, us, org, 'coordinator', us[1]!);
  await appoint(stage, us, org, 'treasurer', us[2]!);
  const { things } = await furnish(stage, group, articles, someId('org'), mandate);
  // Iris is suspended, and Pía, on paper, may still say no: neither is counted.
  const last = await stage.wait(us[0]!, 'agents.dissolve', org, { note: 'The end.' });
  for (const one of us.slice(1, 6)) await stage.sign(one, org, last);
  return {
    things,
    askers: {
      mem: asker(us[5]!),
      holder: asker(us[1]!, { mandate }),
      per: asker(await stage.person('Omar')),
    },
  };
}
