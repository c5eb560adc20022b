/**
 * What people of a care circle do: a short tree, in words that people use, each place of it with the
 * division of the international classification that it belongs to (ICATUS 2016, United Nations, Statistical
 * Papers M 98: major division 3, unpaid domestic services; 4, unpaid caregiving services, both for
 * household and family). What is done for another household is the same activity here; for whom it was says
 * that it is of division 51.
 */
export const BRANCHES = ['home', 'care'] as const;
export type Branch = (typeof BRANCHES)[number];

export const ACTIVITIES = [
  'cook',
  'clean',
  'mend',
  'clothes',
  'animals',
  'errands',
  'children',
  'body',
  'company',
  'accompany',
  'help',
  'arrange',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** Where each stands in the tree, and in the classification of 2016. */
const PLACES: Readonly<Record<Activity, { readonly branch: Branch; readonly icatus: string }>> = {
  cook: { branch: 'home', icatus: '31' },
  clean: { branch: 'home', icatus: '32' },
  mend: { branch: 'home', icatus: '33' },
  clothes: { branch: 'home', icatus: '34' },
  animals: { branch: 'home', icatus: '36' },
  errands: { branch: 'home', icatus: '37' },
  children: { branch: 'care', icatus: '41' },
  body: { branch: 'care', icatus: '42' },
  company: { branch: 'care', icatus: '42' },
  accompany: { branch: 'care', icatus: '44' },
  help: { branch: 'care', icatus: '43' },
  arrange: { branch: 'home', icatus: '35' },
};

export function branchOf(activity: Activity): Branch {
  return PLACES[activity].branch;
}

export function icatusOf(activity: Activity): string {
  return PLACES[activity].icatus;
}

/** The activities of a branch, in the order in which they are offered. */
export function activitiesIn(branch: Branch): readonly Activity[] {
  return ACTIVITIES.filter((one) => branchOf(one) === branch);
}
