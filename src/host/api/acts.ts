/**
 * `POST /api/v1/{module}/{verb}`: one act, asked for by a program. The body is `{ "org": …, "input": … }`;
 * `org` is there exactly where the act is done for an organization that exists already.
 */
import { z } from 'zod';
import type { AnyCommand, OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { accept, refuse, type Json, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { ActRequest, Actor, Answer, Receipt, Waiting } from '../act-request.ts';
import { perform } from '../dispatcher.ts';
import { readLimited } from '../files/upload.ts';
import { json, type Asked } from './asked.ts';
import { callerOf, take } from './caller.ts';
import { problem } from './problem.ts';

export const BODY_LIMIT = 256 * 1024;
/** Within a minute: nobody changes their mind more often. */
const MOST_BY_BEARER = 20;

/** The commands that have an address: all but those that only the host performs. */
export function addressed(commands: ReadonlyMap<string, AnyCommand<Tx>>): AnyCommand<Tx>[] {
  return [...commands.values()].filter((command) => command.internal !== true);
}

/** `agents.name_founder` → `/agents/name_founder`. */
export function pathOf(command: Pick<AnyCommand<Tx>, 'name'>): string {
  return `/${command.name.replace('.', '/')}`;
}

export async function answerAct(asked: Asked, command: AnyCommand<Tx>): Promise<Response> {
  const request = await readAct(asked, command);
  if (!request.ok) return problem(asked, request.refusal);
  const answer = await perform(asked.world.host, request.value);
  if (!answer.ok) return problem(asked, answer.refusal);
  return json(answer.value.kind === 'waiting' ? 202 : 200, receiptOf(answer.value));
}

/** The receipt as programs get it; what became of a waiting act lies flat in it too. */
export function receiptOf(value: Receipt | Waiting): Json {
  if (value.kind === 'waiting') return { ...value };
  const { carried, ...receipt } = value;
  return { ...receipt, ...(carried === undefined ? {} : { carried: carriedOf(carried) }) };
}

function carriedOf(carried: Answer): Json {
  return carried.ok ? receiptOf(carried.value) : { kind: 'refused', ...carried.refusal };
}

async function readAct(asked: Asked, command: AnyCommand<Tx>): Promise<Outcome<ActRequest>> {
  const actor = isByBearer(command) ? accept(NOBODY) : await actorOf(asked);
  if (!actor.ok) return actor;
  const key = keyOf(asked.request.headers.get('idempotency-key'));
  if (key === null) return refuse('idempotency_key_missing');
  const body = await bodyOf(asked.request);
  if (!body.ok) return body;
  const envelope = envelopeOf(body.value, command);
  if (!envelope.ok) return envelope;
  const often = isByBearer(command) ? await takeByToken(asked, command, envelope.value.input) : accept(null);
  return often.ok ? accept({ command: command.name, ...envelope.value, actor: actor.value, key }) : often;
}

/** What is done with a token that nobody can trace is asked by nobody, from nowhere. */
const NOBODY: Actor = { person: null, channel: 'api' };

async function actorOf(asked: Asked): Promise<Outcome<Actor>> {
  const caller = await callerOf(asked);
  if (!caller.ok) return caller;
  return caller.value ? accept({ channel: 'api', ...caller.value }) : refuse('sign_in_first');
}

export function isByBearer({ grounds }: Pick<AnyCommand<Tx>, 'grounds'>): boolean {
  return grounds.includes('bearer');
}

/** Counted by the token that is shown, and never by where it comes from. */
async function takeByToken(asked: Asked, command: AnyCommand<Tx>, input: unknown) {
  const parsed = command.input.safeParse(input);
  if (!parsed.success) return accept(null);
  const known = JSON.stringify(command.knownBy?.(parsed.data) ?? parsed.data);
  return take(asked, `${command.name} ${known}`, MOST_BY_BEARER);
}

/** The header may carry its key as it is, or in quotes as a structured field has it. */
function keyOf(header: string | null): string | null {
  const key = /^"(.*)"$/.exec(header ?? '')?.[1] ?? header;
  return key === null || key === '' ? null : key;
}

const shape = z.strictObject({ org: z.unknown().optional(), input: z.unknown().optional() });

function envelopeOf(
  body: unknown,
  command: AnyCommand<Tx>,
): Outcome<{ org: OrgId | null; input: unknown }, 'input_invalid' | 'organization_missing'> {
  const parsed = shape.safeParse(body);
  if (!parsed.success) {
    return refuse('input_invalid', {
      issues: parsed.error.issues.map(({ path, code }) => ({ at: path.join('.'), says: code })),
    });
  }
  const { org: given, input = {} } = parsed.data;
  if (command.scope !== 'organization') {
    // Whoever names one means something else by this act than it does.
    return given === undefined
      ? accept({ org: null, input })
      : refuse('input_invalid', { issues: [{ at: 'org', says: 'unrecognized_keys' }] });
  }
  if (given === undefined) return refuse('organization_missing');
  return isId('org', given)
    ? accept({ org: given, input })
    : refuse('input_invalid', { issues: [{ at: 'org', says: 'invalid_format' }] });
}

type BodyRule = 'media_type_not_json' | 'body_too_large' | 'body_not_json';

async function bodyOf(request: Request): Promise<Outcome<unknown, BodyRule>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return refuse('media_type_not_json');
  }
  const bytes = await readLimited(request, BODY_LIMIT);
  if (bytes === null) return refuse('body_too_large', { most: BODY_LIMIT });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return accept(JSON.parse(text) as unknown);
  } catch {
    return refuse('body_not_json');
  }
}
