-- Blind ballots: a voter's browser has a token signed that nobody has seen, and posts a ballot with it that nobody
-- has signed.

-- The public keys of the round that a vote is in, one for each chamber that is counted by itself.
ALTER TABLE decisions.proposal ADD COLUMN ballot_keys jsonb;

-- What was signed for whom, still blinded: nobody can tell from it which token came of it. One for each voter, and
-- for whoever asks again the same.
CREATE TABLE decisions.token (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  blinded     text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round, member_id),
  FOREIGN KEY (org_id, proposal_id, round, member_id) REFERENCES decisions.part (org_id, proposal_id, round, member_id)
);

-- That a ballot was posted under this mark, the SHA-256 of its token; what it says lies in sealed_ballot.
CREATE TABLE decisions.posted (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  mark        text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round, mark),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- Public keys are public: they stand with the proposal.
ALTER TABLE decisions.secret DROP COLUMN public_key;
