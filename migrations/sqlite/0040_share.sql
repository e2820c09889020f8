-- Whom a record is shared with, beside its owner.
CREATE TABLE share (
    object TEXT    NOT NULL,
    record BLOB    NOT NULL,
    user   BLOB    NOT NULL,
    access TEXT    NOT NULL CHECK (access IN ('read', 'write')),
    by     BLOB,
    at     INTEGER NOT NULL,
    PRIMARY KEY (record, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX share_user ON share (user, object, record, access);

-- The records that hold a file, or once did: where to look whether somebody may read it.
CREATE TABLE file_holder (
    file   BLOB NOT NULL,
    object TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (file, record)
) STRICT, WITHOUT ROWID;
