-- A page of a list asks of each of its records which stages it is in: the index answers that by itself.
DROP INDEX stage_entry_record;
CREATE INDEX stage_entry_record ON stage_entry (record, left_at, pipeline, stage, entered_at, object);
