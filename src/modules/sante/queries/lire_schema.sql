-- The newest migration of the database; also the proof that it answers.
SELECT coalesce(max(name COLLATE "C"), '') FROM app.app_migrations
