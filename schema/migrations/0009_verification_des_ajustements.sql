-- The full proof of `mlpp verify` covers adjustments: each is what its movement and its values make of it, and documents
-- and ledger agree on depot and product too.

-- A measure as adjustments keep it in `avant`.
CREATE FUNCTION app.mesure_en_json(volume_ambiant numeric, temperature_ambiante_c numeric, densite_observee_kgm3 numeric,
  densite_a_15_kgm3 numeric, vcf numeric, volume_15c numeric) RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_object('volume_ambiant', volume_ambiant, 'temperature_ambiante_c', temperature_ambiante_c,
  'densite_observee_kgm3', densite_observee_kgm3, 'densite_a_15_kgm3', densite_a_15_kgm3, 'vcf', vcf, 'volume_15c', volume_15c);

-- One row an adjustment that is not what its movement and its values say, with the fields that differ. The first begins
-- with the movement's own measure, each other one with what the one before it left; what its kind does not correct stays;
-- a compensation leaves nothing and is the last; the stock effect is after less before, turned for a sortie; the context
-- is the movement's. A value that an adjustment does not state is the movement's own, as in v_mouvements_corriges. What
-- the engine makes of the corrected values is for `mlpp verify` to recompute.
CREATE FUNCTION app.verifier_ajustements() RETURNS TABLE (controle text, entite_id uuid, attendu text, trouve text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH maillon AS (
    SELECT to_jsonb(a) AS document, a.id, a.type_correction, a.mouvement_type, a.mouvement_id, a.rang, m.contexte, m.propre,
      m.propre || jsonb_strip_nulls(app.mesure_en_json(a.volume_ambiant, a.temperature_ambiante_c, a.densite_observee_kgm3,
        a.densite_a_15_kgm3, a.vcf, a.volume_15c)) AS apres
    FROM public.stocks_adjustments a
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('mouvement_id', r.id, 'depot_id', r.depot_id, 'citerne_id', r.citerne_id, 'produit_id', r.produit_id,
          'proprietaire_type', r.proprietaire_type, 'partenaire_id', r.partenaire_id) AS contexte,
        app.mesure_en_json(r.volume_ambiant, r.temperature_ambiante_c, r.densite_observee_kgm3, r.densite_a_15_kgm3, r.vcf, r.volume_15c) AS propre
      FROM public.receptions r WHERE a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
      UNION ALL
      SELECT jsonb_build_object('mouvement_id', s.id, 'depot_id', s.depot_id, 'citerne_id', s.citerne_id, 'produit_id', s.produit_id,
          'proprietaire_type', s.proprietaire_type, 'partenaire_id', s.partenaire_id),
        app.mesure_en_json(s.volume_ambiant, s.temperature_ambiante_c, s.densite_observee_kgm3, s.densite_a_15_kgm3, s.vcf, s.volume_15c)
      FROM public.sorties_produit s WHERE a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id) m ON true
    WHERE a.mouvement_id IS NOT NULL
  ), chaine AS (
    SELECT l.*, row_number() OVER w AS place, lag(l.type_correction) OVER w IS NOT DISTINCT FROM 'COMPENSATION' AS de_trop,
      coalesce(lag(l.apres) OVER w, l.propre) AS avant
    FROM maillon l WINDOW w AS (PARTITION BY l.mouvement_type, l.mouvement_id ORDER BY l.rang)
  ), effet AS (
    SELECT c.*, CASE c.mouvement_type WHEN 'SORTIE' THEN -1 ELSE 1 END AS signe, c.avant || CASE c.type_correction
      WHEN 'VOLUME' THEN c.apres - '{temperature_ambiante_c,densite_observee_kgm3}'::text[]
      WHEN 'TEMPERATURE' THEN c.apres - '{volume_ambiant,densite_observee_kgm3}'::text[]
      WHEN 'DENSITE' THEN c.apres - '{volume_ambiant,temperature_ambiante_c}'::text[]
      WHEN 'MIXTE' THEN c.apres
      ELSE '{"volume_ambiant": 0, "volume_15c": 0}'::jsonb END AS apres_attendu
    FROM chaine c
  ), preuve AS MATERIALIZED (
    SELECT e.id, e.document || e.apres AS trouve, e.contexte || e.apres_attendu || jsonb_build_object('rang', e.place, 'avant', e.avant,
      'type_correction', CASE WHEN NOT e.de_trop THEN e.type_correction END,
      'delta_ambiant', e.signe * ((e.apres_attendu ->> 'volume_ambiant')::numeric - (e.avant ->> 'volume_ambiant')::numeric),
      'delta_15c', e.signe * ((e.apres_attendu ->> 'volume_15c')::numeric - (e.avant ->> 'volume_15c')::numeric)) AS attendu
    FROM effet e
  )
  SELECT 'AJUSTEMENT_DIVERGENCE', p.id, d.attendu, d.trouve
  FROM (SELECT * FROM preuve WHERE NOT trouve @> attendu) p CROSS JOIN LATERAL (
    SELECT string_agg(concat_ws(' ', x.key, coalesce(x.value #>> '{}', 'none')), ', ' ORDER BY x.key) AS attendu,
      string_agg(concat_ws(' ', x.key, coalesce(p.trouve ->> x.key, 'none')), ', ' ORDER BY x.key) AS trouve
    FROM jsonb_each(p.attendu) x WHERE x.value IS DISTINCT FROM p.trouve -> x.key) d
  UNION ALL
  SELECT 'AJUSTEMENT_DIVERGENCE', o.id, '', concat_ws(' ', o.document ->> 'numero', o.mouvement_type, o.mouvement_id)
  FROM maillon o WHERE o.propre IS NULL;
END;

-- One row a difference; no row means that ledger, current lines, day lines, documents, numbers and logs agree.
CREATE OR REPLACE FUNCTION app.verifier_stock() RETURNS TABLE (controle text, entite_id uuid, attendu text, trouve text)
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
  -- Each document has its one ledger entry with its own figures and context, and each entry its document.
  SELECT 'DOCUMENT_DIVERGENCE', coalesce(d.id, m.document_id),
    concat_ws(' ', d.numero, d.ambiant, d.a_15c, d.date_effet, d.depot_id, d.citerne_id, d.produit_id, d.proprietaire_type, d.partenaire_id),
    concat_ws(' ', m.numero, m.delta_ambiant, m.delta_15c, m.date_effet, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.partenaire_id)
  FROM (
    SELECT id, numero, volume_ambiant AS ambiant, volume_15c AS a_15c, date_reception AS date_effet, depot_id, citerne_id, produit_id,
      proprietaire_type, partenaire_id
    FROM public.receptions
    UNION ALL
    SELECT id, numero, -volume_ambiant, -volume_15c, date_sortie, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id
    FROM public.sorties_produit
    UNION ALL
    SELECT id, numero, delta_ambiant, delta_15c, date_effet, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id
    FROM public.stocks_adjustments
    UNION ALL
    SELECT id, numero, volume_ambiant, volume_15c, date, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id
    FROM public.stocks_initiaux) d
  FULL JOIN public.mouvements_stock m ON m.document_id = d.id
  WHERE (d.numero, d.ambiant, d.a_15c, d.date_effet, d.depot_id, d.citerne_id, d.produit_id, d.proprietaire_type, d.partenaire_id)
    IS DISTINCT FROM (m.numero, m.delta_ambiant, m.delta_15c, m.date_effet, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.partenaire_id)
  UNION ALL
  SELECT v.controle, v.entite_id, v.attendu, v.trouve FROM app.verifier_ajustements() v
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
