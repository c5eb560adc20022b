/**
 * The door of the API: a request behind `/api/v1`, and its answer. Every command is a POST, every reading a
 * GET; both come from their registries, so that nothing is served that the document does not list. Beside
 * them stands one POST that is no act: it brings the bytes of a file.
 */
import { randomUUID } from 'node:crypto';
import { Bug } from '#kernel/assert';
import type { AnyCommand } from '#kernel/command';
import { refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { log } from '../log.ts';
import { isOutage } from '../outage.ts';
import { addressed, answerAct, pathOf } from './acts.ts';
import type { Asked } from './asked.ts';
import { answerBring, bringing } from './bring.ts';
import { problem } from './problem.ts';
import { answerRead, type Read } from './read.ts';
import { reads } from './reads.ts';

export type { Asked } from './asked.ts';
export { openApi } from './openapi.ts';
export { problem } from './problem.ts';

/** Answers a request for `path`, which begins behind `/api/v1`. Never throws. */
export async function answerApi(asked: Asked, path: string): Promise<Response> {
  try {
    return await route(asked, path);
  } catch (error) {
    return failed(asked, error);
  }
}

async function route(asked: Asked, path: string): Promise<Response> {
  const { method } = asked.request;
  const command = commandsAt(asked.world.host.commands).get(path);
  if (command && method === 'POST') return answerAct(asked, command);
  const found = findRead(path);
  const brings = partsIn(bringing.path, path);
  if (brings && method === 'POST') return answerBring(asked, brings);
  if (!command && !found && !brings) return problem(asked, refuse('path_unknown').refusal);
  if (found && (method === 'GET' || method === 'HEAD')) return answerRead(asked, found.one, found.parts);
  const allow = [...(found ? ['GET', 'HEAD'] : []), ...(command || brings ? ['POST'] : [])].join(', ');
  return problem(asked, refuse('method_not_allowed', { method: method.slice(0, 20) }).refusal, { allow });
}

type Commands = Asked['world']['host']['commands'];

const addresses = new WeakMap<Commands, ReadonlyMap<string, AnyCommand<Tx>>>();

/** Every command that has an address, by it. */
function commandsAt(commands: Commands): ReadonlyMap<string, AnyCommand<Tx>> {
  const known = addresses.get(commands);
  if (known) return known;
  const found = new Map(addressed(commands).map((one) => [pathOf(one), one]));
  addresses.set(commands, found);
  return found;
}

function findRead(path: string): { one: Read; parts: Record<string, string> } | null {
  for (const one of reads) {
    const parts = partsIn(one.path, path);
    if (parts) return { one, parts };
  }
  return null;
}

/** The parts of a path, where it is as the template says. */
function partsIn(template: string, path: string): Record<string, string> | null {
  const match = patternOf(template).exec(path);
  return match && decoded(match.groups ?? {});
}

const patterns = new Map<string, RegExp>();
function patternOf(template: string): RegExp {
  const pattern = patterns.get(template) ?? new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  patterns.set(template, pattern);
  return pattern;
}

/** Null where a part is no text. */
function decoded(parts: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    return null;
  }
}

/** A bug or an outage: a number for the log, and no word of what was inside. */
function failed(asked: Asked, error: unknown): Response {
  const { name, message, stack } = error as Error;
  const code = randomUUID().slice(0, 8);
  log.error({ code, bug: error instanceof Bug, err: { name, message, stack } }, 'an API request failed');
  const { refusal } = isOutage(error)
    ? refuse('database_away', { waitSeconds: 2 })
    : refuse('server_failed', { code });
  return problem(asked, refusal);
}
