-- What every workspace keeps beside its records. Ids are 16 bytes, times milliseconds since 1970 in UTC, structures JSON text.
-- The tables of records (r_<object>) follow the catalog and are made at publish.

CREATE TABLE event (
    seq     INTEGER PRIMARY KEY,
    id      BLOB    NOT NULL UNIQUE,
    at      INTEGER NOT NULL,
    actor   BLOB,
    kind    TEXT    NOT NULL,
    object  TEXT    NOT NULL,
    record  BLOB    NOT NULL,
    version INTEGER NOT NULL,
    changes TEXT    NOT NULL,
    note    TEXT,
    cause   TEXT    NOT NULL,
    catalog INTEGER NOT NULL,
    via     TEXT    NOT NULL
) STRICT;
CREATE INDEX event_record ON event (record);

CREATE TABLE stage_entry (
    seq        INTEGER PRIMARY KEY,
    object     TEXT    NOT NULL,
    record     BLOB    NOT NULL,
    pipeline   TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    entered_at INTEGER NOT NULL,
    left_at    INTEGER
) STRICT;
CREATE INDEX stage_entry_record ON stage_entry (record, pipeline);

-- Jobs that are done stay for a while, so that their keys are not used twice.
CREATE TABLE job (
    id       BLOB    PRIMARY KEY,
    kind     TEXT    NOT NULL,
    key      TEXT    NOT NULL UNIQUE,
    payload  TEXT    NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'failed', 'done')),
    run_at   INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error    TEXT,
    made_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX job_open ON job (state, run_at) WHERE state <> 'done';

CREATE TABLE run (
    id          BLOB    PRIMARY KEY,
    rule        TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    event       BLOB,
    object      TEXT    NOT NULL,
    record      BLOB    NOT NULL,
    state       TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    finished_at INTEGER,
    steps       TEXT    NOT NULL,
    error       TEXT
) STRICT;
CREATE INDEX run_record ON run (record, id);

CREATE TABLE notice (
    id      BLOB    PRIMARY KEY,
    user    BLOB    NOT NULL,
    at      INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    object  TEXT,
    record  BLOB,
    read_at INTEGER
) STRICT;
CREATE INDEX notice_user ON notice (user, id);
CREATE INDEX notice_record ON notice (record) WHERE record IS NOT NULL;
CREATE INDEX notice_unread ON notice (user) WHERE read_at IS NULL;

CREATE TABLE credential (
    user          BLOB PRIMARY KEY,
    password_hash TEXT    NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash   BLOB    PRIMARY KEY,
    user         BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    address      TEXT,
    agent        TEXT
) STRICT;
CREATE INDEX session_user ON session (user);

CREATE TABLE preference (
    user  BLOB PRIMARY KEY,
    lang  TEXT,
    theme TEXT
) STRICT;

CREATE TABLE catalog_version (
    number  INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    author  BLOB,
    message TEXT    NOT NULL,
    files   TEXT    NOT NULL
) STRICT;

CREATE TABLE catalog_draft (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    base     INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    files    TEXT    NOT NULL
) STRICT;

CREATE TABLE saved_view (
    id     BLOB    PRIMARY KEY,
    user   BLOB    NOT NULL,
    object TEXT    NOT NULL,
    shared INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    view   TEXT    NOT NULL
) STRICT;
CREATE INDEX saved_view_object ON saved_view (object);

CREATE TABLE file (
    id     BLOB    PRIMARY KEY,
    name   TEXT    NOT NULL,
    size   INTEGER NOT NULL,
    type   TEXT    NOT NULL,
    by     BLOB,
    at     INTEGER NOT NULL,
    sha256 TEXT    NOT NULL
) STRICT;

CREATE TABLE import (
    id         BLOB    PRIMARY KEY,
    object     TEXT    NOT NULL,
    by         BLOB,
    name       TEXT    NOT NULL,
    path       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    progress   TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Rows of a sheet that were not taken, and why.
CREATE TABLE import_refused (
    import BLOB    NOT NULL,
    row    INTEGER NOT NULL,
    errors TEXT    NOT NULL,
    PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The last automatic number given out per field and period ("2026", or "" when numbers never start again).
CREATE TABLE number (
    object TEXT    NOT NULL,
    field  TEXT    NOT NULL,
    period TEXT    NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (object, field, period)
) STRICT, WITHOUT ROWID;

-- Which record a row of search_text speaks of. Live records only.
CREATE TABLE search_entry (
    seq    INTEGER PRIMARY KEY,
    object TEXT    NOT NULL,
    record BLOB    NOT NULL UNIQUE,
    digest INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search_text USING fts5 (
    title, pinyin, body, content = '', contentless_delete = 1, tokenize = 'ascii'
);
