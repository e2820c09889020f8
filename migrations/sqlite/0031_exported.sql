-- Rows that each person exported on each day (of the workspace's time zone): limits count on from there.
CREATE TABLE exported (
    "user" BLOB    NOT NULL,
    day    TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    PRIMARY KEY ("user", day)
) STRICT, WITHOUT ROWID;
