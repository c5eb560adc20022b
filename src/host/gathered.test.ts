import { expect, test } from 'vitest';
import { gathered } from './gathered.ts';

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

test('asks together what is asked at the same moment, and what comes meanwhile', async () => {
  const rounds: number[][] = [];
  const double = gathered(async (questions: readonly number[]) => {
    rounds.push([...questions]);
    await pause();
    return questions.map((one) => one * 2);
  });
  const first = [double(1), double(2)];
  await pause();
  const second = [double(3), double(4)];
  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8]);
  expect(rounds).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(await double(5)).toBe(10);
  expect(rounds).toHaveLength(3);
});

test('a round that breaks breaks for its own, and not for those after it', async () => {
  const ask = gathered(async (questions: readonly string[]) => {
    await pause();
    if (questions.includes('bad')) throw new Error('broken');
    return questions;
  });
  const broken = Promise.allSettled([ask('bad'), ask('with it')]);
  await pause();
  expect(await ask('later')).toBe('later');
  expect((await broken).map((one) => one.status)).toEqual(['rejected', 'rejected']);
});
