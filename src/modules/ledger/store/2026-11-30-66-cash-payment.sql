-- What was paid in coins and notes, from hand to hand: somebody says so, and whoever was paid says that they
-- have it.

CREATE TABLE ledger.cash_payment (
  org_id       text NOT NULL,
  cash_id      text NOT NULL,
  unit         text NOT NULL,
  payer        text NOT NULL,
  -- One of us, or a common account for whoever keeps it.
  receiver     text,
  account_id   text,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  note         text,
  -- What it is meant to settle.
  request_id   text,
  said_by      text NOT NULL,
  said_at      timestamptz NOT NULL,
  -- The last day on which it can be answered.
  until        date NOT NULL,
  -- Whoever was to receive it has not, and says what is wrong; it goes on waiting.
  missed_by    text,
  missed_at    timestamptz,
  missed_words text,
  missed_act_id text,
  ended_at     timestamptz,
  ended_as     text CHECK (ended_as IN ('received', 'taken_back', 'lapsed')),
  ended_by     text,
  -- The movement by which it came into the common account.
  number       bigint,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, cash_id),
  FOREIGN KEY (org_id, account_id, unit) REFERENCES ledger.account (org_id, account_id, unit),
  FOREIGN KEY (org_id, request_id) REFERENCES ledger.request (org_id, request_id),
  FOREIGN KEY (org_id, number) REFERENCES ledger.transfer (org_id, number),
  CHECK ((receiver IS NULL) <> (account_id IS NULL)),
  CHECK (receiver <> payer),
  CHECK (request_id IS NULL OR receiver IS NOT NULL),
  CHECK ((missed_by IS NULL) = (missed_at IS NULL) AND (missed_by IS NULL) = (missed_act_id IS NULL)),
  CHECK (missed_words IS NULL OR missed_by IS NOT NULL),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  -- Nobody ends what the clock ends.
  CHECK ((ended_by IS NOT NULL) = (ended_as IS NOT NULL AND ended_as <> 'lapsed')),
  CHECK ((number IS NOT NULL) = (ended_as IS NOT DISTINCT FROM 'received' AND account_id IS NOT NULL))
);
CREATE UNIQUE INDEX cash_payment_number ON ledger.cash_payment (org_id, number) WHERE number IS NOT NULL;
-- Of one request it is said once at a time.
CREATE UNIQUE INDEX cash_payment_request ON ledger.cash_payment (org_id, request_id)
  WHERE request_id IS NOT NULL AND ended_at IS NULL;
CREATE INDEX cash_payment_payer ON ledger.cash_payment (org_id, payer, cash_id);
CREATE INDEX cash_payment_receiver ON ledger.cash_payment (org_id, receiver, cash_id);
CREATE INDEX cash_payment_account ON ledger.cash_payment (org_id, account_id, cash_id);
CREATE INDEX cash_payment_due ON ledger.cash_payment (until) WHERE ended_at IS NULL;

-- What was asked for may have been paid in cash: settled, and by no movement.
ALTER TABLE ledger.request DROP CONSTRAINT request_answer_check;
ALTER TABLE ledger.request ADD CONSTRAINT request_answer_check
  CHECK (answer IN ('paid', 'in_cash', 'declined', 'taken_back'));
