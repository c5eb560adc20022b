/** What the forms of offers, needs and terms ask for, as inputs of acts. */
import { readAmount } from '#kernel/amount';
import type { UnitRule } from '#agents';
import { MOST_WAYS_TO_PAY, type PricePart, type Prices } from '#exchange';
import { field } from '#host/forms';
import { written } from '../scene.ts';

/**
 * The parts of one way to pay, of the fields `<stem>.<unit>`; what nobody can read is refused as it stands.
 */
export function partsIn(form: FormData, stem: string, units: readonly UnitRule[]): PricePart[] {
  return units.flatMap(({ unit, scale }) => {
    const typed = field(form, `${stem}.${unit}`).trim();
    if (typed === '') return [];
    const read = readAmount(typed, { id: unit, scale });
    return [{ unit, minor: read.ok ? String(read.value.minor) : typed }];
  });
}

export function pricesIn(form: FormData, units: readonly UnitRule[]): Prices {
  return Array.from({ length: MOST_WAYS_TO_PAY }, (_, at) => partsIn(form, `way${at + 1}`, units)).filter(
    (parts) => parts.length > 0,
  );
}

/** What an owner has written; `for` is what they want in return: a gift, a price, or as both agree. */
export function advertIn(form: FormData, units: readonly UnitRule[]) {
  const wanted = field(form, 'for');
  const place = placeIn(field(form, 'at_map'));
  return {
    kind: field(form, 'kind'),
    category: field(form, 'category'),
    title: field(form, 'title'),
    words: field(form, 'words'),
    availability: field(form, 'availability'),
    place: field(form, 'place'),
    ...place,
    gift: wanted === 'gift',
    prices: wanted === 'price' ? pricesIn(form, units) : [],
    isPublic: field(form, 'isPublic') !== '',
    description: field(form, 'description'),
  };
}

/** `17.06, -96.72`, as maps show it; half of it is refused, as is what is no place. */
function placeIn(typed: string): { readonly lat: number | null; readonly lon: number | null } {
  const text = typed.trim();
  if (text === '') return { lat: null, lon: null };
  const [lat, lon] = text.split(/[\s,;]+/).map(Number);
  return { lat: lat ?? Number.NaN, lon: lon ?? null };
}

/** Terms: one of the ways that the owner has named, a gift, others, or as both agree later. */
export function termsIn(form: FormData, prices: Prices, units: readonly UnitRule[]) {
  const chosen = field(form, 'terms');
  const way = /^way(\d)$/.exec(chosen)?.[1];
  const parts = chosen === 'other' ? partsIn(form, 'other', units) : way ? (prices[Number(way)] ?? []) : [];
  return { gift: chosen === 'gift', parts, on: written(form, 'on') ?? null };
}
