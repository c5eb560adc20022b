/**
 * The article `care`: that care is written down here, from how many people on it is told what all of us
 * carried, and whether it is said what that would cost; nothing is, unless a group asks for it. What an
 * entry is and how a month is told, the care module knows; the rules only name it.
 */

/** What an hour would cost, in hundredths of a currency; from where that is known, and of which year. */
export interface CareWorth {
  /** As programs write it: `MXN`. */
  readonly currency: string;
  /** Somebody who does a bit of everything in a household. */
  readonly generalistMinor: string;
  /** Somebody who cares for people for a living. */
  readonly specialistMinor: string;
  /** What we would have earned meanwhile. */
  readonly opportunityMinor: string;
  readonly source: string;
  readonly year: number;
}

export interface CareRules {
  /** Of fewer, nothing is told. */
  readonly leastPeople: number;
  readonly worth?: CareWorth;
}

export const CARE_MONEY_SCALE = 2;
export const CARE_RANGES = { leastPeople: [5, 50], year: [2000, 2100] } as const;
export const MOST_OF_CARE = { source: 120 } as const;

export const NEW_CARE: CareRules = { leastPeople: 5 };
