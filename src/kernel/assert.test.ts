import { expect, test } from 'vitest';
import { assert, Bug, never } from './assert.ts';

test('a claim that holds says nothing', () => {
  expect(() => assert(1, 'one is something')).not.toThrow();
});

test.each([false, 0, '', null, undefined])('a claim that is %o is a bug that says its sentence', (claim) => {
  expect(() => assert(claim, 'units are conserved')).toThrow(new Bug('units are conserved'));
});

test('a case nobody thought of is a bug', () => {
  expect(() => never('dance' as never)).toThrow('A case nobody thought of: "dance"');
  expect(new Bug('x').name).toBe('Bug');
});
