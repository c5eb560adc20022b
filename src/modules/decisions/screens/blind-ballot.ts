/**
 * The part of a blind vote that a voter's own browser does: it makes a token, has it signed blinded, keeps it,
 * and posts a ballot with it as nobody. What is chosen and what is kept never go out together with whoever is
 * signed in. Without this script nothing of it is possible, and the page says what is.
 */
import { sha256 } from '#tally';
import { isSigned, newWish, unblind, type BallotKey, type Wish } from '../core/blind.ts';
import type { Choices } from '../core/proposal.ts';
import { choicesOf, writtenOn, type BallotKind } from './ballot-form.ts';

const SIGNED_TOKEN = /([0-9A-Za-z_-]{43})\.([0-9A-Za-z_-]{342})(?![0-9A-Za-z_-])/;
const MINUTE = 60_000;
const LATEST = { now: 0, minutes: 10 * MINUTE, hour: 60 * MINUTE } as const;

type Step = 'take' | 'bring' | 'fill' | 'waits' | 'done';

/** What this browser keeps of one vote, for one of those who use it. */
interface Kept {
  /** Made and not signed yet: whoever asks again asks for the same. */
  readonly wish?: Wish;
  readonly token?: string;
  readonly signature?: string;
}

interface Ballot {
  readonly choices: Choices;
  /** The same until it has arrived, so that it comes in once. */
  readonly key: string;
}

/** Takes the page over whose `root` was written by the server, with everything it may have to say. */
export function voteBlind(root: HTMLElement): void {
  const { org, proposal, round, member, kind, taken, address } = root.dataset;
  const key = JSON.parse(root.dataset['key'] ?? '{}') as BallotKey;
  const place = `blind ${proposal} ${round} ${member}`;
  let kept = remembered(place);
  let ballot: Ballot | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const one = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!;
  const on = (selector: string, does: () => Promise<void> | void) =>
    one(selector).addEventListener('click', () => void does());
  const words = (name: string) => root.dataset[name] ?? '';

  function show(step: Step, focus = true) {
    for (const part of root.querySelectorAll<HTMLElement>('[data-step]')) {
      part.hidden = !part.dataset['step']!.split(' ').includes(step);
    }
    say('');
    if (step === 'fill') one<HTMLTextAreaElement>('[name=kept]').value = `${kept.token}.${kept.signature}`;
    if (focus) one(`[data-step~=${step}]`).focus();
  }

  function say(sentence: string) {
    const said = one('[data-said]');
    said.hidden = sentence === '';
    said.textContent = sentence;
    if (sentence !== '') said.scrollIntoView({ block: 'center' });
  }

  function keep(now: Kept) {
    kept = now;
    try {
      localStorage.setItem(place, JSON.stringify(now));
    } catch {
      // A browser that remembers nothing votes all the same, as long as the page is open.
    }
  }

  /** Reckoning takes a phone a while, and holds the page still meanwhile: it says so first. */
  async function working<Result>(does: () => Promise<Result>): Promise<Result> {
    const sign = one('[data-work]');
    sign.hidden = false;
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      return await does();
    } finally {
      sign.hidden = true;
    }
  }

  async function take() {
    say('');
    const wish = kept.wish ?? (await working(() => newWish(key)));
    // Kept before it is asked for: if the line drops now, the same one can be asked for again.
    keep({ wish });
    const answer = await sent(address!, { blinded: wish.blinded, key: newKey() }, 'same-origin');
    if (answer === null) return say(words('offline'));
    const { signature: blindly, said } = answer as { signature?: string; said?: string };
    if (blindly === undefined) return say(said ?? words('offline'));
    const signature = await working(() => unblind(key, wish, blindly)).catch(() => null);
    if (signature === null) return say(words('forged'));
    // What took the blinding off is forgotten: only with it could the two be put together.
    keep({ token: wish.token, signature });
    show('fill');
  }

  async function bring() {
    const file = one<HTMLInputElement>('[name=file]').files?.[0];
    const text = one<HTMLTextAreaElement>('[name=brought]').value || ((await file?.text()) ?? '');
    const [, token, signature] = SIGNED_TOKEN.exec(text) ?? [];
    const isOurs = token && signature && (await isSigned(key, token, signature).catch(() => false));
    if (!isOurs) return say(words('odd'));
    keep({ token, signature });
    show('fill');
  }

  function save() {
    const text = `${root.dataset['title']}\n${location.href}\n\n${kept.token}.${kept.signature}\n`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = `${proposal}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function forget() {
    localStorage.removeItem(place);
    kept = {};
    show('bring');
  }

  function fill(form: HTMLFormElement) {
    const data = new FormData(form);
    const choices = choicesOf(kind as BallotKind, writtenOn(data));
    if (!choices.ok) return say(words(choices.refusal.rule === 'ballot_place_odd' ? 'place' : 'nothing'));
    ballot = { choices: choices.value, key: newKey() };
    const latest = LATEST[String(data.get('when')) as keyof typeof LATEST];
    if (latest === 0) return void post();
    const [chance] = crypto.getRandomValues(new Uint32Array(1));
    timer = setTimeout(() => void post(), (chance! / 2 ** 32) * latest);
    one('[data-latest]').textContent = new Date(Date.now() + latest).toLocaleTimeString(
      document.documentElement.lang,
      { timeStyle: 'short' },
    );
    show('waits');
  }

  /** No cookie, no page that it comes from: whoever takes it in is told a token and a ballot, and no more. */
  async function post() {
    clearTimeout(timer);
    if (ballot === null) return;
    const { choices, key: onceKey } = ballot;
    const input = { proposal, token: kept.token, signature: kept.signature, choices };
    const answer = await sent('/api/v1/decisions/post_ballot', { org, input }, 'omit', onceKey);
    if (answer === null) {
      show('waits', false);
      return say(words('offline'));
    }
    const { kind: done, detail, way } = answer as { kind?: string; detail?: string; way?: string };
    if (done === 'done') {
      ballot = null;
      return show('done');
    }
    show('fill', false);
    say([detail ?? words('offline'), way ?? ''].join(' ').trim());
  }

  on('[data-do=take]', take);
  on('[data-do=bring]', bring);
  on('[data-do=save]', save);
  on('[data-do=forget]', forget);
  on('[data-do=post]', post);
  on('[data-do=anew]', () => show('fill'));
  one<HTMLFormElement>('form').addEventListener('submit', (event) => {
    // Whatever button was pressed: what is chosen here goes to nobody who knows who is signed in.
    event.preventDefault();
    fill(event.target as HTMLFormElement);
  });
  one<HTMLTextAreaElement>('[name=kept]').readOnly = true;
  one('[data-fingerprint]').textContent = sha256(key.n).slice(0, 32).match(/.{4}/g)!.join(' ');
  show(kept.signature ? 'fill' : taken === 'yes' && !kept.wish ? 'bring' : 'take', false);
  root.hidden = false;
}

function remembered(place: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** The answer as it came, whether yes or no; null where none did. */
async function sent(
  address: string,
  body: unknown,
  credentials: 'omit' | 'same-origin',
  key?: string,
): Promise<unknown> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
      credentials,
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    return await response.json();
  } catch {
    return null;
  }
}
