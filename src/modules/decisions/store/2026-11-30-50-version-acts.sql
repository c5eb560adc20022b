-- A version of a proposal that would do something else than the one before: what that was, and what it is
-- now. Why somebody should go stands in neither, for a version is never written anew.
ALTER TABLE decisions.proposal_version
  ADD COLUMN acts_before jsonb,
  ADD COLUMN acts jsonb,
  ADD CHECK ((acts_before IS NULL) = (acts IS NULL));
