-- What a run's rule asked before it ran, with the values it found.
ALTER TABLE run ADD COLUMN conditions TEXT;
