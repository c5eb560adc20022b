import { describe, expect, test } from 'vitest';
import { newestFirst, pageOf, pageWith, THREADS_A_PART } from './talk-parts.ts';

interface One {
  readonly id: string;
  readonly replies: readonly One[];
}
const word = (id: string, ...replies: One[]): One => ({ id, replies });
const named = (at: number) => `wor_${String(at).padStart(3, '0')}`;
const many = Array.from({ length: THREADS_A_PART * 2 + 1 }, (_, at) => word(named(at)));

describe('the talk of a group', () => {
  test('begins with the thread in which somebody has spoken last', () => {
    const threads = [
      word('wor_1', word('wor_5')),
      word('wor_2'),
      word('wor_3', word('wor_4', word('wor_6'))),
    ];
    expect(newestFirst(threads).map(({ id }) => id)).toEqual(['wor_3', 'wor_1', 'wor_2']);
  });

  test('is read a part at a time', () => {
    expect(pageOf([], 1)).toEqual({ shown: [], part: 1, parts: 1 });
    expect(pageOf(many.slice(0, THREADS_A_PART), 1)).toMatchObject({ part: 1, parts: 1 });
    expect(pageOf(many, 3)).toEqual({ shown: many.slice(-1), part: 3, parts: 3 });
  });

  test.each([
    [0, 1],
    [-4, 1],
    [4, 3],
    [Number.NaN, 1],
    [1.5, 1],
  ])('whoever asks for part %d is given part %d', (asked, part) => {
    expect(pageOf(many, asked).part).toBe(part);
  });

  test('finds the part that a word is in, also within a thread', () => {
    const threads = [...many.slice(0, THREADS_A_PART), word('wor_a', word('wor_b'))];
    expect(pageWith(threads, named(THREADS_A_PART - 1))).toBe(1);
    expect(pageWith(threads, 'wor_b')).toBe(2);
    expect(pageWith(threads, 'wor_z')).toBe(null);
    expect(pageWith(threads, null)).toBe(null);
  });
});
