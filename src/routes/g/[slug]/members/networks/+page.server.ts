import { error } from '@sveltejs/kit';
import { HOUSE, may, standingKind, standsFully } from '#agents';
import { loadDelegations, loadRoll, orgBySlug } from '#agents/server';
import { field, formKey } from '#host/forms';
import { decidedBy } from '../../propose.ts';
import { carry, insideScene, nameBook, wordsFor } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  if (scene.draft) error(404, 'not_found');
  const { db } = event.locals.world.host;
  const roll = await loadRoll(db, scene.organization.org_id);
  const nameOf = nameBook(scene, roll);
  return {
    delegations: (await loadDelegations(db, scene.organization.org_id)).map((one) => ({
      slug: one.networkSlug,
      network: one.networkName,
      name: nameOf(one.member),
      since: one.since,
    })),
    members: roll.members
      .filter((one) => one.person !== null && standsFully(standingKind(one, scene.today), false))
      .map((one) => ({ value: one.id, label: one.name ?? one.id })),
    may: may(scene, 'join_network'),
    decided: decidedBy(wordsFor(event, scene), scene, 'join_network'),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  name: (event) =>
    carry(
      event,
      'agents.name_delegate',
      // People know a network by its address; what is recorded is which one it is. Where there is none, the
      // house stands for it, which nobody belongs to.
      async (form) => ({
        network: (await orgBySlug(event.locals.world.host.db, slugIn(field(form, 'network')))) ?? HOUSE,
        member: field(form, 'member'),
      }),
      '/members/networks',
    ),
};

/** The last step of an address, however much of it was written. */
function slugIn(address: string): string {
  return address.trim().toLowerCase().replace(/\/+$/, '').split('/').at(-1) ?? '';
}
