/** One list: its columns, what each row would do, taking it in, and taking it back. */
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import type { Refusal } from '#kernel/outcome';
import { isId } from '#kernel/id';
import { DELIMITERS, ENCODINGS, FIELDS, type CsvFormat } from '#network';
import {
  dropImport,
  keptFile,
  lookAtFile,
  readDryRun,
  readDryRunReasons,
  readImport,
  stageImport,
} from '#network/server';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import { words } from '#locales';
import { mustList } from '../may-list.ts';
import type { Actions, PageServerLoad } from './$types';

const ROWS_ON_A_PAGE = 50;
const KINDS = ['add', 'change', 'same', 'refuse', 'noted'] as const;

export const load: PageServerLoad = async (event) => {
  const { org, found } = await theImport(event);
  const { db, pool } = event.locals.world.host;
  const shows = KINDS.find((kind) => kind === event.url.searchParams.get('show'));
  const afterLine = Number(event.url.searchParams.get('after') ?? 0) || 0;
  const rows = await readDryRun(db, org, found.id, { kind: shows, afterLine, limit: ROWS_ON_A_PAGE });
  const open = found.state === 'uploaded' || found.state === 'staged';
  const look = open ? await lookAtFile(() => keptFile(pool, org, found.id), found.format) : null;
  return {
    org,
    id: found.id,
    fileName: found.file_name,
    source: found.source,
    licence: found.licence,
    state: found.state,
    on: found.staged_on,
    counts: {
      add: Number(found.added),
      change: Number(found.changed),
      same: Number(found.same),
      refuse: Number(found.refused),
    },
    format: found.format,
    columns: look?.ok
      ? look.value.headers.map((header, i) => ({
          header,
          field: (found.headers[i] === header ? found.mapping[i] : look.value.mapping[i]) ?? '',
          sample: look.value.sample
            .map((row) => row[i] ?? '')
            .filter((cell) => cell.trim() !== '')
            .slice(0, 2),
        }))
      : [],
    reasons: await readDryRunReasons(db, org, found.id),
    shows: shows ?? null,
    rows: rows.map((row) => ({
      ...row,
      said: row.rule ? refusalWords({ ...row.facts, rule: row.rule }, event.locals.locale) : null,
    })),
    nextLine: rows.length === ROWS_ON_A_PAGE ? (rows.at(-1)?.line ?? null) : null,
    formKey: formKey(),
  };
};

async function theImport(event: RequestEvent) {
  const org = await mustList(event);
  const id = event.params['id'];
  const found = isId('imp', id) ? await readImport(event.locals.world.host.db, org, id) : undefined;
  if (!found) error(404, words(event.locals.locale).t('refusal.import_unknown'));
  return { org, found };
}

function no(event: RequestEvent, at: string, refusal: Refusal) {
  return fail(statusOf(refusal), { at, refusal: refusalWords(refusal, event.locals.locale) });
}

const here = (id: string, org: OrgId) => `/import/${id}?in=${org}`;

export const actions: Actions = {
  stage: async (event) => {
    const { org, found } = await theImport(event);
    const { host } = event.locals.world;
    const form = await event.request.formData();
    const format: CsvFormat = {
      encoding: ENCODINGS.find((one) => one === field(form, 'encoding')) ?? found.format.encoding,
      delimiter: DELIMITERS.find((one) => one === field(form, 'delimiter')) ?? found.format.delimiter,
    };
    const bytes = () => keptFile(host.pool, org, found.id);
    const look = await lookAtFile(bytes, format);
    if (!look.ok) return no(event, 'stage', look.refusal);
    // Another delimiter makes other columns: then the guess is made anew.
    const sameColumns =
      format.delimiter === found.format.delimiter && format.encoding === found.format.encoding;
    const mapping = sameColumns
      ? look.value.headers.map((_, i) => FIELDS.find((one) => one === field(form, `column-${i}`)) ?? null)
      : look.value.mapping;
    const staged = await stageImport(host.pool, {
      org,
      importId: found.id,
      bytes: bytes(),
      format,
      mapping,
      source: field(form, 'source'),
      licence: field(form, 'licence'),
      millis: host.clock(),
      chance: host.chance,
    });
    if (!staged.ok) return no(event, 'stage', staged.refusal);
    redirect(303, `${here(found.id, org)}#doing`);
  },
  drop: async (event) => {
    const { org, found } = await theImport(event);
    await dropImport(event.locals.world.host.pool, org, found.id);
    redirect(303, `/import?in=${org}`);
  },
  commit: (event) => perform(event, 'commit', 'network.import_listings'),
  undo: (event) => perform(event, 'undo', 'network.undo_import'),
};

async function perform(event: RequestEvent, at: string, command: string) {
  const { org, found } = await theImport(event);
  const form = await event.request.formData();
  const answer = await act(event, { command, org, input: { import: found.id }, key: field(form, 'key') });
  if (!answer.ok) return no(event, at, answer.refusal);
  redirect(303, here(found.id, org));
}
