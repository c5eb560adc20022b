import { describe, expect, test } from 'vitest';
import type { MemberId, PersonId } from '#kernel/command';
import {
  answersFor,
  canPropose,
  couldHappen,
  decideAsks,
  inkWanted,
  may,
  mayByHand,
  postsNow,
  wantsSignature,
  wholeInput,
  type Affairs,
  type OpenAct,
  type Present,
} from './asks.ts';
import { standingOf, type Mandate, type Membership } from './standing.ts';
import { ALWAYS, type Articles, type Power } from './statutes.ts';
import { USUAL_VOICE, type Way } from './voice.ts';

const TODAY = '2026-11-23';
const mem = (name: string): MemberId => `mem_${name}`;

const articles: Articles = {
  admission: {
    who: 'people',
    classes: [
      { class: 'member', votes: true },
      { class: 'friend', votes: false },
    ],
    byApplication: true,
    byInvitation: true,
    vouchers: 2,
    trialDays: 0,
  },
  roles: [
    { role: 'treasurer', holders: 1, termMonths: 12 },
    { role: 'secretary', holders: 1, termMonths: 12 },
  ],
  powers: {
    invite: { by: 'member' },
    admit: { by: 'members', of: 2 },
    describe: { by: 'role', role: 'secretary' },
    suspend: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] },
    amend: { by: 'members', share: 'all' },
  },
  exit: { noticeDays: 0, appealDays: 30 },
  dissolution: { assetsTo: 'community' },
  always: [...ALWAYS],
};

const member = (name: string, more: Partial<Membership> = {}): Affairs['members'][number] => ({
  id: mem(name),
  person: `per_${name}` satisfies PersonId,
  memberOrg: null,
  name,
  class: 'member',
  founder: false,
  namedOn: null,
  appliedOn: null,
  admittedOn: '2026-01-01',
  trialUntil: null,
  suspendedOn: null,
  suspendedUntil: null,
  appealUntil: null,
  endedOn: null,
  endKind: null,
  answeredBy: null,
  noUntil: null,
  vouchers: [],
  ...more,
});

const post = (role: string, name: string, endsOn = '2027-06-01'): Mandate => ({
  id: `man_${role}_${name}`,
  role,
  member: mem(name),
  startsOn: '2026-01-01',
  endsOn,
  rehearsal: false,
  endedAt: null,
});

const open = (matter: string, by: string[], more: Partial<OpenAct> = {}): OpenAct => ({
  waiting_id: 'wai_1',
  command: `agents.${matter}`,
  matter,
  input: {},
  statutes_version: 1,
  opened_by: mem(by[0]!),
  expires_at: '2026-12-20T00:00:00.000Z',
  signatures: by.map((name) => ({ member_id: mem(name), statutes_version: 1 })),
  ...more,
});

function present(
  me: Membership,
  mandates: readonly Mandate[] = [],
  state: 'draft' | 'founded' = 'founded',
): Present {
  const own = mandates.filter((one) => one.member === me.id);
  return {
    group: { state, articles, voting: 4, timeZone: 'UTC', statutesVersion: 1 },
    standing: standingOf(me, own, TODAY, state === 'draft', true),
    person: me.person,
    today: TODAY,
  };
}

const affairs = (more: Partial<Affairs>): Affairs => ({
  members: [],
  mandates: [],
  open: [],
  founding: [],
  housemates: [],
  returns: [],
  ...more,
});
const kinds = (me: Membership, more: Partial<Affairs>, state?: 'draft') =>
  decideAsks(present(me, more.mandates, state), affairs(more)).map((one) => one.ask);

const ana = member('ana');

describe('what someone may begin', () => {
  test.each<[string, Membership, readonly Mandate[], ReturnType<typeof may>]>([
    ['invite', ana, [], 'alone'],
    ['admit', ana, [], 'together'],
    ['describe', ana, [], null],
    ['describe', ana, [post('secretary', 'ana')], 'alone'],
    ['describe', ana, [post('secretary', 'ana', TODAY)], null],
    ['suspend', ana, [], null],
    ['suspend', ana, [post('treasurer', 'ana')], 'together'],
    ['invite', member('ana', { class: 'friend' }), [], null],
    ['invite', member('ana', { suspendedOn: TODAY }), [], null],
    ['invite', member('ana', { admittedOn: null, appliedOn: TODAY }), [], null],
  ])('%s', (matter, me, mandates, answer) => expect(may(present(me, mandates), matter)).toBe(answer));
});

describe('whose signature is wanted', () => {
  test.each<[string, Membership, readonly Mandate[], OpenAct, boolean]>([
    ['a member who has not signed', ana, [], open('admit', ['rosa']), true],
    ['one who has', ana, [], open('admit', ['ana']), false],
    ['not under other rules', ana, [], open('admit', ['rosa'], { statutes_version: 2 }), false],
    ['not without a vote', member('ana', { class: 'friend' }), [], open('admit', ['rosa']), false],
    ['not on trial', member('ana', { trialUntil: '2027-01-01' }), [], open('admit', ['rosa']), false],
    ['a post among several', ana, [post('treasurer', 'ana')], open('suspend', ['rosa']), true],
    ['not without the post', ana, [], open('suspend', ['rosa']), false],
  ])('%s', (_name, me, mandates, act, wanted) =>
    expect(wantsSignature(present(me, mandates), act)).toBe(wanted),
  );
});

describe('what is asked', () => {
  const asking = (vouchers: MemberId[]) =>
    member('luis', { admittedOn: null, appliedOn: TODAY, vouchers } as Partial<Membership>);

  test('nothing of whoever has nothing to do', () => expect(kinds(ana, { members: [ana] })).toEqual([]));
  test('a signature', () => expect(kinds(ana, { open: [open('admit', ['rosa'])] })).toEqual(['sign']));
  test('a word for an applicant, once', () => {
    expect(kinds(ana, { members: [ana, asking([])] })).toEqual(['vouch']);
    expect(kinds(ana, { members: [ana, asking([mem('ana')])] })).toEqual([]);
  });
  test('a yes or no, once enough have vouched and nobody has asked for it yet', () => {
    const enough = asking([mem('ana'), mem('rosa')]);
    expect(kinds(ana, { members: [ana, enough] })).toEqual(['admit']);
    const begun = open('admit', ['ana'], { input: { member: mem('luis') } });
    expect(kinds(ana, { members: [ana, enough], open: [begun] })).toEqual([]);
  });
  test('a no to pass on, until its day', () => {
    const paper = (noUntil: string) => member('luisa', { person: null, answeredBy: mem('ana'), noUntil });
    expect(kinds(ana, { members: [ana, paper('2026-11-24')] })).toEqual(['say_no']);
    expect(kinds(ana, { members: [ana, paper(TODAY)] })).toEqual([]);
  });
  test('to think of who comes next, a month before a post ends', () => {
    expect(kinds(ana, { mandates: [post('treasurer', 'ana', '2026-12-23')] })).toEqual(['post_ends']);
    expect(kinds(ana, { mandates: [post('treasurer', 'ana', '2026-12-24')] })).toEqual([]);
    const again = { ...post('treasurer', 'ana', '2027-12-01'), id: 'man_next', startsOn: '2026-12-23' };
    expect(kinds(ana, { mandates: [post('treasurer', 'ana', '2026-12-23'), again] })).toEqual([]);
  });
  test('to think of it too where the other holder of the post stays, until there are enough', () => {
    const both = { ...articles, roles: [{ role: 'treasurer', holders: 2, termMonths: 12 }] };
    const asked = (mandates: readonly Mandate[]) => {
      const looking = present(ana, mandates);
      const group = { ...looking.group, articles: both };
      return decideAsks({ ...looking, group }, affairs({ mandates })).map((one) => one.ask);
    };
    const [mine, rosas] = [post('treasurer', 'ana', '2026-12-01'), post('treasurer', 'rosa', '2027-06-01')];
    const coming = (name: string) => ({ ...post('treasurer', name, '2027-12-01'), startsOn: '2026-12-01' });
    expect(asked([mine, rosas])).toEqual(['post_ends']);
    expect(asked([mine, rosas, coming('luis')])).toEqual([]);
    expect(asked([mine, { ...coming('ana'), id: 'man_again' }])).toEqual([]);
  });
  test('whether somebody lives with them', () => {
    expect(decideAsks(present(ana), affairs({ housemates: [mem('luis')] }))).toEqual([
      { ask: 'household', member: mem('luis'), own: mem('ana') },
    ]);
  });
  test('a word for whoever comes back, once, and never for oneself', () => {
    const returning = (name: string, by: string) => [
      { request: 'ret_1', member: mem(name), vouchers: [mem(by)] },
    ];
    expect(kinds(ana, { returns: returning('luis', 'rosa') })).toEqual(['return']);
    expect(kinds(ana, { returns: returning('luis', 'ana') })).toEqual([]);
    expect(kinds(ana, { returns: returning('ana', 'rosa') })).toEqual([]);
  });
  test('the founding, before all else', () => {
    const founder = member('ana', { founder: true, admittedOn: null, namedOn: TODAY });
    expect(kinds(founder, { members: [founder] }, 'draft')).toEqual(['found']);
  });
  test('nothing of someone suspended', () => {
    expect(kinds(member('ana', { suspendedOn: TODAY }), { open: [open('admit', ['rosa'])] })).toEqual([]);
  });
  test('what ends first stands first', () => {
    const soon = { ...open('admit', ['rosa']), waiting_id: 'wai_2', expires_at: '2026-11-25T00:00:00.000Z' };
    const [first] = decideAsks(present(ana), affairs({ open: [open('amend', ['rosa']), soon] }));
    expect(first).toMatchObject({ ask: 'sign', by: '2026-11-25' });
  });
});

describe('an act that waits', () => {
  const luis = (more: Partial<Membership> = {}) => member('luis', more);
  const held = post('treasurer', 'luis');
  const gone = { endedOn: TODAY, endKind: 'excluded' };
  const asking = { admittedOn: null, appliedOn: TODAY };
  test.each<[string, Affairs['members'][number], boolean]>([
    ['exclude', luis(), true],
    ['exclude', luis(gone), false],
    ['suspend', luis(), true],
    ['suspend', luis({ suspendedOn: TODAY }), false],
    ['lift_suspension', luis({ suspendedOn: TODAY }), true],
    ['lift_suspension', luis(), false],
    ['admit', luis(asking), true],
    ['admit', luis(), false],
    ['decline', luis({ ...asking, ...gone }), false],
    ['appoint', luis(gone), false],
    ['amend', luis(gone), true],
  ])('could still come about: %s', (command, about, answer) => {
    const input = command === 'amend' ? {} : { member: mem('luis') };
    const act = open('admit', ['rosa'], { command: `agents.${command}`, input });
    expect(couldHappen(present(ana), { members: [ana, about], mandates: [] }, act)).toBe(answer);
    expect(kinds(ana, { members: [ana, about], open: [act] }).includes('sign')).toBe(answer);
  });
  test('could not once its post is over', () => {
    const act = open('revoke', ['rosa'], { input: { mandate: held.id } });
    const could = (mandate: Mandate) =>
      couldHappen(present(ana), { members: [ana], mandates: [mandate] }, act);
    expect(could(held)).toBe(true);
    expect(could({ ...held, endedAt: '2026-11-22T00:00:00.000Z' })).toBe(false);
  });
});

describe('ink', () => {
  const luisa = member('luisa', { person: null, answeredBy: mem('rosa'), noUntil: '2026-03-01' });
  const rosa = member('rosa');
  const gone = member('rosa', { endedOn: '2026-10-01', endKind: 'left' });
  const resting = member('rosa', { suspendedOn: '2026-10-01' });
  const friend = member('ana', { class: 'friend' });
  const byAll = { ...articles.powers, enter_on_paper: { by: 'member' } } as const;

  test.each<[string, Membership, Membership, Membership | undefined, boolean]>([
    ['by whoever answers for the entry', rosa, luisa, rosa, true],
    ['by nobody else', ana, luisa, rosa, false],
    ['by another who could enter her, once the first has gone', ana, luisa, gone, true],
    ['and while the first rests', ana, luisa, resting, true],
    ['not by one who could not enter her', friend, luisa, gone, false],
    ['not by whoever rests', member('ana', { suspendedOn: TODAY }), luisa, gone, false],
    ['not for someone who signs themself', ana, { ...luisa, person: 'per_luisa' }, gone, false],
    ['not for someone who has gone', ana, { ...luisa, endedOn: TODAY }, gone, false],
  ])('is handed in %s', (_name, me, entered, answerer, answer) => {
    const looking = present(me);
    const group = { ...looking.group, articles: { ...articles, powers: byAll } };
    expect(answersFor({ ...looking, group }, entered, answerer)).toBe(answer);
  });

  test('is asked of whoever has signed already, while it is wanted', () => {
    const asked = (by: string[]) => kinds(rosa, { members: [rosa, luisa], open: [open('admit', by)] });
    expect(asked(['ana'])).toEqual(['sign']);
    expect(asked(['ana', 'rosa'])).toEqual(['ink']);
    expect(asked(['rosa', 'luisa'])).toEqual([]);
    const affair = { members: [rosa, luisa], mandates: [] };
    expect(inkWanted(present(rosa), affair, open('admit', ['ana']))).toEqual([mem('luisa')]);
    expect(inkWanted(present(ana), affair, open('admit', ['ana']))).toEqual([]);
  });
});

describe('posts', () => {
  test('a post whose holder is suspended counts as not held', () => {
    const mandates = [post('treasurer', 'ana'), post('secretary', 'rosa')];
    const members = [member('ana', { suspendedOn: TODAY }), member('rosa')];
    const now = postsNow(present(ana), { members, mandates });
    expect(now.map((one) => [one.role, one.held.length])).toEqual([
      ['treasurer', 0],
      ['secretary', 1],
    ]);
  });
  test('an act on a mandate is told by its post and its holder', () => {
    const given = post('treasurer', 'ana');
    expect(wholeInput({ input: { mandate: given.id, reason: 'x' } }, [given])).toMatchObject({
      role: 'treasurer',
      member: mem('ana'),
      reason: 'x',
    });
    expect(wholeInput({ input: { member: mem('luis') } }, [given])).toEqual({ member: mem('luis') });
  });
});

describe('what can be put to the group', () => {
  const way: Way = {
    method: 'majority',
    quorumPercent: 50,
    noQuorum: 'fails',
    talkDays: 3,
    voteDays: 5,
    waitDays: 0,
    secrecy: 'open',
    voters: 'members',
  };
  const ways = [way];
  const under = (describes: Power, me = member('ana'), state: 'draft' | 'founded' = 'founded'): Present => {
    const there = present(me, [post('treasurer', 'ana')], state);
    const powers = { ...articles.powers, describe: describes };
    return { ...there, group: { ...there.group, articles: { ...articles, powers } } };
  };
  const secretary: Power = { by: 'role', role: 'secretary' };

  test.each<[string, Power, ReturnType<typeof may>, boolean]>([
    ['what only a decision does', { by: 'decision', ways }, 'decision', true],
    ['what a post does that is not mine', { ...secretary, ways }, 'decision', true],
    ['what a post of mine does', { by: 'role', role: 'treasurer', ways }, 'alone', true],
    ['what several sign', { by: 'members', of: 2, ways }, 'together', true],
    ['what nobody has given to decisions', secretary, null, false],
  ])('%s', (_what, power, how, proposable) => {
    expect(may(under(power), 'describe')).toBe(how);
    expect(canPropose(under(power), 'describe')).toBe(proposable);
    expect(mayByHand(under(power), 'describe')).toBe(how === 'alone' || how === 'together');
  });

  test.each([
    ['is on trial', { trialUntil: '2026-12-01' }],
    ['rests', { suspendedOn: TODAY }],
    ['has no vote', { class: 'friend' }],
    ['has left', { endedOn: TODAY, endKind: 'left' }],
  ])('not by someone who %s', (_what, dates) => {
    const there = under({ by: 'decision', ways }, member('ana', dates));
    expect(may(there, 'describe')).toBeNull();
    expect(canPropose(there, 'describe')).toBe(false);
  });

  test('not in a draft, where founders sign and are asked to', () => {
    const founder = member('ana', { founder: true, admittedOn: null });
    const there = under({ by: 'decision', ways }, founder, 'draft');
    expect(may(there, 'describe')).toBe('together');
    expect(canPropose(there, 'describe')).toBe(false);
    expect(wantsSignature(there, open('describe', ['berta']))).toBe(true);
    expect(wantsSignature(under({ by: 'decision', ways }), open('describe', ['berta']))).toBe(false);
  });

  test('an amendment of what is guarded, in the way that it asks for', () => {
    const there = present(member('ana'));
    const guarded = {
      ...articles,
      voice: { ...USUAL_VOICE, entrenched: [{ article: 'exit' as const, way }] },
    };
    const most: Present = {
      ...there,
      group: {
        ...there.group,
        articles: { ...guarded, powers: { amend: { by: 'members', share: 'majority' } } },
      },
    };
    expect(may(most, 'amend', ['statutes'], { touches: ['exit'] })).toBe('decision');
    expect(may(most, 'amend', ['statutes'], { touches: ['roles'] })).toBe('together');
    expect(canPropose(most, 'amend', { touches: ['roles'] })).toBe(false);
  });
});
