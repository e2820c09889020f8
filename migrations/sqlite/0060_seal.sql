-- The workspace's own keys, each wrapped by a key that is kept elsewhere. The one with the highest number seals.
CREATE TABLE seal_key (
    number  INTEGER PRIMARY KEY,
    -- Names the key that wraps it.
    wrapper TEXT    NOT NULL,
    wrapped BLOB    NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

-- Small secrets that the server must read again, sealed: what they are for, and whose they are.
CREATE TABLE secret (
    purpose TEXT NOT NULL,
    id      BLOB NOT NULL,
    sealed  BLOB NOT NULL,
    PRIMARY KEY (purpose, id)
) STRICT, WITHOUT ROWID;
