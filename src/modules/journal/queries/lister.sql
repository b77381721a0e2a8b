-- The action log with names, for list.h; those of people are grouped so that the planner may leave the join out. Entries of no depot count their days in the time zone of the head office.
SELECT a.id, a.created_at, (a.created_at AT TIME ZONE coalesce(d.fuseau, 'Africa/Lubumbashi'))::date AS jour, a.user_id,
  u.nom AS auteur_nom, a.module, a.action, a.niveau, a.depot_id, d.nom AS depot_nom, a.cible_id, a.details
FROM log_actions a
LEFT JOIN depots d ON d.id = a.depot_id
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_utilisateurs GROUP BY id) u ON u.id = a.user_id
