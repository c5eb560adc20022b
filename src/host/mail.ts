/**
 * Letters. Each is written into the database in the transaction of what it tells of, and sent afterwards;
 * where no letters can be sent they are kept to be read by whoever runs the machine. That is why no letter
 * ever contains a way in: whoever reads it learns something, but can be nobody else.
 */
import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { createTransport, type Transporter } from 'nodemailer';
import { words as wordsOf, type Key, type Values } from '#locales';
import { assert } from '#kernel/assert';
import type { OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { holdsCard } from './auth/codes.ts';
import { headToKeep } from './register/heads.ts';

export interface Letter {
  readonly to: string;
  /** Whose letter it is, so that it goes when they are erased; null for an address without person. */
  readonly person: PersonId | null;
  readonly locale: string;
  /** The words are `<words>.subject` and `<words>.body`. */
  readonly words: `letter.${string}`;
  readonly values: Values;
  /** The group that the letter is about: it ends with the latest head of that group's register, to keep. */
  readonly about?: { readonly org: OrgId; readonly name: string };
}

export interface Mail {
  /** Whether an SMTP server is set. Without one, letters are kept. */
  readonly canSend: boolean;
  write(tx: Kysely<unknown>, letter: Letter): Promise<void>;
  /** Sends what waits; run by a job. Says how many went out and how many will be tried again. */
  sendWaiting(): Promise<{ sent: number; failed: number }>;
  close(): void;
}

export interface MailOptions {
  readonly db: Kysely<unknown>;
  /** `smtp://user:secret@host:587` or `smtps://…`. */
  readonly smtpUrl?: string | undefined;
  readonly from?: string | undefined;
  readonly clock?: () => number;
}

const MOST_TRIES = 8;
const AT_ONCE = 20;

export function openMail({ db, smtpUrl, from, clock = Date.now }: MailOptions): Mail {
  const transport = smtpUrl === undefined || smtpUrl === '' ? null : createTransport(smtpUrl);
  const sender = from ?? senderOf(smtpUrl);
  return {
    canSend: transport !== null,
    write: (tx, letter) => write(tx, letter, transport === null ? 'kept' : 'waiting', clock()),
    sendWaiting: async () => {
      const done = { sent: 0, failed: 0 };
      if (transport === null) return done;
      for (const letter of await waiting(db, clock())) {
        const sent = await send(db, transport, sender, letter, clock());
        done[sent ? 'sent' : 'failed'] += 1;
      }
      return done;
    },
    close: () => transport?.close(),
  };
}

/** Whether a text would let its reader in as somebody: a card, or an address that takes a code. */
export function holdsWayIn(text: string): boolean {
  // A group may be called “card”: its pages let nobody in.
  return (
    holdsCard(text) || /(?<!\/g)\/(begin|card|api\/auth)\b[/?]/.test(text) || /\bteq_[\w-]{8}/.test(text)
  );
}

async function write(
  tx: Kysely<unknown>,
  letter: Letter,
  state: 'kept' | 'waiting',
  millis: number,
): Promise<void> {
  const { t } = wordsOf(letter.locale);
  const subject = t(`${letter.words}.subject` as Key, letter.values);
  const at = new Date(millis).toISOString();
  const head = letter.about ? await headToKeep(tx, letter.about.org, at) : null;
  const said = t(`${letter.words}.body` as Key, letter.values);
  const body = head ? `${said}\n\n${t('head.letter', { group: letter.about!.name, head: head.line })}` : said;
  assert(!holdsWayIn(subject) && !holdsWayIn(body), 'a letter never contains a way in');
  await sql`
    INSERT INTO host.letter (letter_id, person_id, address, subject, body, state, next_try_at, made_at)
    VALUES (${makeId('let', millis, randomBytes(10))}, ${letter.person}, ${letter.to}, ${oneLine(subject)}, ${body},
      ${state}, ${at}, ${at})`.execute(tx);
}

interface WaitingRow {
  letter_id: string;
  address: string;
  subject: string;
  body: string;
  tries: number;
}

/**
 * Takes the letters that are due, and puts off their next try so that no other instance sends them as well.
 */
async function waiting(db: Kysely<unknown>, millis: number): Promise<WaitingRow[]> {
  const at = new Date(millis).toISOString();
  const { rows } = await sql<WaitingRow>`
    UPDATE host.letter SET tries = tries + 1,
      next_try_at = ${at}::timestamptz + least(power(2, tries), 256) * interval '5 minutes'
    WHERE letter_id IN (
      SELECT letter_id FROM host.letter WHERE state = 'waiting' AND next_try_at <= ${at}
      ORDER BY next_try_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING letter_id, address, subject, body, tries`.execute(db);
  return rows;
}

async function send(
  db: Kysely<unknown>,
  transport: Transporter,
  from: string,
  letter: WaitingRow,
  millis: number,
): Promise<boolean> {
  // Whoever was stopped for longer than a letter waits for its next try leaves it to whoever has it now.
  const { rows } = await sql`
    SELECT 1 FROM host.letter WHERE letter_id = ${letter.letter_id} AND state = 'waiting'
       AND tries = ${letter.tries}`.execute(db);
  if (rows.length === 0) return false;
  const gone = await transport
    .sendMail({ from, to: letter.address, subject: letter.subject, text: letter.body })
    .then(() => true)
    // A mail server that is away is tried again; what it said may hold the address and is not kept.
    .catch(() => false);
  const at = new Date(millis).toISOString();
  if (gone) {
    await sql`UPDATE host.letter SET state = 'sent', sent_at = ${at} WHERE letter_id = ${letter.letter_id}`.execute(
      db,
    );
  } else if (letter.tries >= MOST_TRIES) {
    await sql`UPDATE host.letter SET state = 'given_up' WHERE letter_id = ${letter.letter_id}`.execute(db);
  }
  return gone;
}

function senderOf(smtpUrl: string | undefined): string {
  const host = smtpUrl === undefined || !URL.canParse(smtpUrl) ? 'localhost' : new URL(smtpUrl).hostname;
  return `Tequio <tequio@${host}>`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
