/**
 * From the bytes of a file to whole records, with a bounded memory whatever comes: a cell of fifty megabytes,
 * a quote that is never closed, lines in two encodings. What cannot be a record is refused under a name, and
 * reading goes on at the next line.
 */
import { isUtf8 } from 'node:buffer';
import type { Encoding } from './csv-format.ts';

/** A line longer than this is no list entry any more. */
export const LONGEST_LINE = 1_048_576;
/** A quoted cell may hold line breaks, but not this many lines: then its quote was left open. */
export const MOST_LINES_IN_A_RECORD = 200;

export type Line =
  | { readonly line: number; readonly text: string; readonly mended: boolean }
  | { readonly line: number; readonly text: null };

export interface RecordText {
  /** The line of the file on which the record begins, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** The line was not valid UTF-8 and was read as Windows-1252. */
  readonly mended: boolean;
}

export interface BadRecord {
  readonly line: number;
  readonly rule: 'cell_too_large' | 'quote_left_open';
}

/** Decodes and cuts into lines. A line that is too long arrives as `text: null`, its content never kept. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Line[]> {
  let line = 1;
  let skipping = false;
  let rest = '';
  let mendedRest = false;
  let first = true;
  for await (const piece of decoded(bytes, encoding)) {
    const out: Line[] = [];
    let text = piece.text;
    if (first) {
      text = text.replace(/^\uFEFF/, '');
      first = false;
    }
    const parts = text.split('\n');
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (!skipping) {
        rest += part;
        mendedRest ||= piece.mended && part !== '';
        if (rest.length > LONGEST_LINE) {
          skipping = true;
          rest = '';
        }
      }
      if (i === parts.length - 1) break;
      out.push(skipping ? { line, text: null } : { line, text: withoutReturn(rest), mended: mendedRest });
      line++;
      rest = '';
      mendedRest = false;
      skipping = false;
    }
    if (out.length > 0) yield out;
  }
  if (skipping) yield [{ line, text: null }];
  else if (rest !== '') yield [{ line, text: withoutReturn(rest), mended: mendedRest }];
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

interface Piece {
  readonly text: string;
  readonly mended: boolean;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Piece> {
  if (encoding !== 'utf-8') {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of bytes)
      yield { text: newlines(decoder.decode(chunk, { stream: true })), mended: false };
    yield { text: newlines(decoder.decode()), mended: false };
    return;
  }
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let cut = Math.max(all.lastIndexOf(10), all.lastIndexOf(13)) + 1;
    // One enormous line: pass it on in parts, so that it is counted and thrown away rather than gathered.
    if (cut === 0 && all.length > LONGEST_LINE) cut = all.length;
    yield* decodeUtf8(all.subarray(0, cut));
    rest = Uint8Array.prototype.slice.call(all, cut);
  }
  yield* decodeUtf8(rest);
}

function* decodeUtf8(chunk: Uint8Array): Generator<Piece> {
  if (chunk.length === 0) return;
  if (isUtf8(chunk)) {
    yield {
      text: newlines(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('utf8')),
      mended: false,
    };
    return;
  }
  const western = new TextDecoder('windows-1252');
  let start = 0;
  while (start < chunk.length) {
    const end = chunk.indexOf(10, start);
    const line = chunk.subarray(start, end < 0 ? chunk.length : end + 1);
    const valid = isUtf8(line);
    yield {
      text: newlines(
        valid ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(line) : western.decode(line),
      ),
      mended: !valid,
    };
    start += line.length;
  }
}

/** Old Macintosh files end their lines with a bare return. */
function newlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Gathers lines into records: a quoted cell goes on over line breaks until its quote is closed. */
export async function* recordsOf(
  lines: AsyncIterable<Line[]>,
  delimiter: string,
): AsyncGenerator<(RecordText | BadRecord)[]> {
  let waiting: RecordText[] = [];
  let open = false;
  const gather = (first: Line, out: (RecordText | BadRecord)[]) => {
    const queue: Line[] = [first];
    while (queue.length > 0) {
      const next = queue.shift()!;
      if (next.text === null) {
        giveUp(out, queue);
        out.push({ line: next.line, rule: 'cell_too_large' });
        continue;
      }
      open = endsInsideQuotes(next.text, delimiter, open);
      waiting.push(next);
      const size = waiting.length > 1 ? waiting.reduce((sum, line) => sum + line.text.length, 0) : 0;
      if (!open) {
        out.push(joined(waiting));
        waiting = [];
      } else if (waiting.length > MOST_LINES_IN_A_RECORD || size > LONGEST_LINE) {
        giveUp(out, queue);
      }
    }
  };
  /** The first waiting line had the open quote: it is refused, the others are looked at afresh. */
  const giveUp = (out: (RecordText | BadRecord)[], queue: Line[]) => {
    const [bad, ...others] = waiting;
    waiting = [];
    open = false;
    if (!bad) return;
    out.push({ line: bad.line, rule: 'quote_left_open' });
    queue.unshift(...others);
  };
  for await (const batch of lines) {
    const out: (RecordText | BadRecord)[] = [];
    for (const line of batch) gather(line, out);
    if (out.length > 0) yield out;
  }
  while (waiting.length > 0) {
    const out: (RecordText | BadRecord)[] = [];
    const queue: Line[] = [];
    giveUp(out, queue);
    for (const line of queue) gather(line, out);
    yield out;
  }
}

function joined(lines: readonly RecordText[]): RecordText {
  const first = lines[0]!;
  if (lines.length === 1) return first;
  return {
    line: first.line,
    text: lines.map((line) => line.text).join('\n'),
    mended: lines.some((line) => line.mended),
  };
}

/**
 * Whether a quote that opened a cell is still open at the end of the line. Only a cell's first sign may open
 * one.
 */
function endsInsideQuotes(text: string, delimiter: string, openBefore: boolean): boolean {
  if (!text.includes('"')) return openBefore;
  let inside = openBefore;
  let cellStart = !openBefore;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (inside) {
      if (sign !== '"') continue;
      if (text[i + 1] === '"') i++;
      else inside = false;
    } else if (sign === '"' && cellStart) {
      inside = true;
      cellStart = false;
    } else {
      cellStart = sign === delimiter;
    }
  }
  return inside;
}
