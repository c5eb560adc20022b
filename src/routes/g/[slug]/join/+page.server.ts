import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { isInside, type Admission } from '#agents';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { loadGroupsToBring, type Scene } from '#agents/server';
import { act, field, formKey, refused, type Refused } from '#host/forms';
import { arrive, visitOf } from '#host/visit';
import { words } from '#locales';
import { circleOf, nothingHere } from '../founding/circle.ts';
import type { Actions, PageServerLoad } from './$types';

/** Asking to join a group that exists. Whoever has a code goes the shorter way. */
export const load: PageServerLoad = async (event) => {
  const code = event.url.searchParams.get('code');
  if (code !== null) redirect(303, `/join?code=${encodeURIComponent(code)}`);
  const scene = await frontOf(event);
  const { organization, group, standing } = scene;
  const { session, locale } = event.locals;
  if (isInside(scene.viewer)) redirect(303, `/g/${organization.slug}`);
  return {
    key: formKey(),
    here: `/g/${organization.slug}`,
    name: organization.name,
    purpose: organization.purpose,
    place: organization.place,
    form: organization.form,
    isOpen: group.articles.admission.byApplication && group.state === 'founded',
    appliedOn: standing.kind === 'applicant' ? standing.membership?.appliedOn : undefined,
    parts: rulesParts(words(locale), group.articles),
    you: session?.name ?? '',
    isIn: session !== null,
    ...(await waysIn(event, scene)),
  };
};

export const actions: Actions = {
  /** Whoever asked thinks better of it. Done twice, it is still what they wanted. */
  async leave(event) {
    const scene = await frontOf(event);
    const form = await event.request.formData();
    if (scene.standing.kind === 'applicant') {
      const gone = await act(event, {
        command: 'agents.leave',
        org: scene.organization.org_id,
        input: {},
        key: field(form, 'key'),
      });
      if (!gone.ok) return refused(event, gone.refusal);
    }
    redirect(303, `/g/${scene.organization.slug}`);
  },
  async ask(event) {
    const scene = await frontOf(event);
    const form = await event.request.formData();
    const typed = {
      name: field(form, 'name'),
      statement: field(form, 'statement'),
      contact: field(form, 'contact'),
    };
    const isNew = event.locals.session === null;
    if (isNew) {
      const entered = await event.locals.world.auth.signUp(
        { name: typed.name, secret: field(form, 'secret') },
        visitOf(event),
      );
      if (!entered.ok) return kept(refused(event, entered.refusal), typed);
      await arrive(event, entered.value);
    }
    const as = field(form, 'as');
    const { admission } = scene.group.articles;
    const asked = await act(event, {
      command: 'agents.apply',
      org: scene.organization.org_id,
      input: {
        ...typed,
        class: classFor(admission, as !== ''),
        ...(as === '' ? {} : { as: as as OrgId }),
        norms: field(form, 'norms') === 'yes',
      },
      key: field(form, 'key'),
    });
    if (!asked.ok) return kept(refused(event, asked.refusal), typed);
    const here = event.url.pathname;
    redirect(303, isNew ? `/card/new?next=${encodeURIComponent(here)}` : here);
  },
};

/** What was written stays in the form; the secret does not. */
function kept<Typed>({ status, data }: Refused, typed: Typed) {
  return fail(status, { ...data, typed });
}

/** As whom this person may ask: for themself, and for groups that have named them to speak here. */
async function waysIn(event: RequestEvent, { organization, group }: Scene) {
  const { who } = group.articles.admission;
  const { session, world } = event.locals;
  const groups =
    session && who !== 'people'
      ? await loadGroupsToBring(world.host.db, organization.org_id, session.person)
      : [];
  return { who, groups };
}

/** Where groups and people both belong, people come in without a vote if there is such a place. */
function classFor({ who, classes }: Admission, isGroup: boolean): string | undefined {
  const voting = classes.find((one) => one.votes)?.class;
  const other = classes.find((one) => !one.votes)?.class;
  return who === 'both' && !isGroup ? (other ?? voting) : voting;
}

async function frontOf(event: RequestEvent): Promise<Scene> {
  const scene = (await circleOf(event))?.scene;
  if (!scene || (scene.group.state === 'draft' && !isInside(scene.viewer))) nothingHere(event);
  return scene;
}
