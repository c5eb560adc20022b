/**
 * How a page performs an act: one key made by the server with the form, so that a form sent twice is one act,
 * and a refusal that goes back to the page as words with a way out.
 */
import { randomUUID } from 'node:crypto';
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { isCivilDate } from '#kernel/calendar';
import type { OrgId, PersonId } from '#kernel/command';
import type { Refusal } from '#kernel/outcome';
import { bookFacts, type KnownBooks } from '#ledger/screens/say-refusal.ts';
import { words, type Value, type Words } from '#locales';
import type { Answer } from './act-request.ts';
import { perform } from './dispatcher.ts';
import { wrongFields } from './wrong-fields.ts';

/** For a hidden field `key` of every form that performs an act. */
export function formKey(): string {
  return randomUUID();
}

/** A refusal as a page shows it. */
export interface RefusalWords {
  readonly rule: string;
  readonly sentence: string;
  readonly way: string | undefined;
  /** What is wrong with single answers, by the path of each in the input. */
  readonly fields: Readonly<Record<string, string>>;
}

export type Refused = ActionFailure<{ refusal: RefusalWords }>;

interface Asked {
  readonly command: string;
  readonly org?: OrgId | null;
  readonly input: unknown;
  readonly key: string;
}

/** Performs the act that a form asks for, as whoever is signed in. */
export async function act(event: RequestEvent, asked: Asked): Promise<Answer> {
  return actAs(event, event.locals.session?.person ?? null, asked);
}

/** The same as somebody who has shown that it is them, on a phone on which another is signed in. */
export async function actAs(
  { locals }: RequestEvent,
  person: PersonId | null,
  asked: Asked,
): Promise<Answer> {
  return perform(locals.world.host, {
    command: asked.command,
    org: asked.org ?? null,
    actor: { person, channel: 'web' },
    input: asked.input,
    key: asked.key,
  });
}

/**
 * Puts a refusal into words: of a language, or of a group that has names of its own in it, and books in which
 * amounts are counted.
 */
export function refusalWords(refusal: Refusal, language: string | Words, known?: KnownBooks): RefusalWords {
  const spoken = typeof language === 'string' ? words(language) : language;
  const values = { ...factsIn(spoken, refusal), ...bookFacts(spoken, refusal, known) };
  const say = (key: string) => (spoken.has(key) ? spoken.t(key, values) : undefined);
  return {
    rule: refusal.rule,
    sentence: say(`refusal.${refusal.rule}`) ?? spoken.t('refusal.unknown'),
    way: say(`refusal.${refusal.rule}.way`),
    fields: wrongFields(refusal, spoken),
  };
}

export function refused(event: RequestEvent, refusal: Refusal): Refused {
  return fail(statusOf(refusal), { refusal: refusalWords(refusal, event.locals.locale) });
}

/** The HTTP status of a refusal, for pages and API alike. */
export function statusOf(refusal: Refusal): number {
  return STATUS[refusal.rule] ?? 422;
}

const STATUS: { readonly [rule: string]: number } = {
  sign_in_first: 401,
  token_not_valid: 401,
  no_standing: 404,
  command_unknown: 404,
  path_unknown: 404,
  method_not_allowed: 405,
  token_lacks_scope: 403,
  not_yours: 403,
  only_the_house: 403,
  members_only: 403,
  membership_suspended: 403,
  act_of_a_home: 403,
  no_mandate: 403,
  mandate_ended: 403,
  own_benefit: 403,
  input_invalid: 400,
  no_canonical_form: 400,
  key_invalid: 400,
  idempotency_key_missing: 400,
  body_not_json: 400,
  body_too_large: 413,
  file_too_large: 413,
  media_type_not_json: 415,
  organization_missing: 400,
  stale: 409,
  rules_have_changed: 409,
  too_many_tries: 429,
  too_many_files_lately: 429,
  server_failed: 500,
  database_away: 503,
};

/** The facts of a refusal; one that is itself a thing with a name is said by its name. */
function factsIn(spoken: Words, refusal: Refusal): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [fact, value] of Object.entries(refusal)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    values[fact] = NAMED.includes(fact) ? nameOf(spoken, fact, String(value)) : dated(spoken, value);
  }
  return values;
}

const NAMED: readonly string[] = ['role', 'matter', 'class'];

/** What a group has named itself has no word in a language, and is said by its own name. */
function nameOf(spoken: Words, kind: string, name: string): string {
  const key = `${kind}.${name}`;
  return spoken.has(key) ? spoken.t(key) : name.replaceAll('_', ' ');
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function dated(spoken: Words, value: string | number): string | number {
  if (typeof value === 'string' && INSTANT.test(value)) return spoken.moment(value);
  return isCivilDate(value) ? spoken.date(value) : value;
}

/** A text field of a form; empty when it is not there or is a file. */
export function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
