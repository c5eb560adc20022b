/**
 * The document of the API (OpenAPI 3.1), made from the very schemas that the server parses with, so that the
 * two cannot say different things.
 */
import { z } from 'zod';
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { AUTHORITY_RULES } from '#agents';
import { words } from '#locales';
import { DOOR_RULES } from '../dispatcher.ts';
import { statusOf } from '../forms.ts';
import { addressed, isByBearer, pathOf } from './acts.ts';
import { bringing, MEDIA } from './bring.ts';
import { PROBLEM_TYPE } from './problem.ts';
import type { Read } from './read.ts';
import { reads } from './reads.ts';
import * as shapes from './shapes.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What every request may be refused by. */
const ANY = ['too_many_tries', 'token_not_valid', 'server_failed', 'database_away'];
const ACT_ONLY = ['media_type_not_json', 'body_too_large', 'body_not_json', 'idempotency_key_missing'];

const receipt = z
  .object({
    kind: z.literal('done'),
    act: z.string(),
    org: shapes.orgId,
    position: shapes.position.describe('Where the act stands in the register of the organization'),
    size: z.int().min(1).describe('How large its tree was right after the act'),
    root: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The root of that tree'),
    answer: z.unknown().describe('What the act has made; null when there is nothing to say'),
    replayed: z.literal(true).optional().describe('It was done before, under the same key'),
    carried: z.looseObject({}).optional().describe('What became of the act that this signature completed'),
  })
  .meta({ id: 'Receipt' });

const waiting = z
  .object({
    kind: z.literal('waiting'),
    org: shapes.orgId,
    waiting: z.string().describe('What others sign with agents/sign, as its subject'),
    needed: z.int(),
    have: z.int(),
  })
  .meta({ id: 'Waiting' });

const problemShape = z
  .looseObject({
    type: z.string().describe('The address of a page that says the refusal to people'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    rule: z.string().describe('The name of the refusal; it never changes'),
    way: z.string().optional().describe('What one can do'),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457); its facts are members beside these' });

/** The schemas that have a name; each is put here where it is first met. */
const components: Record<string, Schema> = {};

/** The schema of what may be given; or, with `output`, of what is answered. */
function schemaOf(type: z.ZodType, io: 'input' | 'output' = 'input'): Schema {
  const whole = z.toJSONSchema(type, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  const { $schema: _, $defs, id: _id, ...schema } = whole as Record<string, unknown>;
  for (const [name, one] of Object.entries(($defs ?? {}) as Record<string, Schema>)) {
    const { id: _own, ...named } = one;
    components[name] = relocate(named) as Schema;
  }
  return relocate(schema) as Schema;
}

/** Named schemas lie in one place of the document. */
function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) =>
      key === '$ref' && typeof one === 'string'
        ? [key, one.replace('#/$defs/', '#/components/schemas/')]
        : [key, relocate(one)],
    ),
  );
}

/** Every rule by which asking for this command may be refused. */
export function rulesOfCommand(command: AnyCommand<Tx>): string[] {
  const door = DOOR_RULES.filter(
    (rule) => rule !== 'organization_missing' || command.scope === 'organization',
  );
  return unique([...ANY, ...ACT_ONLY, ...door, ...AUTHORITY_RULES, 'waiting_act_over', ...command.refusals]);
}

export function rulesOfRead(one: Read): string[] {
  const known =
    one.access === 'anyone'
      ? []
      : ['token_lacks_scope', ...(one.access === 'token' ? ['sign_in_first'] : [])];
  return unique([...ANY, 'input_invalid', ...known, ...one.refusals]);
}

function unique(rules: readonly string[]): string[] {
  return [...new Set(rules)].sort();
}

/** One answer for each status, naming the rules that lead to it. */
function problems(rules: readonly string[]): Record<string, Schema> {
  const byStatus = new Map<number, string[]>();
  for (const rule of rules) {
    const status = statusOf({ rule });
    byStatus.set(status, [...(byStatus.get(status) ?? []), rule]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, named]) => [
        String(status),
        {
          description: named.join(', '),
          content: {
            [PROBLEM_TYPE]: {
              schema: {
                allOf: [schemaOf(problemShape, 'output'), { properties: { rule: { enum: named } } }],
              },
            },
          },
        },
      ]),
  );
}

function answered(description: string, schema: Schema): Schema {
  return { description, content: { 'application/json': { schema } } };
}

function operationOfCommand(command: AnyCommand<Tx>, locale: string): Schema {
  const forOrg = command.scope === 'organization';
  const body = {
    type: 'object',
    properties: { ...(forOrg ? { org: schemaOf(shapes.orgId) } : {}), input: schemaOf(command.input) },
    required: forOrg ? ['org', 'input'] : ['input'],
    additionalProperties: false,
  };
  const self = command.grounds.includes('self');
  return {
    operationId: command.name,
    tags: [moduleOf(command.name)],
    summary: summaryOf(command.name, locale),
    ...(self
      ? { description: 'This is the person’s own: no token reaches it, and it is always refused here.' }
      : {}),
    ...(isByBearer(command)
      ? {
          description:
            'Asked by nobody: no token of a person is looked at, and nothing is counted by address.',
        }
      : {}),
    security: isByBearer(command) ? [] : [{ token: [] }],
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: {
      '200': answered('Done, and in the register', schemaOf(receipt, 'output')),
      ...(command.grounds.includes('statutes')
        ? { '202': answered('Waits for more signatures', schemaOf(waiting, 'output')) }
        : {}),
      ...problems(rulesOfCommand(command)),
    },
  };
}

function summaryOf(name: string, locale: string): string {
  const spoken = words(locale);
  const key = `api.${name}`;
  return spoken.has(key) ? spoken.t(key) : name.slice(name.indexOf('.') + 1).replaceAll('_', ' ');
}

/** A file, whatever it holds. */
const FILE = { description: 'The bytes', content: { '*/*': {} } };

/** What stands in the path and in the query. */
function parametersOf(one: Pick<Read, 'path' | 'input'>): Schema[] {
  const input = schemaOf(one.input) as { properties?: Record<string, Schema>; required?: string[] };
  const parts = [...one.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  return Object.entries(input.properties ?? {}).map(([name, schema]) => {
    const { description, default: usual, ...rest } = schema;
    const inPath = parts.includes(name);
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath,
      ...(description === undefined ? {} : { description }),
      // A value that stands for "not given" is no text that could be sent.
      schema: { type: 'string', ...rest, ...(typeof usual === 'string' ? { default: usual } : {}) },
    };
  });
}

function operationOfRead(one: Read): Schema {
  return {
    operationId: one.name,
    tags: [moduleOf(one.name)],
    summary: one.summary,
    security: one.access === 'anyone' ? [] : one.access === 'token' ? [{ token: [] }] : [{}, { token: [] }],
    parameters: parametersOf(one),
    responses: {
      '200': one.sends === 'file' ? FILE : answered('The answer', schemaOf(one.answer, 'output')),
      ...problems(rulesOfRead(one)),
    },
  };
}

function operationOfBringing(): Schema {
  return {
    operationId: bringing.name,
    tags: [moduleOf(bringing.name)],
    summary: bringing.summary,
    security: [{ token: [] }],
    parameters: parametersOf(bringing),
    requestBody: { required: true, content: { [MEDIA]: {} } },
    responses: {
      '200': answered(
        'Kept, until an act refers to it or a day is over',
        schemaOf(bringing.answer, 'output'),
      ),
      ...problems(unique([...ANY, ...bringing.refusals])),
    },
  };
}

function moduleOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** The whole document, for the instance at `origin`. */
export function openApi(
  commands: ReadonlyMap<string, AnyCommand<Tx>>,
  origin: string,
  locale: string,
): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const one of reads) (paths[one.path] ??= {})['get'] = operationOfRead(one);
  for (const one of addressed(commands))
    (paths[pathOf(one)] ??= {})['post'] = operationOfCommand(one, locale);
  paths[bringing.path] = { post: operationOfBringing() };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tequio',
      version: '1',
      summary: 'Everything that people can do and read here, for programs.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: unique(
      Object.values(paths).flatMap((one) => Object.values(one).flatMap((op) => op['tags'] as string[])),
    ).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token made under Me → Tokens. Its scopes are module:read, module:write or single commands.',
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'New for every act; the same when the same act is tried again, which is then done once.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
      schemas: components,
    },
  };
}
