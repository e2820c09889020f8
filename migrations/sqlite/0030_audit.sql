-- What was done beside changes of records. Rows are never changed, and none is removed that is still to be kept.
CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    id      BLOB    NOT NULL UNIQUE,
    at      INTEGER NOT NULL,
    actor   BLOB,
    via     TEXT    NOT NULL,
    address TEXT    NOT NULL,
    agent   TEXT,
    kind    TEXT    NOT NULL,
    object  TEXT,
    record  BLOB,
    detail  TEXT    NOT NULL
) STRICT;

-- Since when everything is kept; without a row, since ever. It only moves forward.
CREATE TABLE audit_kept (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    since INTEGER NOT NULL
) STRICT;

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is never changed');
END;
CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit
WHEN old.at >= coalesce((SELECT since FROM audit_kept), -9223372036854775808) BEGIN
    SELECT RAISE(ABORT, 'this entry of the audit log is still to be kept');
END;
CREATE TRIGGER audit_kept_forward BEFORE UPDATE ON audit_kept WHEN new.since < old.since BEGIN
    SELECT RAISE(ABORT, 'since when the audit log is kept only moves forward');
END;
CREATE TRIGGER audit_kept_stays BEFORE DELETE ON audit_kept BEGIN
    SELECT RAISE(ABORT, 'since when the audit log is kept is not forgotten');
END;
