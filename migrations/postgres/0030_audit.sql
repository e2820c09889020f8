-- What was done beside changes of records. Rows are never changed, and none is removed that is still to be kept.
CREATE TABLE audit (
    seq     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      UUID   NOT NULL UNIQUE,
    at      BIGINT NOT NULL,
    actor   UUID,
    via     TEXT   NOT NULL,
    address TEXT   NOT NULL,
    agent   TEXT,
    kind    TEXT   NOT NULL,
    object  TEXT,
    record  UUID,
    detail  TEXT   NOT NULL
);

-- Since when everything is kept; without a row, since ever. It only moves forward.
CREATE TABLE audit_kept (
    one   BIGINT PRIMARY KEY CHECK (one = 1),
    since BIGINT NOT NULL
);

CREATE FUNCTION audit_refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is never changed';
END
$$;
CREATE FUNCTION audit_keep() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF old.at >= coalesce((SELECT since FROM audit_kept), -9223372036854775808) THEN
        RAISE EXCEPTION 'this entry of the audit log is still to be kept';
    END IF;
    RETURN old;
END
$$;
CREATE FUNCTION audit_forward() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF new.since < old.since THEN
        RAISE EXCEPTION 'since when the audit log is kept only moves forward';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_kept_forward BEFORE UPDATE ON audit_kept FOR EACH ROW EXECUTE FUNCTION audit_forward();
CREATE TRIGGER audit_kept_stays BEFORE DELETE OR TRUNCATE ON audit_kept FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
