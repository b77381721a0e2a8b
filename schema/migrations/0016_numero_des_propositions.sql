-- A proposal has a readable number, as every object: PRO-2026-000001, without gaps, by depot and year.

ALTER TABLE propositions_ajustement ADD COLUMN numero text COLLATE "C";

-- Those that there are, in the order in which they were asked for. What is decided does not change otherwise.
ALTER TABLE propositions_ajustement DISABLE TRIGGER USER;
WITH rangees AS (
  SELECT p.id, j.annee, row_number() OVER (PARTITION BY p.depot_id, j.annee ORDER BY p.created_at, p.id) AS rang
  FROM propositions_ajustement p JOIN depots d ON d.id = p.depot_id
  CROSS JOIN LATERAL (SELECT extract(year FROM p.created_at AT TIME ZONE d.fuseau)::integer AS annee) j
)
UPDATE propositions_ajustement p SET numero = format('PRO-%s-%s', r.annee, lpad(r.rang::text, greatest(6, length(r.rang::text)), '0'))
FROM rangees r WHERE r.id = p.id;
ALTER TABLE propositions_ajustement ENABLE TRIGGER USER;
INSERT INTO compteurs (depot_id, type, annee, dernier)
SELECT depot_id, 'PRO', substr(numero, 5, 4)::integer, count(*) FROM propositions_ajustement GROUP BY depot_id, substr(numero, 5, 4);

ALTER TABLE propositions_ajustement ALTER COLUMN numero SET NOT NULL,
  ADD CONSTRAINT propositions_ajustement_numero_key UNIQUE (depot_id, numero);

-- Keeps an adjustment until a second person decides.
CREATE OR REPLACE FUNCTION app.proposer_ajustement(a stocks_adjustments) RETURNS propositions_ajustement LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p public.propositions_ajustement;
BEGIN
  INSERT INTO public.propositions_ajustement (numero, mouvement_type, mouvement_id, type_correction, depot_id, citerne_id, produit_id,
    proprietaire_type, partenaire_id, delta_ambiant, delta_15c, reason, created_by, demande)
  VALUES (app.prochain_numero(a.depot_id, 'PRO', (SELECT app.jour_du_depot(d.fuseau) FROM public.depots d WHERE d.id = a.depot_id)),
    a.mouvement_type, a.mouvement_id, a.type_correction, a.depot_id, a.citerne_id, a.produit_id, a.proprietaire_type,
    a.partenaire_id, a.delta_ambiant, a.delta_15c, a.reason, a.created_by, jsonb_build_object('rang', a.rang, 'avant', a.avant,
      'apres', jsonb_strip_nulls(jsonb_build_object('volume_ambiant', a.volume_ambiant, 'temperature_ambiante_c', a.temperature_ambiante_c,
        'densite_observee_kgm3', a.densite_observee_kgm3, 'densite_a_15_kgm3', a.densite_a_15_kgm3, 'vcf', a.vcf,
        'volume_15c', a.volume_15c))))
  RETURNING * INTO p;
  PERFORM app.journaliser('STOCK_ADJUSTMENT_PROPOSED', 'stocks', 'WARNING', p.depot_id, p.id, app.ajustement_journalise(to_jsonb(p)));
  PERFORM app.annoncer('alerte', p.depot_id, ARRAY[p.id]);
  RETURN p;
END $$;

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
    FROM (SELECT depot_id, numero FROM public.mouvements_stock
      UNION ALL SELECT depot_id, numero FROM public.propositions_ajustement) d
    GROUP BY depot_id, left(numero, 3), substr(numero, 5, 4)) n
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

-- One row a validated proposal whose adjustment is not what was asked for and validated, with the fields that differ, and one
-- an adjustment of two people that no proposal asked for.
CREATE OR REPLACE FUNCTION app.verifier_propositions() RETURNS TABLE (controle text, entite_id uuid, attendu text, trouve text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH preuve AS MATERIALIZED (
    SELECT p.id, coalesce(to_jsonb(a), '{}') AS trouve,
      to_jsonb(p) - '{id,numero,statut,demande,created_at,decide_par,decide_le,motif,ajustement_id}'::text[]
        || jsonb_build_object('id', p.ajustement_id, 'validated_by', p.decide_par, 'rang', p.demande -> 'rang', 'avant', p.demande -> 'avant')
        || app.mesure_en_json((v.apres ->> 'volume_ambiant')::numeric, (v.apres ->> 'temperature_ambiante_c')::numeric,
          (v.apres ->> 'densite_observee_kgm3')::numeric, (v.apres ->> 'densite_a_15_kgm3')::numeric, (v.apres ->> 'vcf')::numeric,
          (v.apres ->> 'volume_15c')::numeric) AS attendu
    FROM public.propositions_ajustement p
    CROSS JOIN LATERAL (SELECT p.demande -> 'apres' AS apres) v
    LEFT JOIN public.stocks_adjustments a ON a.id = p.ajustement_id
    WHERE p.statut = 'VALIDEE'
  )
  SELECT 'PROPOSITION_DIVERGENCE', p.id, string_agg(concat_ws(' ', x.key, coalesce(x.value #>> '{}', 'none')), ', ' ORDER BY x.key),
    string_agg(concat_ws(' ', x.key, coalesce(p.trouve ->> x.key, 'none')), ', ' ORDER BY x.key)
  FROM preuve p CROSS JOIN LATERAL jsonb_each(p.attendu) x
  WHERE x.value IS DISTINCT FROM p.trouve -> x.key
  GROUP BY p.id
  UNION ALL
  SELECT 'PROPOSITION_DIVERGENCE', a.id, '', concat_ws(' ', a.numero, 'validated_by', a.validated_by)
  FROM public.stocks_adjustments a
  WHERE a.validated_by IS NOT NULL
    AND NOT EXISTS (SELECT FROM public.propositions_ajustement p WHERE p.ajustement_id = a.id AND p.statut = 'VALIDEE');
END;
