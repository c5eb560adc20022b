import { expect, test } from 'vitest';
import type { Told } from './carried.ts';
import { costMinor, worthOf } from './worth.ts';

const rule = {
  currency: 'MXN',
  generalistMinor: '4000',
  specialistMinor: '9000',
  opportunityMinor: '6000',
  source: 'ENOE',
  year: 2026,
};
const told = (activity: string, minutes: number, division = 'all', part = 'all'): Told => ({
  activity,
  division,
  part,
  minutes,
});

test.each([
  [60, '4000', 4000n],
  [90, '4000', 6000n],
  [1, '4000', 66n],
  [0, '4000', 0n],
])('%i minutes at %s cost %i', (minutes, hour, minor) => {
  expect(costMinor(minutes, hour)).toBe(minor);
});

test('both ways are said side by side: who would do it, and what we would have earned', () => {
  const month = [
    told('all', 600),
    told('cook', 240),
    told('company', 360),
    told('all', 100, 'class', 'member'),
  ];
  expect(worthOf(month, rule)).toEqual({
    generalistMinor: 40_000n,
    specialistMinor: 54_000n + 16_000n,
    opportunityMinor: 60_000n,
  });
});

test('where no care is told by itself, nothing is said of those who care for a living', () => {
  expect(worthOf([told('all', 600), told('cook', 600)], rule)).toMatchObject({ specialistMinor: null });
});

test('of what is not told nothing is said', () => {
  expect(worthOf([], rule)).toBeNull();
});
