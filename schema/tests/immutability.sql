-- Posted facts never change: whoever asks, the server, the owner or a superuser, by whichever statement.
BEGIN;
\ir fixture/base.psql

-- One row in every table, each written through its own door: the positive controls.
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('A1', 5000)) IS NOT NULL, 'T-INV-03 a reception is posted by its function');
SELECT ok(pg_temp.livrer('admin', pg_temp.sortie('A1', 1000)) IS NOT NULL, 'T-INV-03 a sortie is posted by its function');
SELECT ok(pg_temp.faire('admin', format('SELECT app.admin_adjust_stock(%L, ''MONALUXE'', NULL, -10, -10, ''perte au jaugeage'')', pg_temp.id('A1'))) IS NOT NULL,
  'T-INV-04 an adjustment is posted by its function');
SELECT is((pg_temp.faire('admin', format('SELECT statut FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 60000, 60000, ''gain au jaugeage'')', pg_temp.id('A1')))), '202',
  'T-INV-04 a large one is proposed by the same');
SELECT ok(pg_temp.faire('admin', format('SELECT app.declarer_stock_initial(%L)', jsonb_build_object('citerne_id', pg_temp.id('A3'),
  'proprietaire_type', 'MONALUXE', 'date', current_date - 3, 'volume_ambiant', 100, 'volume_15c', 99.5))) IS NOT NULL,
  'T-INV-03 an initial stock is posted by its function');
SELECT ok(pg_temp.faire('admin', format('SELECT app.cloturer_jour(%L, current_date - 10, NULL)', pg_temp.id('depot_a'))) IS NOT NULL,
  'T-INV-03 a day is sealed by its function');

-- Tables of facts, with a column to touch.
CREATE TEMP TABLE faits (nom text PRIMARY KEY, colonne text NOT NULL, code text NOT NULL);
INSERT INTO faits VALUES
  ('receptions', 'note', 'IMMUTABLE_TRANSACTION'), ('sorties_produit', 'note', 'IMMUTABLE_TRANSACTION'),
  ('stocks_adjustments', 'reason', 'IMMUTABLE_TRANSACTION'), ('stocks_initiaux', 'numero', 'IMMUTABLE_TRANSACTION'),
  ('mouvements_stock', 'numero', 'IMMUTABLE_TRANSACTION'), ('clotures_journalieres', 'note', 'IMMUTABLE_TRANSACTION'),
  ('log_actions', 'action', 'IMMUTABLE_TRANSACTION'),
  ('stocks_snapshot', 'proprietaire_type', 'STOCK_WRITE_FORBIDDEN'), ('stocks_journaliers', 'source', 'STOCK_WRITE_FORBIDDEN'),
  ('propositions_ajustement', 'reason', 'STOCK_WRITE_FORBIDDEN');
CREATE TEMP TABLE ecritures (verbe text, instruction text);
INSERT INTO ecritures VALUES
  ('update', 'UPDATE %1$I SET %2$I = %2$I'),
  ('delete', 'DELETE FROM %1$I'),
  ('truncate', 'TRUNCATE %1$I CASCADE'),
  ('insert', 'INSERT INTO %1$I SELECT * FROM %1$I LIMIT 1');
-- INSERT names no generated column.
CREATE FUNCTION pg_temp.instruction(modele text, nom text, colonne text) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN modele LIKE 'INSERT%' THEN (
  SELECT format('INSERT INTO %I (%s) SELECT %s FROM %I LIMIT 1', nom, c, c, nom)
  FROM (SELECT string_agg(quote_ident(attname), ', ') AS c FROM pg_attribute
        WHERE attrelid = nom::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '') x)
  ELSE format(modele, nom, colonne) END;

SELECT cmp_ok((SELECT count(*) FROM faits f WHERE (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', f.nom), false, true, '')))[1]::text::int > 0),
  '=', 10::bigint, 'T-INV-03 every table of facts holds a row to attack');

SELECT is(pg_temp.tenter('admin', pg_temp.instruction(e.instruction, f.nom, f.colonne)), '42501',
  format('T-INV-03 the server, an administrator signed in, cannot %s %s', e.verbe, f.nom))
FROM faits f, ecritures e ORDER BY f.nom, e.verbe;

-- The owner of the tables, and the superuser of this very session, meet the triggers.
CREATE TEMP TABLE puissants (qui text, role_sql text);
INSERT INTO puissants VALUES ('the owner', 'mlpp_proprietaire'), ('a superuser', 'NONE');
SELECT is(pg_temp.tenter_en(p.role_sql, pg_temp.instruction(e.instruction, f.nom, f.colonne)), f.code,
  format('T-INV-03 T-REC-14 T-SOR-07 T-LOG-03 %s cannot %s %s', p.qui, e.verbe, f.nom))
FROM faits f, ecritures e, puissants p WHERE e.verbe IN ('update', 'delete') ORDER BY f.nom, e.verbe, p.qui;

-- A cascading truncation stops at the first guarded table, whichever comes first.
SELECT matches(pg_temp.tenter_en(p.role_sql, pg_temp.instruction(e.instruction, f.nom, f.colonne)), '^(IMMUTABLE_TRANSACTION|STOCK_WRITE_FORBIDDEN)$',
  format('T-INV-03 %s cannot truncate %s', p.qui, f.nom))
FROM faits f, ecritures e, puissants p WHERE e.verbe = 'truncate' ORDER BY f.nom, p.qui;
SELECT matches(pg_temp.tenter_en(p.role_sql, 'TRUNCATE depots, utilisateurs CASCADE'), '^(IMMUTABLE_TRANSACTION|STOCK_WRITE_FORBIDDEN)$',
  format('T-INV-03 %s cannot empty the facts by truncating what they refer to', p.qui)) FROM puissants p ORDER BY p.qui;

-- The log takes rows from the command line, which acts as the owner; stock and documents take the engine's only.
SELECT is(pg_temp.tenter_en(p.role_sql, pg_temp.instruction(e.instruction, f.nom, f.colonne)), 'STOCK_WRITE_FORBIDDEN',
  format('T-INV-03 %s cannot insert into %s', p.qui, f.nom))
FROM faits f, ecritures e, puissants p WHERE e.verbe = 'insert' AND f.nom <> 'log_actions' ORDER BY f.nom, p.qui;

-- After all these attacks everything still agrees.
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 nothing moved');

-- A frozen setting stays: the environment is decided once.
INSERT INTO parametres (cle, valeur, fige) VALUES ('essai_fige', 'prod', true), ('essai_libre', '1', false);
SELECT is(pg_temp.tenter_en(p.role_sql, v.instruction), v.attendu, format('T-INV-08 %s and a setting: %s', p.qui, v.instruction))
FROM puissants p, (VALUES
  ('UPDATE parametres SET valeur = ''dev'' WHERE cle = ''essai_fige''', 'ENVIRONNEMENT_PROTEGE'),
  ('UPDATE parametres SET fige = false WHERE cle = ''essai_fige''', 'ENVIRONNEMENT_PROTEGE'),
  ('DELETE FROM parametres WHERE cle = ''essai_fige''', 'ENVIRONNEMENT_PROTEGE'),
  ('TRUNCATE parametres', 'IMMUTABLE_TRANSACTION'),
  ('UPDATE parametres SET valeur = ''2'' WHERE cle = ''essai_libre''', 'ok 1')) AS v (instruction, attendu)
ORDER BY p.qui, v.instruction;

SELECT * FROM finish();
ROLLBACK;
