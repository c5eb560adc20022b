/** Every address of the API, from the schemas that the server itself parses with. */
import { z } from 'zod';
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { addressed, pathOf } from '#host/api/acts';
import { bringing, MEDIA } from '#host/api/bring';
import type { Read } from '#host/api/read';
import { reads } from '#host/api/reads';
import { commands } from '#host/registry';
import { code, page, table } from './markdown.ts';
import { messageFor } from './message.ts';

interface Field {
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Field[];
  readonly items?: Field;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

export function apiPage(): string {
  const acts = addressed(commands).sort((a, b) => (a.name < b.name ? -1 : 1));
  return page('The API', [
    'Acts are asked for with `POST`, readings with `GET`, below `/api/v1`. The same, for programs, is at `/api/openapi.json`. A token (made under Me) goes along as `Authorization: Bearer …`; every act brings an `Idempotency-Key`, so that what is sent twice is done once. A refusal is `application/problem+json`; all of them stand in [refusals.md](refusals.md).',
    'An act’s body is `{ "org": "org_…", "input": { … } }`; `org` only where it says so. The answer is a receipt with the act’s place in the register, or, with status 202, that it waits for more signatures. Besides the refusals named here, every act may meet those of the door (“every act” in [refusals.md](refusals.md)).',
    '# Acts',
    ...acts.map(actPart),
    '# Bringing files',
    bringingPart(),
    '# Readings',
    ...[...reads].sort((a, b) => (a.path < b.path ? -1 : 1)).map(readPart),
  ]);
}

function actPart(command: AnyCommand<Tx>): string {
  const recorded = messageFor('en', `act.${command.name}`);
  const lines = [
    `## ${command.name}`,
    '',
    `${code(`POST /api/v1${pathOf(command)}`)}${command.scope === 'organization' ? ' with `org`' : ''}`,
  ];
  if (recorded !== null) lines.push('', `In the record: “${recorded}”`);
  if (command.grounds.includes('self')) lines.push('', 'The person’s own: no token reaches it.');
  if (command.grounds.includes('statutes'))
    lines.push('', `The group’s rules say who may: ${code(command.matter)}.`);
  lines.push('', fieldsTable(command.input));
  if (command.refusals.length > 0)
    lines.push('', `Refuses by ${command.refusals.map((rule) => link(rule)).join(', ')}.`);
  return lines.join('\n');
}

function bringingPart(): string {
  const lines = [
    `## ${bringing.name}`,
    '',
    `${code(`POST /api/v1${bringing.path}`)} with ${code(`Content-Type: ${MEDIA}`)} and the bytes as body`,
    '',
    `${bringing.summary}. No act; with a token that reaches ${code('decisions.add_file')}.`,
    '',
    fieldsTable(bringing.input),
    '',
    `Refuses by ${bringing.refusals.map((rule) => link(rule)).join(', ')}.`,
  ];
  return lines.join('\n');
}

const ACCESS = {
  anyone: 'Anyone; no token is looked at.',
  optional: 'Anyone; with a token, more for those who belong.',
  token: 'With a token.',
} as const;

function readPart(one: Read): string {
  const lines = [
    `## ${one.name}`,
    '',
    code(`GET /api/v1${one.path}`),
    '',
    `${one.summary}. ${ACCESS[one.access]}`,
  ];
  lines.push('', fieldsTable(one.input));
  if (one.refusals.length > 0)
    lines.push('', `Refuses by ${one.refusals.map((rule) => link(rule)).join(', ')}.`);
  return lines.join('\n');
}

function link(rule: string): string {
  return `[${rule}](refusals.md#${rule})`;
}

function fieldsTable(type: z.ZodType): string {
  const schema = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Field>;
    required?: readonly string[];
    $defs?: Record<string, Field>;
  };
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name),
    schema.required?.includes(name) === true ? 'yes' : '',
    shape(field),
    field.description ?? '',
  ]);
  return rows.length === 0 ? 'No fields.' : table(['field', 'needed', 'what', ''], rows);
}

function shape(field: Field): string {
  if (field.$ref !== undefined) return `a ${field.$ref.slice(field.$ref.lastIndexOf('/') + 1)}`;
  if (field.const !== undefined) return code(JSON.stringify(field.const));
  if (field.enum !== undefined) return field.enum.map((one) => code(JSON.stringify(one))).join(', ');
  if (field.anyOf !== undefined) return field.anyOf.map(shape).join(' or ');
  const kind = typeof field.type === 'string' ? field.type : (field.type ?? ['anything']).join(' or ');
  const items = field.items ? ` of ${shape(field.items)}` : '';
  const usual =
    field.default === undefined || field.default === ''
      ? ''
      : `; ${code(JSON.stringify(field.default))} when left out`;
  return `${kind}${items}${bounds(field)}${usual}`;
}

function bounds({ minLength, maxLength, minimum, maximum }: Field): string {
  const between = (least: number | undefined, most: number | undefined, of: string) => {
    if (least === undefined && most === undefined) return '';
    if (most === undefined || most === Number.MAX_SAFE_INTEGER) return `, ${least} or more${of}`;
    return `, ${least === undefined || least === Number.MIN_SAFE_INTEGER ? 'at most' : `${least} to`} ${most}${of}`;
  };
  return between(minLength, maxLength, ' signs') + between(minimum, maximum, '');
}
