-- Where things are pushed to from outside: the address of a rule, and what arrived there, so that it is taken once.
-- `mark`: by which a delivery is known again: its idempotency key, or its signature. `run`: what came of it, if anything.
CREATE TABLE hook (
    rule  TEXT    PRIMARY KEY,
    token TEXT    NOT NULL UNIQUE,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_delivery (
    rule TEXT    NOT NULL,
    mark TEXT    NOT NULL,
    run  BLOB,
    at   INTEGER NOT NULL,
    PRIMARY KEY (rule, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_delivery_at ON hook_delivery (at);
