-- Incidents of the past that the schema makes impossible (register, section 21).
BEGIN;
\ir fixture/base.psql

-- A measure whose parts do not belong together is refused as a whole: the volumes are recomputed from the indexes.
SELECT is(pg_temp.essai_reception('admin', pg_temp.reception('A1', 1000)), 'ok 1', 'T-REG-11 a coherent measure is taken');
SELECT is(pg_temp.essai_reception('admin', pg_temp.reception('A1', 1000, '{}', '{"volume_15c": 1000}')), '23514 receptions_volume_15c_check',
  'T-REG-11 a volume at 15 °C that does not come from the ambient one is refused');
SELECT col_not_null('public', 'receptions', 'volume_ambiant', 'T-REG-11 the ambient volume is always there');
SELECT col_not_null('public', 'sorties_produit', 'volume_ambiant', 'T-REG-11 in sorties too');

-- Adjustments live under the name that everybody knows.
SELECT has_table('public', 'stocks_adjustments', 'T-REG-17 the table is stocks_adjustments');
SELECT hasnt_table('public', 'stock_adjustments', 'T-REG-17 and nothing is called almost like it');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('A1', 500)) IS NOT NULL, 'T-REG-17 a reception');
SELECT ok(pg_temp.faire('admin', format('SELECT app.compenser(''RECEPTION'', %L, ''Saisie en double'')', (SELECT id FROM receptions ORDER BY id DESC LIMIT 1))) IS NOT NULL,
  'T-REG-17 is compensated');
SELECT is((SELECT count(*) FROM stocks_adjustments WHERE type_correction = 'COMPENSATION'), 1::bigint, 'T-REG-17 in that table');

-- A refused movement leaves nothing, not even a number.
CREATE TEMP TABLE avant AS SELECT (SELECT count(*) FROM receptions) r, (SELECT count(*) FROM sorties_produit) s,
  (SELECT count(*) FROM mouvements_stock) m, (SELECT count(*) FROM log_actions) l, (SELECT sum(dernier) FROM compteurs) c,
  (SELECT count(*) FROM stocks_snapshot) k;
SELECT is(pg_temp.essai_sortie('admin', pg_temp.sortie('A1', 90000000)), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-REG-30 a sortie beyond the stock is refused');
SELECT is(pg_temp.essai_reception('admin', pg_temp.reception('A1', 90000000)), 'RECEPTION_CAPACITE_INSUFFISANTE', 'T-REG-30 a reception beyond the room too');
SELECT results_eq('SELECT (SELECT count(*) FROM receptions), (SELECT count(*) FROM sorties_produit), (SELECT count(*) FROM mouvements_stock),
  (SELECT count(*) FROM log_actions), (SELECT sum(dernier) FROM compteurs), (SELECT count(*) FROM stocks_snapshot)', 'SELECT * FROM avant',
  'T-REG-30 and nothing of them remains');

-- Tanks of test benches stay out of staging and production, whoever writes them.
CREATE FUNCTION pg_temp.citerne(nom text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN format('INSERT INTO citernes (depot_id, nom, produit_id, capacite_totale, localisation) VALUES (%L, %L, %L, 1, ''x'')', pg_temp.id('depot_a'), nom, pg_temp.id('gasoil'));
SELECT is(pg_temp.tenter('admin', pg_temp.citerne('TANK TEST')), 'ok 1', 'T-REG-22 a test tank is welcome in dev');
ALTER TABLE parametres DISABLE TRIGGER garder;
UPDATE parametres SET valeur = 'staging' WHERE cle = 'environnement';
SELECT is(pg_temp.tenter('admin', pg_temp.citerne(n)), a, format('T-REG-22 %s in staging', n))
FROM (VALUES ('TANK STAGING 1', 'NOM_INTERDIT'), ('TANK TEST', 'NOM_INTERDIT'), ('tank  test 2', 'NOM_INTERDIT'), ('TANK TESTEUR', 'ok 1'), ('TANK7', 'ok 1')) AS v (n, a);
SELECT is(pg_temp.tenter_en('mlpp_proprietaire', pg_temp.citerne('TANK TEST')), 'NOM_INTERDIT', 'T-REG-22 the owner''s seed neither');
SELECT is(pg_temp.tenter('admin', $$UPDATE citernes SET nom = 'TANK TEST' WHERE nom = 'A1'$$), 'NOM_INTERDIT', 'T-REG-22 nor by a new name');
UPDATE parametres SET valeur = 'dev' WHERE cle = 'environnement';
ALTER TABLE parametres ENABLE TRIGGER garder;

-- Functions name only statuses that exist.
SELECT is_empty($$ SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'app' AND p.prosrc ~ '''(arrivé|arrive|ARRIVÉ|DÉCHARGÉ|déchargé|brouillon|rejetee)''' $$, 'T-REG-32 no function waits for a status that no record has');

-- One volume at 15 °C, under one name.
SELECT is((SELECT string_agg(attrelid::regclass || '.' || attname, ' ' ORDER BY attrelid::regclass::text, attnum) FROM pg_attribute
    WHERE attrelid IN ('receptions'::regclass, 'sorties_produit'::regclass) AND attname ~ 'volume.*15c' AND attnum > 0),
  'receptions.volume_15c_exact receptions.volume_15c sorties_produit.volume_15c_exact sorties_produit.volume_15c',
  'T-KPI-02 the official volume at 15 °C and its unrounded twin, and no legacy column beside them');

SELECT * FROM finish();
ROLLBACK;
