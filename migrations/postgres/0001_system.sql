-- What every workspace keeps beside its records, in a schema of its own. Times are milliseconds since 1970 in UTC,
-- structures JSON text: each column holds what it holds in SQLite.
-- The tables of records (r_<object>) follow the catalog and are made at publish.

CREATE TABLE event (
    seq     BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      UUID    NOT NULL UNIQUE,
    at      BIGINT  NOT NULL,
    actor   UUID,
    kind    TEXT    NOT NULL,
    object  TEXT    NOT NULL,
    record  UUID    NOT NULL,
    version BIGINT  NOT NULL,
    changes TEXT    NOT NULL,
    note    TEXT,
    cause   TEXT    NOT NULL,
    catalog BIGINT  NOT NULL,
    via     TEXT    NOT NULL
);
CREATE INDEX event_record ON event (record, seq);

CREATE TABLE stage_entry (
    seq        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    object     TEXT    NOT NULL,
    record     UUID    NOT NULL,
    pipeline   TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    entered_at BIGINT  NOT NULL,
    left_at    BIGINT
);
CREATE INDEX stage_entry_record ON stage_entry (record, pipeline);

-- Jobs that are done stay for a while, so that their keys are not used twice.
CREATE TABLE job (
    id       UUID    PRIMARY KEY,
    kind     TEXT    NOT NULL,
    key      TEXT    NOT NULL UNIQUE,
    payload  TEXT    NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'failed', 'done')),
    run_at   BIGINT  NOT NULL,
    attempts BIGINT  NOT NULL DEFAULT 0,
    error    TEXT,
    made_at  BIGINT  NOT NULL
);
CREATE INDEX job_open ON job (state, run_at) WHERE state <> 'done';

CREATE TABLE run (
    id          UUID    PRIMARY KEY,
    rule        TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    event       UUID,
    object      TEXT    NOT NULL,
    record      UUID    NOT NULL,
    state       TEXT    NOT NULL,
    at          BIGINT  NOT NULL,
    finished_at BIGINT,
    steps       TEXT    NOT NULL,
    error       TEXT
);
CREATE INDEX run_record ON run (record, id);

CREATE TABLE notice (
    id      UUID    PRIMARY KEY,
    "user"  UUID    NOT NULL,
    at      BIGINT  NOT NULL,
    text    TEXT    NOT NULL,
    object  TEXT,
    record  UUID,
    read_at BIGINT
);
CREATE INDEX notice_user ON notice ("user", id);
CREATE INDEX notice_record ON notice (record) WHERE record IS NOT NULL;
CREATE INDEX notice_unread ON notice ("user") WHERE read_at IS NULL;

CREATE TABLE credential (
    "user"        UUID PRIMARY KEY,
    password_hash TEXT    NOT NULL,
    changed_at    BIGINT  NOT NULL
);

CREATE TABLE session (
    token_hash   BYTEA   PRIMARY KEY,
    "user"       UUID    NOT NULL,
    created_at   BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL,
    last_seen_at BIGINT  NOT NULL,
    address      TEXT,
    agent        TEXT
);
CREATE INDEX session_owner ON session ("user");

CREATE TABLE preference (
    "user"  UUID PRIMARY KEY,
    lang  TEXT,
    theme TEXT
);

CREATE TABLE catalog_version (
    number  BIGINT  PRIMARY KEY,
    at      BIGINT  NOT NULL,
    author  UUID,
    message TEXT    NOT NULL,
    files   TEXT    NOT NULL
);

CREATE TABLE catalog_draft (
    one      BIGINT  PRIMARY KEY CHECK (one = 1),
    base     BIGINT  NOT NULL,
    revision BIGINT  NOT NULL,
    files    TEXT    NOT NULL
);

CREATE TABLE saved_view (
    id     UUID    PRIMARY KEY,
    "user" UUID    NOT NULL,
    object TEXT    NOT NULL,
    shared BIGINT  NOT NULL,
    at     BIGINT  NOT NULL,
    view   TEXT    NOT NULL
);
CREATE INDEX saved_view_object ON saved_view (object);

CREATE TABLE file (
    id     UUID    PRIMARY KEY,
    name   TEXT    NOT NULL,
    size   BIGINT  NOT NULL,
    type   TEXT    NOT NULL,
    by     UUID,
    at     BIGINT  NOT NULL,
    sha256 TEXT    NOT NULL
);

CREATE TABLE import (
    id         UUID    PRIMARY KEY,
    object     TEXT    NOT NULL,
    by         UUID,
    name       TEXT    NOT NULL,
    path       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    progress   TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL
);

-- Rows of a sheet that were not taken, and why.
CREATE TABLE import_refused (
    import UUID    NOT NULL,
    row    BIGINT  NOT NULL,
    errors TEXT    NOT NULL,
    PRIMARY KEY (import, row)
);

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The last automatic number given out per field and period ("2026", or "" when numbers never start again).
CREATE TABLE number (
    object TEXT    NOT NULL,
    field  TEXT    NOT NULL,
    period TEXT    NOT NULL,
    last   BIGINT  NOT NULL,
    PRIMARY KEY (object, field, period)
);

-- What is searched of every live record: title and pinyin in `head`, the rest in `body`, folded, words parted by spaces;
-- `grams` are all their characters and pairs of neighbours.
CREATE TABLE search_entry (
    seq    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    object TEXT NOT NULL,
    record UUID   NOT NULL UNIQUE,
    digest BIGINT NOT NULL,
    head   TEXT NOT NULL,
    body   TEXT NOT NULL,
    grams  TEXT[] NOT NULL
);
CREATE INDEX search_entry_grams ON search_entry USING gin (grams);

-- The server that may write: each start counts on, and a transaction of an earlier one is refused. `flushes` is written
-- to bring what was committed before to disk.
CREATE TABLE serving (
    one     BIGINT PRIMARY KEY CHECK (one = 1),
    epoch   BIGINT NOT NULL,
    flushes BIGINT NOT NULL
) WITH (fillfactor = 50);
INSERT INTO serving VALUES (1, 0, 0);

-- Opens a transaction that writes. Shared with the transactions of this server, never with the start of another.
CREATE FUNCTION enter(mine BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared('serving'::regclass::oid::bigint);
    IF (SELECT epoch FROM serving) <> mine THEN
        RAISE EXCEPTION 'another server writes to this workspace' USING ERRCODE = 'MO001';
    END IF;
END
$$;
