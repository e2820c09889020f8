-- A session has an id that its list may show; the token's hash is for nobody's eyes.
CREATE TABLE session_new (
    token_hash   BLOB    PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    user         BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    address      TEXT,
    agent        TEXT
) STRICT;
INSERT INTO session_new SELECT token_hash, randomblob(16), user, created_at, expires_at, last_seen_at, address, agent FROM session;
DROP TABLE session;
ALTER TABLE session_new RENAME TO session;
CREATE INDEX session_user ON session (user);

-- What programs sign in with, on behalf of a user. `limits` narrows what that user may do.
CREATE TABLE api_token (
    id           BLOB    PRIMARY KEY,
    token_hash   BLOB    NOT NULL UNIQUE,
    user         BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    limits       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    address      TEXT
) STRICT;
CREATE INDEX api_token_user ON api_token (user);
