import { error, redirect } from '@sveltejs/kit';
import { checkStatutes, MATTERS, may, type Articles } from '#agents';
import { loadRulesVersions } from '#agents/server';
import { articlesFrom, powerAnswer, powerChoices } from '#agents/screens/articles-form.ts';
import { KNOWN_POSTS } from '#agents/screens/known-posts.ts';
import { matterWord, powerWord, roleTitle, roleWord, ruleChanges, titled } from '#agents/screens/say.ts';
import { act, field, formKey } from '#host/forms';
import type { Words } from '#locales';
import { failed, insideScene, orgOf, wordsFor } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayAmend = may(scene, 'amend', ['founder', 'statutes']);
  if (mayAmend === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { articles, statutesVersion } = scene.group;
  const amend = articles.powers['amend'];
  return {
    base: statutesVersion,
    mayAmend,
    power: amend ? powerWord(words, amend) : null,
    questions: questionsOf(words, articles),
    formKey: formKey(),
  };
};

function questionsOf(words: Words, articles: Articles) {
  const { admission, exit, dissolution, roles, powers } = articles;
  return {
    who: admission.who,
    byApplication: admission.byApplication,
    byInvitation: admission.byInvitation,
    vouchers: admission.vouchers,
    trialDays: admission.trialDays,
    noticeDays: exit.noticeDays,
    appealDays: exit.appealDays,
    assetsTo: dissolution.assetsTo,
    roles: roles.map((one) => ({ ...one, title: roleTitle(words, one.role) })),
    known: KNOWN_POSTS.filter((one) => !roles.some(({ role }) => role === one)).map((value) => ({
      value,
      label: roleTitle(words, value),
    })),
    powers: inOrder(powers).map(([matter, power]) => ({
      matter,
      title: titled(words, matterWord(words, matter)),
      answer: powerAnswer(power),
      choices: powerChoices(articles, matter).map((value) => ({ value, label: choiceWord(words, value) })),
      several: power.by === 'roles' || (power.by === 'members' && 'of' in power),
    })),
  };
}

/** As people go through the life of a group, whatever order the database keeps them in. */
function inOrder(powers: Articles['powers']) {
  const place = (matter: string) => (MATTERS as readonly string[]).indexOf(matter) + 1 || MATTERS.length + 1;
  return Object.entries(powers).sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}

function choiceWord(words: Words, choice: string): string {
  if (choice.startsWith('role:')) return words.t('power.role', { role: roleWord(words, choice.slice(5)) });
  return words.t(`amend.by.${choice as 'member' | 'members' | 'roles' | 'majority' | 'all'}`);
}

export const actions: Actions = {
  /** Nothing is recorded: the rules as they would be, beside how they are. */
  async preview(event) {
    const scene = await insideScene(event);
    const form = await event.request.formData();
    const present = scene.group.articles;
    const articles = articlesFrom(present, (name) => field(form, name));
    const matters = new Set([...MATTERS, ...Object.keys(present.powers)]);
    const checked = checkStatutes(articles, [...matters]);
    if (!checked.ok) return failed(event, form, checked.refusal);
    const changes = ruleChanges(wordsFor(event, scene), present, articles);
    if (changes.length === 0) return failed(event, form, { rule: 'nothing_changes' });
    return {
      preview: {
        base: scene.group.statutesVersion,
        articles: JSON.stringify(articles),
        changes,
        questions: questionsOf(wordsFor(event, scene), articles),
      },
    };
  },
  async amend(event) {
    const org = await orgOf(event);
    const form = await event.request.formData();
    const articles = articlesIn(field(form, 'articles'));
    const answer = await act(event, {
      command: 'agents.amend',
      org,
      input: { base: Number(field(form, 'base')), articles },
      key: field(form, 'key'),
    });
    const base = `/g/${event.params.slug}`;
    if (answer.ok && answer.value.kind === 'waiting')
      redirect(303, `${base}/waiting/${answer.value.waiting}`);
    if (answer.ok && answer.value.kind === 'done')
      redirect(303, `${base}/rules?act=${answer.value.position}#done`);
    if (answer.ok) return undefined;
    if (answer.refusal.rule !== 'rules_have_changed') return failed(event, form, answer.refusal);
    return {
      ...failed(event, form, answer.refusal).data,
      stale: await bothSides(event, Number(field(form, 'base')), articles),
    };
  },
};

function articlesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The rules have changed under somebody's hands: what the others changed, and what they themselves wanted. */
async function bothSides(event: Parameters<Actions[string]>[0], base: number, wanted: unknown) {
  const scene = await insideScene(event);
  const words = wordsFor(event, scene);
  const versions = await loadRulesVersions(event.locals.world.host.db, scene.organization.org_id);
  const before = versions.find((one) => one.version === base)?.articles ?? scene.group.articles;
  return {
    base: scene.group.statutesVersion,
    articles: JSON.stringify(wanted),
    theirs: ruleChanges(words, before, scene.group.articles),
    mine: ruleChanges(words, scene.group.articles, wanted as Articles),
  };
}
