/**
 * What a file is, seen in its bytes. A name is never believed: it only says which kind of text a text is.
 * What could run in a browser or in an office program is not taken.
 */
import type { FileType } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { namesInZip } from './zip-names.ts';

export type LookRule =
  'file_empty' | 'file_kind_unknown' | 'file_is_heic' | 'file_is_old_office' | 'file_has_macros';

export interface Looked {
  readonly type: FileType;
  /** As they are kept: a text that came in another writing is written anew in UTF-8. */
  readonly bytes: Uint8Array;
}

/** Decides what the bytes are; `name` as it came. Pictures are looked at no further here. */
export function lookAt(bytes: Uint8Array, name: string): Outcome<Looked, LookRule> {
  if (bytes.length === 0) return refuse('file_empty');
  if (isHeic(bytes)) return refuse('file_is_heic');
  const type = SIGNS.find(({ sign }) => begins(bytes, sign))?.type;
  if (type !== undefined) return accept({ type, bytes });
  if (begins(bytes, 'RIFF') && textAt(bytes, 8, 4) === 'WEBP') return accept({ type: 'image/webp', bytes });
  if (begins(bytes, OLD_OFFICE)) return refuse('file_is_old_office');
  if (begins(bytes, 'PK\x03\x04')) return lookInZip(bytes);
  return lookAtText(bytes, name);
}

const SIGNS: readonly { readonly sign: string; readonly type: FileType }[] = [
  { sign: '\xff\xd8\xff', type: 'image/jpeg' },
  { sign: '\x89PNG\r\n\x1a\n', type: 'image/png' },
  { sign: '%PDF-', type: 'application/pdf' },
];
/** The older Office files are folders of their own kind, in which anything may lie. */
const OLD_OFFICE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** Brands of ISO 14496-12 boxes that hold a picture in HEVC (ISO 23008-12) or AV1. */
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'];

function isHeic(bytes: Uint8Array): boolean {
  return textAt(bytes, 4, 4) === 'ftyp' && HEIC_BRANDS.includes(textAt(bytes, 8, 4));
}

function begins(bytes: Uint8Array, sign: string): boolean {
  return textAt(bytes, 0, sign.length) === sign;
}

/** One sign for each byte. */
function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

const OFFICE: readonly { readonly part: string; readonly type: FileType }[] = [
  {
    part: 'word/document.xml',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  { part: 'xl/workbook.xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  {
    part: 'ppt/presentation.xml',
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
];
const OPEN_DOCUMENTS: readonly FileType[] = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.graphics',
];

/** Where programs lie in such a document: Visual Basic in Office files, Basic and scripts in OpenDocument. */
const PROGRAM = /(^|\/)(vba[A-Za-z]*\.bin|activeX\/.*|Basic\/.*|Scripts\/.*)$/i;

function lookInZip(bytes: Uint8Array): Outcome<Looked, LookRule> {
  const names = namesInZip(bytes);
  if (names === null) return refuse('file_kind_unknown');
  const type = openDocument(bytes) ?? OFFICE.find(({ part }) => names.includes(part))?.type;
  if (type === undefined) return refuse('file_kind_unknown');
  return names.some((one) => PROGRAM.test(one)) ? refuse('file_has_macros') : accept({ type, bytes });
}

/**
 * An OpenDocument file says first of all what it is: its first part is called `mimetype` and is not
 * compressed (OpenDocument 1.3, part 2, 3.3).
 */
function openDocument(bytes: Uint8Array): FileType | undefined {
  const says = textAt(bytes, 30, 80);
  return OPEN_DOCUMENTS.find((type) => says.startsWith(`mimetype${type}`) && !isLonger(says, type));
}

/** Templates and the like go on where the type of a document ends. */
function isLonger(says: string, type: FileType): boolean {
  return says.charAt('mimetype'.length + type.length) === '-';
}

const MARK = '\ufeff';

/** Plain text, Markdown or a table; nothing that begins like a page. */
function lookAtText(bytes: Uint8Array, name: string): Outcome<Looked, LookRule> {
  const read = readText(bytes);
  if (read === null || UNPRINTABLE.test(read.text) || /^\s*<[!?a-z]/i.test(read.text)) {
    return refuse('file_kind_unknown');
  }
  if (read.text.trim() === '') return refuse('file_empty');
  // Spreadsheets take a table for UTF-8 only when it says so.
  const kept = read.anew ? new TextEncoder().encode(`${MARK}${read.text}`) : bytes;
  return accept({ type: textType(name), bytes: kept });
}

/* What no text has in it, whoever wrote it: NUL and the like. */
const UNPRINTABLE = new RegExp('[\\u0000-\\u0008\\u000e-\\u001f\\u007f]');

/** UTF-8, or what office programs write instead: UTF-16 with its mark, and Windows-1252. */
function readText(bytes: Uint8Array): { text: string; anew: boolean } | null {
  try {
    const isUtf16 = begins(bytes, '\xff\xfe');
    if (isUtf16) return { text: new TextDecoder('utf-16le', { fatal: true }).decode(bytes), anew: true };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), anew: false };
  } catch {
    if (begins(bytes, '\xff\xfe')) return null;
    // Five bytes have no sign in Windows-1252; where they stand it is no text.
    const none = bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
    return none ? null : { text: new TextDecoder('windows-1252').decode(bytes), anew: true };
  }
}

function textType(name: string): FileType {
  if (/\.(csv|tsv)$/i.test(name)) return 'text/csv';
  return /\.(md|markdown)$/i.test(name) ? 'text/markdown' : 'text/plain';
}
