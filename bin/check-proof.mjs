#!/usr/bin/env node
/*
 * Checks proof files without Tequio, without a network and without a package: this file and
 * `static/check/proof.js` beside it are all there is. Runs on Node 20 or newer.
 */
import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import '../static/check/proof.js';

const HELP = `Checks proofs that a Tequio register gave out. Needs no network.

  node bin/check-proof.mjs [--json] [--key DIGITS] FILE…

  --key DIGITS   the key you know: its name (16 digits) or its fingerprint, from a receipt or a letter
  --json         print one JSON document instead of sentences
  --help         print this

Ends with 0 when every proof holds, with 1 when any does not or cannot be read, with 2 when called wrongly.
`;

const SENTENCES = {
  shape: 'the file has the form of a proof',
  leaf: 'the act is written in the one way in which it can be, and belongs to this organization',
  key: 'the head of the register names the key in this file',
  signature: 'that key signed this head of the register',
  inclusion: 'the act is in the register, at its place, unchanged',
  consistency: 'the register has only grown since the earlier head',
  earlier_signature: 'the same key signed the earlier head',
  personal: 'the personal part is the one that the act speaks of',
};
const SIGNS = {
  holds: '✓ holds',
  fails: '✗ fails',
  unknown: '? cannot be checked',
  absent: '– not in the file',
};
const VERDICTS = {
  holds: 'The proof holds.',
  fails: 'The proof does not hold.',
  incomplete: 'What could be checked holds, but not everything could be checked.',
};

/** The 12 bytes before an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');

async function verifyEd25519(key, signature, message) {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_START, key]), format: 'der', type: 'spki' });
  return verify(null, message, publicKey, signature);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, key: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

async function checkFile(file, expectedKey) {
  try {
    const report = await globalThis.tequioProof.check(await readFile(file, 'utf8'), {
      verifyEd25519,
      expectedKey,
    });
    return { file, ...report };
  } catch (error) {
    if (!error.code) throw error;
    return { file, verdict: 'unreadable', why: error.code, checks: [], leaf: null, fingerprint: null };
  }
}

/** Whoever made the file chose its words: none of them may steer the terminal or pass for a line of ours. */
function plain(text) {
  return text.replaceAll(/\p{C}/gu, '\u{fffd}');
}

function tell({ file, verdict, why, checks, leaf, personal, fingerprint, bundle }) {
  if (verdict === 'unreadable') return `${file}\n  The file cannot be read (${why}).\n`;
  const lines = [file, `  ${VERDICTS[verdict]}`, ''];
  for (const { check, result } of checks) lines.push(`  ${SIGNS[result].padEnd(20)} ${SENTENCES[check]}`);
  if (leaf) {
    const who = leaf.actor ?? 'nobody in person';
    lines.push('', plain(`  ${leaf.command} by ${who}, for ${leaf.org}, at ${leaf.at}`));
    lines.push(plain(`  ${JSON.stringify(leaf.fact)}`));
    if (personal) lines.push(plain(`  ${JSON.stringify(personal)}`));
    const { position, head } = bundle;
    lines.push(plain(`  act ${position + 1} of the ${head.size} that were signed at ${head.at}`));
  }
  if (fingerprint) {
    lines.push('', `  Key ${fingerprint.match(/.{4}/g).join(' ')}`);
    lines.push(
      '  A proof is worth as much as the key: compare it with the one on a receipt or a letter you trust.',
    );
  }
  return `${lines.join('\n')}\n`;
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(HELP);
} else if (positionals.length === 0) {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else {
  const expectedKey = values.key?.replaceAll(/\s/g, '').toLowerCase();
  const reports = [];
  for (const file of positionals) reports.push(await checkFile(file, expectedKey));
  const ok = reports.every(({ verdict }) => verdict === 'holds');
  const files = reports.map((report) => ({ ...report, bundle: undefined }));
  process.stdout.write(values.json ? `${JSON.stringify({ ok, files })}\n` : reports.map(tell).join('\n'));
  process.exitCode = ok ? 0 : 1;
}
