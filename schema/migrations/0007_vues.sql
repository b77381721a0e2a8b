-- What is read: current stock (one contract, v_stock_actuel), the ledger, stock at a date as known at an instant, the
-- figures of the home page, and the checks. Every view runs with the caller's rights.

-- Current stock per tank and owner (litres), unclamped; an active tank without any movement shows one line at zero.
CREATE VIEW v_stock_actuel WITH (security_invoker) AS
  SELECT c.depot_id, c.id AS citerne_id, c.produit_id,
    coalesce(s.proprietaire_type, 'MONALUXE') AS proprietaire_type,
    coalesce(s.stock_ambiant, 0) AS stock_ambiant,
    coalesce(s.stock_15c, 0) AS stock_15c,
    s.last_movement_at, s.updated_at,
    coalesce(s.stock_ambiant - s.delta_ambiant_total, 0) AS stock_ambiant_base,
    coalesce(s.stock_15c - s.delta_15c_total, 0) AS stock_15c_base,
    coalesce(s.delta_ambiant_total, 0) AS delta_ambiant_total,
    coalesce(s.delta_15c_total, 0) AS delta_15c_total,
    s.partenaire_id, t.nom AS partenaire_nom, d.nom AS depot_nom, c.nom AS citerne_nom, p.nom AS produit_nom,
    greatest(coalesce(s.stock_ambiant, 0), 0) AS stock_ambiant_affiche,
    coalesce(s.stock_ambiant < 0, false) AS is_negative,
    c.statut AS citerne_statut, c.logique, c.capacite_totale, c.creux_securite, c.stock_minimum
  FROM citernes c
  JOIN depots d ON d.id = c.depot_id
  JOIN produits p ON p.id = c.produit_id
  LEFT JOIN stocks_snapshot s ON s.citerne_id = c.id
  LEFT JOIN partenaires t ON t.id = s.partenaire_id
  WHERE s.id IS NOT NULL OR c.statut = 'active';
COMMENT ON VIEW v_stock_actuel IS 'The contract for current stock: the only thing that the server and the reports read.';

-- Kept for readers of the old names; derived from the contract, never an own source.
CREATE VIEW v_stock_actuel_snapshot WITH (security_invoker) AS
  SELECT depot_id, depot_nom, citerne_id, citerne_nom, produit_id, produit_nom, proprietaire_type, partenaire_id,
    stock_ambiant, stock_15c, capacite_totale, last_movement_at, updated_at
  FROM v_stock_actuel;

CREATE VIEW v_stock_actuel_owner_snapshot WITH (security_invoker) AS
  SELECT depot_id, depot_nom, produit_id, produit_nom, proprietaire_type, partenaire_id, partenaire_nom,
    sum(stock_ambiant) AS stock_ambiant, sum(stock_15c) AS stock_15c, max(last_movement_at) AS last_movement_at
  FROM v_stock_actuel
  GROUP BY depot_id, depot_nom, produit_id, produit_nom, proprietaire_type, partenaire_id, partenaire_nom;

CREATE VIEW v_kpi_stock_global WITH (security_invoker) AS
  SELECT depot_id, depot_nom, produit_id, produit_nom,
    sum(stock_ambiant) AS stock_ambiant_total, sum(stock_15c) AS stock_15c_total,
    coalesce(sum(stock_ambiant) FILTER (WHERE proprietaire_type = 'MONALUXE'), 0) AS stock_ambiant_monaluxe,
    coalesce(sum(stock_15c) FILTER (WHERE proprietaire_type = 'MONALUXE'), 0) AS stock_15c_monaluxe,
    coalesce(sum(stock_ambiant) FILTER (WHERE proprietaire_type = 'PARTENAIRE'), 0) AS stock_ambiant_partenaire,
    coalesce(sum(stock_15c) FILTER (WHERE proprietaire_type = 'PARTENAIRE'), 0) AS stock_15c_partenaire,
    max(last_movement_at) AS date
  FROM v_stock_actuel
  GROUP BY depot_id, depot_nom, produit_id, produit_nom;

-- The ledger with names; deltas are signed litres.
CREATE VIEW v_mouvements_stock WITH (security_invoker) AS
  SELECT m.id, m.type, m.document_id, m.numero, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.partenaire_id,
    m.delta_ambiant, m.delta_15c, m.date_effet, m.tardif, m.enregistre_le, m.created_by,
    c.nom AS citerne_nom, p.nom AS produit_nom, t.nom AS partenaire_nom, u.nom AS auteur_nom
  FROM mouvements_stock m
  JOIN citernes c ON c.id = m.citerne_id
  JOIN produits p ON p.id = m.produit_id
  LEFT JOIN partenaires t ON t.id = m.partenaire_id
  LEFT JOIN noms_utilisateurs u ON u.id = m.created_by;

-- Stock per line at the end of `jour`, as it was known at `connu_le` (NULL: as known now). Litres. What was recorded
-- later is taken back out of the day lines: entries of that very day and late ones, never the whole history.
CREATE FUNCTION app.stock_a_date(jour date, connu_le timestamptz DEFAULT NULL)
RETURNS TABLE (ligne_id uuid, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid,
  stock_ambiant numeric, stock_15c numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  -- The day is computed apart: AT TIME ZONE is not leakproof, and under row security a condition that holds it would
  -- not reach the indexes.
  WITH ligne AS MATERIALIZED (
    SELECT s.id, s.depot_id, s.citerne_id, s.produit_id, s.proprietaire_type, s.partenaire_id,
      least(jour, (connu_le AT TIME ZONE d.fuseau)::date) AS vu
    FROM public.stocks_snapshot s JOIN public.depots d ON d.id = s.depot_id)
  SELECT l.id, l.depot_id, l.citerne_id, l.produit_id, l.proprietaire_type, l.partenaire_id,
    j.stock_ambiant - coalesce(x.ambiant, 0), j.stock_15c - coalesce(x.a_15c, 0)
  FROM ligne l
  CROSS JOIN LATERAL (
    SELECT k.stock_ambiant, k.stock_15c FROM public.stocks_journaliers k
    WHERE k.ligne_id = l.id AND k.date_jour <= l.vu ORDER BY k.date_jour DESC LIMIT 1) j
  LEFT JOIN LATERAL (
    SELECT sum(m.delta_ambiant) AS ambiant, sum(m.delta_15c) AS a_15c FROM (
      SELECT t.delta_ambiant, t.delta_15c FROM public.mouvements_stock t
      WHERE t.ligne_id = l.id AND t.tardif AND t.enregistre_le > connu_le AND t.date_effet <= l.vu
      UNION ALL
      SELECT t.delta_ambiant, t.delta_15c FROM public.mouvements_stock t
      WHERE t.ligne_id = l.id AND t.date_effet = l.vu AND NOT t.tardif AND t.enregistre_le > connu_le
    ) m WHERE connu_le IS NOT NULL) x ON true;
END;
COMMENT ON FUNCTION app.stock_a_date(date, timestamptz) IS 'Two dates on every fact: stock on a day, as known at an instant.';

-- ---------------------------------------------------------------------------------------------------------
-- Checks of daily life: bounded, read by GET /integrite
-- ---------------------------------------------------------------------------------------------------------

CREATE VIEW v_integrity_checks WITH (security_invoker) AS
  WITH citerne AS (
    SELECT citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite, stock_minimum,
      sum(stock_ambiant) AS ambiant, min(stock_ambiant) AS ambiant_min, min(stock_15c) AS a_15c_min, max(last_movement_at) AS dernier
    FROM v_stock_actuel
    GROUP BY citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite, stock_minimum
  ), constats AS (
    SELECT 'STOCK_NEGATIF' AS check_code, 'CRITICAL' AS severity, 'CITERNE_STOCK' AS entity_type, citerne_id AS entity_id,
      format('Stock négatif dans %s', citerne_nom) AS message,
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant_min', ambiant_min) AS payload
    FROM citerne WHERE ambiant_min < -0.01
    UNION ALL
    SELECT 'SORTIE_STOCK_INSUFFISANT_15C', 'WARN', 'CITERNE_STOCK', citerne_id,
      format('Stock à 15 °C négatif dans %s', citerne_nom), jsonb_build_object('citerne', citerne_nom, 'stock_15c_min', a_15c_min)
    FROM citerne WHERE a_15c_min < -0.01 AND ambiant_min >= -0.01
    UNION ALL
    SELECT 'STOCK_OVER_CAPACITY', 'CRITICAL', 'CITERNE_STOCK', citerne_id,
      format('%s dépasse sa capacité utile', citerne_nom),
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant, 'capacite', capacite_totale - creux_securite)
    FROM citerne WHERE citerne_statut = 'active' AND ambiant > capacite_totale - creux_securite
    UNION ALL
    SELECT 'CITERNE_SOUS_MINIMUM', 'WARN', 'CITERNE_STOCK', citerne_id, format('%s est sous son stock minimum', citerne_nom),
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant, 'minimum', stock_minimum)
    FROM citerne WHERE citerne_statut = 'active' AND stock_minimum > 0 AND ambiant < stock_minimum
    UNION ALL
    SELECT 'CITERNE_INACTIVE_USED', 'CRITICAL', 'CITERNE_STOCK', citerne_id, format('%s est inactive et contient du stock', citerne_nom),
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant)
    FROM citerne WHERE citerne_statut = 'inactive' AND ambiant <> 0
    UNION ALL
    SELECT 'CDR_ARRIVE_STALE', 'WARN', 'CDR', id, format('%s est arrivé depuis plus de deux jours', numero),
      jsonb_build_object('numero', numero, 'plaque', plaque_camion, 'arrive_at', arrive_at)
    FROM cours_de_route WHERE statut = 'ARRIVE' AND arrive_at < now() - interval '2 days'
    UNION ALL
    SELECT 'RECEPTION_ECART_15C', 'WARN', 'RECEPTION', id, format('%s : écart à 15 °C de plus de 5 %%', numero),
      jsonb_build_object('numero', numero, 'volume_ambiant', volume_ambiant, 'volume_15c', volume_15c)
    FROM receptions WHERE date_reception > current_date - 31 AND abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant
    UNION ALL
    SELECT 'SORTIE_ECART_15C', 'WARN', 'SORTIE', id, format('%s : écart à 15 °C de plus de 5 %%', numero),
      jsonb_build_object('numero', numero, 'volume_ambiant', volume_ambiant, 'volume_15c', volume_15c)
    FROM sorties_produit WHERE date_sortie > current_date - 31 AND abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant
    UNION ALL
    SELECT 'AJUSTEMENT_EN_ATTENTE', 'WARN', 'AJUSTEMENT', a.id, format('%s : un ajustement attend une deuxième personne', c.nom),
      jsonb_build_object('citerne', c.nom, 'delta_ambiant', a.delta_ambiant, 'delta_15c', a.delta_15c, 'propose_le', a.created_at)
    FROM propositions_ajustement a JOIN citernes c ON c.id = a.citerne_id WHERE a.statut = 'EN_ATTENTE'
  )
  SELECT check_code, severity, entity_type, entity_id, message, payload, now() AS detected_at
  FROM constats WHERE (SELECT app.peut('integrite.lire'));

GRANT SELECT ON v_stock_actuel, v_stock_actuel_snapshot, v_stock_actuel_owner_snapshot, v_kpi_stock_global, v_mouvements_stock,
  v_integrity_checks TO mlpp_application;
COMMENT ON VIEW v_stock_actuel_snapshot IS 'v_stock_actuel under an old name, fewer columns.';
COMMENT ON VIEW v_stock_actuel_owner_snapshot IS 'v_stock_actuel added up per depot, product and owner.';
COMMENT ON VIEW v_kpi_stock_global IS 'v_stock_actuel added up per depot and product, with the owners'' shares.';
COMMENT ON VIEW v_mouvements_stock IS 'The ledger with names; deltas are signed litres.';
COMMENT ON VIEW v_integrity_checks IS 'What is wrong today, one row a finding, for those who may read it.';
GRANT EXECUTE ON FUNCTION app.stock_a_date(date, timestamptz) TO mlpp_application;

-- ---------------------------------------------------------------------------------------------------------
-- The full proof, for `mlpp verify`: everything recomputed from the ledger and the documents
-- ---------------------------------------------------------------------------------------------------------

-- One row a difference; no row means that ledger, current lines, day lines, documents, numbers and logs agree.
CREATE FUNCTION app.verifier_stock() RETURNS TABLE (controle text, entite_id uuid, attendu text, trouve text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  -- Current line = sum of its ledger entries, and its adjustment part = sum of the adjustments.
  SELECT 'SNAPSHOT_DIVERGENCE', s.id, concat_ws(' ', l.ambiant, l.a_15c, l.ajuste, l.ajuste_15c),
    concat_ws(' ', s.stock_ambiant, s.stock_15c, s.delta_ambiant_total, s.delta_15c_total)
  FROM public.stocks_snapshot s
  LEFT JOIN (
    SELECT ligne_id, sum(delta_ambiant) AS ambiant, sum(delta_15c) AS a_15c,
      coalesce(sum(delta_ambiant) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS ajuste,
      coalesce(sum(delta_15c) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS ajuste_15c
    FROM public.mouvements_stock GROUP BY ligne_id) l ON l.ligne_id = s.id
  WHERE (s.stock_ambiant, s.stock_15c, s.delta_ambiant_total, s.delta_15c_total)
    IS DISTINCT FROM (coalesce(l.ambiant, 0), coalesce(l.a_15c, 0), coalesce(l.ajuste, 0), coalesce(l.ajuste_15c, 0))
  UNION ALL
  -- Each day line = running sum of the ledger up to that day; a day with entries has a line, and no other.
  SELECT 'JOURNAL_DIVERGENCE', coalesce(j.ligne_id, l.ligne_id), concat_ws(' ', l.date_effet, l.ambiant, l.a_15c),
    concat_ws(' ', j.date_jour, j.stock_ambiant, j.stock_15c)
  FROM (
    SELECT ligne_id, date_effet, sum(sum(delta_ambiant)) OVER w AS ambiant, sum(sum(delta_15c)) OVER w AS a_15c
    FROM public.mouvements_stock GROUP BY ligne_id, date_effet
    WINDOW w AS (PARTITION BY ligne_id ORDER BY date_effet)) l
  FULL JOIN public.stocks_journaliers j ON j.ligne_id = l.ligne_id AND j.date_jour = l.date_effet
  WHERE (j.stock_ambiant, j.stock_15c) IS DISTINCT FROM (l.ambiant, l.a_15c)
  UNION ALL
  -- Each document has its one ledger entry with its own figures, and each entry its document.
  SELECT 'DOCUMENT_DIVERGENCE', coalesce(d.id, m.document_id), concat_ws(' ', d.numero, d.ambiant, d.a_15c, d.date_effet),
    concat_ws(' ', m.numero, m.delta_ambiant, m.delta_15c, m.date_effet)
  FROM (
    SELECT id, numero, volume_ambiant AS ambiant, volume_15c AS a_15c, date_reception AS date_effet, citerne_id, proprietaire_type, partenaire_id
    FROM public.receptions
    UNION ALL
    SELECT id, numero, -volume_ambiant, -volume_15c, date_sortie, citerne_id, proprietaire_type, partenaire_id FROM public.sorties_produit
    UNION ALL
    SELECT id, numero, delta_ambiant, delta_15c, date_effet, citerne_id, proprietaire_type, partenaire_id FROM public.stocks_adjustments
    UNION ALL
    SELECT id, numero, volume_ambiant, volume_15c, date, citerne_id, proprietaire_type, partenaire_id FROM public.stocks_initiaux) d
  FULL JOIN public.mouvements_stock m ON m.document_id = d.id
  WHERE (d.numero, d.ambiant, d.a_15c, d.date_effet, d.citerne_id, d.proprietaire_type, d.partenaire_id)
    IS DISTINCT FROM (m.numero, m.delta_ambiant, m.delta_15c, m.date_effet, m.citerne_id, m.proprietaire_type, m.partenaire_id)
  UNION ALL
  -- Numbers are gapless: the counter says how many documents its series has.
  SELECT 'NUMEROTATION', c.depot_id, format('%s-%s: %s', c.type, c.annee, c.dernier), coalesce(n.nombre, 0)::text
  FROM public.compteurs c
  LEFT JOIN (
    SELECT depot_id, left(numero, 3) AS type, substr(numero, 5, 4)::integer AS annee, count(DISTINCT numero) AS nombre
    FROM public.mouvements_stock GROUP BY depot_id, left(numero, 3), substr(numero, 5, 4)) n
    ON n.depot_id = c.depot_id AND n.type = c.type AND n.annee = c.annee
  WHERE c.type <> 'CDR' AND coalesce(n.nombre, 0) <> c.dernier
  UNION ALL
  -- Ledger entries carry the owner of their line.
  SELECT 'OWNER_MIX', m.id, concat_ws(' ', s.proprietaire_type, s.partenaire_id), concat_ws(' ', m.proprietaire_type, m.partenaire_id)
  FROM public.mouvements_stock m JOIN public.stocks_snapshot s ON s.id = m.ligne_id
  WHERE (m.proprietaire_type, m.partenaire_id, m.citerne_id, m.produit_id) IS DISTINCT FROM (s.proprietaire_type, s.partenaire_id, s.citerne_id, s.produit_id)
  UNION ALL
  -- Every movement was logged, once an action.
  SELECT 'LOG_MISSING', m.document_id, CASE WHEN m.type IN ('RECEPTION', 'SORTIE') THEN '2' ELSE '1' END, count(a.id)::text
  FROM public.mouvements_stock m LEFT JOIN public.log_actions a ON a.cible_id = m.document_id
  GROUP BY m.document_id, m.type
  HAVING count(a.id) <> CASE WHEN m.type IN ('RECEPTION', 'SORTIE') THEN 2 ELSE 1 END
  UNION ALL
  -- A discharged cours de route has its last reception, and one that is open has none that counts.
  SELECT 'CDR_DIVERGENCE', c.id, c.statut, count(r.id)::text
  FROM public.cours_de_route c
  LEFT JOIN public.receptions r ON r.cours_de_route_id = c.id AND (c.statut <> 'DECHARGE' OR r.dechargement = c.nb_dechargements)
    AND (c.statut = 'DECHARGE' OR NOT EXISTS (
      SELECT FROM public.stocks_adjustments a
      WHERE a.mouvement_type = 'RECEPTION' AND a.mouvement_id = r.id AND a.type_correction = 'COMPENSATION'))
  GROUP BY c.id, c.statut
  HAVING (c.statut = 'DECHARGE') <> (count(r.id) > 0);
END;
