-- Who exports, and the clock to read instants by: of the depot asked for, else of the caller's, else of the head office.
SELECT p.nom_complet, p.role, coalesce(d.fuseau, m.fuseau, 'Africa/Lubumbashi') AS fuseau
FROM current_user_profile p
LEFT JOIN depots d ON d.id = $1::uuid
LEFT JOIN depots m ON m.id = p.depot_id
