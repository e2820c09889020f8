-- How far each rule that watches the time has looked, and what it watched when it began to.
CREATE TABLE tick (
    rule    TEXT    PRIMARY KEY,
    watches TEXT    NOT NULL,
    through INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that stand in a stage for long.
CREATE INDEX stage_entry_open ON stage_entry (pipeline, stage, entered_at) WHERE left_at IS NULL;
