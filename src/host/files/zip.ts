/**
 * An archive as office programs read it: every part compressed, with its sum, and a directory at the end
 * (PKWARE APPNOTE 6.3, 4.3). All parts bear the same day, so that the same books give the same bytes.
 */
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day that the format knows. */
const DAY = 0x21;
const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATED = 8;

export function zipOf(parts: ReadonlyMap<string, string>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of parts) {
    const path = Buffer.from(name);
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const entry = entryOf(path, bytes, packed);
    local.push(Buffer.concat([u32(0x04034b50), entry, u16(0), path, packed]));
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(VERSION),
        entry,
        u16(0),
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(at),
        path,
      ]),
    );
    at += local.at(-1)!.length;
  }
  const listed = Buffer.concat(directory);
  const counts = [u16(0), u16(0), u16(parts.size), u16(parts.size)];
  const end = Buffer.concat([u32(0x06054b50), ...counts, u32(listed.length), u32(at), u16(0)]);
  return Buffer.concat([...local, listed, end]);
}

/** What both a part and its line in the directory say of it, up to the length of its name. */
function entryOf(path: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  return Buffer.concat([
    u16(VERSION),
    u16(UTF8),
    u16(DEFLATED),
    u16(0),
    u16(DAY),
    u32(crc32(bytes)),
    u32(packed.length),
    u32(bytes.length),
    u16(path.length),
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
