-- Whether there is anything to send outside is asked whenever a job of any kind was put in.
CREATE INDEX job_outside ON job (run_at) WHERE kind = 'outside' AND state IN ('waiting', 'running');
