-- A proposal that was turned down comes back in another version: which one it is a new version of.
ALTER TABLE decisions.proposal
  ADD COLUMN renews text,
  ADD FOREIGN KEY (org_id, renews) REFERENCES decisions.proposal (org_id, proposal_id);
CREATE INDEX proposal_renews ON decisions.proposal (org_id, renews) WHERE renews IS NOT NULL;
