-- What a bookkeeper does: balances that a group brings from where it kept them before, periods that are
-- closed,
-- receipts beside movements, and cash that is counted.

-- What somebody had elsewhere, shown to everybody for some days before it counts.
CREATE TABLE ledger.opening (
  org_id       text NOT NULL,
  opening_id   text NOT NULL,
  unit         text NOT NULL,
  -- Where it is from, in words.
  note         text,
  handed_in_by text,
  handed_in_at timestamptz NOT NULL,
  -- The day on which it counts, if nobody says that it is wrong.
  counts_on    date NOT NULL,
  ended_at     timestamptz,
  ended_as     text CHECK (ended_as IN ('counted', 'stopped', 'refused')),
  stopped_by   text,
  reason       text,
  -- The rule that was in the way when it was to count.
  rule         text,
  number       bigint,
  end_act_id   text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, opening_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK ((number IS NOT NULL) = (ended_as IS NOT DISTINCT FROM 'counted'))
);
-- One at a time in each unit.
CREATE UNIQUE INDEX opening_waits ON ledger.opening (org_id, unit) WHERE ended_at IS NULL;

CREATE TABLE ledger.opening_line (
  org_id       text NOT NULL,
  opening_id   text NOT NULL,
  account_id   text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, opening_id, account_id),
  FOREIGN KEY (org_id, opening_id) REFERENCES ledger.opening (org_id, opening_id),
  FOREIGN KEY (org_id, account_id) REFERENCES ledger.account (org_id, account_id)
);

-- Nothing is booked any more on a day up to and including this one, as long as it is closed.
CREATE TABLE ledger.closing (
  org_id        text NOT NULL,
  closing_id    text NOT NULL,
  through_on    date NOT NULL,
  note          text,
  closed_at     timestamptz NOT NULL,
  reopened_at   timestamptz,
  reason        text,
  reopen_act_id text,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, closing_id),
  CHECK ((reopened_at IS NULL) = (reopen_act_id IS NULL))
);
CREATE UNIQUE INDEX closing_open ON ledger.closing (org_id, through_on) WHERE reopened_at IS NULL;

-- A paper that shows what a movement was for. Its bytes are kept by their digest.
CREATE TABLE ledger.receipt (
  org_id        text NOT NULL,
  receipt_id    text NOT NULL,
  number        bigint NOT NULL,
  -- The number that stands on the paper, and what it is called; gone where it was taken back or forgotten.
  document      text,
  name          text,
  type          text NOT NULL,
  bytes         integer NOT NULL CHECK (bytes > 0),
  width         integer,
  height        integer,
  digest        text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  small_digest  text CHECK (small_digest ~ '^[0-9a-f]{64}$'),
  added_by      text NOT NULL,
  added_at      timestamptz NOT NULL,
  taken_back_at timestamptz,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, receipt_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((width IS NULL) = (height IS NULL))
);
CREATE INDEX receipt_number ON ledger.receipt (org_id, number);

-- Cash was counted: what should have been there, what was, and the movement by which the books follow.
CREATE TABLE ledger.cash_count (
  org_id         text NOT NULL,
  count_id       text NOT NULL,
  account_id     text NOT NULL,
  expected_minor bigint NOT NULL,
  counted_minor  bigint NOT NULL CHECK (counted_minor >= 0),
  -- How many of each note and coin, as they were counted.
  pieces         jsonb NOT NULL,
  reason         text,
  counted_by     text,
  counted_at     timestamptz NOT NULL,
  number         bigint,
  act_id         text NOT NULL,
  PRIMARY KEY (org_id, count_id),
  FOREIGN KEY (org_id, account_id) REFERENCES ledger.account (org_id, account_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((number IS NULL) = (expected_minor = counted_minor))
);
CREATE INDEX cash_count_account ON ledger.cash_count (org_id, account_id, count_id);
