-- How many commits, of all servers, wrote who may call and as whom: whoever remembers that asks whether it is still so.
ALTER TABLE serving ADD COLUMN callers BIGINT NOT NULL DEFAULT 0;
