-- Somebody else chose the password: its owner has to choose another one.
ALTER TABLE credential ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;

-- A link that lets a user set a password, once.
CREATE TABLE sign_in_link (
    user       BLOB    PRIMARY KEY,
    code_hash  BLOB    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL CHECK (kind IN ('invite', 'reset')),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Failed sign-ins by account, whether there is such an account or not.
CREATE TABLE sign_in_failure (
    account TEXT    PRIMARY KEY,
    count   INTEGER NOT NULL,
    since   INTEGER NOT NULL
) STRICT;
