-- Two people for a large adjustment: one asks, another one decides, and until then nothing moves.
BEGIN;
\ir fixture/base.psql

SELECT pg_temp.recevoir('admin', pg_temp.reception('A1', 200000)) AS grande, pg_temp.recevoir('admin', pg_temp.reception('A1', 120000)) AS autre \gset

-- A manual adjustment of A1 by the administrator: its status and body.
CREATE FUNCTION pg_temp.manuel(colonne text, ambiant numeric, a_15c numeric, citerne text DEFAULT 'A1') RETURNS text LANGUAGE sql STABLE
RETURN format('SELECT %I FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, %s, %s, ''ecart au jaugeage'')', colonne, pg_temp.id(citerne), ambiant, a_15c);
CREATE FUNCTION pg_temp.proposer(requete text) RETURNS uuid LANGUAGE sql VOLATILE RETURN (pg_temp.faire('admin', requete)::jsonb ->> 'id')::uuid;
CREATE FUNCTION pg_temp.correction(colonne text, reception uuid, volume numeric, vus integer DEFAULT 0, raison text DEFAULT 'erreur de lecture') RETURNS text LANGUAGE sql STABLE
RETURN format('SELECT %I FROM app.enregistrer_ajustement(%L)', colonne, jsonb_build_object('mouvement_type', 'RECEPTION', 'mouvement_id', reception,
  'type_correction', 'VOLUME', 'raison', raison, 'rang', vus, 'apres', jsonb_build_object('volume_ambiant', volume, 'temperature_ambiante_c', 20,
  'densite_observee_kgm3', 837, 'densite_a_15_kgm3', 840.4, 'vcf', 0.9958, 'volume_15c', round(volume * 0.9958, 1))));
CREATE FUNCTION pg_temp.valider(proposition uuid) RETURNS text LANGUAGE sql IMMUTABLE RETURN format('SELECT app.valider_ajustement(%L, ''vu avec le jaugeur'')', proposition);
CREATE FUNCTION pg_temp.refuser(proposition uuid, motif text) RETURNS text LANGUAGE sql IMMUTABLE RETURN format('SELECT app.refuser_ajustement(%L, %L)', proposition, motif);
-- What a proposal must leave alone: stock, ledger, documents, numbers.
CREATE FUNCTION pg_temp.etat() RETURNS text LANGUAGE sql STABLE
RETURN (SELECT concat_ws(' ', (SELECT sum(stock_ambiant) FROM stocks_snapshot), (SELECT count(*) FROM mouvements_stock), (SELECT count(*) FROM stocks_adjustments),
  (SELECT sum(dernier) FROM compteurs WHERE type <> 'PRO')));

-- The threshold: litres, either way, ambient or at 15 °C; a setting of the installation.
SELECT is(pg_temp.faire('admin', pg_temp.manuel('statut', v.ambiant, v.a15)), v.attendu, format('T-INV-04 %s and %s litres at 15 °C answer %s', v.ambiant, v.a15, v.attendu))
FROM (VALUES (50000, 49790, '201'), (-50000, -49790, '201'), (50000.001, 49790, '202'), (-50000.001, 0, '202'), (0, 50000.001, '202'), (1, -50000.001, '202')) AS v (ambiant, a15, attendu);
SELECT is(pg_temp.apres(v.changement, 'admin', format('DO $x$ BEGIN IF (%s) <> %s THEN RAISE ''no''; END IF; END $x$', pg_temp.manuel('statut', 1, 1), v.attendu)), 'ok 0', format('T-INV-04 %s: one litre answers %s', v.changement, v.attendu))
FROM (VALUES ('UPDATE parametres SET valeur = ''0'' WHERE cle = ''ajustement_double_controle_l''', 202), ('DELETE FROM parametres WHERE cle = ''ajustement_double_controle_l''', 202),
  ('UPDATE parametres SET valeur = ''1'' WHERE cle = ''ajustement_double_controle_l''', 201)) AS v (changement, attendu);
SELECT is(pg_temp.tenter_en('mlpp_proprietaire', format('UPDATE parametres SET valeur = %L WHERE cle = ''ajustement_double_controle_l''', v)), '23514', format('T-INV-04 the threshold is not %s', v)) FROM unnest(ARRAY['NaN', '-1', 'beaucoup', '']) v;

-- Only what could be posted is proposed.
SELECT is(pg_temp.tenter('admin', v.instruction), v.attendu, 'T-INV-04 ' || v.nom)
FROM (VALUES
  (pg_temp.manuel('statut', 60000, 60000, 'A2'), 'SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA', 'a line that exists'),
  (pg_temp.manuel('statut', 60000, 60000, 'personne'), 'SORTIE_CITERNE_INVALIDE', 'a tank that exists'),
  (pg_temp.correction('statut', :'grande', 100000, 0, 'court'), 'RAISON_TROP_COURTE', 'a reason'),
  (pg_temp.correction('statut', :'grande', 100000, 3), 'REGLAGE_PERIME', 'a correction of what counts now'),
  (pg_temp.manuel('statut', 2000000000, 1), '23514 propositions_ajustement_impact_check', 'a bounded effect'),
  (pg_temp.correction('statut', :'grande', 100000), 'ok 1', 'then it is proposed')) AS v (instruction, attendu, nom);

-- A proposal moves nothing.
SELECT pg_temp.etat() AS avant, (SELECT count(*) FROM propositions_ajustement) AS nombre \gset
SELECT pg_temp.proposer(pg_temp.correction('corps', :'grande', 100000)) AS p \gset
SELECT is(pg_temp.etat(), :'avant', 'T-INV-04 a proposal moves no stock and takes no number of a movement');
SELECT is((SELECT concat_ws(' ', statut, type_correction, delta_ambiant, delta_15c, reason, demande ->> 'rang', demande -> 'avant' ->> 'volume_ambiant', demande -> 'apres' ->> 'volume_ambiant',
  created_by = pg_temp.id('admin'), decide_par) FROM propositions_ajustement WHERE id = :'p'),
  'EN_ATTENTE VOLUME -100000.000 -99580.000 [VOLUME] erreur de lecture 1 200000.000 100000.000 t', 'T-INV-04 it says who asks for what');
SELECT matches((SELECT numero FROM propositions_ajustement WHERE id = :'p'), '^PRO-[0-9]{4}-[0-9]{6}$', 'T-INV-04 it has a number');
SELECT is((SELECT count(*) FROM app.verifier_stock() WHERE controle = 'NUMEROTATION'), 0::bigint, 'T-STK-05 numbers of proposals have no gaps');
SELECT is((SELECT string_agg(concat_ws(' ', action, niveau, module, user_id = pg_temp.id('admin'), details ->> 'delta_ambiant', details ->> 'mouvement_id' = :'grande'), ',') FROM log_actions WHERE cible_id = :'p'),
  'STOCK_ADJUSTMENT_PROPOSED WARNING stocks t -100000.000 t', 'T-LOG-02 it is logged once, WARNING');
SELECT is(pg_temp.faire(q, format('SELECT concat_ws('' '', severity, entity_type, payload ->> ''citerne'', payload ->> ''delta_ambiant'') FROM v_integrity_checks WHERE check_code = ''AJUSTEMENT_EN_ATTENTE'' AND entity_id = %L', :'p')), a,
  format('T-INV-04 the checks of %s %s', q, CASE WHEN a IS NULL THEN 'keep what they may not read' ELSE 'show it' END))
FROM (VALUES ('directeur', 'WARN AJUSTEMENT A1 -100000.000'), ('pca', NULL)) AS v (q, a);
SELECT matches(pg_temp.faire('directeur', format('SELECT message FROM v_integrity_checks WHERE entity_id = %L', :'p')),
  '^AJUSTEMENT_EN_ATTENTE: citerne A1, delta_15c -[0-9.]+, delta_ambiant -100000.000, propose_le ', 'T-INV-04 a finding in a line: code and figures');
SELECT is(pg_temp.tenter('admin', pg_temp.correction('corps', :'grande', 90000)), '23505 propositions_ajustement_en_attente_key', 'T-ADJ-05 one proposal of a movement waits at a time');
SELECT is(pg_temp.tenter('admin', format('SELECT app.compenser(''RECEPTION'', %L, ''saisie en double'')', :'grande'::uuid)), '23505 propositions_ajustement_en_attente_key', 'T-ADJ-05 also when it takes it back whole');
SELECT is(pg_temp.tenter('admin', pg_temp.correction('corps', :'grande', 199000)), 'ok 1', 'T-ADJ-05 a small correction is posted meanwhile');

-- Who decides.
SELECT is(pg_temp.tenter('admin', pg_temp.valider(:'p')), 'DEUX_PERSONNES_REQUISES', 'T-INV-04 who asks does not validate');
SELECT is(pg_temp.tenter(q, pg_temp.valider(:'p')), 'ROLE_FORBIDDEN', format('T-PERM-01 nor does %s', q)) FROM unnest('{gerant,operateur,pca,lecture,finance}'::text[]) q;
SELECT is(pg_temp.tenter('directeur', pg_temp.valider(pg_temp.id('personne'))), 'RESSOURCE_INTROUVABLE', 'T-INV-04 what does not exist is not validated');
SELECT is(pg_temp.tenter('directeur', pg_temp.refuser(pg_temp.id('personne'), 'jaugeage a refaire')), 'RESSOURCE_INTROUVABLE', 'T-INV-04 nor refused');
SELECT is(pg_temp.apres(v.changement, 'directeur', pg_temp.valider(:'p')), v.attendu, 'T-INV-04 ' || v.nom)
FROM (VALUES
  ('SELECT 1', 'ok 1', 'another person validates'),
  ('UPDATE role_permissions SET portee = ''depot'' WHERE role = ''directeur'' AND action = ''ajustements.valider''', 'HORS_DEPOT', 'in a depot of the own'),
  ('DELETE FROM role_permissions WHERE role = ''directeur'' AND action = ''ajustements.valider''', 'ROLE_FORBIDDEN', 'with the right'),
  (format('SELECT pg_temp.faire(''admin'', %L)', pg_temp.correction('corps', :'grande', 199000)), 'PROPOSITION_PERIMEE', 'of a movement that was not corrected meanwhile'),
  (format('SELECT pg_temp.faire(''admin'', %L)', format('SELECT app.cloturer_jour(%L, current_date, NULL)', pg_temp.id('depot_a'))), 'JOUR_CLOTURE', 'on a day that is open'),
  ('UPDATE utilisateurs SET actif = false WHERE id = pg_temp.id(''admin'')', 'ok 1', 'also when its author has left')) AS v (changement, attendu, nom);

-- Validated: posted as asked for, today, under both names.
SELECT pg_temp.faire('directeur', pg_temp.valider(:'p')) AS a \gset
SELECT is((SELECT concat_ws(' ', delta_ambiant, delta_15c, rang, reason, avant ->> 'volume_ambiant', volume_ambiant, vcf, date_effet = current_date, created_by = pg_temp.id('admin'), validated_by = pg_temp.id('directeur'))
  FROM stocks_adjustments WHERE id = (:'a'::jsonb ->> 'id')::uuid), '-100000.000 -99580.000 1 [VOLUME] erreur de lecture 200000.000 100000.000 0.9958000000 t t t', 'T-ADJ-01 validated, it is posted as it was asked for');
SELECT is((SELECT string_agg(concat_ws(' ', action, niveau, user_id = pg_temp.id('directeur'), details ->> 'created_by' = pg_temp.id('admin')::text, details ->> 'validated_by' = pg_temp.id('directeur')::text), ',')
  FROM log_actions WHERE cible_id = (:'a'::jsonb ->> 'id')::uuid), 'STOCK_ADJUSTMENT_CREATED CRITICAL t t t', 'T-INV-04 logged once, CRITICAL, with both people');
SELECT is((SELECT concat_ws(' ', statut, decide_par = pg_temp.id('directeur'), ajustement_id = (:'a'::jsonb ->> 'id')::uuid, motif) FROM propositions_ajustement WHERE id = :'p'), 'VALIDEE t t vu avec le jaugeur', 'T-INV-04 and the proposal says so');
SELECT is((SELECT volume_ambiant FROM v_mouvements_corriges WHERE id = :'grande'), 100000.000, 'T-ADJ-09 the movement counts as corrected');
SELECT is(pg_temp.refus(v.qui, v.instruction), 'PROPOSITION_DECIDEE {"statut": "VALIDEE"}', format('T-INV-04 what is decided is decided, for %s: %s', v.qui, v.instruction))
FROM (VALUES ('directeur', pg_temp.valider(:'p')), ('admin', pg_temp.valider(:'p')), ('directeur', pg_temp.refuser(:'p', 'jaugeage a refaire')), ('admin', pg_temp.refuser(:'p', NULL))) AS v (qui, instruction);
-- Small steps of one person lead no further than one large one; the same step is taken once a day.
SELECT is(pg_temp.faire('admin', pg_temp.manuel('statut', 7, 7)), '201', 'T-ADJ-05 a manual adjustment');
SELECT is(pg_temp.tenter('admin', pg_temp.manuel('statut', 7, 7)), 'AJUSTEMENT_DOUBLON', 'T-ADJ-05 and not the same again that day');
SELECT is((SELECT concat_ws(' ', abs(d.ambiant) <= 50000, d.ambiant = (SELECT sum(s.delta_ambiant) FROM stocks_adjustments s WHERE s.citerne_id = pg_temp.id('A1') AND s.mouvement_id IS NULL
  AND s.created_by = pg_temp.id('admin') AND s.validated_by IS NULL)) FROM (SELECT (jsonb_populate_record(NULL::stocks_adjustments, jsonb_build_object('citerne_id', pg_temp.id('A1'),
  'proprietaire_type', 'MONALUXE', 'created_by', pg_temp.id('admin'))))::stocks_adjustments AS a) x, app.deja_ajuste_seul(x.a) d), 't t', 'T-INV-04 what one person moved alone on a line adds up');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees');

-- A compensation and a manual one go the same way; what the movement became by then is taken back.
SELECT pg_temp.proposer(format('SELECT corps FROM app.admin_compensate_reception(%L, ''saisie en double'')', :'grande'::uuid)) AS c, pg_temp.proposer(pg_temp.manuel('corps', -70000, -69706)) AS m \gset
SELECT ok(pg_temp.faire('directeur', pg_temp.valider(:'c')) IS NOT NULL, 'T-ADJ-07 a compensation is validated');
SELECT is((SELECT concat_ws(' ', compense, volume_ambiant, rang) FROM v_mouvements_corriges WHERE id = :'grande'), 't 0.000 2', 'T-ADJ-07 the movement counts for nothing');
SELECT is(pg_temp.tenter('admin', pg_temp.correction('corps', :'grande', 90000, 2)), 'MOUVEMENT_DEJA_COMPENSE', 'T-ADJ-07 and is not corrected any more');
SELECT is(pg_temp.faire('directeur', pg_temp.valider(:'m'))::jsonb ->> 'delta_ambiant', '-70000.000', 'T-ADJ-07 a manual one is validated');

-- Refused with a reason, or taken back by its author; neither moves anything.
SELECT pg_temp.proposer(pg_temp.correction('corps', :'autre', 10000)) AS r, pg_temp.etat() AS avant \gset
SELECT is(pg_temp.refus('directeur', pg_temp.refuser(:'r', m)), 'RAISON_TROP_COURTE motif', 'T-INV-04 a refusal says why') FROM (VALUES (NULL), ('non'), ('   neuf    ')) AS v (m);
SELECT ok(pg_temp.faire('directeur', pg_temp.refuser(:'r', ' jaugeage a refaire ')) IS NOT NULL, 'T-INV-04 another person refuses');
SELECT is((SELECT concat_ws(' ', statut, decide_par = pg_temp.id('directeur'), motif, ajustement_id) FROM propositions_ajustement WHERE id = :'r'), 'REFUSEE t jaugeage a refaire', 'T-INV-04 the proposal is refused');
SELECT is(pg_temp.tenter('directeur', pg_temp.valider(:'r')), 'PROPOSITION_DECIDEE', 'T-INV-04 and not validated afterwards');
SELECT pg_temp.proposer(pg_temp.correction('corps', :'autre', 10000)) AS r2 \gset
SELECT ok(pg_temp.faire('admin', pg_temp.refuser(:'r2', NULL)) IS NOT NULL, 'T-INV-04 its author takes it back, with no reason to give');
SELECT is((SELECT concat_ws(' ', statut, decide_par = pg_temp.id('admin'), motif) FROM propositions_ajustement WHERE id = :'r2'), 'RETIREE t', 'T-INV-04 it is taken back');
SELECT is(pg_temp.etat(), :'avant', 'T-INV-04 nothing moved');
SELECT is((SELECT string_agg(concat_ws(' ', action, niveau, user_id = decide_par, l.details ->> 'motif'), ', ' ORDER BY l.created_at) FROM log_actions l JOIN propositions_ajustement x ON x.id = l.cible_id AND x.id IN (:'r', :'r2') WHERE action <> 'STOCK_ADJUSTMENT_PROPOSED'),
  'STOCK_ADJUSTMENT_REFUSED WARNING t jaugeage a refaire, STOCK_ADJUSTMENT_WITHDRAWN WARNING t', 'T-LOG-02 each is logged once, WARNING');

-- The rule stands below the functions too.
SELECT pg_temp.proposer(pg_temp.manuel('corps', 80000, 79664)) AS w \gset
SELECT is(pg_temp.tenter_en(v.role_sql, v.instruction), v.attendu, format('T-INV-04 %s: %s', v.role_sql, v.instruction))
FROM (VALUES
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET statut = ''REFUSEE'', decide_par = created_by, decide_le = now(), motif = ''jaugeage a refaire'' WHERE id = %L', :'w'::uuid), '23514'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET statut = ''RETIREE'', decide_par = pg_temp.id(''directeur''), decide_le = now() WHERE id = %L', :'w'::uuid), '23514'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET statut = ''VALIDEE'', decide_par = pg_temp.id(''directeur''), decide_le = now() WHERE id = %L', :'w'::uuid), '23514'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET decide_par = pg_temp.id(''directeur''), decide_le = now() WHERE id = %L', :'w'::uuid), '23514'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET statut = ''REFUSEE'', decide_par = pg_temp.id(''directeur''), decide_le = now() WHERE id = %L', :'w'::uuid), '23514'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET statut = ''REFUSEE'', decide_par = pg_temp.id(''directeur''), decide_le = now(), motif = ''jaugeage a refaire'' WHERE id = %L', :'w'::uuid), 'ok 1'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET motif = ''autre motif donne'' WHERE id = %L', :'p'::uuid), 'IMMUTABLE_TRANSACTION'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET delta_ambiant = 1 WHERE id = %L', :'w'::uuid), '42501'),
  ('mlpp_moteur', format('UPDATE propositions_ajustement SET created_by = pg_temp.id(''pca'') WHERE id = %L', :'w'::uuid), '42501'),
  ('mlpp_moteur', format('DELETE FROM propositions_ajustement WHERE id = %L', :'w'::uuid), '42501'),
  ('mlpp_moteur', format('INSERT INTO stocks_adjustments (numero, type_correction, depot_id, citerne_id, produit_id, proprietaire_type, delta_ambiant, delta_15c, date_effet, reason, created_by, validated_by) VALUES (''AJU-2000-000001'', ''MANUEL'', %L, %L, %L, ''MONALUXE'', 1, 1, current_date, ''ecart au jaugeage'', pg_temp.id(''admin''), pg_temp.id(''admin''))', pg_temp.id('depot_a'), pg_temp.id('A1'), pg_temp.id('gasoil')), '23514'),
  ('mlpp_proprietaire', format('UPDATE propositions_ajustement SET statut = ''RETIREE'', decide_par = created_by, decide_le = now() WHERE id = %L', :'w'::uuid), 'STOCK_WRITE_FORBIDDEN'),
  ('NONE', 'DELETE FROM propositions_ajustement', 'STOCK_WRITE_FORBIDDEN')) AS v (role_sql, instruction, attendu);

-- An answer 202 is kept as 202.
SET LOCAL ROLE mlpp_application;
SELECT app.ouvrir_contexte(pg_temp.hash('admin'), 'session', 'cle-proposition', sha256('x'));
SELECT statut, corps FROM app.admin_adjust_stock(pg_temp.id('A1'), 'MONALUXE', NULL, 90000, 90000, 'ecart au jaugeage') \gset k_
RESET ROLE;
SELECT set_config('mlpp.contexte', '', true) AS rien \gset
SELECT is((SELECT concat_ws(' ', statut, corps = :'k_corps', corps::jsonb ->> 'statut') FROM cles_idempotence WHERE cle = 'cle-proposition'), '202 t EN_ATTENTE', 'T-SOR-11 a proposal is kept under its key as what it was answered');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees after all of this');

SELECT * FROM finish();
ROLLBACK;
