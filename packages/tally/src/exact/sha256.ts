/**
 * SHA-256 after FIPS 180-4 (2015), section 6.2. The library is synchronous and runs in a browser, where the
 * platform's own digest only answers later; so it brings these few lines, proven on the standard's own
 * examples.
 */

const K = Uint32Array.from(
  firstPrimes(64).map((prime) => Number(cubeRootScaled(BigInt(prime)) & 0xffffffffn)),
);
const START = Uint32Array.from(
  firstPrimes(8).map((prime) => Number(rootScaled(BigInt(prime)) & 0xffffffffn)),
);

/** The digest of bytes, or of text as UTF-8, as eight 32-bit words. */
export function sha256Words(message: string | Uint8Array): Uint32Array {
  const bytes = typeof message === 'string' ? new TextEncoder().encode(message) : message;
  const padded = pad(bytes);
  const view = new DataView(padded.buffer);
  const state = START.slice();
  const w = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(block + 4 * t);
    compress(state, w);
  }
  return state;
}

/** The digest as 64 hexadecimal digits, as `sha256sum` prints it. */
export function sha256(message: string | Uint8Array): string {
  return [...sha256Words(message)].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** The message, a one bit, zeros, and the length in bits as 64 of them (5.1.1). */
function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  return padded;
}

function compress(state: Uint32Array, w: Uint32Array): void {
  for (let t = 16; t < 64; t += 1) {
    const s0 = turn(w[t - 15]!, 7) ^ turn(w[t - 15]!, 18) ^ (w[t - 15]! >>> 3);
    const s1 = turn(w[t - 2]!, 17) ^ turn(w[t - 2]!, 19) ^ (w[t - 2]! >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = [...state] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t += 1) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const one = (h + big1 + chosen + K[t]! + w[t]!) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + big0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = (state[at]! + value) | 0));
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/**
 * The constants are fractional parts of roots of primes (4.2.2, 5.3.3): made here exactly rather than
 * copied.
 */
function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** ⌊√n · 2³²⌋ */
function rootScaled(n: bigint): bigint {
  return largest((root) => root * root <= n << 64n);
}

/** ⌊∛n · 2³²⌋ */
function cubeRootScaled(n: bigint): bigint {
  return largest((root) => root * root * root <= n << 96n);
}

function largest(fits: (root: bigint) => boolean): bigint {
  let root = 0n;
  for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if (fits(root + bit)) root += bit;
  return root;
}
