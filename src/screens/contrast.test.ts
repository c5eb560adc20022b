import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, pairs, palettesOf, schemes } from './contrast.ts';

const palettes = palettesOf(readFileSync(new URL('tokens.css', import.meta.url), 'utf8'));

test('contrast is the one of the WCAG 2 formula', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#9e1b3c', '#fffefa')).toBeCloseTo(7.78, 1);
});

describe.each(schemes)('in the %s scheme', (scheme) => {
  test.each(pairs)('$text on $ground has at least $least', ({ text, ground, least }) => {
    const palette = palettes[scheme];
    const [above, below] = [palette[text], palette[ground]];
    expect(above, text).toMatch(/^#/);
    expect(below, ground).toMatch(/^#/);
    expect(contrast(above ?? '', below ?? '')).toBeGreaterThanOrEqual(least);
  });
});

test('who asks for more contrast gets 7 for all text', () => {
  for (const scheme of ['more', 'more-dark'] as const) {
    const palette = palettes[scheme];
    for (const { text, ground } of pairs.filter(({ least }) => least === 4.5)) {
      const ratio = contrast(palette[text] ?? '', palette[ground] ?? '');
      expect(ratio, `${text} on ${ground}, ${scheme}`).toBeGreaterThanOrEqual(7);
    }
  }
});

test('dark has every colour of its own', () => {
  const own = palettesOf(
    readFileSync(new URL('tokens.css', import.meta.url), 'utf8').replace(/^[\s\S]*?(?=@media)/, ''),
  );
  expect(Object.keys(own.dark).sort()).toEqual(Object.keys(palettes.light).sort());
});
