import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { languageOf, unitWord } from '#agents';
import { answerIn, articlesFrom, unitAsked, type Form, type FormQuestion } from '#forms';
import { act, field, formKey, refused } from '#host/forms';
import { words } from '#locales';
import { offered, practiceNamed } from '../../pictures.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const form = formOf(event);
  const { session, locale } = event.locals;
  if (!session) redirect(303, `/begin?next=${encodeURIComponent(event.url.pathname)}`);
  const typed = event.url.searchParams;
  return {
    key: formKey(),
    practice: event.params.practice,
    form: form.form,
    typed: {
      name: typed.get('name') ?? '',
      place: typed.get('place') ?? '',
      founder: typed.get('founder') ?? session.name,
      zone: knownZone(typed.get('zone') ?? '') ?? hereZone(),
    },
    ...asked(form, (question) => typed.get(question), locale),
    zones: zones(),
    clock: words(locale, knownZone(typed.get('zone') ?? '') ?? hereZone()).time(
      new Date(event.locals.world.host.clock()),
    ),
  };
};

export const actions: Actions = {
  async found(event) {
    const form = formOf(event);
    const sent = await event.request.formData();
    const typed = {
      name: field(sent, 'name'),
      place: field(sent, 'place'),
      founder: field(sent, 'founder'),
      zone: field(sent, 'zone'),
    };
    const answer = (question: string) => (sent.has(question) ? field(sent, question) : null);
    const answered = await act(event, {
      command: 'agents.found',
      input: {
        form: form.form,
        name: typed.name,
        place: typed.place,
        founder: typed.founder,
        timeZone: knownZone(typed.zone) ?? hereZone(),
        locale: event.locals.locale,
        articles: articlesFrom(form, answer, languageOf(event.locals.locale)),
      },
      key: field(sent, 'key'),
    });
    if (!answered.ok) {
      const { status, data } = refused(event, answered.refusal);
      return fail(status, { ...data, typed, ...asked(form, answer, event.locals.locale) });
    }
    const made = answered.value.kind === 'done' ? (answered.value.answer as { slug: string }) : null;
    redirect(303, made ? `/g/${made.slug}/founding/rules` : '/today');
  },
};

/** The questions with their answers, and the rules that come of them. */
function asked(form: Form, answer: (question: string) => string | null, locale: string) {
  const language = languageOf(locale);
  const articles = articlesFrom(form, answer, language);
  // Where it gets its name on this very page, the figure stands alone.
  const isNamed = !form.questions.some(({ kind }) => kind === 'words');
  const inUnit = (question: FormQuestion) =>
    question.kind === 'amount' && isNamed
      ? { unit: unitWord(words(locale), unitAsked(articles, question), 'many') }
      : {};
  return {
    questions: form.questions.map((question) => ({
      ...question,
      value: answerIn(articles, question, language),
      ...inUnit(question),
    })),
    rules: rulesParts(words(locale), articles, { before: form.articles }),
  };
}

function formOf(event: RequestEvent): Form {
  const practice = practiceNamed(event.params['practice'] ?? '');
  const form = practice && offered(practice).forms.find((one) => one.form === event.params['form']);
  if (!form) error(404, words(event.locals.locale).t('start.nothing'));
  return form;
}

function knownZone(zone: string): string | undefined {
  return zones().includes(zone) ? zone : undefined;
}

/** Where this machine stands, most of the people it serves stand too. */
function hereZone(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zones().includes(here) ? here : 'UTC';
}

let known: readonly string[] | undefined;
function zones(): readonly string[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  return known;
}
