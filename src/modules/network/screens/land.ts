/**
 * The base map: coasts and borders from Natural Earth (public domain, through the package world-atlas), drawn
 * on the server for exactly the part of the world in view. No tile server is asked, so nobody learns who
 * looked where.
 *
 * Every line is turned into fractions of the square world once; a view then only takes the lines that touch
 * it, which is a hundred times faster than projecting the whole world for each picture.
 */
import { feature, mesh } from 'topojson-client';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import coarse from 'world-atlas/countries-110m.json' with { type: 'json' };
import fine from 'world-atlas/countries-50m.json' with { type: 'json' };
import { fractions } from '../core/grid.ts';
import { corners, MAP_HEIGHT, MAP_WIDTH, worldWidth, type MapView } from '../core/map-view.ts';

export interface Land {
  readonly land: string;
  readonly borders: string;
}

/** A coast or border: x and y by turns, and the box around it. */
interface Line {
  readonly points: Float64Array;
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

interface Outlines {
  readonly rings: readonly Line[];
  readonly borders: readonly Line[];
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const drawn = new Map<'coarse' | 'fine', Outlines>();

/**
 * Reading the outlines takes a moment and gives the same every time, so it is done when a map is first asked
 * for.
 */
function outlines(kind: 'coarse' | 'fine'): Outlines {
  const known = drawn.get(kind);
  if (known) return known;
  const world = (kind === 'coarse' ? coarse : fine) as unknown as World;
  const land = feature(world, world.objects.land).features.flatMap(({ geometry }) => {
    const shape = geometry as Polygon | MultiPolygon;
    return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  });
  const between = mesh(world, world.objects.countries, (one, other) => one !== other).coordinates;
  const made = { rings: land.map(toLine), borders: between.map(toLine) };
  drawn.set(kind, made);
  return made;
}

/**
 * A line in fractions of the world. Where it crosses the antimeridian it goes on beyond 0 or 1 instead of
 * jumping back; a coast around a pole, which then ends one world further than it began, is closed along the
 * edge.
 */
function toLine(positions: Position[]): Line {
  const places = positions.map(([lon, lat]) => fractions({ lat: lat ?? 0, lon: lon ?? 0 }));
  for (let i = 1; i < places.length; i++) {
    const [before, here] = [places[i - 1]!, places[i]!];
    places[i] = { x: here.x - Math.round(here.x - before.x), y: here.y };
  }
  const [first, last] = [places[0]!, places.at(-1)!];
  if (Math.abs(last.x - first.x) > 0.5) {
    const edge = first.y > 0.5 ? 1 : 0;
    places.push({ x: last.x, y: edge }, { x: first.x, y: edge });
  }
  const points = new Float64Array(places.length * 2);
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [i, { x, y }] of places.entries()) {
    points[i * 2] = x;
    points[i * 2 + 1] = y;
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  return { points, west, east, north, south };
}

/** A little beyond the picture, so that the cut edge of a coast is never seen. */
const BEYOND = 4;

/** Land and borders in view as paths of an SVG; across the antimeridian as well. */
export function landIn(view: MapView): Land {
  const { rings, borders } = outlines(view.zoom < 4 ? 'coarse' : 'fine');
  return {
    land: pathsOf(rings, view, true),
    borders: view.zoom < 2 ? '' : pathsOf(borders, view, false),
  };
}

function pathsOf(lines: readonly Line[], view: MapView, closed: boolean): string {
  const width = worldWidth(view.zoom);
  const { top, bottom } = corners(view);
  const margin = BEYOND / width;
  let path = '';
  for (let turn = Math.floor(top.x) - 1; turn <= Math.ceil(bottom.x) + 1; turn++) {
    for (const line of lines) {
      if (line.east + turn < top.x - margin || line.west + turn > bottom.x + margin) continue;
      if (line.south < top.y - margin || line.north > bottom.y + margin) continue;
      // An island or a border shorter than a point is not worth its bytes.
      if ((line.east - line.west) * width < 1 && (line.south - line.north) * width < 1) continue;
      path += pathOf(line, (turn - top.x) * width, -top.y * width, width, closed);
    }
  }
  return path;
}

function pathOf({ points }: Line, right: number, down: number, width: number, closed: boolean): string {
  const placed: Point[] = [];
  for (let i = 0; i < points.length; i += 2)
    placed.push([points[i]! * width + right, points[i + 1]! * width + down]);
  return closed
    ? toPath(clipped(placed), true)
    : pieces(placed)
        .map((piece) => toPath(piece, false))
        .join('');
}

type Point = [x: number, y: number];
type Side = { inside: (p: Point) => boolean; cross: (a: Point, b: Point) => Point };

const [LEFT, TOP, RIGHT, BOTTOM] = [-BEYOND, -BEYOND, MAP_WIDTH + BEYOND, MAP_HEIGHT + BEYOND];
const atX =
  (x: number) =>
  (a: Point, b: Point): Point => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
const atY =
  (y: number) =>
  (a: Point, b: Point): Point => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];
const SIDES: readonly Side[] = [
  { inside: (p) => p[0] >= LEFT, cross: atX(LEFT) },
  { inside: (p) => p[0] <= RIGHT, cross: atX(RIGHT) },
  { inside: (p) => p[1] >= TOP, cross: atY(TOP) },
  { inside: (p) => p[1] <= BOTTOM, cross: atY(BOTTOM) },
];

/** A ring cut to the picture, one side after the other (I. Sutherland, G. Hodgman, 1974). */
function clipped(ring: Point[]): Point[] {
  let points = ring;
  for (const { inside, cross } of SIDES) {
    const kept: Point[] = [];
    let before = points.at(-1);
    for (const point of points) {
      if (before && inside(before) !== inside(point)) kept.push(cross(before, point));
      if (inside(point)) kept.push(point);
      before = point;
    }
    points = kept;
  }
  return points;
}

/** The parts of a line that lie in the picture, each with the points just outside that lead in and out. */
function pieces(line: Point[]): Point[][] {
  const found: Point[][] = [];
  let piece: Point[] = [];
  for (const [i, point] of line.entries()) {
    const near = [line[i - 1], point, line[i + 1]].some(
      (one) => one && SIDES.every(({ inside }) => inside(one)),
    );
    if (near) piece.push(point);
    else if (piece.length > 0) {
      found.push(piece);
      piece = [];
    }
  }
  return piece.length > 0 ? [...found, piece] : found;
}

/** Whole points are fine enough for a coast; steps shorter than one are left out. */
function toPath(points: readonly Point[], closed: boolean): string {
  let path = '';
  let [x, y] = [NaN, NaN];
  let steps = 0;
  for (const point of points) {
    const [nextX, nextY] = [Math.round(point[0]), Math.round(point[1])];
    if (nextX === x && nextY === y) continue;
    path += path === '' ? `M${nextX} ${nextY}l` : `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
    steps++;
  }
  if (steps < (closed ? 3 : 2)) return '';
  return `${path.trimEnd().replaceAll(' -', '-')}${closed ? 'z' : ''}`;
}
