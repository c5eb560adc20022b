/** A list comes in: it is read and its columns guessed; nothing changes. */
import { fail, redirect } from '@sveltejs/kit';
import { field, refusalWords, statusOf } from '#host/forms';
import { keepFile, lookAtFile, newImport, readImports } from '#network/server';
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
    const made = { org, fileName: file.name, ...values, millis: host.clock(), chance: host.chance };
    const id = await newImport(host.pool, { ...made, look: look.value });
    await keepFile(host.pool, org, id, bytes);
    redirect(303, `/import/${id}?in=${org}`);
  },
};
