-- Somebody else chose the password: its owner has to choose another one.
ALTER TABLE credential ADD COLUMN must_change BIGINT NOT NULL DEFAULT 0;

-- A link that lets a user set a password, once.
CREATE TABLE sign_in_link (
    "user"     UUID   PRIMARY KEY,
    code_hash  BYTEA  NOT NULL UNIQUE,
    kind       TEXT   NOT NULL CHECK (kind IN ('invite', 'reset')),
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Failed sign-ins by account, whether there is such an account or not.
CREATE TABLE sign_in_failure (
    account TEXT   PRIMARY KEY,
    count   BIGINT NOT NULL,
    since   BIGINT NOT NULL
);
