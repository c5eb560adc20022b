-- Files that belong to a proposal: plans, estimates, pictures. The bytes lie with the host; here is what they
-- are, by their digest, and whether they are still shown.

CREATE TABLE decisions.file (
  org_id        text NOT NULL,
  file_id       text NOT NULL,
  proposal_id   text NOT NULL,
  -- Null when it was taken back, or whoever added it has been forgotten; the bytes are gone as well.
  name          text,
  -- What it is; of a picture, what can be seen in it, for whoever does not see it.
  description   text,
  type          text NOT NULL,
  bytes         int NOT NULL CHECK (bytes > 0),
  width         int CHECK (width > 0),
  height        int CHECK (height > 0),
  digest        text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  small_digest  text CHECK (small_digest ~ '^[0-9a-f]{64}$'),
  added_by      text NOT NULL,
  added_at      timestamptz NOT NULL,
  taken_back_at timestamptz,
  taken_back_by text,
  hidden_at     timestamptz,
  -- Null where all of us decided it.
  hidden_by     text,
  -- Null as well when whoever hid it has been forgotten.
  hidden_reason text,
  hidden_act_id text,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, file_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id),
  CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL)),
  CHECK (taken_back_at IS NULL OR name IS NULL),
  CHECK ((hidden_at IS NULL) = (hidden_act_id IS NULL)),
  CHECK ((width IS NULL) = (height IS NULL)),
  CHECK ((width IS NULL) = (small_digest IS NULL))
);
CREATE INDEX file_act ON decisions.file (org_id, act_id);
CREATE INDEX file_hidden_act ON decisions.file (org_id, hidden_act_id) WHERE hidden_act_id IS NOT NULL;
