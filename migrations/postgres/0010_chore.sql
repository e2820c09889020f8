-- Long work on the data: asked for by an administrator, or brought by a new version of the catalog.
CREATE TABLE chore (
    id       UUID PRIMARY KEY,
    kind     TEXT NOT NULL,
    "by"     UUID,
    at       BIGINT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done     BIGINT NOT NULL,
    total    BIGINT NOT NULL,
    settings TEXT NOT NULL,
    result   TEXT NOT NULL
);
