/** Lists that come in pages: how a page is asked for, and where it ends. */
import { z } from 'zod';

export const MOST_ON_A_PAGE = 50;

/** What a list in pages takes, of which no page is longer than this. */
export function pagingOf(most: number) {
  return {
    page: z
      .string()
      .max(60)
      .optional()
      .describe('What the page before gave as next; without it, from the beginning'),
    most: z
      .string()
      .regex(/^[0-9]{1,3}$/)
      .optional()
      .describe(`How many on a page, ${most} at most`),
  };
}

/** What every list in pages takes, unless reading one of its things is much work. */
export const paging = pagingOf(MOST_ON_A_PAGE);

/** What every list in pages answers besides. */
export const next = z.string().nullable().describe('What to give as page for the next ones; null at the end');

export interface Page {
  readonly page?: string | undefined;
  readonly most?: string | undefined;
}

export function mostOf({ most }: Page, atMost = MOST_ON_A_PAGE): number {
  return Math.max(1, Math.min(atMost, Number(most ?? atMost)));
}

/** One page of a list in its order; behind something that is not in it there is nothing. */
export function pageOf<One extends { readonly id: string }>(
  all: readonly One[],
  asked: Page,
  atMost = MOST_ON_A_PAGE,
): { readonly seen: readonly One[]; readonly next: string | null } {
  const at = asked.page === undefined ? -1 : all.findIndex((one) => one.id === asked.page);
  const rest = asked.page !== undefined && at < 0 ? [] : all.slice(at + 1);
  const seen = rest.slice(0, mostOf(asked, atMost));
  return { seen, next: rest.length > seen.length ? seen.at(-1)!.id : null };
}
