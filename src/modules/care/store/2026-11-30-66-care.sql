-- What people of a group carry for each other. An entry is its writer's alone; what all of us read is what
-- the clock has told of a month, in sums of five or more.

CREATE SCHEMA care;

-- One row is what somebody wrote down. All of it is forgotten with the act that wrote it.
CREATE TABLE care.entry (
  org_id      text NOT NULL,
  entry_id    text NOT NULL,
  member_id   text NOT NULL,
  -- The entry that this one puts right: the later one counts.
  corrects    text,
  activity    text NOT NULL,
  on_day      date NOT NULL,
  minutes     integer NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  -- While something else was done; being there; and whether somebody else could have been asked.
  beside      boolean NOT NULL,
  there       boolean NOT NULL,
  asked       boolean NOT NULL,
  whom        text NOT NULL CHECK (whom IN ('member', 'home', 'ours', 'all')),
  whom_member text,
  whom_name   text,
  words       text NOT NULL,
  at          timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, entry_id),
  FOREIGN KEY (org_id, corrects) REFERENCES care.entry (org_id, entry_id),
  CHECK ((whom = 'member') = (whom_member IS NOT NULL)),
  CHECK ((whom = 'ours') = (whom_name IS NOT NULL)),
  CHECK (corrects <> entry_id)
);
CREATE UNIQUE INDEX entry_corrects ON care.entry (org_id, corrects) WHERE corrects IS NOT NULL;
CREATE INDEX entry_member ON care.entry (org_id, member_id, on_day);
CREATE INDEX entry_day ON care.entry (org_id, on_day);

-- A month that has been told, once and for ever.
CREATE TABLE care.month (
  org_id  text NOT NULL,
  -- Its first day.
  month   date NOT NULL,
  -- How many gave, and the least number told of then; nothing where they were too few.
  people  integer,
  least   integer NOT NULL CHECK (least >= 5),
  told_at timestamptz NOT NULL,
  act_id  text NOT NULL,
  PRIMARY KEY (org_id, month),
  CHECK (people >= least)
);

CREATE TABLE care.told (
  org_id   text NOT NULL,
  month    date NOT NULL,
  activity text NOT NULL,
  division text NOT NULL,
  part     text NOT NULL,
  minutes  bigint NOT NULL CHECK (minutes > 0),
  PRIMARY KEY (org_id, month, activity, division, part),
  FOREIGN KEY (org_id, month) REFERENCES care.month (org_id, month)
);

-- Somebody asks for help. What they ask goes with them; that it was asked stays.
CREATE TABLE care.help (
  org_id   text NOT NULL,
  help_id  text NOT NULL,
  asked_by text NOT NULL,
  activity text,
  words    text,
  place    text,
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  act_id   text NOT NULL,
  PRIMARY KEY (org_id, help_id)
);

CREATE TABLE care.help_day (
  org_id  text NOT NULL,
  help_id text NOT NULL,
  on_day  date NOT NULL,
  PRIMARY KEY (org_id, help_id, on_day),
  FOREIGN KEY (org_id, help_id) REFERENCES care.help (org_id, help_id)
);

-- Who comes on which of these days; the day goes with whoever said it.
CREATE TABLE care.coming (
  org_id    text NOT NULL,
  coming_id text NOT NULL,
  help_id   text NOT NULL,
  member_id text NOT NULL,
  on_day    date,
  said_at   timestamptz NOT NULL,
  ended_at  timestamptz,
  act_id    text NOT NULL,
  PRIMARY KEY (org_id, coming_id),
  FOREIGN KEY (org_id, help_id) REFERENCES care.help (org_id, help_id)
);
CREATE UNIQUE INDEX coming_day ON care.coming (org_id, help_id, on_day) WHERE ended_at IS NULL;

-- Thanks, in words and without an amount.
CREATE TABLE care.thanks (
  org_id    text NOT NULL,
  thanks_id text NOT NULL,
  source    text NOT NULL,
  target    text NOT NULL,
  words     text,
  at        timestamptz NOT NULL,
  act_id    text NOT NULL,
  PRIMARY KEY (org_id, thanks_id),
  CHECK (source <> target)
);
CREATE INDEX thanks_target ON care.thanks (org_id, target, at);
