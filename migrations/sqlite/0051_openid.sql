-- Whom an OpenID provider knows by which subject.
CREATE TABLE identity (
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    user    BLOB    NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_user ON identity (user);

-- Browsers that were sent to the provider and are not back yet.
CREATE TABLE openid_attempt (
    state_hash   BLOB    PRIMARY KEY,
    browser_hash BLOB    NOT NULL,
    nonce        TEXT    NOT NULL,
    verifier     TEXT    NOT NULL,
    redirect     TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
