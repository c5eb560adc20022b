-- Whom a waiting act is about, where it is about a member: their words in it go when they go.
alter table agents.waiting_act add column subject text;
