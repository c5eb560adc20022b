/**
 * Checks the published list of secret ballots without trusting whoever published it: the root of the lines
 * (RFC 9162, section 2.1.1), and whether a receipt's mark is among them. It shares no line with what made
 * the root in the register, and runs in a browser; the receipt's secret stays there.
 */
import { sha256, sha256Words } from '#tally';

export interface BallotList {
  readonly lines: readonly string[];
  /** Lines that say what was chosen, and lines that are marks. */
  readonly ballots: number;
  readonly marks: number;
}

/** A line each; an empty one at the end is none. */
export function readBallotList(text: string): BallotList {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const marks = lines.filter((line) => line.startsWith('{"mark":')).length;
  return { lines, ballots: lines.length - marks, marks };
}

/** Whether a file is such a list, by how it begins. */
export function isBallotList(text: string): boolean {
  return /^\uFEFF?\{"(ballot|mark)":/.test(text);
}

/** Hexadecimal, as on the record. */
export function rootOfLines(lines: readonly string[]): string {
  const encoder = new TextEncoder();
  const leaves = lines.map((line) => hashed(0, encoder.encode(line)));
  const root = leaves.length === 0 ? bytesOf(sha256Words('')) : rootOf(leaves);
  return [...root].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the ballot to which this receipt belongs is in the list. */
export function holdsReceipt({ lines }: BallotList, secret: string): boolean {
  return lines.includes(`{"mark":"${sha256(secret.trim())}"}`);
}

/** Level by level: two stand under one, and one that is left over at the end goes up as it is. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]];
      above.push(right === undefined ? left : hashed(1, left, right));
    }
    level = above;
  }
  return level[0]!;
}

function hashed(kind: 0 | 1, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + length, 0));
  bytes[0] = kind;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytesOf(sha256Words(bytes));
}

function bytesOf(words: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(32));
  words.forEach((word, at) => view.setUint32(4 * at, word));
  return new Uint8Array(view.buffer);
}
