-- What people bring as bytes: pictures, papers, tables. Acts hold a digest; here lies what it is the digest
-- of. Not made again by a replay, and proved by those digests.

CREATE TABLE host.file (
  org_id       text NOT NULL,
  -- SHA-256 of the content, hexadecimal: the same bytes lie in a group once.
  digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  type         text NOT NULL,
  content      bytea NOT NULL CHECK (octet_length(content) > 0),
  -- Of a picture, in pixels, and the same made small.
  width        int CHECK (width > 0),
  height       int CHECK (height > 0),
  small        bytea,
  small_digest text CHECK (small_digest ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (org_id, digest),
  CHECK ((small IS NULL) = (small_digest IS NULL))
);
-- It is compressed already, as it comes.
ALTER TABLE host.file ALTER COLUMN content SET STORAGE EXTERNAL, ALTER COLUMN small SET STORAGE EXTERNAL;

-- Whose it is: it goes with the last of those who have brought it, or when nothing refers to it.
CREATE TABLE host.brought (
  org_id    text NOT NULL,
  digest    text NOT NULL,
  member_id text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (org_id, digest, member_id),
  FOREIGN KEY (org_id, digest) REFERENCES host.file (org_id, digest)
);
CREATE INDEX brought_at ON host.brought (at);
