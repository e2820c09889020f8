-- A session has an id that its list may show; the token's hash is for nobody's eyes.
ALTER TABLE session ADD COLUMN id UUID;
UPDATE session SET id = gen_random_uuid();
ALTER TABLE session ALTER COLUMN id SET NOT NULL, ADD UNIQUE (id);

-- What programs sign in with, on behalf of a user. `limits` narrows what that user may do.
CREATE TABLE api_token (
    id           UUID    PRIMARY KEY,
    token_hash   BYTEA   NOT NULL UNIQUE,
    "user"       UUID    NOT NULL,
    name         TEXT    NOT NULL,
    limits       TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL,
    last_used_at BIGINT,
    address      TEXT
);
CREATE INDEX api_token_user ON api_token ("user");
