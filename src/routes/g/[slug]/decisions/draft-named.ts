/** By which names of the form of a proposal a refusal speaks of it: `wrongsOf`. */
export const DRAFT_NAMED: Readonly<Record<string, string>> = {
  'post.role': 'role',
  'post.startsOn': 'starts',
  'post.endsOn': 'ends',
  startsOn: 'starts',
  endsOn: 'ends',
  until: 'ends',
  note: 'reason',
  'options.*.title': 'row-title',
  'options.*.body': 'row-body',
  'options.*.excludes': 'row-excludes',
  'options.*.costMinor': 'row-cost',
  'options.*.member': 'candidates',
  'post.also': 'also',
  'parity.*.group': 'kept-group',
  'parity.*.least': 'kept-least',
  'parity.*.most': 'kept-most',
  parity: 'kept',
  options: 'rows',
  post_missing: 'role',
  role_unknown: 'role',
  seats_too_many: 'seats',
  posts_too_few: 'also',
  parity_says_nothing: 'kept',
  parity_group_twice: 'kept',
  parity_crossed: 'kept',
  parity_over_places: 'kept',
  pot_missing: 'pot',
  title_missing: 'rows',
  cost_missing: 'rows',
  cost_over_pot: 'rows',
  cost_unfit: 'unit',
  candidate_missing: 'candidates',
  candidate_twice: 'candidates',
};

/** Kinds whose form asks for the act itself. */
export const FORMED: readonly string[] = ['appointment', 'recall', 'membership', 'ending'];

/** Kinds of which more than one answer can win: so many people, or so many of what there is to choose from. */
export function countsSeats(kind: string): boolean {
  return kind === 'election' || kind === 'lot' || kind === 'choice';
}
