-- The session document: who, which depot, what for, the menu that goes with it. A right limited to the own depot is
-- worth nothing without one.
WITH moi AS (
  SELECT user_id, email, nom_complet, langue, role, depot_id FROM current_user_profile
), droits AS (
  SELECT rp.action, rp.portee FROM moi JOIN role_permissions rp ON rp.role = moi.role
  WHERE rp.portee = 'tous' OR moi.depot_id IS NOT NULL
)
SELECT json_build_object(
    'utilisateur', json_build_object('id', moi.user_id, 'email', moi.email, 'nom_complet', moi.nom_complet,
      'langue', moi.langue),
    'role', moi.role,
    'depot', CASE WHEN d.id IS NOT NULL
      THEN json_build_object('id', d.id, 'nom', d.nom, 'code', d.code, 'fuseau', d.fuseau) END,
    'permissions', (SELECT coalesce(json_agg(json_build_object('action', action, 'portee', portee) ORDER BY action), '[]')
      FROM droits),
    'navigation', (SELECT coalesce(json_agg(json_build_object('cle', n.cle, 'groupe', n.groupe, 'chemin', n.chemin)
        ORDER BY n.ordre), '[]')
      FROM navigation n JOIN droits USING (action)),
    'environnement', app.environnement()
  )::text AS corps,
  app.parametre('session_duree_minutes')::integer AS duree_minutes
FROM moi LEFT JOIN depots d ON d.id = moi.depot_id
