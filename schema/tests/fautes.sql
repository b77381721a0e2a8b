-- A refusal says everything that is wrong at once, field by field, and leaves nothing; what depends on a refused field is
-- not judged. Then the codes that only the database says.
BEGIN;
\ir fixture/base.psql

-- The faults of a refusal, one a line: 'champ CODE'; 'ok' when it was posted, and taken back.
CREATE FUNCTION pg_temp.fautes(fonction text, demande jsonb, qui text DEFAULT 'operateur') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  code text;
  champ text;
  detail text;
BEGIN
  PERFORM pg_temp.devenir(qui);
  EXECUTE format('SELECT app.%I(%L)', fonction, demande);
  RAISE EXCEPTION USING ERRCODE = 'TT000', MESSAGE = 'ok';
EXCEPTION WHEN SQLSTATE 'TT000' THEN
  RETURN SQLERRM;
WHEN SQLSTATE 'ML001' THEN
  GET STACKED DIAGNOSTICS code = MESSAGE_TEXT, champ = COLUMN_NAME, detail = PG_EXCEPTION_DETAIL;
  IF detail LIKE '[%' AND (detail::jsonb -> 0 ->> 'code', detail::jsonb -> 0 ->> 'champ') IS DISTINCT FROM (code, champ) THEN
    RETURN format('%s %s is not the first of %s', champ, code, detail);
  END IF;
  RETURN CASE WHEN detail LIKE '[%' THEN (SELECT string_agg(concat_ws(' ', f ->> 'champ', f ->> 'code'), E'\n') FROM jsonb_array_elements(detail::jsonb) f)
    ELSE concat_ws(' ', nullif(champ, ''), code) END;
END $$;
CREATE FUNCTION pg_temp.lignes(VARIADIC mesures jsonb[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('lignes', to_jsonb(mesures));
CREATE FUNCTION pg_temp.traces() RETURNS text LANGUAGE sql STABLE
RETURN (SELECT concat_ws('/', (SELECT count(*) FROM receptions), (SELECT count(*) FROM sorties_produit), (SELECT count(*) FROM stocks_initiaux),
  (SELECT count(*) FROM mouvements_stock), (SELECT count(*) FROM stocks_snapshot), (SELECT count(*) FROM log_actions), (SELECT sum(dernier) FROM compteurs)));

SELECT ok(pg_temp.recevoir('admin', pg_temp.reception(c, 10000)) IS NOT NULL, 'T-REC-12 stock in ' || c) FROM unnest('{A1,AL}'::text[]) c;
SELECT ok(pg_temp.nouveau_cdr('border', 'depot_a', 'FRONTIERE') IS NOT NULL AND pg_temp.nouveau_cdr('petrol', 'depot_a', 'ARRIVE', 'essence') IS NOT NULL,
  'T-REC-02 shipments');
SELECT ok(pg_temp.faire('admin', format('SELECT app.cloturer_jour(%L, current_date - 2, NULL)', pg_temp.id('depot_a'))) IS NOT NULL, 'T-REC-13 a closed day');
UPDATE clients SET actif = false WHERE nom = 'client_2';
UPDATE transporteurs SET actif = false;
UPDATE partenaires SET actif = false WHERE nom = 'partenaire_2';
CREATE TEMP TABLE avant AS SELECT pg_temp.traces() AS t;

-- ---------------------------------------------------------------------------------------------------------
-- All at once
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.fautes('enregistrer_sortie', v.demande), v.attendu, v.nom)
FROM (VALUES
  (pg_temp.sortie('A1', 10), 'ok', 'T-SOR-02 a sortie without a fault is posted'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('client_id', pg_temp.id('client_2'), 'transporteur_id', pg_temp.id('transporteur_1'), 'date_sortie', current_date - 3)
      || pg_temp.lignes(pg_temp.mesure('AL', 10001, 1), pg_temp.mesure('AM', 10, 1), pg_temp.mesure('A1', 10, 1, '{"densite_observee_kgm3": 905, "temperature_ambiante_c": 61}'))),
    E'lignes[1].citerne_id SORTIE_CITERNE_INACTIVE\nnote SORTIE_NOTE_REQUISE\nclient_id REFERENTIEL_INACTIF\ntransporteur_id REFERENTIEL_INACTIF\ndate_sortie JOUR_CLOTURE\nlignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB\nlignes[2].densite_observee_kgm3 ASTM_LOOKUP_OUT_OF_DOMAIN_DENS\nlignes[2].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP',
    'T-SOR-02 T-SOR-05 T-SOR-10 everything that is wrong with a sortie comes at once'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('client_id', pg_temp.id('personne'), 'transporteur_id', pg_temp.id('personne'), 'date_sortie', current_date + 1)
      || pg_temp.lignes(pg_temp.mesure('personne', 1, 1), pg_temp.mesure('A1', 1, 1), pg_temp.mesure('A1', 1, 1), pg_temp.mesure('A3', 1, 1, jsonb_build_object('produit_demande', pg_temp.id('gasoil'))))),
    E'lignes[0].citerne_id SORTIE_CITERNE_INVALIDE\nlignes[2].citerne_id SORTIE_CITERNE_REPETEE\nclient_id REFERENCE_INTROUVABLE\ntransporteur_id REFERENCE_INTROUVABLE\ndate_sortie DATE_FUTURE_INTERDITE\nlignes[3].produit_id PRODUIT_CITERNE_MISMATCH\nlignes[3].citerne_id SORTIE_STOCK_INTROUVABLE',
    'T-SOR-03 T-SOR-05 T-SOR-09 also what is unknown'),
  (pg_temp.sortie('A1', 20000, jsonb_build_object('client_id', pg_temp.id('client_2'), 'partenaire_id', pg_temp.id('partenaire_2'))),
    E'partenaire_id BENEFICIAIRE_XOR\nclient_id REFERENTIEL_INACTIF', 'T-SOR-01 one fault a field, and no stock while it is open whose it is'),
  (pg_temp.sortie('A1', 20000, '{"proprietaire_type": "monaluxe"}'), 'proprietaire_type SORTIE_PROPRIETAIRE_INVALIDE', 'T-SOR-15 nor without an owner'),
  (pg_temp.sortie('A1', 20000, jsonb_build_object('date_sortie', current_date - 31)), E'date_sortie DATE_TROP_ANCIENNE\nlignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB',
    'T-SOR-10 what is short today is short on every day that may be given instead'),
  (pg_temp.sortie('A1', 20000, '{"fautes": [{"champ": "lignes[0].temperature_ambiante_c", "code": "TEMPERATURE_REQUIRED", "parametres": {}}]}'
      || pg_temp.lignes(pg_temp.mesure('A1', 20000, 1, '{"temperature_ambiante_c": null, "volume_15c": null}'))),
    E'lignes[0].temperature_ambiante_c TEMPERATURE_REQUIRED\nlignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB',
    'T-SOR-02 what the server found comes first, with what only the database sees'),
  (pg_temp.sortie('A1', 10, '{"fautes": [{"champ": "note", "code": "CHAMP_REQUIS", "parametres": {}}]}'), 'note CHAMP_REQUIS',
    'T-SOR-02 nothing is posted of what the server found wrong')) AS v (demande, attendu, nom);

SELECT is(pg_temp.fautes('enregistrer_reception', v.demande), v.attendu, v.nom)
FROM (VALUES
  (pg_temp.reception('AL', 10), 'ok', 'T-REC-12 a reception without a fault is posted'),
  (pg_temp.reception('A1', 10, jsonb_build_object('cours_de_route_id', pg_temp.id('border'), 'partenaire_id', pg_temp.id('partenaire_2'), 'date_reception', current_date - 2, 'note', ' ')
      || pg_temp.lignes(pg_temp.mesure('A2', 290001, 0.1), pg_temp.mesure('AI', 10, 0.1), pg_temp.mesure('AL', 10, 0.1, '{"temperature_ambiante_c": -1}'))),
    E'cours_de_route_id CDR_NON_ARRIVE\nlignes[1].citerne_id RECEPTION_CITERNE_INACTIVE\npartenaire_id PARTENAIRE_INTERDIT\nnote RECEPTION_NOTE_REQUISE\ndate_reception JOUR_CLOTURE\nlignes[0].index_apres RECEPTION_CAPACITE_INSUFFISANTE\nlignes[2].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP',
    'T-REC-02 T-REC-05 T-REC-06 T-REC-13 everything that is wrong with a reception comes at once'),
  (pg_temp.reception('A1', 600000, '{"note": null}'), E'cours_de_route_id RECEPTION_CDR_REQUIS\nnote RECEPTION_NOTE_REQUISE\nlignes[0].index_apres RECEPTION_CAPACITE_INSUFFISANTE',
    'T-REC-10 what is due and missing too'),
  (pg_temp.reception('A1', 1, jsonb_build_object('cours_de_route_id', pg_temp.id('petrol')) || pg_temp.lignes(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('A2', 1, 0.1))),
    'cours_de_route_id CDR_PRODUIT_DIFFERENT', 'T-REC-03 a shipment of another product is said once'),
  (pg_temp.reception('A1', 1, '{"proprietaire_type": "AUTRE"}'), E'proprietaire_type SNAPSHOT_OWNER_INVALID\ncours_de_route_id RECEPTION_CDR_REQUIS', 'T-REC-07 an owner that nobody knows'),
  (pg_temp.reception('AL', 10, '{"note": null, "fautes": [{"champ": "lignes[0].citerne_id", "code": "RECEPTION_CITERNE_INTROUVABLE", "parametres": {}}]}'
      || pg_temp.lignes('{"citerne_id": null}')),
    E'lignes[0].citerne_id RECEPTION_CITERNE_INTROUVABLE\nnote RECEPTION_NOTE_REQUISE', 'T-REC-04 the head is judged also when no tank is known')) AS v (demande, attendu, nom);

SELECT is(pg_temp.fautes('declarer_stock_initial', jsonb_build_object('citerne_id', pg_temp.id(v.citerne), 'proprietaire_type', 'MONALUXE', 'date', current_date - 1, 'volume_ambiant', 10, 'volume_15c', 9.9) || v.autre, 'admin'), v.attendu, v.nom)
FROM (VALUES
  ('A3', '{}', 'ok', 'T-STK-05 an initial stock without a fault is posted'),
  ('AM', jsonb_build_object('proprietaire_type', 'PARTENAIRE', 'partenaire_id', pg_temp.id('partenaire_2'), 'date', current_date + 1, 'volume_ambiant', 100001),
    E'partenaire_id REFERENTIEL_INACTIF\nciterne_id RECEPTION_CITERNE_INACTIVE\ndate DATE_FUTURE_INTERDITE\nvolume_ambiant RECEPTION_CAPACITE_INSUFFISANTE', 'T-STK-05 everything that is wrong with an initial stock comes at once'),
  ('A1', jsonb_build_object('date', current_date), 'citerne_id STOCK_INITIAL_EXISTANT', 'T-STK-05 a line that has moved has no initial stock'),
  ('A3', '{"proprietaire_type": "AUTRE", "date": "1999-12-31"}', E'proprietaire_type SNAPSHOT_OWNER_INVALID\ndate VALEUR_HORS_LIMITES', 'T-STK-05 nor has an owner that nobody knows')) AS v (citerne, autre, attendu, nom);

SELECT is(pg_temp.fautes('enregistrer_ajustement', jsonb_build_object('mouvement_type', 'RECEPTION', 'mouvement_id', r.id, 'type_correction', 'VOLUME', 'rang', 0, 'raison', 'erreur de lecture',
    'apres', '{"volume_ambiant": 9990, "volume_15c": 9948}'::jsonb, 'citerne_id', pg_temp.id('A2'), 'produit_id', pg_temp.id('gasoil'), 'partenaire_id', pg_temp.id('partenaire_1')), 'admin'),
  E'citerne_id CONTEXT_MISMATCH\npartenaire_id CONTEXT_MISMATCH', 'T-ADJ-02 every part of a context that is not the movement''s is named')
FROM receptions r WHERE r.citerne_id = pg_temp.id('A1');

SELECT is(pg_temp.traces(), (SELECT t FROM avant), 'T-REC-08 T-SOR-02 T-PERM-03 none of them left a row, a log or a number');

-- Rights come before faults: nothing is said of a depot where the caller may not act.
SELECT is(pg_temp.fautes('enregistrer_sortie', pg_temp.sortie('B1', 1) || pg_temp.lignes(pg_temp.mesure('AM', 1, 1), pg_temp.mesure('B1', 1, 1))), 'HORS_DEPOT', 'T-PERM-03 a tank elsewhere is out of reach, whatever else is wrong');

-- ---------------------------------------------------------------------------------------------------------
-- Codes for whoever posts without the server
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.fautes(v.fonction, v.demande, 'admin'), v.attendu, v.nom)
FROM (VALUES
  ('enregistrer_sortie', pg_temp.sortie('A1', 10, '{}', '{"citerne_id": null}'), 'lignes[0].citerne_id CITERNE_OU_PRODUIT_NULL', 'T-SOR-05 a sortie without a tank'),
  ('enregistrer_sortie', pg_temp.sortie('A1', 10, '{}', '{"produit_id": null}'), 'lignes[0].produit_id CITERNE_OU_PRODUIT_NULL', 'T-SOR-05 or without a product'),
  ('enregistrer_sortie', pg_temp.sortie('A1', 10, '{}', '{"volume_15c": null}'), 'lignes[0].volume_15c SORTIE_VOLUME_15C_OBLIGATOIRE', 'T-SOR-08 a sortie without its volume at 15 °C'),
  ('enregistrer_sortie', pg_temp.sortie('A1', 10, '{}', '{"index_avant": null, "temperature_ambiante_c": null}'),
    E'lignes[0].index_avant SORTIE_INPUT_MISSING\nlignes[0].temperature_ambiante_c SORTIE_INPUT_MISSING', 'T-STK-06 readings of a sortie that are missing'),
  ('enregistrer_sortie', pg_temp.sortie('A1', 10, '{}', '{"index_apres": "Infinity", "temperature_ambiante_c": "NaN", "densite_observee_kgm3": null}'),
    E'lignes[0].index_apres SORTIE_INPUT_INVALID\nlignes[0].temperature_ambiante_c SORTIE_INPUT_INVALID\nlignes[0].densite_observee_kgm3 SORTIE_INPUT_MISSING', 'T-STK-06 or no numbers'),
  ('enregistrer_reception', pg_temp.reception('AL', 10, '{}', '{"index_apres": null, "densite_observee_kgm3": null}'),
    E'lignes[0].index_apres RECEPTION_INPUT_MISSING\nlignes[0].densite_observee_kgm3 RECEPTION_INPUT_MISSING', 'T-STK-06 readings of a reception that are missing'),
  ('enregistrer_reception', pg_temp.reception('AL', 10, '{}', '{"citerne_id": null}'), 'lignes[0].citerne_id RECEPTION_CITERNE_INTROUVABLE', 'T-REC-04 a reception without a tank')) AS v (fonction, demande, attendu, nom);

-- The ledger's own guard, behind the sortie's: what leaves a tank leaves no line below zero; an adjustment may (T-ADJ-06).
CREATE FUNCTION pg_temp.poster(type text, ambiant numeric) RETURNS text LANGUAGE sql IMMUTABLE
RETURN format('SELECT app.poster_mouvement(l, %L, app.uuid_v7(), ''X-1'', current_date, current_date, %s, %s, %L) FROM public.stocks_snapshot l WHERE citerne_id = %L',
  type, ambiant, ambiant, pg_temp.id('admin'), pg_temp.id('A1'));
SELECT is(pg_temp.tenter_en('mlpp_moteur', pg_temp.poster(v.type, v.ambiant)), v.attendu, format('T-SOR-02 T-STK-06 the engine posts %s L as %s', v.ambiant, v.type))
FROM (VALUES ('SORTIE', -10000, 'ok 1'), ('SORTIE', -10000.001, 'SNAPSHOT_NEGATIVE_STOCK_FORBIDDEN'), ('TRANSFERT_SORTIE', -10000.001, 'SNAPSHOT_NEGATIVE_STOCK_FORBIDDEN'),
  ('AJUSTEMENT', -10000.001, 'ok 1')) AS v (type, ambiant, attendu);

SELECT is(pg_temp.tenter('admin', format('SELECT app.compenser(%L, %L, ''saisie en double'')', t, pg_temp.id('personne'))), a, format('T-ADJ-02 a movement of type %s', coalesce(t, 'NULL')))
FROM (VALUES ('RECEPTION', 'MOUVEMENT_NOT_FOUND'), ('SORTIE', 'MOUVEMENT_NOT_FOUND'), ('AJUSTEMENT', 'MOUVEMENT_TYPE_INVALID'), (NULL, 'MOUVEMENT_TYPE_INVALID')) AS v (t, a);

SELECT * FROM finish();
ROLLBACK;
