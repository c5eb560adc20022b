-- Letters that somebody wants by themself: what their groups ask of them, within the hour, once a day or
-- once a week. Whoever has no row gets none.
CREATE TABLE auth.digest (
  person_id text PRIMARY KEY REFERENCES auth.login (person_id) ON DELETE CASCADE,
  every     text NOT NULL CHECK (every IN ('hour', 'day', 'week')),
  locale    text NOT NULL,
  -- When it is looked again whether there is something to tell.
  next_at   timestamptz NOT NULL,
  told_at   timestamptz,
  -- What the last letter told, so that the next one tells something new.
  told      text[] NOT NULL
);
CREATE INDEX digest_next ON auth.digest (next_at);
