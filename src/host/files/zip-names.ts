/**
 * The names of what lies in a ZIP archive, read from its directory (APPNOTE 6.3, 4.3.12 and 4.3.16); nothing
 * in it is unpacked. Null where the directory does not hold together.
 */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
/** More parts than this no document has that people write. */
const MOST_ENTRIES = 5_000;

export function namesInZip(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const entries = view.getUint16(end + 10, true);
  if (entries > MOST_ENTRIES) return null;
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let one = 0; one < entries; one += 1) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return null;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const from = at + ENTRY_BYTES;
    if (from + name! > end) return null;
    names.push(new TextDecoder().decode(bytes.subarray(from, from + name!)));
    at = from + name! + extra! + comment!;
  }
  // What else lies between the directory and its end was put there to be overlooked.
  return at === end ? names : null;
}

/** The last place at which an archive ends, with nothing behind it but its comment. */
function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    return at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength ? at : null;
  }
  return null;
}
