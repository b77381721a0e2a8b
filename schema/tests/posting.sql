-- The posting functions: every rule with a refusal and, beside it, what is accepted; then what each leaves in the ledger,
-- the current line, the day lines, the log and the numbers.
BEGIN;
\ir fixture/base.psql

CREATE FUNCTION pg_temp.rec(demande jsonb, qui text DEFAULT 'admin') RETURNS text LANGUAGE sql VOLATILE RETURN pg_temp.essai_reception(qui, demande);
CREATE FUNCTION pg_temp.sor(demande jsonb, qui text DEFAULT 'admin') RETURNS text LANGUAGE sql VOLATILE RETURN pg_temp.essai_sortie(qui, demande);
CREATE FUNCTION pg_temp.avec(VARIADIC paires text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE RETURN jsonb_object(paires);
CREATE FUNCTION pg_temp.cdr(nom text) RETURNS jsonb LANGUAGE sql IMMUTABLE RETURN jsonb_build_object('cours_de_route_id', pg_temp.id(nom));
-- Everything that a movement could leave behind, as one figure.
CREATE FUNCTION pg_temp.traces() RETURNS text LANGUAGE sql STABLE
RETURN (SELECT concat_ws('/', (SELECT count(*) FROM receptions), (SELECT count(*) FROM sorties_produit), (SELECT count(*) FROM stocks_adjustments),
  (SELECT count(*) FROM mouvements_stock), (SELECT count(*) FROM stocks_journaliers), (SELECT sum(stock_ambiant) FROM stocks_snapshot),
  (SELECT count(*) FROM log_actions), (SELECT sum(dernier) FROM compteurs)));

SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees at the start');

-- ---------------------------------------------------------------------------------------------------------
-- Receptions and their cours de route
-- ---------------------------------------------------------------------------------------------------------

SELECT ok(pg_temp.nouveau_cdr('loading') IS NOT NULL AND pg_temp.nouveau_cdr('transit', 'depot_a', 'TRANSIT') IS NOT NULL
  AND pg_temp.nouveau_cdr('border', 'depot_a', 'FRONTIERE') IS NOT NULL AND pg_temp.nouveau_cdr('arrived', 'depot_a', 'ARRIVE') IS NOT NULL
  AND pg_temp.nouveau_cdr('petrol', 'depot_a', 'ARRIVE', 'essence') IS NOT NULL AND pg_temp.nouveau_cdr('elsewhere', 'depot_b', 'ARRIVE') IS NOT NULL,
  'T-INV-01 shipments are entered and advance');

SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.cdr('nobody'))), 'CDR_INTROUVABLE', 'T-REC-01 an unknown shipment is refused');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.cdr('arrived'))), 'ok 1', 'T-REC-01 a known one is taken');
SELECT is(pg_temp.refus('admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 1000, pg_temp.cdr(c.nom)))),
  format('CDR_NON_ARRIVE cours_de_route_id {"statut": "%s"}', c.statut), format('T-REC-02 a shipment in %s is refused', c.statut))
FROM (VALUES ('loading', 'CHARGEMENT'), ('transit', 'TRANSIT'), ('border', 'FRONTIERE')) AS c (nom, statut);
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.cdr('petrol'))), 'CDR_PRODUIT_DIFFERENT', 'T-REC-03 a shipment of petrol does not go into a gasoil tank');
SELECT is(pg_temp.rec(pg_temp.reception('A3', 1000, pg_temp.cdr('petrol'))), 'ok 1', 'T-REC-03 it goes into a petrol tank');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.cdr('elsewhere'))), 'CDR_DEPOT_DIFFERENT', 'T-REC-01 a shipment for another depot is refused');
SELECT is(pg_temp.rec(pg_temp.reception('B1', 1000, pg_temp.cdr('elsewhere'))), 'ok 1', 'T-REC-01 and taken there');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.cdr('arrived') || pg_temp.pour_partenaire('partenaire_1'))), 'RECEPTION_CDR_INTERDIT', 'T-REC-11 a partner''s reception carries no shipment');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, pg_temp.pour_partenaire('partenaire_1'))), 'ok 1', 'T-REC-11 and is posted without');
SELECT is(pg_temp.rec(v.demande, 'gerant'), v.attendu, 'T-REC-10 ' || v.nom)
FROM (VALUES
  (pg_temp.reception('A1', 1000), 'RECEPTION_CDR_REQUIS', 'MONALUXE into a physical tank needs a shipment'),
  (pg_temp.reception('A1', 1000, pg_temp.cdr('arrived')), 'ok 1', 'with one it is posted'),
  (pg_temp.reception('AL', 1000), 'ok 1', 'a note will do for a logical tank'),
  (pg_temp.reception('AL', 1000, '{"note": " "}'), 'RECEPTION_NOTE_REQUISE', 'but it is due there'),
  (pg_temp.reception('AL', 1000, pg_temp.pour_partenaire('partenaire_1') || '{"note": null}'), 'RECEPTION_NOTE_REQUISE', 'for a partner too'),
  (pg_temp.reception('A1', 1000, pg_temp.pour_partenaire('partenaire_1') || '{"note": null}'), 'ok 1', 'a partner''s reception into a physical tank needs none')) AS v (demande, attendu, nom);
-- A logical tank frees nothing but itself, wherever it stands in the request and in the order of locks.
INSERT INTO citernes (id, depot_id, nom, produit_id, capacite_totale, localisation, logique)
SELECT id, pg_temp.id('depot_a'), nom, pg_temp.id('gasoil'), 1000, 'x', true
FROM (VALUES ('00000000-0000-0000-0000-000000000001'::uuid, 'first'), ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'last')) AS t (id, nom);
CREATE FUNCTION pg_temp.mixte(logique uuid, arrondi numeric) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 10, arrondi), pg_temp.mesure('AL', 10, arrondi) || jsonb_build_object('citerne_id', logique)));
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10) || pg_temp.mixte(c.id, 0.1), 'gerant'), 'RECEPTION_CDR_REQUIS', format('T-REC-10 a logical tank (the %s) beside a physical one does not free it from the shipment', c.nom))
FROM citernes c WHERE c.nom IN ('first', 'last') ORDER BY c.nom;
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10) || pg_temp.pour_partenaire('partenaire_1') || '{"note": null}' || pg_temp.mixte(c.id, 0.1)), 'RECEPTION_NOTE_REQUISE', format('T-REC-10 a physical tank does not free a logical one (the %s) from the note', c.nom))
FROM citernes c WHERE c.nom IN ('first', 'last') ORDER BY c.nom;
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000)), 'ok 1', 'T-REC-10 the administrator may do without a shipment');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 1000, '{"note": null}')), 'RECEPTION_NOTE_REQUISE', 'T-REC-10 but says why');
SELECT is(pg_temp.apres($$INSERT INTO role_permissions (role, action, portee) VALUES ('gerant', 'receptions.sans_cdr', 'tous')$$, 'gerant',
  format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 1000))), 'ok 1', 'T-REC-10 T-PERM-01 whoever the matrix allows it may, too');

-- ---------------------------------------------------------------------------------------------------------
-- Receptions and their tanks, owners, measures, days
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.rec(v.demande), v.attendu, v.nom)
FROM (VALUES
  (pg_temp.reception('personne', 10), 'RECEPTION_CITERNE_INTROUVABLE', 'T-REC-04 an unknown tank is refused'),
  (pg_temp.reception('A1', 10, '{}', jsonb_build_object('produit_demande', pg_temp.id('essence'))), 'RECEPTION_PRODUIT_INCOMPATIBLE', 'T-REC-04 a tank that holds another product is refused'),
  (pg_temp.reception('A1', 10, '{}', jsonb_build_object('produit_demande', pg_temp.id('gasoil'))), 'ok 1', 'T-REC-04 the product it holds is accepted'),
  (pg_temp.reception('AM', 10), 'RECEPTION_CITERNE_INACTIVE', 'T-REC-06 a tank in maintenance receives nothing'),
  (pg_temp.reception('AI', 10), 'RECEPTION_CITERNE_INACTIVE', 'T-REC-06 an inactive tank receives nothing'),
  (pg_temp.reception('A1', 500000), 'ok 1', 'T-REC-05 an empty tank fills to its capacity'),
  (pg_temp.reception('A1', 500000.001), 'RECEPTION_CAPACITE_INSUFFISANTE', 'T-REC-05 and not a drop beyond'),
  (pg_temp.reception('A2', 290000), 'ok 1', 'T-REC-05 the headroom is kept free'),
  (pg_temp.reception('A2', 290000.001), 'RECEPTION_CAPACITE_INSUFFISANTE', 'T-REC-05 whatever is asked'),
  (pg_temp.reception('A1', 10, '{"proprietaire_type": "PARTENAIRE"}'), 'PARTENAIRE_REQUIS', 'T-REC-07 a partner''s reception names the partner'),
  (pg_temp.reception('A1', 10, jsonb_build_object('partenaire_id', pg_temp.id('partenaire_1'))), 'PARTENAIRE_INTERDIT', 'T-REC-07 MONALUXE names none'),
  (pg_temp.reception('A1', 10, jsonb_build_object('proprietaire_type', 'PARTENAIRE', 'partenaire_id', pg_temp.id('personne'))), 'REFERENCE_INTROUVABLE', 'T-REC-07 an unknown partner is refused'),
  (pg_temp.reception('A1', 10, '{"lignes": []}'), 'TROP_D_ELEMENTS', 'T-REC-12 a reception without a tank is refused'),
  (pg_temp.reception('A1', 10, '{"lignes": null}'), 'TROP_D_ELEMENTS', 'T-REC-12 or with none given'),
  (pg_temp.reception('A1', 10) || jsonb_build_object('lignes', (SELECT jsonb_agg(pg_temp.mesure('A1', 1, 0.1)) FROM generate_series(1, 21))), 'TROP_D_ELEMENTS', 'T-REC-12 or with more than twenty'),
  (pg_temp.reception('A1', 10) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('A1', 1, 0.1))), 'RECEPTION_CITERNE_REPETEE', 'T-REC-12 the same tank twice is refused'),
  (pg_temp.reception('A1', 10) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('A1', 1, 0.1) || jsonb_build_object('citerne_id', upper(pg_temp.id('A1')::text)))),
    'RECEPTION_CITERNE_REPETEE', 'T-REC-12 also when its id is written in capitals'),
  (pg_temp.reception('A1', 10) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('B1', 1, 0.1))), 'DEPOTS_MULTIPLES', 'T-REC-12 tanks of two depots are refused'),
  (pg_temp.reception('A1', 10) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('A2', 1, 0.1))), 'ok 1', 'T-REC-12 two tanks of one depot are accepted'),
  (pg_temp.reception('A1', 10, '{}', '{"index_avant": 10, "index_apres": 10, "volume_15c": 0, "volume_15c_exact": 0}'), '23514 receptions_index_order', 'T-REC-04 a reading that stands still is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"index_avant": 10, "index_apres": 0}'), '23514 receptions_index_order', 'T-REC-04 a reading that falls is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"index_avant": -5, "index_apres": 5}'), '23514 receptions_index_nonneg', 'T-REC-04 a negative reading is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"index_apres": "NaN"}'), 'RECEPTION_INPUT_MISSING', 'T-STK-06 a reading that is no number is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"temperature_ambiante_c": "NaN"}'), 'RECEPTION_INPUT_MISSING', 'T-STK-06 a temperature that is no number is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"densite_observee_kgm3": "NaN"}'), 'RECEPTION_INPUT_MISSING', 'T-STK-06 a density that is no number is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"densite_a_15_kgm3": "NaN"}'), '23514 receptions_densite_a_15_check', 'T-STK-06 a density at 15 °C that is no number is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"vcf": "NaN", "volume_15c": "NaN", "volume_15c_exact": "NaN"}'), '23514 receptions_volume_15c_check', 'T-STK-06 a factor that is no number is refused'),
  (pg_temp.reception('A1', 1000, '{}', '{"volume_15c": 1000}'), '23514 receptions_volume_15c_check', 'T-REG-07 the ambient volume does not pass for the one at 15 °C'),
  (pg_temp.reception('A1', 10, '{}', '{"volume_15c": null}'), '23502', 'T-STK-06 a missing volume at 15 °C is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"temperature_ambiante_c": null}'), 'RECEPTION_INPUT_MISSING', 'T-STK-06 a missing temperature is refused'),
  (pg_temp.reception('A1', 10, '{}', '{"densite_observee_kgm3": null}'), 'RECEPTION_INPUT_MISSING', 'T-STK-06 a missing density is refused'),
  (pg_temp.reception('A1', 1234.567, '{}', '{"volume_15c": 1229.4}'), 'ok 1', 'T-VOL-02 a reception at 15 °C is rounded to 0.1 L'),
  (pg_temp.reception('A1', 1234.567, '{}', '{"volume_15c": 1229}'), '23514 receptions_volume_15c_check', 'T-VOL-02 and to nothing else'),
  (pg_temp.reception('A1', 1234.567, '{}', '{"volume_15c_exact": 1229.4}'), '23514 receptions_volume_15c_check', 'T-VOL-02 beside the unrounded one'),
  (pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date + 1)), 'DATE_FUTURE_INTERDITE', 'T-REC-13 tomorrow is refused'),
  (pg_temp.reception('A1', 10, '{"date_reception": "infinity"}'), 'DATE_FUTURE_INTERDITE', 'T-REC-13 the end of time too'),
  (pg_temp.reception('A1', 10, '{"date_reception": "-infinity"}'), 'DATE_TROP_ANCIENNE', 'T-REC-13 its beginning too'),
  (pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date)), 'ok 1', 'T-REC-13 today is accepted'),
  (pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date - 30)), 'ok 1', 'T-REC-13 thirty days back are accepted'),
  (pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date - 31)), 'DATE_TROP_ANCIENNE', 'T-REC-13 thirty-one are not')) AS v (demande, attendu, nom);

-- Owners are spelled canonically or not at all.
SELECT matches(pg_temp.rec(pg_temp.reception('A1', 10, jsonb_build_object('proprietaire_type', p))), '^(23514 stocks_snapshot_proprietaire_type_check|23514 stocks_snapshot_proprietaire_check|23502|SNAPSHOT_OWNER_INVALID)$',
  format('T-REC-07 the owner %s is refused', coalesce(p, 'missing'))) FROM unnest('{monaluxe,AUTRE,NULL}'::text[]) p;
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10, '{"proprietaire_type": null}'), 'gerant') <> 'ok 1', true, 'T-REC-10 a missing owner is no way round the shipment');

-- Bounds of the measure belong to the product, are inclusive and named in the refusal.
SELECT is(pg_temp.rec(pg_temp.reception(v.citerne, 10, '{}', jsonb_build_object('temperature_ambiante_c', v.t, 'densite_observee_kgm3', v.d))), v.attendu,
  format('T-VOL-04 T-VOL-06 %s at %s °C and %s kg/m³', v.citerne, v.t, v.d))
FROM (VALUES ('A1', 0, 780, 'ok 1'), ('A1', 60, 900, 'ok 1'), ('A1', 60.01, 900, 'ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP'), ('A1', -0.01, 780, 'ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP'),
  ('A1', 20, 900.0001, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS'), ('A1', 20, 779.9999, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS'), ('A1', 20, 740, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS'),
  ('A3', 20, 740, 'ok 1'), ('A3', 20, 790, 'ok 1'), ('A3', 20, 837, 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS')) AS v (citerne, t, d, attendu);
SELECT is(pg_temp.refus('admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 10, '{}', '{"densite_observee_kgm3": 905}'))),
  'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS lignes[0].densite_observee_kgm3 {"max": 900.0000, "min": 780.0000, "valeur": 905}', 'T-VOL-05 the refusal names field, value and bounds');

-- Settings that changed since the caller computed.
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10, '{}', v)), 'REGLAGE_PERIME', format('T-VOL-07 a reception computed with %s starts again', v))
FROM unnest(ARRAY['{"edition": "D1250_1980"}', '{"edition": null}', '{"areometre": false}', '{"groupe": "A"}', '{"alpha_15c": 0.0009}', '{"arrondi_l": 1}', '{"produit_id": null}']::jsonb[]) v;

-- What cannot be posted leaves no trace, not even of the tanks before it.
CREATE TEMP TABLE avant AS SELECT pg_temp.traces() AS t;
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10, pg_temp.cdr('arrived')) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 0.1), pg_temp.mesure('A2', 299999, 0.1)))),
  'RECEPTION_CAPACITE_INSUFFISANTE', 'T-REC-08 the second tank of an operation is too small');
SELECT is(pg_temp.traces(), (SELECT t FROM avant), 'T-REC-08 T-PERM-03 a refusal leaves no row, no stock, no log and no number');
SELECT is((SELECT statut FROM cours_de_route WHERE id = pg_temp.id('arrived')), 'ARRIVE', 'T-REC-08 and the shipment as it was');

-- ---------------------------------------------------------------------------------------------------------
-- A reception into two tanks, for good
-- ---------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE reponses AS SELECT 'reception' AS nom, pg_temp.faire('operateur', format('SELECT app.enregistrer_reception(%L)',
  pg_temp.reception('A1', 10000, pg_temp.cdr('arrived')) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 10000, 0.1), pg_temp.mesure('A2', 5000, 0.1)))))::jsonb AS corps;
SELECT is(jsonb_array_length(corps -> 'receptions'), 2, 'T-REC-12 one row a tank') FROM reponses;
SELECT is((SELECT count(*) FROM receptions WHERE operation_id = (corps ->> 'operation_id')::uuid AND created_by = pg_temp.id('operateur') AND validated_by = pg_temp.id('operateur') AND statut = 'validee'), 2::bigint, 'T-REC-12 one operation, posted and valid at once, by its author') FROM reponses;
SELECT is((SELECT string_agg(numero, ' ' ORDER BY ligne) FROM receptions), format('REC-%1$s-000001 REC-%1$s-000002', extract(year FROM current_date)), 'T-STK-05 numbers begin at one and follow each other');
SELECT is((SELECT statut || nb_dechargements FROM cours_de_route WHERE id = pg_temp.id('arrived')), 'DECHARGE1', 'T-INV-01 the shipment is discharged by its reception');
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10, pg_temp.cdr('arrived'))), 'CDR_DEJA_RECU', 'T-REC-09 a second reception of it is refused');
SELECT results_eq($$ SELECT citerne_nom COLLATE "C", stock_ambiant, stock_15c, proprietaire_type FROM v_stock_actuel WHERE depot_id = pg_temp.id('depot_a') AND stock_ambiant > 0 ORDER BY 1 $$,
  $$ VALUES ('A1' COLLATE "C", 10000.000, 9958.000, 'MONALUXE'), ('A2', 5000.000, 4979.000, 'MONALUXE') $$, 'T-INV-05 the stock is there');
SELECT results_eq($$ SELECT type, delta_ambiant, delta_15c, date_effet, tardif, created_by FROM mouvements_stock ORDER BY delta_ambiant $$,
  $$ VALUES ('RECEPTION', 5000.000, 4979.000, current_date, false, pg_temp.id('operateur')), ('RECEPTION', 10000.000, 9958.000, current_date, false, pg_temp.id('operateur')) $$, 'T-STK-05 the ledger too');
SELECT results_eq($$ SELECT action, count(*), count(DISTINCT cible_id), bool_and(user_id = pg_temp.id('operateur') AND depot_id = pg_temp.id('depot_a') AND module = 'receptions' AND niveau = 'INFO') FROM log_actions WHERE action LIKE 'RECEPTION%' GROUP BY action ORDER BY action $$,
  $$ VALUES ('RECEPTION_CREEE', 2::bigint, 2::bigint, true), ('RECEPTION_VALIDE', 2::bigint, 2::bigint, true) $$, 'T-LOG-02 one row an action and document, by its author');
SELECT is((SELECT string_agg(k, ' ' ORDER BY k) FROM (SELECT DISTINCT jsonb_object_keys(details) AS k FROM log_actions WHERE action = 'RECEPTION_VALIDE') x),
  'citerne_id cours_de_route_id date numero produit_id proprietaire_type volume_15c volume_ambiant', 'T-LOG-02 with numbers, volumes, owner and date');
SELECT is((SELECT count(*) FROM log_actions WHERE action = 'CDR_STATUT_CHANGE' AND cible_id = pg_temp.id('arrived') AND details ->> 'statut' = 'DECHARGE'), 1::bigint, 'T-LOG-02 and one for the shipment');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees after a reception');

-- ---------------------------------------------------------------------------------------------------------
-- Sorties
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.sor(v.demande), v.attendu, v.nom)
FROM (VALUES
  (pg_temp.sortie('A1', 10), 'ok 1', 'T-SOR-01 MONALUXE with a client'),
  (pg_temp.sortie('A1', 10, '{"client_id": null}'), 'BENEFICIAIRE_XOR', 'T-SOR-01 MONALUXE without one is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('partenaire_id', pg_temp.id('partenaire_1'))), 'BENEFICIAIRE_XOR', 'T-SOR-01 MONALUXE with both is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('client_id', NULL, 'partenaire_id', pg_temp.id('partenaire_1'))), 'BENEFICIAIRE_XOR', 'T-SOR-15 MONALUXE with a partner only is refused, not relabelled'),
  (pg_temp.sortie('A1', 10, '{"proprietaire_type": "PARTENAIRE"}'), 'BENEFICIAIRE_XOR', 'T-SOR-15 PARTENAIRE with a client only is refused, not relabelled'),
  (pg_temp.sortie('A1', 10, '{"proprietaire_type": "PARTENAIRE", "client_id": null}'), 'BENEFICIAIRE_XOR', 'T-SOR-01 PARTENAIRE without a partner is refused'),
  (pg_temp.sortie('A1', 10, '{"proprietaire_type": "monaluxe"}'), 'SORTIE_PROPRIETAIRE_INVALIDE', 'T-SOR-15 an owner in other letters is refused'),
  (pg_temp.sortie('A1', 10, '{"proprietaire_type": null}'), 'SORTIE_PROPRIETAIRE_INVALIDE', 'T-SOR-15 a missing owner is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('client_id', pg_temp.id('personne'))), 'REFERENCE_INTROUVABLE', 'T-SOR-01 an unknown client is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('transporteur_id', pg_temp.id('personne'))), 'REFERENCE_INTROUVABLE', 'T-SOR-09 an unknown carrier is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('transporteur_id', pg_temp.id('transporteur_1'), 'chauffeur_nom', 'Jo', 'plaque_camion', 'AB 1', 'plaque_remorque', 'AB 2')), 'ok 1', 'T-SOR-09 driver, plates and carrier are optional'),
  (pg_temp.sortie('A3', 1, '{}'), 'SORTIE_STOCK_INTROUVABLE', 'T-SOR-03 a tank that never received gives nothing'),
  (pg_temp.sortie('A1', 1, pg_temp.pour_partenaire('partenaire_1')), 'SORTIE_STOCK_INTROUVABLE', 'T-SOR-03 an owner that never received gets nothing'),
  (pg_temp.sortie('A1', 10000), 'ok 1', 'T-SOR-02 all that is there can go'),
  (pg_temp.sortie('A1', 10000.001), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-SOR-02 not a drop more'),
  (pg_temp.sortie('A2', 3000), 'ok 1', 'T-SOR-06 down to the minimum is accepted'),
  (pg_temp.sortie('A2', 3000.001), 'SORTIE_CAPACITE_SECURITE', 'T-SOR-06 a drop more is not'),
  (pg_temp.sortie('A2', 5000.001), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-SOR-06 what the owner lacks is said before the minimum'),
  (pg_temp.sortie('AM', 1), 'SORTIE_CITERNE_INACTIVE', 'T-SOR-05 a tank in maintenance gives nothing'),
  (pg_temp.sortie('AI', 1), 'SORTIE_CITERNE_INACTIVE', 'T-SOR-05 an inactive tank gives nothing'),
  (pg_temp.sortie('personne', 1), 'SORTIE_CITERNE_INVALIDE', 'T-SOR-05 an unknown tank gives nothing'),
  (pg_temp.sortie('A1', 1, '{"lignes": []}'), 'TROP_D_ELEMENTS', 'T-SOR-05 a sortie without a tank is refused'),
  (pg_temp.sortie('A1', 1) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 1), pg_temp.mesure('A1', 1, 1))), 'SORTIE_CITERNE_REPETEE', 'T-SOR-05 the same tank twice is refused'),
  (pg_temp.sortie('A1', 1) || jsonb_build_object('lignes', jsonb_build_array(pg_temp.mesure('A1', 1, 1), pg_temp.mesure('B1', 1, 1))), 'DEPOTS_MULTIPLES', 'T-SOR-05 tanks of two depots are refused'),
  (pg_temp.sortie('A1', 1, '{}', jsonb_build_object('produit_demande', pg_temp.id('essence'))), 'PRODUIT_CITERNE_MISMATCH', 'T-SOR-05 a tank that holds another product is refused'),
  (pg_temp.sortie('AL', 1), 'SORTIE_NOTE_REQUISE', 'T-SOR-09 a logical tank asks for a note'),
  (pg_temp.sortie('A1', 1) || pg_temp.mixte('00000000-0000-0000-0000-000000000001', 1), 'SORTIE_NOTE_REQUISE', 'T-SOR-09 also as the first of two'),
  (pg_temp.sortie('A1', 1) || pg_temp.mixte('ffffffff-ffff-ffff-ffff-ffffffffffff', 1), 'SORTIE_NOTE_REQUISE', 'T-SOR-09 and as the last'),
  (pg_temp.sortie('A1', 10, '{}', '{"index_avant": -1, "index_apres": 9}'), '23514 sorties_produit_index_nonneg', 'T-SOR-02 a negative reading is refused'),
  (pg_temp.sortie('A1', 10, '{}', '{"index_avant": 10, "index_apres": 10}'), '23514 sorties_produit_index_order', 'T-SOR-02 a reading that stands still is refused'),
  (pg_temp.sortie('A1', 10, '{}', '{"index_avant": 20, "index_apres": 10}'), '23514 sorties_produit_index_order', 'T-SOR-02 a negative sortie does not fill a tank'),
  (pg_temp.sortie('A1', 10, '{}', '{"index_apres": "NaN"}'), 'SORTIE_INPUT_INVALID', 'T-STK-06 a reading that is no number is refused'),
  (pg_temp.sortie('A1', 10, '{}', '{"densite_a_15_kgm3": "NaN"}'), '23514 sorties_produit_densite_a_15_check', 'T-STK-06 a density at 15 °C that is no number is refused'),
  (pg_temp.sortie('A1', 1234.5), 'ok 1', 'T-VOL-02 a sortie at 15 °C is rounded to the litre'),
  (pg_temp.sortie('A1', 1234.5, '{}', '{"volume_15c": 1229.3}'), '23514 sorties_produit_volume_15c_check', 'T-VOL-02 and to nothing else'),
  (pg_temp.sortie('A1', 10, '{}', '{"densite_observee_kgm3": 905}'), 'ASTM_LOOKUP_OUT_OF_DOMAIN_DENS', 'T-SOR-12 the bounds of the density hold for sorties too'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('date_sortie', current_date + 1)), 'DATE_FUTURE_INTERDITE', 'T-SOR-10 tomorrow is refused'),
  (pg_temp.sortie('A1', 10, jsonb_build_object('date_sortie', current_date - 31)), 'DATE_TROP_ANCIENNE', 'T-SOR-10 thirty-one days back are refused'),
  (pg_temp.sortie('A1', 9999, '{}', '{"densite_observee_kgm3": 842, "vcf": 1.2, "volume_15c": 11999, "volume_15c_exact": 11998.8}'), 'ok 1', 'T-INV-06 a shortage at 15 °C does not stop a sortie')) AS v (demande, attendu, nom);
SELECT is(pg_temp.sor(pg_temp.sortie('A1', 10, '{}', v)), 'REGLAGE_PERIME', format('T-VOL-07 a sortie computed with %s starts again', v))
FROM unnest(ARRAY['{"edition": "D1250_1980"}', '{"areometre": false}', '{"groupe": "D"}', '{"arrondi_l": 0.1}']::jsonb[]) v;
SELECT is(pg_temp.refus('admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A1', 10500))), format('SORTIE_STOCK_INSUFFISANT_AMB lignes[0].index_apres {"jour": "%s", "demande": 10500, "disponible": 10000.000}', current_date), 'T-SOR-02 the refusal says what there is and what was asked');
SELECT is(pg_temp.refus('admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A2', 4000))), 'SORTIE_CAPACITE_SECURITE lignes[0].index_apres {"reste": 1000.000, "minimum": 2000.000}', 'T-SOR-06 the refusal says what would be left');
SELECT is(pg_temp.tenter('admin', format('UPDATE depots SET %s WHERE id = %L', v.changement, pg_temp.id(v.depot))), v.attendu, 'T-OWN-06 ' || v.nom)
FROM (VALUES ('actif = false', 'depot_a', 'DEPOT_NON_VIDE', 'a depot with stock stays in service'), ('fuseau = ''UTC''', 'depot_a', 'DEPOT_FUSEAU_FIGE', 'the days of its movements are days of its time zone'),
  ('nom = ''Autre nom''', 'depot_a', 'ok 1', 'the rest may change')) AS v (changement, depot, attendu, nom);
-- A closed one refuses movements, however it was closed.
ALTER TABLE depots DISABLE TRIGGER garder;
SELECT is(pg_temp.apres('UPDATE depots SET actif = false WHERE id = pg_temp.id(''depot_a'')', 'admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A1', 10))), 'SORTIE_CITERNE_INACTIVE', 'T-SOR-05 a closed depot gives nothing');
SELECT is(pg_temp.apres('UPDATE depots SET actif = false WHERE id = pg_temp.id(''depot_a'')', 'admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 10))), 'RECEPTION_CITERNE_INACTIVE', 'T-REC-06 a closed depot receives nothing');
-- New documents name active records; a truck that is here is discharged all the same.
CREATE FUNCTION pg_temp.inactif(relation text, nom text, instruction text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  issue text;
BEGIN
  EXECUTE format('UPDATE %I SET actif = false WHERE id = %L', relation, pg_temp.id(nom));
  issue := pg_temp.refus('admin', instruction);
  RAISE EXCEPTION USING ERRCODE = 'TT003', MESSAGE = issue;
EXCEPTION WHEN SQLSTATE 'TT003' THEN
  RETURN SQLERRM;
END $$;
SELECT is(pg_temp.inactif(v.relation, v.nom, format('SELECT app.%s(%L)', v.fonction, v.demande)), v.attendu, format('T-REC-06 T-SOR-05 %s with the inactive %s', v.fonction, v.nom))
FROM (VALUES
  ('clients', 'client_1', 'enregistrer_sortie', pg_temp.sortie('A1', 10), 'REFERENTIEL_INACTIF client_id'),
  ('clients', 'client_2', 'enregistrer_sortie', pg_temp.sortie('A1', 10), 'ok'),
  ('partenaires', 'partenaire_1', 'enregistrer_sortie', pg_temp.sortie('A1', 10, pg_temp.pour_partenaire('partenaire_1')), 'REFERENTIEL_INACTIF partenaire_id'),
  ('transporteurs', 'transporteur_1', 'enregistrer_sortie', pg_temp.sortie('A1', 10, jsonb_build_object('transporteur_id', pg_temp.id('transporteur_1'))), 'REFERENTIEL_INACTIF transporteur_id'),
  ('produits', 'gasoil', 'enregistrer_sortie', pg_temp.sortie('A1', 10), 'REFERENTIEL_INACTIF lignes[0].produit_id'),
  ('produits', 'essence', 'enregistrer_sortie', pg_temp.sortie('A1', 10), 'ok'),
  ('partenaires', 'partenaire_1', 'enregistrer_reception', pg_temp.reception('A1', 10, pg_temp.pour_partenaire('partenaire_1')), 'REFERENTIEL_INACTIF partenaire_id'),
  ('partenaires', 'partenaire_2', 'enregistrer_reception', pg_temp.reception('A1', 10, pg_temp.pour_partenaire('partenaire_1')), 'ok'),
  ('produits', 'gasoil', 'enregistrer_reception', pg_temp.reception('A1', 10), 'REFERENTIEL_INACTIF lignes[0].produit_id'),
  ('produits', 'essence', 'enregistrer_reception', pg_temp.reception('A3', 10, pg_temp.cdr('petrol')), 'ok'),
  ('fournisseurs', 'fournisseur_1', 'enregistrer_reception', pg_temp.reception('A3', 10, pg_temp.cdr('petrol')), 'ok')) AS v (relation, nom, fonction, demande, attendu);
SELECT is(pg_temp.traces(), concat_ws('/', 2, 0, 0, 2, 2, 15000.000, split_part(pg_temp.traces(), '/', 7), split_part(pg_temp.traces(), '/', 8)), 'T-SOR-02 refusals left no row and moved no stock');

SELECT ok(pg_temp.livrer('operateur', pg_temp.sortie('A1', 1234.5)) IS NOT NULL, 'T-E2E-01 a sortie is posted');
SELECT is((SELECT concat_ws(' ', numero, volume_ambiant, volume_15c_exact, volume_15c, client_id = pg_temp.id('client_1'), date_sortie = current_date, statut) FROM sorties_produit),
  format('SOR-%s-000001 1234.500 1229.315 1229.000 t t validee', extract(year FROM current_date)), 'T-VOL-02 both volumes at 15 °C are kept');
SELECT is((SELECT concat_ws(' ', stock_ambiant, stock_15c) FROM v_stock_actuel WHERE citerne_id = pg_temp.id('A1')), '8765.500 8729.000', 'T-SOR-08 T-REG-08 the line is debited at both temperatures');
SELECT is((SELECT string_agg(action, ' ' ORDER BY action) FROM log_actions WHERE cible_id = (SELECT id FROM sorties_produit)), 'SORTIE_CREEE SORTIE_VALIDE', 'T-LOG-02 a sortie is logged once an action');

-- ---------------------------------------------------------------------------------------------------------
-- Owners
-- ---------------------------------------------------------------------------------------------------------

SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('B1', 5500, jsonb_build_object('date_reception', current_date - 3))) IS NOT NULL, 'T-OWN-02 MONALUXE receives 5 500');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('B1', 1277, pg_temp.pour_partenaire('partenaire_1') || jsonb_build_object('date_reception', current_date - 1))) IS NOT NULL, 'T-OWN-02 a partner receives 1 277 two days later');
SELECT is((SELECT sum(stock_ambiant) FROM v_stock_actuel WHERE citerne_id = pg_temp.id('B1')), 6777.000, 'T-OWN-02 T-REG-01 the tank shows 6 777');
SELECT is((SELECT sum(stock_ambiant) FROM app.stock_a_date(current_date) WHERE citerne_id = pg_temp.id('B1')), 6777.000, 'T-OWN-01 so does the stock at a date');
SELECT is((SELECT concat_ws(' ', stock_ambiant_total, stock_ambiant_monaluxe, stock_ambiant_partenaire) FROM v_kpi_stock_global WHERE depot_id = pg_temp.id('depot_b')), '6777.000 5500.000 1277.000', 'T-KPI-03 so do the cards');
SELECT is(pg_temp.sor(pg_temp.sortie('B1', 5501)), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-OWN-03 MONALUXE cannot draw on the partner''s litres');
SELECT is(pg_temp.sor(pg_temp.sortie('B1', 1278, pg_temp.pour_partenaire('partenaire_1'))), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-OWN-03 nor the partner on MONALUXE''s');
SELECT is(pg_temp.sor(pg_temp.sortie('B1', 1, pg_temp.pour_partenaire('partenaire_2'))), 'SORTIE_STOCK_INTROUVABLE', 'T-OWN-04 another partner has no line there');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('B1', 300, pg_temp.pour_partenaire('partenaire_2'))) IS NOT NULL, 'T-OWN-04 another partner receives 300');
SELECT is(concat_ws(' ', pg_temp.stock('B1'), pg_temp.stock('B1', 'partenaire_1'), pg_temp.stock('B1', 'partenaire_2')), '5500.000 1277.000 300.000', 'T-OWN-04 T-INV-07 two partners never share a line');
SELECT is(pg_temp.apres($$UPDATE citernes SET capacite_totale = 7100 WHERE id = pg_temp.id('B1')$$, 'admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('B1', 24))), 'RECEPTION_CAPACITE_INSUFFISANTE', 'T-REC-05 the room left counts all owners');
SELECT is(pg_temp.apres($$UPDATE citernes SET capacite_totale = 7100 WHERE id = pg_temp.id('B1')$$, 'admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('B1', 23))), 'ok 1', 'T-REC-05 up to the last litre');
SELECT is(pg_temp.apres($$UPDATE citernes SET stock_minimum = 7000 WHERE id = pg_temp.id('B1')$$, 'admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('B1', 77))), 'ok 1', 'T-SOR-06 the minimum counts all owners');
SELECT is(pg_temp.apres($$UPDATE citernes SET stock_minimum = 7000 WHERE id = pg_temp.id('B1')$$, 'admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('B1', 78))), 'SORTIE_CAPACITE_SECURITE', 'T-SOR-06 to the last litre');

-- Tanks that hold stock.
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET statut = 'inactive' WHERE id = pg_temp.id('B1')$$), 'CITERNE_NON_VIDE', 'T-OWN-06 a tank with stock stays active');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET statut = 'maintenance' WHERE id = pg_temp.id('B1')$$), 'ok 1', 'T-OWN-06 maintenance is no matter of stock');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET statut = 'inactive' WHERE id = pg_temp.id('A3')$$), 'ok 1', 'T-OWN-06 an empty tank can go');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET produit_id = pg_temp.id('essence') WHERE id = pg_temp.id('B1')$$), 'CITERNE_PRODUIT_FIGE', 'T-INV-07 a tank with movements keeps its product');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET produit_id = pg_temp.id('gasoil') WHERE id = pg_temp.id('A3')$$), 'ok 1', 'T-INV-07 one without may change it');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET capacite_totale = 'NaN' WHERE id = pg_temp.id('A1')$$), '23514 citernes_capacites_check', 'T-STK-06 a capacity that is no number is refused');
SELECT is((SELECT string_agg(nom, ' ' ORDER BY nom) FROM citernes c WHERE depot_id = pg_temp.id('depot_a') AND EXISTS (SELECT FROM v_stock_actuel v WHERE v.citerne_id = c.id)), 'A1 A2 A3 AL first last', 'T-TNK-01 every active tank is in v_stock_actuel, empty ones too');

-- ---------------------------------------------------------------------------------------------------------
-- Days
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.jours(citerne text) RETURNS text LANGUAGE sql STABLE
RETURN (SELECT string_agg(format('%s:%s', date_jour - current_date, stock_ambiant), ' ' ORDER BY date_jour) FROM stocks_journaliers WHERE citerne_id = pg_temp.id(citerne) AND partenaire_id IS NULL);
SELECT is(pg_temp.jours('B1'), '-3:5500.000', 'T-STK-01 a day line at the day of the movement');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('B1', 4500, jsonb_build_object('date_reception', current_date - 1))) IS NOT NULL, 'T-STK-01 day D+2 stands at 10 000');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('B1', 1000, jsonb_build_object('date_reception', current_date - 4))) IS NOT NULL, 'T-STK-01 1 000 arrive, dated before both');
SELECT is(pg_temp.jours('B1'), '-4:1000.000 -3:6500.000 -1:11000.000', 'T-STK-01 every later day is raised');
-- A sortie dated back takes no day since below zero, not even one without a line of its own.
SELECT is(pg_temp.refus('admin', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('B1', v.volume, jsonb_build_object('date_sortie', current_date - v.jours)))),
  CASE WHEN v.disponible IS NULL THEN 'ok' ELSE format('SORTIE_STOCK_INSUFFISANT_AMB lignes[0].index_apres {"jour": "%s", "demande": %s, "disponible": %s}', current_date - v.jour, v.volume, v.disponible) END,
  format('T-SOR-02 T-STK-01 a sortie of %s dated %s days back', v.volume, v.jours))
FROM (VALUES (1, 5, '0', 5), (1000, 4, NULL, NULL), (1000.001, 4, '1000.000', 4), (6500, 3, NULL, NULL), (6500.001, 3, '6500.000', 3),
  (6500, 2, NULL, NULL), (6501, 2, '6500.000', 2), (11000, 1, NULL, NULL), (11000.001, 1, '11000.000', 0), (11000, 0, NULL, NULL)) AS v (volume, jours, disponible, jour);
SELECT is(pg_temp.apres(format('SELECT pg_temp.livrer(''admin'', %L)', pg_temp.sortie('B1', 6000, jsonb_build_object('date_sortie', current_date - 3))), 'admin',
  format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('B1', v.volume, jsonb_build_object('date_sortie', current_date - 4)))), v.attendu, format('T-STK-01 the lowest day since decides: %s', v.volume))
FROM (VALUES (500, 'ok 1'), (501, 'SORTIE_STOCK_INSUFFISANT_AMB')) AS v (volume, attendu);
SELECT ok(pg_temp.livrer('admin', pg_temp.sortie('B1', 500, jsonb_build_object('date_sortie', current_date - 2))) IS NOT NULL, 'T-STK-01 500 leave between two days');
SELECT is(pg_temp.jours('B1'), '-4:1000.000 -3:6500.000 -2:6000.000 -1:10500.000', 'T-STK-01 a new day begins with the one before it');
SELECT ok(pg_temp.livrer('admin', pg_temp.sortie('B1', 100, jsonb_build_object('date_sortie', current_date - 3))) IS NOT NULL, 'T-STK-01 100 leave on a day that has a line');
SELECT is(pg_temp.jours('B1'), '-4:1000.000 -3:6400.000 -2:5900.000 -1:10400.000', 'T-STK-01 it and the later ones fall');
SELECT is((SELECT bool_and(tardif) FROM mouvements_stock WHERE citerne_id = pg_temp.id('B1') AND partenaire_id IS NULL), true, 'T-STK-01 late entries are marked');
SELECT is((SELECT sum(stock_ambiant) FROM app.stock_a_date(current_date - 1 + d) WHERE citerne_id = pg_temp.id('B1') AND partenaire_id IS NULL), 10400.000, format('T-STK-02 day %s carries the last one', d)) FROM generate_series(0, 2) d;
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 T-STK-03 everything agrees after back-dated movements');

-- Closed days.
SELECT is(pg_temp.tenter('admin', format('SELECT app.cloturer_jour(%L, current_date + 1, NULL)', pg_temp.id('depot_b'))), 'DATE_FUTURE_INTERDITE', 'T-REC-13 tomorrow cannot be closed');
SELECT ok(pg_temp.faire('admin', format('SELECT app.cloturer_jour(%L, current_date - 2, ''jaugeages saisis'')', pg_temp.id('depot_b'))) IS NOT NULL, 'T-REC-13 a day is closed');
SELECT is(pg_temp.refus('admin', format('SELECT app.cloturer_jour(%L, current_date - %s, NULL)', pg_temp.id('depot_b'), j)), format('JOUR_CLOTURE jour {"jour": "%s"}', current_date - 2),
  format('T-REC-13 once, and no day before it: %s days ago', j)) FROM (VALUES (2), (3), (400)) AS v (j);
SELECT is(pg_temp.tenter('admin', format('SELECT app.cloturer_jour(%L, current_date - %s, NULL)', pg_temp.id('depot_b'), j)), 'ok 1', format('T-REC-13 a later one may be: %s days ago', j)) FROM (VALUES (1), (0)) AS v (j);
SELECT is(pg_temp.refus('admin', format('SELECT app.cloturer_jour(%L, current_date, NULL)', pg_temp.id('personne'))), 'REFERENCE_INTROUVABLE depot_id', 'T-REC-13 of a depot that exists');
SELECT is(pg_temp.tenter('admin', format('SELECT app.cloturer_jour(%L, NULL, NULL)', pg_temp.id('depot_b'))), '23502', 'T-REC-13 and a day that is given');
SELECT is((SELECT concat_ws(' ', jour - current_date, note, created_by = pg_temp.id('admin')) FROM clotures_journalieres WHERE depot_id = pg_temp.id('depot_b')), '-2 jaugeages saisis t', 'T-REC-13 it is kept with its note and author');
SELECT is((SELECT count(*) FROM log_actions WHERE action = 'JOUR_CLOTURE' AND depot_id = pg_temp.id('depot_b') AND user_id = pg_temp.id('admin')), 1::bigint, 'T-LOG-02 closing is logged');
SELECT is(pg_temp.rec(pg_temp.reception('B1', 10, jsonb_build_object('date_reception', current_date + j))), a, format('T-REC-13 a reception of day %s', j))
FROM (VALUES (-4, 'JOUR_CLOTURE'), (-2, 'JOUR_CLOTURE'), (-1, 'ok 1'), (0, 'ok 1')) AS v (j, a);
SELECT is(pg_temp.sor(pg_temp.sortie('B1', 10, jsonb_build_object('date_sortie', current_date + j))), a, format('T-SOR-10 a sortie of day %s', j))
FROM (VALUES (-4, 'JOUR_CLOTURE'), (-2, 'JOUR_CLOTURE'), (-1, 'ok 1'), (0, 'ok 1')) AS v (j, a);
SELECT is(pg_temp.rec(pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date - 2))), 'ok 1', 'T-REC-13 another depot''s day is open');
SELECT is(pg_temp.apres('INSERT INTO parametres (cle, valeur) VALUES (''rien'', '''')', 'admin', format('SELECT app.cloturer_jour(%L, current_date, NULL); SELECT app.enregistrer_sortie(%L)', pg_temp.id('depot_b'), pg_temp.sortie('B1', 10))), 'JOUR_CLOTURE', 'T-SOR-10 a day that is closed today takes nothing more');
SELECT is(pg_temp.apres('UPDATE depots SET jours_retro = 0 WHERE id = pg_temp.id(''depot_a'')', 'admin', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 10, jsonb_build_object('date_reception', current_date - 1)))), 'DATE_TROP_ANCIENNE', 'T-REC-13 the bound is the depot''s own');

-- Numbers: one series a depot, kind and year of the day.
UPDATE depots SET jours_retro = 366 WHERE id = pg_temp.id('depot_a');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('A1', 10, jsonb_build_object('date_reception', make_date(extract(year FROM current_date)::integer - 1, 12, 31)))) IS NOT NULL, 'T-STK-05 a reception of last year');
SELECT is((SELECT string_agg(numero, ' ' ORDER BY numero) FROM receptions WHERE depot_id = pg_temp.id('depot_a')),
  format('REC-%s-000001 REC-%s-000001 REC-%2$s-000002', extract(year FROM current_date) - 1, extract(year FROM current_date)), 'T-STK-05 has the first number of its year');
SELECT is((SELECT string_agg(right(numero, 6), ' ' ORDER BY numero) FROM receptions WHERE depot_id = pg_temp.id('depot_b')), '000001 000002 000003 000004 000005', 'T-STK-05 each depot counts by itself, without gaps after so many refusals');
-- After 999 999 a number has as many digits as it needs.
CREATE FUNCTION pg_temp.numeros_apres(dernier_donne integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  numeros text;
BEGIN
  UPDATE compteurs SET dernier = dernier_donne WHERE depot_id = pg_temp.id('depot_b') AND type = 'REC' AND annee = extract(year FROM current_date);
  SELECT string_agg(app.prochain_numero(pg_temp.id('depot_b'), 'REC', current_date), ' ') INTO numeros FROM generate_series(1, 2);
  RAISE EXCEPTION USING ERRCODE = 'TT004', MESSAGE = numeros;
EXCEPTION WHEN SQLSTATE 'TT004' THEN
  RETURN SQLERRM;
END $$;
SELECT is(pg_temp.numeros_apres(v.dernier), replace(v.attendu, 'AAAA', extract(year FROM current_date)::text), format('T-STK-05 the numbers after %s', v.dernier))
FROM (VALUES (999998, 'REC-AAAA-999999 REC-AAAA-1000000'), (9999999, 'REC-AAAA-10000000 REC-AAAA-10000001')) AS v (dernier, attendu);

-- ---------------------------------------------------------------------------------------------------------
-- Adjustments
-- ---------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE documents (nom text PRIMARY KEY, id uuid);
INSERT INTO documents VALUES ('reception', (SELECT id FROM receptions WHERE citerne_id = pg_temp.id('A2'))), ('sortie', (SELECT id FROM sorties_produit WHERE citerne_id = pg_temp.id('A1')));
GRANT SELECT ON documents TO mlpp_application;
-- A correction of one of them to new values, `rang` adjustments having been seen.
CREATE FUNCTION pg_temp.correction(document text, correction text, apres jsonb, rang integer DEFAULT 0, raison text DEFAULT 'erreur de lecture', autre jsonb DEFAULT '{}') RETURNS text LANGUAGE sql STABLE
RETURN format('SELECT corps FROM app.enregistrer_ajustement(%L)', jsonb_build_object('mouvement_type', upper(document), 'mouvement_id', (SELECT id FROM documents WHERE nom = document),
  'type_correction', correction, 'raison', raison, 'rang', rang, 'apres', apres) || autre);

SELECT is(pg_temp.tenter('admin', v.instruction), v.attendu, v.nom)
FROM (VALUES
  (pg_temp.correction('sortie', 'VOLUME', '{"volume_ambiant": 1334.5, "volume_15c": 1329}'), 'ok 1', 'T-ADJ-02 a sortie that was larger'),
  (pg_temp.correction('sortie', 'VOLUME', '{"volume_ambiant": 1234.5, "volume_15c": 1229}'), 'ADJUSTMENT_NO_IMPACT', 'T-ADJ-03 no effect at all is refused'),
  (pg_temp.correction('reception', 'TEMPERATURE', '{"volume_ambiant": 5000, "volume_15c": 4970.5, "temperature_ambiante_c": 22}'), 'ok 1', 'T-ADJ-03 the temperature alone is accepted'),
  (pg_temp.correction('reception', 'DENSITE', '{"volume_ambiant": 5000, "volume_15c": 4980, "densite_observee_kgm3": 840}'), 'ok 1', 'T-ADJ-03 the density alone is accepted'),
  (pg_temp.correction('reception', 'MIXTE', '{"volume_ambiant": 4990, "volume_15c": 4970}'), 'ok 1', 'T-ADJ-03 all at once is accepted'),
  (pg_temp.correction('reception', 'AUTRE', '{"volume_ambiant": 1, "volume_15c": 1}'), '23514 stocks_adjustments_type_correction_check', 'T-ADJ-03 an unknown kind is refused'),
  (pg_temp.correction('reception', 'MANUEL', '{"volume_ambiant": 1, "volume_15c": 1}'), '23514 stocks_adjustments_mouvement_check', 'T-ADJ-07 a manual one belongs to no movement'),
  (pg_temp.correction('reception', 'COMPENSATION', '{"volume_ambiant": 4000, "volume_15c": 3980}'), '23514 stocks_adjustments_compensation_check', 'T-ADJ-07 a compensation leaves nothing of the movement'),
  (pg_temp.correction('reception', 'TEMPERATURE', '{"volume_ambiant": 4000, "volume_15c": 3980}'), '23514 stocks_adjustments_temperature_check', 'T-ADJ-03 a correction of temperature moves no ambient litre'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": -1, "volume_15c": -1}'), '23514 stocks_adjustments_mesure_check', 'T-ADJ-02 a movement is not corrected below zero'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": "NaN", "volume_15c": 1}'), '23514 propositions_ajustement_impact_check', 'T-STK-06 nor to what is no number'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990}'), '23502', 'T-STK-06 nor without a volume at 15 °C'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, '  court    '), 'RAISON_TROP_COURTE', 'T-INV-04 the reason has ten letters'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, E'court\u00A0\u2003\u200D\u3000\u00A0\u00A0'), 'RAISON_TROP_COURTE', 'T-INV-04 that show'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, NULL), 'RAISON_TROP_COURTE', 'T-INV-04 and is there'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'dix lettre'), 'ok 1', 'T-INV-04 ten will do'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 1), 'REGLAGE_PERIME', 'T-ADJ-05 a correction of what has changed meanwhile starts again'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', NULL), 'REGLAGE_PERIME', 'T-ADJ-05 and one that saw nothing too'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', jsonb_build_object('mouvement_id', pg_temp.id('personne'))), 'MOUVEMENT_NOT_FOUND', 'T-ADJ-02 an unknown movement is refused'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', '{"mouvement_type": "SORTIE"}'), 'MOUVEMENT_NOT_FOUND', 'T-ADJ-02 a reception is no sortie'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', '{"mouvement_type": "AUTRE"}'), 'MOUVEMENT_TYPE_INVALID', 'T-ADJ-02 nor anything else'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', '{"mouvement_type": null}'), 'MOUVEMENT_TYPE_INVALID', 'T-ADJ-02 nor nothing'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', jsonb_build_object('citerne_id', pg_temp.id('A2'), 'proprietaire_type', 'MONALUXE')), 'ok 1', 'T-ADJ-02 the context may be sent'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', jsonb_build_object('citerne_id', pg_temp.id('A1'))), 'CONTEXT_MISMATCH', 'T-ADJ-02 and must be the movement''s'),
  (pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 4990, "volume_15c": 4970}', 0, 'erreur de lecture', jsonb_build_object('partenaire_id', pg_temp.id('partenaire_1'))), 'CONTEXT_MISMATCH', 'T-INV-07 the owner too')) AS v (instruction, attendu, nom);

CREATE TEMP TABLE ajustement AS SELECT pg_temp.faire('admin', pg_temp.correction('sortie', 'VOLUME', '{"volume_ambiant": 1334.5, "temperature_ambiante_c": 20, "densite_observee_kgm3": 837, "densite_a_15_kgm3": 840.4, "vcf": 0.9958, "volume_15c": 1329}'))::jsonb AS a;
SELECT is((SELECT concat_ws(' ', a ->> 'delta_ambiant', a ->> 'delta_15c', a ->> 'reason', a -> 'avant' ->> 'volume_ambiant') FROM ajustement), '-100.000 -100.000 [VOLUME] erreur de lecture 1234.500', 'T-ADJ-02 a sortie that was larger takes stock away');
SELECT is((SELECT concat_ws(' ', stock_ambiant, stock_15c, stock_ambiant_base, delta_ambiant_total) FROM v_stock_actuel WHERE citerne_id = pg_temp.id('A1')), '8675.500 8639.000 8775.500 -100.000', 'T-ADJ-01 T-ADJ-10 the current line shows it at once');
SELECT is((SELECT concat_ws(' ', type, delta_ambiant, delta_15c, date_effet = current_date) FROM mouvements_stock WHERE document_id = (SELECT (a ->> 'id')::uuid FROM ajustement)), 'AJUSTEMENT -100.000 -100.000 t', 'T-ADJ-01 so does the ledger');
SELECT is((SELECT stock_ambiant FROM stocks_journaliers WHERE citerne_id = pg_temp.id('A1') AND date_jour = current_date), 8675.500, 'T-ADJ-01 so does the day');
SELECT is((SELECT concat_ws(' ', action, niveau, module, user_id = pg_temp.id('admin'), details ->> 'delta_ambiant', details ->> 'reason', details ->> 'mouvement_id' = (SELECT id::text FROM documents WHERE nom = 'sortie'))
  FROM log_actions WHERE cible_id = (SELECT (a ->> 'id')::uuid FROM ajustement)), 'STOCK_ADJUSTMENT_CREATED CRITICAL stocks t -100.000 [VOLUME] erreur de lecture t', 'T-ADJ-01 T-INV-04 so does the log, CRITICAL, once');
SELECT is((SELECT concat_ws(' ', volume_ambiant, volume_15c, rang, compense) FROM v_mouvements_corriges WHERE id = (SELECT id FROM documents WHERE nom = 'sortie')), '1334.500 1329.000 1 f', 'T-ADJ-09 the movement counts as corrected from then on');
SELECT is((SELECT volume_ambiant FROM sorties_produit WHERE id = (SELECT id FROM documents WHERE nom = 'sortie')), 1234.500, 'T-INV-03 its document says what it said');
SELECT is(pg_temp.tenter('admin', pg_temp.correction('sortie', 'VOLUME', '{"volume_ambiant": 1334.5, "volume_15c": 1329}', 1)), 'AJUSTEMENT_DOUBLON', 'T-ADJ-05 the same again is refused');
SELECT is(pg_temp.tenter('admin', pg_temp.correction('sortie', 'VOLUME', '{"volume_ambiant": 1234.5, "volume_15c": 1229}', 1, 'la premiere lecture etait juste')), 'ok 1', 'T-ADJ-05 taking it back is not the same');

-- Stock that adjustments took or gave is what can be drawn.
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('A3', 1000)) IS NOT NULL, 'T-SOR-13 1 000 arrive');
SELECT is(pg_temp.apres(format('SELECT pg_temp.faire(''admin'', %L)', format('SELECT app.admin_adjust_stock(%L, ''MONALUXE'', NULL, -300, -298.7, ''perte au jaugeage'')', pg_temp.id('A3'))), 'admin',
  format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A3', s.v))), s.attendu, format('T-SOR-13 with an adjustment of -300, a sortie of %s', s.v)) FROM (VALUES (800, 'SORTIE_STOCK_INSUFFISANT_AMB'), (700, 'ok 1')) AS s (v, attendu);
SELECT is(pg_temp.apres(format('SELECT pg_temp.faire(''admin'', %L)', format('SELECT app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 500, 497.9, ''gain au jaugeage'')', pg_temp.id('A3'))), 'admin',
  format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A3', s.v))), s.attendu, format('T-SOR-14 with an adjustment of +500, a sortie of %s', s.v)) FROM (VALUES (1400, 'ok 1'), (1501, 'SORTIE_STOCK_INSUFFISANT_AMB')) AS s (v, attendu);

-- Manual ones: the same rights, numbers, log and ledger; never refused for what the stock becomes.
SELECT is(pg_temp.tenter('admin', format('SELECT app.admin_adjust_stock(%L, %L, %L, %s, %s, %L)', pg_temp.id(v.citerne), v.type, pg_temp.id(v.partenaire), v.ambiant, v.a15, v.raison)), v.attendu, 'T-ADJ-07 ' || v.nom)
FROM (VALUES
  ('A3', 'MONALUXE', NULL, '-5000', '-4979', 'perte au jaugeage', 'ok 1', 'T-ADJ-06 an adjustment may make stock negative'),
  ('A3', 'MONALUXE', NULL, '900000', '896220', 'gain au jaugeage', 'ok 1', 'T-ADJ-06 or exceed the capacity'),
  ('A3', 'MONALUXE', NULL, '0', '0', 'rien du tout', 'ADJUSTMENT_NO_IMPACT', 'but it has an effect'),
  ('A3', 'MONALUXE', NULL, '0', '1', 'ecart a 15 degres', 'ok 1', 'at 15 °C alone will do'),
  ('A3', 'MONALUXE', NULL, '1', '1', 'court', 'RAISON_TROP_COURTE', 'and a reason'),
  ('A3', 'PARTENAIRE', 'partenaire_1', '-1', '-1', 'perte au jaugeage', 'SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA', 'and a line that exists'),
  ('A3', 'PARTENAIRE', 'partenaire_1', '1', '1', 'gain au jaugeage', 'SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA', 'a line is not born by an adjustment'),
  ('personne', 'MONALUXE', NULL, '1', '1', 'gain au jaugeage', 'SORTIE_CITERNE_INVALIDE', 'and a tank that exists'),
  ('A3', 'MONALUXE', NULL, '''NaN''', '1', 'rien de chiffre', '23514 propositions_ajustement_impact_check', 'T-STK-06 what is no number is refused'),
  ('A3', 'MONALUXE', NULL, '1', '''NaN''', 'rien de chiffre', '23514 propositions_ajustement_impact_check', 'T-STK-06 at 15 °C too')) AS v (citerne, type, partenaire, ambiant, a15, raison, attendu, nom);

-- Compensation, once, then the shipment again.
SELECT is((SELECT pg_temp.faire('admin', format('SELECT (app.admin_compensate_reception(%L, ''reception en double'')).corps', id))::jsonb ->> 'delta_ambiant' FROM receptions WHERE citerne_id = pg_temp.id('A2')), '-5000.000', 'T-ADJ-07 T-REG-12 a movement is taken back whole');
SELECT is((SELECT concat_ws(' ', pg_temp.tenter('admin', format('SELECT app.admin_compensate_reception(%L, ''encore une fois'')', id)), pg_temp.tenter('admin', pg_temp.correction('reception', 'VOLUME', '{"volume_ambiant": 1, "volume_15c": 1}', 1)))
  FROM documents WHERE nom = 'reception'), 'MOUVEMENT_DEJA_COMPENSE MOUVEMENT_DEJA_COMPENSE', 'T-ADJ-07 once, and it is not corrected any more');
SELECT is(pg_temp.stock('A2'), 0.000, 'T-ADJ-08 its stock is back');
SELECT is(pg_temp.tenter('admin', format('SELECT app.rouvrir_cdr(%L, ''reception en double'')', pg_temp.id('arrived'))), 'TRANSITION_INTERDITE', 'T-ADJ-08 a shipment with one tank compensated of two stays discharged');
SELECT is((SELECT pg_temp.tenter('admin', format('SELECT app.admin_compensate_sortie(%L, ''pas la bonne table'')', id)) FROM documents WHERE nom = 'reception'), 'MOUVEMENT_NOT_FOUND', 'T-ADJ-07 a reception is not compensated as a sortie');
SELECT ok((SELECT pg_temp.faire('admin', format('SELECT app.compenser(''RECEPTION'', %L, ''reception en double'')', id)) IS NOT NULL FROM receptions WHERE citerne_id = pg_temp.id('A1') AND cours_de_route_id IS NOT NULL), 'T-ADJ-08 the other tank is compensated');
SELECT is(pg_temp.tenter('admin', format('SELECT app.rouvrir_cdr(%L, ''court'')', pg_temp.id('arrived'))), 'RAISON_TROP_COURTE', 'T-ADJ-08 opening it again asks for a reason');
SELECT pg_temp.executer('admin', format('SELECT app.rouvrir_cdr(%L, ''reception en double'')', pg_temp.id('arrived')));
SELECT is((SELECT statut FROM cours_de_route WHERE id = pg_temp.id('arrived')), 'ARRIVE', 'T-ADJ-08 the shipment may be received again');
SELECT is((SELECT concat_ws(' ', niveau, details ->> 'raison') FROM log_actions WHERE action = 'CDR_ROUVERT'), 'CRITICAL reception en double', 'T-ADJ-08 that is logged CRITICAL');
SELECT ok(pg_temp.recevoir('operateur', pg_temp.reception('A1', 9990, pg_temp.cdr('arrived'))) IS NOT NULL, 'T-ADJ-08 the right one is entered');
SELECT is((SELECT string_agg(dechargement::text, ' ' ORDER BY created_at) FROM receptions WHERE cours_de_route_id = pg_temp.id('arrived')), '1 1 2', 'T-ADJ-08 all of them are kept');
SELECT is(pg_temp.tenter('admin', format('SELECT app.rouvrir_cdr(%L, ''encore une fois'')', pg_temp.id('arrived'))), 'TRANSITION_INTERDITE', 'T-ADJ-08 with a reception that counts it stays discharged');

-- ---------------------------------------------------------------------------------------------------------
-- Initial stock
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.initial(autre jsonb) RETURNS text LANGUAGE sql IMMUTABLE
RETURN format('SELECT app.declarer_stock_initial(%L)', jsonb_build_object('citerne_id', pg_temp.id('AL'), 'proprietaire_type', 'MONALUXE', 'date', '2026-02-05', 'volume_ambiant', 79737, 'volume_15c', 79202.762) || autre);
SELECT is(pg_temp.tenter('admin', pg_temp.initial(v.autre)), v.attendu, 'T-STK-05 initial stock: ' || v.nom)
FROM (VALUES
  ('{}', 'ok 1', 'at a date of any age'),
  (jsonb_build_object('date', current_date + 1), 'DATE_FUTURE_INTERDITE', 'not in the future'),
  (jsonb_build_object('citerne_id', pg_temp.id('personne')), 'RECEPTION_CITERNE_INTROUVABLE', 'in a tank that exists'),
  (jsonb_build_object('citerne_id', pg_temp.id('AI')), 'RECEPTION_CITERNE_INACTIVE', 'that is active'),
  (jsonb_build_object('citerne_id', pg_temp.id('B1'), 'proprietaire_type', 'PARTENAIRE', 'partenaire_id', pg_temp.id('partenaire_2'), 'date', current_date - 2), 'JOUR_CLOTURE', 'not in a closed day'),
  ('{"proprietaire_type": "PARTENAIRE"}', 'PARTENAIRE_REQUIS', 'a partner''s names the partner'),
  (jsonb_build_object('partenaire_id', pg_temp.id('partenaire_1')), 'PARTENAIRE_INTERDIT', 'MONALUXE''s names none'),
  (jsonb_build_object('proprietaire_type', 'PARTENAIRE', 'partenaire_id', pg_temp.id('partenaire_1')), 'ok 1', 'a partner''s'),
  ('{"volume_ambiant": 1000000, "volume_15c": 1000000}', 'ok 1', 'up to the capacity'),
  ('{"volume_ambiant": 1000000.001, "volume_15c": 1000000}', 'RECEPTION_CAPACITE_INSUFFISANTE', 'and no further'),
  ('{"volume_ambiant": 0}', '23514 stocks_initiaux_volume_ambiant_check', 'more than nothing'),
  ('{"volume_15c": "NaN"}', '23514 stocks_initiaux_volume_15c_check', 'and a number'),
  ('{"volume_15c": null}', '23502', 'given'),
  (jsonb_build_object('citerne_id', pg_temp.id('B1'), 'date', current_date - 1), 'STOCK_INITIAL_EXISTANT', 'not after a movement of the line'),
  (jsonb_build_object('citerne_id', pg_temp.id('A3'), 'date', current_date - 1, 'volume_ambiant', 5, 'volume_15c', 5), 'ok 1', 'but before the first one')) AS v (autre, attendu, nom);
SELECT ok(pg_temp.faire('admin', pg_temp.initial('{}')) IS NOT NULL, 'T-STK-05 initial stock: declared');
SELECT is((SELECT concat_ws(' ', stock_ambiant, stock_15c) FROM v_stock_actuel WHERE citerne_id = pg_temp.id('AL')), '79737.000 79202.762', 'T-STK-05 initial stock: counts');
SELECT is(pg_temp.tenter('admin', pg_temp.initial('{"date": "2026-01-05"}')), 'STOCK_INITIAL_EXISTANT', 'T-STK-05 initial stock: once a line');
SELECT is((SELECT concat_ws(' ', niveau, user_id = pg_temp.id('admin'), details ->> 'numero') FROM log_actions WHERE action = 'STOCK_INITIAL_DECLARE'), 'CRITICAL t INI-2026-000001', 'T-LOG-02 initial stock: logged CRITICAL, by its author');

-- ---------------------------------------------------------------------------------------------------------
-- The log, and the proof
-- ---------------------------------------------------------------------------------------------------------

-- What a person does to a referential is logged with before and after, and without addresses of people.
SELECT pg_temp.executer('admin', $$INSERT INTO clients (nom, email, telephone) VALUES ('Client journal', 'personne@client.invalid', '+243')$$);
SELECT pg_temp.executer('admin', $$UPDATE clients SET nom = 'Client journal 2', email = 'autre@client.invalid' WHERE nom = 'Client journal'$$);
SELECT pg_temp.executer('admin', $$UPDATE clients SET nom = nom WHERE nom = 'Client journal 2'$$);
SELECT results_eq($$ SELECT action, details -> 'avant' ->> 'nom', details -> 'apres' ->> 'nom' FROM log_actions WHERE cible_id = (SELECT id FROM clients WHERE nom = 'Client journal 2') ORDER BY created_at $$,
  $$ VALUES ('CLIENT_CREE', NULL::text, 'Client journal'), ('CLIENT_MODIFIE', 'Client journal', 'Client journal 2') $$, 'T-LOG-02 a change of a client is logged once, with before and after, and nothing when nothing changed');
SELECT is_empty($$ SELECT details FROM log_actions WHERE details::text LIKE '%@%' $$, 'T-LOG-04 no e-mail stands in the log');
SELECT is((SELECT concat_ws(' ', version, updated_at >= created_at) FROM clients WHERE nom = 'Client journal 2'), '3 t', 'T-CDR-05 each write moves the version by one');
SELECT is_empty($$ SELECT cible_id, action FROM log_actions WHERE action ~ '_(CREEE|VALIDE|CREATED|DECLARE)$' GROUP BY 1, 2 HAVING count(*) <> 1 $$, 'T-LOG-02 one row an action and document');
SELECT is_empty($$ SELECT action FROM log_actions WHERE action ~ '^(RECEPTION|SORTIE|STOCK|CDR|JOUR)' AND (cible_id IS NULL OR user_id = '00000000-0000-7000-8000-000000000001') $$, 'T-LOG-03 every row has its author and its target');

SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees after all of this');
SELECT is((SELECT count(*) FROM v_stock_actuel v JOIN LATERAL (SELECT sum(m.delta_ambiant) AS s FROM mouvements_stock m
  WHERE m.citerne_id = v.citerne_id AND m.proprietaire_type = v.proprietaire_type AND m.partenaire_id IS NOT DISTINCT FROM v.partenaire_id) l ON coalesce(l.s, 0) <> v.stock_ambiant), 0::bigint, 'T-STK-05 T-REG-25 v_stock_actuel is the sum of the ledger');

-- The proof finds what a superuser does to the rows behind the triggers' back.
CREATE FUNCTION pg_temp.falsifier(relation text, instruction text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  constats text;
BEGIN
  EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', relation);
  EXECUTE instruction;
  SELECT string_agg(DISTINCT controle, ' ' ORDER BY controle) INTO constats FROM app.verifier_stock();
  RAISE EXCEPTION USING ERRCODE = 'TT002', MESSAGE = coalesce(constats, 'nothing');
EXCEPTION WHEN SQLSTATE 'TT002' THEN
  RETURN SQLERRM;
END $$;
SELECT matches(pg_temp.falsifier(f.relation, f.instruction), f.controle, format('T-STK-05 the proof finds it: %s', f.instruction))
FROM (VALUES
  ('stocks_snapshot', 'UPDATE stocks_snapshot SET stock_ambiant = stock_ambiant + 1', 'SNAPSHOT_DIVERGENCE'),
  ('stocks_snapshot', 'UPDATE stocks_snapshot SET stock_15c = stock_15c + 0.001', 'SNAPSHOT_DIVERGENCE'),
  ('stocks_snapshot', 'UPDATE stocks_snapshot SET delta_ambiant_total = 7', 'SNAPSHOT_DIVERGENCE'),
  ('stocks_snapshot', 'UPDATE stocks_snapshot SET citerne_id = pg_temp.id(''AM'') WHERE citerne_id = pg_temp.id(''A3'')', 'OWNER_MIX'),
  ('stocks_journaliers', 'UPDATE stocks_journaliers SET stock_ambiant = stock_ambiant + 1 WHERE date_jour < current_date', 'JOURNAL_DIVERGENCE'),
  ('stocks_journaliers', 'DELETE FROM stocks_journaliers WHERE date_jour < current_date', 'JOURNAL_DIVERGENCE'),
  ('mouvements_stock', 'DELETE FROM mouvements_stock WHERE type = ''SORTIE''', 'DOCUMENT_DIVERGENCE.*NUMEROTATION'),
  ('mouvements_stock', 'UPDATE mouvements_stock SET delta_15c = delta_15c - 1 WHERE type = ''RECEPTION''', 'DOCUMENT_DIVERGENCE'),
  ('mouvements_stock', 'UPDATE mouvements_stock SET date_effet = date_effet - 1', 'DOCUMENT_DIVERGENCE'),
  ('receptions', 'UPDATE receptions SET index_apres = index_apres + 1, volume_ambiant = volume_ambiant + 1, volume_15c_exact = round((volume_ambiant + 1) * vcf, 3), volume_15c = round((volume_ambiant + 1) * vcf, 1)', 'DOCUMENT_DIVERGENCE'),
  ('sorties_produit', 'DELETE FROM sorties_produit', 'DOCUMENT_DIVERGENCE'),
  ('stocks_adjustments', 'UPDATE stocks_adjustments SET delta_ambiant = -delta_ambiant', 'DOCUMENT_DIVERGENCE'),
  ('stocks_initiaux', 'UPDATE stocks_initiaux SET volume_ambiant = volume_ambiant + 1', 'DOCUMENT_DIVERGENCE'),
  ('compteurs', 'UPDATE compteurs SET dernier = dernier + 1', 'NUMEROTATION'),
  ('log_actions', 'DELETE FROM log_actions WHERE action = ''SORTIE_CREEE''', 'LOG_MISSING'),
  ('cours_de_route', 'UPDATE cours_de_route SET statut = ''DECHARGE'' WHERE statut = ''ARRIVE''', 'CDR_DIVERGENCE'),
  ('cours_de_route', 'UPDATE cours_de_route SET statut = ''ARRIVE'' WHERE statut = ''DECHARGE''', 'CDR_DIVERGENCE')) AS f (relation, instruction, controle);
SELECT is(pg_temp.falsifier('stocks_snapshot', 'SELECT 1'), 'nothing', 'T-STK-05 and finds nothing when nothing was done');

SELECT * FROM finish();
ROLLBACK;
