/**
 * What kind of text a file is: nobody should have to know what an encoding or a delimiter is in order to
 * bring in a list. The guess is shown and can be corrected.
 */

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvFormat {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/** Why a whole file cannot be a list. */
export const FILE_RULES = ['file_empty', 'file_not_a_table', 'file_header_only', 'file_too_long'] as const;
export type FileRule = (typeof FILE_RULES)[number];

/** Beginnings of files that are something else: zip (also .xlsx, .ods), old Excel, PDF, gzip, PNG, JPEG. */
const OTHER_KINDS: readonly (readonly [kind: string, start: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['gzip', [0x1f, 0x8b]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
];

/** What a file is that is not a table of text, by its first bytes; null when it may be one. */
export function otherKind(head: Uint8Array): string | null {
  return OTHER_KINDS.find(([, start]) => start.every((byte, i) => head[i] === byte))?.[0] ?? null;
}

/**
 * The encoding by the first bytes of a file: a byte order mark says it; zeros in every second byte mean
 * UTF-16; otherwise UTF-8, where a line that is none is read as Windows-1252 on its own (files glued together
 * from several programs are common).
 */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096);
  for (let i = 0; i < length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  if (length >= 8 && odd > length / 5 && even < length / 50) return 'utf-16le';
  if (length >= 8 && even > length / 5 && odd < length / 50) return 'utf-16be';
  return 'utf-8';
}

/** The delimiter that occurs most often outside quotes in the header line; a comma when none does. */
export function guessDelimiter(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = bare.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

/** The first line of a file, decoded; at most what `head` holds. */
export function firstLine(head: Uint8Array, encoding: Encoding): string {
  const text = new TextDecoder(encoding).decode(head).replace(/^\uFEFF/, '');
  // A header cell may itself hold a line break when it is quoted.
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) return text.slice(0, i);
  }
  return text.split(/[\r\n]/, 1)[0] ?? '';
}
