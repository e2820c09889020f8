-- What is due is found kind by kind, the earliest first, however much there is. The index serves what is sent outside too.
DROP INDEX job_open;
DROP INDEX job_outside;
CREATE INDEX job_due ON job (kind, run_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_failed ON job (id) WHERE state = 'failed';

-- Rules that failed lately.
CREATE INDEX run_failed ON run (rule, id) WHERE state = 'failed';
