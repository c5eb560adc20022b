-- What members offer and ask for, what comes of it between two of them, and in rings of several. What was
-- paid stands in the ledger; here is its number.

CREATE SCHEMA exchange;

CREATE TABLE exchange.advert (
  org_id       text NOT NULL,
  advert_id    text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('offer', 'need')),
  member_id    text NOT NULL,
  -- Whoever wrote it down for somebody without a phone.
  entered_by   text,
  -- As the article `exchange` knows it.
  category     text NOT NULL,
  -- Null once it is forgotten.
  title        text,
  words        text,
  availability text,
  place        text,
  -- About here: a hundredth of a degree is a kilometre.
  lat          double precision CHECK (lat BETWEEN -90 AND 90),
  lon          double precision CHECK (lon BETWEEN -180 AND 180),
  -- Ways to pay, each a list of parts; with none, a gift or as both agree.
  gift         boolean NOT NULL,
  prices       jsonb NOT NULL,
  is_public    boolean NOT NULL,
  picture      jsonb,
  -- What was written, folded as a search sees it.
  folded       text NOT NULL,
  published_at timestamptz NOT NULL,
  renewed_at   timestamptz NOT NULL,
  stands_until date NOT NULL,
  ended_at     timestamptz,
  hidden_at    timestamptz,
  hidden_by    text,
  hidden_reason text,
  hidden_act_id text,
  act_id       text NOT NULL,
  PRIMARY KEY (org_id, advert_id),
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK (entered_by <> member_id)
);
CREATE INDEX advert_standing ON exchange.advert (org_id, renewed_at DESC, advert_id DESC)
  WHERE ended_at IS NULL;
CREATE INDEX advert_member ON exchange.advert (org_id, member_id);

CREATE TABLE exchange.agreement (
  org_id        text NOT NULL,
  agreement_id  text NOT NULL,
  advert_id     text NOT NULL,
  -- Who gives, and who receives and pays.
  provider      text NOT NULL,
  receiver      text NOT NULL,
  asked_by      text NOT NULL,
  asked_at      timestamptz NOT NULL,
  -- For what, and on which day; by whose word last.
  gift          boolean NOT NULL,
  parts         jsonb NOT NULL,
  on_day        date,
  terms_by      text NOT NULL,
  terms_at      timestamptz NOT NULL,
  agreed_at     timestamptz,
  done_at       timestamptz,
  settled_at    timestamptz,
  -- The first movement by which it was paid.
  number        bigint,
  called_off_at timestamptz,
  called_off_by text,
  act_id        text NOT NULL,
  PRIMARY KEY (org_id, agreement_id),
  FOREIGN KEY (org_id, advert_id) REFERENCES exchange.advert (org_id, advert_id),
  CHECK (provider <> receiver),
  CHECK (asked_by IN (provider, receiver)),
  CHECK (terms_by IN (provider, receiver)),
  CHECK (done_at IS NULL OR agreed_at IS NOT NULL),
  CHECK (settled_at IS NULL OR agreed_at IS NOT NULL),
  CHECK (settled_at IS NULL OR called_off_at IS NULL),
  CHECK (NOT gift OR number IS NULL)
);
CREATE INDEX agreement_provider ON exchange.agreement (org_id, provider);
CREATE INDEX agreement_receiver ON exchange.agreement (org_id, receiver);
CREATE INDEX agreement_advert ON exchange.agreement (org_id, advert_id);

-- What the two of an agreement write to each other: nobody else reads it.
CREATE TABLE exchange.word (
  org_id       text NOT NULL,
  agreement_id text NOT NULL,
  act_id       text NOT NULL,
  by_member    text NOT NULL,
  at           timestamptz NOT NULL,
  words        text,
  PRIMARY KEY (org_id, agreement_id, act_id),
  FOREIGN KEY (org_id, agreement_id) REFERENCES exchange.agreement (org_id, agreement_id)
);

-- What somebody says of another after an agreement, and the other may answer.
CREATE TABLE exchange.thanks (
  org_id       text NOT NULL,
  agreement_id text NOT NULL,
  by_member    text NOT NULL,
  about        text NOT NULL,
  at           timestamptz NOT NULL,
  words        text,
  act_id       text NOT NULL,
  reply_at     timestamptz,
  reply        text,
  reply_act_id text,
  taken_back_at timestamptz,
  PRIMARY KEY (org_id, agreement_id, by_member),
  FOREIGN KEY (org_id, agreement_id) REFERENCES exchange.agreement (org_id, agreement_id),
  CHECK (by_member <> about)
);
CREATE INDEX thanks_about ON exchange.thanks (org_id, about);

-- One gives to the next, all around: nobody pays.
CREATE TABLE exchange.ring (
  org_id    text NOT NULL,
  ring_id   text NOT NULL,
  -- The offers and needs that it is made of, in one order: nobody proposes it twice.
  made_of   text NOT NULL,
  made_by   text NOT NULL,
  made_at   timestamptz NOT NULL,
  ended_at  timestamptz,
  ended_by  text,
  act_id    text NOT NULL,
  PRIMARY KEY (org_id, ring_id)
);
CREATE UNIQUE INDEX ring_open ON exchange.ring (org_id, made_of) WHERE ended_at IS NULL;

CREATE TABLE exchange.ring_part (
  org_id      text NOT NULL,
  ring_id     text NOT NULL,
  position    integer NOT NULL,
  giver       text NOT NULL,
  receiver    text NOT NULL,
  offer_id    text NOT NULL,
  need_id     text NOT NULL,
  -- When the giver said yes to the ring, and when the receiver had it.
  agreed_at   timestamptz,
  received_at timestamptz,
  PRIMARY KEY (org_id, ring_id, position),
  UNIQUE (org_id, ring_id, giver),
  FOREIGN KEY (org_id, ring_id) REFERENCES exchange.ring (org_id, ring_id),
  FOREIGN KEY (org_id, offer_id) REFERENCES exchange.advert (org_id, advert_id),
  FOREIGN KEY (org_id, need_id) REFERENCES exchange.advert (org_id, advert_id),
  CHECK (giver <> receiver)
);
CREATE INDEX ring_part_giver ON exchange.ring_part (org_id, giver);
