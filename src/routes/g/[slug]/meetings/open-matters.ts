/** What is open in a group today and could be talked about when it meets. */
import type { RequestEvent } from '@sveltejs/kit';
import { loadRoll, type Scene } from '#agents/server';
import { inForce } from '#agents';
import { roleTitle } from '#agents/screens/say.ts';
import { promiseState, stateOf, type OpenMatter } from '#decisions';
import { listPromises, listProposals } from '#decisions/server';
import type { Words } from '#locales';

export async function openMatters(
  { locals }: Pick<RequestEvent, 'locals'>,
  scene: Scene,
  words: Words,
): Promise<OpenMatter[]> {
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const matters: OpenMatter[] = [];
  for (const one of await listProposals(db, org)) {
    const { id, title, publishedAt, closesAt } = one;
    const state = stateOf(one, scene.now);
    if (state === 'stuck') matters.push({ is: 'stuck', id, title });
    if (state === 'vote') matters.push({ is: 'vote', id, title, closesAt });
    if (state === 'talk' && publishedAt !== null) matters.push({ is: 'talk', id, title, publishedAt });
  }
  for (const one of await listPromises(db, org)) {
    const open = ['promised', 'overdue'].includes(promiseState(one, scene.today));
    if (open) matters.push({ is: 'promise', id: one.id, title: one.what, dueOn: one.by });
  }
  for (const one of (await loadRoll(db, org)).mandates) {
    if (!inForce(one, scene.today, false)) continue;
    const title = words.t('agenda.post', { role: roleTitle(words, one.role), until: words.date(one.endsOn) });
    matters.push({ is: 'post', id: one.id, title, endsOn: one.endsOn });
  }
  return matters;
}
