-- Whose phone makes codes, of a secret that is kept sealed; in force once a code was right. `last_step` is the last that was taken.
CREATE TABLE second_factor (
    "user"       UUID   PRIMARY KEY,
    made_at      BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL DEFAULT 0
);

-- Codes for whoever lost the phone, each for once.
CREATE TABLE recovery_code (
    "user"    UUID NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY ("user", code_hash)
);

-- Between the password and the code.
CREATE TABLE sign_in_challenge (
    token_hash BYTEA  PRIMARY KEY,
    "user"     UUID   NOT NULL,
    expires_at BIGINT NOT NULL,
    tries      BIGINT NOT NULL DEFAULT 0
);

-- The OpenID provider that somebody was sent by; none when they gave their password here.
ALTER TABLE session ADD COLUMN provider TEXT;
