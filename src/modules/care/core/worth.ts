/**
 * What care would cost if it had to be paid for, where the rules ask for it to be said: never of one of us,
 * only of what all of us carried. Both ways are always said side by side, because they answer different
 * questions (UNECE, Guide on Valuing Unpaid Household Service Work, 2017, chapter 4): what somebody would
 * take who does a bit of everything, or each thing by those who do it for a living; and what we would have
 * earned meanwhile.
 */
import type { CareWorth } from '#agents';
import { branchOf, ACTIVITIES, type Activity } from './activity.ts';
import { ALL, type Told } from './carried.ts';

export interface Worth {
  readonly generalistMinor: bigint;
  /**
   * Care by whoever cares for a living, the rest by whoever keeps house; null where not all of it is told.
   */
  readonly specialistMinor: bigint | null;
  readonly opportunityMinor: bigint;
}

/** What an hour costs, so many minutes long; what is not a whole minor unit is left away. */
export function costMinor(minutes: number, hourMinor: string): bigint {
  return (BigInt(minutes) * BigInt(hourMinor)) / 60n;
}

/** What all that is told of a month would cost; null where nothing is. */
export function worthOf(told: readonly Told[], rule: CareWorth): Worth | null {
  const whole = told.find((one) => one.activity === ALL && one.division === ALL);
  if (whole === undefined) return null;
  const cares = told.filter((one) => one.division === ALL && isCare(one.activity));
  const minutes = cares.reduce((sum, one) => sum + one.minutes, 0);
  return {
    generalistMinor: costMinor(whole.minutes, rule.generalistMinor),
    specialistMinor:
      cares.length === 0
        ? null
        : costMinor(minutes, rule.specialistMinor) + costMinor(whole.minutes - minutes, rule.generalistMinor),
    opportunityMinor: costMinor(whole.minutes, rule.opportunityMinor),
  };
}

function isCare(activity: string): boolean {
  return (ACTIVITIES as readonly string[]).includes(activity) && branchOf(activity as Activity) === 'care';
}
