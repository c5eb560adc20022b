/** The tables of this module whose rows a replay of the register makes again: all but what is secret. */
export const DECISIONS_REPLAYED = [
  'decisions.proposal',
  'decisions.option',
  'decisions.proposal_version',
  'decisions.author',
  'decisions.roll',
  'decisions.part',
  'decisions.open_ballot',
] as const;
