import { describe, expect, test } from 'vitest';
import { authorize, AUTHORITY_RULES, type Question, type Signature } from './authorize.ts';
import { standingOf, type Membership } from './standing.ts';
import type { Power } from './statutes.ts';
import {
  TODAY,
  ana,
  anaMember,
  membership,
  mandate,
  standing,
  stranger,
  applied,
  founder,
  majority,
  articles,
  question,
  signatures,
  byTreasurer,
  upTo,
  ofTwo,
  byUs,
  decidedBy,
  treasurer,
} from './with-question.ts';

/** Each rule with a question that breaks it alone; earlier rules are kept by all that follow. */
const broken: readonly [string, Question][] = [
  ['sign_in_first', question({ person: null, standing: stranger })],
  ['no_standing', question({ standing: stranger }, byTreasurer)],
  ['group_is_dissolved', question({}, byTreasurer, 'dissolved')],
  ['group_is_founded', question({ grounds: ['founder'] })],
  ['not_yours', question({ grounds: ['self'], about: { self: 'mem_berta' } })],
  ['only_the_house', question({ grounds: ['house'], operator: true })],
  ['membership_suspended', question({ standing: standing({ suspendedOn: '2026-11-01' }) }, byTreasurer)],
  ['members_only', question({ grounds: ['member'], standing: standing(applied) })],
  ['matter_has_no_power', question()],
  ['no_mandate', question({}, byTreasurer)],
  ['mandate_ended', question({ standing: standing({}, [mandate({ endsOn: TODAY })]) }, byTreasurer)],
  ['own_benefit', question({ standing: treasurer, about: { beneficiaries: [anaMember] } }, byTreasurer)],
  ['over_limit_per_act', question({ standing: treasurer, about: { amountMinor: 501n } }, upTo)],
  [
    'over_limit_per_period',
    question(
      { standing: treasurer, about: { amountMinor: 1n }, used: () => ({ acts: 3, amountMinor: 0n }) },
      upTo,
    ),
  ],
  ['needs_decision', question({}, byUs)],
  ['not_by_decision', question(decidedBy(majority), ofTwo)],
  ['decided_another_way', question(decidedBy({ ...majority, quorumPercent: 49 }), byUs)],
  ['signatures_missing', question({ signatures: signatures('ana') }, ofTwo)],
];

describe('a refusal', () => {
  test.each(broken)('%s', (rule, asked) => {
    const answer = authorize(asked);
    expect(answer.ok ? 'accepted' : answer.refusal.rule).toBe(rule);
  });

  test('stands here for every rule, in their order', () => {
    expect(broken.map(([rule]) => rule)).toEqual(AUTHORITY_RULES);
  });

  test('says who could', () => {
    expect(authorize(question({}, ofTwo))).toMatchObject({
      refusal: { rule: 'signatures_missing', needed: 2, have: 0, matter: 'pay' },
    });
    expect(authorize(question({}, byTreasurer))).toMatchObject({
      refusal: { matter: 'pay', power: byTreasurer },
    });
  });
});

describe('the first rule that is broken answers', () => {
  test.each([
    [
      'a visitor is asked to come in, even in a dissolved group',
      { person: null, standing: stranger },
      'sign_in_first',
    ],
    ['a stranger learns nothing of a dissolved group', { standing: stranger }, 'no_standing'],
    [
      'a suspended member hears that the group has ended',
      { standing: standing({ suspendedOn: TODAY }) },
      'group_is_dissolved',
    ],
  ] as const)('%s', (_what, change, rule) => {
    expect(authorize(question(change, byTreasurer, 'dissolved'))).toMatchObject({ refusal: { rule } });
  });

  test('own benefit comes before the limit', () => {
    const about = { beneficiaries: [anaMember], amountMinor: 9_999n };
    expect(authorize(question({ standing: treasurer, about }, upTo))).toMatchObject({
      refusal: { rule: 'own_benefit' },
    });
  });
});

describe('what an act rests on', () => {
  const cases: readonly [string, Question, unknown][] = [
    [
      'the house, in its own books',
      question({ grounds: ['house', 'statutes'], operator: true, person: null }, undefined, 'house'),
      { by: 'house' },
    ],
    ['anyone signed in', question({ grounds: ['open'], standing: stranger }), { by: 'self' }],
    ['oneself, by person', question({ grounds: ['self'], about: { self: ana } }), { by: 'self' }],
    ['oneself, by membership', question({ grounds: ['self'], about: { self: anaMember } }), { by: 'self' }],
    [
      'the founding',
      question(
        { grounds: ['founder', 'statutes'], standing: standing(founder, [], true) },
        undefined,
        'draft',
      ),
      { by: 'founding', member: anaMember },
    ],
    ['membership', question({ grounds: ['member'] }), { by: 'membership', member: anaMember }],
    [
      'membership, on trial',
      question({ grounds: ['member'], standing: standing({ trialUntil: '2026-12-01' }) }),
      { by: 'membership', member: anaMember },
    ],
    ['any one member', question({}, { by: 'member' }), { by: 'membership', member: anaMember }],
    [
      'a post',
      question({ standing: treasurer, about: { amountMinor: 500n } }, upTo),
      {
        by: 'mandate',
        member: anaMember,
        role: 'treasurer',
        mandate: 'man_1',
        matter: 'pay',
        amountMinor: '500',
      },
    ],
    [
      'the members',
      question({ signatures: signatures('ana', 'berta'), waiting: 'wai_1' }, ofTwo),
      { by: 'signatures', members: ['mem_ana', 'mem_berta'], needed: 2, waiting: 'wai_1' },
    ],
    [
      'the members, whoever hands in the last of their signatures',
      question(
        { signatures: signatures('ana', 'berta'), waiting: 'wai_1', standing: standing({ class: 'friend' }) },
        ofTwo,
      ),
      { by: 'signatures', members: ['mem_ana', 'mem_berta'], needed: 2, waiting: 'wai_1' },
    ],
    [
      'a lone member, where all are one',
      question({ group: { state: 'founded', articles: articles(ofTwo), voting: 1, timeZone: 'UTC' } }),
      { by: 'membership', member: anaMember },
    ],
    [
      'leaving, after the end',
      question({ grounds: ['self'], about: { self: anaMember }, afterEnd: true }, undefined, 'dissolved'),
      { by: 'self' },
    ],
  ];
  test.each(cases)('%s', (_what, asked, authority) => {
    expect(authorize(asked)).toEqual({ ok: true, value: authority });
  });
});

describe('boundaries', () => {
  const accepted = (change: Partial<Question>, pay: Power, state?: Question['group']['state']) =>
    authorize(question(change, pay, state)).ok;

  test('a post is in force from its first day to the day before it ends', () => {
    const from = (startsOn: string, endsOn: string) => ({
      standing: standing({}, [mandate({ startsOn, endsOn })]),
    });
    expect(accepted(from(TODAY, '2026-11-24'), byTreasurer)).toBe(true);
    expect(accepted(from('2026-11-24', '2026-11-25'), byTreasurer)).toBe(false);
    expect(accepted(from('2026-11-01', TODAY), byTreasurer)).toBe(false);
  });

  test('a suspension holds from its first day to the day before it is over', () => {
    const rest = (suspendedOn: string, suspendedUntil: string | null) => ({
      standing: standing({ suspendedOn, suspendedUntil }, [mandate()]),
    });
    expect(accepted(rest(TODAY, null), byTreasurer)).toBe(false);
    expect(accepted(rest('2026-11-24', null), byTreasurer)).toBe(true);
    expect(accepted(rest('2026-11-01', TODAY), byTreasurer)).toBe(true);
    expect(accepted(rest('2026-11-01', '2026-11-24'), byTreasurer)).toBe(false);
  });

  test('a limit is reached before it is passed', () => {
    const paying = (amountMinor: bigint, acts: number, before: bigint) => ({
      standing: treasurer,
      about: { amountMinor },
      used: () => ({ acts, amountMinor: before }),
    });
    expect(accepted(paying(500n, 2, 500n), upTo)).toBe(true);
    expect(accepted(paying(500n, 2, 501n), upTo)).toBe(false);
    expect(accepted(paying(1n, 3, 0n), upTo)).toBe(false);
    expect(accepted(paying(501n, 0, 0n), upTo)).toBe(false);
  });

  test.each([
    [{ by: 'members', share: 'majority' } as const, 5, 3],
    [{ by: 'members', share: 'majority' } as const, 4, 3],
    [{ by: 'members', share: 'all' } as const, 4, 4],
    [{ by: 'members', of: 3 } as const, 2, 2],
    [{ by: 'members', of: 3 } as const, 9, 3],
  ])('%j of %i is %i', (power, voting, needed) => {
    const names = ['ana', 'berta', 'celia', 'dora', 'elsa'];
    const group = { state: 'founded' as const, articles: articles(power), voting, timeZone: 'UTC' };
    expect(accepted({ group, signatures: signatures(...names.slice(0, needed)) }, power)).toBe(true);
    expect(accepted({ group, signatures: signatures(...names.slice(0, needed - 1)) }, power)).toBe(false);
  });
});

describe('a signature is not counted', () => {
  const of = (one: Partial<Signature>) => {
    const [first, second] = signatures('ana', 'berta') as [Signature, Signature];
    return authorize(question({ signatures: [first, { ...second, ...one }] }, ofTwo));
  };
  const other = (dates: Partial<Membership>) =>
    standingOf(membership(dates, 'berta'), [], TODAY, false, true);

  test('twice from the same person', () => {
    expect(of({ person: ana }).ok).toBe(false);
    expect(of({}).ok).toBe(true);
  });

  test.each([
    ['has left', { endedOn: TODAY, endKind: 'left' }],
    ['rests', { suspendedOn: TODAY }],
    ['is on trial', { trialUntil: '2026-11-24' }],
    ['has no vote', { class: 'friend' }],
  ])('from someone who %s', (_what, dates) => {
    expect(of({ standing: other(dates) }).ok).toBe(false);
  });

  test('from whoever gains, where holders of posts sign', () => {
    const power: Power = { by: 'roles', of: 2, among: ['treasurer'] };
    const holder = (name: string): Signature => ({
      member: `mem_${name}`,
      person: `per_${name}`,
      standing: standingOf(membership({}, name), [mandate({ member: `mem_${name}` })], TODAY, false, true),
    });
    const asked = (beneficiaries: string[]) =>
      authorize(
        question(
          { standing: treasurer, about: { beneficiaries }, signatures: [holder('ana'), holder('berta')] },
          power,
        ),
      );
    expect(asked(['mem_celia']).ok).toBe(true);
    expect(asked(['mem_berta'])).toMatchObject({ refusal: { rule: 'signatures_missing', have: 1 } });
    expect(asked(['mem_ana'])).toMatchObject({ refusal: { rule: 'own_benefit' } });
  });
});

describe('a household', () => {
  test('gains together: nobody acts by a post for those they live with', () => {
    const asked = (household: string[]) =>
      authorize(
        question({ standing: treasurer, about: { beneficiaries: ['mem_berta'] }, household }, byTreasurer),
      );
    expect(asked([]).ok).toBe(true);
    expect(asked(['mem_ana', 'mem_berta'])).toMatchObject({ refusal: { rule: 'own_benefit' } });
  });

  test('nobody signs by a post for those they live with', () => {
    const posted = (name: string, household: string[]): Signature => ({
      member: `mem_${name}`,
      person: `per_${name}`,
      standing: standingOf(membership({}, name), [mandate({ member: `mem_${name}` })], TODAY, false, true),
      household,
    });
    const asked = (household: string[]) =>
      authorize(
        question(
          {
            standing: treasurer,
            about: { beneficiaries: ['mem_celia'] },
            signatures: [posted('ana', []), posted('berta', household)],
          },
          { by: 'roles', of: 2, among: ['treasurer'] },
        ),
      );
    expect(asked([]).ok).toBe(true);
    expect(asked(['mem_berta', 'mem_celia'])).toMatchObject({
      refusal: { rule: 'signatures_missing', have: 1 },
    });
  });
});

describe('a draft', () => {
  test('is governed by its founders, with posts that are only rehearsed', () => {
    const one = standing(founder, [mandate({ rehearsal: true })], true);
    expect(authorize(question({ standing: one }, byTreasurer, 'draft')).ok).toBe(true);
    const earnest = standing(founder, [mandate()], true);
    expect(authorize(question({ standing: earnest }, byTreasurer, 'draft')).ok).toBe(false);
    const rehearsed = standing({}, [mandate({ rehearsal: true })]);
    expect(authorize(question({ standing: rehearsed }, byTreasurer))).toMatchObject({
      refusal: { rule: 'mandate_ended' },
    });
  });

  test('is founded by those named, not by whoever else was invited', () => {
    const invited = standing({ admittedOn: null }, [], true);
    expect(
      authorize(question({ grounds: ['founder'], standing: invited }, undefined, 'draft')),
    ).toMatchObject({
      refusal: { rule: 'members_only' },
    });
  });
});

describe('between whom it is', () => {
  const between = { about: { parties: [anaMember] } };

  test('neither of them carries it, by whatever power', () => {
    const powers: readonly Power[] = [{ by: 'member' }, byTreasurer, ofTwo];
    for (const power of powers) {
      const answer = authorize(question({ ...between, standing: treasurer }, power));
      expect([power.by, answer.ok || answer.refusal.rule]).toEqual([power.by, 'own_benefit']);
    }
  });

  test('their signature is not counted among those of others', () => {
    const asked = { about: between.about, waiting: 'wai_1' };
    const one = authorize(question({ ...asked, signatures: signatures('ana', 'berta') }, ofTwo));
    expect(one).toMatchObject({ ok: false, refusal: { rule: 'signatures_missing', needed: 2, have: 1 } });
    const two = authorize(question({ ...asked, signatures: signatures('berta', 'celia') }, ofTwo));
    expect(two.ok).toBe(true);
  });
});
