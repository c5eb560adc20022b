-- Units for which something is kept, and units that do not stay whole while they lie: what is in circulation
-- stands beside what is kept for it in one row, and the days on which something came beside what is there.

-- What is in circulation of a unit, beside what is kept for it: never more.
CREATE TABLE ledger.coverage (
  org_id            text NOT NULL,
  unit              text NOT NULL,
  -- Where the unit comes from, and where what is kept for it lies.
  issue             text NOT NULL,
  reserve           text NOT NULL,
  -- So many of the smallest part of what is kept are one of the smallest part of the unit.
  factor            bigint NOT NULL CHECK (factor > 0),
  circulating_minor bigint NOT NULL CHECK (circulating_minor >= 0),
  reserve_minor     bigint NOT NULL,
  act_id            text NOT NULL,
  PRIMARY KEY (org_id, unit),
  UNIQUE (org_id, reserve),
  FOREIGN KEY (org_id, issue, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, reserve) REFERENCES ledger.account (org_id, account_id),
  CHECK (circulating_minor::numeric * factor <= reserve_minor)
);

-- What it costs to hold a unit, from a day on, as the rules said.
CREATE TABLE ledger.keeping (
  org_id       text NOT NULL,
  unit         text NOT NULL,
  from_on      date NOT NULL,
  parts        bigint NOT NULL CHECK (parts >= 0),
  of           bigint NOT NULL CHECK (of > 0),
  free_days    integer NOT NULL CHECK (free_days >= 0),
  expires_days integer CHECK (expires_days > 0),
  -- What everybody gives each month.
  monthly_minor bigint CHECK (monthly_minor > 0),
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, unit, from_on),
  CHECK (parts <= of)
);

-- On which days what a holder has came to them, the oldest first; and what is owed for its days until
-- `as_of`, as so many parts of so many of the smallest part. Only of units of which somebody has to know.
CREATE TABLE ledger.age (
  org_id     text NOT NULL,
  account_id text NOT NULL,
  as_of      date NOT NULL,
  owed_parts numeric NOT NULL CHECK (owed_parts >= 0),
  owed_of    bigint NOT NULL CHECK (owed_of > 0),
  days       date[] NOT NULL,
  minors     bigint[] NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES ledger.account (org_id, account_id),
  CHECK (cardinality(days) = cardinality(minors)),
  CHECK (0 < ALL (minors))
) WITH (fillfactor = 80);

-- What is charged to all holders of a unit on a day: the day, what for, and whom it is about are fixed as
-- it begins; it is carried out in parts.
CREATE TABLE ledger.run (
  org_id       text NOT NULL,
  run_id       text NOT NULL,
  unit         text NOT NULL,
  charge       text NOT NULL CHECK (charge IN ('lying', 'monthly')),
  charged_on   date NOT NULL,
  -- Of what is given monthly, how much.
  each_minor   bigint CHECK (each_minor > 0),
  -- How many accounts there were, and the last of them.
  accounts     integer NOT NULL CHECK (accounts >= 0),
  last_account text,
  begun_at     timestamptz NOT NULL,
  -- How many parts are done, and up to which account.
  chunks       integer NOT NULL CHECK (chunks >= 0),
  up_to        text,
  looked       integer NOT NULL CHECK (looked BETWEEN 0 AND accounts),
  charged      integer NOT NULL CHECK (charged BETWEEN 0 AND looked),
  total_minor  bigint NOT NULL CHECK (total_minor >= 0),
  ended_at     timestamptz,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, run_id),
  UNIQUE (org_id, unit, charge, charged_on),
  CHECK ((charge = 'monthly') = (each_minor IS NOT NULL))
);
CREATE INDEX run_open ON ledger.run (org_id, run_id) WHERE ended_at IS NULL;

-- In the order in which a run takes them.
CREATE INDEX account_holders ON ledger.account (org_id, unit, account_id) WHERE purpose = 'holding';

-- To whom a holder has what stays behind go when they bring something back.
CREATE TABLE ledger.chosen (
  org_id text NOT NULL,
  source text NOT NULL,
  target text NOT NULL,
  since  timestamptz NOT NULL,
  act_id text NOT NULL,
  PRIMARY KEY (org_id, source),
  FOREIGN KEY (org_id, source) REFERENCES ledger.account (org_id, account_id),
  FOREIGN KEY (org_id, target) REFERENCES ledger.account (org_id, account_id),
  CHECK (source <> target)
);

-- Somebody has counted, or read what the bank says; and what the books said of that day. It changes nothing.
CREATE TABLE ledger.count (
  org_id        text NOT NULL,
  count_id      text NOT NULL,
  account       text NOT NULL,
  counted_on    date NOT NULL,
  counted_minor bigint NOT NULL,
  booked_minor  bigint NOT NULL,
  counted_by    text NOT NULL,
  at            timestamptz NOT NULL,
  note          text,
  -- Where they differ, what has been found since.
  explained_by  text,
  explained_at  timestamptz,
  explanation   text,
  explain_act_id text,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, count_id),
  FOREIGN KEY (org_id, account) REFERENCES ledger.account (org_id, account_id),
  CHECK ((explained_at IS NULL) = (explained_by IS NULL)),
  CHECK (explained_at IS NULL OR counted_minor <> booked_minor)
);
CREATE INDEX count_account ON ledger.count (org_id, account, counted_on);
