-- What moved in a unit on each day, by kind: so that how it goes round is told without reading all that ever was.

CREATE TABLE ledger.daily (
  org_id    text NOT NULL,
  unit      text NOT NULL,
  kind      text NOT NULL,
  booked_on date NOT NULL,
  movements integer NOT NULL CHECK (movements > 0),
  -- Together, without what of it has been put right since. Nothing bounds what can move on one day.
  minor     numeric NOT NULL CHECK (minor >= 0),
  PRIMARY KEY (org_id, unit, kind, booked_on)
) WITH (fillfactor = 50);

INSERT INTO ledger.daily (org_id, unit, kind, booked_on, movements, minor)
SELECT t.org_id, t.unit, t.kind, t.booked_on, count(*), sum(t.amount_minor - coalesce(c.corrected_minor, 0))
  FROM ledger.transfer t LEFT JOIN ledger.corrected c USING (org_id, number)
 GROUP BY 1, 2, 3, 4;

-- It served nothing else.
DROP INDEX ledger.transfer_booked;
