-- Long work on the data: asked for by an administrator, or brought by a new version of the catalog.
CREATE TABLE chore (
    id       BLOB PRIMARY KEY,
    kind     TEXT NOT NULL,
    "by"     BLOB,
    at       INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done     INTEGER NOT NULL,
    total    INTEGER NOT NULL,
    settings TEXT NOT NULL,
    result   TEXT NOT NULL
) STRICT;
