-- Through whose eyes a session looks; its own user's where there is nothing.
ALTER TABLE session ADD COLUMN looking UUID;
