-- Whose invitation it is: when they go, nobody comes in by it any more.
ALTER TABLE agents.invitation ADD COLUMN made_by text;
