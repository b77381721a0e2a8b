-- A movement that the server itself found wrong comes here all the same, with what it found under `fautes`: the database adds
-- what only it knows, and refuses everything at once (ADR 13). What the server refused in a line is null there.

DROP FUNCTION app.fautes_ligne_sortie(app.sens, jsonb, text, app.citerne_verrouillee);

-- A line of a sortie as the engine leaves it.
CREATE FUNCTION app.fautes_du_calcul(l jsonb, chemin text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := '[]';
BEGIN
  IF l ->> 'produit_id' IS NULL THEN
    fautes := app.faute(chemin || '.produit_id', 'CITERNE_OU_PRODUIT_NULL');
  END IF;
  IF l ->> 'volume_15c' IS NULL THEN
    fautes := fautes || app.faute(chemin || '.volume_15c', 'SORTIE_VOLUME_15C_OBLIGATOIRE');
  END IF;
  RETURN fautes;
END $$;

-- Posts a discharge into one or several tanks: T-REC-01 … T-REC-14. `demande` is the request with the engine's results
-- in each line, or with `fautes`; the answer is the ready JSON body of POST /receptions.
CREATE OR REPLACE FUNCTION app.enregistrer_reception(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  s CONSTANT app.sens := ('receptions.creer', 'RECEPTION_CITERNE_INTROUVABLE', 'RECEPTION_CITERNE_INTROUVABLE', 'RECEPTION_CITERNE_REPETEE',
    'RECEPTION_CITERNE_INACTIVE', 'RECEPTION_PRODUIT_INCOMPATIBLE', 'RECEPTION_INPUT_MISSING', 'RECEPTION_INPUT_MISSING');
  auteur uuid := app.exiger_droit(s.action);
  operation uuid := app.uuid_v7();
  lignes jsonb := demande -> 'lignes';
  fautes jsonb := coalesce(demande -> 'fautes', '[]');
  cdr public.cours_de_route;
  citernes app.citerne_verrouillee[];
  premiere app.citerne_verrouillee;
  effet date;
  corps text[] := '{}';
  reponse text;
BEGIN
  PERFORM app.verifier_lignes(lignes);
  IF demande ->> 'cours_de_route_id' IS NOT NULL THEN
    cdr := app.cdr_a_decharger((demande ->> 'cours_de_route_id')::uuid);
  END IF;
  citernes := app.citernes_des_lignes(lignes);
  premiere := app.premiere_citerne(citernes, s.action);
  effet := coalesce((demande ->> 'date_reception')::date, premiere.aujourdhui);
  IF demande ->> 'cours_de_route_id' IS NOT NULL THEN
    fautes := fautes || app.fautes_du_cdr(cdr, premiere.depot_id);
  END IF;
  fautes := fautes || app.fautes_des_citernes(s, lignes, citernes, premiere.depot_id) || app.fautes_entete_reception(demande, citernes)
    || app.fautes_du_jour(premiere, effet, 'date_reception');
  FOR i IN 1 .. cardinality(citernes) LOOP
    IF NOT app.en_faute(fautes, format('lignes[%s].citerne_id', i - 1)) THEN
      fautes := fautes || app.fautes_ligne_reception(s, lignes -> i - 1, format('lignes[%s]', i - 1), citernes[i], cdr,
        CASE WHEN app.en_faute(fautes, 'date_reception') THEN premiere.aujourdhui ELSE effet END);
    END IF;
  END LOOP;
  PERFORM app.refuser_fautes(fautes);
  FOR i IN 1 .. cardinality(citernes) LOOP
    corps := corps || app.poster_ligne_reception(demande, lignes -> i - 1, i, citernes[i], cdr, effet, operation, auteur);
  END LOOP;
  IF cdr.id IS NOT NULL THEN
    UPDATE public.cours_de_route SET statut = 'DECHARGE', nb_dechargements = nb_dechargements + 1 WHERE id = cdr.id;
  END IF;
  reponse := format('{"operation_id":"%s","receptions":[%s]}', operation, array_to_string(corps, ','));
  PERFORM app.annoncer('stock', premiere.depot_id, ARRAY(SELECT v.id FROM unnest(citernes) v));
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- Posts a loading from one or several tanks: T-SOR-01 … T-SOR-15. The answer is the ready JSON body of POST /sorties.
CREATE OR REPLACE FUNCTION app.enregistrer_sortie(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  s CONSTANT app.sens := ('sorties.creer', 'CITERNE_OU_PRODUIT_NULL', 'SORTIE_CITERNE_INVALIDE', 'SORTIE_CITERNE_REPETEE',
    'SORTIE_CITERNE_INACTIVE', 'PRODUIT_CITERNE_MISMATCH', 'SORTIE_INPUT_MISSING', 'SORTIE_INPUT_INVALID');
  auteur uuid := app.exiger_droit(s.action);
  operation uuid := app.uuid_v7();
  lignes jsonb := demande -> 'lignes';
  citernes app.citerne_verrouillee[];
  premiere app.citerne_verrouillee;
  stocks public.stocks_snapshot[];
  effet date;
  fautes jsonb := coalesce(demande -> 'fautes', '[]');
  corps text[] := '{}';
  reponse text;
BEGIN
  PERFORM app.verifier_lignes(lignes);
  citernes := app.citernes_des_lignes(lignes);
  premiere := app.premiere_citerne(citernes, s.action);
  effet := coalesce((demande ->> 'date_sortie')::date, premiere.aujourdhui);
  fautes := fautes || app.fautes_des_citernes(s, lignes, citernes, premiere.depot_id) || app.fautes_entete_sortie(demande, citernes)
    || app.fautes_du_jour(premiere, effet, 'date_sortie');
  FOR i IN 1 .. cardinality(citernes) LOOP
    IF NOT app.en_faute(fautes, format('lignes[%s].citerne_id', i - 1)) THEN
      fautes := fautes || app.fautes_de_ligne(s, lignes -> i - 1, format('lignes[%s]', i - 1), citernes[i], false);
      IF NOT demande ? 'fautes' THEN -- the engine has done its part
        fautes := fautes || app.fautes_du_calcul(lignes -> i - 1, format('lignes[%s]', i - 1));
      END IF;
      IF NOT app.en_faute(fautes, 'proprietaire_type') AND NOT app.en_faute(fautes, 'partenaire_id') THEN -- whose litres is known
        stocks[i] := app.ligne_de_stock(citernes[i], demande ->> 'proprietaire_type', (demande ->> 'partenaire_id')::uuid, false);
        fautes := fautes || app.fautes_du_stock(citernes[i], stocks[i], CASE WHEN app.en_faute(fautes, 'date_sortie')
          THEN premiere.aujourdhui ELSE effet END, app.volume_de_ligne(lignes -> i - 1), format('lignes[%s]', i - 1));
      END IF;
    END IF;
  END LOOP;
  PERFORM app.refuser_fautes(fautes);
  FOR i IN 1 .. cardinality(citernes) LOOP
    corps := corps || app.poster_ligne_sortie(demande, lignes -> i - 1, i, citernes[i], stocks[i], effet, operation, auteur);
  END LOOP;
  reponse := format('{"operation_id":"%s","sorties":[%s]}', operation, array_to_string(corps, ','));
  PERFORM app.annoncer('stock', premiere.depot_id, ARRAY(SELECT v.id FROM unnest(citernes) v));
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

GRANT EXECUTE ON FUNCTION app.fautes_du_calcul(jsonb, text) TO mlpp_moteur;
