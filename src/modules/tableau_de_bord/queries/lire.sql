-- Everything the dashboard shows, of one instant, in one statement: the figures of the cards and, where the caller has the
-- right, checks, journal and trucks to unload. Each depot counts its own business day (T-KPI-07). The day's movements
-- and the curve come from the ledger and the day lines by index, the stock from its one contract.
WITH depot AS MATERIALIZED (
  SELECT id, nom, app.jour_du_depot(fuseau) AS jour
  FROM depots
  WHERE id = ANY ((SELECT app.depots('tableau_de_bord.lire'))::uuid[]) AND ($1::uuid IS NULL OR id = $1)
), ligne AS MATERIALIZED (
  SELECT depot_id, depot_nom, citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite,
    stock_minimum, produit_id, produit_nom, proprietaire_type, partenaire_id, partenaire_nom, stock_ambiant, stock_15c,
    stock_ambiant_affiche, is_negative, stock_ambiant_base, stock_15c_base, delta_ambiant_total, delta_15c_total,
    last_movement_at, updated_at
  FROM v_stock_actuel
  WHERE depot_id IN (SELECT id FROM depot)
), flux AS MATERIALIZED (
  SELECT m.type, m.proprietaire_type, m.document_id, m.delta_ambiant, m.delta_15c
  FROM depot d
  JOIN stocks_snapshot s ON s.depot_id = d.id
  JOIN mouvements_stock m ON m.ligne_id = s.id AND m.date_effet = d.jour
  WHERE m.type IN ('RECEPTION', 'SORTIE', 'AJUSTEMENT')
), fenetre AS MATERIALIZED (
  SELECT max(jour) - 29 AS debut, max(jour) AS fin FROM depot
)
SELECT json_build_object(
  'genere_le', now(),
  'role', (app.contexte()).role,
  'alertes', json_build_object('technique', (SELECT app.peut('alertes.technique')), 'gestion', (SELECT app.peut('alertes.gestion'))),
  'depots', (SELECT coalesce(json_agg(json_build_object('id', id, 'nom', nom, 'jour', jour) ORDER BY nom COLLATE app.naturel), '[]')
    FROM depot),
  'camions', (SELECT coalesce(json_agg(x), '[]') FROM (
    SELECT statut, count(*) AS nombre, sum(volume) AS volume FROM cours_de_route
    WHERE statut <> 'DECHARGE' AND depot_destination_id IN (SELECT id FROM depot) GROUP BY statut) x),
  'flux', (SELECT coalesce(json_agg(x), '[]') FROM (
    SELECT type, proprietaire_type, count(*) AS nombre, sum(delta_ambiant) AS delta_ambiant, sum(delta_15c) AS delta_15c
    FROM flux GROUP BY type, proprietaire_type) x),
  'compensees', CASE WHEN (SELECT app.peut('ajustements.lire')) THEN (
    SELECT json_build_object('receptions', count(*) FILTER (WHERE f.type = 'RECEPTION'), 'sorties', count(*) FILTER (WHERE f.type = 'SORTIE'))
    FROM flux f
    -- LIMIT: looked up for the few of the period, never joined with all adjustments there are
    WHERE (SELECT true FROM stocks_adjustments a
      WHERE a.mouvement_type = f.type AND a.mouvement_id = f.document_id AND a.type_correction = 'COMPENSATION' LIMIT 1)) END,
  'lignes', (SELECT coalesce(json_agg(l ORDER BY l.depot_nom COLLATE app.naturel, l.depot_id, l.citerne_nom COLLATE app.naturel,
    l.citerne_id, l.proprietaire_type, l.partenaire_nom), '[]') FROM ligne l),
  'courbe', (SELECT coalesce(json_agg(x ORDER BY x.date_jour), '[]') FROM (
    SELECT jour::date AS date_jour, sum(j.stock_ambiant) AS stock_ambiant, sum(j.stock_15c) AS stock_15c
    FROM fenetre f
    CROSS JOIN stocks_snapshot s
    CROSS JOIN LATERAL (
      SELECT k.date_jour, k.stock_ambiant, k.stock_15c, lead(k.date_jour) OVER (ORDER BY k.date_jour) AS suivant
      FROM (
        (SELECT date_jour, stock_ambiant, stock_15c FROM stocks_journaliers
         WHERE ligne_id = s.id AND date_jour <= f.debut ORDER BY date_jour DESC LIMIT 1)
        UNION ALL
        (SELECT date_jour, stock_ambiant, stock_15c FROM stocks_journaliers
         WHERE ligne_id = s.id AND date_jour > f.debut AND date_jour <= f.fin)
      ) k
    ) j
    CROSS JOIN LATERAL generate_series(greatest(j.date_jour, f.debut)::timestamp,
      coalesce(j.suivant - 1, f.fin)::timestamp, interval '1 day') AS jour
    WHERE s.depot_id IN (SELECT id FROM depot)
    GROUP BY jour) x),
  'produits_actifs', (SELECT count(*) FROM produits WHERE actif),
  'integrite', CASE WHEN (SELECT app.peut('integrite.lire')) THEN (
    SELECT json_build_object('total', count(*), 'critical', count(*) FILTER (WHERE severity = 'CRITICAL'),
      'warn', count(*) FILTER (WHERE severity = 'WARN'))
    FROM v_integrity_checks WHERE depot_id IN (SELECT id FROM depot)) END,
  'erreurs_24h', CASE WHEN (SELECT app.peut('journal.lire')) THEN (
    SELECT count(*) FROM log_actions
    WHERE niveau <> 'INFO' AND created_at > now() - interval '24 hours' AND ($1::uuid IS NULL OR depot_id = $1)) END,
  'activite', CASE WHEN (SELECT app.peut('journal.lire')) THEN (
    SELECT coalesce(json_agg(x ORDER BY x.created_at DESC, x.id DESC), '[]') FROM (
      SELECT a.id, a.created_at, a.module, a.action, a.niveau, u.nom AS auteur_nom, a.depot_id, a.cible_id,
        a.details ->> 'numero' AS numero
      FROM log_actions a
      LEFT JOIN noms_utilisateurs u ON u.id = a.user_id
      WHERE a.created_at > now() - interval '24 hours' AND ($1::uuid IS NULL OR a.depot_id = $1)
      ORDER BY a.created_at DESC, a.id DESC LIMIT 50) x) END,
  'a_decharger', CASE WHEN (SELECT app.peut('receptions.creer')) THEN (
    SELECT coalesce(json_agg(x ORDER BY x.arrive_at), '[]') FROM (
      SELECT c.id, c.numero, c.depot_destination_id AS depot_id, c.plaque_camion, c.chauffeur_nom, p.nom AS produit_nom, c.volume,
        c.arrive_at
      FROM cours_de_route c JOIN produits p ON p.id = c.produit_id
      WHERE c.statut = 'ARRIVE' AND c.depot_destination_id IN (SELECT id FROM depot)
      ORDER BY c.arrive_at LIMIT 20) x) END
)::text
