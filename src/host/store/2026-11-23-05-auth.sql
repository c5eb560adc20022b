-- Ways in. A login is not a person: the person is made by an act and known by person_id only. Whatever opens
-- a door is kept as a hash, so that reading these tables lets nobody in.

CREATE SCHEMA auth;

-- The first five tables belong to better-auth and hold every column it may ask for; ours come after.
CREATE TABLE auth.login (
  id             text PRIMARY KEY,
  person_id      text NOT NULL UNIQUE,
  name           text NOT NULL,
  -- Nobody needs one: without it, a made-up address that is never shown and never written to.
  email          text NOT NULL UNIQUE CHECK (email = lower(email)),
  email_verified boolean NOT NULL,
  image          text,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL
);

CREATE TABLE auth.credential (
  id                       text PRIMARY KEY,
  account_id               text NOT NULL,
  provider_id              text NOT NULL,
  login_id                 text NOT NULL REFERENCES auth.login (id) ON DELETE CASCADE,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  -- Six digits and short secrets open only a device that knows the person; a long one opens with an e-mail.
  kind                     text NOT NULL CHECK (kind IN ('digits', 'short', 'long')),
  created_at               timestamptz NOT NULL,
  updated_at               timestamptz NOT NULL,
  UNIQUE (login_id, provider_id)
);

CREATE TABLE auth.device (
  device_id  text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  -- 'Firefox, Android': what a person needs to recognise it, and no more.
  label      text NOT NULL,
  made_on    date NOT NULL,
  seen_on    date NOT NULL
);

CREATE TABLE auth.session (
  id         text PRIMARY KEY,
  login_id   text NOT NULL REFERENCES auth.login (id) ON DELETE CASCADE,
  token      text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  -- A session is worth something only together with the device it was opened on.
  device_id  text REFERENCES auth.device (device_id) ON DELETE CASCADE,
  let_in_by  text CHECK (let_in_by IN ('sign_up', 'secret', 'card', 'email', 'passkey', 'return')),
  borrowed   boolean,
  proved_at  timestamptz,
  seen_on    date
);
CREATE INDEX session_login ON auth.session (login_id);
CREATE INDEX session_device ON auth.session (device_id);

CREATE TABLE auth.verification (
  id         text PRIMARY KEY,
  identifier text NOT NULL,
  value      text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX verification_identifier ON auth.verification (identifier);

CREATE TABLE auth.passkey (
  id            text PRIMARY KEY,
  name          text,
  public_key    text NOT NULL,
  login_id      text NOT NULL REFERENCES auth.login (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  counter       int NOT NULL,
  device_type   text NOT NULL,
  backed_up     boolean NOT NULL,
  transports    text,
  created_at    timestamptz,
  aaguid        text
);
CREATE INDEX passkey_login ON auth.passkey (login_id);

-- Who has been let in on a device before, and how often their secret was tried there since.
CREATE TABLE auth.device_person (
  person_id   text NOT NULL REFERENCES auth.login (person_id) ON DELETE CASCADE,
  device_id   text NOT NULL REFERENCES auth.device (device_id) ON DELETE CASCADE,
  let_in_at   timestamptz NOT NULL,
  tries       int NOT NULL DEFAULT 0 CHECK (tries >= 0),
  tries_since timestamptz,
  tries_ever  int NOT NULL DEFAULT 0 CHECK (tries_ever >= 0),
  wait_until  timestamptz,
  locked_at   timestamptz,
  PRIMARY KEY (person_id, device_id)
);
CREATE INDEX device_person_device ON auth.device_person (device_id);

-- The return card: 95 random bits, kept only as a hash. Several may be open until the newest is known to be kept.
CREATE TABLE auth.card (
  card_id   text PRIMARY KEY,
  person_id text NOT NULL REFERENCES auth.login (person_id) ON DELETE CASCADE,
  code_hash bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
  made_at   timestamptz NOT NULL,
  kept_at   timestamptz,
  used_at   timestamptz,
  ended_at  timestamptz
);
CREATE INDEX card_person ON auth.card (person_id);

-- What a person should hear of on each of their devices.
CREATE TABLE auth.notice (
  notice_id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES auth.login (person_id) ON DELETE CASCADE,
  kind      text NOT NULL,
  facts     jsonb NOT NULL,
  at        timestamptz NOT NULL
);
CREATE INDEX notice_person ON auth.notice (person_id, at);

CREATE TABLE auth.notice_seen (
  notice_id text NOT NULL REFERENCES auth.notice (notice_id) ON DELETE CASCADE,
  device_id text NOT NULL REFERENCES auth.device (device_id) ON DELETE CASCADE,
  PRIMARY KEY (notice_id, device_id)
);

-- Someone without card asks to come back. Whose login it is, the first voucher says; never the one who asks.
CREATE TABLE auth.return_request (
  return_id    text PRIMARY KEY,
  device_id    text NOT NULL REFERENCES auth.device (device_id) ON DELETE CASCADE,
  name         text NOT NULL,
  code_hash    bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
  requested_at timestamptz NOT NULL,
  person_id    text REFERENCES auth.login (person_id) ON DELETE CASCADE,
  opens_at     timestamptz,
  expires_at   timestamptz NOT NULL,
  stopped_at   timestamptz,
  done_at      timestamptz,
  CHECK (opens_at IS NULL OR person_id IS NOT NULL),
  CHECK (done_at IS NULL OR (done_at >= opens_at AND stopped_at IS NULL))
);
CREATE INDEX return_request_device ON auth.return_request (device_id);
CREATE INDEX return_request_person ON auth.return_request (person_id);

CREATE TABLE auth.return_vouch (
  return_id text NOT NULL REFERENCES auth.return_request (return_id) ON DELETE CASCADE,
  voucher   text NOT NULL,
  org_id    text NOT NULL,
  act_id    text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (return_id, voucher)
);

-- An address waits here until its holder has shown that letters reach them.
CREATE TABLE auth.email_check (
  person_id  text PRIMARY KEY REFERENCES auth.login (person_id) ON DELETE CASCADE,
  email      text NOT NULL,
  code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  expires_at timestamptz NOT NULL
);

-- For programs that act for a person, as far as the scopes reach.
CREATE TABLE auth.token (
  token_id     text PRIMARY KEY,
  person_id    text NOT NULL REFERENCES auth.login (person_id) ON DELETE CASCADE,
  name         text NOT NULL,
  scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0),
  token_hash   bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  made_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  last_used_on date,
  ended_at     timestamptz
);
CREATE INDEX token_person ON auth.token (person_id);

CREATE SCHEMA IF NOT EXISTS host;

CREATE TABLE host.first_link (
  code_hash  bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
  made_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at   timestamptz,
  used_at    timestamptz
);

-- How often something was done since `opened_at`; the bucket is a hash, so that no address is kept.
CREATE TABLE host.rate (
  bucket    bytea PRIMARY KEY CHECK (octet_length(bucket) = 32),
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  taken     int NOT NULL CHECK (taken > 0)
);
CREATE INDEX rate_closes ON host.rate (closes_at);

-- Letters on their way, sent, or kept to be read here because this instance cannot send any.
CREATE TABLE host.letter (
  letter_id   text PRIMARY KEY,
  person_id   text,
  address     text NOT NULL,
  subject     text NOT NULL,
  body        text NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'sent', 'kept', 'given_up')),
  tries       int NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL,
  made_at     timestamptz NOT NULL,
  sent_at     timestamptz,
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX letter_waiting ON host.letter (next_try_at) WHERE state = 'waiting';
CREATE INDEX letter_person ON host.letter (person_id);
