/** What makes a page hard for people, as far as a machine can find it. */
import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Everything that axe finds wrong with a page, or what it finds by these rules. Only what is wrong comes
 * back: all that is right with a page is more than its own text.
 */
export async function findFaults(page: Page, rules?: readonly string[]): Promise<Result[]> {
  // A page that was looked at before has it already.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  return page.evaluate(
    async (runOnly) => {
      const { violations } = await globalThis.axe.run({ resultTypes: ['violations'], ...runOnly });
      return violations;
    },
    rules && { runOnly: [...rules] },
  );
}

declare global {
  var axe: typeof import('axe-core');
}
