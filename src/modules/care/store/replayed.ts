/** The tables of this module whose rows a replay of the register makes again. */
export const CARE_REPLAYED = [
  'care.entry',
  'care.month',
  'care.told',
  'care.help',
  'care.help_day',
  'care.coming',
  'care.thanks',
] as const;
