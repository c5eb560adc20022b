-- Balances that were brought answer to somebody, and more than one may say that they are wrong.

ALTER TABLE ledger.opening
  -- Who brought them, and is told what comes of it.
  ADD COLUMN brought_by text[] NOT NULL DEFAULT '{}',
  -- Whether all of us have decided to bring them.
  ADD COLUMN decided boolean NOT NULL DEFAULT false;

CREATE TABLE ledger.opening_doubt (
  org_id     text NOT NULL,
  opening_id text NOT NULL,
  member_id  text NOT NULL,
  -- What is wrong; gone where whoever said it has been forgotten.
  reason     text,
  doubted_at timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, opening_id, member_id),
  FOREIGN KEY (org_id, opening_id) REFERENCES ledger.opening (org_id, opening_id)
);
CREATE INDEX opening_doubt_member ON ledger.opening_doubt (org_id, member_id, doubted_at);
