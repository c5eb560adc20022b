/**
 * The picture of a transferable vote: a column for each count, a block for each option as high as its votes,
 * and ribbons where votes stay or move on. Geometry alone, so that it can be tried without a screen.
 */
import type { RoundPicture } from '../core/explain-terms.ts';

export interface AlluvialBlock {
  readonly option: string | null;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Votes as exact text. */
  readonly shown: string;
}

export interface AlluvialRibbon {
  readonly option: string | null;
  readonly moves: boolean;
  readonly path: string;
}

export interface Alluvial {
  readonly width: number;
  readonly height: number;
  /** The numbers of the counts that are shown. */
  readonly counts: readonly number[];
  readonly columns: readonly number[];
  readonly blocks: readonly AlluvialBlock[];
  readonly ribbons: readonly AlluvialRibbon[];
}

/** More columns, or more blocks in one, cannot be told apart; what came before stands in the table. */
const MOST_COLUMNS = 7;
const MOST_BLOCKS = 10;
const WIDTH = 640;
const LABELS = 168;
const BLOCK = 12;
const TOP = 26;
const GAP = 16;
const FLOWING = 250;
/** Below this, a move is too thin to be drawn or seen. */
const LEAST = 0.4;

/** Null where there is only one count: nothing moves. */
export function alluvial(
  all: readonly RoundPicture[],
  exhaustedAt: (round: RoundPicture) => number,
): Alluvial | null {
  const from = Math.max(
    all.length - MOST_COLUMNS,
    all.findIndex(({ bars }) => bars.length <= MOST_BLOCKS),
    0,
  );
  const rounds = all.slice(from);
  if (rounds.length < 2) return null;
  const totals = rounds.map(
    (round) => round.bars.reduce((sum, { value }) => sum + value, 0) + exhaustedAt(round),
  );
  const scale = FLOWING / Math.max(1e-9, ...totals);
  const order = orderOf(rounds);
  const columns = rounds.map(
    (_round, at) => LABELS + ((WIDTH - 2 * LABELS - BLOCK) * at) / (rounds.length - 1),
  );
  const blocks = rounds.flatMap((round, at) =>
    blocksOf(round, at, columns[at]!, order, scale, exhaustedAt(round)),
  );
  const ribbons = rounds
    .slice(1)
    .flatMap((round, at) => ribbonsOf(rounds[at]!, round, at, blocks, scale, exhaustedAt));
  const height = Math.max(...blocks.map(({ y, height: own }) => y + own)) + 6;
  return { width: WIDTH, height, counts: rounds.map(({ round }) => round), columns, blocks, ribbons };
}

/** Whoever stays longest stands on top; of those, whoever has most. */
function orderOf(rounds: readonly RoundPicture[]): readonly string[] {
  const last = new Map<string, { at: number; value: number }>();
  rounds.forEach(({ bars }, at) => {
    for (const { option, value } of bars) last.set(option, { at, value });
  });
  const entries = [...last].sort(([, a], [, b]) => b.at - a.at || b.value - a.value);
  return entries.map(([option]) => option);
}

function blocksOf(
  round: RoundPicture,
  column: number,
  x: number,
  order: readonly string[],
  scale: number,
  exhausted: number,
): AlluvialBlock[] {
  let y = TOP;
  const blocks: AlluvialBlock[] = [];
  const put = (option: string | null, value: number, shown: string) => {
    const height = Math.max(1, value * scale);
    blocks.push({ option, column, x, y, height, shown });
    // A label is one line high, however few the votes.
    y += Math.max(height, 6) + GAP;
  };
  for (const option of order) {
    const bar = round.bars.find((one) => one.option === option);
    if (bar) put(option, bar.value, bar.shown);
  }
  if (exhausted > 0) put(null, exhausted, round.exhausted);
  return blocks;
}

interface Flow {
  readonly from: AlluvialBlock;
  readonly to: AlluvialBlock;
  readonly size: number;
  readonly moves: boolean;
}

function ribbonsOf(
  before: RoundPicture,
  round: RoundPicture,
  at: number,
  blocks: readonly AlluvialBlock[],
  scale: number,
  exhaustedAt: (round: RoundPicture) => number,
): AlluvialRibbon[] {
  const find = (option: string | null, column: number) =>
    blocks.find((one) => one.option === option && one.column === column);
  const flows: Flow[] = [];
  const add = (from: string | null, to: string | null, votes: number, moves: boolean) => {
    const [source, target] = [find(from, at), find(to, at + 1)];
    if (source && target && votes * scale >= LEAST)
      flows.push({ from: source, to: target, size: votes * scale, moves });
  };
  for (const { option, value } of before.bars) {
    const out = round.moves.filter(({ from }) => from === option).reduce((sum, { votes }) => sum + votes, 0);
    add(option, option, Math.max(0, value - out), false);
  }
  add(null, null, exhaustedAt(before), false);
  for (const { from, to, votes } of round.moves) add(from, to, votes, true);
  return drawn(flows);
}

/** Ribbons leave and arrive in the order of the blocks at their other end, so that they cross least. */
function drawn(flows: readonly Flow[]): AlluvialRibbon[] {
  const left = new Map<AlluvialBlock, number>();
  const right = new Map<AlluvialBlock, number>();
  const starts = new Map<Flow, number>();
  const ends = new Map<Flow, number>();
  for (const flow of flows.toSorted((a, b) => a.to.y - b.to.y)) {
    const used = left.get(flow.from) ?? 0;
    starts.set(flow, flow.from.y + used);
    left.set(flow.from, used + flow.size);
  }
  for (const flow of flows.toSorted((a, b) => a.from.y - b.from.y)) {
    const used = right.get(flow.to) ?? 0;
    ends.set(flow, flow.to.y + used);
    right.set(flow.to, used + flow.size);
  }
  return flows.map((flow) => ({
    option: flow.from.option,
    moves: flow.moves,
    path: ribbon(flow, starts.get(flow)!, ends.get(flow)!),
  }));
}

function ribbon({ from, to, size }: Flow, y0: number, y1: number): string {
  const [x0, x1] = [from.x + BLOCK, to.x];
  const middle = round((x0 + x1) / 2);
  const [a, b, c, d] = [y0, y1, y1 + size, y0 + size].map(round);
  const [left, right] = [round(x0), round(x1)];
  const there = `M${left} ${a}C${middle} ${a} ${middle} ${b} ${right} ${b}`;
  return `${there}V${c}C${middle} ${c} ${middle} ${d} ${left} ${d}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
