/** By which fields of the choice of a way a refusal is answered: `wrongsOf`. */
export const WAY_NAMED: Readonly<Record<string, string>> = {
  way_unknown: 'way',
  way_unfit: 'way',
  opens_too_early: 'opensAt',
  closes_too_early: 'closesAt',
};
