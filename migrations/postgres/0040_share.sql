-- Whom a record is shared with, beside its owner.
CREATE TABLE share (
    object TEXT COLLATE "C" NOT NULL,
    record UUID             NOT NULL,
    "user" UUID             NOT NULL,
    access TEXT COLLATE "C" NOT NULL CHECK (access IN ('read', 'write')),
    "by"   UUID,
    at     BIGINT           NOT NULL,
    PRIMARY KEY (record, "user")
);
CREATE INDEX share_user ON share ("user", object, record, access);

-- The records that hold a file, or once did: where to look whether somebody may read it.
CREATE TABLE file_holder (
    file   UUID             NOT NULL,
    object TEXT COLLATE "C" NOT NULL,
    record UUID             NOT NULL,
    PRIMARY KEY (file, record)
);
