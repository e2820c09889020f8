-- Records of one person that go to others, and each of them: who had it, who gets it, what became of it.
CREATE TABLE handover (
    id       BLOB    PRIMARY KEY,
    "by"     BLOB,
    "from"   BLOB    NOT NULL,
    at       INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'undoing', 'undone', 'failed')),
    settings TEXT    NOT NULL,
    error    TEXT
) STRICT;

CREATE TABLE handover_item (
    handover BLOB NOT NULL,
    record   BLOB NOT NULL,
    field    TEXT NOT NULL,
    object   TEXT NOT NULL,
    "to"     BLOB NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'undone', 'kept')),
    error    TEXT,
    PRIMARY KEY (handover, record, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_item_state ON handover_item (handover, state);
