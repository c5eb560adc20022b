/** What all of us decide together carries an act, what the clock does, and what nobody can trace. */
import { describe, expect, test } from 'vitest';
import { authorize, type Question, type Signature } from './authorize.ts';
import { standingOf } from './standing.ts';
import type { Power } from './statutes.ts';
import { USUAL_VOICE, type Way } from './voice.ts';
import {
  TODAY,
  membership,
  standing,
  stranger,
  founder,
  majority,
  twoThirds,
  articles,
  question,
  signatures,
  byTreasurer,
  ofTwo,
  byUs,
  decidedBy,
} from './with-question.ts';

describe('a decision', () => {
  const asked = (way: Way, pay: Power | undefined, change: Partial<Question> = {}) =>
    authorize(question({ ...decidedBy(way), ...change }, pay));
  const rule = (answer: ReturnType<typeof authorize>) => (answer.ok ? 'accepted' : answer.refusal.rule);

  test('carries what the rules give to decisions, whoever proposed it', () => {
    const authority = { by: 'decision', proposal: 'pro_1', position: 2, matter: 'pay' };
    expect(asked(majority, byUs)).toEqual({ ok: true, value: authority });
    expect(asked(twoThirds, byUs)).toEqual({ ok: true, value: authority });
    expect(asked(majority, { ...byTreasurer, ways: [majority] })).toEqual({ ok: true, value: authority });
    expect(asked(twoThirds, { ...ofTwo, ways: [{ ...majority, method: 'consent' }, twoThirds] }).ok).toBe(
      true,
    );
  });

  test.each<[string, Way, Power | undefined, Partial<Question>, string]>([
    ['over which nobody has power', majority, undefined, {}, 'not_by_decision'],
    ['that only a post has power over', majority, byTreasurer, {}, 'not_by_decision'],
    ['that is somebody’s own', majority, byUs, { grounds: ['self'] }, 'not_by_decision'],
    ['that each member does', majority, byUs, { grounds: ['member'] }, 'not_by_decision'],
    ['by fewer than the rules ask for', majority, { ...ofTwo, ways: [twoThirds] }, {}, 'decided_another_way'],
    ['by another method', { ...majority, method: 'consent' }, byUs, {}, 'decided_another_way'],
  ])('does not carry something %s', (_what, way, pay, change, expected) => {
    expect(rule(asked(way, pay, change))).toBe(expected);
  });

  test.each([
    ['draft', 'not_by_decision'],
    ['dissolved', 'group_is_dissolved'],
    ['house', 'not_by_decision'],
  ] as const)('carries nothing in a %s', (state, expected) => {
    expect(rule(authorize(question(decidedBy(majority), byUs, state)))).toBe(expected);
  });

  test('is asked of those who have a vote; others are told who could', () => {
    const friend = standing({ class: 'friend' });
    expect(authorize(question({ standing: friend }, byUs))).toMatchObject({
      refusal: { rule: 'no_mandate', power: byUs },
    });
    const onTrial = standing({ trialUntil: '2026-12-01' });
    expect(rule(authorize(question({ standing: onTrial }, byUs)))).toBe('no_mandate');
    // Signatures that were gathered before the rules gave it to decisions do not carry it any more.
    const waited = { waiting: 'wai_1', signatures: signatures('ana', 'berta', 'celia', 'dora', 'elsa') };
    expect(rule(authorize(question(waited, byUs)))).toBe('needs_decision');
  });

  test('is rehearsed in a draft: more than half of the founders sign', () => {
    const one = { standing: standing(founder, [], true) };
    const signed = (...names: string[]) =>
      names.map((name) => ({
        member: `mem_${name}`,
        person: `per_${name}`,
        standing: standingOf(membership(founder, name), [], TODAY, true, true),
      })) as Signature[];
    const of = (...names: string[]) =>
      authorize(question({ ...one, signatures: signed(...names) }, byUs, 'draft'));
    expect(of('ana', 'berta')).toMatchObject({ refusal: { rule: 'signatures_missing', needed: 3, have: 2 } });
    expect(of('ana', 'berta', 'celia')).toMatchObject({ ok: true, value: { by: 'signatures', needed: 3 } });
    const waited = question(
      { ...one, waiting: 'wai_1', signatures: signed('ana', 'berta', 'celia') },
      byUs,
      'draft',
    );
    expect(authorize(waited)).toMatchObject({ ok: true, value: { waiting: 'wai_1' } });
  });
});

describe('an article that is guarded', () => {
  const guarded = (
    power: Power,
    change: Partial<Question> = {},
    state: Question['group']['state'] = 'founded',
  ) =>
    authorize(
      question({
        matter: 'amend',
        about: { touches: ['roles', 'exit'] },
        group: {
          state,
          articles: {
            ...articles(undefined),
            powers: { amend: power },
            voice: { ...USUAL_VOICE, entrenched: [{ article: 'exit', way: twoThirds }] },
          },
          voting: 5,
          timeZone: 'UTC',
        },
        signatures: signatures('ana', 'berta', 'celia', 'dora', 'elsa'),
        ...change,
      }),
    );
  const byMost: Power = { by: 'members', share: 'majority', ways: [majority] };

  test('is not changed by signatures of most of us, but by those of all', () => {
    const refused = { refusal: { rule: 'needs_decision', matter: 'amend', articles: ['exit'] } };
    expect(guarded(byMost)).toMatchObject(refused);
    expect(guarded(byMost, { waiting: 'wai_1' })).toMatchObject(refused);
    expect(guarded({ by: 'member' })).toMatchObject(refused);
    expect(guarded({ by: 'members', share: 'all' })).toMatchObject({ ok: true, value: { needed: 5 } });
    expect(guarded(byMost, { about: { touches: ['roles'] } }).ok).toBe(true);
    const draft = { standing: standing(founder, [], true), signatures: [] };
    expect(guarded(byMost, draft, 'draft')).toMatchObject({ refusal: { rule: 'signatures_missing' } });
  });

  test('is changed by a decision in the way it asks for, also where no other amendment is decided so', () => {
    expect(guarded(byMost, decidedBy(majority))).toMatchObject({ refusal: { rule: 'decided_another_way' } });
    expect(guarded(byMost, decidedBy(twoThirds)).ok).toBe(true);
    expect(guarded({ by: 'members', share: 'majority' }, decidedBy(twoThirds)).ok).toBe(true);
    expect(guarded(byMost, { ...decidedBy(majority), about: { touches: ['roles'] } }).ok).toBe(true);
  });
});

describe('without anybody’s hand', () => {
  const nobody = { person: null, standing: stranger };

  test.each([
    ['by the clock', { grounds: ['clock'], clock: true }, { by: 'statute', article: 'voice' }],
    ['by a token', { grounds: ['bearer'] }, { by: 'bearer' }],
  ] as const)('%s', (_how, change, authority) => {
    expect(authorize(question({ ...nobody, ...change }))).toEqual({ ok: true, value: authority });
    for (const state of ['draft', 'dissolved'] as const) {
      expect(authorize(question({ ...nobody, ...change }, undefined, state)).ok).toBe(false);
    }
  });

  test('the clock is the host’s to read, and does only what is the clock’s', () => {
    expect(authorize(question({ ...nobody, grounds: ['clock'] }))).toMatchObject({
      refusal: { rule: 'sign_in_first' },
    });
    expect(authorize(question({ ...nobody, grounds: ['statutes'], clock: true }, byUs)).ok).toBe(false);
  });
});
