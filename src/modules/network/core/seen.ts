/**
 * Which keys a long file has already shown, in few bytes a row: 53 bits of each key in one flat array. Two
 * keys of a million rows fall together by chance about once in twenty thousand files; the row is then refused
 * by name as repeated, never lost in silence.
 */

/** 53 bits of a text (two multiplicative hashes side by side), never 0. */
export function hash53(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    one = Math.imul(one ^ sign, 2654435761);
    two = Math.imul(two ^ sign, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (2097151 & two) + (one >>> 0) || 1;
}

/** Keys with the line each was first seen on. */
export class Seen {
  private keys = new Float64Array(1 << 12);
  private lines = new Uint32Array(1 << 12);
  private size = 0;

  /** The line on which `key` was seen before; undefined the first time, when `line` is remembered. */
  firstLine(key: number, line: number): number | undefined {
    if (this.size * 2 >= this.keys.length) this.grow();
    const at = this.slot(key);
    if (this.keys[at] === key) return this.lines[at];
    this.keys[at] = key;
    this.lines[at] = line;
    this.size++;
    return undefined;
  }

  private slot(key: number): number {
    const mask = this.keys.length - 1;
    let at = (key % 4294967291) & mask;
    while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const [keys, lines] = [this.keys, this.lines];
    this.keys = new Float64Array(keys.length * 2);
    this.lines = new Uint32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const at = this.slot(keys[i]!);
      this.keys[at] = keys[i]!;
      this.lines[at] = lines[i]!;
    }
  }
}
