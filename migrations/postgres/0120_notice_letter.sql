-- What somebody wishes to be told by e-mail, as JSON; who never said gets what everybody gets.
CREATE TABLE notice_wish (
    "user" UUID PRIMARY KEY,
    wish   TEXT NOT NULL
);

-- Notices that are still to be told by e-mail, not before `due`. `letter`: the message that an attempt put it into, the same at the
-- next attempt. `task`: what the person is asked to approve, where it is that.
CREATE TABLE notice_letter (
    notice UUID    PRIMARY KEY,
    "user" UUID    NOT NULL,
    kind   TEXT    NOT NULL,
    due    BIGINT  NOT NULL,
    task   UUID,
    letter UUID
);
CREATE INDEX notice_letter_user ON notice_letter ("user", due);
