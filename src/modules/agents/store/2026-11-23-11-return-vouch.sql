-- Words given for a member who wants to come back on another device. That somebody came back is the person's
-- own; that two members stood for it is the group's to know.
CREATE TABLE agents.return_vouch (
  org_id     text NOT NULL,
  request_id text NOT NULL,
  member_id  text NOT NULL,
  voucher_id text NOT NULL,
  act_id     text NOT NULL,
  PRIMARY KEY (org_id, request_id, voucher_id),
  FOREIGN KEY (org_id, member_id) REFERENCES agents.member (org_id, member_id),
  FOREIGN KEY (org_id, voucher_id) REFERENCES agents.member (org_id, member_id),
  CHECK (member_id <> voucher_id)
);

-- A household is who lives in it; a name of its own would be one more thing to forget.
ALTER TABLE agents.household DROP COLUMN name;
