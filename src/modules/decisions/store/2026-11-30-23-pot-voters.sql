-- A pot can be for some of those whom its budget is for: the money of a district, for the people who live there.

-- The kinds of members who bring ideas to it and vote on it; null: all that its budget is for.
ALTER TABLE decisions.pot ADD COLUMN voters text[] CHECK (cardinality(voters) > 0);
