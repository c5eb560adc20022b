import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { refuse, type Refusal } from '#kernel/outcome';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { hashCode, invitationByCode, loadScene } from '#agents/server';
import { INVITATION_SIGNS, readCode } from '#host/auth/codes';
import { act, field, formKey, refusalWords, refused } from '#host/forms';
import { tryCode } from '#host/limits';
import { arrive, visitOf } from '#host/visit';
import { words } from '#locales';
import type { Actions, PageServerLoad } from './$types';

const COOKIE = 'join';
const COOKIE_SECONDS = 3600;
/**
 * A whole assembly may sit behind one address; nobody who guesses gets far with this in a quarter of an hour.
 */
const TRIES = { name: 'join', each: 300, wrong: 3_000, seconds: 900 };

/**
 * The code leaves the address at once: it is not for the history of a shared phone, nor for anybody's log.
 */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const given = event.url.searchParams.get('code');
  if (given !== null) {
    keepCode(event, given);
    redirect(303, '/join');
  }
  const code = event.cookies.get(COOKIE);
  if (code === undefined) return { code: '', refusal: undefined, group: undefined };
  const found = await lookUp(event, code);
  if ('rule' in found) {
    return { code, refusal: refusalWords(found, event.locals.locale), group: undefined };
  }
  const { organization, group } = found.scene;
  const { session, locale } = event.locals;
  return {
    code,
    refusal: undefined,
    group: {
      key: formKey(),
      name: organization.name,
      purpose: organization.purpose,
      place: organization.place,
      form: organization.form,
      isDraft: found.scene.draft,
      parts: rulesParts(words(locale), group.articles),
      you: session?.name ?? found.name ?? '',
      isIn: session !== null,
    },
  };
};

export const actions: Actions = {
  /** A code that was typed; whether it opens anything is seen on the next page. */
  async open(event) {
    const form = await event.request.formData();
    keepCode(event, field(form, 'code'));
    redirect(303, '/join');
  },
  async another(event) {
    event.cookies.delete(COOKIE, { path: '/join' });
    redirect(303, '/join');
  },
  async come(event) {
    const form = await event.request.formData();
    const code = event.cookies.get(COOKIE) ?? '';
    const found = await lookUp(event, code);
    if ('rule' in found) return refused(event, found);
    const isNew = event.locals.session === null;
    if (isNew) {
      const asked = { name: field(form, 'name'), secret: field(form, 'secret') };
      const entered = await event.locals.world.auth.signUp(asked, visitOf(event));
      if (!entered.ok) {
        const { status, data } = refused(event, entered.refusal);
        return fail(status, { ...data, typed: asked.name });
      }
      await arrive(event, entered.value);
    }
    const accepted = await act(event, {
      command: 'agents.accept',
      org: found.org,
      input: { code, name: field(form, 'name'), norms: field(form, 'norms') === 'yes' },
      key: field(form, 'key'),
    });
    if (!accepted.ok) return refused(event, accepted.refusal);
    event.cookies.delete(COOKIE, { path: '/join' });
    const { slug } = found.scene.organization;
    const place = found.scene.draft ? `/g/${slug}/founding/sign` : `/g/${slug}`;
    redirect(303, isNew ? `/card/new?next=${encodeURIComponent(place)}` : place);
  },
};

function keepCode(event: RequestEvent, code: string): void {
  event.cookies.set(COOKIE, code.trim().slice(0, 40), {
    path: '/join',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: COOKIE_SECONDS,
  });
}

/** The group that a code opens, or why it opens none. */
async function lookUp(event: RequestEvent, typed: string) {
  const { host } = event.locals.world;
  const now = new Date(host.clock());
  const tried = await tryCode(host.db, TRIES, event.getClientAddress(), now, async () =>
    invitationByCode(host.db, hashCode(typed), now.toISOString()),
  );
  if (!tried.ok) return tried.refusal;
  const found = tried.value;
  const scene = found && (await sceneFor(event, found.org));
  return found && scene ? { org: found.org, name: found.name, scene } : notValid(typed);
}

function sceneFor(event: RequestEvent, org: OrgId) {
  const { host } = event.locals.world;
  return loadScene(host.db, org, event.locals.session?.person ?? null, new Date(host.clock()).toISOString());
}

/** Codes of founders carry a check sign: a slip of the pen can be told apart from a code that is over. */
function notValid(typed: string): Refusal {
  const signs = typed.replace(/[^0-9A-Za-z]/g, '').length;
  const slipped = signs === INVITATION_SIGNS && readCode(typed, INVITATION_SIGNS) === null;
  return refuse(slipped ? 'join_code_mistyped' : 'invitation_not_valid').refusal;
}
