/**
 * The part of a blind vote that a voter's own browser does: it makes a token, has it signed blinded, keeps
 * it, and posts a ballot with it as nobody. What is chosen and what is kept never go out together with
 * whoever is signed in. Without this script nothing of it is possible, and the page says what is.
 */
import { sha256 } from '#tally';
import { isSigned, newWish, unblind, type BallotKey, type Wish } from '../core/blind.ts';
import type { Choices } from '../core/proposal.ts';
import { choicesOf, sharingPlaces, writtenOn, type BallotKind } from './ballot-form.ts';

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
  new BlindVote(root).begin();
}

class BlindVote {
  readonly root: HTMLElement;
  readonly given: DOMStringMap;
  readonly key: BallotKey;
  /** Under what this browser keeps the token: several people may use it. */
  readonly place: string;
  kept: Kept;
  ballot: Ballot | null = null;
  timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement) {
    this.root = root;
    this.given = root.dataset;
    const { proposal, round, member, key } = this.given;
    this.key = JSON.parse(key!) as BallotKey;
    this.place = `blind ${proposal} ${round} ${member}`;
    this.kept = remembered(this.place);
  }

  begin(): void {
    const { kept, root, key } = this;
    this.on('take', () => this.take());
    this.on('bring', () => this.bring());
    this.on('save', () => this.save());
    this.on('forget', () => this.forget());
    this.on('post', () => this.post());
    this.on('anew', () => this.show('fill'));
    this.one('form').addEventListener('submit', (event) => {
      // Whatever button was pressed: what is chosen here goes to nobody who knows who is signed in.
      event.preventDefault();
      this.fill(event.target as HTMLFormElement);
    });
    this.field('kept').readOnly = true;
    this.one('[data-fingerprint]').textContent = sha256(key.n).slice(0, 32).match(/.{4}/g)!.join(' ');
    const isElsewhere = this.given['taken'] === 'yes' && !kept.wish;
    this.show(kept.signature ? 'fill' : isElsewhere ? 'bring' : 'take', false);
    root.hidden = false;
  }

  one(selector: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(selector)!;
  }

  field(name: string): HTMLTextAreaElement {
    return this.one(`textarea[name=${name}]`) as HTMLTextAreaElement;
  }

  on(button: string, does: () => Promise<void> | void): void {
    this.one(`[data-do=${button}]`).addEventListener('click', () => void does());
  }

  show(step: Step, focus = true): void {
    for (const part of this.root.querySelectorAll<HTMLElement>('[data-step]')) {
      part.hidden = part.dataset['step'] !== step;
    }
    this.say('');
    if (step === 'fill') this.field('kept').value = this.receipt();
    if (focus) this.one(`[data-step=${step}]`).focus();
  }

  /** A sentence that the server has written for such a case, or one that came back. */
  say(sentence: string | undefined): void {
    const said = this.one('[data-said]');
    said.textContent = sentence ?? '';
    said.hidden = said.textContent === '';
    if (!said.hidden) said.scrollIntoView({ block: 'center' });
  }

  receipt(): string {
    return `${this.kept.token}.${this.kept.signature}`;
  }

  keep(now: Kept): void {
    this.kept = now;
    try {
      localStorage.setItem(this.place, JSON.stringify(now));
    } catch {
      // A browser that remembers nothing votes all the same, as long as the page is open.
    }
  }

  /** Reckoning takes a phone a while, and holds the page still meanwhile: it says so first. */
  async working<Result>(does: () => Promise<Result>): Promise<Result> {
    const sign = this.one('[data-work]');
    sign.hidden = false;
    await new Promise((resolve) => setTimeout(resolve, 50));
    try {
      return await does();
    } finally {
      sign.hidden = true;
    }
  }

  async take(): Promise<void> {
    this.say('');
    const wish = this.kept.wish ?? (await this.working(() => newWish(this.key)));
    // Kept before it is asked for: if the line drops now, the same one can be asked for again.
    this.keep({ wish });
    const asked = { blinded: wish.blinded, key: newKey() };
    const answer = await sent(this.given['address']!, asked, 'same-origin');
    const { signature: blindly, said } = (answer ?? {}) as { signature?: string; said?: string };
    if (blindly === undefined) {
      this.say(said ?? this.given['offline']);
      return;
    }
    const signature = await this.working(() => unblind(this.key, wish, blindly)).catch(() => null);
    if (signature === null) {
      this.say(this.given['forged']);
      return;
    }
    // What took the blinding off is forgotten: only with it could the two be put together.
    this.keep({ token: wish.token, signature });
    this.show('fill');
  }

  async bring(): Promise<void> {
    const file = (this.one('input[name=file]') as HTMLInputElement).files?.[0];
    const text = this.field('brought').value || ((await file?.text()) ?? '');
    const [, token, signature] = SIGNED_TOKEN.exec(text) ?? [];
    const isOurs = token && signature && (await isSigned(this.key, token, signature).catch(() => false));
    if (!isOurs) {
      this.say(this.given['odd']);
      return;
    }
    this.keep({ token, signature });
    this.show('fill');
  }

  save(): void {
    const text = `${this.given['title']}\n${location.href}\n\n${this.receipt()}\n`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = `${this.given['proposal']}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  forget(): void {
    localStorage.removeItem(this.place);
    this.kept = {};
    this.field('kept').value = '';
    this.show('bring');
  }

  /** Nothing is kept of what is chosen: it goes out of this page, or not at all. */
  fill(form: HTMLFormElement): void {
    const data = new FormData(form);
    const written = writtenOn(data);
    const choices = choicesOf(this.given['kind'] as BallotKind, written);
    if (!choices.ok) {
      this.say(this.given[choices.refusal.rule === 'ballot_place_odd' ? 'place' : 'nothing']);
      return;
    }
    // A ballot may wait an hour before it is sent: what nobody could count is said now.
    if (this.given['own'] === 'yes' && sharingPlaces(written).length > 0) {
      this.say(this.given['shared']);
      return;
    }
    this.ballot = { choices: choices.value, key: newKey() };
    const latest = LATEST[data.get('when') as keyof typeof LATEST];
    if (latest === 0) {
      void this.post();
      return;
    }
    const [chance] = crypto.getRandomValues(new Uint32Array(1));
    this.timer = setTimeout(() => void this.post(), (chance! / 2 ** 32) * latest);
    const until = new Date(Date.now() + latest);
    const { lang } = document.documentElement;
    this.one('[data-latest]').textContent = until.toLocaleTimeString(lang, { timeStyle: 'short' });
    this.show('waits');
  }

  /** No cookie, no page that it comes from: whoever takes it in is told a token and a ballot, and no more. */
  async post(): Promise<void> {
    clearTimeout(this.timer);
    if (this.ballot === null) return;
    const { choices, key } = this.ballot;
    const { token, signature } = this.kept;
    const { org, proposal, offline } = this.given;
    const body = { org, input: { proposal, token, signature, choices } };
    const answer = await sent('/api/v1/decisions/post_ballot', body, 'omit', key);
    const { kind, detail, way = '' } = (answer ?? {}) as { kind?: string; detail?: string; way?: string };
    if (kind === 'done') {
      this.ballot = null;
      this.show('done');
      return;
    }
    // Without an answer the same ballot waits to be sent again; a no is dealt with on the ballot itself.
    this.show(answer === null ? 'waits' : 'fill', false);
    this.say(detail === undefined ? offline : `${detail} ${way}`.trim());
  }
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
