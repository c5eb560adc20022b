/** Amounts in the words of a group. */
import { unitAmount, type UnitRule } from '#agents';
import type { Words } from '#locales';

/** What stands for an amount where others may look on. */
export const HIDDEN = '•••';

/** What the rules no longer know is said by its name. */
export function amountIn(words: Words, units: readonly UnitRule[], unit: string, minor: bigint): string {
  if (words.hidesAmounts === true) return HIDDEN;
  const rule = units.find((one) => one.unit === unit);
  return rule ? unitAmount(words, rule, minor) : words.money(minor, { code: unit, scale: 0 });
}
