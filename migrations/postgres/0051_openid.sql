-- Whom an OpenID provider knows by which subject.
CREATE TABLE identity (
    issuer  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    "user"  UUID   NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_user ON identity ("user");

-- Browsers that were sent to the provider and are not back yet.
CREATE TABLE openid_attempt (
    state_hash   BYTEA  PRIMARY KEY,
    browser_hash BYTEA  NOT NULL,
    nonce        TEXT   NOT NULL,
    verifier     TEXT   NOT NULL,
    redirect     TEXT   NOT NULL,
    expires_at   BIGINT NOT NULL
);
