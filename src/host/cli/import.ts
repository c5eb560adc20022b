/** Brings a list of organizations into the directory of this instance, or of one organization. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isId } from '#kernel/id';
import type { OrgId } from '#kernel/command';
import { HOUSE } from '#agents';
import { orgBySlug } from '#agents/server';
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
import type { Actor, Answer, Receipt } from '../act-request.ts';
import { tokenOf } from '../auth/tokens.ts';
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
  usage: 'organizations FILE [--yes] [--org GROUP --token TOKEN]',
  help: [
    'Without --org the list goes into the directory of this instance, which whoever runs it keeps.',
    '',
    '--org GROUP      into the directory of a group, by its address or its id (org_…); done as the',
    '                 person whose token it is, who needs the power for it there',
    '--token TOKEN    made under Me → Tokens; or in the environment, as TEQUIO_TOKEN',
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
    org: { type: 'string' },
    token: { type: 'string' },
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
        const keeper = await keeperOf(host, args.options);
        return file === undefined
          ? await takeBack(host, keeper, String(undo), io)
          : await bringIn(host, keeper, file, args, io);
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

/** Whose directory it is, and as whom it is kept. */
interface Keeper {
  readonly org: OrgId;
  readonly actor: Actor;
}

async function keeperOf(host: Host, options: Arguments['options']): Promise<Keeper> {
  const group = options['org'];
  if (typeof group !== 'string') {
    return { org: HOUSE, actor: { person: null, channel: 'cli', operator: true } };
  }
  const org = isId('org', group) ? group : await orgBySlug(host.db, group);
  if (!org) throw new Plain(`There is no group with the address ${group} here.`);
  const token = options['token'] ?? process.env['TEQUIO_TOKEN'];
  if (typeof token !== 'string') throw new UsageError('Say as whom: --token TOKEN.');
  const house = { db: host.db, now: () => new Date(host.clock()) };
  const holder = await tokenOf(house, `Bearer ${token}`);
  if (!holder) throw plain({ rule: 'token_not_valid' });
  const { person, id, scopes } = holder;
  return { org, actor: { person, channel: 'cli', token: { id, scopes } } };
}

async function bringIn(
  host: Host,
  keeper: Keeper,
  file: string,
  args: Arguments,
  io: Terminal,
): Promise<Counts> {
  const { org } = keeper;
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
  const done = args.options['yes'] === true;
  if (!done || !changes) await dropImport(host.pool, org, importId);
  else if (!(await takeIn(host, keeper, importId, io))) return { added: 0, changed: 0, refused };
  const forGroup = org === HOUSE ? '' : ` --org ${org}`;
  const count = (n: number) => n.toLocaleString('en');
  io.print(
    `${done ? '' : 'Would be '}${done ? 'Added' : 'added'} ${count(added)}, changed ${count(changed)}, ` +
      `already so ${count(same)}, refused ${count(refused)}.`,
  );
  if (done && changes)
    io.print(`To take it back: npm run tequio -- import organizations --undo ${importId}${forGroup}`);
  if (!done) io.print('Nothing was changed. With --yes the list is taken in.');
  return { added, changed, refused };
}

/** Whether the list is in; in some groups it waits for others to sign. */
async function takeIn(host: Host, keeper: Keeper, importId: string, io: Terminal): Promise<boolean> {
  io.step('Taking it in');
  const answer = await asked(host, 'network.import_listings', keeper, importId);
  // What was refused leaves no dry run behind that nobody asked to keep.
  if (!answer.ok) await dropImport(host.pool, keeper.org, importId);
  return answerOf(answer, io) !== null;
}

async function takeBack(host: Host, keeper: Keeper, importId: string, io: Terminal): Promise<unknown> {
  if (!isId('imp', importId)) throw new UsageError('An import looks like imp_….');
  io.step('Taking the list back');
  const answer = answerOf(await asked(host, 'network.undo_import', keeper, importId), io);
  if (answer) io.print('The list has been taken back.');
  return answer ?? {};
}

function asked(host: Host, name: string, keeper: Keeper, importId: string): Promise<Answer> {
  const key = `${name} ${importId}`;
  return perform(host, { command: name, ...keeper, input: { import: importId }, key });
}

/** What the act answers; null while it waits for others to sign. */
function answerOf(answer: Answer, io: Terminal): Receipt['answer'] | null {
  if (!answer.ok) throw plain(answer.refusal);
  if (answer.value.kind === 'done') return answer.value.answer;
  const { have, needed, waiting } = answer.value;
  io.print(`It waits for more signatures: ${have} of ${needed} (${waiting}).`);
  return null;
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
