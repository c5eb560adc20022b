/**
 * Random bytes of the operating system, asked for a few thousand at a time: an act needs four times a few.
 */
import { randomBytes } from 'node:crypto';

const AT_A_TIME = 4096;

/** Each call gives bytes of its own, which no other call is ever given. */
export function drawChance(): (bytes: number) => Uint8Array {
  let drawn: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    if (bytes > AT_A_TIME) return randomBytes(bytes);
    if (bytes > drawn.length) drawn = randomBytes(AT_A_TIME);
    const given = drawn.slice(0, bytes);
    drawn = drawn.subarray(bytes);
    return given;
  };
}
