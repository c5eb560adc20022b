/** A map as a page needs it: everything drawn, every link an address. */
import { addressOf, type DirectoryQuery } from '../core/query.ts';
import {
  drawnAt,
  farther,
  MAP_HEIGHT,
  MAP_WIDTH,
  moved,
  nearer,
  viewText,
  WORLD,
  type MapView,
} from '../core/map-view.ts';
import type { MapAnswer, MapGroup } from '../store/map.ts';
import { landIn } from './land.ts';

export interface DrawnGroup {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly listings: number;
  readonly lat: number;
  readonly lon: number;
  readonly href: string;
}

export interface DrawnMap {
  readonly width: number;
  readonly height: number;
  readonly land: string;
  readonly borders: string;
  readonly groups: readonly DrawnGroup[];
  readonly inView: number;
  readonly more: boolean;
  readonly ways: readonly { readonly way: Way; readonly href: string }[];
}

export type Way = 'nearer' | 'farther' | 'left' | 'right' | 'up' | 'down' | 'world';

/** Draws the answer; links go to `base`, the page of the search. */
export function drawMap(base: string, query: DirectoryQuery, view: MapView, answer: MapAnswer): DrawnMap {
  const at = (next: MapView) => `${base}${addressOf(query)}&at=${viewText(next)}#map`.replace('?&', '?');
  const groups = apart(view, answer.groups).map((group): DrawnGroup => {
    const { x, y } = drawnAt(view, group.place);
    const next = nearer(view, group.place);
    return {
      x: Math.round(x),
      y: Math.round(y),
      radius: radiusOf(group.listings),
      listings: group.listings,
      lat: group.place.lat,
      lon: group.place.lon,
      href: group.id
        ? `${base}/${group.id}${query.in ? `?in=${query.in}` : ''}`
        : next
          ? at(next)
          : around(base, query, group),
    };
  });
  const visible = groups.filter(({ x, y }) => x >= 0 && x <= MAP_WIDTH && y >= 0 && y <= MAP_HEIGHT);
  return {
    width: MAP_WIDTH,
    height: MAP_HEIGHT,
    ...landIn(view),
    groups: visible,
    inView: visible.reduce((sum, group) => sum + group.listings, 0),
    more: answer.more,
    ways: waysFrom(view).map(([way, next]) => ({ way, href: at(next) })),
  };
}

/**
 * Groups whose circles would cover each other become one, the larger ones first, so that every figure can be
 * read.
 */
function apart(view: MapView, groups: readonly MapGroup[]): MapGroup[] {
  const kept: MapGroup[] = [];
  for (const group of groups) {
    const at = drawnAt(view, group.place);
    const over = kept.findIndex((one) => {
      const other = drawnAt(view, one.place);
      const reach = radiusOf(one.listings) + radiusOf(group.listings);
      return (at.x - other.x) ** 2 + (at.y - other.y) ** 2 < reach ** 2;
    });
    if (over < 0) kept.push(group);
    else kept[over] = { place: kept[over]!.place, listings: kept[over]!.listings + group.listings, id: null };
  }
  return kept;
}

/** Several at one place even when nearest: the list of what is around it. */
function around(base: string, query: DirectoryQuery, { place }: MapGroup): string {
  const short = (value: number) => Number(value.toFixed(5));
  return base + addressOf(query, { near: { lat: short(place.lat), lon: short(place.lon), km: 1 } });
}

function waysFrom(view: MapView): [Way, MapView][] {
  const ways: [Way, MapView | null][] = [
    ['nearer', nearer(view)],
    ['farther', farther(view)],
    ['left', moved(view, -1, 0)],
    ['right', moved(view, 1, 0)],
    ['up', moved(view, 0, -1)],
    ['down', moved(view, 0, 1)],
    ['world', view.zoom > 0 ? WORLD : null],
  ];
  return ways.filter((way): way is [Way, MapView] => way[1] !== null);
}

/** Ten times as many is one step larger: the figure says how many, the size only helps the eye. */
function radiusOf(listings: number): number {
  return listings === 1 ? 6 : Math.min(22, 9 + Math.round(3 * Math.log10(listings)));
}
