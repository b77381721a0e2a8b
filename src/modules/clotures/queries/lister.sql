-- Sealed days with the names they are read by.
SELECT j.id, j.depot_id, j.jour, j.note, j.created_by, j.created_at, d.nom AS depot_nom, u.nom AS auteur_nom
FROM clotures_journalieres j
LEFT JOIN depots d ON d.id = j.depot_id
LEFT JOIN noms_utilisateurs u ON u.id = j.created_by
