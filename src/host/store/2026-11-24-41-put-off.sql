-- What broke while it was done without anybody asking: how often, and when it is tried once more. No part
-- of what a group is: it goes when the work is done.
CREATE TABLE host.put_off (
  work        text PRIMARY KEY,
  tries       int NOT NULL CHECK (tries > 0),
  next_try_at timestamptz NOT NULL
);
