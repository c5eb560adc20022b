/** Results as plain data: nothing rounded, nothing that JSON cannot hold. */
import { expect, test } from 'vitest';
import { fraction } from './exact/fraction.ts';
import { plainResult, resultJson } from './json.ts';

test('numbers stay exact, fractions and large ones become text', () => {
  const large = 2n ** 53n;
  expect(
    plainResult({ a: 7n, b: large, c: [fraction(7, 3), fraction(2)], d: null, e: new Int32Array([1]) }),
  ).toEqual({
    ...{ a: 7, b: String(large), c: ['7/3', '2'], d: null, e: [1] },
  });
  expect(plainResult([large - 1n, -large + 1n, -large - 1n])).toEqual([
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    String(-large - 1n),
  ]);
  expect(JSON.parse(resultJson({ cost: 5n }))).toEqual({ cost: 5 });
});
