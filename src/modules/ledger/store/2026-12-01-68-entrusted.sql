-- Who acts for an account besides whoever it belongs to: up to so much at a time, until a day.
CREATE TABLE ledger.entrusted (
  org_id     text NOT NULL,
  account_id text NOT NULL,
  member_id  text NOT NULL,
  -- Null where they may pay as much as its holder.
  most_minor bigint CHECK (most_minor > 0),
  -- The last day.
  until      date NOT NULL,
  since      timestamptz NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, account_id, member_id),
  FOREIGN KEY (org_id, account_id) REFERENCES ledger.account (org_id, account_id)
);
CREATE INDEX entrusted_member ON ledger.entrusted (org_id, member_id);
