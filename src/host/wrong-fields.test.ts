import { expect, test } from 'vitest';
import { z } from 'zod';
import { issuesOf } from '#kernel/issues';
import { words } from '#locales';
import { wrongFields } from './wrong-fields.ts';

const schema = z.object({
  title: z.string().min(3).max(120),
  text: z.string().min(1),
  seats: z.number().int().min(1).max(50),
  options: z.array(z.object({ costMinor: z.string().regex(/^[0-9]+$/) })).max(1),
  startsOn: z.string().refine((text) => text.length === 10),
  opensAt: z.iso.datetime(),
  member: z.string().refine((text) => text.startsWith('mem_')),
});
const right = {
  title: 'A roof',
  text: 'x',
  seats: 1,
  options: [],
  startsOn: '2026-12-01',
  opensAt: '2026-12-01T10:00:00Z',
  member: 'mem_1',
};

test.each<[string, object, string, string]>([
  ['too short', { title: 'ab' }, 'title', 'Too short: it takes at least 3 characters.'],
  ['too long', { title: 'x'.repeat(121) }, 'title', 'Too long: there is room for 120 characters.'],
  ['empty', { text: '' }, 'text', 'This is still empty.'],
  ['not there', { text: undefined }, 'text', 'This is still empty.'],
  ['too few', { seats: 0 }, 'seats', 'At least 1.'],
  ['too many', { seats: 51 }, 'seats', 'At most 50.'],
  ['no number', { seats: NaN }, 'seats', 'A whole number belongs here.'],
  ['a half', { seats: 1.5 }, 'seats', 'A whole number belongs here.'],
  [
    'no amount',
    { options: [{ costMinor: 'much' }] },
    'options.0.costMinor',
    'An amount belongs here, such as 1200 or 1200.50.',
  ],
  [
    'too many of them',
    { options: [{ costMinor: '1' }, { costMinor: '2' }] },
    'options',
    'At most 1 of them.',
  ],
  ['no day', { startsOn: '' }, 'startsOn', 'A day of the calendar belongs here.'],
  ['no instant', { opensAt: 'soon' }, 'opensAt', 'A day and an hour belong here.'],
  ['nobody', { member: '' }, 'member', 'Choose one of these.'],
])('what is wrong with an answer is said at its field: %s', (_name, wrong, at, sentence) => {
  const parsed = schema.safeParse({ ...right, ...wrong });
  const refusal = { rule: 'input_invalid', issues: issuesOf(parsed.error!) };
  expect(wrongFields(refusal, words('en'))).toEqual({ [at]: sentence });
  expect(Object.keys(wrongFields(refusal, words('es')))).toEqual([at]);
});

test('a refusal about something else says nothing of fields', () => {
  expect(wrongFields({ rule: 'vote_closed', closesAt: null }, words('en'))).toEqual({});
});
