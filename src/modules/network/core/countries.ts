/** The world's countries by the two letters of ISO 3166-1, and what people call them. */

const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

export const COUNTRIES: readonly string[] = CODES.split(' ');
const KNOWN = new Set(COUNTRIES);

/** Codes that people write though the standard says another. */
const ALSO: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

const NAME_LOCALES = ['en', 'es', 'fr', 'pt', 'de', 'it'] as const;
const namesByLocale = new Map<string, Intl.DisplayNames>();

/** What a country is called in the reader's language. */
export function countryName(code: string, locale: string): string {
  let names = namesByLocale.get(locale);
  if (!names)
    namesByLocale.set(
      locale,
      (names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })),
    );
  return names.of(code) ?? code;
}

/** All names of a country that a search may use. */
export function countryNames(code: string): string[] {
  return [...new Set(NAME_LOCALES.map((locale) => countryName(code, locale)))];
}

let byName: Map<string, string> | null = null;

/**
 * The code of a country written as two letters, as a name in one of six languages, or as an address ending in
 * either.
 */
export function countryCode(text: string, foldText: (text: string) => string): string | null {
  const last = text.trim().split('/').at(-1)?.trim() ?? '';
  const upper = last.toUpperCase();
  if (KNOWN.has(upper)) return upper;
  if (ALSO[upper]) return ALSO[upper];
  if (last.length < 4) return null;
  if (!byName) {
    byName = new Map();
    for (const code of COUNTRIES) for (const name of countryNames(code)) byName.set(foldText(name), code);
  }
  return byName.get(foldText(last)) ?? null;
}
