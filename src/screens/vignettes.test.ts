import { expect, test } from 'vitest';
import { vignettes } from './vignettes.ts';

test.each(Object.entries(vignettes))('the print of %s is at most 2 kB', (_, print) => {
  expect(JSON.stringify(print).length).toBeLessThanOrEqual(2048);
});
