-- A group may have several accounts at its bank; each statement is of one of them.

ALTER TABLE ledger.bank_statement
  -- As the bank calls it; empty where the file does not say.
  ADD COLUMN bank_account text NOT NULL DEFAULT '';
CREATE INDEX bank_statement_account ON ledger.bank_statement (org_id, unit, bank_account, closes_on);
