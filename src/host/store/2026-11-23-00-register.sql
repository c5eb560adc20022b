-- The register: one growing tree of leaves per organization (RFC 9162), and beside it what people may ask
-- us to forget. Nothing here is ever updated but the tree's own row, which is also the organization's gate:
-- whoever acts for an organization holds it until COMMIT.

CREATE SCHEMA register;

CREATE TABLE register.tree (
  org_id   text PRIMARY KEY,
  size     bigint NOT NULL CHECK (size >= 0),
  -- The roots of the perfect subtrees, largest first, 32 bytes each.
  frontier bytea NOT NULL,
  CHECK (octet_length(frontier) % 32 = 0)
) WITH (fillfactor = 50);

CREATE TABLE register.leaf (
  org_id    text NOT NULL REFERENCES register.tree (org_id),
  position  bigint NOT NULL CHECK (position >= 0),
  act_id    text NOT NULL,
  -- The exact bytes that were hashed: canonical JSON (RFC 8785), never serialised again.
  leaf      bytea NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  PRIMARY KEY (org_id, position),
  UNIQUE (org_id, act_id)
);

CREATE TABLE register.payload (
  org_id  text NOT NULL,
  act_id  text NOT NULL,
  -- Whose personal words these are: a member of this organization; in the house, a person.
  subject text NOT NULL,
  salt    bytea NOT NULL CHECK (octet_length(salt) = 32),
  body    bytea NOT NULL,
  PRIMARY KEY (org_id, act_id),
  FOREIGN KEY (org_id, act_id) REFERENCES register.leaf (org_id, act_id)
);
CREATE INDEX payload_subject ON register.payload (org_id, subject);

CREATE TABLE register.head (
  org_id    text NOT NULL REFERENCES register.tree (org_id),
  size      bigint NOT NULL,
  root      bytea NOT NULL CHECK (octet_length(root) = 32),
  at        timestamptz NOT NULL,
  key_id    text NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (org_id, size, key_id)
);

CREATE TABLE register.signer (
  key_id text PRIMARY KEY,
  spki   bytea NOT NULL,
  since  timestamptz NOT NULL
);

CREATE SCHEMA IF NOT EXISTS host;

-- The private half of the signing key and the like: never in a backup.
CREATE TABLE host.secret (
  name  text PRIMARY KEY,
  value bytea NOT NULL
);

-- An act is done once: who asked for what with which key, and what they were answered.
CREATE TABLE host.once (
  org_id     text NOT NULL,
  who        text NOT NULL,
  command    text NOT NULL,
  key        text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  input_hash bytea NOT NULL,
  outcome    jsonb NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (org_id, who, command, key)
);
CREATE INDEX once_at ON host.once (at);

-- What an act has set in motion in another organization's books; carried out after COMMIT, kept until done.
CREATE TABLE host.follow_up (
  follow_up_id text PRIMARY KEY,
  org_id       text NOT NULL,
  person_id    text,
  command      text NOT NULL,
  input        jsonb NOT NULL,
  at           timestamptz NOT NULL,
  tries        int NOT NULL DEFAULT 0,
  last_rule    text
);

-- The house: what people do for themselves on this instance, and what its operator brings in for all.
INSERT INTO register.tree (org_id, size, frontier) VALUES ('org_00000000000000000000000000', 0, '');
