import { rulesParts } from '#agents/screens/rules-words.ts';
import { headToKeep } from '#host/register/heads';
import { words } from '#locales';
import { foundingPath, openCircle, rehearsalOf } from '../founding/circle.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openCircle(event);
  const { organization, group, draft } = circle.scene;
  const { host } = event.locals.world;
  const spoken = words(event.locals.locale, group.timeZone);
  return {
    here: draft ? foundingPath(event) : `/g/${organization.slug}`,
    title: organization.name,
    place: organization.place,
    form: organization.form,
    purpose: organization.purpose,
    rehearsal: rehearsalOf(circle),
    version: group.statutesVersion,
    founded: organization.founded_at === null ? undefined : spoken.moment(new Date(organization.founded_at)),
    head: (await headToKeep(host.db, organization.org_id, new Date(host.clock()).toISOString()))?.line,
    printed: spoken.date(circle.scene.today),
    parts: rulesParts(spoken, group.articles),
    seats: circle.seats.map(({ member, name, signedAt, answeredBy }) => ({
      member,
      name,
      signed: signedAt === null ? '' : spoken.date(new Date(signedAt), 'short'),
      onPaper: answeredBy !== null,
    })),
  };
};
