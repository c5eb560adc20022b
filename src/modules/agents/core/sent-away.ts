/**
 * Posts that send others away. Where several of them together may suspend or exclude, they could send away
 * all who might call them back, and decide alone from then on. So those who were sent away and can still ask
 * the others to look again stay fewer than half of us; members together decide as they see fit.
 */
import type { Group } from './authorize.ts';

/** Whether one more is too many, `away` being those who are away already. */
export function tooManyAway(group: Group, matter: string, away: number): boolean {
  return group.articles.powers[matter]?.by === 'roles' && 2 * (away + 1) >= group.voting + away;
}
