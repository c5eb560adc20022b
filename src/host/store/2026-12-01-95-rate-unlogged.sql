-- How often something was done may be forgotten with a crash: so that counting it waits for no disk.
ALTER TABLE host.rate SET UNLOGGED;
