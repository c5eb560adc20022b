/**
 * What a reading of the API is: one address, one schema for what is asked and one for what is answered. Both
 * are the document and the server at once.
 */
import type { z } from 'zod';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { scopesReach } from '../auth/tokens.ts';
import { json, type Asked, type Caller } from './asked.ts';
import { callerOf } from './caller.ts';
import { problem } from './problem.ts';

/**
 * `anyone`: public facts. `optional`: more for those who belong. `token`: only for whoever a token speaks
 * for.
 */
export type Access = 'anyone' | 'optional' | 'token';

export interface Read<Input extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  /** `module.noun`: the operation's name in the document. */
  readonly name: `${string}.${string}`;
  /** Behind `/api/v1`, with `{parts}` that stand in `input` too. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** Parts of the path and of the query, all as text. */
  readonly input: Input;
  readonly answer: Answer;
  readonly refusals: readonly string[];
  /** Of a reading that gives a file: its answer is sent as it is, and not as JSON. */
  readonly sends?: 'file';
  readonly read: (
    asked: Asked,
    caller: Caller | null,
    input: z.output<Input>,
  ) => Promise<Outcome<z.output<Answer>>>;
}

/** Gives a reading its types; returns it as a registry keeps it. */
export function read<Input extends z.ZodObject, Answer extends z.ZodType>(spec: Read<Input, Answer>): Read {
  return spec;
}

export async function answerRead(
  asked: Asked,
  one: Read,
  parts: Readonly<Record<string, string>>,
): Promise<Response> {
  const outcome = await carryOut(asked, one, parts);
  if (!outcome.ok) return problem(asked, outcome.refusal);
  return outcome.value instanceof Response ? outcome.value : json(200, outcome.value);
}

async function carryOut(
  asked: Asked,
  one: Read,
  parts: Readonly<Record<string, string>>,
): Promise<Outcome<unknown>> {
  const caller = await callerOf(asked);
  if (!caller.ok) return caller;
  const allowed = mayRead(one, caller.value);
  if (!allowed.ok) return allowed;
  const parsed = one.input.safeParse({ ...Object.fromEntries(asked.url.searchParams), ...parts });
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ at: issue.path.join('.'), says: issue.message }));
    return refuse('input_invalid', { issues });
  }
  return one.read(asked, one.access === 'anyone' ? null : caller.value, parsed.data);
}

function mayRead(one: Read, caller: Caller | null): Outcome<null> {
  if (one.access === 'anyone') return accept(null);
  if (!caller) return one.access === 'token' ? refuse('sign_in_first') : accept(null);
  const module = one.name.slice(0, one.name.indexOf('.'));
  const reaches = scopesReach(caller.token.scopes, { read: module });
  return reaches ? accept(null) : refuse('token_lacks_scope', { scope: `${module}:read` });
}
