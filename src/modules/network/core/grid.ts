/**
 * The map's squares. The world is a square by Mercator's projection, cut in four again and again: level 2 has
 * 16 squares, level 20 squares of about forty metres. A place is kept as the number of its square at the
 * finest level, in an order (Morton's) in which every larger square is one unbroken run: "everything in here"
 * is a range of one index.
 */

export const FINEST = 20;

/** Mercator's square ends here; what lies nearer a pole is drawn on the edge. */
const LAST_LATITUDE = 85.05112878;

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface Square {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** The place as fractions of the square world: 0 west and north, 1 east and south. */
export function fractions(place: Place): { x: number; y: number } {
  const lat = Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, place.lat));
  const sin = Math.sin((lat * Math.PI) / 180);
  return { x: place.lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

/** The place at fractions of the square world; the inverse of {@link fractions}. */
export function placeAt(x: number, y: number): Place {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return { lat, lon: (x - 0.5) * 360 };
}

export function squareOf(place: Place, level: number): Square {
  const side = 2 ** level;
  const { x, y } = fractions(place);
  const whole = (value: number) => Math.max(0, Math.min(side - 1, Math.floor(value * side)));
  return { level, x: whole(x), y: whole(y) };
}

/** The number of a square in Morton's order at its own level. */
export function squareNumber(square: Square): number {
  return spread(square.x) + 2 * spread(square.y);
}

export function squareFromNumber(level: number, number: number): Square {
  return { level, x: gather(number), y: gather(Math.floor(number / 2)) };
}

/** The run of finest squares within a square: from `first` up to but not including `end`. */
export function squareRange(square: Square): { first: number; end: number } {
  const many = 4 ** (FINEST - square.level);
  const number = squareNumber(square);
  return { first: number * many, end: (number + 1) * many };
}

/** The mean radius of the Earth (IUGG). */
export const EARTH_KM = 6371.0088;

/** Kilometres between two places on a round Earth (haversine). */
export function kilometres(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const h =
    half((b.lat - a.lat) * rad) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half((b.lon - a.lon) * rad);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The few squares that together cover a circle, at the finest level at which they are at most 25. */
export function squaresAround(place: Place, km: number): Square[] {
  const degrees = km / 111.2;
  const south = Math.max(-89.9, place.lat - degrees);
  const north = Math.min(89.9, place.lat + degrees);
  const wide =
    degrees / Math.max(0.01, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180));
  if (wide >= 180) return [{ level: 0, x: 0, y: 0 }];
  const top = fractions({ lat: north, lon: place.lon - wide });
  const bottom = fractions({ lat: south, lon: place.lon + wide });
  const span = Math.max(bottom.x - top.x, bottom.y - top.y);
  const level = Math.max(0, Math.min(FINEST, Math.floor(-Math.log2(span)) + 2));
  return squaresIn(level, top, bottom);
}

/**
 * The squares of a level between two corners given as fractions; west of 0 or east of 1 goes on around the
 * world.
 */
export function squaresIn(
  level: number,
  top: { x: number; y: number },
  bottom: { x: number; y: number },
): Square[] {
  const side = 2 ** level;
  const y0 = Math.max(0, Math.floor(top.y * side));
  const y1 = Math.min(side - 1, Math.floor(bottom.y * side));
  const x0 = Math.floor(top.x * side);
  const x1 = Math.min(Math.floor(bottom.x * side), x0 + side - 1);
  const squares: Square[] = [];
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) squares.push({ level, x: ((x % side) + side) % side, y });
  }
  return squares;
}

// Bits of a number moved to every second place, and back. Plain arithmetic: forty bits do not fit into `<<`.
function spread(value: number): number {
  let result = 0;
  for (let bit = 0, weight = 1; bit < FINEST; bit++, weight *= 4) {
    if ((value >> bit) & 1) result += weight;
  }
  return result;
}

function gather(number: number): number {
  let result = 0;
  let rest = number;
  for (let bit = 0; rest > 0 && bit < FINEST; bit++) {
    if (rest % 2 === 1) result += 2 ** bit;
    rest = Math.floor(rest / 4);
  }
  return result;
}
