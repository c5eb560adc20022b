-- Whether others use this device too, as somebody has said on it; where nobody has, it shows in how many it knows.
ALTER TABLE auth.device ADD COLUMN shared boolean;

-- Whether a letter says what it is about, and of whom; else only that there is something.
ALTER TABLE auth.digest ADD COLUMN says_more boolean NOT NULL DEFAULT false;
