-- Records that each person claimed from each pool on a day (of the workspace's time zone): limits count on from there.
CREATE TABLE claimed (
    "user" UUID             NOT NULL,
    pool   TEXT COLLATE "C" NOT NULL,
    day    TEXT COLLATE "C" NOT NULL,
    claims BIGINT           NOT NULL,
    PRIMARY KEY ("user", pool, day)
);
