import { error, redirect } from '@sveltejs/kit';
import { addDays, type CivilDate } from '#kernel/calendar';
import { isId } from '#kernel/id';
import {
  booksOf,
  couldHappen,
  inForce,
  isAbout,
  may,
  mayByHand,
  standingKind,
  visibleHousehold,
  visibleMember,
  wholeInput,
  type May,
} from '#agents';
import { loadAffairs, loadHouseholdOf, type GroupAffairs, type RollMember, type Scene } from '#agents/server';
import {
  namedWord,
  proposalSentence,
  roleWord,
  standingWord,
  titled,
  type NameOf,
} from '#agents/screens/say.ts';
import { field, formKey } from '#host/forms';
import { vouchForReturn } from '#host/vouch-return';
import { amountIn } from '#ledger/screens/amount-in.ts';
import { loadAccountsOf } from '#ledger/server';
import type { Words } from '#locales';
import { decidedBy } from '../../propose.ts';
import { carry, failed, insideScene, nameBook, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const words = wordsFor(event, scene);
  const affairs = await loadAffairs(db, scene);
  const nameOf = nameBook(scene, affairs);
  const member = affairs.members.find((one) => one.id === event.params.member);
  const seen = member && visibleMember(scene.viewer, member, scene.today);
  if (!member || !seen) error(404, 'not_found');
  const own = member.id === scene.viewer.member;
  const kind = standingKind(member, scene.today);
  const several = scene.group.articles.admission.classes.length > 1;
  return {
    member: {
      id: member.id,
      name: member.name ?? words.t('member.forgotten'),
      own,
      kind,
      title: titled(words, standingWord(words, kind, member)),
      class: several ? namedWord(words, 'class', member.class) : null,
      since: member.admittedOn,
      asked: member.appliedOn,
      contact: seen.contact ? member.contact : null,
      statement: seen.statement ? member.statement : null,
      appealUntil:
        member.appealUntil !== null && member.appealUntil > scene.today ? member.appealUntil : null,
      answeredBy: member.answeredBy === null ? null : nameOf(member.answeredBy),
      noUntil: member.noUntil !== null && member.noUntil > scene.today ? member.noUntil : null,
      organization: member.memberOrg !== null,
      posts: affairs.mandates
        .filter((one) => one.member === member.id && inForce(one, scene.today, scene.draft))
        .map((one) => ({ role: one.role, title: roleWord(words, one.role), until: words.date(one.endsOn) })),
      vouchers: member.vouchers.map((one) => nameOf(one) ?? words.t('act.someone')),
    },
    tomorrow: addDays(scene.today as CivilDate, 1),
    needed: scene.group.articles.admission.vouchers,
    appealDays: scene.group.articles.exit.appealDays,
    noticeDays: scene.group.articles.exit.noticeDays,
    open: openAbout(words, scene, affairs, member, nameOf),
    can: whatCanBeDone(scene, affairs, member),
    decided: {
      admit: decidedBy(words, scene, 'admit'),
      suspend: decidedBy(words, scene, 'suspend'),
      exclude: decidedBy(words, scene, 'exclude'),
    },
    household: own ? await householdOf(db, scene, member, affairs, nameOf) : null,
    left: own ? await leftBehind(db, words, scene, member) : [],
    formKey: formKey(),
  };
};

/** What whoever leaves would leave in their accounts, above zero or below. */
async function leftBehind(
  db: App.Locals['world']['host']['db'],
  words: Words,
  { organization, group }: Scene,
  member: RollMember,
) {
  const { units } = booksOf(group.articles);
  if (units.length === 0) return [];
  const held = await loadAccountsOf(db, organization.org_id, member.id);
  return held
    .filter((one) => one.balanceMinor !== 0n)
    .map((one) => ({
      id: one.id,
      below: one.balanceMinor < 0n,
      amount: amountIn(words, units, one.unit, one.balanceMinor),
    }));
}

/** Acts about this member that wait for signatures: they are joined, not begun again. */
function openAbout(words: Words, scene: Scene, affairs: GroupAffairs, member: RollMember, nameOf: NameOf) {
  const { open, mandates } = affairs;
  return open
    .filter((act) => isAbout(act, act.command, member.id) && couldHappen(scene, affairs, act))
    .map((act) => ({
      id: act.waiting_id,
      command: act.command,
      sentence: proposalSentence(words, act.command, act.matter, wholeInput(act, mandates), nameOf),
    }));
}

function whatCanBeDone(scene: Scene, { open }: GroupAffairs, member: RollMember) {
  const kind = standingKind(member, scene.today);
  const own = member.id === scene.viewer.member;
  const begun = (command: string) => open.some((act) => isAbout(act, command, member.id));
  const statutes = (command: string, matter: string): May =>
    begun(`agents.${command}`) ? null : may(scene, matter, ['statutes'], { subject: member.id });
  const present = kind === 'member' || kind === 'trial';
  const asMember = may(scene, 'member', ['member']) !== null;
  const enough = member.vouchers.length >= scene.group.articles.admission.vouchers;
  const onPaper = member.person === null && member.memberOrg === null;
  const vouched = scene.viewer.member !== null && member.vouchers.includes(scene.viewer.member);
  return {
    vouch: kind === 'applicant' && asMember && !own && !vouched,
    vouched,
    admit: kind === 'applicant' && enough ? statutes('admit', 'admit') : null,
    decline: kind === 'applicant' ? statutes('decline', 'admit') : null,
    suspend: present && !own && !scene.draft ? statutes('suspend', 'suspend') : null,
    lift: kind === 'suspended' && !own ? statutes('lift_suspension', 'suspend') : null,
    exclude:
      (present || kind === 'suspended') && !own && !scene.draft ? statutes('exclude', 'exclude') : null,
    sayNo:
      onPaper && asMember && member.noUntil !== null && member.noUntil > scene.today && kind !== 'ex_member',
    return: present && !own && asMember && member.person !== null && !scene.draft,
    invite:
      onPaper && kind !== 'ex_member' && kind !== 'applicant' && mayByHand(scene, 'invite') && !scene.draft,
    appoint: present ? may(scene, 'appoint') : null,
  };
}

async function householdOf(
  db: Parameters<typeof loadHouseholdOf>[0],
  scene: Scene,
  member: RollMember,
  affairs: GroupAffairs,
  nameOf: NameOf,
) {
  const household = await loadHouseholdOf(db, scene.organization.org_id, member.id);
  if (
    !household ||
    !visibleHousehold(
      scene.viewer,
      household.members.map((one) => one.member),
    )
  )
    return null;
  const confirmed = household.members.some((one) => one.member === member.id && one.confirmed);
  return {
    id: household.id,
    confirmed,
    // Whoever has only asked to be counted in learns nobody's name by asking.
    members: household.members
      .filter((one) => confirmed || one.member === member.id)
      .map((one) => ({ id: one.member, name: nameOf(one.member), confirmed: one.confirmed })),
  };
}

/** A household that nobody has: what was typed wrong is looked for, and not found. */
const NO_HOUSEHOLD = `hou_${'0'.repeat(26)}`;

function signIn(typed: string): string {
  const sign = typed.replaceAll(/\s/g, '').toLowerCase();
  return isId('hou', sign) ? sign : NO_HOUSEHOLD;
}

const here = (member: string) => `/members/${member}`;

const about =
  (command: string, more: (form: FormData) => { [name: string]: unknown } = () => ({})) =>
  (event: Parameters<Actions[string]>[0]) =>
    carry(
      event,
      command,
      (form) => ({ member: event.params.member, ...more(form) }),
      here(event.params.member),
    );

const reason = (form: FormData) => ({ reason: field(form, 'reason') });

export const actions: Actions = {
  vouch: about('agents.vouch'),
  admit: about('agents.admit'),
  decline: (event) =>
    carry(event, 'agents.decline', (form) => ({ member: event.params.member, ...reason(form) }), '/members'),
  suspend: about('agents.suspend', (form) => ({ ...reason(form), until: written(form, 'until') })),
  lift: about('agents.lift_suspension'),
  exclude: about('agents.exclude', reason),
  sayNo: (event) => carry(event, 'agents.say_no', () => ({ member: event.params.member }), '/members'),
  rename: (event) =>
    carry(
      event,
      'agents.edit_membership',
      (form) => ({ name: written(form, 'name'), contact: field(form, 'contact') }),
      here(event.params.member),
    ),
  form: (event) => carry(event, 'agents.form_household', () => ({}), here(event.params.member)),
  join: (event) =>
    carry(
      event,
      'agents.join_household',
      (form) => ({ household: signIn(field(form, 'household')) }),
      here(event.params.member),
    ),
  confirm: (event) =>
    carry(
      event,
      'agents.confirm_household',
      (form) => ({ member: field(form, 'who') }),
      here(event.params.member),
    ),
  away: (event) =>
    carry(
      event,
      'agents.leave_household',
      (form) => ({ member: written(form, 'who') }),
      here(event.params.member),
    ),
  leave: (event) => carry(event, 'agents.leave', () => ({}), ''),
  return: async (event) => {
    const form = await event.request.formData();
    const scene = await insideScene(event);
    const { members } = await loadAffairs(event.locals.world.host.db, scene);
    const member = members.find((one) => one.id === event.params.member);
    if (!member?.person) error(404, 'not_found');
    const org = scene.organization.org_id;
    const word = { org, member: member.id, person: member.person, code: field(form, 'code') };
    const vouched = await vouchForReturn(event, word);
    if (!vouched.ok) return failed(event, form, vouched.refusal);
    redirect(303, `/g/${event.params.slug}${here(event.params.member)}`);
  },
};
