-- What somebody wishes to be told by e-mail, as JSON; who never said gets what everybody gets.
CREATE TABLE notice_wish (
    "user" BLOB PRIMARY KEY,
    wish   TEXT NOT NULL
) STRICT;

-- Notices that are still to be told by e-mail, not before `due`. `letter`: the message that an attempt put it into, the same at the
-- next attempt. `task`: what the person is asked to approve, where it is that.
CREATE TABLE notice_letter (
    notice BLOB    PRIMARY KEY,
    "user" BLOB    NOT NULL,
    kind   TEXT    NOT NULL,
    due    INTEGER NOT NULL,
    task   BLOB,
    letter BLOB
) STRICT;
CREATE INDEX notice_letter_user ON notice_letter ("user", due);
