import { expect, test } from 'vitest';
import { weaveOf } from './weave.ts';

const ids = Array.from(
  { length: 200 },
  (_, i) => `org_0192f000-0000-7000-8000-${String(i).padStart(12, '0')}`,
);

test('the same id gives the same cloth', () => {
  for (const id of ids) expect(weaveOf(id)).toEqual(weaveOf(id));
});

test('neighbouring ids give different cloths, of two dyes each', () => {
  const cloths = ids.map(weaveOf);
  for (const { warp, weft } of cloths) expect(warp.dye).not.toBe(weft.dye);
  expect(new Set(cloths.map((cloth) => JSON.stringify(cloth))).size).toBeGreaterThan(195);
});

test('a face is small, and no path is broken', () => {
  for (const { warp, weft } of ids.map(weaveOf)) {
    expect(warp.path.length + weft.path.length).toBeLessThan(2000);
    expect(warp.path + weft.path).not.toMatch(/NaN|undefined|h--/);
  }
});
