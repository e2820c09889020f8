-- Whose phone makes codes, of a secret that is kept sealed; in force once a code was right. `last_step` is the last that was taken.
CREATE TABLE second_factor (
    user         BLOB    PRIMARY KEY,
    made_at      INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Codes for whoever lost the phone, each for once.
CREATE TABLE recovery_code (
    user      BLOB NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (user, code_hash)
) STRICT, WITHOUT ROWID;

-- Between the password and the code.
CREATE TABLE sign_in_challenge (
    token_hash BLOB    PRIMARY KEY,
    user       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The OpenID provider that somebody was sent by; none when they gave their password here.
ALTER TABLE session ADD COLUMN provider TEXT;
