-- Administrators who can sign in.
SELECT count(*) FROM profils p JOIN utilisateurs u ON u.id = p.user_id
WHERE p.role = 'admin' AND u.actif AND u.verificateur IS NOT NULL
