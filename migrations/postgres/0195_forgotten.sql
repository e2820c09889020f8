-- How often somebody asked for a link to choose a new password, since the first time within the hour.
CREATE TABLE forgotten (
    "user" UUID   PRIMARY KEY,
    count  BIGINT NOT NULL,
    since  BIGINT NOT NULL
);
