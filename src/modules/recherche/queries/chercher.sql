-- A few rows of each kind that hold a text, of what the caller may read. $1 is the pattern; $2 and $3 bound the numbers when the text
-- is how one begins. Documents are found by number, else by the index of texts (app.trouver_…), else, where that names none because the
-- text is too short or too common, among the newest of each depot.
WITH droit AS MATERIALIZED (
  SELECT app.peut('cdr.lire') AS cours, app.peut('receptions.lire') AS receptions, app.peut('sorties.lire') AS sorties,
    app.peut('ajustements.lire') AS ajustements
), texte AS MATERIALIZED (
  SELECT app.plier($1::text) AS motif, $2::text IS NOT NULL AS numero
), trouve AS MATERIALIZED (
  SELECT CASE WHEN d.cours AND NOT t.numero THEN app.trouver_cours(t.motif) END AS cours,
    CASE WHEN d.receptions AND NOT t.numero THEN app.trouver_receptions(t.motif) END AS receptions,
    CASE WHEN d.sorties AND NOT t.numero THEN (app.trouver_sorties(t.motif)).ids END AS sorties
  FROM droit d CROSS JOIN texte t
), choisi AS MATERIALIZED ( -- ids grow with time: the newest of them
  SELECT ARRAY(SELECT i FROM trouve, unnest(cours) i ORDER BY i DESC LIMIT 50) AS cours,
    ARRAY(SELECT i FROM trouve, unnest(receptions) i ORDER BY i DESC LIMIT 50) AS receptions,
    ARRAY(SELECT i FROM trouve, unnest(sorties) i ORDER BY i DESC LIMIT 50) AS sorties
), cours AS (
  SELECT c.id FROM cours_de_route c WHERE c.id = ANY ((SELECT cours FROM choisi)::uuid[])
  UNION ALL
  SELECT c.id FROM unnest((SELECT app.depots('cdr.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id FROM cours_de_route k WHERE k.depot_destination_id = depot AND k.numero BETWEEN $2 AND $3
    ORDER BY k.numero DESC LIMIT $4::integer) c
  WHERE (SELECT numero FROM texte)
  UNION ALL
  SELECT c.id FROM unnest((SELECT app.depots('cdr.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id, k.numero, k.plaque_camion, k.plaque_remorque, k.chauffeur_nom, k.transporteur FROM cours_de_route k
    WHERE k.depot_destination_id = depot ORDER BY k.date_chargement DESC, k.id DESC LIMIT 1000) c
  WHERE NOT (SELECT numero FROM texte) AND (SELECT cours IS NULL FROM trouve)
    AND app.recherche_cours(c.numero, c.plaque_camion, c.plaque_remorque, c.chauffeur_nom, c.transporteur)
      LIKE (SELECT motif FROM texte)
), receptions_trouvees AS (
  SELECT r.id FROM receptions r WHERE r.id = ANY ((SELECT receptions FROM choisi)::uuid[])
  UNION ALL
  SELECT r.id FROM unnest((SELECT app.depots('receptions.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id FROM receptions k WHERE k.depot_id = depot AND k.numero BETWEEN $2 AND $3
    ORDER BY k.numero DESC LIMIT $4::integer) r
  WHERE (SELECT numero FROM texte)
  UNION ALL
  SELECT r.id FROM unnest((SELECT app.depots('receptions.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id, k.numero, k.note FROM receptions k WHERE k.depot_id = depot ORDER BY k.date_reception DESC, k.id DESC LIMIT 1000) r
  WHERE NOT (SELECT numero FROM texte) AND (SELECT receptions IS NULL FROM trouve)
    AND app.recherche(r.numero, NULL, NULL, r.note) LIKE (SELECT motif FROM texte)
), sorties AS (
  SELECT s.id FROM sorties_produit s WHERE s.id = ANY ((SELECT sorties FROM choisi)::uuid[])
  UNION ALL
  SELECT s.id FROM unnest((SELECT app.depots('sorties.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id FROM sorties_produit k WHERE k.depot_id = depot AND k.numero BETWEEN $2 AND $3
    ORDER BY k.numero DESC LIMIT $4::integer) s
  WHERE (SELECT numero FROM texte)
  UNION ALL
  SELECT s.id FROM unnest((SELECT app.depots('sorties.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id, k.numero, k.plaque_camion, k.chauffeur_nom, k.note FROM sorties_produit k
    WHERE k.depot_id = depot ORDER BY k.date_sortie DESC, k.id DESC LIMIT 1000) s
  WHERE NOT (SELECT numero FROM texte) AND (SELECT sorties IS NULL FROM trouve)
    AND app.recherche(s.numero, s.plaque_camion, s.chauffeur_nom, s.note) LIKE (SELECT motif FROM texte)
), ajustements AS ( -- no index of texts: a piece of a number or a reason among the newest
  SELECT a.id FROM unnest((SELECT app.depots('ajustements.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id FROM stocks_adjustments k WHERE k.depot_id = depot AND k.numero BETWEEN $2 AND $3
    ORDER BY k.numero DESC LIMIT $4::integer) a
  WHERE (SELECT d.ajustements AND t.numero FROM droit d, texte t)
  UNION ALL
  SELECT a.id FROM unnest((SELECT app.depots('ajustements.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id, k.numero, k.reason FROM stocks_adjustments k WHERE k.depot_id = depot ORDER BY k.created_at DESC, k.id DESC LIMIT 1000) a
  WHERE (SELECT d.ajustements AND NOT t.numero FROM droit d, texte t)
    AND app.recherche(a.numero, NULL, NULL, a.reason) LIKE (SELECT motif FROM texte)
), propositions AS ( -- by number: what they ask for is found in the movement
  SELECT p.id FROM unnest((SELECT app.depots('ajustements.lire'))) depot CROSS JOIN LATERAL (
    SELECT k.id FROM propositions_ajustement k WHERE k.depot_id = depot AND k.numero BETWEEN $2 AND $3
    ORDER BY k.numero DESC LIMIT $4::integer) p
  WHERE (SELECT d.ajustements AND t.numero FROM droit d, texte t)
)
(SELECT 'cours_de_route' AS genre, c.id, c.numero AS libelle,
   concat_ws(' · ', c.plaque_camion, c.chauffeur_nom) AS detail, c.statut, NULL::numeric AS volume_ambiant, c.date_chargement AS jour
 FROM cours_de_route c WHERE c.id = ANY (ARRAY(SELECT id FROM cours)) ORDER BY c.date_chargement DESC, c.id DESC LIMIT $4::integer)
UNION ALL
(SELECT 'reception', r.id, r.numero, concat_ws(' · ', c.nom, coalesce(k.plaque_camion, p.nom)), NULL, r.volume_ambiant, r.date_reception
 FROM receptions r
 LEFT JOIN citernes c ON c.id = r.citerne_id
 LEFT JOIN cours_de_route k ON k.id = r.cours_de_route_id
 LEFT JOIN partenaires p ON p.id = r.partenaire_id
 WHERE r.id = ANY (ARRAY(SELECT id FROM receptions_trouvees)) ORDER BY r.date_reception DESC, r.id DESC LIMIT $4::integer)
UNION ALL
(SELECT 'sortie', s.id, s.numero, concat_ws(' · ', s.plaque_camion, coalesce(k.nom, p.nom)), NULL, s.volume_ambiant, s.date_sortie
 FROM sorties_produit s
 LEFT JOIN clients k ON k.id = s.client_id
 LEFT JOIN partenaires p ON p.id = s.partenaire_id
 WHERE s.id = ANY (ARRAY(SELECT id FROM sorties)) ORDER BY s.date_sortie DESC, s.id DESC LIMIT $4::integer)
UNION ALL
(SELECT 'ajustement', a.id, a.numero, concat_ws(' · ', c.nom, coalesce(r.numero, s.numero)), NULL, a.delta_ambiant, a.date_effet
 FROM stocks_adjustments a
 LEFT JOIN citernes c ON c.id = a.citerne_id
 LEFT JOIN receptions r ON a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
 LEFT JOIN sorties_produit s ON a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id
 WHERE a.id = ANY (ARRAY(SELECT id FROM ajustements)) ORDER BY a.created_at DESC, a.id DESC LIMIT $4::integer)
UNION ALL
(SELECT 'proposition', a.id, a.numero, concat_ws(' · ', c.nom, coalesce(r.numero, s.numero)), NULL, a.delta_ambiant, NULL::date
 FROM propositions_ajustement a
 LEFT JOIN citernes c ON c.id = a.citerne_id
 LEFT JOIN receptions r ON a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
 LEFT JOIN sorties_produit s ON a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id
 WHERE a.id = ANY (ARRAY(SELECT id FROM propositions)) ORDER BY a.created_at DESC, a.id DESC LIMIT $4::integer)
UNION ALL
(SELECT 'citerne', c.id, c.nom, concat_ws(' · ', d.nom, p.nom), NULL, NULL, NULL::date
 FROM citernes c LEFT JOIN depots d ON d.id = c.depot_id LEFT JOIN produits p ON p.id = c.produit_id
 WHERE app.plier(c.nom) LIKE (SELECT motif FROM texte) ORDER BY c.nom COLLATE app.naturel, c.id LIMIT $4::integer)
UNION ALL
(SELECT 'client', c.id, c.nom, nullif(concat_ws(' · ', c.contact_personne, c.pays), ''), NULL, NULL, NULL::date
 FROM clients c WHERE app.plier(c.nom) LIKE (SELECT motif FROM texte) ORDER BY c.nom COLLATE app.naturel, c.id LIMIT $4::integer)
UNION ALL
(SELECT 'fournisseur', f.id, f.nom, nullif(concat_ws(' · ', f.contact_personne, f.pays), ''), NULL, NULL, NULL::date
 FROM fournisseurs f WHERE app.plier(f.nom) LIKE (SELECT motif FROM texte) ORDER BY f.nom COLLATE app.naturel, f.id LIMIT $4::integer)
UNION ALL
(SELECT 'partenaire', p.id, p.nom, p.contact, NULL, NULL, NULL::date
 FROM partenaires p WHERE app.plier(p.nom) LIKE (SELECT motif FROM texte) ORDER BY p.nom COLLATE app.naturel, p.id LIMIT $4::integer)
UNION ALL
(SELECT 'transporteur', t.id, t.nom, t.contact_personne, NULL, NULL, NULL::date
 FROM transporteurs t WHERE app.plier(t.nom) LIKE (SELECT motif FROM texte) ORDER BY t.nom COLLATE app.naturel, t.id LIMIT $4::integer)
UNION ALL
(SELECT 'produit', p.id, p.nom, p.code, NULL, NULL, NULL::date
 FROM produits p WHERE app.plier(p.nom) LIKE (SELECT motif FROM texte) OR app.plier(p.code) LIKE (SELECT motif FROM texte)
 ORDER BY p.nom COLLATE app.naturel, p.id LIMIT $4::integer)
