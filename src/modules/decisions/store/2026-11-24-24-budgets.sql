-- Money that people share out among what they think of themselves: a pot or several, ideas, what they would cost,
-- a ballot for each pot, and what came of what was funded.

CREATE TABLE decisions.budget (
  org_id            text NOT NULL,
  budget_id         text NOT NULL,
  title             text NOT NULL,
  body              text NOT NULL,
  -- What the money is called.
  unit              text NOT NULL,
  -- The kinds of members who bring ideas to the ballot; here those count who have no vote in anything else.
  voters            text[] NOT NULL,
  ideas_until       timestamptz NOT NULL,
  costing_until     timestamptz NOT NULL,
  opened_by         text NOT NULL,
  opened_at         timestamptz NOT NULL,
  -- The decision that opened it, where all of us have decided on it.
  proposal_id       text,
  put_at            timestamptz,
  called_off_at     timestamptz,
  called_off_reason text,
  act_id            text NOT NULL,
  PRIMARY KEY (org_id, budget_id),
  CHECK (costing_until >= ideas_until),
  CHECK (put_at IS NULL OR called_off_at IS NULL OR called_off_at >= put_at)
);

-- A district, a theme, or all of it: what is shared out by a ballot of its own.
CREATE TABLE decisions.pot (
  org_id       text NOT NULL,
  budget_id    text NOT NULL,
  pot_id       text NOT NULL,
  position     int NOT NULL,
  name         text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- The ballot that shares it out, once there is one.
  proposal_id  text,
  PRIMARY KEY (org_id, budget_id, pot_id),
  FOREIGN KEY (org_id, budget_id) REFERENCES decisions.budget (org_id, budget_id)
);

CREATE TABLE decisions.project (
  org_id           text NOT NULL,
  budget_id        text NOT NULL,
  project_id       text NOT NULL,
  pot_id           text NOT NULL,
  title            text NOT NULL,
  body             text NOT NULL,
  place            text NOT NULL,
  put_by           text NOT NULL,
  put_at           timestamptz NOT NULL,
  withdrawn_at     timestamptz,
  -- Two ideas that are one: this one goes on in the other.
  merged_into      text,
  cost_minor       bigint CHECK (cost_minor > 0),
  cost_reason      text,
  costed_by        text,
  -- Of the projects with the same word here at most one is funded.
  excludes         text,
  ruled_out_at     timestamptz,
  ruled_out_reason text,
  -- Its place on the ballot.
  option_id        text,
  act_id           text NOT NULL,
  PRIMARY KEY (org_id, budget_id, project_id),
  FOREIGN KEY (org_id, budget_id, pot_id) REFERENCES decisions.pot (org_id, budget_id, pot_id)
);

-- What is told of a project that was funded: how far it is, and what was spent.
CREATE TABLE decisions.delivery (
  org_id      text NOT NULL,
  budget_id   text NOT NULL,
  project_id  text NOT NULL,
  delivery_id text NOT NULL,
  state       text NOT NULL CHECK (state IN ('planned', 'begun', 'done', 'given_up')),
  note        text NOT NULL,
  -- Spent since the last report; less than nothing puts an earlier one right.
  spent_minor bigint NOT NULL,
  on_day      date NOT NULL,
  told_by     text,
  told_at     timestamptz NOT NULL,
  act_id      text NOT NULL,
  PRIMARY KEY (org_id, budget_id, project_id, delivery_id),
  FOREIGN KEY (org_id, budget_id, project_id) REFERENCES decisions.project (org_id, budget_id, project_id)
);
