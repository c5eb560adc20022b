/** The places of who is signed in, and of who looks in from outside. At most five fit on a phone. */
import type { Key } from '#locales';
import type { IconName } from './icons.ts';

export interface Place {
  readonly label: Key;
  readonly href: string;
  readonly icon: IconName;
}

export const memberPlaces: readonly Place[] = [
  { label: 'places.today', href: '/today', icon: 'home' },
  { label: 'places.groups', href: '/groups', icon: 'people' },
  { label: 'places.have', href: '/have', icon: 'scales' },
  { label: 'places.find', href: '/find', icon: 'search' },
  { label: 'places.me', href: '/me', icon: 'person' },
];

/** For whoever looks in from outside: these stand at the foot of every page. */
export const publicPlaces: readonly Omit<Place, 'icon'>[] = [
  { label: 'places.find', href: '/find' },
  { label: 'places.about', href: '/about' },
  { label: 'places.begin', href: '/start' },
];

/** The place whose address is the longest beginning of this one: `/groups/new` lies in My groups. */
export function placeAt(places: readonly Place[], path: string): Place | undefined {
  return places
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
