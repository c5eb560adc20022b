/** Brings a list of organizations into the directory of this instance, or of one organization. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isId } from '#kernel/id';
import type { OrgId } from '#kernel/command';
import { HOUSE } from '#agents';
import { FIELDS, type Field } from '#network';
import {
  dropImport,
  lookAtFile,
  newImport,
  readDryRun,
  readDryRunReasons,
  stageImport,
  type FileLook,
} from '#network/server';
import { words } from '#locales';
import { perform } from '../dispatcher.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import { Plain } from '../engine/plain.ts';
import { refusalWords } from '../forms.ts';
import { openHost, type Host } from '../host.ts';
import { UsageError, type Arguments, type Subcommand, type Terminal } from './subcommand.ts';

const PIECE = 1 << 20;
const SHOWN_REFUSALS = 20;

export const command: Subcommand = {
  name: 'import',
  summary: 'Brings a list of organizations (CSV) into the directory.',
  usage: 'organizations FILE [--yes]',
  help: [
    '--yes            take the list in; without it, only says what it would do',
    '--source NAME    where the list is from, when no column says so (else: the name of the file)',
    '--licence NAME   under which licence it may be used, when no column says so',
    '--column N=FIELD what column N (counted from 1) carries; repeat as needed; “-” leaves it out',
    '--undo IMPORT    takes back a whole list that was brought in',
    '',
    `Fields: ${FIELDS.join(', ')}.`,
  ].join('\n'),
  options: {
    yes: { type: 'boolean' },
    source: { type: 'string' },
    licence: { type: 'string' },
    column: { type: 'string', multiple: true },
    undo: { type: 'string' },
  },
  async run(args, io) {
    const [what, file, ...more] = args.words;
    const undo = args.options['undo'];
    if (what !== 'organizations' || more.length > 0 || (file === undefined) === (undo === undefined)) {
      throw new UsageError('Say what to bring in: organizations FILE.');
    }
    if (file !== undefined)
      await stat(file).catch(() => Promise.reject(new Plain(`There is no file ${file}.`)));
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      const host = openHost({ url: server.url(DATABASE), connections: 2 });
      try {
        return file === undefined
          ? await takeBack(host, String(undo), io)
          : await bringIn(host, file, args, io);
      } finally {
        await host.close();
      }
    });
  },
};

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly refused: number;
}

async function bringIn(host: Host, file: string, args: Arguments, io: Terminal): Promise<Counts> {
  const org = HOUSE;
  const open = () => createReadStream(file, { highWaterMark: PIECE });
  io.step('Reading the list');
  const look = await lookAtFile(open);
  if (!look.ok) throw plain(look.refusal);
  const text = (name: string) => (typeof args.options[name] === 'string' ? args.options[name] : '');
  const source = text('source') || path.basename(file);
  const licence = text('licence') || 'not stated';
  const mapping = corrected(look.value, args.options['column']);
  for (const [i, field] of mapping.entries()) {
    io.remark(`  ${String(i + 1).padStart(2)}  ${look.value.headers[i] ?? ''} → ${field ?? '(left out)'}`);
  }
  const made = { org, source, licence, millis: host.clock(), chance: host.chance };
  const importId = await newImport(host.pool, { ...made, fileName: path.basename(file), look: look.value });
  io.step('Looking what each row would do');
  const staged = await stageImport(host.pool, {
    ...made,
    importId,
    bytes: open(),
    format: look.value.format,
    mapping,
    onProgress: (rows) => io.progress(`${rows.toLocaleString('en')} rows`),
  });
  if (!staged.ok) throw plain(staged.refusal);
  const { added, changed, same, refused } = staged.value;
  await sayReasons(host, org, importId, io);
  const changes = added + changed > 0;
  if (args.options['yes'] === true && changes) await takeIn(host, org, importId, io);
  else await dropImport(host.pool, org, importId);
  const done = args.options['yes'] === true;
  const count = (n: number) => n.toLocaleString('en');
  io.print(
    `${done ? '' : 'Would be '}${done ? 'Added' : 'added'} ${count(added)}, changed ${count(changed)}, ` +
      `already so ${count(same)}, refused ${count(refused)}.`,
  );
  if (done && changes) io.print(`To take it back: npm run tequio -- import organizations --undo ${importId}`);
  if (!done) io.print('Nothing was changed. With --yes the list is taken in.');
  return { added, changed, refused };
}

async function takeIn(host: Host, org: OrgId, importId: string, io: Terminal): Promise<void> {
  io.step('Taking it in');
  await performed(host, 'network.import_listings', org, importId);
}

async function takeBack(host: Host, importId: string, io: Terminal): Promise<unknown> {
  if (!isId('imp', importId)) throw new UsageError('An import looks like imp_….');
  io.step('Taking the list back');
  const answer = await performed(host, 'network.undo_import', HOUSE, importId);
  io.print('The list has been taken back.');
  return answer;
}

async function performed(host: Host, name: string, org: OrgId, importId: string): Promise<unknown> {
  const answer = await perform(host, {
    command: name,
    org,
    actor: { person: null, channel: 'cli', operator: true },
    input: { import: importId },
    key: `${name} ${importId}`,
  });
  if (!answer.ok) throw plain(answer.refusal);
  return answer.value.kind === 'done' ? answer.value.answer : {};
}

/** Every rule that refused rows and every note, with how often; the first refused rows with their line. */
async function sayReasons(host: Host, org: OrgId, importId: string, io: Terminal): Promise<void> {
  const { t, has } = words('en');
  const { rules, notes } = await readDryRunReasons(host.db, org, importId);
  for (const { note, rows } of notes) {
    const key = `note.${note}`;
    io.remark(`  ${rows.toLocaleString('en')} × ${has(key) ? t(key) : note}`);
  }
  if (rules.length === 0) return;
  for (const row of await readDryRun(host.db, org, importId, { kind: 'refuse', limit: SHOWN_REFUSALS })) {
    const { sentence } = refusalWords({ ...row.facts, rule: row.rule ?? '' }, 'en');
    io.remark(`  line ${row.line}${row.name ? ` (${row.name.slice(0, 60)})` : ''}: ${sentence}`);
  }
  const refused = rules.reduce((sum, rule) => sum + rule.rows, 0);
  if (refused > SHOWN_REFUSALS)
    io.remark(`  … and ${(refused - SHOWN_REFUSALS).toLocaleString('en')} more refused rows`);
}

/** The guessed columns with what `--column` says instead. */
function corrected(look: FileLook, said: Arguments['options'][string]): (Field | null)[] {
  const mapping = [...look.mapping];
  for (const one of Array.isArray(said) ? said : []) {
    const [, number, field] = /^(\d{1,4})=(-|\w+)$/.exec(String(one)) ?? [];
    const known = field === '-' ? null : FIELDS.find((name) => name === field);
    if (
      number === undefined ||
      known === undefined ||
      Number(number) < 1 ||
      Number(number) > mapping.length
    ) {
      throw new UsageError(`--column ${one} is not understood: for example --column 3=name.`);
    }
    mapping[Number(number) - 1] = known;
  }
  return mapping;
}

function plain(refusal: Parameters<typeof refusalWords>[0]): Plain {
  const { sentence, way } = refusalWords(refusal, 'en');
  return new Plain(way ? `${sentence} ${way}` : sentence);
}
