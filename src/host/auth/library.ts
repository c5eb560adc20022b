/**
 * better-auth, as far as we use it: it hashes secrets, keeps logins, credentials, sessions and passkeys in
 * our tables, and speaks WebAuthn. None of its pages or other addresses are open; see passkeys.ts.
 */
import { passkey } from '@better-auth/passkey';
import { runWithAdapter } from '@better-auth/core/context';
import { APIError } from '@better-auth/core/error';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import type { Kysely, KyselyPlugin } from 'kysely';
import { randomBytes } from 'node:crypto';
import { makeId } from '#kernel/id';
import type { CookieNames } from './cookies.ts';
import type { AuthTables, AuthTx } from './tables.ts';

/** How long a session lasts from the last day it was seen on. */
export const SESSION_SECONDS = 30 * 24 * 3600;

export type Library = Awaited<ReturnType<typeof betterAuth>['$context']>['internalAdapter'];

export interface LibraryHouse {
  readonly hash: (secret: string) => Promise<string>;
  readonly verify: (hash: string, secret: string) => Promise<boolean>;
  /** One transaction in which our own statements and the library's stand or fall together. */
  within<Value>(work: (tx: AuthTx, library: Library) => Promise<Value>): Promise<Value>;
  /** The same inside a transaction that somebody else has opened. */
  joining<Value>(tx: Kysely<unknown>, work: (tx: AuthTx, library: Library) => Promise<Value>): Promise<Value>;
  handle(request: Request): Promise<Response>;
}

export interface LibraryOptions {
  readonly db: Kysely<unknown>;
  readonly origin: string;
  readonly secret: string;
  readonly cookies: CookieNames;
  readonly complain: (sentence: string) => void;
}

export function openLibrary(given: LibraryOptions): LibraryHouse {
  const options = libraryOptions(given);
  const auth = betterAuth(options);
  const joining: LibraryHouse['joining'] = async (tx, work) => {
    const context = await auth.$context;
    const adapter = await getAdapter({ ...context.options, database: databaseOf(tx) });
    return runWithAdapter(adapter, () => work(tx as unknown as AuthTx, context.internalAdapter));
  };
  return {
    hash: async (secret) => (await auth.$context).password.hash(secret),
    verify: async (hash, secret) => (await auth.$context).password.verify({ hash, password: secret }),
    within: (work) => given.db.transaction().execute((tx) => joining(tx, work)),
    joining,
    handle: (request) => auth.handler(request),
  };
}

const KINDS: Readonly<Record<string, string>> = {
  user: 'log',
  session: 'ses',
  account: 'cre',
  verification: 'ver',
  passkey: 'key',
};

function libraryOptions({ db, origin, secret, cookies, complain }: LibraryOptions): BetterAuthOptions {
  const own = { input: false, required: false } as const;
  return {
    appName: 'tequio',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [origin],
    database: databaseOf(db),
    telemetry: { enabled: false },
    // What is said there may name a person; we pass on that something was wrong, and nothing of whom.
    logger: { level: 'error', log: () => complain('The sign-in library failed.') },
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) complain('The sign-in library failed.');
      },
    },
    // Ours count in the database, before a request gets here.
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      // Said explicitly, because the library would leave both out while tests run.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      cookies: {
        session_token: { name: cookies.session, attributes: { secure: cookies.secure } },
        [cookies.passkey]: { name: cookies.passkey, attributes: { secure: cookies.secure } },
      },
      database: {
        generateId: ({ model }) => makeId(KINDS[model] ?? 'aut', Date.now(), randomBytes(10)),
      },
    },
    ...schemaOptions(own),
    plugins: [passkeyPlugin(origin, cookies)],
  };
}

/** Their names, our columns: one word per idea, snake_case. */
function schemaOptions(own: { readonly input: false; readonly required: false }) {
  const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return {
    user: {
      modelName: 'login',
      fields: { emailVerified: 'email_verified', ...stamps },
      additionalFields: { personId: { type: 'string', fieldName: 'person_id', ...own } },
    },
    account: {
      modelName: 'credential',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'login_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
      additionalFields: { kind: { type: 'string', ...own } },
    },
    session: {
      expiresIn: SESSION_SECONDS,
      // Rolling and freshness are ours: see sessions.ts.
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'login_id',
        ...stamps,
      },
      additionalFields: {
        deviceId: { type: 'string', fieldName: 'device_id', ...own },
        letInBy: { type: 'string', fieldName: 'let_in_by', ...own },
        borrowed: { type: 'boolean', ...own },
        provedAt: { type: 'date', fieldName: 'proved_at', ...own },
        seenOn: { type: 'string', fieldName: 'seen_on', ...own },
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...stamps } },
  } as const;
}

function passkeyPlugin(origin: string, cookies: CookieNames) {
  return passkey({
    rpID: new URL(origin).hostname,
    rpName: 'tequio',
    origin,
    // On a phone that several people share, holding it must not be enough.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      requireSession: true,
      afterVerification: ({ verification }) => refuseUnverified(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => refuseUnverified(verification.authenticationInfo.userVerified),
    },
    advanced: { webAuthnChallengeCookie: cookies.passkey },
    schema: {
      passkey: {
        fields: {
          publicKey: 'public_key',
          userId: 'login_id',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  });
}

function refuseUnverified(verified: boolean | undefined): void {
  if (verified !== true) throw new APIError('UNAUTHORIZED', { message: 'The person was not verified.' });
}

function databaseOf(db: Kysely<unknown>) {
  return {
    db: db.withPlugin(instantsAsDates),
    type: 'postgres',
    schemaName: 'auth',
    transaction: true,
  } as const;
}

const INSTANTS = ['expires_at', 'created_at', 'updated_at', 'proved_at'] as const;

/** Our database gives instants as text; the library compares them as dates. */
const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => {
    for (const row of result.rows) {
      for (const column of INSTANTS) {
        const value = row[column];
        if (typeof value === 'string') row[column] = new Date(value);
      }
    }
    return Promise.resolve(result);
  },
};

export type { AuthTables };
