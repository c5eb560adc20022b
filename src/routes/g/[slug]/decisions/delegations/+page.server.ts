import { error } from '@sveltejs/kit';
import { standingKind, standsFully, voiceOf, waysOf } from '#agents';
import { loadRoll } from '#agents/server';
import { matterWord } from '#agents/screens/say.ts';
import { EVERY_MATTER, isInForce } from '#decisions';
import { listDelegations } from '#decisions/server';
import { field, formKey } from '#host/forms';
import { carry, insideScene, nameBook, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

/** To whom somebody has given their voice, and whose they carry; known to nobody but the two. */
export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const own = scene.viewer.member;
  const most = voiceOf(scene.group.articles).delegations;
  const all = (await listDelegations(db, org)).filter((one) => isInForce(one, scene.today));
  const mine = all.filter((one) => one.from === own);
  if (most === 0 && mine.length === 0) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const roll = await loadRoll(db, org);
  const nameOf = nameBook(scene, roll);
  const matter = (scope: string) =>
    scope === EVERY_MATTER ? words.t('delegation.all') : matterWord(words, scope);
  const row = (one: (typeof all)[number], member: string) => ({
    id: one.id,
    name: nameOf(member) ?? words.t('member.forgotten'),
    matter: matter(one.scope),
    until: one.until === null ? null : words.date(one.until),
  });
  const { powers } = scene.group.articles;
  return {
    most,
    mine: mine.map((one) => row(one, one.to)),
    carried: all.filter((one) => one.to === own).map((one) => row(one, one.from)),
    people: roll.members
      .filter((one) => one.id !== own && standsFully(standingKind(one, scene.today), scene.draft))
      .map((one) => ({ value: one.id, label: nameOf(one.id) ?? '' })),
    matters: [
      { value: EVERY_MATTER, label: words.t('delegation.all') },
      ...Object.keys(powers)
        .filter((name) => waysOf(powers[name]).some((way) => way.secrecy === 'open'))
        .map((name) => ({ value: name, label: matterWord(words, name) })),
    ],
    today: scene.today,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  delegate: (event) =>
    carry(
      event,
      'decisions.delegate',
      (form) => ({
        to: field(form, 'to'),
        scope: written(form, 'scope'),
        until: written(form, 'until'),
      }),
      '/decisions/delegations',
    ),
  end: (event) =>
    carry(
      event,
      'decisions.end_delegation',
      (form) => ({ delegation: field(form, 'delegation') }),
      '/decisions/delegations',
    ),
};
