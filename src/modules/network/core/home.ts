/**
 * Where an organization's address looks like somebody's home, the directory does not point at the door. The
 * rule is simple enough to be said beside the listing, and is used before anything is kept: what is blurred
 * was never stored exactly, so no screen, search, map or interface can give it away.
 *
 * It errs towards blurring. An organization that is open to the street loses little (its town stays); a
 * person whose kitchen is the registered office loses a lot.
 */
import { fold } from './words.ts';

export interface HomeClues {
  readonly name: string;
  readonly street?: string | undefined;
  readonly website?: string | undefined;
  readonly structures: readonly string[];
  readonly activities: readonly string[];
  /** What the source itself calls the organization and its work. */
  readonly raw: string;
}

/** Why a place is blurred, in order of precedence. */
export const HOME_RULES = ['flat', 'care_of', 'housing', 'one_person', 'house_without_website'] as const;
export type HomeRule = (typeof HOME_RULES)[number];

const FLAT =
  /(^|[\s,.;/])(flat|apartment|apt\.?|piso|depto\.?|departamento|apartamento|wohnung|top \d|appartement|appt\.?|interno|lakas|kv\.?|кв\.?|διαμ\.?|\d+ ?[oa°]?\.? (izq|dch|derecha)\w*)(?=[\s,.;/\d]|$)/u;
const CARE_OF = /(^|[\s,;(])(c\/o|℅|care of|p\/a|bei familie|chez|mr|mrs|ms|miss|herrn?|frau) /u;

/** A name that says: come in. */
const OPEN_BY_NAME =
  /\b(club|institute|hall|shop|stores?|supermarket\w*|supermarche\w*|market|mercado|mercato|centre|center|centro|cafe|pub|inn|arms|restaurant\w*|hotel|hostel|farm shop|school|escuela|college|university|church|library|museum|theatre|theater|teatro|gallery|clinic|hospital|surgery|nursing home|bank|cinema|brewery|bakery|panaderia|hub)\b/u;

/** An address that names a building meant to be found; not a street called after a park or a station. */
const OPEN_BY_STREET =
  /\b(club|institute|(public|village|town|city|county|community|church|drill) hall|shop|stores?|supermarket\w*|mercado|mercato|centre|center|centro|cafe|(community|conference|nursing) \w+ centre|restaurant\w*|hotel|offices?|oficina|premises|(business|enterprise|industrial|retail|science|technology|trading) (park|estate|centre)|units?|suite|studios?|workshops?|works|mills?|warehouse|depot|farm|school|college|university|museum|theatre|teatro|gallery|clinic|hospital|stadium|pavilion|sports ground|clubhouse|floor|local)\b/u;

const HOUSING = new Set(['OS70', 'ICA210']);
const ALONE = new Set(['OS150', 'OS160']);

/**
 * The rule by which this looks like a home, or null. Decides by what the listing itself says, nothing else.
 */
export function looksLikeHome(clues: HomeClues): HomeRule | null {
  const street = fold(clues.street ?? '').trim();
  if (FLAT.test(street)) return 'flat';
  if (CARE_OF.test(street)) return 'care_of';
  const openStreet = OPEN_BY_STREET.test(street);
  const open = openStreet || OPEN_BY_NAME.test(fold(clues.name));
  if (!openStreet && [...clues.structures, ...clues.activities].some((code) => HOUSING.has(code)))
    return 'housing';
  const alone =
    clues.structures.some((code) => ALONE.has(code)) || /self-employed|unincorporated/i.test(clues.raw);
  if (!open && alone && !clues.website) return 'one_person';
  if (!open && !clues.website && /\d/.test(street)) return 'house_without_website';
  return null;
}

/** The middle of the square of about a kilometre that a place lies in, in millionths of a degree. */
export function blurPlace(latE6: number, lonE6: number): { latE6: number; lonE6: number } {
  const lat = middle(latE6, 10_000);
  // Degrees of longitude shrink towards the poles; wider steps keep the square from becoming a sliver.
  const away = Math.abs(lat);
  const lon = middle(lonE6, away < 45e6 ? 10_000 : away < 70e6 ? 20_000 : 50_000);
  return { latE6: lat, lonE6: Math.max(-180e6, Math.min(180e6, lon)) };
}

function middle(value: number, step: number): number {
  return Math.floor(value / step) * step + step / 2;
}

/**
 * A postcode that no longer tells one street from the next: its first part, which names a town or quarter.
 */
export function blurPostcode(postcode: string): string {
  const first = postcode.trim().split(/[\s-]+/)[0] ?? '';
  // Written in one piece with letters (SW113HF, D02AF30): the tail of three or more is the street.
  if (/[a-z]/i.test(first) && /\d/.test(first) && first.length >= 6)
    return first.slice(0, first.length - 3).slice(0, 4);
  // Nine digits in a row is a street or a house in the United States and Brazil.
  return /^\d{7,}$/.test(first) ? first.slice(0, 5) : first;
}
