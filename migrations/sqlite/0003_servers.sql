-- Which server does it, and what keeps its order with it: jobs of one line are done one after the other, whoever does them.
ALTER TABLE job ADD COLUMN server INTEGER;
ALTER TABLE job ADD COLUMN line TEXT;
UPDATE job SET line = coalesce(json_extract(payload, '$.record'), kind) WHERE state <> 'done';
CREATE INDEX job_running ON job (line) WHERE state = 'running';
