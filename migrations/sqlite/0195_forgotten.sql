-- How often somebody asked for a link to choose a new password, since the first time within the hour.
CREATE TABLE forgotten (
    "user" BLOB    PRIMARY KEY,
    count  INTEGER NOT NULL,
    since  INTEGER NOT NULL
) STRICT;
