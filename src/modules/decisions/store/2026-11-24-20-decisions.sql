-- What is decided together: proposals, who may vote on them, ballots, outcomes. Where a proposal stands follows
-- from its dates; nothing here is a status that somebody sets.

CREATE SCHEMA decisions;

CREATE TABLE decisions.proposal (
  org_id          text NOT NULL,
  proposal_id     text NOT NULL,
  -- What it is for: see core/kinds.ts.
  kind            text NOT NULL,
  -- What the rules must give to decisions for it to take effect.
  matter          text NOT NULL,
  version         int NOT NULL CHECK (version >= 1),
  title           text NOT NULL,
  body            text NOT NULL,
  -- How many options win; 1 where there is one thing to say yes to.
  seats           int NOT NULL CHECK (seats >= 1),
  -- The pot that a budget shares out, in minor units, and of what.
  pot_minor       bigint CHECK (pot_minor >= 0),
  unit            text,
  -- What an election or a lot fills: which post, and for when.
  post            jsonb,
  -- Of whom there must be at least or at most so many among those who are elected; a list, mostly an empty one.
  parity          jsonb NOT NULL,
  -- Which classes of members vote; all that have a vote where none is named.
  classes         text[] NOT NULL,
  proposed_by     text NOT NULL,
  created_at      timestamptz NOT NULL,
  published_at    timestamptz,
  withdrawn_at    timestamptz,
  merged_into     text,
  -- Since when it has been talked over as it is now; null where it was talked over before it was published.
  talked_from     timestamptz,
  -- When its words, its candidates or its way were last changed, which begins no talk anew.
  reworded_at     timestamptz,
  -- When the vote is to open and close by itself.
  opens_at        timestamptz,
  closes_at       timestamptz,
  -- The way that the authors have picked, of those that the rules allow.
  chosen_way      jsonb,
  -- Frozen at opening: the way, and the digest of the whole question.
  way             jsonb,
  question_hash   text,
  roll_size       int,
  seed_commitment text,
  opened_at       timestamptz,
  -- 1, or 2 where the first vote had no quorum and the rules have it held once more; one more for each count of
  -- hands that fell.
  round           int NOT NULL CHECK (round >= 1),
  fallen          int NOT NULL DEFAULT 0 CHECK (fallen >= 0 AND fallen < round),
  -- Hands were counted; it is closed once a second person who was there has said that the count was so.
  counted_at      timestamptz,
  extended_at     timestamptz,
  closed_at       timestamptz,
  -- Of an open vote with voices that were given: for how many others each ballot was counted, not for whom.
  carried         jsonb,
  -- passed, rejected, no_quorum, undecided
  result          text,
  outcome         jsonb,
  seed            text,
  -- Of secret ballots: the root of the list of all of them.
  ballots_root    text,
  -- When it takes effect, and what became of that.
  effect_at       timestamptz,
  enacted_at      timestamptz,
  stuck_rule      text,
  stuck_position  int,
  stuck_facts     jsonb,
  stuck_at        timestamptz,
  -- Members have asked that it rest for longer.
  braked_until    timestamptz,
  returned_at     timestamptz,
  -- The vote was taken in a meeting, on the spot.
  meeting_id      text,
  -- The budget process of which this is the ballot.
  budget_id       text,
  act_id          text NOT NULL,
  PRIMARY KEY (org_id, proposal_id),
  CHECK ((opened_at IS NULL) = (way IS NULL)),
  CHECK ((closed_at IS NULL) = (result IS NULL)),
  CHECK (closed_at IS NULL OR opened_at IS NOT NULL),
  CHECK (counted_at IS NULL OR opened_at IS NOT NULL),
  CHECK (enacted_at IS NULL OR closed_at IS NOT NULL),
  CHECK (stuck_rule IS NULL OR enacted_at IS NULL),
  CHECK ((stuck_rule IS NULL) = (stuck_at IS NULL))
);
CREATE INDEX proposal_due ON decisions.proposal (closes_at) WHERE opened_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX proposal_opening ON decisions.proposal (opens_at) WHERE opened_at IS NULL AND opens_at IS NOT NULL;
CREATE INDEX proposal_effect ON decisions.proposal (effect_at) WHERE effect_at IS NOT NULL AND enacted_at IS NULL;

-- What can be chosen, each with the acts that it brings about when it wins. A yes-or-no proposal has one.
CREATE TABLE decisions.option (
  org_id       text NOT NULL,
  proposal_id  text NOT NULL,
  option_id    text NOT NULL,
  position     int NOT NULL,
  title        text NOT NULL,
  body         text NOT NULL,
  -- Whom an election would give the post to, or a lot would draw.
  member_id    text,
  cost_minor   bigint CHECK (cost_minor >= 0),
  -- Of the options of one group at most one is funded.
  excludes     text,
  acts         jsonb NOT NULL,
  added_by     text NOT NULL,
  withdrawn_at timestamptz,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, option_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- Who would be given a post by an option, and what they say to that: nobody is voted on without their yes.
CREATE TABLE decisions.candidacy (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  option_id   text NOT NULL,
  member_id   text NOT NULL,
  position    int NOT NULL,
  agreed_at   timestamptz,
  declined_at timestamptz,
  -- Why they stand, in their own words; nothing once they are forgotten.
  words       text NOT NULL,
  -- Which of the groups that the election speaks of they say they are of.
  groups      text[] NOT NULL,
  -- The act by which they were put forward, or have last said something.
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, option_id, member_id),
  FOREIGN KEY (org_id, proposal_id, option_id)
    REFERENCES decisions.option (org_id, proposal_id, option_id),
  CHECK (agreed_at IS NULL OR declined_at IS NULL)
);

-- Every version of the words of a proposal, once they can be read by others.
CREATE TABLE decisions.proposal_version (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  version     int NOT NULL,
  title       text NOT NULL,
  body        text NOT NULL,
  changed_by  text,
  at          timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, version),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

CREATE TABLE decisions.author (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  member_id   text NOT NULL,
  -- Asked to write with the others; writes once they have said yes.
  asked_at    timestamptz NOT NULL,
  agreed_at   timestamptz,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, member_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- Who may vote, as it was when the vote opened.
CREATE TABLE decisions.roll (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  -- Whose voices are counted by themselves: people, organizations.
  chamber     text NOT NULL CHECK (chamber IN ('people', 'organizations')),
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round, member_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- That somebody took part: all that casting leaves behind of a secret ballot. No time.
CREATE TABLE decisions.part (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  -- own hand, paper, or a token taken for a blind ballot
  how         text NOT NULL CHECK (how IN ('own', 'paper', 'token')),
  PRIMARY KEY (org_id, proposal_id, round, member_id),
  FOREIGN KEY (org_id, proposal_id, round, member_id) REFERENCES decisions.roll (org_id, proposal_id, round, member_id)
);

-- Ballots that the members may see: one for each, the last one counts.
CREATE TABLE decisions.open_ballot (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  member_id   text NOT NULL,
  -- Null when whoever cast it has been forgotten.
  choices     jsonb,
  cast_at     timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, round, member_id),
  FOREIGN KEY (org_id, proposal_id, round, member_id) REFERENCES decisions.roll (org_id, proposal_id, round, member_id)
);

-- Ballots of which nobody shall know whose they are: no member, no time, no act. Not made again by a replay; the
-- root of their list stands in the act that closed the vote.
CREATE TABLE decisions.sealed_ballot (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  ballot_id   text NOT NULL,
  -- SHA-256 of what the receipt says: by it the voter changes the ballot, and finds it counted.
  mark        text NOT NULL,
  chamber     text NOT NULL CHECK (chamber IN ('people', 'organizations')),
  choices     jsonb NOT NULL,
  -- Until the close, the pile of paper from which it was read: whoever was wrongly ticked has all of it set aside.
  pile_id     text,
  PRIMARY KEY (org_id, proposal_id, ballot_id),
  UNIQUE (org_id, proposal_id, round, mark)
);

-- What must not be known before the close: the seed of lots, and the key that signs blind ballots. Gone after it.
CREATE TABLE decisions.secret (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  round       int NOT NULL,
  seed        text NOT NULL,
  private_key jsonb,
  public_key  jsonb,
  PRIMARY KEY (org_id, proposal_id, round)
);
