/** Blind ballots are made in the voter's browser; where it cannot, the page says so. */
import { voteBlind } from '#decisions/screens/blind-ballot.ts';

const root = document.querySelector<HTMLElement>('[data-blind]');
if (root && 'subtle' in crypto) voteBlind(root);
else document.querySelector<HTMLElement>('[data-blind-https]')?.removeAttribute('hidden');
