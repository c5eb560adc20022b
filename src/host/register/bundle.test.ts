/** The register's own checker and the strangers' (`static/check/proof.js`) judge the same files alike. */
import { createHash, createHmac, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { headOf, ORG, privateKey, publicKey, sampleProof } from '#test/sample-proof';
import { checkBundle, type CheckName, type ProofBundle, type ProofReport } from './bundle.ts';
import { fingerprint, publicKeyBytes, signHead } from './head.ts';
import { leafHash } from '#kernel/merkle';

interface Stranger {
  check(
    text: string,
    means: {
      verifyEd25519: (key: Uint8Array, signature: Uint8Array, message: Uint8Array) => Promise<boolean | null>;
      expectedKey?: string;
    },
  ): Promise<ProofReport & { personal: unknown }>;
  sha256(message: Uint8Array): Uint8Array;
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
}

let stranger: Stranger;
beforeAll(async () => {
  await import(new URL('../../../static/check/proof.js', import.meta.url).href);
  stranger = (globalThis as unknown as { tequioProof: Stranger }).tequioProof;
});

async function verifyEd25519(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
}

/** What both say of a file; they have to agree in every point. */
async function judge(value: unknown, expectedKey?: string): Promise<ProofReport> {
  const ours = checkBundle(value, expectedKey);
  const known = expectedKey === undefined ? {} : { expectedKey };
  const { verdict, checks, leaf, fingerprint } = await stranger.check(JSON.stringify(value), {
    verifyEd25519,
    ...known,
  });
  expect({ verdict, checks, leaf, fingerprint }).toEqual(ours);
  return ours;
}

function failing(report: ProofReport): CheckName[] {
  return report.checks.filter(({ result }) => result === 'fails').map(({ check }) => check);
}

describe('a proof', () => {
  test('holds for every leaf of every tree, since every earlier head', async () => {
    for (const size of [1, 2, 3, 7, 8, 13]) {
      for (let position = 0; position < size; position++) {
        expect((await judge(await sampleProof({ position, size, since: position }))).verdict).toBe('holds');
      }
    }
  });

  test('says of each part whether it holds or is not there', async () => {
    const said = async (proof: ProofBundle) =>
      (await judge(proof)).checks.map(({ check, result }) => `${check} ${result}`);
    expect(await said(await sampleProof())).toEqual([
      'shape holds',
      'leaf holds',
      'key holds',
      'signature holds',
      'inclusion holds',
      'consistency absent',
      'earlier_signature absent',
      'personal absent',
    ]);
    const full = await sampleProof({ since: 4, withPersonal: true });
    expect((await said(full)).filter((one) => !one.endsWith('holds'))).toEqual([]);
  });

  test('shows the personal part when it is the one that was committed to', async () => {
    const proof = await sampleProof({ withPersonal: true });
    const { personal } = await stranger.check(JSON.stringify(proof), { verifyEd25519 });
    expect(personal).toEqual({ '/keepers/0/name': 'Amina <b>Quispe</b>', '/keepers/1/name': 'Luis' });
    const bent = { ...proof, personal: { ...proof.personal, salt: '00'.repeat(32) } };
    expect(await stranger.check(JSON.stringify(bent), { verifyEd25519 })).toMatchObject({ personal: null });
  });

  test('is held against the key that one knows', async () => {
    const proof = await sampleProof();
    const print = fingerprint(publicKey);
    for (const known of [print, print.slice(0, 16), print.slice(0, 40)]) {
      expect((await judge(proof, known)).verdict).toBe('holds');
    }
    for (const known of ['', print.slice(0, 15), '0'.repeat(16), `${print}0`, print.toUpperCase()]) {
      expect(failing(await judge(proof, known))).toEqual(['key']);
    }
  });
});

describe('a proof does not hold', () => {
  test('with another key than the one that signed, even under its name', async () => {
    const proof = await sampleProof();
    const other = Buffer.from(publicKeyBytes(generateKeyPairSync('ed25519').publicKey));
    const swapped = { ...proof, publicKey: other.toString('base64') };
    expect(failing(await judge(swapped))).toEqual(['key', 'signature']);
    const key = createHash('sha256').update(other).digest('hex').slice(0, 16);
    expect(failing(await judge({ ...swapped, head: { ...proof.head, key } }))).toEqual(['signature']);
    const noKey = { ...proof, publicKey: Buffer.alloc(44).toString('base64') };
    expect(failing(await judge(noKey))).toEqual(['key', 'signature']);
    const longer = Buffer.concat([publicKeyBytes(publicKey), Buffer.alloc(1)]).toString('base64');
    expect(failing(await judge({ ...proof, publicKey: longer }))).toEqual(['key', 'signature']);
  });

  test('for an act of another organization, or one that was never written so', async () => {
    const proof = await sampleProof({ position: 0, size: 1 });
    const forOther = signHead({ ...headOf(1), org: 'org_other' }, privateKey);
    const { org, ...head } = forOther;
    expect(failing(await judge({ ...proof, org, head }))).toEqual(['leaf']);
    for (const text of ['{}', 'no', '{"v":1,"v":1}', '"\\ud800"', '['.repeat(3000) + ']'.repeat(3000)]) {
      const leaf = Buffer.from(text);
      const root = Buffer.from(leafHash(leaf)).toString('hex');
      const { org: _, ...signed } = signHead({ org: ORG, size: 1, root, at: 'today' }, privateKey);
      expect(failing(await judge({ ...proof, leaf: leaf.toString('base64'), head: signed }))).toEqual([
        'leaf',
      ]);
    }
  });

  test('when the personal part belongs to no commitment', async () => {
    const { personal } = await sampleProof({ withPersonal: true });
    expect(failing(await judge({ ...(await sampleProof({ position: 4 })), personal }))).toEqual(['personal']);
  });

  test('and is incomplete when the earlier head was signed with an earlier key', async () => {
    const proof = await sampleProof({ since: 4 });
    const earlier = generateKeyPairSync('ed25519').privateKey;
    const { org: _, ...from } = signHead(headOf(4), earlier);
    const report = await judge({ ...proof, consistency: { ...proof.consistency, from } });
    expect(report.verdict).toBe('incomplete');
    expect(report.checks).toContainEqual({ check: 'earlier_signature', result: 'unknown' });
  });

  test('when any sign of the file is another', async () => {
    const text = JSON.stringify(await sampleProof({ since: 6, withPersonal: true }));
    const signs = fc.constantFrom(...'0123456789abcdefABZ+/="{}[],:x');
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), signs, async (at, sign) => {
        fc.pre(text[at] !== sign);
        const bent = text.slice(0, at) + sign + text.slice(at + 1);
        let value: unknown;
        try {
          value = JSON.parse(bent);
        } catch {
          return;
        }
        const { verdict, checks } = await judge(value);
        expect(verdict).not.toBe('holds');
        // Which key an earlier head names decides whether its signature can be checked at all.
        const unknown = checks.filter(({ result }) => result === 'unknown').map(({ check }) => check);
        if (verdict === 'incomplete') expect(unknown).toEqual(['earlier_signature']);
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ['nothing', () => null],
    ['a list', () => []],
    ['an empty object', () => ({})],
    ['another version', (proof: ProofBundle) => ({ ...proof, v: 2 })],
    ['a member too many', (proof: ProofBundle) => ({ ...proof, mood: 'fine' })],
    ['a member too few', ({ org: _, ...rest }: ProofBundle) => rest],
    ['a broken name', (proof: ProofBundle) => ({ ...proof, org: '\ud800' })],
    ['a position between two', (proof: ProofBundle) => ({ ...proof, position: 0.5 })],
    ['a position before the first', (proof: ProofBundle) => ({ ...proof, position: -1 })],
    [
      'a path without end',
      (proof: ProofBundle) => ({ ...proof, inclusion: Array(65).fill('00'.repeat(32)) }),
    ],
    ['a hash in capitals', (proof: ProofBundle) => ({ ...proof, inclusion: ['AB'.repeat(32)] })],
    ['base64 of another dialect', (proof: ProofBundle) => ({ ...proof, leaf: '_-__' })],
    ['base64 with a rest', (proof: ProofBundle) => ({ ...proof, leaf: 'QQ=' })],
    ['base64 with loose bits', (proof: ProofBundle) => ({ ...proof, leaf: 'QR==' })],
    ['base64 with a break', (proof: ProofBundle) => ({ ...proof, leaf: 'QUJD\n' })],
    ['half a personal part', (proof: ProofBundle) => ({ ...proof, personal: { salt: '00'.repeat(32) } })],
  ])('when it is %s', async (_name, bend) => {
    expect(failing(await judge(bend(await sampleProof())))).toEqual(['shape']);
  });

  test('when it is no JSON', async () => {
    expect(await stranger.check('no', { verifyEd25519 })).toMatchObject({ verdict: 'fails', leaf: null });
  });
});

describe('the strangers’ own primitives', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

  test('SHA-256 is that of Node, around every edge of a block', () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 37) & 255);
      expect(hex(stranger.sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
    const long = new Uint8Array(1_000_000).fill(0x61);
    expect(hex(stranger.sha256(long))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  test('HMAC is that of Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array(), (key, message) => {
        expect(hex(stranger.hmac(key, message))).toBe(
          createHmac('sha256', key).update(message).digest('hex'),
        );
      }),
    );
  });

  test('a signature that cannot be checked is said to be unknown, never to hold', async () => {
    const text = JSON.stringify(await sampleProof({ since: 4 }));
    const report = await stranger.check(text, { verifyEd25519: async () => null });
    expect(report.verdict).toBe('incomplete');
    expect(report.checks.filter(({ result }) => result === 'unknown').map(({ check }) => check)).toEqual([
      'signature',
      'earlier_signature',
    ]);
  });
});
