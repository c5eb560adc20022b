/**
 * The face of a group without a logo: a small weave of three to five strands, whose pattern, widths and two
 * dyes follow from the group's id. The same id gives the same cloth on every machine.
 */
export const dyes = ['grana', 'anil', 'maiz', 'nopal', 'barro', 'cacao'] as const;
export type Dye = (typeof dyes)[number];

export interface Weave {
  readonly warp: { dye: Dye; path: string };
  readonly weft: { dye: Dye; path: string };
}

const SIZE = 48;
const GAP = 1.25;

/** Which strand lies on top where warp `i` meets weft `j`: plain, twill, basket, and a broken twill. */
const patterns: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 2)) % 2 === 0,
  (i, j) => (i + 2 * j) % 3 !== 0,
];

export function weaveOf(id: string): Weave {
  const draw = drawsFrom(id);
  const strands = 3 + draw(3);
  const warpOver = patterns[draw(patterns.length)] ?? ((i, j) => (i + j) % 2 === 0);
  const first = draw(dyes.length);
  const second = (first + 1 + draw(dyes.length - 1)) % dyes.length;
  const warps = placed(strands, draw);
  const wefts = placed(strands, draw);
  return {
    warp: {
      dye: dyes[first] ?? 'grana',
      path: warps.map((strand, i) => upright(strand, open(wefts.filter((_, j) => !warpOver(i, j))))).join(''),
    },
    weft: {
      dye: dyes[second] ?? 'anil',
      path: wefts.map((strand, j) => level(strand, open(warps.filter((_, i) => warpOver(i, j))))).join(''),
    },
  };
}

interface Strand {
  readonly from: number;
  readonly width: number;
}

/** Thick and thin strands over the whole cloth, with a third of the room left open between them. */
function placed(strands: number, draw: (below: number) => number): Strand[] {
  const weights = Array.from({ length: strands }, () => 2 + draw(3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = SIZE / strands / 3;
  let at = room / 2;
  return weights.map((weight) => {
    const width = ((SIZE - room * strands) * weight) / total;
    const strand = { from: at, width };
    at += width + room;
    return strand;
  });
}

/** The stretches of a strand that can be seen: all but where it dives under another. */
function open(above: readonly Strand[]): { from: number; to: number }[] {
  const cuts = above.map(({ from, width }) => ({ from: from - GAP, to: from + width + GAP }));
  const stretches: { from: number; to: number }[] = [];
  let at = 0;
  for (const cut of cuts) {
    if (cut.from > at) stretches.push({ from: at, to: cut.from });
    at = Math.max(at, cut.to);
  }
  if (at < SIZE) stretches.push({ from: at, to: SIZE });
  return stretches;
}

function upright({ from, width }: Strand, stretches: { from: number; to: number }[]): string {
  return stretches
    .map((s) => `M${round(from)} ${round(s.from)}h${round(width)}V${round(s.to)}h-${round(width)}z`)
    .join('');
}

function level({ from, width }: Strand, stretches: { from: number; to: number }[]): string {
  return stretches
    .map((s) => `M${round(s.from)} ${round(from)}H${round(s.to)}v${round(width)}H${round(s.from)}z`)
    .join('');
}

/** Small whole numbers drawn from the id (FNV-1a, then xorshift): no secret hangs on them. */
function drawsFrom(id: string): (below: number) => number {
  let state = 0x811c9dc5;
  for (const unit of id) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // The last letters of ids differ least; this spreads their difference over all bits.
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
