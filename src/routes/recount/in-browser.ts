/**
 * The one part of the program that runs in a browser with the pictures of the server: it takes the words
 * that came with the page, and the place of the form. It asks the network for nothing.
 */
import { mount } from 'svelte';
import { speak } from '#locales/speak';
import RecountAlone from '#decisions/screens/RecountAlone.svelte';

const target = document.getElementById('recount');
const { locale, words } = target?.dataset ?? {};
if (target && locale !== undefined && words !== undefined) {
  const dictionary = JSON.parse(words) as Parameters<typeof speak>[1];
  target.replaceChildren();
  // What the page of an outcome has sent along, so that nobody types it.
  const given = new URLSearchParams(location.search);
  mount(RecountAlone, { target, props: { words: speak(locale, dictionary, undefined), given } });
  target.hidden = false;
  document.getElementById('without')?.remove();
}
