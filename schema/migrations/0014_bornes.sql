-- Bounds that one person could walk around: the volume that needs a second one in small steps, the same manual adjustment
-- many times, tokens and views beyond their number; and a depot's day and activity once it has a history.

-- How far the author alone has moved the same thing already: the movement since it was posted, or the owner's line of the
-- tank in a day. What a second person validated does not count.
CREATE FUNCTION app.deja_ajuste_seul(a stocks_adjustments, OUT ambiant numeric, OUT a_15c numeric) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT coalesce(sum(s.delta_ambiant), 0), coalesce(sum(s.delta_15c), 0) INTO ambiant, a_15c
  FROM public.stocks_adjustments s
  WHERE s.created_by = a.created_by AND s.validated_by IS NULL AND s.citerne_id = a.citerne_id
    AND CASE WHEN a.mouvement_id IS NOT NULL THEN s.mouvement_id = a.mouvement_id
      ELSE s.mouvement_id IS NULL AND s.proprietaire_type = a.proprietaire_type AND s.partenaire_id IS NOT DISTINCT FROM a.partenaire_id
        AND s.created_at > now() - interval '1 day' END;
END $$;

-- T-ADJ-05: the same manual adjustment on one day, or one that still waits, is a double click or a lost answer.
CREATE FUNCTION app.deja_demande(a stocks_adjustments, jour date) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM (
      SELECT s.type_correction, s.proprietaire_type, s.partenaire_id, s.delta_ambiant, s.delta_15c, s.reason
      FROM public.stocks_adjustments s WHERE s.citerne_id = a.citerne_id AND s.date_effet = jour
      UNION ALL
      SELECT p.type_correction, p.proprietaire_type, p.partenaire_id, p.delta_ambiant, p.delta_15c, p.reason
      FROM public.propositions_ajustement p WHERE p.citerne_id = a.citerne_id AND p.statut = 'EN_ATTENTE') d
    WHERE (d.type_correction, d.proprietaire_type, d.delta_ambiant, d.delta_15c, d.reason)
        = (a.type_correction, a.proprietaire_type, a.delta_ambiant, a.delta_15c, a.reason)
      AND d.partenaire_id IS NOT DISTINCT FROM a.partenaire_id);
END $$;
REVOKE ALL ON FUNCTION app.deja_ajuste_seul(stocks_adjustments), app.deja_demande(stocks_adjustments, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.deja_ajuste_seul(stocks_adjustments), app.deja_demande(stocks_adjustments, date) TO mlpp_moteur;
CREATE INDEX stocks_adjustments_citerne_idx ON stocks_adjustments (citerne_id, created_at);

CREATE OR REPLACE FUNCTION app.ajuster(c app.citerne_verrouillee, a stocks_adjustments) RETURNS app.reponse LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Without the setting nobody posts alone.
  seul_jusqu_a numeric := coalesce(app.parametre('ajustement_double_controle_l')::numeric, 0);
  deja record;
  reponse app.reponse;
BEGIN
  IF (app.ligne_de_stock(c, a.proprietaire_type, a.partenaire_id, false)).id IS NULL THEN
    PERFORM app.refuser('SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA', '{}', 'citerne_id');
  END IF;
  IF a.type_correction = 'MANUEL' AND app.deja_demande(a, c.aujourdhui) THEN
    PERFORM app.refuser('AJUSTEMENT_DOUBLON');
  END IF;
  deja := app.deja_ajuste_seul(a);
  -- A step alone, and where it leads: small steps do not add up to a large one, and a large one is not hidden in the way back.
  IF greatest(abs(a.delta_ambiant), abs(a.delta_15c), abs(deja.ambiant + a.delta_ambiant), abs(deja.a_15c + a.delta_15c)) > seul_jusqu_a THEN
    reponse := (202, row_to_json(app.proposer_ajustement(a))::text);
  ELSE
    reponse := (201, row_to_json(app.poster_ajustement(c, a))::text);
  END IF;
  PERFORM app.conclure_idempotence(reponse.statut, reponse.corps);
  RETURN reponse;
END $$;

-- Tokens that expired are none; one at a time, so that the count stays true.
CREATE OR REPLACE FUNCTION app.creer_jeton(nom_donne text, hash_donne bytea, expire timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
  nouveau uuid;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  PERFORM FROM public.utilisateurs WHERE id = moi FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM public.jetons WHERE utilisateur_id = moi AND revoque_le IS NULL AND (expire_le IS NULL OR expire_le > now())) >= 20 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "0", "max": "20"}');
  END IF;
  INSERT INTO public.jetons (hash, utilisateur_id, nom, expire_le) VALUES (hash_donne, moi, nom_donne, expire)
  RETURNING id INTO nouveau;
  PERFORM app.journaliser('JETON_CREE', 'securite', 'CRITICAL', NULL, nouveau, jsonb_build_object('nom', nom_donne));
  RETURN nouveau;
END $$;

-- Thirty views a screen, and three hundred in all: the name of a screen is the client's.
CREATE OR REPLACE FUNCTION app.enregistrer_vue(ecran_donne text, nom_donne text, parametres_donnes text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
  gardees record;
  nouvelle uuid;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  -- One at a time: the count stays true.
  PERFORM FROM public.utilisateurs WHERE id = moi FOR NO KEY UPDATE;
  DELETE FROM public.vues_enregistrees WHERE utilisateur_id = moi AND ecran = ecran_donne AND nom = nom_donne;
  SELECT count(*) AS toutes, count(*) FILTER (WHERE ecran = ecran_donne) AS de_l_ecran INTO gardees
  FROM public.vues_enregistrees WHERE utilisateur_id = moi;
  IF gardees.de_l_ecran >= 30 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "0", "max": "30"}');
  ELSIF gardees.toutes >= 300 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "0", "max": "300"}');
  END IF;
  INSERT INTO public.vues_enregistrees (utilisateur_id, ecran, nom, parametres)
  VALUES (moi, ecran_donne, nom_donne, parametres_donnes) RETURNING id INTO nouvelle;
  RETURN nouvelle;
END $$;

-- The days of what was posted are days of its time zone; stock cannot leave a depot that is out of service.
CREATE FUNCTION app.garder_depot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stock numeric;
BEGIN
  IF NEW.fuseau <> OLD.fuseau AND (EXISTS (SELECT FROM public.stocks_snapshot WHERE depot_id = OLD.id)
      OR EXISTS (SELECT FROM public.clotures_journalieres WHERE depot_id = OLD.id)) THEN
    PERFORM app.refuser('DEPOT_FUSEAU_FIGE', '{}', 'fuseau');
  END IF;
  IF OLD.actif AND NOT NEW.actif THEN
    SELECT sum(abs(stock_ambiant)) INTO stock FROM public.stocks_snapshot WHERE depot_id = OLD.id;
    IF stock > 0 THEN
      PERFORM app.refuser('DEPOT_NON_VIDE', jsonb_build_object('stock', stock), 'actif');
    END IF;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.garder_depot() FROM PUBLIC;
ALTER FUNCTION app.garder_depot() OWNER TO mlpp_moteur;
CREATE TRIGGER garder BEFORE UPDATE ON depots FOR EACH ROW EXECUTE FUNCTION app.garder_depot();

-- No petroleum product expands or shrinks by half to 15 °C. Of rows that are there already nothing is said.
ALTER TABLE stocks_initiaux ADD CONSTRAINT stocks_initiaux_volumes_rapport_check
  CHECK (volume_15c BETWEEN 0.5 * volume_ambiant AND 1.5 * volume_ambiant) NOT VALID;
