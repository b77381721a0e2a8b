-- The proof of adjustments: what posting leaves agrees, and whatever a superuser changes behind the triggers' back is
-- named, also when ledger and balances were made to agree with it.
BEGIN;
\ir fixture/base.psql

-- A measure as the server sends it, its factor made up: what the engine makes of a measure is not the database's matter.
CREATE FUNCTION pg_temp.apres(volume numeric, facteur numeric, autre jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('volume_ambiant', volume, 'temperature_ambiante_c', 20, 'densite_observee_kgm3', 837, 'densite_a_15_kgm3', 840.4,
  'vcf', facteur, 'volume_15c', round(volume * facteur, 0)) || autre;
CREATE FUNCTION pg_temp.corriger(type text, mouvement uuid, rang integer, correction text, apres jsonb) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.faire('admin', format('SELECT corps FROM app.enregistrer_ajustement(%L)', jsonb_build_object('mouvement_type', type,
  'mouvement_id', mouvement, 'type_correction', correction, 'raison', 'erreur de lecture', 'rang', rang, 'apres', apres)));

SELECT pg_temp.recevoir('admin', pg_temp.reception('A1', 20000)) AS reception \gset
SELECT pg_temp.livrer('admin', pg_temp.sortie('A1', 1000)) AS sortie \gset
SELECT is((SELECT count(*) FROM (VALUES
  (pg_temp.corriger('RECEPTION', :'reception', 0, 'VOLUME', pg_temp.apres(20500, 0.9958))),
  (pg_temp.corriger('RECEPTION', :'reception', 1, 'TEMPERATURE', pg_temp.apres(20500, 0.9950, '{"temperature_ambiante_c": 21}'))),
  (pg_temp.corriger('RECEPTION', :'reception', 2, 'DENSITE', pg_temp.apres(20500, 0.9960, '{"temperature_ambiante_c": 21, "densite_observee_kgm3": 840}'))),
  (pg_temp.corriger('RECEPTION', :'reception', 3, 'MIXTE', pg_temp.apres(20400, 0.9958))),
  (pg_temp.faire('admin', format('SELECT (app.compenser(''RECEPTION'', %L, ''reception en double'')).corps', :'reception'))),
  (pg_temp.corriger('SORTIE', :'sortie', 0, 'VOLUME', pg_temp.apres(1100, 0.9958)))) AS v (corps) WHERE corps IS NOT NULL), 6::bigint,
  'T-ADJ-02 T-ADJ-03 every kind of adjustment is posted');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 T-ADJ-07 the proof finds nothing in a chain of all kinds');
SELECT is((SELECT sum(delta_ambiant) FROM mouvements_stock m WHERE m.document_id = :'reception'
  OR m.document_id IN (SELECT id FROM stocks_adjustments WHERE mouvement_id = :'reception')), 0.000, 'T-ADJ-07 a compensated movement counts nothing');

-- What the proof says after `instruction`, which is taken back.
CREATE FUNCTION pg_temp.falsifier(instruction text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  constats text;
BEGIN
  SET LOCAL session_replication_role = replica;
  EXECUTE instruction;
  SELECT string_agg(concat_ws(' ', v.controle, a.type_correction, CASE v.controle WHEN 'AJUSTEMENT_DIVERGENCE' THEN format('[%s] [%s]', v.attendu, v.trouve) END),
    '; ' ORDER BY v.controle, a.numero) INTO constats
  FROM app.verifier_stock() v LEFT JOIN stocks_adjustments a ON a.id = v.entite_id;
  RAISE EXCEPTION USING ERRCODE = 'TT002', MESSAGE = coalesce(constats, 'nothing');
EXCEPTION WHEN SQLSTATE 'TT002' THEN
  RETURN SQLERRM;
END $$;
-- A forger who also books an adjustment's new effect in ledger, current line and day.
CREATE FUNCTION pg_temp.ecriture(correction text, valeurs text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN format($$UPDATE stocks_adjustments SET %2$s WHERE type_correction = %1$L;
  UPDATE mouvements_stock m SET delta_ambiant = a.delta_ambiant, delta_15c = a.delta_15c FROM stocks_adjustments a WHERE a.id = m.document_id;
  UPDATE stocks_snapshot s SET stock_ambiant = l.a, stock_15c = l.b, delta_ambiant_total = l.c, delta_15c_total = l.d FROM (SELECT ligne_id, sum(delta_ambiant) AS a,
    sum(delta_15c) AS b, coalesce(sum(delta_ambiant) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS c, coalesce(sum(delta_15c) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS d
    FROM mouvements_stock GROUP BY 1) l WHERE l.ligne_id = s.id;
  UPDATE stocks_journaliers j SET stock_ambiant = s.stock_ambiant, stock_15c = s.stock_15c FROM stocks_snapshot s WHERE s.id = j.ligne_id$$, correction, valeurs);

SELECT is(pg_temp.falsifier('SELECT 1'), 'nothing', 'T-STK-05 the proof finds nothing when nothing was done');
SELECT matches(pg_temp.falsifier(f.instruction), f.constats, format('T-STK-05 T-ADJ-02 the proof finds %s', f.nom))
FROM (VALUES
  ('a sign turned everywhere', pg_temp.ecriture('MIXTE', 'delta_ambiant = -delta_ambiant'),
    '^AJUSTEMENT_DIVERGENCE MIXTE \[delta_ambiant -100\.000\] \[delta_ambiant 100\.000\]$'),
  ('a larger loss booked everywhere', pg_temp.ecriture('COMPENSATION', 'delta_ambiant = delta_ambiant - 5000'),
    '^AJUSTEMENT_DIVERGENCE COMPENSATION \[delta_ambiant -20400\.000\] \[delta_ambiant -25400\.000\]$'),
  ('a correction of temperature that moves litres', pg_temp.ecriture('TEMPERATURE', 'delta_15c = delta_15c + 1'),
    '^AJUSTEMENT_DIVERGENCE TEMPERATURE \[delta_15c -16\.000\] \[delta_15c -15\.000\]$'),
  ('a volume without its effect', 'UPDATE stocks_adjustments SET volume_ambiant = volume_ambiant + 1 WHERE type_correction = ''MIXTE''',
    '^AJUSTEMENT_DIVERGENCE MIXTE \[delta_ambiant -99\.000\] \[delta_ambiant -100\.000\]; AJUSTEMENT_DIVERGENCE COMPENSATION \[avant .*20401\.000.*delta_ambiant -20401\.000\] .*$'),
  ('a start that nothing left', 'UPDATE stocks_adjustments SET avant = avant || ''{"volume_15c": 20300}'' WHERE type_correction = ''DENSITE''',
    '^AJUSTEMENT_DIVERGENCE DENSITE \[avant [^]]*\] \[avant [^]]*20300[^]]*\]$'),
  ('a density that a correction of temperature changed', 'UPDATE stocks_adjustments SET densite_observee_kgm3 = 838 WHERE type_correction = ''TEMPERATURE''',
    '^AJUSTEMENT_DIVERGENCE TEMPERATURE \[densite_observee_kgm3 837\.0000\] \[densite_observee_kgm3 838\.0000\]; AJUSTEMENT_DIVERGENCE DENSITE \[avant '),
  ('a missing link', 'UPDATE stocks_adjustments SET rang = 9 WHERE type_correction = ''COMPENSATION''',
    '^AJUSTEMENT_DIVERGENCE COMPENSATION \[rang 5\] \[rang 9\]$'),
  ('a correction after the compensation', 'UPDATE stocks_adjustments SET rang = 6 WHERE type_correction = ''MIXTE''',
    'MIXTE \[.*type_correction none\]'),
  ('an adjustment in another tank', 'UPDATE stocks_adjustments SET citerne_id = pg_temp.id(''A2'') WHERE type_correction = ''DENSITE''',
    '^AJUSTEMENT_DIVERGENCE DENSITE \[citerne_id [0-9a-f-]+\] \[citerne_id [0-9a-f-]+\]; DOCUMENT_DIVERGENCE DENSITE$'),
  ('an adjustment of no movement', 'UPDATE stocks_adjustments SET mouvement_id = pg_temp.id(''personne'') WHERE mouvement_type = ''SORTIE''',
    '^AJUSTEMENT_DIVERGENCE VOLUME \[\] \[AJU-\d{4}-\d{6} SORTIE '),
  ('a movement under its adjustments', format('UPDATE receptions SET temperature_ambiante_c = 19 WHERE id = %L', :'reception'),
    '^AJUSTEMENT_DIVERGENCE VOLUME \[avant '),
  ('a document of another depot', format('UPDATE sorties_produit SET depot_id = pg_temp.id(''depot_b'') WHERE id = %L', :'sortie'), 'DOCUMENT_DIVERGENCE'),
  ('a document of another product', format('UPDATE receptions SET produit_id = pg_temp.id(''essence'') WHERE id = %L', :'reception'), 'DOCUMENT_DIVERGENCE$'),
  ('a ledger entry of another depot', format('UPDATE mouvements_stock SET depot_id = pg_temp.id(''depot_b'') WHERE document_id = %L', :'sortie'), '^DOCUMENT_DIVERGENCE; NUMEROTATION$'))
  AS f (nom, instruction, constats);

-- ---------------------------------------------------------------------------------------------------------
-- What two people did: asked for, validated, posted
-- ---------------------------------------------------------------------------------------------------------

SELECT pg_temp.recevoir('admin', pg_temp.reception('A1', 200000)) AS grande \gset
CREATE FUNCTION pg_temp.valider(proposition text) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.faire('directeur', format('SELECT app.valider_ajustement(%L, NULL)', proposition::jsonb ->> 'id'));
SELECT pg_temp.valider(pg_temp.corriger('RECEPTION', :'grande', 0, 'VOLUME', pg_temp.apres(120000, 0.9958))) AS valide \gset
SELECT pg_temp.valider(pg_temp.faire('admin', format('SELECT corps FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 60000, 59700, ''gain au jaugeage'')', pg_temp.id('A1')))) AS manuel \gset
SELECT pg_temp.faire('admin', format('SELECT corps FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 70000, 69700, ''gain au jaugeage'')', pg_temp.id('A1'))) AS en_attente \gset
SELECT is_empty('SELECT * FROM app.verifier_propositions()', 'T-STK-05 the proof finds nothing in what was asked for, validated and posted');

CREATE FUNCTION pg_temp.falsifier_proposition(instruction text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  constats text;
BEGIN
  SET LOCAL session_replication_role = replica;
  EXECUTE instruction;
  SELECT string_agg(format('%s %s [%s] [%s]', v.controle, coalesce(p.type_correction, 'posted'), v.attendu, v.trouve), '; ' ORDER BY p.type_correction) INTO constats
  FROM app.verifier_propositions() v LEFT JOIN propositions_ajustement p ON p.id = v.entite_id;
  RAISE EXCEPTION USING ERRCODE = 'TT002', MESSAGE = coalesce(constats, 'nothing');
EXCEPTION WHEN SQLSTATE 'TT002' THEN
  RETURN SQLERRM;
END $$;
SELECT matches(pg_temp.falsifier_proposition(f.instruction), f.constats, format('T-STK-05 the proof finds %s', f.nom))
FROM (VALUES
  ('nothing when nothing was done', 'SELECT 1', '^nothing$'),
  ('another volume posted than validated', 'UPDATE stocks_adjustments SET delta_ambiant = delta_ambiant + 5 WHERE type_correction = ''MANUEL''',
    '^PROPOSITION_DIVERGENCE MANUEL \[delta_ambiant 60000\.000\] \[delta_ambiant 60005\.000\]$'),
  ('a measure that was not asked for', 'UPDATE stocks_adjustments SET temperature_ambiante_c = 21 WHERE validated_by IS NOT NULL AND type_correction = ''VOLUME''',
    '^PROPOSITION_DIVERGENCE VOLUME \[temperature_ambiante_c 20\.?0*\] \[temperature_ambiante_c 21\.00\]$'),
  ('a measure where none was', 'UPDATE stocks_adjustments SET volume_15c = 3 WHERE type_correction = ''MANUEL''', '^PROPOSITION_DIVERGENCE MANUEL \[volume_15c none\] \[volume_15c 3\.000\]$'),
  ('another tank', 'UPDATE stocks_adjustments SET citerne_id = pg_temp.id(''A2'') WHERE type_correction = ''MANUEL''', '^PROPOSITION_DIVERGENCE MANUEL \[citerne_id [0-9a-f-]+\] \[citerne_id [0-9a-f-]+\]$'),
  ('a proposal changed after the fact', 'UPDATE propositions_ajustement SET delta_15c = 1, reason = ''[MANUEL] autre chose'' WHERE statut = ''VALIDEE'' AND type_correction = ''MANUEL''',
    '^PROPOSITION_DIVERGENCE MANUEL \[delta_15c 1\.000, reason \[MANUEL\] autre chose\] \[delta_15c 59700\.000, reason \[MANUEL\] gain au jaugeage\]$'),
  ('another second person', 'UPDATE propositions_ajustement SET decide_par = pg_temp.id(''gerant'') WHERE type_correction = ''VOLUME'' AND statut = ''VALIDEE''',
    '^PROPOSITION_DIVERGENCE VOLUME \[validated_by [0-9a-f-]+\] \[validated_by [0-9a-f-]+\]$'),
  ('a posted adjustment that is gone', 'DELETE FROM stocks_adjustments WHERE type_correction = ''MANUEL''', '^PROPOSITION_DIVERGENCE MANUEL \[.*delta_ambiant 60000\.000.*\] \[.*delta_ambiant none.*\]$'),
  ('a validation that no proposal had', 'UPDATE stocks_adjustments SET validated_by = pg_temp.id(''gerant'') WHERE type_correction = ''MIXTE''', '^PROPOSITION_DIVERGENCE posted \[\] \[AJU-\d{4}-\d{6} validated_by '),
  ('a proposal said not to be validated after all', 'UPDATE propositions_ajustement SET statut = ''REFUSEE'', ajustement_id = NULL, motif = ''finalement non'' WHERE type_correction = ''MANUEL'' AND statut = ''VALIDEE''', '^PROPOSITION_DIVERGENCE posted \[\] \[AJU-'))
  AS f (nom, instruction, constats);

SELECT * FROM finish();
ROLLBACK;
