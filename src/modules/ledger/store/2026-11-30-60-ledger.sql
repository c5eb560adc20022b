-- What a group keeps accounts of. One row is one movement from one account to another in one unit, so that
-- every unit sums to zero whatever happens; an account cannot go beyond its limits, because its balance is
-- held here beside them. What was posted is never changed.

CREATE SCHEMA ledger;

CREATE TABLE ledger.account (
  org_id       text NOT NULL,
  account_id   text NOT NULL,
  -- As the article `books` knows it.
  unit         text NOT NULL,
  purpose      text NOT NULL CHECK (purpose IN ('holding', 'issue', 'commons', 'fund', 'reserve')),
  -- Whose it is; nobody's of what is held in common.
  member_id    text,
  name         text NOT NULL,
  opened_at    timestamptz NOT NULL,
  closed_at    timestamptz,
  -- Until when nothing leaves it, by whose word, and why.
  frozen_until  date,
  frozen_reason text,
  frozen_act_id text,
  -- How much further down the group lets it go, and until when.
  granted_minor bigint CHECK (granted_minor > 0),
  granted_until date,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, account_id),
  UNIQUE (org_id, account_id, unit),
  CHECK ((purpose = 'holding') = (member_id IS NOT NULL)),
  CHECK ((granted_minor IS NULL) = (granted_until IS NULL)),
  CHECK (frozen_reason IS NULL OR frozen_until IS NOT NULL)
);
CREATE UNIQUE INDEX account_holder ON ledger.account (org_id, member_id, unit) WHERE purpose = 'holding';
CREATE UNIQUE INDEX account_of_unit ON ledger.account (org_id, unit, purpose)
  WHERE purpose IN ('issue', 'commons');

-- What is in an account now. Apart from it, so that what changes with every movement stays small.
CREATE TABLE ledger.balance (
  org_id        text NOT NULL,
  account_id    text NOT NULL,
  balance_minor bigint NOT NULL,
  -- Promised out of it, and to it, until it is posted or let go.
  held_minor    bigint NOT NULL CHECK (held_minor >= 0),
  coming_minor  bigint NOT NULL CHECK (coming_minor >= 0),
  -- What the rules say today; no bound where it is null.
  rule_floor_minor   bigint,
  rule_ceiling_minor bigint,
  -- What binds: the same, or where it stood beyond when the rules changed. It comes back with it, and never
  -- leaves.
  floor_minor   bigint,
  ceiling_minor bigint,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES ledger.account (org_id, account_id),
  CHECK ((floor_minor IS NULL) = (rule_floor_minor IS NULL)),
  CHECK ((ceiling_minor IS NULL) = (rule_ceiling_minor IS NULL)),
  CHECK (floor_minor IS NULL OR balance_minor - held_minor >= floor_minor),
  CHECK (ceiling_minor IS NULL OR balance_minor + coming_minor <= ceiling_minor)
) WITH (fillfactor = 80);

CREATE TABLE ledger.transfer (
  org_id             text NOT NULL,
  -- Its number in the books of the group: 1, 2, 3 …, without gaps.
  number             bigint NOT NULL CHECK (number > 0),
  unit               text NOT NULL,
  source             text NOT NULL,
  target             text NOT NULL,
  amount_minor       bigint NOT NULL CHECK (amount_minor > 0),
  kind               text NOT NULL,
  -- The first of those that were posted together with it.
  set_number         bigint NOT NULL CHECK (set_number BETWEEN 1 AND number),
  -- The one that it puts right.
  corrects           bigint CHECK (corrects < number),
  booked_on          date NOT NULL,
  at                 timestamptz NOT NULL,
  source_after_minor bigint NOT NULL,
  target_after_minor bigint NOT NULL,
  by_member          text,
  act_id             text NOT NULL,
  PRIMARY KEY (org_id, number),
  FOREIGN KEY (org_id, source, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, target, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, corrects) REFERENCES ledger.transfer (org_id, number),
  CHECK (source <> target)
);
CREATE INDEX transfer_source ON ledger.transfer (org_id, source, number);
CREATE INDEX transfer_target ON ledger.transfer (org_id, target, number);
CREATE INDEX transfer_corrects ON ledger.transfer (org_id, corrects) WHERE corrects IS NOT NULL;

-- What was written beside a movement. Apart from it, because words are forgotten with whoever wrote them, and what was
-- posted is not.
CREATE TABLE ledger.note (
  org_id text NOT NULL,
  number bigint NOT NULL,
  -- Whether it is of all that were posted together from this number on, or of this one alone.
  of_set boolean NOT NULL,
  note   text NOT NULL,
  act_id text NOT NULL,
  PRIMARY KEY (org_id, number, of_set),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number)
);
CREATE INDEX note_act ON ledger.note (org_id, act_id);

-- How much of a movement has been put right: never more than there was.
CREATE TABLE ledger.corrected (
  org_id          text NOT NULL,
  number          bigint NOT NULL,
  amount_minor    bigint NOT NULL,
  corrected_minor bigint NOT NULL CHECK (corrected_minor > 0),
  PRIMARY KEY (org_id, number),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK (corrected_minor <= amount_minor)
);

-- Somebody asks to be paid. Whether it still waits follows from its dates.
CREATE TABLE ledger.request (
  org_id       text NOT NULL,
  request_id   text NOT NULL,
  unit         text NOT NULL,
  -- The account that is asked, and the one that would be paid.
  source       text NOT NULL,
  target       text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  note         text,
  asked_by     text NOT NULL,
  asked_at     timestamptz NOT NULL,
  -- The last day on which it can be answered.
  expires_on   date NOT NULL,
  answered_at  timestamptz,
  answer       text CHECK (answer IN ('paid', 'declined', 'taken_back')),
  reason       text,
  answer_act_id text,
  number       bigint,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, request_id),
  FOREIGN KEY (org_id, source, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, target, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((answered_at IS NULL) = (answer IS NULL)),
  CHECK ((number IS NOT NULL) = (answer IS NOT DISTINCT FROM 'paid')),
  CHECK (source <> target)
);
CREATE UNIQUE INDEX request_number ON ledger.request (org_id, number) WHERE number IS NOT NULL;
CREATE INDEX request_source ON ledger.request (org_id, source, request_id);
CREATE INDEX request_target ON ledger.request (org_id, target, request_id);

-- Whom an account pays without being asked each time, up to so much.
CREATE TABLE ledger.trusted_payee (
  org_id     text NOT NULL,
  source     text NOT NULL,
  target     text NOT NULL,
  most_minor bigint NOT NULL CHECK (most_minor > 0),
  since      timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, source, target),
  FOREIGN KEY (org_id, source) REFERENCES ledger.account (org_id, account_id),
  FOREIGN KEY (org_id, target) REFERENCES ledger.account (org_id, account_id),
  CHECK (source <> target)
);

-- Promised from one account to another, and out of reach until it is paid, let go, or its day is over.
CREATE TABLE ledger.hold (
  org_id       text NOT NULL,
  hold_id      text NOT NULL,
  unit         text NOT NULL,
  source       text NOT NULL,
  target       text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  note         text,
  held_by      text NOT NULL,
  held_at      timestamptz NOT NULL,
  -- The last day on which it binds.
  until        date NOT NULL,
  ended_at     timestamptz,
  ended_as     text CHECK (ended_as IN ('paid', 'let_go', 'lapsed')),
  number       bigint,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, hold_id),
  FOREIGN KEY (org_id, source, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, target, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK ((number IS NOT NULL) = (ended_as IS NOT DISTINCT FROM 'paid')),
  CHECK (source <> target)
);
CREATE UNIQUE INDEX hold_number ON ledger.hold (org_id, number) WHERE number IS NOT NULL;
CREATE INDEX hold_source ON ledger.hold (org_id, source, hold_id);
CREATE INDEX hold_target ON ledger.hold (org_id, target, hold_id);
CREATE INDEX hold_due ON ledger.hold (until) WHERE ended_at IS NULL;

-- What somebody gives of their own credit so that somebody else may go further down.
CREATE TABLE ledger.stake (
  org_id       text NOT NULL,
  source       text NOT NULL,
  target       text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  since        timestamptz NOT NULL,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, source, target),
  FOREIGN KEY (org_id, source) REFERENCES ledger.account (org_id, account_id),
  FOREIGN KEY (org_id, target) REFERENCES ledger.account (org_id, account_id),
  CHECK (source <> target)
);
CREATE INDEX stake_target ON ledger.stake (org_id, target);

-- Two see a payment differently; somebody settles it.
CREATE TABLE ledger.dispute (
  org_id       text NOT NULL,
  number       bigint NOT NULL,
  opened_by    text NOT NULL,
  opened_at    timestamptz NOT NULL,
  reason       text,
  ended_at     timestamptz,
  ended_as     text CHECK (ended_as IN ('settled', 'taken_back')),
  settled_by   text,
  -- What was said to both, and how much went back.
  words        text,
  back_minor   bigint CHECK (back_minor >= 0),
  end_act_id   text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, number),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK ((back_minor IS NOT NULL) = (ended_as IS NOT DISTINCT FROM 'settled'))
);

-- A payment that somebody else has entered for whoever paid: they can say that it was not so.
CREATE TABLE ledger.entered (
  org_id     text NOT NULL,
  number     bigint NOT NULL,
  member_id  text NOT NULL,
  entered_by text NOT NULL,
  -- The last day on which they can say no.
  until      date NOT NULL,
  denied_at  timestamptz,
  reason     text,
  deny_act_id text,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, number),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number)
);
CREATE INDEX entered_member ON ledger.entered (org_id, member_id, number);

-- For what was paid in a month, without reading all that ever was.
CREATE INDEX transfer_booked ON ledger.transfer (org_id, unit, booked_on) WHERE kind = 'payment';
