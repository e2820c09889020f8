-- Several servers may serve the workspace. Each holds a session lock (`server` as a table, its number) as long as it lives.
-- `flushes` is written to bring to disk what was committed before; each server writes its own row, so that none waits for another.
CREATE TABLE server (
    number     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at BIGINT NOT NULL,
    flushes    BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- `catalog` is the version in force, `migration` the newest of these files: a server that knows only earlier ones writes no more.
ALTER TABLE serving DROP COLUMN flushes, DROP COLUMN epoch,
    ADD COLUMN catalog BIGINT NOT NULL DEFAULT 0, ADD COLUMN migration BIGINT NOT NULL DEFAULT 0;
UPDATE serving SET catalog = coalesce((SELECT max(number) FROM catalog_version), 0);

-- Opens a transaction that writes. All servers' take turns; refused are those of a server that the others took for dead, that is
-- older than the schema, or that was made under another catalog than the one in force (0: under none).
CREATE FUNCTION enter(mine BIGINT, known BIGINT, made_under BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    in_force RECORD;
BEGIN
    PERFORM pg_advisory_xact_lock('serving'::regclass::oid::bigint);
    SELECT migration, catalog, EXISTS (SELECT FROM server WHERE number = mine) AS listed INTO in_force FROM serving;
    IF in_force.migration <> known THEN
        RAISE EXCEPTION 'a newer program has brought this schema up to date' USING ERRCODE = 'MO001';
    ELSIF NOT in_force.listed THEN
        RAISE EXCEPTION 'server % was taken for dead', mine USING ERRCODE = 'MO003';
    ELSIF made_under <> 0 AND made_under <> in_force.catalog THEN
        RAISE EXCEPTION 'catalog % is in force', in_force.catalog USING ERRCODE = 'MO002';
    END IF;
END
$$;

-- Of a program before this file.
CREATE OR REPLACE FUNCTION enter(mine BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a newer program has brought this schema up to date' USING ERRCODE = 'MO001';
END
$$;

-- Which server does it, and what keeps its order with it: jobs of one line are done one after the other, whoever does them.
ALTER TABLE job ADD COLUMN server BIGINT;
ALTER TABLE job ADD COLUMN line TEXT;
UPDATE job SET line = coalesce(payload::json ->> 'record', kind) WHERE state <> 'done';
CREATE INDEX job_running ON job (line) WHERE state = 'running';
