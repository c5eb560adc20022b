/** One act from the command line, done as the person whose token it is, within its scopes. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isId } from '#kernel/id';
import type { Receipt, Waiting } from '../act-request.ts';
import { receiptOf } from '../api/acts.ts';
import { tokenOf } from '../auth/tokens.ts';
import { perform } from '../dispatcher.ts';
import { Plain } from '../engine/plain.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import { erasuresFile } from '../erasures.ts';
import { refusalWords } from '../forms.ts';
import { openHost } from '../host.ts';
import { commands } from '../registry.ts';
import { UsageError, type Arguments, type Subcommand, type Terminal } from './subcommand.ts';

export const command: Subcommand = {
  name: 'act',
  summary: 'Performs one act as the person whose token is given.',
  usage: 'COMMAND --token TOKEN [--org ORG] [--input JSON] [--key KEY]',
  help: [
    'COMMAND        for example agents.appoint; the list is in /api/openapi.json',
    '--token TOKEN  made under Me → Tokens; or in the environment, as TEQUIO_TOKEN, where no list of',
    '               running programs shows it',
    '--org ORG      for which group, by its id (org_…)',
    '--input JSON   what the act needs; “@FILE” reads it from a file',
    '--key KEY      the same key does the same act once; without it, a new one',
  ].join('\n'),
  options: {
    token: { type: 'string' },
    org: { type: 'string' },
    input: { type: 'string' },
    key: { type: 'string' },
  },
  async run(args, io) {
    const asked = await understand(args);
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      const host = openHost({
        url: server.url(DATABASE),
        connections: 2,
        erasures: erasuresFile(io.settings.dataFolder),
      });
      try {
        const { command: name, token, org, input, key } = asked;
        const house = { db: host.db, now: () => new Date(host.clock()) };
        const holder = await tokenOf(house, `Bearer ${token}`);
        if (!holder) throw plain({ rule: 'token_not_valid' });
        const { person, id, scopes } = holder;
        const actor = { person, channel: 'cli' as const, token: { id, scopes } };
        const answer = await perform(host, { command: name, org, actor, input, key });
        if (!answer.ok) throw plain(answer.refusal);
        say(answer.value, io);
        return receiptOf(answer.value);
      } finally {
        await host.close();
      }
    });
  },
};

async function understand({ words, options }: Arguments) {
  const [name, ...more] = words;
  const text = (option: string) => (typeof options[option] === 'string' ? options[option] : undefined);
  if (name === undefined || more.length > 0) throw new UsageError('Say which act: one command.');
  if (!commands.has(name)) throw new UsageError(`There is no act ${name}.`);
  const token = text('token') ?? process.env['TEQUIO_TOKEN'];
  if (token === undefined) throw new UsageError('Say as whom: --token TOKEN.');
  const org = text('org') ?? null;
  if (org !== null && !isId('org', org)) throw new UsageError('A group is named by its id, org_….');
  return {
    command: name,
    token,
    org,
    input: await inputOf(text('input') ?? '{}'),
    key: text('key') ?? randomUUID(),
  };
}

async function inputOf(given: string): Promise<unknown> {
  const text = given.startsWith('@') ? await readFile(given.slice(1), 'utf8').catch(() => '') : given;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError('What stands behind --input is not JSON.');
  }
}

function say(value: Receipt | Waiting, io: Terminal): void {
  if (value.kind === 'waiting') {
    io.print(`It waits for more signatures: ${value.have} of ${value.needed} (${value.waiting}).`);
  } else {
    io.print(
      `Done${value.replayed ? ' before' : ''}: ${value.act}, at place ${value.position + 1} of the record.`,
    );
  }
}

/** The refusal as a sentence, with the way out. */
function plain(refusal: Parameters<typeof refusalWords>[0]): Plain {
  const { sentence, way } = refusalWords(refusal, 'en');
  return new Plain(way === undefined ? sentence : `${sentence} ${way}`);
}
