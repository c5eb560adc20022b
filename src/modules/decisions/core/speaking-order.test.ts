import { describe, expect, test } from 'vitest';
import { speakingNow, speakingOrder, timesSpoken, type Turn } from './speaking-order.ts';

/** `ana 1` has asked at minute 1; `ana 1 2` has the word since minute 2; `ana 1 2 3` has spoken. */
function turns(...lines: string[]): Turn[] {
  return lines.map((line, at) => {
    const [name, asked, began, ended] = line.split(' ');
    const minute = (text: string | undefined) =>
      text === undefined || text === '-' ? null : `2026-11-24T18:${text.padStart(2, '0')}:00.000Z`;
    return {
      id: `tur_${at}`,
      member: `mem_${name}`,
      askedAt: minute(asked)!,
      beganAt: minute(began),
      endedAt: minute(ended),
    };
  });
}
const names = (order: readonly Turn[]) => order.map((one) => one.member.slice(4));

describe('the speaking order', () => {
  test.each<[string, string[], string[]]>([
    ['of nobody is empty', [], []],
    ['is the order of asking', ['ana 2', 'beto 1', 'caro 3'], ['beto', 'ana', 'caro']],
    [
      'puts first who speaks for the first time',
      ['ana 1 2 3', 'ana 4', 'beto 5', 'caro 6'],
      ['beto', 'caro', 'ana'],
    ],
    [
      'puts who has spoken once before who has spoken twice',
      ['ana 1 2 3', 'ana 3 4 5', 'beto 3 5 6', 'ana 7', 'beto 8'],
      ['beto', 'ana'],
    ],
    ['counts the word that somebody has now', ['ana 1 2', 'ana 3', 'beto 4'], ['beto', 'ana']],
    ['leaves out who has stepped back', ['ana 1 - 2', 'beto 3'], ['beto']],
    ['does not count a turn that was never taken', ['ana 1 - 2', 'ana 3', 'beto 4'], ['ana', 'beto']],
    ['keeps the order of entry at the same moment', ['ana 1', 'beto 1'], ['ana', 'beto']],
  ])('%s', (_what, lines, order) => {
    expect(names(speakingOrder(turns(...lines)))).toEqual(order);
  });

  test('knows who has the word, and how often somebody had it', () => {
    const all = turns('ana 1 2 3', 'beto 2 3', 'ana 4');
    expect(speakingNow(all)?.member).toBe('mem_beto');
    expect(speakingNow(turns('ana 1 2 3'))).toBeNull();
    expect(timesSpoken(all, 'mem_ana')).toBe(1);
    expect(timesSpoken(all, 'mem_caro')).toBe(0);
  });
});
