-- Records that somebody has to agree to, and each who is asked. `definition`: the steps it goes by, as they were when it began.
CREATE TABLE approval (
    id         UUID    PRIMARY KEY,
    approval   TEXT    NOT NULL,
    definition TEXT    NOT NULL,
    object     TEXT    NOT NULL,
    record     UUID    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn', 'sent_back')),
    step       BIGINT NOT NULL,
    round      BIGINT NOT NULL,
    "by"       UUID,
    at         BIGINT NOT NULL,
    note       TEXT,
    ended_at   BIGINT
);
CREATE UNIQUE INDEX approval_open ON approval (record) WHERE state = 'pending';
CREATE INDEX approval_record ON approval (record, id);
CREATE INDEX approval_by ON approval ("by", id);

-- `asked_by`: who asked this person beside those of the step. `before`: the task that waits for this one. `code_hash`: of the
-- link that decides it once.
CREATE TABLE approval_task (
    id              UUID    PRIMARY KEY,
    approval        UUID    NOT NULL,
    step            BIGINT NOT NULL,
    place           BIGINT NOT NULL,
    "user"          UUID    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'waiting', 'approved', 'rejected', 'sent_back', 'delegated', 'passed')),
    asked_by        UUID,
    before          UUID,
    reason          TEXT,
    at              BIGINT NOT NULL,
    decided_at      BIGINT,
    note            TEXT,
    code_hash       BYTEA,
    code_expires_at BIGINT
);
CREATE INDEX approval_task_approval ON approval_task (approval, step, place);
CREATE INDEX approval_task_user ON approval_task ("user", state, id);
CREATE UNIQUE INDEX approval_task_code ON approval_task (code_hash) WHERE code_hash IS NOT NULL;
