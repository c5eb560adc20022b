-- What somebody wants to be told of: a search among offers and needs that is kept. Their own affair, and no
-- part of what a group is: no act says it.
CREATE TABLE host.watch (
  org_id    text NOT NULL,
  member_id text NOT NULL,
  watch_id  text NOT NULL,
  q         text NOT NULL,
  kind      text,
  category  text,
  pays      text,
  since     timestamptz NOT NULL,
  PRIMARY KEY (org_id, member_id, watch_id)
);
