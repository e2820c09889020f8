-- The workspace's own keys, each wrapped by a key that is kept elsewhere. The one with the highest number seals.
CREATE TABLE seal_key (
    number  BIGINT           PRIMARY KEY,
    -- Names the key that wraps it.
    wrapper TEXT COLLATE "C" NOT NULL,
    wrapped BYTEA            NOT NULL,
    made_at BIGINT           NOT NULL
);

-- Small secrets that the server must read again, sealed: what they are for, and whose they are.
CREATE TABLE secret (
    purpose TEXT COLLATE "C" NOT NULL,
    id      UUID             NOT NULL,
    sealed  BYTEA            NOT NULL,
    PRIMARY KEY (purpose, id)
);
