import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import type { Membership, StandingKind } from './standing.ts';
import {
  isInside,
  visibleAct,
  visibleGroup,
  visibleHousehold,
  visibleMember,
  visiblePersonal,
  visiblePost,
  visibleWaiting,
  type Viewer,
} from './visible.ts';

const TODAY = '2026-11-23';
const ANA = 'mem_ana' as MemberId;
const LUIS = 'mem_luis' as MemberId;

const viewer = (kind: StandingKind, more: Partial<Viewer> = {}): Viewer => ({
  kind,
  member: kind === 'visitor' || kind === 'person' ? null : ANA,
  ...more,
});

const luis = (more: Partial<Membership> = {}): Membership => ({
  id: LUIS,
  person: null,
  memberOrg: null,
  name: 'Luis',
  class: 'member',
  founder: false,
  namedOn: null,
  appliedOn: '2026-11-01',
  admittedOn: '2026-11-02',
  trialUntil: null,
  suspendedOn: null,
  suspendedUntil: null,
  appealUntil: null,
  endedOn: null,
  endKind: null,
  answeredBy: null,
  noUntil: null,
  ...more,
});

const act = (command: string, fact: { readonly [name: string]: unknown } = {}) => ({
  command,
  actor: LUIS,
  fact,
});

/** The operator of the machine comes as whoever they are in the group: mostly a visitor, never more. */
const KINDS: readonly (readonly [StandingKind, inside: boolean])[] = [
  ['visitor', false],
  ['person', false],
  ['invited', false],
  ['applicant', false],
  ['ex_member', false],
  ['founder', true],
  ['trial', true],
  ['member', true],
  ['suspended', true],
];

describe.each(KINDS)('%s', (kind, inside) => {
  test('is inside or not', () => expect(isInside(viewer(kind))).toBe(inside));
  test('sees a founded group', () =>
    expect(visibleGroup(viewer(kind), 'founded')).toBe(inside ? 'whole' : 'front'));
  test('sees a draft only from within', () =>
    expect(visibleGroup(viewer(kind), 'draft')).toBe(inside ? 'whole' : 'nothing'));
  test('sees members only from within', () =>
    expect(visibleMember(viewer(kind), luis(), TODAY) !== null).toBe(inside));
  test('sees who holds a post only from within', () =>
    expect(visiblePost(viewer(kind), { rehearsal: false }, 'founded')).toEqual({ holder: inside }));
  test('sees what waits only from within', () => expect(visibleWaiting(viewer(kind))).toBe(inside));
  test('reads an admission only from within', () =>
    expect(visibleAct(viewer(kind), 'founded', act('agents.admit'))).toBe(inside ? 'named' : 'nothing'));
  test('reads how rules changed, with names only from within', () =>
    expect(visibleAct(viewer(kind), 'founded', act('agents.amend'))).toBe(inside ? 'named' : 'plain'));
  test('reads no record of a draft from outside', () =>
    expect(visibleAct(viewer(kind), 'draft', act('agents.found'))).toBe(inside ? 'named' : 'nothing'));
  test.each(['reason', 'note'])('reads a %s only from within', (key) =>
    expect(visiblePersonal(viewer(kind), key)).toBe(inside),
  );
  test.each(['person', 'name', 'contact', 'statement', 'input'])('never reads a %s from the record', (key) =>
    expect(visiblePersonal(viewer(kind), key)).toBe(false),
  );
  test('never sees how to reach another member', () =>
    expect(visibleMember(viewer(kind), luis(), TODAY)?.contact ?? false).toBe(false));
  test('sees no household of others', () => expect(visibleHousehold(viewer(kind), [LUIS])).toBe(false));
});

describe('what depends on whom it is about', () => {
  test.each(['declined', 'withdrawn', 'struck'])('someone %s is not looked up', (endKind) => {
    const gone = luis({ admittedOn: null, endedOn: TODAY, endKind });
    expect(visibleMember(viewer('member'), gone, TODAY)).toBeNull();
  });
  test.each(['left', 'excluded'])('someone who %s was one of us', (endKind) => {
    expect(visibleMember(viewer('member'), luis({ endedOn: TODAY, endKind }), TODAY)?.name).toBe('Luis');
  });
  test('why someone asks is read while they ask, and not after', () => {
    expect(visibleMember(viewer('member'), luis({ admittedOn: null }), TODAY)?.statement).toBe(true);
    expect(visibleMember(viewer('member'), luis(), TODAY)?.statement).toBe(false);
  });
  test('whoever answers for someone on paper can reach them', () => {
    expect(visibleMember(viewer('member'), luis({ answeredBy: ANA }), TODAY)?.contact).toBe(true);
  });
  test('an applicant sees themself whole and nobody else', () => {
    const self = luis({ id: ANA, admittedOn: null });
    expect(visibleMember(viewer('applicant'), self, TODAY)).toEqual({
      name: 'Luis',
      contact: true,
      statement: true,
    });
    expect(visibleMember(viewer('applicant'), luis(), TODAY)).toBeNull();
  });
  test('a visitor without a membership is never taken for a member without an id', () => {
    expect(visibleMember(viewer('visitor'), luis({ answeredBy: null }), TODAY)).toBeNull();
    expect(visibleHousehold(viewer('visitor'), [])).toBe(false);
  });
  test('whoever was there until the end may still read', () => {
    const until = viewer('member');
    expect(visibleGroup(until, 'dissolved')).toBe('whole');
    expect(visibleAct(until, 'dissolved', act('agents.admit'))).toBe('named');
  });
  test('who lives with whom is named to those it is about', () => {
    const joined = act('agents.join_household', { member: LUIS });
    expect(visibleAct(viewer('member'), 'founded', joined)).toBe('plain');
    expect(visibleAct(viewer('member', { member: LUIS }), 'founded', joined)).toBe('named');
    expect(visibleAct(viewer('visitor'), 'founded', joined)).toBe('nothing');
  });

  test('is told of a ballot that it was cast, and only their own by name', () => {
    for (const command of ['decisions.cast', 'decisions.take_token']) {
      expect(visibleAct(viewer('member'), 'founded', act(command))).toBe('plain');
      expect(visibleAct(viewer('member', { member: LUIS }), 'founded', act(command))).toBe('named');
    }
  });
  test('what one pays another is named to the two alone', () => {
    for (const command of ['ledger.transfer', 'ledger.dispute', 'ledger.stake']) {
      expect(visibleAct(viewer('member'), 'founded', act(command))).toBe('plain');
      expect(visibleAct(viewer('member'), 'founded', act(command), [ANA])).toBe('named');
      expect(visibleAct(viewer('member', { member: LUIS }), 'founded', act(command))).toBe('named');
      expect(visibleAct(viewer('visitor'), 'founded', act(command), [ANA])).toBe('nothing');
    }
    expect(visibleAct(viewer('member'), 'founded', act('ledger.pay_out'))).toBe('named');
  });
  test('what is between two holders too, and with what is held in common all read who', () => {
    const other = viewer('member', { member: 'mem_other' });
    for (const command of ['ledger.reverse', 'ledger.settle_dispute', 'ledger.add_receipt']) {
      expect(visibleAct(other, 'founded', act(command), [ANA])).toBe('named');
      expect(visibleAct(other, 'founded', act(command), [ANA, LUIS])).toBe('plain');
    }
    for (const command of ['ledger.book_bank', 'ledger.book_line']) {
      expect(visibleAct(other, 'founded', act(command))).toBe('named');
      expect(visibleAct(other, 'founded', act(command), [ANA])).toBe('plain');
    }
  });
  test('what somebody carries for others is named to themself alone', () => {
    for (const command of ['care.log', 'care.correct', 'care.forget_entry', 'care.come', 'care.thank']) {
      expect(visibleAct(viewer('member'), 'founded', act(command))).toBe('plain');
      expect(visibleAct(viewer('member', { member: LUIS }), 'founded', act(command))).toBe('named');
    }
    expect(visibleAct(viewer('member'), 'founded', act('care.tell_month'))).toBe('named');
  });
  test('whoever adds a file to a draft is not named, and is once others read it', () => {
    const draft = act('decisions.add_file', { moved: null });
    const read = act('decisions.add_file', { moved: { opensAt: null } });
    expect(visibleAct(viewer('member'), 'founded', draft)).toBe('plain');
    expect(visibleAct(viewer('member'), 'founded', read)).toBe('named');
    expect(visibleAct(viewer('visitor'), 'founded', read)).toBe('nothing');
  });
  test('a rehearsed post is seen in the draft and nowhere else', () => {
    expect(visiblePost(viewer('member'), { rehearsal: true }, 'founded')).toBeNull();
    expect(visiblePost(viewer('founder'), { rehearsal: true }, 'draft')).toEqual({ holder: true });
    expect(visiblePost(viewer('founder'), { rehearsal: false }, 'draft')).toBeNull();
  });
  test('the house has no front', () => expect(visibleGroup(viewer('person'), 'house')).toBe('nothing'));
});
