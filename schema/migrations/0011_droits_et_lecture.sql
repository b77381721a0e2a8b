-- Rights that were role names become rows of the matrix; the log and the checks keep to the depots of the right; sign-ins of
-- nobody leave a trace; a role that only reads; findings are codes and figures, without a language.

-- ---------------------------------------------------------------------------------------------------------
-- The reader: who looks at a production database by hand. Every table that is protected is his to read, but no secret
-- ---------------------------------------------------------------------------------------------------------

CREATE OR REPLACE PROCEDURE app.proteger(relation regclass) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY proprietaire ON %s TO mlpp_proprietaire USING (true) WITH CHECK (true)', relation);
  EXECUTE format('CREATE POLICY moteur ON %s TO mlpp_moteur USING (true) WITH CHECK (true)', relation);
  EXECUTE format('CREATE POLICY lecteur ON %s FOR SELECT TO mlpp_lecteur USING (true)', relation);
END $$;

GRANT USAGE ON SCHEMA public, app TO mlpp_lecteur;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO mlpp_lecteur;
ALTER DEFAULT PRIVILEGES FOR ROLE mlpp_proprietaire IN SCHEMA public GRANT SELECT ON TABLES TO mlpp_lecteur;
DO $$
DECLARE
  relation regclass;
BEGIN
  FOR relation IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format('CREATE POLICY lecteur ON %s FOR SELECT TO mlpp_lecteur USING (true)', relation);
  END LOOP;
END $$;
REVOKE SELECT ON utilisateurs, sessions, jetons, cles_idempotence FROM mlpp_lecteur;
GRANT SELECT (id, email, actif, version, created_at, updated_at) ON utilisateurs TO mlpp_lecteur;
GRANT SELECT (id, utilisateur_id, adresse, agent, created_at, vu_le, expire_le, revoque_le) ON sessions TO mlpp_lecteur;
GRANT SELECT (id, utilisateur_id, nom, created_at, vu_le, expire_le, revoque_le) ON jetons TO mlpp_lecteur;
GRANT SELECT (utilisateur_id, cle, statut, created_at) ON cles_idempotence TO mlpp_lecteur;
-- What the views ask of whoever reads them; without a context it answers nobody and nowhere.
GRANT EXECUTE ON FUNCTION app.utilisateur(), app.depots(text), app.peut(text), app.stock_a_date(date, timestamptz) TO mlpp_lecteur;

-- ---------------------------------------------------------------------------------------------------------
-- Rights as data
-- ---------------------------------------------------------------------------------------------------------

INSERT INTO role_permissions (role, action, portee) VALUES
  ('admin', 'receptions.sans_cdr', 'tous'),   -- Monaluxe's fuel into a real tank without a cours de route
  ('admin', 'alertes.technique', 'tous'),     -- what the home page warns of: the program
  ('directeur', 'alertes.gestion', 'tous');   -- and the business

-- A role with rights in the own depot only has one.
CREATE FUNCTION app.role_d_un_depot(role_donne text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.role_permissions WHERE role = role_donne AND portee = 'depot');
END $$;
GRANT EXECUTE ON FUNCTION app.role_d_un_depot(text) TO mlpp_moteur;

CREATE OR REPLACE FUNCTION app.exiger_depot_du_role(role_donne text, depot uuid) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF depot IS NULL AND app.role_d_un_depot(role_donne) THEN
    PERFORM app.refuser('DEPOT_REQUIS', '{}', 'depot_id');
  END IF;
END $$;

-- May the caller do `action` in every depot, and therefore also with what belongs to none?
CREATE FUNCTION app.peut_partout(action_voulue text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
BEGIN
  RETURN EXISTS (SELECT FROM public.role_permissions WHERE role = c.role AND action = action_voulue AND portee = 'tous');
END $$;
ALTER FUNCTION app.peut_partout(text) OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.peut_partout(text) TO mlpp_application, mlpp_moteur;

-- ---------------------------------------------------------------------------------------------------------
-- The log
-- ---------------------------------------------------------------------------------------------------------

DROP POLICY lire ON log_actions;
CREATE POLICY lire ON log_actions FOR SELECT TO mlpp_application
  USING ((SELECT app.peut_partout('journal.lire')) OR depot_id = ANY ((SELECT app.depots('journal.lire'))::uuid[]));

-- A refused request, kept for the auditors: at most one row a minute for one person and action. Requests side by side queue
-- up here, and each looks after the one before it has ended.
CREATE OR REPLACE FUNCTION app.journaliser_refus(hash_donne bytea, action_refusee text, critique boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.porteur(hash_donne);
BEGIN
  IF c.utilisateur_id IS NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('refus|' || c.utilisateur_id || '|' || action_refusee, 0));
  IF NOT EXISTS (
       SELECT FROM public.log_actions
       WHERE user_id = c.utilisateur_id AND created_at > clock_timestamp() - interval '1 minute'
         AND action = 'ACCES_REFUSE' AND details ->> 'action' = action_refusee) THEN
    INSERT INTO public.log_actions (user_id, action, module, niveau, depot_id, details)
    VALUES (c.utilisateur_id, 'ACCES_REFUSE', 'securite', CASE WHEN critique THEN 'CRITICAL' ELSE 'WARNING' END,
            c.depot_id, jsonb_build_object('action', action_refusee, 'role', c.role));
  END IF;
END $$;

-- A failed sign-in under an e-mail that nobody has, as the system's deed: at most one row a minute for an address and one for
-- an e-mail. The e-mail, which may be a password typed into the wrong field, becomes a mark by which tries are told apart
-- (T-LOG-04). The row of the address that app.noter_echec has just counted makes tries from it queue up.
CREATE FUNCTION app.journaliser_inconnu(email_donne text, adresse text) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  systeme constant uuid := '00000000-0000-7000-8000-000000000001';
  marque text := left(encode(sha256((SELECT secret FROM app.secret_contexte)
    || convert_to('compte|' || lower(btrim(coalesce(email_donne, ''))), 'UTF8')), 'hex'), 12);
BEGIN
  IF NOT EXISTS (
       SELECT FROM public.log_actions a
       WHERE a.user_id = systeme AND a.created_at > clock_timestamp() - interval '1 minute' AND a.action = 'LOGIN_KO' AND a.details ? 'compte'
         AND (a.details ->> 'compte' = marque OR a.details ->> 'adresse' IS NOT DISTINCT FROM left(adresse, 64))) THEN
    INSERT INTO public.log_actions (user_id, action, module, niveau, details)
    VALUES (systeme, 'LOGIN_KO', 'securite', 'WARNING', jsonb_build_object('adresse', left(adresse, 64), 'compte', marque));
  END IF;
END $$;
GRANT EXECUTE ON FUNCTION app.journaliser_inconnu(text, text) TO mlpp_moteur;

-- As before, but an account that does not exist leaves a trace too.
CREATE OR REPLACE FUNCTION app.connexion_conclure(email_donne text, cle bytea, adresse text, agent text, jeton_hash bytea)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  u public.utilisateurs;
  p public.profils;
  cles text[] := app.cles_tentatives(email_donne, adresse);
BEGIN
  -- One try at a time for an account, so that tries side by side all count.
  PERFORM pg_advisory_xact_lock(hashtextextended(cles[1], 0));
  PERFORM app.verifier_attente(cles);
  SELECT * INTO u FROM public.utilisateurs WHERE email = lower(btrim(email_donne));
  IF u.verificateur IS NULL OR u.verificateur IS DISTINCT FROM sha256(cle) THEN
    PERFORM app.noter_echec(cles);
    IF u.id IS NULL THEN
      PERFORM app.journaliser_inconnu(email_donne, adresse);
    ELSE
      INSERT INTO public.log_actions (user_id, action, module, niveau, cible_id, details)
      VALUES (u.id, 'LOGIN_KO', 'securite', 'WARNING', u.id, jsonb_build_object('adresse', adresse));
    END IF;
    RETURN 'IDENTIFIANTS_INVALIDES';
  END IF;
  IF NOT u.actif THEN
    RETURN 'COMPTE_INACTIF';
  END IF;
  SELECT * INTO p FROM public.profils WHERE user_id = u.id;
  IF NOT FOUND THEN
    RETURN 'PROFIL_ABSENT';
  END IF;
  DELETE FROM public.tentatives_connexion WHERE tentatives_connexion.cle = cles[1];
  INSERT INTO public.sessions (hash, utilisateur_id, adresse, agent, expire_le)
  VALUES (jeton_hash, u.id, left(adresse, 64), left(agent, 300),
          now() + make_interval(mins => app.parametre('session_duree_minutes')::integer));
  INSERT INTO public.log_actions (user_id, action, module, depot_id, cible_id, details)
  VALUES (u.id, 'LOGIN_OK', 'securite', p.depot_id, u.id, jsonb_build_object('adresse', adresse));
  RETURN 'OK';
END $$;

-- As before, but names rows of the caller's depots only.
CREATE OR REPLACE FUNCTION app.trouver_journal(motif text, debut timestamptz, fin timestamptz, OUT ids uuid[], OUT sorties boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  du timestamptz := coalesce(debut, '-infinity');
  au timestamptz := coalesce(fin, 'infinity');
  texte text := regexp_replace(substr(motif, 2, length(motif) - 2), '\\(.)', '\1', 'g'); -- what was typed: no wildcards, no escapes
  partout boolean := app.peut_partout('journal.lire');
  depots uuid[] := app.depots('journal.lire');
  numeros uuid[] := '{}';
BEGIN
  PERFORM app.exiger_droit('journal.lire');
  sorties := app.texte_de_sortie(texte);
  IF sorties AND texte ~ '^sor-\d{4}-\d*$' THEN
    numeros := ARRAY(SELECT s.id FROM public.sorties_produit s
      WHERE s.depot_id = ANY (depots) AND s.numero BETWEEN upper(texte) AND upper(texte) || 'x' LIMIT 5001);
  ELSIF sorties THEN
    RETURN;
  END IF;
  IF length(motif) < 5 OR cardinality(numeros) > 5000 OR app.texte_courant_journal(motif) THEN
    RETURN;
  END IF;
  ids := ARRAY(SELECT a.id FROM public.log_actions a
    WHERE app.plier(a.action || ' ' || a.details::text) LIKE motif AND a.module <> 'sorties_produit' AND a.created_at BETWEEN du AND au
      AND (partout OR a.depot_id = ANY (depots))
    LIMIT 5001);
  IF cardinality(ids) > 5000 THEN
    ids := NULL;
  ELSE
    ids := ids || ARRAY(SELECT a.id FROM public.log_actions a WHERE a.cible_id = ANY (numeros) AND a.created_at BETWEEN du AND au);
  END IF;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- What is told of tanks and movements
-- ---------------------------------------------------------------------------------------------------------

-- What the server needs to compute the correction of a measure before it posts: the settings of the caller's tanks. Who asks
-- for another depot's tank is refused as by the posting itself, which compares under lock.
DROP FUNCTION app.reglages_citernes();
CREATE FUNCTION app.reglages_citernes(demandees uuid[]) RETURNS TABLE (citerne_id uuid, depot_id uuid, produit_id uuid, statut text,
  edition text, areometre boolean, arrondi_reception_l numeric, arrondi_sortie_l numeric, groupe text, alpha_15c numeric,
  densite_min_kgm3 numeric, densite_max_kgm3 numeric, temperature_min_c numeric, temperature_max_c numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  depots uuid[] := app.depots('citernes.lire');
BEGIN
  IF app.utilisateur() IS NOT NULL
     AND EXISTS (SELECT FROM public.citernes c WHERE c.id = ANY (demandees) AND c.depot_id <> ALL (depots)) THEN
    PERFORM app.refuser('HORS_DEPOT');
  END IF;
  RETURN QUERY SELECT c.id, c.depot_id, c.produit_id, c.statut, d.edition, d.areometre, d.arrondi_reception_l, d.arrondi_sortie_l,
    p.groupe, p.alpha_15c, p.densite_min_kgm3, p.densite_max_kgm3, p.temperature_min_c, p.temperature_max_c
  FROM public.citernes c JOIN public.depots d ON d.id = c.depot_id JOIN public.produits p ON p.id = c.produit_id
  WHERE c.depot_id = ANY (depots);
END $$;
ALTER FUNCTION app.reglages_citernes(uuid[]) OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.reglages_citernes(uuid[]) TO mlpp_application;

-- Owner's rights on purpose, as before. Seen whole by the engine, the reader and whoever acts as the owner; by everybody else,
-- whatever the role, in the depots of the right.
CREATE OR REPLACE VIEW corrections_mouvements WITH (security_barrier) AS
  SELECT mouvement_type, mouvement_id, rang, type_correction, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
    densite_a_15_kgm3, vcf, volume_15c
  FROM stocks_adjustments
  WHERE mouvement_id IS NOT NULL
    AND ((SELECT current_user IN ('mlpp_moteur', 'mlpp_lecteur') OR pg_has_role('mlpp_proprietaire', 'USAGE'))
      OR depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));

-- ---------------------------------------------------------------------------------------------------------
-- Checks of daily life: what is wrong where, by code and figures; `message` is both in a line. Words are the reader's language's
-- and stand with it
-- ---------------------------------------------------------------------------------------------------------

DROP VIEW v_integrity_checks;
CREATE VIEW v_integrity_checks WITH (security_invoker) AS
  WITH citerne AS (
    SELECT depot_id, citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite, stock_minimum,
      sum(stock_ambiant) AS ambiant, min(stock_ambiant) AS ambiant_min, min(stock_15c) AS a_15c_min, max(last_movement_at) AS dernier
    FROM v_stock_actuel
    GROUP BY depot_id, citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite, stock_minimum
  ), constats AS (
    SELECT 'STOCK_NEGATIF' AS check_code, 'CRITICAL' AS severity, 'CITERNE_STOCK' AS entity_type, citerne_id AS entity_id, depot_id,
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant_min', ambiant_min) AS payload
    FROM citerne WHERE ambiant_min < -0.01
    UNION ALL
    SELECT 'SORTIE_STOCK_INSUFFISANT_15C', 'WARN', 'CITERNE_STOCK', citerne_id, depot_id,
      jsonb_build_object('citerne', citerne_nom, 'stock_15c_min', a_15c_min)
    FROM citerne WHERE a_15c_min < -0.01 AND ambiant_min >= -0.01
    UNION ALL
    SELECT 'STOCK_OVER_CAPACITY', 'CRITICAL', 'CITERNE_STOCK', citerne_id, depot_id,
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant, 'capacite', capacite_totale - creux_securite)
    FROM citerne WHERE citerne_statut = 'active' AND ambiant > capacite_totale - creux_securite
    UNION ALL
    SELECT 'CITERNE_SOUS_MINIMUM', 'WARN', 'CITERNE_STOCK', citerne_id, depot_id,
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant, 'minimum', stock_minimum)
    FROM citerne WHERE citerne_statut = 'active' AND stock_minimum > 0 AND ambiant < stock_minimum
    UNION ALL
    SELECT 'CITERNE_INACTIVE_USED', 'CRITICAL', 'CITERNE_STOCK', citerne_id, depot_id,
      jsonb_build_object('citerne', citerne_nom, 'stock_ambiant', ambiant)
    FROM citerne WHERE citerne_statut = 'inactive' AND ambiant <> 0
    UNION ALL
    SELECT 'CDR_ARRIVE_STALE', 'WARN', 'CDR', id, depot_destination_id,
      jsonb_build_object('numero', numero, 'plaque', plaque_camion, 'arrive_at', arrive_at)
    FROM cours_de_route WHERE statut = 'ARRIVE' AND arrive_at < now() - interval '2 days'
    UNION ALL
    SELECT 'RECEPTION_ECART_15C', 'WARN', 'RECEPTION', id, depot_id,
      jsonb_build_object('numero', numero, 'volume_ambiant', volume_ambiant, 'volume_15c', volume_15c)
    FROM receptions WHERE date_reception > current_date - 31 AND abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant
    UNION ALL
    SELECT 'SORTIE_ECART_15C', 'WARN', 'SORTIE', id, depot_id,
      jsonb_build_object('numero', numero, 'volume_ambiant', volume_ambiant, 'volume_15c', volume_15c)
    FROM sorties_produit WHERE date_sortie > current_date - 31 AND abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant
    UNION ALL
    SELECT 'AJUSTEMENT_EN_ATTENTE', 'WARN', 'AJUSTEMENT', a.id, a.depot_id,
      jsonb_build_object('citerne', c.nom, 'delta_ambiant', a.delta_ambiant, 'delta_15c', a.delta_15c, 'propose_le', a.created_at)
    FROM propositions_ajustement a JOIN citernes c ON c.id = a.citerne_id WHERE a.statut = 'EN_ATTENTE'
  )
  SELECT check_code, severity, entity_type, entity_id,
    (SELECT check_code || ': ' || string_agg(concat_ws(' ', p.key, p.value), ', ' ORDER BY p.key) FROM jsonb_each_text(payload) p) AS message,
    payload, now() AS detected_at, depot_id
  FROM constats WHERE depot_id = ANY ((SELECT app.depots('integrite.lire'))::uuid[]);
COMMENT ON VIEW v_integrity_checks IS 'What is wrong today, one row a finding with its figures, for those who may read it.';
GRANT SELECT ON v_integrity_checks TO mlpp_application;

-- ---------------------------------------------------------------------------------------------------------
-- The full proof covers the second person
-- ---------------------------------------------------------------------------------------------------------

-- One row a validated proposal whose adjustment is not what was asked for and validated, with the fields that differ, and one
-- an adjustment of two people that no proposal asked for.
CREATE FUNCTION app.verifier_propositions() RETURNS TABLE (controle text, entite_id uuid, attendu text, trouve text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH preuve AS MATERIALIZED (
    SELECT p.id, coalesce(to_jsonb(a), '{}') AS trouve,
      to_jsonb(p) - '{id,statut,demande,created_at,decide_par,decide_le,motif,ajustement_id}'::text[]
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
