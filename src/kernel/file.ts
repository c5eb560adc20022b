/**
 * A file that somebody brings: a picture, a paper, a table. Of which kind it is was seen in its bytes, and
 * its digest stands in the record; so nobody can put another in its place.
 */

export type FileKind = 'picture' | 'pdf' | 'text' | 'table' | 'document' | 'slides' | 'drawing';

/** Everything that is kept, and how its name ends; the first ending is the one that a name is given. */
export const FILE_TYPES = {
  'image/jpeg': { kind: 'picture', endings: ['jpg', 'jpeg'] },
  'image/png': { kind: 'picture', endings: ['png'] },
  'image/webp': { kind: 'picture', endings: ['webp'] },
  'application/pdf': { kind: 'pdf', endings: ['pdf'] },
  'text/plain': { kind: 'text', endings: ['txt'] },
  'text/markdown': { kind: 'text', endings: ['md', 'markdown'] },
  'text/csv': { kind: 'table', endings: ['csv', 'tsv'] },
  'application/vnd.oasis.opendocument.text': { kind: 'document', endings: ['odt'] },
  'application/vnd.oasis.opendocument.spreadsheet': { kind: 'table', endings: ['ods'] },
  'application/vnd.oasis.opendocument.presentation': { kind: 'slides', endings: ['odp'] },
  'application/vnd.oasis.opendocument.graphics': { kind: 'drawing', endings: ['odg'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    kind: 'document',
    endings: ['docx'],
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'table', endings: ['xlsx'] },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': {
    kind: 'slides',
    endings: ['pptx'],
  },
} as const satisfies Record<string, { kind: FileKind; endings: readonly [string, ...string[]] }>;

export type FileType = keyof typeof FILE_TYPES;

/** What an act says of a file: enough to know it again by its bytes, and to show how large it is. */
export interface KeptFile {
  /** SHA-256 of the bytes that are kept, hexadecimal. */
  readonly digest: string;
  readonly type: FileType;
  readonly bytes: number;
  /** Of a picture, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** SHA-256 of a picture made small. */
  readonly smallDigest: string | null;
}

export const DIGEST = /^[0-9a-f]{64}$/;

/** A longer name is no name. */
export const LONGEST_NAME = 120;

/**
 * How large a picture is in a list, in pixels of its longer side: enough for a screen with twice the points.
 */
export const SMALL_SIDE = 320;

/** What a picture measures when it is made small. */
export function smallSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const share = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const made = (side: number) => Math.max(1, Math.round(side * share));
  return { width: made(width), height: made(height) };
}

export function kindOfFile(type: FileType): FileKind {
  return FILE_TYPES[type].kind;
}

/**
 * The name under which a file is kept: without the folders it lay in and without signs that nobody sees, and
 * with the ending of what it is. Null where nothing of a name is left.
 */
export function fileName(given: string, type: FileType): string | null {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const seen = last
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (seen === '') return null;
  const endings: readonly string[] = FILE_TYPES[type].endings;
  const dot = seen.lastIndexOf('.');
  const ends = dot > 0 && endings.includes(seen.slice(dot + 1).toLowerCase());
  const [stem, ending] = ends ? [seen.slice(0, dot), seen.slice(dot + 1)] : [seen, endings[0]!];
  const room = LONGEST_NAME - ending.length - 1;
  return `${[...stem].slice(0, room).join('').trimEnd()}.${ending}`;
}
