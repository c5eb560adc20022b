import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitByWeights, type Part, type Weight } from './split.ts';

const anyWeights = fc.array(
  fc.record({
    id: fc.constantFrom('mem_a', 'mem_b', 'mem_c', 'mem_d'),
    weight: fc.bigInt({ min: 0n, max: 10n ** 20n }),
  }),
  { maxLength: 20 },
);
const anyTotal = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

function split(total: bigint, weights: readonly Weight[]): readonly Part[] {
  const outcome = splitByWeights(total, weights);
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  return outcome.value;
}

/** Weights as `a3 b1`, parts as `a8 b2+` where `+` marks who got a unit that was left over. */
function tell(total: bigint, weights: string): string {
  const read = weights.split(' ').map((word) => ({ id: word[0]!, weight: BigInt(word.slice(1)) }));
  return split(total, read)
    .map(({ id, minor, gotRemainder }) => `${id}${minor}${gotRemainder ? '+' : ''}`)
    .join(' ');
}

describe('a split', () => {
  test.each([
    [10n, 'a1 b1', 'a5 b5'],
    [10n, 'a1 b1 c1', 'a4+ b3 c3'],
    [11n, 'c1 b1 a1', 'c3 b4+ a4+'],
    [10n, 'a1 b2 c3', 'a2+ b3 c5'],
    [100n, 'a1 b1 c4', 'a17+ b17+ c66'],
    [1n, 'b1 a1', 'b0 a1+'],
    [1n, 'a1 a1', 'a1+ a0'],
    [5n, 'a0 b7 c0', 'a0 b5 c0'],
    [0n, 'a1 b2', 'a0 b0'],
    [-10n, 'a1 b1 c1', 'a-4+ b-3 c-3'],
    [2n ** 63n - 1n, 'a1 b1', 'a4611686018427387904+ b4611686018427387903'],
  ])('of %s by %s is %s', (total, weights, parts) => {
    expect(tell(total, weights)).toBe(parts);
  });

  test('needs somebody to go to', () => {
    const refused = { ok: false, refusal: { rule: 'split_needs_a_weight' } };
    expect(splitByWeights(10n, [])).toEqual(refused);
    expect(splitByWeights(0n, [{ id: 'mem_a', weight: 0n }])).toEqual(refused);
    expect(() => splitByWeights(10n, [{ id: 'mem_a', weight: -1n }])).toThrow('not negative');
  });

  test('loses nothing, gives everybody their due but for less than one unit, and undoes itself', () => {
    fc.assert(
      fc.property(anyTotal, anyWeights, (total, weights) => {
        const sum = weights.reduce((soFar, { weight }) => soFar + weight, 0n);
        fc.pre(sum > 0n);
        const parts = split(total, weights);
        expect(parts.map(({ id }) => id)).toEqual(weights.map(({ id }) => id));
        expect(parts.reduce((soFar, { minor }) => soFar + minor, 0n)).toBe(total);
        parts.forEach(({ minor, gotRemainder }, at) => {
          const difference = minor * sum - total * weights[at]!.weight;
          expect(difference < sum && -difference < sum).toBe(true);
          if (gotRemainder) expect(weights[at]!.weight > 0n).toBe(true);
        });
        const undone = split(-total, weights).map(({ minor }) => -minor);
        expect(undone).toEqual(parts.map(({ minor }) => minor));
      }),
    );
  });

  test('gives the same to the same ids whatever their order', () => {
    const distinct = fc.uniqueArray(
      fc.record({ id: fc.string(), weight: fc.bigInt({ min: 0n, max: 50n }) }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -200n, max: 200n }), distinct, (total, weights) => {
        fc.pre(weights.some(({ weight }) => weight > 0n));
        const byId = (parts: readonly Part[]) => new Map(parts.map(({ id, minor }) => [id, minor]));
        expect(byId(split(total, weights.toReversed()))).toEqual(byId(split(total, weights)));
      }),
    );
  });
});
