import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { kilometres } from '../core/grid.ts';
import {
  drawnAt,
  MAP_WIDTH,
  moved,
  nearer,
  parseView,
  viewOf,
  viewText,
  WORLD,
  type MapView,
} from '../core/map-view.ts';
import { organizationsQuery } from '../core/query.ts';
import { landIn } from './land.ts';
import { drawMap } from './map-links.ts';

const ALL = organizationsQuery.parse({ q: 'seeds', country: 'FJ' });
const FIJI: MapView = { middle: { lat: -17, lon: 179 }, zoom: 4 };

describe('a view', () => {
  test('is said by its address and read again', () => {
    expect(parseView(viewText(FIJI))).toEqual(FIJI);
    for (const wrong of ['', '1,2', '91,0,2', '0,181,2', '0,0,3', 'a,b,c', '1e3,0,2'])
      expect(parseView(wrong)).toBeNull();
  });

  test('moved east goes around the world', () => {
    let view = FIJI;
    for (let i = 0; i < 40; i++) view = moved(view, 1, 0);
    expect(view.middle.lon).toBeGreaterThanOrEqual(-180);
    expect(view.middle.lon).toBeLessThanOrEqual(180);
  });

  test('around places holds them all', () => {
    const places = [
      { lat: 48, lon: 2 },
      { lat: 52, lon: 13 },
      { lat: 41, lon: 12 },
    ];
    const view = viewOf(places);
    expect(view.zoom).toBeGreaterThan(0);
    for (const place of places)
      expect(Math.abs(drawnAt(view, place).x - MAP_WIDTH / 2)).toBeLessThan(MAP_WIDTH / 2);
    expect(viewOf([])).toEqual(WORLD);
  });
});

describe('a drawn map', () => {
  const east = { lat: -17, lon: 179.9 };
  const west = { lat: -17, lon: -179.9 };

  test('neighbours across the antimeridian are drawn beside each other', () => {
    expect(kilometres(east, west)).toBeLessThan(30);
    expect(Math.abs(drawnAt(FIJI, east).x - drawnAt(FIJI, west).x)).toBeLessThan(10);
  });

  test('groups that would cover each other become one; each link keeps the search', () => {
    const groups = [
      { place: east, listings: 70, id: null },
      { place: west, listings: 3, id: null },
      { place: { lat: -16, lon: 177 }, listings: 1, id: 'lst_00000000000000000000000000' },
    ];
    const map = drawMap('/find', ALL, FIJI, { groups, inView: 74, more: false });
    expect(map.groups.map(({ listings, href }) => [listings, href])).toEqual([
      [73, '/find?q=seeds&country=FJ&at=-17,179.9,6#map'],
      [1, '/find/lst_00000000000000000000000000'],
    ]);
    expect(map.ways.map(({ way }) => way)).toEqual([
      'nearer',
      'farther',
      'left',
      'right',
      'up',
      'down',
      'world',
    ]);
  });

  test('where it cannot come nearer it lists what is around', () => {
    const closest: MapView = { middle: east, zoom: 12 };
    expect(nearer(closest)).toBeNull();
    const map = drawMap('/find', ALL, closest, {
      groups: [{ place: east, listings: 2, id: null }],
      inView: 2,
      more: false,
    });
    expect(map.groups[0]?.href).toBe('/find?q=seeds&country=FJ&near=-17%2C179.9%2C1');
  });

  test('coasts stay small, within the picture, and without a stroke across the world', () => {
    for (const view of [
      WORLD,
      FIJI,
      { middle: { lat: 47, lon: 10 }, zoom: 4 },
      { middle: { lat: 60, lon: 25 }, zoom: 2 },
    ] as const) {
      const { land, borders } = landIn(view);
      expect(gzipSync(land + borders).length).toBeLessThan(9_000);
      for (const [, steps] of land.matchAll(/l([^zM]*)/g)) {
        for (const [, step] of steps!.matchAll(/(-?\d+)[ -]\d+/g))
          expect(Math.abs(Number(step))).toBeLessThanOrEqual(MAP_WIDTH + 8);
      }
    }
    const world = landIn({ middle: { lat: 25, lon: 10 }, zoom: 0 }).land;
    expect(world).not.toMatch(/[l ]-?6[0-3]\d[ -]/);
  });
});
