/**
 * What can be done in a talk, the same on every page that shows one: of a proposal, of a meeting, of the whole
 * group. Whatever was done, the page comes back to the word that it was about.
 */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { act, field } from '#host/forms';
import { proposeHref } from '../propose.ts';
import { orgOf, refused, said, written } from '../scene.ts';
import { namedIn } from './talk-place.ts';

/** The page of a talk, below the address of its group; `word` is what it has to show. */
export type TalkPage = (event: RequestEvent, word?: string) => string;

type Inputs = Record<string, unknown>;
type InputOf = (form: FormData, event: RequestEvent) => Inputs | Promise<Inputs>;

/** Something said or answered: the page comes back to the place where it was. */
export function toldAt(page: TalkPage) {
  return (command: string, input: InputOf, anchor = 'talk') =>
    async (event: RequestEvent) => {
      const form = await event.request.formData();
      const asked = { command: `decisions.${command}`, input: said(await input(form, event)) };
      const slug = event.params['slug'] ?? '';
      // What is decided together goes on to a proposal of the same.
      if (field(form, 'propose') !== '') redirect(303, proposeHref(slug, asked.command, asked.input));
      const answer = await act(event, { ...asked, org: await orgOf(event), key: field(form, 'key') });
      if (!answer.ok) return refused(event, form, asked, answer.refusal);
      const base = `/g/${slug}`;
      if (answer.value.kind === 'waiting') redirect(303, `${base}/waiting/${answer.value.waiting}`);
      const word = written(form, 'word') ?? written(form, 'replyTo');
      redirect(303, `${base}${page(event, word)}#${word ?? anchor}`);
    };
}

/** What somebody has written, and whom they name in it. */
async function wordsIn(form: FormData, event: RequestEvent) {
  const text = field(form, 'text');
  return { text, mentions: await namedIn(event, text) };
}

const word = (form: FormData) => ({ word: field(form, 'word') });

/** The actions of a talk about `subject`. */
export function talkActions(subject: (event: RequestEvent) => string, page: TalkPage) {
  const told = toldAt(page);
  return {
    say: told('say', async (form, event) => ({
      subject: subject(event),
      kind: written(form, 'kind'),
      replyTo: written(form, 'replyTo'),
      ...(await wordsIn(form, event)),
    })),
    change: told('change_word', async (form, event) => ({ ...word(form), ...(await wordsIn(form, event)) })),
    takeBack: told('take_back_word', word),
    settle: told('settle_word', (form) => ({ ...word(form), as: field(form, 'as') })),
    integrate: told('integrate', word),
    setAside: told('set_aside_word', word),
    react: told('react', (form) => ({ ...word(form), sign: field(form, 'sign') })),
    summarise: told('summarise', (form, event) => ({ subject: subject(event), text: field(form, 'text') })),
    adopt: told('adopt_summary', word),
    hide: told('hide_word', (form) => ({ ...word(form), reason: field(form, 'reason') })),
    show: told('show_word', word),
  };
}
