-- What the bank says, line by line, and what of it is booked; and what somebody lets be paid again and again.

CREATE TABLE ledger.bank_statement (
  org_id        text NOT NULL,
  statement_id  text NOT NULL,
  unit          text NOT NULL,
  -- SHA-256 of the file it was read from, and how the bank calls it.
  digest        text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  name          text,
  opens_on      date,
  closes_on     date,
  -- What the bank says was there before and after; an assertion, held against the books and never booked.
  opening_minor bigint,
  closing_minor bigint,
  read_by       text,
  read_at       timestamptz NOT NULL,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, statement_id)
);
CREATE UNIQUE INDEX statement_digest ON ledger.bank_statement (org_id, unit, digest, statement_id);

CREATE TABLE ledger.bank_line (
  org_id       text NOT NULL,
  line_id      text NOT NULL,
  statement_id text NOT NULL,
  unit         text NOT NULL,
  -- By what it is known again when it comes in another file.
  mark         text NOT NULL,
  booked_on    date NOT NULL,
  -- Above zero what came, below what went.
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  party        text,
  iban         text,
  words        text,
  -- The movement that it is, and the act that said so.
  number       bigint,
  booked_at    timestamptz,
  book_act_id  text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, line_id),
  UNIQUE (org_id, unit, mark),
  FOREIGN KEY (org_id, statement_id) REFERENCES ledger.bank_statement (org_id, statement_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((number IS NULL) = (booked_at IS NULL))
);
CREATE UNIQUE INDEX bank_line_number ON ledger.bank_line (org_id, number) WHERE number IS NOT NULL;
CREATE INDEX bank_line_open ON ledger.bank_line (org_id, unit, booked_on) WHERE number IS NULL;

-- Somebody lets so much go to another on a day of each week or month.
CREATE TABLE ledger.standing (
  org_id       text NOT NULL,
  standing_id  text NOT NULL,
  unit         text NOT NULL,
  source       text NOT NULL,
  target       text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  note         text,
  every        text NOT NULL CHECK (every IN ('week', 'month')),
  -- Of a week 1 (Monday) to 7, of a month 1 to 31; the last one of a month that is too short.
  day          integer NOT NULL CHECK (day BETWEEN 1 AND CASE every WHEN 'week' THEN 7 ELSE 31 END),
  from_on      date NOT NULL,
  until_on     date NOT NULL,
  ordered_by   text NOT NULL,
  ordered_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, standing_id),
  FOREIGN KEY (org_id, source, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, target, unit) REFERENCES ledger.account (org_id, account_id, unit),
  CHECK (source <> target),
  CHECK (from_on <= until_on)
);
CREATE INDEX standing_source ON ledger.standing (org_id, source, standing_id);
CREATE INDEX standing_target ON ledger.standing (org_id, target, standing_id);

-- Each time that it was due: paid, or not, and tried once more the next day.
CREATE TABLE ledger.standing_try (
  org_id      text NOT NULL,
  standing_id text NOT NULL,
  due_on      date NOT NULL,
  attempt     integer NOT NULL CHECK (attempt IN (1, 2)),
  tried_on    date NOT NULL,
  number      bigint,
  rule        text,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, standing_id, due_on, attempt),
  FOREIGN KEY (org_id, standing_id) REFERENCES ledger.standing (org_id, standing_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((number IS NULL) = (rule IS NOT NULL))
);
CREATE UNIQUE INDEX standing_number ON ledger.standing_try (org_id, number) WHERE number IS NOT NULL;
