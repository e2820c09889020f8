-- Records of one person that go to others, and each of them: who had it, who gets it, what became of it.
CREATE TABLE handover (
    id       UUID   PRIMARY KEY,
    "by"     UUID,
    "from"   UUID   NOT NULL,
    at       BIGINT NOT NULL,
    state    TEXT   NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'undoing', 'undone', 'failed')),
    settings TEXT   NOT NULL,
    error    TEXT
);

CREATE TABLE handover_item (
    handover UUID NOT NULL,
    record   UUID NOT NULL,
    field    TEXT NOT NULL,
    object   TEXT NOT NULL,
    "to"     UUID NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'undone', 'kept')),
    error    TEXT,
    PRIMARY KEY (handover, record, field)
);
CREATE INDEX handover_item_state ON handover_item (handover, state);
