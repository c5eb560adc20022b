-- Ballots that people filled in on paper. Two tellers read them, each by themself; when both have read the
-- same, they are counted like all others.

-- Who took part on paper, as the first teller has entered them. They are ticked at once, so that nobody votes
-- twice.
CREATE TABLE decisions.pile (
  org_id       text NOT NULL,
  proposal_id  text NOT NULL,
  round        int NOT NULL,
  pile_id      text NOT NULL,
  ballots      int NOT NULL CHECK (ballots >= 0),
  entered_by   text,
  entered_at   timestamptz NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz,
  -- Entered anew, because something in it was wrong.
  replaced_at  timestamptz,
  -- Set aside, because somebody who was ticked says that no paper in it is theirs.
  refused_by   text,
  refused_at   timestamptz,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, pile_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id),
  CHECK ((refused_at IS NULL) = (refused_by IS NULL)),
  CHECK (replaced_at IS NULL OR (confirmed_at IS NULL AND refused_at IS NULL))
);

CREATE TABLE decisions.pile_voter (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  pile_id     text NOT NULL,
  member_id   text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, pile_id, member_id),
  FOREIGN KEY (org_id, proposal_id, pile_id) REFERENCES decisions.pile (org_id, proposal_id, pile_id)
);

-- What the first teller has read, until the second has read it too: outside the register, because nothing is
-- told of a count before the close.
CREATE TABLE decisions.pile_reading (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  pile_id     text NOT NULL,
  ballots     jsonb NOT NULL,
  PRIMARY KEY (org_id, proposal_id, pile_id),
  FOREIGN KEY (org_id, proposal_id, pile_id) REFERENCES decisions.pile (org_id, proposal_id, pile_id)
);
