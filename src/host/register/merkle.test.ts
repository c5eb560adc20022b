/** Vectors: the eight leaves of the Certificate Transparency reference implementation (merkle_tree_test). */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendLeaves,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  frontierBytes,
  frontierFrom,
  frontierRoot,
  leafHash,
  verifyConsistency,
  verifyInclusion,
  type Hash,
} from '#kernel/merkle';
import { BLOCK, consistencyProof, inclusionProof, subtreeRoot, type Tree } from './merkle-proof.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Hash => Uint8Array.from(Buffer.from(text, 'hex'));
const over = (hashes: readonly Hash[]): Tree => ({ read: async (from, to) => hashes.slice(from, to) });
const numbered = (count: number): Hash[] =>
  Array.from({ length: count }, (_, at) => leafHash(new TextEncoder().encode(`leaf ${at}`)));

/** The definition of RFC 9162, §2.1.1, word for word. */
function naiveRoot(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return createHash('sha256').digest();
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  const parts = [Uint8Array.of(1), naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k))];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function flip(bytes: Hash, bit: number): Hash {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

describe('the vectors of Certificate Transparency', () => {
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
    .map(bytesOf)
    .map(leafHash);
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  test.each(roots.map((root, size) => [size, root] as const))('the root of %i leaves', (size, root) => {
    expect(hex(frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves.slice(0, size))))).toBe(root);
  });

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the path of leaf %i in a tree of %i', async (position, size, path) => {
    expect((await inclusionProof(over(leaves), position, size)).map(hex)).toEqual(path);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the way from %i leaves to %i', async (first, second, path) => {
    expect((await consistencyProof(over(leaves), first, second)).map(hex)).toEqual(path);
  });
});

describe('a frontier', () => {
  test('has the root of the whole tree, however it grew', () => {
    const hashes = numbered(2000);
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        const early = appendLeaves(EMPTY_FRONTIER, hashes.slice(0, first));
        const kept = frontierFrom(early.size, frontierBytes(early));
        const late = appendLeaves(kept, hashes.slice(first, second));
        expect(hex(frontierRoot(late))).toBe(hex(naiveRoot(hashes.slice(0, second))));
      }),
      { numRuns: 40 },
    );
  });

  test('is refused when it does not fit its size', () => {
    expect(() => frontierFrom(3, new Uint8Array(32))).toThrow('one peak for every bit');
    expect(() => frontierFrom(1, new Uint8Array(31))).toThrow('32 bytes');
    expect(() => frontierFrom(-1, new Uint8Array(0))).toThrow('whole number');
    expect(() => appendLeaves(EMPTY_FRONTIER, [new Uint8Array(31)])).toThrow('32 bytes');
    expect(hex(frontierRoot(EMPTY_FRONTIER))).toBe(hex(EMPTY_ROOT));
  });
});

describe('proofs', () => {
  const hashes = numbered(64);
  const roots = Array.from({ length: 65 }, (_, size) => naiveRoot(hashes.slice(0, size)));

  test('of inclusion hold for every leaf of every tree up to 64, at its place only', async () => {
    for (let size = 1; size <= 64; size++) {
      for (let position = 0; position < size; position++) {
        const proof = await inclusionProof(over(hashes), position, size);
        const claim = { leaf: hashes[position]!, position, size, root: roots[size]!, proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, position: (position + 1) % size })).toBe(size === 1);
        expect(verifyInclusion({ ...claim, root: roots[size - 1]! })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(size === 1);
        expect(verifyInclusion({ ...claim, proof: [...proof, roots[0]!] })).toBe(false);
      }
    }
  });

  test('of consistency hold for every pair of trees up to 64', async () => {
    for (let second = 0; second <= 64; second++) {
      for (let first = 0; first <= second; first++) {
        const proof = await consistencyProof(over(hashes), first, second);
        const claim = { first, second, firstRoot: roots[first]!, secondRoot: roots[second]!, proof };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, firstRoot: roots[(first + 1) % 65]! })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, roots[0]!] })).toBe(false);
        if (proof.length > 0) {
          expect(verifyConsistency({ ...claim, secondRoot: roots[second - 1]! })).toBe(false);
          expect(verifyConsistency({ ...claim, proof: proof.slice(1) })).toBe(false);
        }
      }
    }
  });

  test('refuse when any bit is changed, in trees up to 2000', async () => {
    const many = numbered(2000);
    const sizes = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(sizes, async ([size, place, where, bit]) => {
        const position = place % size;
        const root = naiveRoot(many.slice(0, size));
        const proof = await inclusionProof(over(many), position, size);
        const claim = { leaf: many[position]!, position, size, root, proof };
        expect(verifyInclusion(claim)).toBe(true);
        const at = where % (proof.length + 2);
        const bent = [claim.leaf, root, ...proof].map((one, i) => (i === at ? flip(one, bit % 256) : one));
        expect(verifyInclusion({ ...claim, leaf: bent[0]!, root: bent[1]!, proof: bent.slice(2) })).toBe(
          false,
        );

        const first = position + 1;
        const firstRoot = naiveRoot(many.slice(0, first));
        const way = await consistencyProof(over(many), first, size);
        const growth = { first, second: size, firstRoot, secondRoot: root, proof: way };
        expect(verifyConsistency(growth)).toBe(true);
        const there = where % (way.length + 2);
        const other = [firstRoot, root, ...way].map((one, i) => (i === there ? flip(one, bit % 256) : one));
        const [bentFirst, bentSecond, ...bentWay] = other;
        expect(
          verifyConsistency({ ...growth, firstRoot: bentFirst!, secondRoot: bentSecond!, proof: bentWay }),
        ).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('refuse sizes and hashes that are none', () => {
    const [leaf, root] = [hashes[0]!, hashes[0]!];
    const good = { leaf, position: 0, size: 1, root, proof: [] };
    expect(verifyInclusion(good)).toBe(true);
    for (const size of [0, -1, 0.5, NaN, 2 ** 53]) expect(verifyInclusion({ ...good, size })).toBe(false);
    for (const position of [1, -1, 0.5, NaN]) expect(verifyInclusion({ ...good, position })).toBe(false);
    expect(verifyInclusion({ ...good, leaf: new Uint8Array(31), root: new Uint8Array(31) })).toBe(false);
    const same = { first: 1, second: 1, firstRoot: root, secondRoot: root, proof: [] };
    expect(verifyConsistency(same)).toBe(true);
    expect(verifyConsistency({ ...same, first: 2 })).toBe(false);
    expect(verifyConsistency({ ...same, first: 0 })).toBe(false);
    expect(verifyConsistency({ ...same, first: 0, firstRoot: EMPTY_ROOT })).toBe(true);
  });
});

describe('a tree larger than a block', () => {
  const size = BLOCK * 5 + 300;
  const hashes = numbered(size);

  test('is read in ranges of a block at most, and what lasts is read once', async () => {
    const asked: [number, number][] = [];
    const tree: Tree = {
      read: async (from, to) => {
        asked.push([from, to]);
        return hashes.slice(from, to);
      },
      memory: new Map(),
    };
    const root = await subtreeRoot(tree, 0, size);
    expect(hex(root)).toBe(hex(naiveRoot(hashes)));
    expect(asked.every(([from, to]) => to - from <= BLOCK)).toBe(true);
    asked.length = 0;
    expect(hex(await subtreeRoot(tree, 0, size))).toBe(hex(root));
    expect(asked).toEqual([[BLOCK * 5, size]]);
    asked.length = 0;
    const position = BLOCK * 2 + 7;
    const proof = await inclusionProof(tree, position, size);
    expect(verifyInclusion({ leaf: hashes[position]!, position, size, root, proof })).toBe(true);
    expect(asked.map(([from]) => from)).toEqual([BLOCK * 2, BLOCK * 5]);
  });

  test('tells apart a register that has lost a leaf', async () => {
    const tree: Tree = { read: async (from, to) => hashes.slice(from, Math.min(to, size - 1)) };
    await expect(subtreeRoot(tree, 0, size)).rejects.toThrow('a hash for every leaf');
  });
});
