-- The talk about what is to be decided: words and reactions, changes that are offered to a proposal,
-- proposals that become one, members who ask for time, who promised what, and who votes for whom.

-- A comment, a question, an answer, a concern, an objection, a summary. What was taken back keeps its place.
CREATE TABLE decisions.word (
  org_id        text NOT NULL,
  word_id       text NOT NULL,
  -- A proposal, a meeting, or the whole group: org.
  subject       text NOT NULL,
  kind          text NOT NULL
                CHECK (kind IN ('comment', 'question', 'answer', 'concern', 'objection', 'summary')),
  author        text NOT NULL,
  -- Markdown. Null when it was taken back, or whoever said it has been forgotten.
  text          text,
  -- The acts that wrote the text: what is erased of them is erased here.
  text_acts     text[] NOT NULL,
  reply_to      text,
  -- How many words it hangs under.
  depth         int NOT NULL CHECK (depth >= 0),
  mentions      text[] NOT NULL,
  said_at       timestamptz NOT NULL,
  changed_at    timestamptz,
  taken_back_at timestamptz,
  -- An author says that the objection has found its place in the text.
  integrated_at timestamptz,
  integrated_by text,
  -- What became of a question, a concern, an objection.
  settled_at    timestamptz,
  settled_as    text CHECK (settled_as IN ('answered', 'withdrawn', 'integrated', 'set_aside')),
  adopted_at    timestamptz,
  adopted_by    text,
  hidden_at     timestamptz,
  -- Null when no single hand has hidden it.
  hidden_by     text,
  hidden_reason text,
  hidden_act_id text,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, word_id),
  FOREIGN KEY (org_id, reply_to) REFERENCES decisions.word (org_id, word_id),
  CHECK (taken_back_at IS NULL OR text IS NULL),
  CHECK ((settled_at IS NULL) = (settled_as IS NULL)),
  CHECK ((integrated_at IS NULL) = (integrated_by IS NULL)),
  CHECK ((hidden_at IS NULL) = (hidden_act_id IS NULL)),
  CHECK (adopted_at IS NULL OR kind = 'summary')
);
CREATE INDEX word_by_subject ON decisions.word (org_id, subject, word_id);
CREATE UNIQUE INDEX word_one_summary ON decisions.word (org_id, subject) WHERE adopted_at IS NOT NULL;

CREATE TABLE decisions.reaction (
  org_id    text NOT NULL,
  word_id   text NOT NULL,
  member_id text NOT NULL,
  sign      text NOT NULL CHECK (sign IN ('agree', 'thanks', 'think')),
  act_id    text NOT NULL,
  PRIMARY KEY (org_id, word_id, member_id, sign),
  FOREIGN KEY (org_id, word_id) REFERENCES decisions.word (org_id, word_id)
);

-- Other words for a proposal, written on one of its versions.
CREATE TABLE decisions.offer (
  org_id          text NOT NULL,
  offer_id        text NOT NULL,
  proposal_id     text NOT NULL,
  base_version    int NOT NULL,
  title           text NOT NULL,
  body            text NOT NULL,
  -- Null when whoever offered it has been forgotten.
  why             text,
  offered_by      text NOT NULL,
  offered_at      timestamptz NOT NULL,
  taken_back_at   timestamptz,
  declined_at     timestamptz,
  declined_by     text,
  decline_reason  text,
  decline_act_id  text,
  -- The version that it became.
  applied_version int,
  act_id          text NOT NULL,
  PRIMARY KEY (org_id, offer_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id),
  CHECK (applied_version IS NULL OR taken_back_at IS NULL),
  CHECK ((declined_at IS NULL) = (decline_act_id IS NULL))
);
CREATE INDEX offer_by_proposal ON decisions.offer (org_id, proposal_id);

CREATE TABLE decisions.merge_offer (
  org_id      text NOT NULL,
  merge_id    text NOT NULL,
  source      text NOT NULL,
  target      text NOT NULL,
  offered_by  text NOT NULL,
  offered_at  timestamptz NOT NULL,
  accepted_at timestamptz,
  declined_at timestamptz,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, merge_id),
  FOREIGN KEY (org_id, source) REFERENCES decisions.proposal (org_id, proposal_id),
  FOREIGN KEY (org_id, target) REFERENCES decisions.proposal (org_id, proposal_id),
  CHECK (source <> target),
  CHECK (accepted_at IS NULL OR declined_at IS NULL)
);
CREATE INDEX merge_by_source ON decisions.merge_offer (org_id, source);
CREATE INDEX merge_by_target ON decisions.merge_offer (org_id, target);

-- Who has asked that a decision rest before it takes effect.
CREATE TABLE decisions.brake (
  org_id      text NOT NULL,
  proposal_id text NOT NULL,
  member_id   text NOT NULL,
  asked_at    timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, proposal_id, member_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id)
);

-- Who does what by when, after a decision.
CREATE TABLE decisions.promise (
  org_id        text NOT NULL,
  promise_id    text NOT NULL,
  proposal_id   text NOT NULL,
  what          text NOT NULL,
  who           text NOT NULL,
  by_date       date NOT NULL,
  asked_by      text NOT NULL,
  asked_at      timestamptz NOT NULL,
  -- When whoever does it said yes.
  promised_at   timestamptz,
  kept_at       timestamptz,
  note          text,
  kept_act_id   text,
  taken_back_at timestamptz,
  reminded_at   timestamptz,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, promise_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES decisions.proposal (org_id, proposal_id),
  CHECK (kept_at IS NULL OR (promised_at IS NOT NULL AND taken_back_at IS NULL)),
  CHECK ((kept_at IS NULL) = (kept_act_id IS NULL))
);
CREATE INDEX promise_by_proposal ON decisions.promise (org_id, proposal_id);
CREATE INDEX promise_by_who ON decisions.promise (org_id, who);

-- Somebody votes for somebody else, in open ballots alone.
CREATE TABLE decisions.delegation (
  org_id        text NOT NULL,
  delegation_id text NOT NULL,
  source        text NOT NULL,
  target        text NOT NULL,
  -- A matter, or all.
  scope         text NOT NULL,
  -- The last day on which it holds.
  until         date,
  since         timestamptz NOT NULL,
  ended_at      timestamptz,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, delegation_id),
  CHECK (source <> target)
);
CREATE UNIQUE INDEX delegation_one ON decisions.delegation (org_id, source, scope) WHERE ended_at IS NULL;
CREATE INDEX delegation_by_target ON decisions.delegation (org_id, target) WHERE ended_at IS NULL;
