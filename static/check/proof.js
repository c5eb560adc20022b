/*
 * Checks a proof that a register gave out, with nothing but this file. It is written to be read by someone who
 * trusts neither the server nor its authors: one plain script for the page beside it and for
 * `bin/check-proof.mjs`, without any import. The rules are RFC 6962/9162 (the tree), RFC 8785 (the one way to
 * write JSON), FIPS 180-4 (SHA-256) and RFC 2104 (HMAC). Only the Ed25519 signature (RFC 8032) is left to the
 * browser or to Node, because nobody should trust a hand-made one.
 */
globalThis.tequioProof = (() => {
  'use strict';

  /**
   * Checks the text of a proof file.
   *
   * `verifyEd25519(key, signature, message)` answers true, false, or null where it cannot be checked.
   * `expectedKey`, when given, is the beginning (16 digits or more) of the fingerprint that one knows.
   */
  async function check(text, { verifyEd25519, expectedKey }) {
    const bundle = readBundle(text);
    if (bundle === null) return report([['shape', 'fails']], null, null, null);
    const leafBytes = fromBase64(bundle.leaf);
    const leaf = readLeaf(leafBytes);
    const key = readKey(fromBase64(bundle.publicKey));
    const fingerprint = key && toHex(sha256(fromBase64(bundle.publicKey)));
    const isSigned = async (head) => {
      if (key === null || fingerprint.slice(0, 16) !== head.key) return 'fails';
      const signature = fromBase64(head.signature);
      if (signature.length !== 64) return 'fails';
      const { size, root, at } = head;
      const answer = await verifyEd25519(
        key,
        signature,
        canonical({ v: 1, org: bundle.org, size, root, at }),
      );
      return answer === null ? 'unknown' : held(answer);
    };
    const { head, consistency, personal } = bundle;
    const checks = [
      ['shape', 'holds'],
      ['leaf', held(leaf !== null && leaf.org === bundle.org)],
      [
        'key',
        held(key !== null && fingerprint.slice(0, 16) === head.key && isExpected(fingerprint, expectedKey)),
      ],
      ['signature', await isSigned(head)],
      ['inclusion', held(isIncluded(bundle, leafHash(leafBytes)))],
      ['consistency', consistency ? held(isContinued(consistency, head)) : 'absent'],
      ['earlier_signature', await earlierSignature(bundle, isSigned)],
      ['personal', personal ? held(leaf !== null && isCommittedTo(personal, leaf.personal)) : 'absent'],
    ];
    return report(checks, bundle, leaf, fingerprint);
  }

  function report(pairs, bundle, leaf, fingerprint) {
    const results = pairs.map(([, result]) => result);
    const verdict = results.includes('fails')
      ? 'fails'
      : results.includes('unknown')
        ? 'incomplete'
        : 'holds';
    const checks = pairs.map(([name, result]) => ({ check: name, result }));
    // A payload is only shown when it is the one that was committed to.
    const isShown =
      bundle?.personal && checks.some(({ check, result }) => check === 'personal' && result === 'holds');
    const personal = isShown ? readJson(fromBase64(bundle.personal.body)) : null;
    return { verdict, checks, leaf, fingerprint, bundle, personal: personal ?? null };
  }

  const held = (claim) => (claim ? 'holds' : 'fails');

  function isExpected(fingerprint, expected) {
    return expected === undefined || (/^[0-9a-f]{16,64}$/.test(expected) && fingerprint.startsWith(expected));
  }

  /** An earlier head may be signed with an earlier key, which is not in the file. */
  async function earlierSignature({ consistency, head }, isSigned) {
    if (!consistency) return 'absent';
    return consistency.from.key === head.key ? isSigned(consistency.from) : 'unknown';
  }

  // ---- The tree: RFC 9162, sections 2.1.3.2 and 2.1.4.2 ----

  const half = (value) => Math.floor(value / 2);
  const leafHash = (bytes) => toHex(sha256(join([Uint8Array.of(0), bytes])));
  const nodeHash = (left, right) => toHex(sha256(join([Uint8Array.of(1), fromHex(left), fromHex(right)])));

  function isIncluded({ position, head, inclusion }, leaf) {
    if (position >= head.size) return false;
    let [fn, sn, reached] = [position, head.size - 1, leaf];
    for (const step of inclusion) {
      if (sn === 0) return false;
      if (fn % 2 === 1 || fn === sn) {
        reached = nodeHash(step, reached);
        while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
      } else {
        reached = nodeHash(reached, step);
      }
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && reached === head.root;
  }

  function isContinued({ from, proof }, head) {
    if (from.size > head.size) return false;
    if (from.size === head.size) return proof.length === 0 && from.root === head.root;
    if (from.size === 0) return proof.length === 0 && from.root === toHex(sha256(new Uint8Array(0)));
    if (proof.length === 0) return false;
    let isPower = from.size;
    while (isPower % 2 === 0) isPower /= 2;
    const [start, ...steps] = isPower === 1 ? [from.root, ...proof] : proof;
    let [fn, sn, fr, sr] = [from.size - 1, head.size - 1, start, start];
    while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
    for (const step of steps) {
      if (sn === 0) return false;
      if (fn % 2 === 1 || fn === sn) {
        [fr, sr] = [nodeHash(step, fr), nodeHash(step, sr)];
        while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
      } else {
        sr = nodeHash(sr, step);
      }
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && fr === from.root && sr === head.root;
  }

  // ---- What is read, and refused when it is not exactly as it should be ----

  const isText = (value) => typeof value === 'string' && value !== '' && value.isWellFormed();
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
  const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  const isPath = (value) => Array.isArray(value) && value.length <= 64 && value.every(isHash);
  const isKeyName = (value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
  const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const maybe = (test) => Object.assign((value) => value === undefined || test(value), { optional: true });

  function isBase64(value) {
    if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0)
      return false;
    return btoa(atob(value)) === value;
  }

  /** A test for an object with exactly these members. */
  function shaped(members) {
    const names = Object.keys(members);
    return (value) =>
      isRecord(value) &&
      Object.keys(value).every((name) => Object.hasOwn(members, name)) &&
      names.every((name) =>
        Object.hasOwn(value, name) ? members[name](value[name]) : members[name].optional === true,
      );
  }

  const isHead = shaped({ size: isCount, root: isHash, at: isText, key: isKeyName, signature: isBase64 });
  const isBundle = shaped({
    v: (value) => value === 1,
    org: isText,
    leaf: isBase64,
    position: isCount,
    head: isHead,
    inclusion: isPath,
    publicKey: isBase64,
    consistency: maybe(shaped({ from: isHead, proof: isPath })),
    personal: maybe(shaped({ salt: isHash, body: isBase64 })),
  });
  const isLeaf = shaped({
    v: (value) => value === 1,
    org: isText,
    act: isText,
    at: isText,
    actor: (value) => value === null || isText(value),
    command: isText,
    channel: isText,
    authority: (value) => isRecord(value) && isText(value.by),
    statutes: (value) => value === null || isText(value) || Number.isSafeInteger(value),
    fact: isRecord,
    personal: (value) => value === null || isHash(value),
  });

  function readBundle(text) {
    try {
      const value = JSON.parse(text);
      return isBundle(value) ? value : null;
    } catch {
      return null;
    }
  }

  /** The act in a leaf, when its bytes are the one way (RFC 8785) to write it. */
  function readLeaf(bytes) {
    const value = readJson(bytes);
    if (value === undefined || !isCanonical(value, 0) || toHex(canonical(value)) !== toHex(bytes))
      return null;
    return isLeaf(value) ? value : null;
  }

  function readJson(bytes) {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    } catch {
      return undefined;
    }
  }

  /** Whether a value has a canonical form at all: no half characters, no nesting without end. */
  function isCanonical(value, depth) {
    if (depth > 128) return false;
    if (typeof value === 'string') return value.isWellFormed();
    if (typeof value !== 'object' || value === null) return true;
    const isFine = (part) => isCanonical(part, depth + 1);
    return Object.keys(value).every((name) => name.isWellFormed()) && Object.values(value).every(isFine);
  }

  function canonical(value) {
    const write = (part) => {
      if (typeof part !== 'object' || part === null) return JSON.stringify(part);
      if (Array.isArray(part)) return `[${part.map(write).join(',')}]`;
      const members = Object.keys(part).sort();
      return `{${members.map((name) => `${JSON.stringify(name)}:${write(part[name])}`).join(',')}}`;
    };
    return new TextEncoder().encode(write(value));
  }

  /** The 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410), whose other bytes never differ. */
  function readKey(spki) {
    const isEd25519 = spki.length === 44 && toHex(spki.subarray(0, 12)) === '302a300506032b6570032100';
    return isEd25519 ? spki.subarray(12) : null;
  }

  // ---- Bytes ----

  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  function join(parts) {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  // ---- SHA-256 (FIPS 180-4) and HMAC (RFC 2104) ----

  function isCommittedTo({ salt, body }, commitment) {
    return commitment !== null && toHex(hmac(fromHex(salt), fromBase64(body))) === commitment;
  }

  /** For keys of at most one block, as every salt is. */
  function hmac(key, message) {
    const padded = (mask) => Uint8Array.from({ length: 64 }, (_, at) => (key[at] ?? 0) ^ mask);
    return sha256(join([padded(0x5c), sha256(join([padded(0x36), message]))]));
  }

  /* prettier-ignore */
  const ROUNDS = Uint32Array.of(
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  );

  function sha256(message) {
    const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
    padded.set(message);
    padded[message.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
    view.setUint32(padded.length - 4, message.length * 8);
    /* prettier-ignore */
    const state = Uint32Array.of(
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    );
    for (let at = 0; at < padded.length; at += 64) compress(state, view, at);
    const digest = new Uint8Array(32);
    state.forEach((word, at) => new DataView(digest.buffer).setUint32(at * 4, word));
    return digest;
  }

  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  function compress(state, view, offset) {
    const words = new Uint32Array(64);
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(offset + i * 4);
    for (let i = 16; i < 64; i++) {
      const [early, late] = [words[i - 15], words[i - 2]];
      const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] += word;
    });
  }

  return { check, sha256, hmac };
})();
