/** By which field what is wrong with an offer or a need is said. */
export const WRONG_FIELDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'file_too_large',
      'file_empty',
      'file_kind_unknown',
      'file_is_heic',
      'file_is_old_office',
      'file_has_macros',
      'picture_broken',
      'picture_too_large',
      'file_not_brought',
      'not_a_picture',
    ].map((rule) => [rule, 'file']),
  ),
  category_unknown: 'category',
  place_half_said: 'at_map',
  lat: 'at_map',
  lon: 'at_map',
};
