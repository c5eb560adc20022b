-- What two agreed on may have been paid in coins and notes, from hand to hand: by which payment.

ALTER TABLE exchange.agreement ADD COLUMN cash_id text;
ALTER TABLE exchange.agreement
  ADD CONSTRAINT agreement_cash_check CHECK (cash_id IS NULL OR (settled_at IS NOT NULL AND NOT gift));
-- Nobody closes two agreements with the same coins.
CREATE UNIQUE INDEX agreement_cash ON exchange.agreement (org_id, cash_id) WHERE cash_id IS NOT NULL;
