/**
 * The settings, read once at the start from `.env` and the environment; `.env.example` says what each one
 * does.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { SHARED_AREA } from './engine/binaries.ts';
import { Plain } from './engine/plain.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const empty = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());

/** Whole megabytes. */
function megabytes(least: number, most: number, usual: number) {
  const error = `must be whole megabytes, ${least} to ${most}`;
  const whole = z.coerce.number(error).int(error).min(least, error).max(most, error);
  return z.preprocess(empty, whole.default(usual));
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const shape = z.object({
  PORT: z.preprocess(
    empty,
    z.coerce
      .number('must be a port number between 1 and 65535')
      .int('must be a port number between 1 and 65535')
      .min(1, 'must be a port number between 1 and 65535')
      .max(65_535, 'must be a port number between 1 and 65535')
      .default(4000),
  ),
  TEQUIO_DATA: optional(z.string()),
  TEQUIO_ORIGIN: optional(
    z.string().refine(isOrigin, 'must be an address like https://tequio.example.org, without a path'),
  ),
  TEQUIO_TRUST_PROXY: z.preprocess(
    empty,
    z
      .stringFormat('count', /^[0-9]$/, 'must be the number of proxies, 0 to 9')
      .default('0')
      .transform(Number),
  ),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\/[^ ]*\/[^/ ?]+/, {
      error: 'must look like postgresql://user:password@host:5432/database',
    }),
  ),
  SMTP_URL: optional(
    z.string().regex(/^smtps?:\/\/[^ ]+$/, { error: 'must look like smtp://user:password@host:587' }),
  ),
  SMTP_FROM: optional(
    z.string().regex(/^[^<>]*<?[^@<> ]+@[^@<> ]+>?$/, { error: 'must be an e-mail address' }),
  ),
  TEQUIO_FILE_MB: megabytes(1, 15, 5),
  TEQUIO_FILES_MB: megabytes(10, 1_000_000, 500),
  TEQUIO_METRICS_TOKEN: optional(z.string().min(16, 'must have 16 signs or more')),
  TEQUIO_LOG: optional(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)),
});

export interface Settings {
  readonly port: number;
  readonly dataFolder: string;
  /** The public origin, without a slash at its end. */
  readonly origin: string | undefined;
  readonly proxies: number;
  readonly databaseUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly smtpFrom: string | undefined;
  /** Megabytes that one file may have, and all files of a group. */
  readonly fileMegabytes: number;
  readonly filesMegabytes: number;
  readonly metricsToken: string | undefined;
  readonly log: (typeof LOG_LEVELS)[number] | undefined;
}

/** Reads `.env` below what the environment says; refuses a wrong value in one sentence. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, root: string = ROOT): Settings {
  const written = { ...readFile(path.join(root, '.env')), ...environment };
  const parsed = shape.safeParse(written);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Plain(
      `The setting ${String(issue?.path[0])} ${issue?.message ?? 'is wrong'} (see .env.example).`,
    );
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    dataFolder: path.resolve(root, home(values.TEQUIO_DATA ?? defaultFolder())),
    origin: values.TEQUIO_ORIGIN && new URL(values.TEQUIO_ORIGIN).origin,
    proxies: values.TEQUIO_TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    smtpUrl: values.SMTP_URL,
    smtpFrom: values.SMTP_FROM,
    fileMegabytes: values.TEQUIO_FILE_MB,
    filesMegabytes: values.TEQUIO_FILES_MB,
    metricsToken: values.TEQUIO_METRICS_TOKEN,
    log: values.TEQUIO_LOG,
  };
}

/** Hands the settings on to the built application, which reads them as its environment. */
export function handOn(settings: Settings, environment: NodeJS.ProcessEnv = process.env): void {
  const values: Record<string, string | undefined> = {
    PORT: String(settings.port),
    TEQUIO_DATA: settings.dataFolder,
    TEQUIO_ORIGIN: settings.origin,
    SMTP_URL: settings.smtpUrl,
    SMTP_FROM: settings.smtpFrom,
    TEQUIO_FILE_MB: String(settings.fileMegabytes),
    TEQUIO_FILES_MB: String(settings.filesMegabytes),
    TEQUIO_METRICS_TOKEN: settings.metricsToken,
    TEQUIO_LOG: settings.log,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(environment, name);
    else environment[name] = value;
  }
  // With the owner's rights in it; the application has an address of its own.
  delete environment['DATABASE_URL'];
}

function defaultFolder(): string {
  return process.getuid?.() === 0 ? SHARED_AREA : path.join(os.homedir(), 'tequio-data');
}

function home(folder: string): string {
  return folder === '~' || folder.startsWith('~/') ? path.join(os.homedir(), folder.slice(1)) : folder;
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.username === ''
  );
}

function readFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Plain(`The settings in ${file} cannot be read: ${(error as Error).message}.`);
  }
}
