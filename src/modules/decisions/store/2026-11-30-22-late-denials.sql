-- When the member said that they were not there, where the minutes were signed by then: these stay as they
-- are, and it stands beside them.
ALTER TABLE decisions.presence
  ADD COLUMN denied_late_at timestamptz CHECK (denied_late_at IS NULL OR denied_at IS NULL);
