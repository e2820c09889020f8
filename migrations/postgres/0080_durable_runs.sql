-- A run may rest between two transactions: until its time comes, until its record is written, until something outside has answered.
-- `key`: what a run was started for, when not for an event. `version`: the definition it goes by. `job`: the key of the job that
-- takes it on. `awaits`: the record whose writes wake it. `place`: how far it has come.
ALTER TABLE run ADD COLUMN key TEXT;
ALTER TABLE run ADD COLUMN version TEXT;
ALTER TABLE run ADD COLUMN actor UUID;
ALTER TABLE run ADD COLUMN wake_at BIGINT;
ALTER TABLE run ADD COLUMN awaits UUID;
ALTER TABLE run ADD COLUMN job TEXT;
ALTER TABLE run ADD COLUMN place TEXT;
CREATE UNIQUE INDEX run_key ON run (key) WHERE key IS NOT NULL;
CREATE INDEX run_awaits ON run (awaits) WHERE awaits IS NOT NULL;
CREATE INDEX run_open ON run (state, id) WHERE state <> 'done';
CREATE INDEX run_rule ON run (rule, id);

-- Definitions of rules that runs went by; they never change.
CREATE TABLE rule_version (
    hash       TEXT    PRIMARY KEY,
    rule       TEXT    NOT NULL,
    definition TEXT    NOT NULL,
    at         BIGINT NOT NULL
);
