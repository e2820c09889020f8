-- Records that each person claimed from each pool on a day (of the workspace's time zone): limits count on from there.
CREATE TABLE claimed (
    "user" BLOB    NOT NULL,
    pool   TEXT    NOT NULL,
    day    TEXT    NOT NULL,
    claims INTEGER NOT NULL,
    PRIMARY KEY ("user", pool, day)
) STRICT, WITHOUT ROWID;
