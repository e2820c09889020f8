-- A rule asks before it runs whether it ran on this event before.
CREATE INDEX run_event ON run (event, rule) WHERE event IS NOT NULL;
