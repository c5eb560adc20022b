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
import { latestHead } from '#host/register/heads';
import { readEntry } from '#host/register/record';
import { words } from '#locales';
import { mustList, type Kept } from '../may-list.ts';
import type { Actions, PageServerLoad } from './$types';

const ROWS_ON_A_PAGE = 50;
const KINDS = ['add', 'change', 'same', 'refuse', 'noted'] as const;

export const load: PageServerLoad = async (event) => {
  const { kept, found } = await theImport(event);
  const { org } = kept;
  const { db, pool } = event.locals.world.host;
  const shows = KINDS.find((kind) => kind === event.url.searchParams.get('show'));
  const after = event.url.searchParams.get('after') ?? '';
  const afterLine = /^\d{1,12}$/.test(after) ? Number(after) : 0;
  const rows = await readDryRun(db, org, found.id, { kind: shows, afterLine, limit: ROWS_ON_A_PAGE });
  const open = found.state === 'uploaded' || found.state === 'staged';
  const look = open ? await lookAtFile(() => keptFile(pool, org, found.id), found.format) : null;
  return {
    kept,
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
    afterLine,
    nextLine: rows.length === ROWS_ON_A_PAGE ? (rows.at(-1)?.line ?? null) : null,
    done: await doneHere(event, kept),
    formKey: formKey(),
  };
};

/** After the act, the page says so as the record does, with its proof. */
async function doneHere(event: RequestEvent, { org, slug }: Kept) {
  const asked = event.url.searchParams.get('act');
  if (asked === null || !/^\d{1,15}$/.test(asked)) return null;
  const { db } = event.locals.world.host;
  const entry = await readEntry(db, org, Number(asked));
  const command = entry?.leaf?.command;
  if (!entry?.leaf || !command?.startsWith('network.')) return null;
  const { t, moment } = words(event.locals.locale);
  const head = await latestHead(db, org, new Date(event.locals.world.host.clock()).toISOString());
  const is = command === 'network.undo_import' ? 'undone' : 'committed';
  return {
    text: t(`import.done.${is}`),
    when: moment(entry.leaf.at),
    proof: `/g/${slug}/record/${entry.position}`,
    head: head && { place: entry.position + 1, size: head.size, root: head.root },
  };
}

async function theImport(event: RequestEvent) {
  const kept = await mustList(event);
  const { org } = kept;
  const id = event.params['id'];
  const found = isId('imp', id) ? await readImport(event.locals.world.host.db, org, id) : undefined;
  if (!found) error(404, words(event.locals.locale).t('refusal.import_unknown'));
  return { kept, found };
}

/** Back to the form, with what was written in it; a column's fact is said by its name. */
function no(event: RequestEvent, at: string, form: FormData, refusal: Refusal, later?: string) {
  const { t, has } = words(event.locals.locale);
  const key = typeof refusal['field'] === 'string' ? `import.field.${refusal['field']}` : '';
  const said = has(key) ? { ...refusal, field: t(key) } : refusal;
  const values: Record<string, string> = {};
  for (const name of new Set(form.keys())) values[name] = field(form, name);
  return fail(statusOf(refusal), { at, refusal: refusalWords(said, event.locals.locale), values, later });
}

const here = (id: string, org: OrgId) => `/import/${id}?in=${org}`;

export const actions: Actions = {
  stage: async (event) => {
    const { kept, found } = await theImport(event);
    const { org } = kept;
    const { host } = event.locals.world;
    const form = await event.request.formData();
    const format: CsvFormat = {
      encoding: ENCODINGS.find((one) => one === field(form, 'encoding')) ?? found.format.encoding,
      delimiter: DELIMITERS.find((one) => one === field(form, 'delimiter')) ?? found.format.delimiter,
    };
    const bytes = () => keptFile(host.pool, org, found.id);
    const look = await lookAtFile(bytes, format);
    if (!look.ok) return no(event, 'stage', form, look.refusal);
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
    if (!staged.ok) return no(event, 'stage', form, staged.refusal);
    redirect(303, `${here(found.id, org)}#doing`);
  },
  drop: async (event) => {
    const { kept, found } = await theImport(event);
    await dropImport(event.locals.world.host.pool, kept.org, found.id);
    redirect(303, `/import?in=${kept.org}`);
  },
  /** The same columns once more, after the directory has changed. */
  again: async (event) => {
    const { kept, found } = await theImport(event);
    const { host } = event.locals.world;
    const { format, mapping, source, licence } = found;
    const staged = await stageImport(host.pool, {
      org: kept.org,
      importId: found.id,
      bytes: keptFile(host.pool, kept.org, found.id),
      format, mapping, source, licence,
      millis: host.clock(),
      chance: host.chance,
    }); // prettier-ignore
    if (!staged.ok) return no(event, 'stage', new FormData(), staged.refusal);
    redirect(303, `${here(found.id, kept.org)}#doing`);
  },
  commit: (event) => perform(event, 'commit', 'network.import_listings'),
  undo: (event) => perform(event, 'undo', 'network.undo_import'),
};

async function perform(event: RequestEvent, at: string, command: string) {
  const { kept, found } = await theImport(event);
  const { org } = kept;
  const form = await event.request.formData();
  const answer = await act(event, { command, org, input: { import: found.id }, key: field(form, 'key') });
  if (!answer.ok) {
    const later = answer.refusal['later'];
    const list = isId('imp', later) ? await readImport(event.locals.world.host.db, org, later) : undefined;
    const refusal = list ? { ...answer.refusal, later: list.file_name } : answer.refusal;
    return no(event, at, form, refusal, list?.id);
  }
  if (answer.value.kind === 'waiting') redirect(303, `/g/${kept.slug}/waiting/${answer.value.waiting}`);
  redirect(303, `${here(found.id, org)}&act=${answer.value.position}#done`);
}
