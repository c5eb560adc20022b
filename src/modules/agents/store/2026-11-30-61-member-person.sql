-- Whoever acts is looked up among the members of one group, however many there are, and those who have gone
-- among them.
CREATE INDEX member_org_person ON agents.member (org_id, person_id) WHERE person_id IS NOT NULL;
