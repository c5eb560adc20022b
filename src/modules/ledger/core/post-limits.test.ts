import { expect, test } from 'vitest';
import type { Authority } from '#kernel/command';
import type { Power } from '#agents';
import { countsSince, hasPurpose, wrongAlone } from './post-limits.ts';

const byPost: Authority = { by: 'mandate', member: 'mem_a', role: 'treasurer', mandate: 'm', matter: 'x' };
const bySome: Authority = { by: 'signatures', members: ['mem_a', 'mem_b'], needed: 2, waiting: null };
const byOne: Authority = { by: 'membership', member: 'mem_a' };
const limited: Power = {
  by: 'role',
  role: 'treasurer',
  upTo: { perActMinor: '500', per: { days: 30, acts: 3, amountMinor: '1000' } },
};
const use = (amountMinor: bigint | null, role = 'treasurer') => ({ role, amountMinor, usedOn: '2026-03-01' });

test.each<[string, Power | undefined, Authority, bigint, ReturnType<typeof use>[], boolean]>([
  ['as much as at once', limited, byPost, 500n, [], true],
  ['more than at once', limited, byPost, 501n, [], false],
  ['as much as in the time', limited, byPost, 400n, [use(600n)], true],
  ['more than in the time', limited, byPost, 401n, [use(600n)], false],
  ['what others have carried is theirs', limited, byPost, 401n, [use(600n, 'coordinator')], true],
  ['as often as in the time', limited, byPost, 1n, [use(1n), use(1n)], true],
  ['more often', limited, byPost, 1n, [use(1n), use(1n), use(1n)], false],
  ['what took nothing out does not count', limited, byPost, 1n, [use(null), use(null), use(null)], true],
  ['without a limit', { by: 'role', role: 'treasurer' }, byPost, 9_999n, [], true],
  ['where any of us pays out', { by: 'member' }, byPost, 9_999n, [], true],
  ['where another post pays out', { by: 'role', role: 'coordinator' }, byPost, 1n, [], false],
  ['where several pay out', { by: 'roles', of: 2, among: ['treasurer'] }, byPost, 1n, [], false],
  ['where nobody pays out', undefined, byPost, 1n, [], false],
  ['several sign', limited, bySome, 9_999n, [], true],
  ['where any of us keeps the books', limited, byOne, 9_999n, [], true],
])('%s', (_what, power, authority, amount, carried, fine) => {
  const powers = power === undefined ? {} : { pay_out: power };
  const wrong = wrongAlone({ powers }, authority, amount, carried);
  expect(wrong === null ? null : wrong.refusal.rule).toBe(fine ? null : 'beyond_post');
});

test('what counts begins with the time that the rules name', () => {
  expect(countsSince({ powers: { pay_out: limited } }, '2026-03-31')).toBe('2026-03-02');
  expect(countsSince({ powers: { pay_out: { by: 'member' } } }, '2026-03-31')).toBeNull();
});

test('a fund and a reserve have a purpose; our common account is for everything', () => {
  const purposes = ['fund', 'reserve', 'commons', 'holding', 'issue'] as const;
  expect(purposes.filter((purpose) => hasPurpose({ purpose }))).toEqual(['fund', 'reserve']);
});
