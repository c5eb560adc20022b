-- Meetings: who calls one, who comes, what is on the agenda, who is in the room, who speaks, what was said, and
-- who signed the minutes. What was decided in a meeting is a proposal like any other, and names the meeting.
-- And the calendar: other days that a group does not want to miss.

CREATE TABLE decisions.meeting (
  org_id        text NOT NULL,
  meeting_id    text NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('assembly', 'meeting', 'circle')),
  title         text NOT NULL,
  place         text NOT NULL,
  starts_at     timestamptz NOT NULL,
  ends_at       timestamptz CHECK (ends_at > starts_at),
  -- Null where it was called by a decision.
  called_by     text,
  called_at     timestamptz NOT NULL,
  changed_at    timestamptz,
  cancelled_at  timestamptz,
  -- Null when whoever wrote it has been forgotten.
  cancel_reason text,
  cancel_act_id text,
  opened_at     timestamptz,
  facilitator   text,
  -- How many decided together when it opened, and how many of them it takes for the meeting to decide.
  voting        int,
  quorum        int,
  closed_at     timestamptz,
  -- The digest of the minutes that enough have signed: from then on they stay as they are.
  minutes_digest text,
  fixed_at      timestamptz,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, meeting_id),
  CHECK (opened_at IS NULL OR cancelled_at IS NULL),
  CHECK ((opened_at IS NULL) = (facilitator IS NULL)),
  CHECK ((opened_at IS NULL) = (quorum IS NULL)),
  CHECK ((voting IS NULL) = (quorum IS NULL)),
  CHECK (closed_at IS NULL OR opened_at IS NOT NULL),
  CHECK (fixed_at IS NULL OR closed_at IS NOT NULL),
  CHECK ((fixed_at IS NULL) = (minutes_digest IS NULL))
);
CREATE INDEX meeting_by_day ON decisions.meeting (org_id, starts_at);

-- What is to be talked about, in the order of its places.
CREATE TABLE decisions.agenda_item (
  org_id       text NOT NULL,
  meeting_id   text NOT NULL,
  item_id      text NOT NULL,
  place        int NOT NULL,
  title        text NOT NULL,
  note         text NOT NULL,
  -- For how long, as it was planned.
  minutes      int CHECK (minutes >= 1),
  proposal_id  text,
  added_by     text,
  withdrawn_at timestamptz,
  -- When it was last taken up in the meeting.
  taken_at     timestamptz,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, item_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- Who has said that they come, or cannot.
CREATE TABLE decisions.meeting_answer (
  org_id     text NOT NULL,
  meeting_id text NOT NULL,
  member_id  text NOT NULL,
  -- Null when who answered has been forgotten.
  comes      boolean,
  at         timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, member_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id)
);

-- Who was in the room, and from when until when; whoever goes and comes back has two of these.
CREATE TABLE decisions.presence (
  org_id     text NOT NULL,
  meeting_id text NOT NULL,
  member_id  text NOT NULL,
  arrived_at timestamptz NOT NULL,
  left_at    timestamptz CHECK (left_at >= arrived_at),
  -- Who wrote it down: the member, or somebody who was in the room.
  written_by text,
  -- When the member said that they were not there: it counts for nothing from then on.
  denied_at  timestamptz CHECK (denied_at IS NULL OR left_at IS NOT NULL),
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, member_id, act_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id)
);
CREATE UNIQUE INDEX present_once ON decisions.presence (org_id, meeting_id, member_id) WHERE left_at IS NULL;

-- Who has asked to speak, who speaks, who has spoken.
CREATE TABLE decisions.turn (
  org_id     text NOT NULL,
  meeting_id text NOT NULL,
  turn_id    text NOT NULL,
  member_id  text NOT NULL,
  asked_at   timestamptz NOT NULL,
  began_at   timestamptz,
  ended_at   timestamptz,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, turn_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id)
);
CREATE UNIQUE INDEX one_speaks ON decisions.turn (org_id, meeting_id)
  WHERE began_at IS NOT NULL AND ended_at IS NULL;

-- What was said, as somebody wrote it down, at an item or at none.
CREATE TABLE decisions.meeting_note (
  org_id     text NOT NULL,
  meeting_id text NOT NULL,
  note_id    text NOT NULL,
  item_id    text,
  member_id  text NOT NULL,
  -- Null when who wrote it has been forgotten.
  words      text,
  at         timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, note_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id)
);

-- A show of hands: how many, in a round of the proposal.
CREATE TABLE decisions.hands (
  org_id      text NOT NULL,
  meeting_id  text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  counted_by  text NOT NULL,
  -- Who decides and was in the room.
  here        text[] NOT NULL,
  yes         int NOT NULL CHECK (yes >= 0),
  no          int NOT NULL CHECK (no >= 0),
  abstain     int NOT NULL CHECK (abstain >= 0),
  -- How many of those who decide were in the room, and how many there were in all.
  present     int NOT NULL,
  voting      int NOT NULL,
  way         jsonb NOT NULL,
  result      text NOT NULL,
  outcome     jsonb NOT NULL,
  -- Whether a second person is asked if the count was so: wherever two or more decide.
  asked       boolean NOT NULL,
  -- Of what was said by name: for each voter the digest of their voice, which is kept apart.
  voices      jsonb,
  at          timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);
CREATE INDEX hands_of_meeting ON decisions.hands (org_id, meeting_id);

-- What somebody who was there has said of a count: so it was, or it falls.
CREATE TABLE decisions.hands_check (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  stands      boolean NOT NULL,
  -- Null when who wrote it has been forgotten, and where it is that somebody was not there at all.
  reason      text,
  at          timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round),
  FOREIGN KEY (org_id, proposal_id, round) REFERENCES decisions.hands (org_id, proposal_id, round)
);

-- What was said by name, kept apart from the record: it stands in nobody else's act, and goes with its voter.
CREATE TABLE decisions.voice (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  chamber     text NOT NULL CHECK (chamber IN ('people', 'organizations')),
  -- Null when whose voice it was has been forgotten.
  choices     jsonb,
  salt        text CHECK ((salt IS NULL) = (choices IS NULL)),
  PRIMARY KEY (org_id, proposal_id, round, member_id)
);

-- Names under the minutes, each under the words that they had then.
CREATE TABLE decisions.minutes_signature (
  org_id     text NOT NULL,
  meeting_id text NOT NULL,
  member_id  text NOT NULL,
  digest     text NOT NULL,
  signed_at  timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, meeting_id, member_id, digest),
  FOREIGN KEY (org_id, meeting_id) REFERENCES decisions.meeting (org_id, meeting_id)
);

-- A day in the calendar: a fair, a deadline, anything.
CREATE TABLE decisions.date (
  org_id     text NOT NULL,
  date_id    text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('fair', 'deadline', 'other')),
  title      text NOT NULL,
  place      text NOT NULL,
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz CHECK (ends_at > starts_at),
  -- Whether it is the whole day, whatever the hour.
  whole_day  boolean NOT NULL,
  -- Whether everybody may know of it.
  public     boolean NOT NULL,
  added_by   text,
  dropped_at timestamptz,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, date_id)
);
CREATE INDEX date_by_day ON decisions.date (org_id, starts_at) WHERE dropped_at IS NULL;

-- The secret address under which a member's own calendar program reads this one; only its digest is kept.
CREATE TABLE decisions.feed (
  org_id     text NOT NULL,
  feed_id    text NOT NULL,
  member_id  text NOT NULL,
  token_hash text NOT NULL,
  made_at    timestamptz NOT NULL,
  dropped_at timestamptz,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, feed_id),
  UNIQUE (org_id, token_hash)
);
