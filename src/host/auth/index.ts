/**
 * The door of signing in. Everything a page or the API needs is a function of what {@link openAuth} gives;
 * nobody else names the tables of schema `auth`. Refusals are values with words `refusal.<rule>`.
 */
import type { Kysely } from 'kysely';
import type { Mail } from '../mail.ts';
import * as cards from './cards.ts';
import { cookieNames, type CookieReader } from './cookies.ts';
import { deviceOf, onDevice, setShared } from './devices.ts';
import * as digests from './digests.ts';
import { proved, type House, type Session } from './house.ts';
import { enterAsInvented } from './invented.ts';
import { openLibrary } from './library.ts';
import { notices, seeNotices } from './notices.ts';
import { handlePasskey } from './passkeys.ts';
import * as returns from './returns.ts';
import * as sessions from './sessions.ts';
import { prove, proveOnDevice, signInOnDevice, signInWithEmail } from './sign-in.ts';
import { anyoneHere, signUp } from './sign-up.ts';
import { sweep } from './sweep.ts';
import * as tokens from './tokens.ts';
import * as ways from './ways.ts';

export interface AuthOptions {
  readonly db: Kysely<unknown>;
  /**
   * `https://tequio.example` or `http://localhost:4000`: decides cookie flags and what a passkey is bound to.
   */
  readonly origin: string;
  /** At least 32 random signs; signs the session cookies. Losing it signs everybody out and nothing else. */
  readonly secret: string;
  readonly clock?: () => number;
  readonly mail?: Mail | null;
  /** Another world on the same host (the example) takes another name. */
  readonly cookieName?: string;
  /** The example, whose invented people anyone may be. Never the real world. */
  readonly example?: boolean;
  /** Told in one sentence, without names, when the sign-in library fails. */
  readonly complain?: (sentence: string) => void;
}

export type Auth = ReturnType<typeof openAuth>;

export function openAuth(options: AuthOptions) {
  const house = openHouse(options);
  type Of<F> = F extends (house: House, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
  const here = <F extends (house: House, ...rest: never[]) => unknown>(work: F) =>
    ((...rest: never[]) => work(house, ...rest)) as Of<F>;
  return {
    cookies: house.cookies,
    anyoneHere: () => anyoneHere(house.db),
    signUp: here(signUp),
    signInOnDevice: here(signInOnDevice),
    signInWithCard: here(cards.signInWithCard),
    signInWithEmail: here(signInWithEmail),
    handlePasskey: here(handlePasskey),
    /** Only the example has this way in. */
    enterAsInvented: house.example ? here(enterAsInvented) : null,
    prove: here(prove),
    proveOnDevice: here(proveOnDevice),
    /** Whether the person has shown lately that it is them; else ask with `prove`. */
    proved: (session: Session) => proved(session, house.now()),

    sessionOf: here(sessions.sessionOf),
    sessions: here(sessions.sessions),
    signOut: here(sessions.signOut),
    signOutThere: here(sessions.signOutThere),
    signOutEverywhere: here(sessions.signOutEverywhere),
    /** Gives the phone to the next person: this session ends, the list of names stays. */
    handOver: (session: Session) => sessions.signOut(house, session),
    onDevice: here(onDevice),
    setShared: here(setShared),
    deviceKnown: async (cookies: CookieReader) => (await deviceOf(house, cookies)) !== null,

    ways: here(ways.ways),
    mayEnd: here(ways.mayEnd),
    setSecret: here(ways.setSecret),
    setEmail: here(ways.setEmail),
    confirmEmail: here(ways.confirmEmail),
    removePasskey: here(ways.removePasskey),
    rename: ways.rename,
    forgetLogin: ways.forgetLogin,

    makeCard: here(cards.makeCard),
    keepCard: here(cards.keepCard),
    revokeCards: here(cards.revokeCards),

    requestReturn: here(returns.requestReturn),
    findReturn: here(returns.findReturn),
    returnsWanting: here(returns.returnsWanting),
    addVouch: (tx: Kysely<unknown>, vouch: returns.Vouch) => returns.addVouch(house, tx, vouch),
    returnsHere: here(returns.returnsHere),
    returnsAsMe: here(returns.returnsAsMe),
    stopReturn: here(returns.stopReturn),
    completeReturn: here(returns.completeReturn),

    notices: here(notices),
    seeNotices: here(seeNotices),

    /** The address people use, for links in letters. */
    origin: house.origin,
    digest: here(digests.digest),
    setDigest: here(digests.setDigest),
    stopLink: here(digests.stopLink),
    isStopToken: here(digests.isStopToken),
    stopDigest: here(digests.stopDigest),
    dueDigests: here(digests.dueDigests),
    takeDigest: digests.takeDigest,
    putOffDigest: digests.putOffDigest,

    createToken: here(tokens.createToken),
    tokens: here(tokens.tokens),
    revokeToken: here(tokens.revokeToken),
    tokenOf: here(tokens.tokenOf),

    sweep: () => sweep(house),
  };
}

function openHouse(options: AuthOptions): House {
  const cookies = cookieNames(options.cookieName ?? 'tequio', options.origin);
  const clock = options.clock ?? Date.now;
  const library = openLibrary({
    db: options.db,
    origin: options.origin,
    secret: options.secret,
    cookies,
    complain: options.complain ?? (() => undefined),
  });
  return {
    db: options.db,
    library,
    cookies,
    secret: options.secret,
    origin: options.origin,
    mail: options.mail ?? null,
    example: options.example === true,
    nobody: library.hash('the secret of nobody'),
    now: () => new Date(clock()),
  };
}

export { decideVouch } from './returns.ts';
export { scopesReach } from './tokens.ts';
export type { SetCookie } from './cookies.ts';
export type { OnDevice } from './devices.ts';
export type { DueDigest, WantedDigest } from './digests.ts';
export type { Entered, Session, Visit } from './house.ts';
export type { Notice, NoticeKind } from './notices.ts';
export type { ReturnRequest, ReturnState, Vouch } from './returns.ts';
export type { SessionOnList } from './sessions.ts';
export type { Token, TokenHolder } from './tokens.ts';
export type { Ways } from './ways.ts';
