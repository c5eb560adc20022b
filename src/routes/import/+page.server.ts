/** A list comes in: it is read and its columns guessed; nothing changes. */
import { fail, redirect } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { field, refusalWords, statusOf } from '#host/forms';
import { keepFile, lookAtFile, newImport, readImports, type FileLook } from '#network/server';
import type { Host } from '#host/host';
import { directories, mustList, nobodyHere } from './may-list.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST_BYTES = 20 * 1024 * 1024;

export const load: PageServerLoad = async (event) => {
  if (!event.url.searchParams.has('in')) {
    const { kept: choices, others } = await directories(event);
    const [only] = choices;
    if (!only && others.length === 0) nobodyHere(event);
    if (only && choices.length === 1) redirect(303, `/import?in=${only.org}`);
    return { choices, others, kept: null, imports: [] };
  }
  const kept = await mustList(event);
  const imports = await readImports(event.locals.world.host.db, kept.org);
  return {
    choices: [],
    others: [],
    kept,
    imports: imports.map((one) => ({
      id: one.id,
      fileName: one.file_name,
      source: one.source,
      state: one.state,
      on: one.staged_on,
      added: Number(one.added),
      changed: Number(one.changed),
    })),
  };
};

export const actions: Actions = {
  read: async (event) => {
    const { org } = await mustList(event);
    const { host } = event.locals.world;
    const form = await event.request.formData();
    const file = form.get('file');
    const values = { source: field(form, 'source'), licence: field(form, 'licence') };
    const no = (refusal: { rule: string }) =>
      fail(statusOf(refusal), { at: 'read', refusal: refusalWords(refusal, event.locals.locale), values });
    if (!(file instanceof File) || (file.size === 0 && file.name === ''))
      return no({ rule: 'file_not_chosen' });
    if (file.size > MOST_BYTES) return no({ rule: 'upload_too_large' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    async function* open() {
      yield bytes;
    }
    const look = await lookAtFile(open);
    if (!look.ok) return no(look.refusal);
    const before = await lastLike(host, org, look.value);
    const id = await newImport(host.pool, {
      org,
      fileName: file.name,
      source: values.source || (before?.source ?? ''),
      licence: values.licence || (before?.licence ?? ''),
      look: before ? { ...look.value, mapping: before.mapping } : look.value,
      millis: host.clock(),
      chance: host.chance,
    });
    await keepFile(host.pool, org, id, bytes);
    redirect(303, `/import/${id}?in=${org}`);
  },
};

/**
 * The last list with the same headings that was taken in: what was said of its columns need not be said
 * again.
 */
async function lastLike(host: Host, org: OrgId, { headers }: FileLook) {
  const lists = await readImports(host.db, org);
  return lists.find((one) => one.state === 'committed' && same(one.headers, headers));
}

function same(ones: readonly string[], others: readonly string[]): boolean {
  return ones.length === others.length && ones.every((one, i) => one === others[i]);
}
