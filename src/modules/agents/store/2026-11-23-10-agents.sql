-- Who belongs: people, organizations, membership, posts, statutes. What an organization knows of a person is
-- what the membership tells it; nothing else joins the two.

CREATE SCHEMA agents;

-- A person of this instance. The name they go by when they start or join something; groups keep their own copy.
CREATE TABLE agents.person (
  person_id  text PRIMARY KEY,
  name       text,
  locale     text NOT NULL,
  created_at timestamptz NOT NULL,
  erased_at  timestamptz,
  act_id     text NOT NULL
);

CREATE TABLE agents.organization (
  org_id       text PRIMARY KEY,
  slug         text NOT NULL UNIQUE,
  name         text NOT NULL,
  form         text NOT NULL,
  purpose      text NOT NULL,
  place        text NOT NULL,
  time_zone    text NOT NULL,
  locale       text NOT NULL,
  created_at   timestamptz NOT NULL,
  founded_at   timestamptz,
  dissolved_at timestamptz,
  act_id       text NOT NULL,
  CHECK (dissolved_at IS NULL OR founded_at IS NOT NULL)
);

CREATE TABLE agents.statutes (
  org_id   text NOT NULL REFERENCES agents.organization (org_id),
  version  int NOT NULL CHECK (version >= 1),
  articles jsonb NOT NULL,
  since    timestamptz NOT NULL,
  act_id   text NOT NULL,
  PRIMARY KEY (org_id, version)
);

-- One membership from its first word (named, invited, applied) to its end; standing is derived, never stored.
CREATE TABLE agents.member (
  org_id          text NOT NULL REFERENCES agents.organization (org_id),
  member_id       text NOT NULL,
  person_id       text,
  member_org_id   text,
  name            text,
  contact         text,
  class           text NOT NULL,
  founder         boolean NOT NULL,
  named_on        date,
  applied_on      date,
  admitted_on     date,
  trial_until     date,
  suspended_on    date,
  suspended_until date,
  appeal_until    date,
  ended_on        date,
  end_kind        text CHECK (end_kind IN ('left', 'excluded', 'declined', 'withdrawn', 'struck', 'dissolved')),
  -- A person on paper: who answers for the entry, and until when they may say no.
  answered_by     text,
  no_until        date,
  statement       text,
  act_id          text NOT NULL,
  PRIMARY KEY (org_id, member_id),
  CHECK (person_id IS NULL OR member_org_id IS NULL),
  CHECK ((ended_on IS NULL) = (end_kind IS NULL)),
  CHECK (applied_on IS NOT NULL OR admitted_on IS NOT NULL OR named_on IS NOT NULL)
);
CREATE UNIQUE INDEX member_person ON agents.member (org_id, person_id) WHERE ended_on IS NULL AND person_id IS NOT NULL;
CREATE UNIQUE INDEX member_org ON agents.member (org_id, member_org_id) WHERE ended_on IS NULL AND member_org_id IS NOT NULL;
CREATE INDEX member_of_person ON agents.member (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE agents.vouch (
  org_id     text NOT NULL,
  member_id  text NOT NULL,
  voucher_id text NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, member_id, voucher_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id),
  FOREIGN KEY (org_id, voucher_id) REFERENCES agents.member (org_id, member_id),
  CHECK (member_id <> voucher_id)
);

CREATE TABLE agents.invitation (
  org_id        text NOT NULL REFERENCES agents.organization (org_id),
  invitation_id text NOT NULL,
  member_id     text,
  class         text NOT NULL,
  code_hash     bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  uses_left     int NOT NULL CHECK (uses_left >= 0),
  expires_at    timestamptz NOT NULL,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, invitation_id)
);
CREATE INDEX invitation_code ON agents.invitation (code_hash);

-- A post held: a mandate, given by an act, taken back by an act, over when its term is.
CREATE TABLE agents.mandate (
  org_id     text NOT NULL,
  mandate_id text NOT NULL,
  role       text NOT NULL,
  member_id  text NOT NULL,
  starts_on  date NOT NULL,
  ends_on    date NOT NULL,
  -- Given while the group was still a draft: in force only until it is founded.
  rehearsal  boolean NOT NULL,
  ended_at   timestamptz,
  end_kind   text CHECK (end_kind IN ('revoked', 'handed_over', 'laid_down', 'left')),
  act_id     text NOT NULL,
  end_act_id text,
  PRIMARY KEY (org_id, mandate_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id),
  CHECK (ends_on > starts_on),
  CHECK ((ended_at IS NULL) = (end_kind IS NULL))
);
CREATE INDEX mandate_member ON agents.mandate (org_id, member_id);

-- An act that waits for signatures; they bind its command, its input, the statutes in force and an end.
CREATE TABLE agents.waiting_act (
  org_id           text NOT NULL REFERENCES agents.organization (org_id),
  waiting_id       text NOT NULL,
  command          text NOT NULL,
  matter           text NOT NULL,
  input            jsonb,
  input_hash       text NOT NULL,
  statutes_version int NOT NULL,
  opened_by        text NOT NULL,
  opened_at        timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  done_act_id      text,
  withdrawn_at     timestamptz,
  act_id           text NOT NULL,
  PRIMARY KEY (org_id, waiting_id),
  CHECK (done_act_id IS NULL OR withdrawn_at IS NULL)
);

-- Signatures, on the founding (subject 'founding') or on a waiting act.
CREATE TABLE agents.signature (
  org_id           text NOT NULL,
  subject          text NOT NULL,
  member_id        text NOT NULL,
  act_id           text NOT NULL,
  statutes_version int NOT NULL,
  signed_at        timestamptz NOT NULL,
  -- On paper: the member who entered the ink signature.
  entered_by       text,
  withdrawn_at     timestamptz,
  PRIMARY KEY (org_id, subject, member_id, act_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id)
);

CREATE TABLE agents.household (
  org_id       text NOT NULL REFERENCES agents.organization (org_id),
  household_id text NOT NULL,
  name         text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, household_id)
);

CREATE TABLE agents.household_member (
  org_id       text NOT NULL,
  household_id text NOT NULL,
  member_id    text NOT NULL,
  confirmed_by text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, member_id),
  FOREIGN KEY (org_id, household_id) REFERENCES agents.household (org_id, household_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id)
);

-- Who speaks for this organization in a network it belongs to or asks to join.
CREATE TABLE agents.delegate (
  org_id     text NOT NULL REFERENCES agents.organization (org_id),
  network_id text NOT NULL,
  member_id  text NOT NULL,
  person_id  text,
  since      timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, network_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id)
);
CREATE INDEX delegate_person ON agents.delegate (person_id);

-- How often, and how much, a matter was carried by a post: what limits per period are counted from.
CREATE TABLE agents.mandate_use (
  org_id       text NOT NULL,
  act_id       text NOT NULL,
  matter       text NOT NULL,
  role         text NOT NULL,
  amount_minor bigint,
  used_on      date NOT NULL,
  PRIMARY KEY (org_id, act_id)
);
CREATE INDEX mandate_use_period ON agents.mandate_use (org_id, matter, role, used_on);
