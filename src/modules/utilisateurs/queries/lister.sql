-- Accounts with their profiles; who may not manage accounts sees the own row only (policies of both tables).
SELECT u.id, u.email, p.nom_complet, p.role, p.depot_id, d.nom AS depot_nom, p.langue, u.actif, u.version, u.created_at,
  u.updated_at
FROM utilisateurs u
JOIN profils p ON p.user_id = u.id
LEFT JOIN depots d ON d.id = p.depot_id
