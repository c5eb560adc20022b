/** What part of the world a map shows. It is kept in the address as its middle and how near it is. */
import { fractions, placeAt, squareOf, squaresIn, type Place, type Square } from './grid.ts';

export const MAP_WIDTH = 640;
export const MAP_HEIGHT = 400;
/** Each step shows a quarter of the width; the whole world first, a village last. */
export const ZOOMS = [0, 2, 4, 6, 8, 10, 12] as const;
export type Zoom = (typeof ZOOMS)[number];
/** At zoom z the world is 640 × 2^z points wide: at the first it just fills the picture. */
const TILE = 640;

export interface MapView {
  readonly middle: Place;
  readonly zoom: Zoom;
}

export const WORLD: MapView = { middle: { lat: 25, lon: 10 }, zoom: 0 };

/** `lat,lon,zoom`; null when it is not that. */
export function parseView(text: string): MapView | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [lat, lon, zoom] = match.slice(1).map(Number) as [number, number, number];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || !(ZOOMS as readonly number[]).includes(zoom)) return null;
  return { middle: { lat, lon }, zoom: zoom as Zoom };
}

export function viewText({ middle, zoom }: MapView): string {
  const digits = zoom < 4 ? 1 : zoom < 8 ? 2 : 4;
  const short = (value: number) => String(Number(value.toFixed(digits)));
  return `${short(middle.lat)},${short(middle.lon)},${zoom}`;
}

/** How wide the whole world would be drawn. */
export function worldWidth(zoom: Zoom): number {
  return TILE * 2 ** zoom;
}

/** The corners of the view in fractions of the world; x may go below 0 or above 1 across the antimeridian. */
export function corners(view: MapView): { top: { x: number; y: number }; bottom: { x: number; y: number } } {
  const { x, y } = fractions(view.middle);
  const [halfX, halfY] = [MAP_WIDTH / worldWidth(view.zoom) / 2, MAP_HEIGHT / worldWidth(view.zoom) / 2];
  return { top: { x: x - halfX, y: y - halfY }, bottom: { x: x + halfX, y: y + halfY } };
}

/** The level of the squares that listings are grouped by in this view: 40 points wide. */
export function groupLevel(zoom: Zoom): number {
  return zoom + 4;
}

/** The squares in view at a level. */
export function squaresInView(view: MapView, level: number): Square[] {
  const { top, bottom } = corners(view);
  return squaresIn(level, top, bottom);
}

/** Where a place is drawn, in points from the upper left; by the shortest way around from the middle. */
export function drawnAt(view: MapView, place: Place): { x: number; y: number } {
  const width = worldWidth(view.zoom);
  const [here, middle] = [fractions(place), fractions(view.middle)];
  const around = here.x - middle.x - Math.round(here.x - middle.x);
  return { x: MAP_WIDTH / 2 + around * width, y: MAP_HEIGHT / 2 + (here.y - middle.y) * width };
}

/** The view one step nearer at a place, or null when there is none nearer. */
export function nearer(view: MapView, middle: Place = view.middle): MapView | null {
  const next = ZOOMS[ZOOMS.indexOf(view.zoom) + 1];
  return next === undefined ? null : { middle, zoom: next };
}

export function farther(view: MapView): MapView | null {
  const next = ZOOMS[ZOOMS.indexOf(view.zoom) - 1];
  return next === undefined ? null : { middle: next === 0 ? WORLD.middle : view.middle, zoom: next };
}

/** Half a picture to one side; around the world to the east and west, to its edge north and south. */
export function moved(view: MapView, right: number, down: number): MapView {
  const { x, y } = fractions(view.middle);
  const width = worldWidth(view.zoom);
  const nextX = x + (right * MAP_WIDTH) / 2 / width;
  const nextY = Math.max(0.05, Math.min(0.95, y + (down * MAP_HEIGHT) / 2 / width));
  const place = placeAt(nextX - Math.floor(nextX), nextY);
  return { ...view, middle: place };
}

/** A view that holds all these places, as near as possible; the world when there are none. */
export function viewOf(places: readonly Place[]): MapView {
  if (places.length === 0) return WORLD;
  const all = places.map(fractions);
  const [xs, ys] = [all.map((one) => one.x), all.map((one) => one.y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [north, south] = [Math.min(...ys), Math.max(...ys)];
  const middle = placeAt((west + east) / 2, (north + south) / 2);
  const fitting = [...ZOOMS].reverse().find((zoom) => {
    const width = worldWidth(zoom);
    return (
      zoom <= 10 && (east - west) * width <= MAP_WIDTH * 0.8 && (south - north) * width <= MAP_HEIGHT * 0.8
    );
  });
  return fitting ? { middle, zoom: fitting } : WORLD;
}

export function squareKey(place: Place, level: number): string {
  const { x, y } = squareOf(place, level);
  return `${x}/${y}`;
}
