-- A refused movement says at once everything that is wrong with it: each check notes its faults, and one statement raises
-- them before anything is written (ADR 13). Codes of the register that nothing said are said here (ADR 12).

-- ---------------------------------------------------------------------------------------------------------
-- Faults
-- ---------------------------------------------------------------------------------------------------------

-- A list with one fault: the JSON path of the field, the code and the figures of its message.
CREATE FUNCTION app.faute(champ text, code text, parametres jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql STABLE
RETURN jsonb_build_array(jsonb_build_object('champ', champ, 'code', code, 'parametres', parametres));

CREATE FUNCTION app.en_faute(fautes jsonb, champ text) RETURNS boolean LANGUAGE sql STABLE
RETURN fautes @> jsonb_build_array(jsonb_build_object('champ', champ));

-- Raises the faults, for each field the first one; nothing when there are none. The refusal has code, figures and field of
-- the first of all; several come as a list in its DETAIL.
CREATE FUNCTION app.refuser_fautes(fautes jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  premiere jsonb := fautes -> 0;
  toutes jsonb;
BEGIN
  IF premiere IS NULL THEN
    RETURN;
  END IF;
  SELECT jsonb_agg(f.faute ORDER BY f.rang) INTO toutes FROM (
    SELECT DISTINCT ON (v.faute ->> 'champ') v.faute, v.rang FROM jsonb_array_elements(fautes) WITH ORDINALITY v (faute, rang)
    ORDER BY v.faute ->> 'champ', v.rang) f;
  RAISE EXCEPTION USING ERRCODE = 'ML001', MESSAGE = premiere ->> 'code', COLUMN = premiere ->> 'champ',
    DETAIL = CASE jsonb_array_length(toutes) WHEN 1 THEN premiere -> 'parametres' ELSE toutes END::text;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Checks shared by both directions
-- ---------------------------------------------------------------------------------------------------------

DROP FUNCTION app.poster_ligne_reception(jsonb, jsonb, integer, app.citerne_verrouillee, cours_de_route, uuid, uuid),
  app.poster_ligne_sortie(jsonb, jsonb, integer, app.citerne_verrouillee, uuid, uuid),
  app.verifier_disponible(app.citerne_verrouillee, stocks_snapshot, date, numeric, text),
  app.verifier_domaine(app.citerne_verrouillee, numeric, numeric, text), app.exiger_tiers_actifs(jsonb),
  app.verifier_entete_reception(jsonb, boolean, boolean), app.verifier_entete_sortie(jsonb, boolean),
  app.depot_de_l_operation(app.citerne_verrouillee[], jsonb, text, text, text), app.citerne_parmi(app.citerne_verrouillee[], uuid);

-- One direction of movement: its right, and the register's codes for its tanks and measures.
CREATE TYPE app.sens AS (action text, citerne_absente text, citerne_inconnue text, citerne_repetee text, citerne_inactive text,
  produit_autre text, mesure_absente text, mesure_invalide text);

-- Not in the future, too far back or in a closed day.
CREATE FUNCTION app.fautes_du_jour(c app.citerne_verrouillee, effet date, champ text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF effet > c.aujourdhui THEN
    RETURN app.faute(champ, 'DATE_FUTURE_INTERDITE', jsonb_build_object('aujourdhui', c.aujourdhui));
  ELSIF effet < c.aujourdhui - c.jours_retro THEN
    RETURN app.faute(champ, 'DATE_TROP_ANCIENNE', jsonb_build_object('minimum', greatest(c.aujourdhui - c.jours_retro, c.jour_clos + 1)));
  ELSIF effet <= c.jour_clos THEN
    RETURN app.faute(champ, 'JOUR_CLOTURE', jsonb_build_object('jour', c.jour_clos));
  END IF;
  RETURN '[]';
END $$;

-- The day of a movement: the depot's day unless given.
CREATE OR REPLACE FUNCTION app.jour_du_mouvement(c app.citerne_verrouillee, jour date, champ text) RETURNS date LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  effet date := coalesce(jour, c.aujourdhui);
BEGIN
  PERFORM app.refuser_fautes(app.fautes_du_jour(c, effet, champ));
  RETURN effet;
END $$;

-- A new document names people who are known and active; those of posted ones may have become inactive.
CREATE FUNCTION app.fautes_des_tiers(d jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(app.faute(t.champ, CASE WHEN t.actif IS NULL THEN 'REFERENCE_INTROUVABLE' ELSE 'REFERENTIEL_INACTIF' END) -> 0), '[]')
    FROM (VALUES ('client_id', (SELECT actif FROM public.clients WHERE id = (d ->> 'client_id')::uuid)),
      ('partenaire_id', (SELECT actif FROM public.partenaires WHERE id = (d ->> 'partenaire_id')::uuid)),
      ('transporteur_id', (SELECT actif FROM public.transporteurs WHERE id = (d ->> 'transporteur_id')::uuid))) AS t (champ, actif)
    WHERE d ->> t.champ IS NOT NULL AND t.actif IS NOT TRUE);
END $$;

-- Whose litres come in: a partner's name the partner, MONALUXE's none (T-REC-07).
CREATE FUNCTION app.fautes_du_proprietaire(d jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  partenaire boolean := d ->> 'proprietaire_type' = 'PARTENAIRE';
BEGIN
  IF coalesce(d ->> 'proprietaire_type', '') NOT IN ('MONALUXE', 'PARTENAIRE') THEN
    RETURN app.faute('proprietaire_type', 'SNAPSHOT_OWNER_INVALID');
  ELSIF partenaire <> (d ->> 'partenaire_id' IS NOT NULL) THEN
    RETURN app.faute('partenaire_id', CASE WHEN partenaire THEN 'PARTENAIRE_REQUIS' ELSE 'PARTENAIRE_INTERDIT' END);
  END IF;
  RETURN '[]';
END $$;

-- The tanks of the lines in their order, locked; NULL where there is none.
CREATE OR REPLACE FUNCTION app.citernes_des_lignes(lignes jsonb) RETURNS app.citerne_verrouillee[] LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ids uuid[] := '{}';
BEGIN
  FOR i IN 0 .. jsonb_array_length(lignes) - 1 LOOP
    ids := ids || (lignes -> i ->> 'citerne_id')::uuid;
  END LOOP;
  RETURN ARRAY(SELECT v FROM unnest(ids) WITH ORDINALITY l (id, rang) LEFT JOIN app.verrouiller_citernes(ids) v ON v.id = l.id
    ORDER BY l.rang);
END $$;

-- The first tank of an operation that exists: its depot and its day are the operation's. The caller may act in the depots of all.
CREATE FUNCTION app.premiere_citerne(citernes app.citerne_verrouillee[], action text) RETURNS app.citerne_verrouillee LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  premiere app.citerne_verrouillee;
  c app.citerne_verrouillee;
BEGIN
  FOREACH c IN ARRAY citernes LOOP
    IF c.id IS NOT NULL AND c.depot_id IS DISTINCT FROM premiere.depot_id THEN
      PERFORM app.exiger(action, c.depot_id);
      IF premiere.id IS NULL THEN
        premiere := c;
      END IF;
    END IF;
  END LOOP;
  RETURN premiere;
END $$;

-- Tanks that exist, once each, in use, of one depot.
CREATE FUNCTION app.fautes_des_citernes(s app.sens, lignes jsonb, citernes app.citerne_verrouillee[], depot uuid) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := '[]';
  vues uuid[] := '{}';
  c app.citerne_verrouillee;
  code text;
BEGIN
  FOR i IN 1 .. cardinality(citernes) LOOP
    c := citernes[i];
    code := CASE WHEN lignes -> i - 1 ->> 'citerne_id' IS NULL THEN s.citerne_absente WHEN c.id IS NULL THEN s.citerne_inconnue
      WHEN c.id = ANY (vues) THEN s.citerne_repetee WHEN c.statut <> 'active' OR NOT c.depot_actif THEN s.citerne_inactive END;
    IF code IS NOT NULL THEN
      fautes := fautes || app.faute(format('lignes[%s].citerne_id', i - 1), code);
    END IF;
    IF c.depot_id <> depot THEN
      fautes := fautes || app.faute('lignes', 'DEPOTS_MULTIPLES');
    END IF;
    vues := vues || c.id;
  END LOOP;
  RETURN fautes;
END $$;

-- A line in its tank: the product, four readings that are numbers, and the product's plausible domain, bounds included.
CREATE FUNCTION app.fautes_de_ligne(s app.sens, l jsonb, chemin text, c app.citerne_verrouillee, produit_inactif_admis boolean)
RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := '[]';
  temperature numeric := (l ->> 'temperature_ambiante_c')::numeric;
  densite numeric := (l ->> 'densite_observee_kgm3')::numeric;
BEGIN
  IF (l ->> 'produit_demande')::uuid <> c.produit_id THEN
    fautes := app.faute(chemin || '.produit_id', s.produit_autre);
  ELSIF NOT c.produit_actif AND NOT produit_inactif_admis THEN
    fautes := app.faute(chemin || '.produit_id', 'REFERENTIEL_INACTIF');
  END IF;
  -- Their sum is NULL where one is missing, NaN or infinite where one is no number.
  IF (abs((l ->> 'index_avant')::numeric + (l ->> 'index_apres')::numeric + temperature + densite) < 'Infinity') IS NOT TRUE THEN
    RETURN fautes || (SELECT jsonb_agg(app.faute(chemin || '.' || m.cle, CASE WHEN m.valeur IS NULL THEN s.mesure_absente ELSE s.mesure_invalide END) -> 0)
      FROM (SELECT k AS cle, (l ->> k)::numeric AS valeur FROM unnest('{index_avant,index_apres,temperature_ambiante_c,densite_observee_kgm3}'::text[]) k) m
      WHERE (abs(m.valeur) < 'Infinity') IS NOT TRUE);
  END IF;
  IF densite NOT BETWEEN c.densite_min_kgm3 AND c.densite_max_kgm3 THEN
    fautes := fautes || app.faute(chemin || '.densite_observee_kgm3', 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS',
      jsonb_build_object('valeur', densite, 'min', c.densite_min_kgm3, 'max', c.densite_max_kgm3));
  END IF;
  IF temperature NOT BETWEEN c.temperature_min_c AND c.temperature_max_c THEN
    fautes := fautes || app.faute(chemin || '.temperature_ambiante_c', 'ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP',
      jsonb_build_object('valeur', temperature, 'min', c.temperature_min_c, 'max', c.temperature_max_c));
  END IF;
  RETURN fautes;
END $$;

-- What a line moves, litres.
CREATE FUNCTION app.volume_de_ligne(l jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN (l ->> 'index_apres')::numeric - (l ->> 'index_avant')::numeric;

-- ---------------------------------------------------------------------------------------------------------
-- Reception
-- ---------------------------------------------------------------------------------------------------------

-- The cours de route of a reception, locked before any tank; NULL when there is none.
CREATE OR REPLACE FUNCTION app.cdr_a_decharger(cdr uuid) RETURNS cours_de_route LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c public.cours_de_route;
BEGIN
  SELECT * INTO c FROM public.cours_de_route WHERE id = cdr FOR NO KEY UPDATE;
  IF FOUND THEN
    PERFORM app.exiger('receptions.creer', c.depot_destination_id);
  END IF;
  RETURN c;
END $$;

-- A cours de route that is named has arrived, at this depot (T-REC-01, T-REC-02, T-REC-09).
CREATE FUNCTION app.fautes_du_cdr(cdr cours_de_route, depot uuid) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  code text := CASE WHEN cdr.id IS NULL THEN 'CDR_INTROUVABLE' WHEN cdr.statut = 'DECHARGE' THEN 'CDR_DEJA_RECU'
    WHEN cdr.statut <> 'ARRIVE' THEN 'CDR_NON_ARRIVE' WHEN cdr.depot_destination_id <> depot THEN 'CDR_DEPOT_DIFFERENT' END;
BEGIN
  IF code IS NULL THEN
    RETURN '[]';
  END IF;
  RETURN app.faute('cours_de_route_id', code,
    CASE code WHEN 'CDR_NON_ARRIVE' THEN jsonb_build_object('statut', cdr.statut) ELSE '{}' END);
END $$;

-- Rules of the header: owner, partner, and when a cours de route or a note is due (C-16, T-REC-07, T-REC-11). Only an
-- operation into logical tanks alone does without a cours de route; one logical tank is enough to ask for the note.
CREATE FUNCTION app.fautes_entete_reception(d jsonb, citernes app.citerne_verrouillee[]) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := app.fautes_du_proprietaire(d) || app.fautes_des_tiers(d);
  partenaire boolean := d ->> 'proprietaire_type' IS NOT DISTINCT FROM 'PARTENAIRE';
  sans_cdr boolean := NOT partenaire AND d ->> 'cours_de_route_id' IS NULL;
  toutes_logiques boolean;
  une_logique boolean;
BEGIN
  SELECT bool_and(v.logique), bool_or(v.logique) INTO toutes_logiques, une_logique FROM unnest(citernes) v;
  IF partenaire AND d ->> 'cours_de_route_id' IS NOT NULL THEN
    fautes := fautes || app.faute('cours_de_route_id', 'RECEPTION_CDR_INTERDIT');
  ELSIF sans_cdr AND NOT toutes_logiques AND NOT app.peut('receptions.sans_cdr') THEN
    fautes := fautes || app.faute('cours_de_route_id', 'RECEPTION_CDR_REQUIS');
  END IF;
  IF app.rogner(coalesce(d ->> 'note', '')) = '' AND (une_logique OR sans_cdr) THEN
    fautes := fautes || app.faute('note', 'RECEPTION_NOTE_REQUISE');
  END IF;
  RETURN fautes;
END $$;

-- A line of a reception: its product is the cours de route's, and it finds room on that day and on every day since.
CREATE FUNCTION app.fautes_ligne_reception(s app.sens, l jsonb, chemin text, c app.citerne_verrouillee, cdr cours_de_route, effet date)
RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := app.fautes_de_ligne(s, l, chemin, c, cdr.id IS NOT NULL); -- a truck that is here is discharged
  volume numeric := app.volume_de_ligne(l);
  libre numeric := c.capacite_totale - c.creux_securite - coalesce((SELECT t.le_plus FROM app.totaux_depuis(c.id, effet) t), 0);
BEGIN
  IF cdr.produit_id <> c.produit_id THEN
    fautes := fautes || app.faute('cours_de_route_id', 'CDR_PRODUIT_DIFFERENT');
  END IF;
  IF volume > libre THEN
    fautes := fautes || app.faute(chemin || '.index_apres', 'RECEPTION_CAPACITE_INSUFFISANTE',
      jsonb_build_object('libre', libre, 'demande', volume));
  END IF;
  RETURN fautes;
END $$;

-- Posts a discharge into one or several tanks: T-REC-01 … T-REC-14. `demande` is the request with the engine's results
-- in each line; the answer is the ready JSON body of POST /receptions.
CREATE OR REPLACE FUNCTION app.enregistrer_reception(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  s CONSTANT app.sens := ('receptions.creer', 'RECEPTION_CITERNE_INTROUVABLE', 'RECEPTION_CITERNE_INTROUVABLE', 'RECEPTION_CITERNE_REPETEE',
    'RECEPTION_CITERNE_INACTIVE', 'RECEPTION_PRODUIT_INCOMPATIBLE', 'RECEPTION_INPUT_MISSING', 'RECEPTION_INPUT_MISSING');
  auteur uuid := app.exiger_droit(s.action);
  operation uuid := app.uuid_v7();
  lignes jsonb := demande -> 'lignes';
  fautes jsonb := '[]';
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
    fautes := app.fautes_du_cdr(cdr, premiere.depot_id);
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

-- One tank of a reception, in which nothing was found wrong; answers its row as JSON.
CREATE FUNCTION app.poster_ligne_reception(d jsonb, l jsonb, i integer, c app.citerne_verrouillee, cdr cours_de_route, effet date,
  operation uuid, auteur uuid)
RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r public.receptions;
  ligne public.stocks_snapshot;
BEGIN
  PERFORM app.verifier_reglage(c, l, c.arrondi_reception_l);
  ligne := app.ligne_de_stock(c, d ->> 'proprietaire_type', (d ->> 'partenaire_id')::uuid, true);
  INSERT INTO public.receptions (numero, operation_id, ligne, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
    cours_de_route_id, dechargement, date_reception, index_avant, index_apres, volume_ambiant, temperature_ambiante_c,
    densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf,
    volume_15c_exact, volume_15c, note, created_by, validated_by)
  VALUES (app.prochain_numero(c.depot_id, 'REC', effet), operation, i, c.depot_id, c.id, c.produit_id,
    d ->> 'proprietaire_type', (d ->> 'partenaire_id')::uuid, cdr.id, cdr.nb_dechargements + 1, effet,
    (l ->> 'index_avant')::numeric, (l ->> 'index_apres')::numeric, app.volume_de_ligne(l), (l ->> 'temperature_ambiante_c')::numeric,
    (l ->> 'densite_observee_kgm3')::numeric, c.edition, c.groupe, c.alpha_15c, c.areometre, l ->> 'mode_vcf',
    c.arrondi_reception_l, l ->> 'moteur_version', (l ->> 'densite_a_15_kgm3')::numeric, (l ->> 'vcf')::numeric,
    (l ->> 'volume_15c_exact')::numeric, (l ->> 'volume_15c')::numeric, nullif(app.rogner(d ->> 'note'), ''), auteur, auteur)
  RETURNING * INTO r;
  PERFORM app.poster_mouvement(ligne, 'RECEPTION', r.id, r.numero, effet, c.aujourdhui, r.volume_ambiant, r.volume_15c, auteur);
  PERFORM app.journaliser_mouvement('RECEPTION', 'receptions', auteur, r.depot_id, r.id, jsonb_build_object(
    'numero', r.numero, 'citerne_id', r.citerne_id, 'produit_id', r.produit_id, 'proprietaire_type', r.proprietaire_type,
    'partenaire_id', r.partenaire_id, 'cours_de_route_id', r.cours_de_route_id, 'volume_ambiant', r.volume_ambiant,
    'volume_15c', r.volume_15c, 'date', r.date_reception));
  RETURN row_to_json(r)::text;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Sortie
-- ---------------------------------------------------------------------------------------------------------

-- The beneficiary follows the owner, and a contradiction is refused, never re-labelled (T-SOR-01, T-SOR-15).
CREATE FUNCTION app.fautes_entete_sortie(d jsonb, citernes app.citerne_verrouillee[]) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := '[]';
  monaluxe boolean := CASE d ->> 'proprietaire_type' WHEN 'MONALUXE' THEN true WHEN 'PARTENAIRE' THEN false END;
BEGIN
  IF monaluxe IS NULL THEN
    fautes := app.faute('proprietaire_type', 'SORTIE_PROPRIETAIRE_INVALIDE');
  END IF;
  IF monaluxe <> (d ->> 'client_id' IS NOT NULL) THEN
    fautes := fautes || app.faute('client_id', 'BENEFICIAIRE_XOR');
  END IF;
  IF monaluxe = (d ->> 'partenaire_id' IS NOT NULL) THEN
    fautes := fautes || app.faute('partenaire_id', 'BENEFICIAIRE_XOR');
  END IF;
  IF app.rogner(coalesce(d ->> 'note', '')) = '' AND (SELECT bool_or(v.logique) FROM unnest(citernes) v) THEN
    fautes := fautes || app.faute('note', 'SORTIE_NOTE_REQUISE');
  END IF;
  RETURN fautes || app.fautes_des_tiers(d);
END $$;

-- Enough stock of this owner, ambient (a shortage at 15 °C only shows in the checks, C-17), on that day and on every day
-- since, and the tank's minimum over all owners respected, on the same days.
CREATE FUNCTION app.fautes_du_stock(c app.citerne_verrouillee, ligne stocks_snapshot, effet date, volume numeric, chemin text)
RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  jour date := c.aujourdhui;
  disponible numeric := ligne.stock_ambiant;
  reste numeric;
BEGIN
  IF ligne.id IS NULL THEN
    RETURN app.faute(chemin || '.citerne_id', 'SORTIE_STOCK_INTROUVABLE');
  END IF;
  IF effet < ligne.dernier_jour THEN
    SELECT s.jour, s.solde INTO jour, disponible FROM (
      SELECT effet AS jour, app.solde_ambiant_avant(ligne.id, effet + 1) AS solde
      UNION ALL
      SELECT date_jour, stock_ambiant FROM public.stocks_journaliers WHERE ligne_id = ligne.id AND date_jour > effet) s
    ORDER BY s.solde, s.jour LIMIT 1;
  END IF;
  IF disponible < volume THEN
    RETURN app.faute(chemin || '.index_apres', 'SORTIE_STOCK_INSUFFISANT_AMB',
      jsonb_build_object('disponible', disponible, 'demande', volume, 'jour', jour));
  END IF;
  reste := (SELECT t.le_moins FROM app.totaux_depuis(c.id, effet) t) - volume;
  IF reste < c.stock_minimum THEN
    RETURN app.faute(chemin || '.index_apres', 'SORTIE_CAPACITE_SECURITE',
      jsonb_build_object('minimum', c.stock_minimum, 'reste', reste));
  END IF;
  RETURN '[]';
END $$;

-- A line of a sortie, without its stock: complete as the engine leaves it.
CREATE FUNCTION app.fautes_ligne_sortie(s app.sens, l jsonb, chemin text, c app.citerne_verrouillee) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fautes jsonb := app.fautes_de_ligne(s, l, chemin, c, false);
BEGIN
  IF l ->> 'produit_id' IS NULL THEN
    fautes := fautes || app.faute(chemin || '.produit_id', 'CITERNE_OU_PRODUIT_NULL');
  END IF;
  IF l ->> 'volume_15c' IS NULL THEN
    fautes := fautes || app.faute(chemin || '.volume_15c', 'SORTIE_VOLUME_15C_OBLIGATOIRE');
  END IF;
  RETURN fautes;
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
  fautes jsonb;
  corps text[] := '{}';
  reponse text;
BEGIN
  PERFORM app.verifier_lignes(lignes);
  citernes := app.citernes_des_lignes(lignes);
  premiere := app.premiere_citerne(citernes, s.action);
  effet := coalesce((demande ->> 'date_sortie')::date, premiere.aujourdhui);
  fautes := app.fautes_des_citernes(s, lignes, citernes, premiere.depot_id) || app.fautes_entete_sortie(demande, citernes)
    || app.fautes_du_jour(premiere, effet, 'date_sortie');
  FOR i IN 1 .. cardinality(citernes) LOOP
    IF NOT app.en_faute(fautes, format('lignes[%s].citerne_id', i - 1)) THEN
      fautes := fautes || app.fautes_ligne_sortie(s, lignes -> i - 1, format('lignes[%s]', i - 1), citernes[i]);
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

-- One tank of a sortie, in which nothing was found wrong; answers its row as JSON.
CREATE FUNCTION app.poster_ligne_sortie(d jsonb, l jsonb, i integer, c app.citerne_verrouillee, ligne stocks_snapshot, effet date,
  operation uuid, auteur uuid)
RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s public.sorties_produit;
BEGIN
  PERFORM app.verifier_reglage(c, l, c.arrondi_sortie_l);
  INSERT INTO public.sorties_produit (numero, operation_id, ligne, depot_id, citerne_id, produit_id, proprietaire_type, client_id,
    partenaire_id, date_sortie, chauffeur_nom, plaque_camion, plaque_remorque, transporteur_id, index_avant, index_apres,
    volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l,
    moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c, note, created_by, validated_by)
  VALUES (app.prochain_numero(c.depot_id, 'SOR', effet), operation, i, c.depot_id, c.id, c.produit_id,
    d ->> 'proprietaire_type', (d ->> 'client_id')::uuid, (d ->> 'partenaire_id')::uuid, effet,
    nullif(app.rogner(d ->> 'chauffeur_nom'), ''), nullif(app.rogner(d ->> 'plaque_camion'), ''), nullif(app.rogner(d ->> 'plaque_remorque'), ''),
    (d ->> 'transporteur_id')::uuid, (l ->> 'index_avant')::numeric, (l ->> 'index_apres')::numeric, app.volume_de_ligne(l),
    (l ->> 'temperature_ambiante_c')::numeric, (l ->> 'densite_observee_kgm3')::numeric, c.edition, c.groupe, c.alpha_15c,
    c.areometre, l ->> 'mode_vcf', c.arrondi_sortie_l, l ->> 'moteur_version', (l ->> 'densite_a_15_kgm3')::numeric,
    (l ->> 'vcf')::numeric, (l ->> 'volume_15c_exact')::numeric, (l ->> 'volume_15c')::numeric, nullif(app.rogner(d ->> 'note'), ''),
    auteur, auteur)
  RETURNING * INTO s;
  PERFORM app.poster_mouvement(ligne, 'SORTIE', s.id, s.numero, effet, c.aujourdhui, -s.volume_ambiant, -s.volume_15c, auteur);
  PERFORM app.journaliser_mouvement('SORTIE', 'sorties_produit', auteur, s.depot_id, s.id, jsonb_build_object(
    'numero', s.numero, 'citerne_id', s.citerne_id, 'produit_id', s.produit_id, 'proprietaire_type', s.proprietaire_type,
    'client_id', s.client_id, 'partenaire_id', s.partenaire_id, 'volume_ambiant', s.volume_ambiant,
    'volume_15c', s.volume_15c, 'date', s.date_sortie));
  RETURN row_to_json(s)::text;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- The ledger, adjustments, initial stock
-- ---------------------------------------------------------------------------------------------------------

-- Posts one document's effect on one stock line: ledger, current line, day lines. The line is locked by the caller.
-- Days after a back-dated one are raised too; they are at most as many as the depot allows days of back-dating. Whoever
-- calls it, what leaves a tank leaves no line below zero; an adjustment may (T-ADJ-06).
CREATE OR REPLACE FUNCTION app.poster_mouvement(ligne stocks_snapshot, type_mouvement text, document uuid, numero_document text,
  effet date, aujourdhui date, ambiant numeric, a_15c numeric, auteur uuid)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  maintenant timestamptz := clock_timestamp();
  ajustement boolean := type_mouvement = 'AJUSTEMENT';
  reste numeric;
BEGIN
  IF ligne.id IS NULL THEN
    PERFORM app.refuser('SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA');
  END IF;
  INSERT INTO public.mouvements_stock (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, type,
    document_id, numero, delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by)
  VALUES (ligne.id, ligne.depot_id, ligne.citerne_id, ligne.produit_id, ligne.proprietaire_type, ligne.partenaire_id,
    type_mouvement, document, numero_document, ambiant, a_15c, effet, effet < aujourdhui, maintenant, auteur);

  UPDATE public.stocks_snapshot s SET
    stock_ambiant = s.stock_ambiant + ambiant,
    stock_15c = s.stock_15c + a_15c,
    delta_ambiant_total = s.delta_ambiant_total + CASE WHEN ajustement THEN ambiant ELSE 0 END,
    delta_15c_total = s.delta_15c_total + CASE WHEN ajustement THEN a_15c ELSE 0 END,
    dernier_jour = greatest(s.dernier_jour, effet),
    last_movement_at = maintenant, updated_at = maintenant
  WHERE s.id = ligne.id RETURNING s.stock_ambiant INTO reste;
  IF reste < 0 AND type_mouvement IN ('SORTIE', 'TRANSFERT_SORTIE') THEN
    PERFORM app.refuser('SNAPSHOT_NEGATIVE_STOCK_FORBIDDEN');
  END IF;

  INSERT INTO public.stocks_journaliers AS j (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
    date_jour, stock_ambiant, stock_15c, source)
  VALUES (ligne.id, ligne.depot_id, ligne.citerne_id, ligne.produit_id, ligne.proprietaire_type, ligne.partenaire_id, effet,
    ambiant + CASE WHEN effet >= ligne.dernier_jour THEN ligne.stock_ambiant ELSE app.solde_ambiant_avant(ligne.id, effet) END,
    a_15c + CASE WHEN effet >= ligne.dernier_jour THEN ligne.stock_15c ELSE app.solde_15c_avant(ligne.id, effet) END,
    type_mouvement)
  ON CONFLICT (ligne_id, date_jour) DO UPDATE SET
    stock_ambiant = j.stock_ambiant + ambiant, stock_15c = j.stock_15c + a_15c,
    source = type_mouvement, updated_at = maintenant;

  IF effet < ligne.dernier_jour THEN
    UPDATE public.stocks_journaliers j
    SET stock_ambiant = j.stock_ambiant + ambiant, stock_15c = j.stock_15c + a_15c, updated_at = maintenant
    WHERE j.ligne_id = ligne.id AND j.date_jour > effet;
  END IF;
END $$;

-- The tank of a movement, locked: corrections of one movement queue up here, and each works on what it counts now.
CREATE OR REPLACE FUNCTION app.citerne_du_mouvement(type_donne text, mouvement uuid) RETURNS app.citerne_verrouillee
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  citerne uuid;
BEGIN
  IF coalesce(type_donne, '') NOT IN ('RECEPTION', 'SORTIE') THEN
    PERFORM app.refuser('MOUVEMENT_TYPE_INVALID', '{}', 'mouvement_type');
  END IF;
  citerne := CASE type_donne
    WHEN 'RECEPTION' THEN (SELECT citerne_id FROM public.receptions WHERE id = mouvement)
    ELSE (SELECT citerne_id FROM public.sorties_produit WHERE id = mouvement) END;
  IF citerne IS NULL THEN
    PERFORM app.refuser('MOUVEMENT_NOT_FOUND', '{}', 'mouvement_id');
  END IF;
  RETURN (SELECT v FROM app.verrouiller_citernes(ARRAY[citerne]) v);
END $$;

-- POST /ajustements. `demande`: mouvement_type, mouvement_id, type_correction, raison, rang (adjustments seen when the
-- correction was computed; another number means somebody was faster: start again), apres, and optionally the context the
-- client believes in, which must match (CONTEXT_MISMATCH).
CREATE OR REPLACE FUNCTION app.enregistrer_ajustement(demande jsonb) RETURNS app.reponse LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  auteur uuid := app.exiger_droit('ajustements.creer');
  m public.v_mouvements_corriges;
  c app.citerne_verrouillee;
  a public.stocks_adjustments;
BEGIN
  c := app.citerne_du_mouvement(demande ->> 'mouvement_type', (demande ->> 'mouvement_id')::uuid);
  PERFORM app.exiger('ajustements.creer', c.depot_id);
  m := app.mouvement_corrige(demande ->> 'mouvement_type', (demande ->> 'mouvement_id')::uuid);
  IF m.rang IS DISTINCT FROM (demande ->> 'rang')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'ML003', MESSAGE = 'REGLAGE_PERIME';
  END IF;
  PERFORM app.refuser_fautes((SELECT coalesce(jsonb_agg(app.faute(k, 'CONTEXT_MISMATCH') -> 0), '[]')
    FROM unnest('{depot_id,citerne_id,produit_id,proprietaire_type,partenaire_id}'::text[]) k
    WHERE demande ->> k IS NOT NULL AND demande ->> k IS DISTINCT FROM to_jsonb(m) ->> k));
  a := app.ajustement_du_mouvement(m, demande ->> 'type_correction', demande ->> 'raison', demande -> 'apres');
  a.created_by := auteur;
  RETURN app.ajuster(c, a);
END $$;

-- Opening stock of a line (section 7.4), at a date of any age but before the line's first movement.
CREATE OR REPLACE FUNCTION app.declarer_stock_initial(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.citerne_verrouillee;
  auteur uuid := app.exiger_droit('stock.initialiser');
  jour date := (demande ->> 'date')::date;
  fautes jsonb;
  proprietaire_sur boolean;
  libre numeric;
  ligne public.stocks_snapshot;
  s public.stocks_initiaux;
  reponse text;
BEGIN
  SELECT * INTO c FROM app.verrouiller_citernes(ARRAY[(demande ->> 'citerne_id')::uuid]);
  IF c.id IS NULL THEN
    PERFORM app.refuser('RECEPTION_CITERNE_INTROUVABLE', '{}', 'citerne_id');
  END IF;
  PERFORM app.exiger('stock.initialiser', c.depot_id);
  fautes := app.fautes_du_proprietaire(demande) || app.fautes_des_tiers(demande);
  proprietaire_sur := fautes = '[]';
  IF c.statut <> 'active' OR NOT c.depot_actif THEN
    fautes := fautes || app.faute('citerne_id', 'RECEPTION_CITERNE_INACTIVE');
  ELSIF NOT c.produit_actif THEN
    fautes := fautes || app.faute('citerne_id', 'REFERENTIEL_INACTIF');
  END IF;
  IF jour > c.aujourdhui THEN
    fautes := fautes || app.faute('date', 'DATE_FUTURE_INTERDITE', jsonb_build_object('aujourdhui', c.aujourdhui));
  ELSIF jour < date '2000-01-01' THEN
    fautes := fautes || app.faute('date', 'VALEUR_HORS_LIMITES', jsonb_build_object('min', date '2000-01-01', 'max', c.aujourdhui));
  ELSIF jour <= c.jour_clos THEN
    fautes := fautes || app.faute('date', 'JOUR_CLOTURE', jsonb_build_object('jour', c.jour_clos));
  END IF;
  IF proprietaire_sur THEN
    ligne := app.ligne_de_stock(c, demande ->> 'proprietaire_type', (demande ->> 'partenaire_id')::uuid, true);
  END IF;
  IF EXISTS (SELECT FROM public.mouvements_stock m WHERE m.ligne_id = ligne.id AND (m.date_effet <= jour OR m.type = 'STOCK_INITIAL')) THEN
    fautes := fautes || app.faute('citerne_id', 'STOCK_INITIAL_EXISTANT');
  END IF;
  libre := c.capacite_totale - c.creux_securite
    - coalesce((SELECT t.le_plus FROM app.totaux_depuis(c.id, CASE WHEN app.en_faute(fautes, 'date') THEN c.aujourdhui ELSE jour END) t), 0);
  IF (demande ->> 'volume_ambiant')::numeric > libre THEN
    fautes := fautes || app.faute('volume_ambiant', 'RECEPTION_CAPACITE_INSUFFISANTE',
      jsonb_build_object('demande', demande -> 'volume_ambiant', 'libre', libre));
  END IF;
  PERFORM app.refuser_fautes(fautes);
  INSERT INTO public.stocks_initiaux (numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date, volume_ambiant,
    volume_15c, created_by)
  VALUES (app.prochain_numero(c.depot_id, 'INI', jour), c.depot_id, c.id, c.produit_id, ligne.proprietaire_type, ligne.partenaire_id, jour,
    (demande ->> 'volume_ambiant')::numeric, (demande ->> 'volume_15c')::numeric, auteur)
  RETURNING * INTO s;
  PERFORM app.poster_mouvement(ligne, 'STOCK_INITIAL', s.id, s.numero, jour, c.aujourdhui, s.volume_ambiant, s.volume_15c, auteur);
  PERFORM app.journaliser('STOCK_INITIAL_DECLARE', 'stocks', 'CRITICAL', s.depot_id, s.id, jsonb_build_object('numero', s.numero,
    'citerne_id', s.citerne_id, 'proprietaire_type', s.proprietaire_type, 'partenaire_id', s.partenaire_id, 'date', s.date,
    'volume_ambiant', s.volume_ambiant, 'volume_15c', s.volume_15c));
  PERFORM app.annoncer('stock', s.depot_id, ARRAY[s.citerne_id]);
  reponse := row_to_json(s)::text;
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Privileges: internals to the engine
-- ---------------------------------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION app.faute(text, text, jsonb), app.en_faute(jsonb, text), app.refuser_fautes(jsonb),
  app.fautes_du_jour(app.citerne_verrouillee, date, text), app.fautes_des_tiers(jsonb), app.fautes_du_proprietaire(jsonb),
  app.premiere_citerne(app.citerne_verrouillee[], text), app.fautes_des_citernes(app.sens, jsonb, app.citerne_verrouillee[], uuid),
  app.fautes_de_ligne(app.sens, jsonb, text, app.citerne_verrouillee, boolean), app.volume_de_ligne(jsonb),
  app.fautes_du_cdr(cours_de_route, uuid), app.fautes_entete_reception(jsonb, app.citerne_verrouillee[]),
  app.fautes_ligne_reception(app.sens, jsonb, text, app.citerne_verrouillee, cours_de_route, date),
  app.poster_ligne_reception(jsonb, jsonb, integer, app.citerne_verrouillee, cours_de_route, date, uuid, uuid),
  app.fautes_entete_sortie(jsonb, app.citerne_verrouillee[]),
  app.fautes_du_stock(app.citerne_verrouillee, stocks_snapshot, date, numeric, text),
  app.fautes_ligne_sortie(app.sens, jsonb, text, app.citerne_verrouillee),
  app.poster_ligne_sortie(jsonb, jsonb, integer, app.citerne_verrouillee, stocks_snapshot, date, uuid, uuid)
  TO mlpp_moteur;
