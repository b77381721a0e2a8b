-- The matrix of rights, cell by cell, as the server's own database role: requirements 2.3 as decided, written down here a
-- second time and not read from role_permissions. Then the context that carries the rights, and attempts to go round it.
BEGIN;
\ir fixture/base.psql

-- ---------------------------------------------------------------------------------------------------------
-- Depots A and B hold one of everything
-- ---------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE objets (depot text, nom text, id uuid);
DO $$
DECLARE
  d record;
BEGIN
  FOR d IN SELECT * FROM (VALUES ('A', 'depot_a', 'A1'), ('B', 'depot_b', 'B1')) AS v (lettre, depot, citerne) LOOP
    INSERT INTO objets VALUES
      (d.lettre, 'reception', pg_temp.recevoir('admin', pg_temp.reception(d.citerne, 20000))),
      (d.lettre, 'reception partenaire', pg_temp.recevoir('admin', pg_temp.reception(d.citerne, 5000, pg_temp.pour_partenaire('partenaire_1')))),
      (d.lettre, 'sortie', pg_temp.livrer('admin', pg_temp.sortie(d.citerne, 1000))),
      (d.lettre, 'cdr', pg_temp.nouveau_cdr('cdr ' || d.lettre, d.depot)),
      (d.lettre, 'cdr frontiere', pg_temp.nouveau_cdr('cdr frontiere ' || d.lettre, d.depot, 'FRONTIERE')),
      (d.lettre, 'cdr arrive', pg_temp.nouveau_cdr('cdr arrive ' || d.lettre, d.depot, 'ARRIVE')),
      (d.lettre, 'cdr decharge', pg_temp.nouveau_cdr('cdr decharge ' || d.lettre, d.depot, 'DECHARGE'));
    -- The discharged one is compensated, ready to be opened again; the tank of partenaire_2 is below zero, an alert.
    PERFORM pg_temp.faire('admin', format('SELECT app.compenser(''RECEPTION'', %L, ''saisie en double'')',
      (SELECT r.id FROM receptions r WHERE r.cours_de_route_id = pg_temp.id('cdr decharge ' || d.lettre))));
    PERFORM pg_temp.recevoir('admin', pg_temp.reception(d.citerne, 10, pg_temp.pour_partenaire('partenaire_2')));
    PERFORM pg_temp.faire('admin', format('SELECT app.admin_adjust_stock(%L, ''PARTENAIRE'', %L, -100, -100, ''perte au jaugeage'')',
      pg_temp.id(d.citerne), pg_temp.id('partenaire_2')));
    INSERT INTO citernes (id, depot_id, nom, produit_id, capacite_totale, localisation)
    VALUES (pg_temp.id('initiale ' || d.lettre), pg_temp.id(d.depot), 'initiale', pg_temp.id('gasoil'), 1000, 'x');
    PERFORM pg_temp.faire('admin', format('SELECT app.declarer_stock_initial(%L)', jsonb_build_object('citerne_id', pg_temp.id('initiale ' || d.lettre),
      'proprietaire_type', 'MONALUXE', 'date', current_date - 3, 'volume_ambiant', 100, 'volume_15c', 99.5)));
    PERFORM pg_temp.faire('admin', format('SELECT app.cloturer_jour(%L, current_date - 20, NULL)', pg_temp.id(d.depot)));
    -- Two adjustments that wait for a second person, each asked for by one of the two roles that may decide.
    INSERT INTO objets VALUES
      (d.lettre, 'proposition admin', (pg_temp.faire('admin', format('SELECT corps FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 60000, 60000, ''gain au jaugeage'')',
        pg_temp.id(d.citerne)))::jsonb ->> 'id')::uuid),
      (d.lettre, 'proposition directeur', pg_temp.id('proposition directeur ' || d.lettre));
    INSERT INTO role_permissions VALUES ('directeur', 'ajustements.creer', 'tous');
    UPDATE objets SET id = (pg_temp.faire('directeur', format('SELECT corps FROM app.admin_adjust_stock(%L, ''MONALUXE'', NULL, 70000, 70000, ''gain au jaugeage'')',
      pg_temp.id(d.citerne)))::jsonb ->> 'id')::uuid WHERE depot = d.lettre AND nom = 'proposition directeur';
    DELETE FROM role_permissions WHERE role = 'directeur' AND action = 'ajustements.creer';
  END LOOP;
END $$;
INSERT INTO jetons (hash, utilisateur_id, nom) SELECT pg_temp.hash('jeton ' || qui), pg_temp.id(qui), 'essai' FROM gens;
INSERT INTO vues_enregistrees (utilisateur_id, ecran, nom, parametres) SELECT pg_temp.id(qui), 'clients', 'essai', 'tri=nom' FROM gens;

CREATE TEMP TABLE depot_des_cdr AS SELECT id, depot_destination_id AS depot FROM cours_de_route;
CREATE TEMP TABLE depot_des_citernes AS SELECT id, depot_id AS depot FROM citernes;
CREATE TEMP TABLE depot_des_documents AS SELECT id, depot_id AS depot FROM receptions;
GRANT SELECT ON depot_des_documents, objets, depot_des_cdr, depot_des_citernes TO mlpp_application;

-- ---------------------------------------------------------------------------------------------------------
-- Reading
-- ---------------------------------------------------------------------------------------------------------

-- Which of the two depots a query (one column: the depot) shows: 'AB', 'A', 'B', '' or the refusal.
CREATE FUNCTION pg_temp.depots_vus(qui text, requete text) RETURNS text LANGUAGE sql VOLATILE
RETURN (SELECT CASE WHEN a ~ '^ok' AND b ~ '^ok' THEN concat(CASE WHEN a <> 'ok 0' THEN 'A' END, CASE WHEN b <> 'ok 0' THEN 'B' END) ELSE a END
  FROM (SELECT pg_temp.tenter(qui, format('SELECT FROM (%s) x (d) WHERE d = %L', requete, pg_temp.id('depot_a'))) AS a,
          pg_temp.tenter(qui, format('SELECT FROM (%s) x (d) WHERE d = %L', requete, pg_temp.id('depot_b'))) AS b) t);

CREATE TEMP TABLE lectures (objet text, requete text, adm text, dir text, ger text, ope text, pca text, lec text, fin text, sans_depot text);
INSERT INTO lectures VALUES
--                                                                                                                     adm   dir   ger   ope  pca   lec  fin   none
  ('depots',                        'SELECT id FROM depots',                                                            'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('citernes',                      'SELECT depot_id FROM citernes',                                                    'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('cours_de_route',                'SELECT depot_destination_id FROM cours_de_route',                                  'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('cours_de_route_statuts',        'SELECT d.depot FROM cours_de_route_statuts s JOIN depot_des_cdr d ON d.id = s.cours_de_route_id', 'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('receptions',                    'SELECT depot_id FROM receptions',                                                  'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('sorties_produit',               'SELECT depot_id FROM sorties_produit',                                             'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('stocks_adjustments',            'SELECT depot_id FROM stocks_adjustments',                                          'AB', 'AB', 'AB', 'A', '',   'A', '',   ''),
  ('propositions_ajustement',       'SELECT depot_id FROM propositions_ajustement',                                     'AB', 'AB', 'AB', 'A', '',   'A', '',   ''),
  ('stocks_initiaux',               'SELECT depot_id FROM stocks_initiaux',                                             'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('stocks_snapshot',               'SELECT depot_id FROM stocks_snapshot',                                             'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('stocks_journaliers',            'SELECT depot_id FROM stocks_journaliers',                                          'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('mouvements_stock',              'SELECT depot_id FROM mouvements_stock',                                            'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('clotures_journalieres',         'SELECT depot_id FROM clotures_journalieres',                                       'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_stock_actuel',                'SELECT depot_id FROM v_stock_actuel',                                              'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_stock_actuel_snapshot',       'SELECT depot_id FROM v_stock_actuel_snapshot',                                     'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_stock_actuel_owner_snapshot', 'SELECT depot_id FROM v_stock_actuel_owner_snapshot',                               'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_kpi_stock_global',            'SELECT depot_id FROM v_kpi_stock_global',                                          'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_mouvements_stock',            'SELECT depot_id FROM v_mouvements_stock',                                          'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_mouvements_corriges',         'SELECT depot_id FROM v_mouvements_corriges',                                       'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('corrections_mouvements',        'SELECT d.depot FROM corrections_mouvements c JOIN depot_des_documents d ON d.id = c.mouvement_id', 'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('stock_a_date',                  'SELECT depot_id FROM app.stock_a_date(current_date)',                              'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('reglages_citernes',             'SELECT depot_id FROM app.reglages_citernes(''{}'')',                                'AB', 'AB', 'AB', 'A', 'AB', 'A', 'AB', ''),
  ('v_integrity_checks',            'SELECT d.depot FROM v_integrity_checks i JOIN depot_des_citernes d ON d.id = i.entity_id', 'AB', 'AB', '', '', 'AB', '', '', ''),
  ('log_actions',                   'SELECT depot_id FROM log_actions',                                                 'AB', 'AB', '',   '',  'AB', '',  '',   ''),
  ('logs',                          'SELECT d.depot FROM logs l JOIN depot_des_cdr d ON d.id::text = l.details ->> ''cours_de_route_id''', 'AB', 'AB', '', '', 'AB', '', '', '');

SELECT is(pg_temp.depots_vus(p.qui, l.requete), p.attendu, format('T-SEC-02 T-PERM-01 %s reads %s of: %s', p.qui, l.objet, coalesce(nullif(p.attendu, ''), 'no depot')))
FROM lectures l, LATERAL (VALUES ('admin', adm), ('directeur', dir), ('gerant', ger), ('operateur', ope), ('pca', pca), ('lecture', lec), ('finance', fin),
  ('operateur_b', replace(ope, 'A', 'B')), ('operateur_nulle_part', sans_depot), ('lecture_nulle_part', sans_depot)) AS p (qui, attendu) ORDER BY l.objet, p.qui;
SELECT is(pg_temp.depots_vus(NULL, requete), '', format('T-SEC-03 T-REG-14 a visitor without a session reads nothing of %s', objet)) FROM lectures ORDER BY objet;

-- Settings of a tank of another depot are refused as the movement would be; one that does not exist is left to it.
SELECT is(pg_temp.tenter(v.qui, format('SELECT FROM app.reglages_citernes(ARRAY[%L::uuid]) WHERE citerne_id = %1$L', pg_temp.id(v.citerne))), v.attendu,
  format('T-SEC-02 %s asks for the settings of %s', v.qui, v.citerne))
FROM (VALUES ('operateur', 'A1', 'ok 1'), ('operateur', 'B1', 'HORS_DEPOT'), ('operateur', 'personne', 'ok 0'), ('operateur_b', 'B1', 'ok 1'), ('operateur_b', 'A1', 'HORS_DEPOT'),
  ('operateur_nulle_part', 'A1', 'HORS_DEPOT'), ('gerant', 'B1', 'ok 1'), ('admin', 'B1', 'ok 1')) AS v (qui, citerne, attendu);

-- A right in the own depot only shows of log and checks what is of this depot, by table, by view and by search.
CREATE FUNCTION pg_temp.vu_au_depot(requete text) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.apres('INSERT INTO role_permissions VALUES (''lecture'', ''journal.lire'', ''depot''), (''lecture'', ''integrite.lire'', ''depot'')', 'lecture', requete);
SELECT is(pg_temp.vu_au_depot(format(v.requete, pg_temp.id(d.depot))), CASE d.depot WHEN 'depot_a' THEN pg_temp.tenter('admin', format(v.requete, pg_temp.id(d.depot))) ELSE 'ok 0' END,
  format('T-SEC-02 T-PERM-01 a reader of the own depot''s log and checks reads in %s %s', v.objet, CASE d.depot WHEN 'depot_a' THEN 'the own depot' ELSE 'not ' || coalesce(d.depot, 'what is of none') END))
FROM (VALUES ('log_actions', 'SELECT FROM log_actions WHERE depot_id IS NOT DISTINCT FROM nullif(%L, '''')::uuid'),
  ('v_integrity_checks', 'SELECT FROM v_integrity_checks WHERE depot_id IS NOT DISTINCT FROM nullif(%L, '''')::uuid'),
  ('trouver_journal', 'SELECT FROM log_actions a JOIN app.trouver_journal(''%%%%stock_adjustment%%%%'', NULL, NULL) t ON a.id = ANY (t.ids) WHERE a.depot_id IS NOT DISTINCT FROM nullif(%L, '''')::uuid')) AS v (objet, requete),
  (VALUES ('depot_a'), ('depot_b'), (NULL)) AS d (depot) ORDER BY v.objet, d.depot;
SELECT is(pg_temp.vu_au_depot('SELECT unnest(ids) FROM app.trouver_journal(''%stock_adjustment%'', NULL, NULL)'),
  (SELECT 'ok ' || count(*) FROM log_actions WHERE action LIKE 'STOCK_ADJUSTMENT%' AND depot_id = pg_temp.id('depot_a')), 'T-SEC-02 the search of the log names no row of another depot');
SELECT isnt(pg_temp.tenter('admin', 'SELECT FROM log_actions WHERE depot_id IS NULL'), 'ok 0', 'T-PERM-01 a right in all depots shows what is of none too');
SELECT is(pg_temp.depots_vus('admin', 'SELECT depot_id FROM v_integrity_checks'), 'AB', 'T-PERM-01 and the checks of every depot');

-- A movement counts the same for everybody who reads it, also for those who may not list adjustments.
SELECT is(pg_temp.faire(g.qui, format('SELECT concat_ws('' '', compense, volume_ambiant) FROM v_mouvements_corriges WHERE id = %L', (SELECT id FROM receptions WHERE cours_de_route_id = pg_temp.id('cdr decharge A')))),
  't 0.000', format('T-REG-02 T-ADJ-10 %s sees that a compensated reception counts for nothing', g.qui))
FROM gens g WHERE g.qui !~ '(_b|nulle_part)$' ORDER BY g.qui;

-- What belongs to no depot: y some rows, - none.
CREATE TEMP TABLE lectures_communes (objet text, droits text, sans_depot text);
INSERT INTO lectures_communes VALUES
--                         adm dir ger ope pca lec fin
  ('produits',            'y y y y y y y', '-'),
  ('clients',             'y y y y y y y', '-'),
  ('partenaires',         'y y y y y y y', '-'),
  ('transporteurs',       'y y y y y y y', '-'),
  ('noms_fournisseurs',   'y y y y y y y', '-'),
  ('fournisseurs',        'y y y - y - y', '-'),
  ('noms_utilisateurs',   'y y y y y y y', 'y'),
  ('role_permissions',    'y y y y y y y', 'y'),
  ('navigation',          'y y y y y y y', 'y'),
  ('parametres',          'y y y y y y y', 'y'),
  ('current_user_profile','y y y y y y y', 'y');
SELECT is(CASE pg_temp.tenter(g.qui, 'SELECT FROM ' || l.objet) WHEN 'ok 0' THEN '-' ELSE 'y' END,
  CASE WHEN g.qui LIKE '%nulle_part' THEN l.sans_depot ELSE split_part(l.droits, ' ', array_position('{admin,directeur,gerant,operateur,pca,lecture,finance}', g.role)) END,
  format('T-PERM-01 %s and %s', g.qui, l.objet))
FROM lectures_communes l, gens g ORDER BY l.objet, g.qui;
SELECT is(pg_temp.tenter(NULL, 'SELECT FROM ' || objet), 'ok 0', format('T-SEC-03 a visitor without a session reads nothing of %s', objet)) FROM lectures_communes ORDER BY objet;

-- Accounts: everybody the own one, the administrator all of them; tokens, sessions and saved views the own ones only.
SELECT is(pg_temp.faire(g.qui, format('SELECT count(*) FROM %I WHERE %I = ANY (%L::uuid[])', v.relation, v.colonne, (SELECT array_agg(pg_temp.id(qui)) FROM gens))),
  CASE WHEN g.role = 'admin' AND v.tous THEN '10' ELSE '1' END,
  format('T-PERM-01 %s reads of %s %s', g.qui, v.relation, CASE WHEN g.role = 'admin' AND v.tous THEN 'every row' ELSE 'the own row only' END))
FROM gens g, (VALUES ('utilisateurs', 'id', true), ('profils', 'user_id', true), ('jetons', 'utilisateur_id', false), ('sessions', 'utilisateur_id', false), ('vues_enregistrees', 'utilisateur_id', false)) AS v (relation, colonne, tous)
ORDER BY v.relation, g.qui;

-- What nobody reads over this connection.
SELECT is(pg_temp.tenter(p.qui, r.requete), '42501', format('T-SEC-03 %s is refused: %s', coalesce(p.qui, 'a visitor'), r.requete))
FROM (VALUES ('admin'), ('operateur'), (NULL)) AS p (qui), unnest(ARRAY['SELECT FROM compteurs', 'SELECT FROM tentatives_connexion', 'SELECT FROM cles_idempotence',
  'SELECT FROM app.secret_contexte', 'SELECT verificateur FROM utilisateurs', 'SELECT sel FROM utilisateurs', 'SELECT * FROM utilisateurs', 'SELECT hash FROM sessions',
  'SELECT hash FROM jetons', 'SELECT u FROM utilisateurs u', 'SELECT rolpassword FROM pg_authid']) AS r (requete) ORDER BY r.requete, p.qui;

-- ---------------------------------------------------------------------------------------------------------
-- Writing: two letters a cell, in depot A and in depot B.
-- o done, v touches no row, R role refused, H other depot, N not signed in, P refused by grant or policy
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.lettre(issue text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE issue WHEN 'ok 0' THEN 'v' WHEN 'ROLE_FORBIDDEN' THEN 'R' WHEN 'HORS_DEPOT' THEN 'H' WHEN 'NON_AUTHENTIFIE' THEN 'N' WHEN '42501' THEN 'P'
  ELSE CASE WHEN issue ~ '^ok' THEN 'o' ELSE ' ' || issue END END;
-- {D} is the depot's letter, {d} its id, {c} a tank of it.
CREATE FUNCTION pg_temp.essai_depot(qui text, instruction text, lettre text) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.lettre(pg_temp.tenter(qui, replace(replace(replace(instruction, '{D}', lettre), '{d}', quote_literal(pg_temp.id('depot_' || lower(lettre)))),
  '{c}', quote_literal(pg_temp.id(lettre || '1')))));

CREATE TEMP TABLE ecritures (objet text, instruction text, adm text, dir text, ger text, ope text, pca text, lec text, fin text, sans_depot text, visiteur text);
INSERT INTO ecritures VALUES
--                                                                    adm   dir   ger   ope   pca   lec   fin   none  visitor
  ('create a depot', $$INSERT INTO depots (nom, code) VALUES ('Neuf {D}', 'NEUF{D}')$$,
                                                                      'oo', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('create a depot and read it', $$INSERT INTO depots (nom, code) VALUES ('Neuf {D}', 'NEUF{D}') RETURNING id$$,
                                                                      'oo', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('change a depot', $$UPDATE depots SET adresse = 'Rue' WHERE id = {d}$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('change the rules of a depot', $$UPDATE depots SET jours_retro = 366, arrondi_sortie_l = 0.1 WHERE id = {d}$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('delete a depot', $$DELETE FROM depots WHERE id = {d}$$,           'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('create a tank', $$INSERT INTO citernes (depot_id, nom, produit_id, capacite_totale, localisation) VALUES ({d}, 'Neuve', pg_temp.id('gasoil'), 1000, 'x') RETURNING id$$,
                                                                      'oo', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('change a tank', $$UPDATE citernes SET creux_securite = 1 WHERE id = {c} RETURNING id$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('put a tank in maintenance', $$UPDATE citernes SET statut = 'maintenance' WHERE id = {c}$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('move a tank to another depot', $$UPDATE citernes SET depot_id = pg_temp.id('depot_a') WHERE id = {c}$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('delete a tank', $$DELETE FROM citernes WHERE id = {c}$$,          'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('create a cours de route', $$INSERT INTO cours_de_route (fournisseur_id, depot_destination_id, produit_id, plaque_camion, chauffeur_nom, date_chargement, volume)
     VALUES (pg_temp.id('fournisseur_1'), {d}, pg_temp.id('gasoil'), 'NEUF 1', 'Jo', current_date, 1000) RETURNING id$$,
                                                                      'oo', 'oo', 'RR', 'oH', 'RR', 'RR', 'RR', 'HH', 'NN'),
  ('create it arrived', $$INSERT INTO cours_de_route (fournisseur_id, depot_destination_id, produit_id, plaque_camion, chauffeur_nom, date_chargement, volume, statut)
     VALUES (pg_temp.id('fournisseur_1'), {d}, pg_temp.id('gasoil'), 'NEUF 1', 'Jo', current_date, 1000, 'ARRIVE')$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('change a cours de route at loading', $$UPDATE cours_de_route SET volume = 31000, note = 'n' WHERE id = pg_temp.id('cdr {D}')$$,
                                                                      'oo', 'oo', 'vv', 'ov', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('change a cours de route at the border', $$UPDATE cours_de_route SET note = 'n' WHERE id = pg_temp.id('cdr frontiere {D}')$$,
                                                                      'oo', 'oo', 'vv', 'Rv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('change an arrived cours de route', $$UPDATE cours_de_route SET note = 'n' WHERE id = pg_temp.id('cdr arrive {D}')$$,
                                                                      'oo', 'oo', 'vv', 'Rv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('change the note of a discharged one', $$UPDATE cours_de_route SET note = 'n', transporteur = 't' WHERE id = pg_temp.id('cdr decharge {D}')$$,
                                                                      'oo', 'RR', 'vv', 'Rv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('advance to TRANSIT', $$UPDATE cours_de_route SET statut = 'TRANSIT' WHERE id = pg_temp.id('cdr {D}')$$,
                                                                      'oo', 'oo', 'vv', 'ov', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('advance to ARRIVE', $$UPDATE cours_de_route SET statut = 'ARRIVE' WHERE id = pg_temp.id('cdr frontiere {D}')$$,
                                                                      'oo', 'oo', 'vv', 'ov', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('delete a cours de route', $$DELETE FROM cours_de_route WHERE id = pg_temp.id('cdr {D}')$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('delete an arrived cours de route', $$DELETE FROM cours_de_route WHERE id = pg_temp.id('cdr arrive {D}')$$,
                                                                      'oo', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('delete a discharged cours de route', $$DELETE FROM cours_de_route WHERE id = pg_temp.id('cdr decharge {D}')$$,
                                                                      'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv', 'vv'),
  ('open a discharged cours de route again', $$SELECT app.rouvrir_cdr(pg_temp.id('cdr decharge {D}'), 'reception en double')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('write the history of a cours de route', $$INSERT INTO cours_de_route_statuts (cours_de_route_id, statut, utilisateur_id) VALUES (pg_temp.id('cdr {D}'), 'ARRIVE', pg_temp.id('admin'))$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('post a reception', $$SELECT app.enregistrer_reception(pg_temp.reception('{D}1', 10, pg_temp.pour_partenaire('partenaire_1')))$$,
                                                                      'oo', 'oo', 'oH', 'oH', 'RR', 'RR', 'RR', 'HH', 'NN'),
  ('post the reception of a cours de route', $$SELECT app.enregistrer_reception(pg_temp.reception('{D}1', 10, jsonb_build_object('cours_de_route_id', pg_temp.id('cdr arrive {D}'))))$$,
                                                                      'oo', 'oo', 'oH', 'oH', 'RR', 'RR', 'RR', 'HH', 'NN'),
  ('post a sortie', $$SELECT app.enregistrer_sortie(pg_temp.sortie('{D}1', 10))$$,
                                                                      'oo', 'oo', 'oH', 'oH', 'RR', 'RR', 'RR', 'HH', 'NN'),
  ('change a reception', $$UPDATE receptions SET note = 'x' WHERE depot_id = {d}$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('delete a sortie', $$DELETE FROM sorties_produit WHERE depot_id = {d}$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('adjust a movement', $$SELECT app.enregistrer_ajustement(jsonb_build_object('mouvement_type', 'RECEPTION', 'mouvement_id', (SELECT id FROM objets WHERE depot = '{D}' AND nom = 'reception'),
     'type_correction', 'VOLUME', 'raison', 'erreur de lecture', 'rang', 0, 'apres', jsonb_build_object('volume_ambiant', 19990, 'volume_15c', 19906)))$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('compensate a reception', $$SELECT app.admin_compensate_reception((SELECT id FROM objets WHERE depot = '{D}' AND nom = 'reception'), 'saisie en double')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('compensate a sortie', $$SELECT app.admin_compensate_sortie((SELECT id FROM objets WHERE depot = '{D}' AND nom = 'sortie'), 'saisie en double')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('compensate under the general name', $$SELECT app.compenser('SORTIE', (SELECT id FROM objets WHERE depot = '{D}' AND nom = 'sortie'), 'saisie en double')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('compensate what does not exist', $$SELECT app.compenser('SORTIE', pg_temp.id('personne {D}'), 'saisie en double')$$,
                                                                      ' MOUVEMENT_NOT_FOUND MOUVEMENT_NOT_FOUND', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('adjust the stock of a tank', $$SELECT app.admin_adjust_stock({c}, 'MONALUXE', NULL, 1, 1, 'ecart au jaugeage')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('validate what the administrator asked for', $$SELECT app.valider_ajustement((SELECT id FROM objets WHERE depot = '{D}' AND nom = 'proposition admin'), NULL)$$,
                                                                      ' DEUX_PERSONNES_REQUISES DEUX_PERSONNES_REQUISES', 'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('validate what the directeur asked for', $$SELECT app.valider_ajustement((SELECT id FROM objets WHERE depot = '{D}' AND nom = 'proposition directeur'), NULL)$$,
                                                                      'oo', ' DEUX_PERSONNES_REQUISES DEUX_PERSONNES_REQUISES', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('refuse what the administrator asked for', $$SELECT app.refuser_ajustement((SELECT id FROM objets WHERE depot = '{D}' AND nom = 'proposition admin'), 'jaugeage a refaire')$$,
                                                                      'oo', 'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('decide with SQL', $$UPDATE propositions_ajustement SET statut = 'VALIDEE' WHERE depot_id = {d}$$,
                                                                      'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP', 'PP'),
  ('declare an initial stock', $$SELECT app.declarer_stock_initial(jsonb_build_object('citerne_id', {c}, 'proprietaire_type', 'MONALUXE', 'date', current_date - 5, 'volume_ambiant', 10, 'volume_15c', 9.9))$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('close a day', $$SELECT app.cloturer_jour({d}, current_date, NULL)$$,
                                                                      'oo', 'oo', 'oH', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('create a user', $$SELECT app.creer_utilisateur('neuf@essai.invalid', 'Neuf', 'lecture', {d}, '\x00112233445566778899aabbccddeeff', '\x01')$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN'),
  ('change a user', $$SELECT app.modifier_utilisateur(pg_temp.id('pca'), 1, NULL, 'Autre', NULL, true, {d}, NULL, NULL, NULL)$$,
                                                                      'oo', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'RR', 'NN');

SELECT is(pg_temp.essai_depot(p.qui, e.instruction, 'A') || pg_temp.essai_depot(p.qui, e.instruction, 'B'), p.attendu,
  format('T-PERM-01 %s in depots A and B: %s', coalesce(p.qui, 'a visitor'), e.objet))
FROM ecritures e, LATERAL (VALUES ('admin', adm), ('directeur', dir), ('gerant', ger), ('operateur', ope), ('pca', pca), ('lecture', lec), ('finance', fin),
  ('operateur_b', reverse(ope)), ('operateur_nulle_part', sans_depot), ('lecture_nulle_part', replace(sans_depot, 'H', 'R')), (NULL, visiteur)) AS p (qui, attendu)
ORDER BY e.objet, p.qui;

-- A list leaves as a file for every role but operateur; who exports nothing leaves no trace.
SELECT is(pg_temp.lettre(pg_temp.tenter(g.qui, 'SELECT app.journaliser_export(''sorties'', ''csv'', ''{"q": "a@b.cd"}'', 3)')),
  CASE g.role WHEN 'operateur' THEN 'R' ELSE 'o' END, format('T-REP-02 T-PERM-01 %s and the trace of an export', g.qui))
FROM gens g ORDER BY g.qui;

-- What belongs to no depot: i insert, u update, d delete; and nobody deletes.
SELECT is(pg_temp.lettre(pg_temp.tenter(g.qui, format('INSERT INTO %I (nom%s) VALUES (''Neuf''%s) RETURNING id', r.relation, r.c, r.v)))
    || pg_temp.lettre(pg_temp.tenter(g.qui, format('UPDATE %I SET actif = false', r.relation)))
    || pg_temp.lettre(pg_temp.tenter(g.qui, format('DELETE FROM %I', r.relation))),
  CASE WHEN g.qui = 'admin' THEN 'ooP' ELSE 'PvP' END, format('T-PERM-01 %s inserts, changes, deletes in %s', coalesce(g.qui, 'a visitor'), r.relation))
FROM (SELECT qui FROM gens UNION ALL SELECT NULL) g, (VALUES ('produits', ', densite_min_kgm3, densite_max_kgm3', ', 780, 900'), ('clients', '', ''), ('partenaires', '', ''),
  ('fournisseurs', '', ''), ('transporteurs', '', '')) AS r (relation, c, v) ORDER BY r.relation, g.qui;

-- What no person writes with SQL, the administrator included.
SELECT is(pg_temp.tenter(p.qui, i.instruction), '42501', format('T-SEC-01 T-SEC-04 T-REG-15 %s is refused: %s', coalesce(p.qui, 'a visitor'), i.instruction))
FROM (VALUES ('admin'), ('lecture'), (NULL)) AS p (qui), unnest(ARRAY[
  'UPDATE profils SET role = ''admin''', 'UPDATE profils SET depot_id = NULL', 'UPDATE profils SET nom_complet = ''x''', 'INSERT INTO profils (user_id, nom_complet, role) VALUES (pg_temp.id(''lecture''), ''x'', ''admin'')', 'DELETE FROM profils',
  'UPDATE utilisateurs SET actif = true', 'UPDATE utilisateurs SET verificateur = ''\x00''', 'INSERT INTO utilisateurs (email) VALUES (''a@b'')', 'DELETE FROM utilisateurs',
  'INSERT INTO sessions (hash, utilisateur_id, expire_le) VALUES (sha256(''x''), pg_temp.id(''admin''), ''2099-01-01'')', 'UPDATE sessions SET expire_le = ''2099-01-01''', 'DELETE FROM sessions',
  'INSERT INTO jetons (hash, utilisateur_id, nom) VALUES (sha256(''x''), pg_temp.id(''admin''), ''x'')', 'UPDATE jetons SET revoque_le = NULL', 'INSERT INTO vues_enregistrees (utilisateur_id, ecran, nom, parametres) VALUES (pg_temp.id(''admin''), ''clients'', ''x'', ''tri=nom'')', 'UPDATE vues_enregistrees SET nom = ''x''', 'DELETE FROM vues_enregistrees', 'DELETE FROM tentatives_connexion', 'UPDATE tentatives_connexion SET echecs = 0',
  'INSERT INTO role_permissions VALUES (''lecture'', ''utilisateurs.gerer'', ''tous'')', 'UPDATE role_permissions SET portee = ''tous''', 'DELETE FROM role_permissions',
  'UPDATE parametres SET valeur = ''0''', 'INSERT INTO parametres (cle, valeur) VALUES (''environnement'', ''dev'')', 'DELETE FROM parametres', 'DELETE FROM navigation', 'UPDATE navigation SET action = ''x.y''',
  'INSERT INTO log_actions (user_id, action, module) VALUES (pg_temp.id(''gerant''), ''LOGIN_OK'', ''securite'')', 'INSERT INTO log_actions (user_id, action, module) VALUES (NULL, ''LOGIN_OK'', ''securite'')',
  'DELETE FROM log_actions', 'UPDATE log_actions SET user_id = NULL', 'INSERT INTO cles_idempotence VALUES (pg_temp.id(''admin''), ''12345678'', sha256(''x''), 200, '''')', 'DELETE FROM cles_idempotence',
  'INSERT INTO compteurs VALUES (pg_temp.id(''depot_a''), ''REC'', 2030, 1)', 'UPDATE compteurs SET dernier = 0', 'UPDATE app.secret_contexte SET secret = ''\x00''', 'DELETE FROM app.secret_contexte',
  'INSERT INTO stocks_snapshot (depot_id) VALUES (NULL)', 'UPDATE stocks_snapshot SET stock_ambiant = 0', 'UPDATE stocks_journaliers SET stock_ambiant = 0', 'DELETE FROM mouvements_stock',
  'SET LOCAL session_replication_role = replica', 'ALTER TABLE stocks_snapshot DISABLE TRIGGER ALL',
  'CREATE POLICY x ON receptions USING (true)', 'ALTER TABLE receptions DISABLE ROW LEVEL SECURITY', 'CREATE TABLE public.x (i int)', 'CREATE FUNCTION app.x() RETURNS int LANGUAGE sql RETURN 1',
  'CREATE TEMP TABLE x (i int)', 'CREATE SCHEMA x', 'GRANT mlpp_moteur TO mlpp_application', 'ALTER ROLE mlpp_application BYPASSRLS', 'COPY clients FROM PROGRAM ''true''']) AS i (instruction)
ORDER BY i.instruction, p.qui;
SELECT is(pg_temp.tenter('admin', 'SET LOCAL row_security = off; SELECT FROM receptions'), '42501', 'T-SEC-02 turning row security off refuses the reading instead of opening it');

-- T-SEC-04: every function outside the list of contract.sql refuses whoever calls it directly.
SELECT is(pg_temp.tenter(p.qui, format('SELECT app.%I(%s)', f.proname, (SELECT string_agg('NULL::' || format_type(t, NULL), ', ') FROM unnest(f.proargtypes::oid[]) t))), '42501',
  format('T-SEC-04 %s cannot call app.%s', coalesce(p.qui, 'a visitor'), f.proname))
FROM pg_proc f, (VALUES ('admin'), ('lecture'), (NULL)) AS p (qui)
WHERE f.pronamespace = 'app'::regnamespace AND f.prokind = 'f' AND f.prorettype <> 'trigger'::regtype AND f.proname IN (
  'exiger_droit', 'signature_contexte', 'etablir_contexte', 'porteur', 'journaliser', 'journaliser_mouvement', 'ouvrir_idempotence', 'attente_apres', 'verifier_attente', 'noter_echec', 'cles_tentatives',
  'inserer_utilisateur', 'exiger_depot_du_role', 'role_d_un_depot', 'journaliser_inconnu', 'prochain_numero', 'verrouiller_citernes', 'jour_du_mouvement', 'ligne_de_stock', 'poster_mouvement', 'solde_ambiant_avant', 'solde_15c_avant', 'totaux_depuis', 'annoncer',
  'verifier_reglage', 'premiere_citerne', 'citernes_des_lignes', 'cdr_a_decharger', 'poster_ligne_reception', 'poster_ligne_sortie', 'faute', 'en_faute', 'refuser_fautes', 'fautes_du_jour', 'fautes_des_tiers',
  'fautes_du_proprietaire', 'fautes_des_citernes', 'fautes_de_ligne', 'volume_de_ligne', 'fautes_du_cdr', 'fautes_entete_reception', 'fautes_ligne_reception', 'fautes_entete_sortie', 'fautes_du_stock', 'fautes_du_calcul',
  'verifier_raison', 'ajustement_du_mouvement', 'ajustement_journalise', 'poster_ajustement', 'proposer_ajustement', 'ajuster', 'proposition_a_decider', 'decider_proposition', 'citerne_du_mouvement',
  'mouvement_corrige', 'verifier_stock', 'verifier_propositions')
ORDER BY f.proname, p.qui;

-- T-SEC-03: what may be called without a session answers nothing or refuses; only signing in and housekeeping are open.
SELECT is(pg_temp.tenter(NULL, 'SELECT ' || i.appel), i.attendu, 'T-SEC-03 a visitor calls ' || i.appel)
FROM (VALUES
  ('app.enregistrer_reception(''{}'')', 'NON_AUTHENTIFIE'), ('app.enregistrer_reception(''{"lignes": []}'')', 'NON_AUTHENTIFIE'), ('app.enregistrer_reception(NULL)', 'NON_AUTHENTIFIE'),
  ('app.enregistrer_reception(pg_temp.reception(''personne'', 1))', 'NON_AUTHENTIFIE'),
  ('app.enregistrer_reception(pg_temp.reception(''A1'', 1, jsonb_build_object(''cours_de_route_id'', pg_temp.id(''personne''))))', 'NON_AUTHENTIFIE'),
  ('app.enregistrer_sortie(''{}'')', 'NON_AUTHENTIFIE'), ('app.enregistrer_sortie(''{"lignes": []}'')', 'NON_AUTHENTIFIE'), ('app.enregistrer_sortie(pg_temp.sortie(''personne'', 1))', 'NON_AUTHENTIFIE'),
  ('app.enregistrer_ajustement(''{}'')', 'NON_AUTHENTIFIE'), ('app.compenser(''RECEPTION'', pg_temp.id(''personne''), '''')', 'NON_AUTHENTIFIE'),
  ('app.declarer_stock_initial(''{}'')', 'NON_AUTHENTIFIE'), ('app.admin_adjust_stock(NULL, NULL, NULL, 0, 0, NULL)', 'NON_AUTHENTIFIE'), ('app.rouvrir_cdr(NULL, NULL)', 'NON_AUTHENTIFIE'),
  ('app.valider_ajustement(NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.refuser_ajustement(NULL, NULL)', 'NON_AUTHENTIFIE'),
  ('app.cloturer_jour(NULL, NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.creer_utilisateur(NULL, NULL, NULL, NULL, NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.creer_jeton(''x'', NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.enregistrer_vue(''clients'', ''x'', ''tri=nom'')', 'NON_AUTHENTIFIE'),
  ('app.modifier_utilisateur(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.modifier_profil(''x'', NULL, NULL)', 'NON_AUTHENTIFIE'),
  ('app.changer_mot_de_passe(NULL, NULL, NULL, NULL)', 'NON_AUTHENTIFIE'), ('app.exiger(''stock.lire'', NULL)', 'NON_AUTHENTIFIE'),
  ('app.journaliser_export(''sorties'', ''csv'', ''{}'', 0)', 'NON_AUTHENTIFIE'),
  ('app.ouvrir_contexte(NULL, ''session'', NULL, NULL)', 'SESSION_EXPIREE'), ('app.ouvrir_contexte(sha256(''inconnu''), ''session'', NULL, NULL)', 'SESSION_EXPIREE')
) AS i (appel, attendu);
SELECT is(pg_temp.faire(NULL, 'SELECT ' || i.appel), i.attendu, 'T-SEC-03 a visitor learns nothing from ' || i.appel)
FROM (VALUES ('app.utilisateur()', NULL), ('app.depots(''stock.lire'')', '{}'), ('app.peut(''session'')', 'false'), ('app.mon_sel()', NULL), ('app.parametre(''session_duree_minutes'')', NULL),
  ('app.environnement()', NULL), ('app.revoquer_jeton(NULL)', 'false'), ('count(*) FROM app.reglages_citernes(ARRAY[pg_temp.id(''A1'')])', '0'), ('count(*) FROM app.stock_a_date(current_date)', '0')) AS i (appel, attendu);

-- ---------------------------------------------------------------------------------------------------------
-- Own account
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.tenter(qui, 'SELECT app.modifier_profil(''Autre nom'', ''en'', NULL)'), 'ok 1', format('T-SEC-01 %s changes the own name and language', qui)) FROM gens ORDER BY qui;
SELECT pg_temp.executer('lecture', 'SELECT app.modifier_profil(''Autre nom'', ''en'', NULL)');
SELECT is((SELECT p.nom_complet || p.langue || p.role FROM profils p WHERE user_id = pg_temp.id('lecture')), 'Autre nomenlecture', 'T-SEC-01 and nothing else of it');
SELECT is((SELECT count(*) FROM profils WHERE nom_complet = 'Autre nom'), 1::bigint, 'T-SEC-01 and nobody else''s');
SELECT is((SELECT version FROM utilisateurs WHERE id = pg_temp.id('lecture')), 2, 'T-CDR-05 the account''s version moves with its profile');
SELECT is((SELECT niveau FROM log_actions WHERE action = 'PROFIL_MODIFIE' AND user_id = pg_temp.id('lecture')), 'CRITICAL', 'T-LOG-02 a changed profile is logged CRITICAL');
SELECT is(pg_temp.tenter('lecture', 'SELECT app.modifier_profil('' '', NULL, NULL)'), '23514 profils_nom_complet_check', 'T-SEC-01 an empty name is refused');

SELECT is(pg_temp.tenter('lecture', 'SELECT app.modifier_profil(NULL, NULL, (SELECT email FROM utilisateurs WHERE id = pg_temp.id(''admin'')))'), 'ok 1', 'T-SEC-01 the e-mail of somebody else is not seen: NULL changes nothing');
SELECT is(pg_temp.tenter('admin', 'SELECT app.modifier_profil(NULL, NULL, (SELECT upper(email) FROM utilisateurs WHERE id = pg_temp.id(''lecture'')))'), '23505 utilisateurs_email_key', 'T-SEC-01 another''s e-mail is not taken');
SELECT pg_temp.executer('finance', 'SELECT app.modifier_profil(NULL, NULL, '' Moi@Essai.local '')');
SELECT is((SELECT email FROM utilisateurs WHERE id = pg_temp.id('finance')), 'moi@essai.local', 'T-SEC-01 the own e-mail is changed, in one spelling');
SELECT is((SELECT details FROM log_actions WHERE action = 'PROFIL_MODIFIE' AND user_id = pg_temp.id('finance')), '{"email": "…"}', 'T-LOG-04 the log says that it changed, not to what');

-- Settings and rights do not change without a trace.
CREATE FUNCTION pg_temp.traces(instruction text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  avant uuid[] := ARRAY(SELECT id FROM public.log_actions);
BEGIN
  EXECUTE instruction;
  RETURN QUERY SELECT a.action || ' ' || a.niveau || ' ' || coalesce(a.details -> 'avant' ->> 'valeur', '') || '>' || coalesce(a.details -> 'apres' ->> 'valeur', '')
    FROM public.log_actions a WHERE a.id <> ALL (avant) ORDER BY a.id;
END $$;
SELECT is(ARRAY(SELECT pg_temp.traces('UPDATE parametres SET valeur = ''11'' WHERE cle = ''connexion_essais_libres''')), ARRAY['PARAMETRE_MODIFIE CRITICAL 5>11'], 'T-LOG-02 a changed setting is logged CRITICAL, before and after');
SELECT is(ARRAY(SELECT pg_temp.traces('UPDATE parametres SET valeur = valeur WHERE NOT fige')), '{}', 'T-LOG-02 one that stays as it is is not');
SELECT is(ARRAY(SELECT pg_temp.traces('UPDATE role_permissions SET portee = ''depot'' WHERE role = ''gerant'' AND action = ''stock.lire''')), ARRAY['DROIT_MODIFIE CRITICAL >'], 'T-LOG-02 a changed right is logged');
SELECT is(ARRAY(SELECT pg_temp.traces('DELETE FROM role_permissions WHERE role = ''gerant'' AND action = ''stock.lire''')), ARRAY['DROIT_MODIFIE CRITICAL >'], 'T-LOG-02 so is one taken away');
SELECT is(ARRAY(SELECT pg_temp.traces('INSERT INTO role_permissions VALUES (''gerant'', ''stock.lire'', ''tous'')')), ARRAY['DROIT_MODIFIE CRITICAL >'], 'T-LOG-02 and one given');

-- A token has its owner's rights, and only its owner ends it.
SELECT is(pg_temp.faire('jeton operateur', 'SELECT app.utilisateur()')::uuid, pg_temp.id('operateur'), 'T-SEC-02 a token acts as its owner');
SELECT is(pg_temp.essai_sortie('jeton operateur', pg_temp.sortie('B1', 1)), 'HORS_DEPOT', 'T-SEC-02 and has no more rights');
SELECT is(pg_temp.faire('admin', format('SELECT app.revoquer_jeton(%L)', (SELECT id FROM jetons WHERE utilisateur_id = pg_temp.id('operateur')))), 'false', 'T-SEC-02 nobody else ends it');
SELECT is(pg_temp.faire('operateur', format('SELECT app.revoquer_jeton(%L)', (SELECT id FROM jetons WHERE utilisateur_id = pg_temp.id('operateur')))), 'true', 'T-SEC-02 its owner ends it');
SELECT is(pg_temp.tenter('jeton operateur', 'SELECT 1'), 'SESSION_EXPIREE', 'T-SEC-02 and it is dead at once');
UPDATE jetons SET expire_le = now() WHERE utilisateur_id = pg_temp.id('gerant');
SELECT is(pg_temp.tenter('jeton gerant', 'SELECT 1'), 'SESSION_EXPIREE', 'T-SEC-02 an expired token is dead');

-- A saved view is its owner's alone: saved again it is replaced, and thirty a list are enough.
SELECT is(pg_temp.faire('admin', format('SELECT app.supprimer_vue(%L)', (SELECT id FROM vues_enregistrees WHERE utilisateur_id = pg_temp.id('operateur')))), 'false', 'T-UI-01 nobody else removes a view');
SELECT is(pg_temp.tenter(NULL, format('SELECT FROM app.supprimer_vue(%L) x (fait) WHERE fait', (SELECT id FROM vues_enregistrees WHERE utilisateur_id = pg_temp.id('operateur')))), 'ok 0', 'T-UI-01 a visitor removes none');
SELECT is(pg_temp.faire('operateur', format('SELECT app.supprimer_vue(%L)', (SELECT id FROM vues_enregistrees WHERE utilisateur_id = pg_temp.id('operateur')))), 'true', 'T-UI-01 its owner removes it');
SELECT count(pg_temp.faire('operateur', format('SELECT app.enregistrer_vue(''clients'', %L, ''tri=nom'')', 'vue ' || n))) AS vues FROM generate_series(1, 30) n \gset
SELECT is(pg_temp.tenter('operateur', 'SELECT app.enregistrer_vue(''clients'', ''une de trop'', ''tri=nom'')'), 'TROP_D_ELEMENTS', 'T-UI-01 the thirty-first view of a list is refused');
SELECT is(pg_temp.tenter('operateur', 'SELECT app.enregistrer_vue(''receptions'', ''une autre'', ''tri=numero'')'), 'ok 1', 'T-UI-01 another list has its own thirty');
SELECT is(pg_temp.faire('operateur', 'SELECT count(*) FROM (SELECT app.enregistrer_vue(''clients'', ''vue 7'', ''tri=-nom'')) x'), '1', 'T-UI-01 one of the thirty is saved again');
SELECT is((SELECT string_agg(parametres, ' ') FROM vues_enregistrees WHERE utilisateur_id = pg_temp.id('operateur') AND nom = 'vue 7'), 'tri=-nom', 'T-UI-01 and is replaced');
SELECT is(pg_temp.tenter('operateur', format('SELECT app.enregistrer_vue(%L, %L, %L)', v.ecran, v.nom, v.parametres)), v.attendu, 'T-UI-01 a view is refused by ' || v.attendu)
FROM (VALUES ('Clients!', 'x', 'a=b', '23514 vues_enregistrees_ecran_check'), ('transporteurs', ' x', 'a=b', '23514 vues_enregistrees_nom_check'),
  ('transporteurs', 'x', '', '23514 vues_enregistrees_parametres_check'), ('transporteurs', 'x', repeat('a', 2001), '23514 vues_enregistrees_parametres_check')) AS v (ecran, nom, parametres, attendu);

-- The administrator's hand on accounts.
SELECT is(pg_temp.tenter('admin', $$SELECT app.creer_utilisateur('x@essai.invalid', 'X', 'operateur', NULL, NULL, NULL)$$), 'DEPOT_REQUIS', 'T-SEC-02 an operateur needs a depot');
SELECT is(pg_temp.tenter('admin', $$SELECT app.creer_utilisateur('ADMIN@essai.invalid', 'X', 'pca', NULL, NULL, NULL)$$), '23505 utilisateurs_email_key', 'T-SEC-02 one account an e-mail, however it is typed');
SELECT is(pg_temp.tenter('admin', $$SELECT app.creer_utilisateur('x@essai.invalid', 'X', 'chef', NULL, NULL, NULL)$$), '23514 profils_role_check', 'T-SEC-02 an unknown role is refused');
SELECT is(pg_temp.tenter('admin', format($$SELECT app.modifier_utilisateur(%L, 1, NULL, NULL, 'pca', false, NULL, NULL, NULL, NULL)$$, pg_temp.id('admin'))), 'DERNIER_ADMIN', 'T-SEC-01 the last administrator keeps the role');
SELECT is(pg_temp.tenter('admin', format($$SELECT app.modifier_utilisateur(%L, 1, NULL, NULL, NULL, false, NULL, false, NULL, NULL)$$, pg_temp.id('admin'))), 'DERNIER_ADMIN', 'T-SEC-01 and stays active');
SELECT is(pg_temp.faire('admin', format($$SELECT app.modifier_utilisateur(%L, 7, NULL, 'X', NULL, false, NULL, NULL, NULL, NULL)$$, pg_temp.id('pca'))), 'false', 'T-CDR-05 a stale version changes nothing');
SELECT is(pg_temp.faire('admin', $$SELECT app.modifier_utilisateur('00000000-0000-7000-8000-000000000001', 1, NULL, NULL, NULL, false, NULL, true, '\x00112233445566778899aabbccddeeff', '\x01')$$), 'false', 'T-SEC-03 nobody can sign in as the system');
SELECT is(pg_temp.tenter('admin', format($$SELECT app.modifier_utilisateur(%L, 1, NULL, NULL, 'lecture', true, NULL, NULL, NULL, NULL)$$, pg_temp.id('gerant'))), 'DEPOT_REQUIS', 'T-SEC-02 a change to lecture without a depot is refused');

-- ---------------------------------------------------------------------------------------------------------
-- The context
-- ---------------------------------------------------------------------------------------------------------

-- A right taken, a role changed, an account or a session ended: it counts from the next request.
SELECT is(pg_temp.tenter('gerant', 'SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''sorties.creer'', NULL, NULL)'), 'ok 1', 'T-PERM-01 the context opens for an action of the role');
SELECT is(pg_temp.tenter('gerant', 'SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''cdr.creer'', NULL, NULL)'), 'ROLE_FORBIDDEN', 'T-PERM-03 and for no other');
SELECT is(pg_temp.tenter('gerant', 'SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''n_importe.quoi'', NULL, NULL)'), 'ROLE_FORBIDDEN', 'T-PERM-03 nor for an unknown one');
SELECT is(pg_temp.tenter('admin', 'SELECT app.ouvrir_contexte(pg_temp.hash(''admin''), NULL, NULL, NULL)'), 'ROLE_FORBIDDEN', 'T-PERM-03 nor for none');

SELECT is(pg_temp.apres(c.changement, 'gerant', c.instruction), c.attendu, format('T-SEC-02 at once: %s', c.changement))
FROM (VALUES
  ('SELECT 1', 'SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''sorties.creer'', NULL, NULL)', 'ok 1'),
  ('DELETE FROM role_permissions WHERE role = ''gerant'' AND action = ''sorties.creer''', 'SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''sorties.creer'', NULL, NULL)', 'ROLE_FORBIDDEN'),
  ('DELETE FROM role_permissions WHERE role = ''gerant'' AND action = ''sorties.creer''', 'SELECT app.enregistrer_sortie(pg_temp.sortie(''A1'', 1))', 'ROLE_FORBIDDEN'),
  ('DELETE FROM role_permissions WHERE role = ''gerant'' AND action = ''receptions.lire''', 'SELECT FROM receptions', 'ok 0'),
  ('UPDATE profils SET role = ''lecture'' WHERE user_id = pg_temp.id(''gerant'')', 'SELECT app.enregistrer_sortie(pg_temp.sortie(''A1'', 1))', 'ROLE_FORBIDDEN'),
  ('UPDATE profils SET depot_id = pg_temp.id(''depot_b'') WHERE user_id = pg_temp.id(''gerant'')', 'SELECT app.enregistrer_sortie(pg_temp.sortie(''A1'', 1))', 'HORS_DEPOT'),
  ('UPDATE utilisateurs SET actif = false WHERE id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('DELETE FROM profils WHERE user_id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('SELECT app.deconnecter(pg_temp.hash(''gerant''))', 'SELECT 1', 'SESSION_EXPIREE'),
  ('UPDATE sessions SET revoque_le = now() WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('UPDATE sessions SET expire_le = now() WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('UPDATE sessions SET expire_le = now() + interval ''1 second'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'ok 1'),
  ('UPDATE sessions SET vu_le = now() - interval ''720 minutes'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('UPDATE sessions SET vu_le = now() - interval ''719 minutes'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'ok 1'),
  ('UPDATE parametres SET valeur = ''10'' WHERE cle = ''session_inactivite_minutes''; UPDATE sessions SET vu_le = now() - interval ''10 minutes'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'SELECT 1', 'SESSION_EXPIREE'),
  ('SELECT pg_temp.faire(''admin'', format(''SELECT app.modifier_utilisateur(%L, 1, NULL, NULL, NULL, false, NULL, NULL, ''''\x00112233445566778899aabbccddeeff'''', ''''\x01'''')'', pg_temp.id(''gerant'')))', 'SELECT 1', 'SESSION_EXPIREE'),
  ('SELECT pg_temp.faire(''admin'', format(''SELECT app.modifier_utilisateur(%L, 1, NULL, NULL, ''''directeur'''', false, NULL, NULL, NULL, NULL)'', pg_temp.id(''gerant'')))', 'SELECT app.enregistrer_sortie(pg_temp.sortie(''B1'', 1))', 'ok 1')
) AS c (changement, instruction, attendu);

-- The instant of last use moves at most once a minute.
SELECT is(pg_temp.apres('UPDATE sessions SET vu_le = now() - interval ''5 minutes'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'gerant', 'SELECT FROM sessions WHERE vu_le = now()'), 'ok 1', 'T-SEC-02 a use after five minutes is noted');
SELECT is(pg_temp.apres('UPDATE sessions SET vu_le = now() - interval ''30 seconds'' WHERE utilisateur_id = pg_temp.id(''gerant'')', 'gerant', 'SELECT FROM sessions WHERE vu_le = now()'), 'ok 0', 'T-SEC-02 a use after thirty seconds is not');

SELECT is(pg_temp.apres('UPDATE sessions SET vu_le = now() - interval ''5 minutes'' WHERE utilisateur_id = pg_temp.id(''gerant'')', NULL,
  'SET LOCAL transaction_read_only = on; SELECT app.ouvrir_contexte(pg_temp.hash(''gerant''), ''session'', NULL, NULL)'), 'ok 1', 'T-SEC-02 a transaction that only reads opens its context too');
SELECT is(pg_temp.apres('UPDATE jetons SET vu_le = now() - interval ''5 minutes'', revoque_le = NULL WHERE utilisateur_id = pg_temp.id(''operateur'')', NULL,
  'SET LOCAL transaction_read_only = on; SELECT app.ouvrir_contexte(pg_temp.hash(''jeton operateur''), ''session'', NULL, NULL)'), 'ok 1', 'T-SEC-02 also with a token');

-- Forgeries. The setting may be written by anybody; without the signature it refuses whatever asks for it.
CREATE FUNCTION pg_temp.forger(valeur text, instruction text) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.tenter('lecture', format('SELECT set_config(''mlpp.contexte'', %L, true); %s', valeur, instruction));
SELECT is(pg_temp.forger(f.valeur, i.instruction), 'NON_AUTHENTIFIE', format('T-SEC-04 a forged context (%s) is refused: %s', f.nom, left(i.instruction, 40)))
FROM (VALUES
  ('plain', format('(%s,admin,,,,)', pg_temp.id('admin'))),
  ('made-up signature', repeat('0', 64) || format('(%s,admin,,,,)', pg_temp.id('admin'))),
  ('signed without the secret', encode(sha256(convert_to(pg_backend_pid() || '|' || extract(epoch FROM now()) || '|' || format('(%s,admin,,,,)', pg_temp.id('admin')), 'UTF8')), 'hex') || format('(%s,admin,,,,)', pg_temp.id('admin'))),
  ('one letter', 'x')) AS f (nom, valeur),
  (VALUES ('SELECT FROM receptions'), ('SELECT FROM v_stock_actuel'), ('SELECT FROM log_actions'), ('SELECT app.enregistrer_sortie(pg_temp.sortie(''A1'', 1))'), ('UPDATE clients SET nom = ''x'''),
    ('SELECT app.conclure_idempotence(200, ''x'')')) AS i (instruction);
SELECT is(pg_temp.forger('', 'SELECT FROM receptions'), 'ok 0', 'T-SEC-03 an emptied context is no context');

-- A true signature covers every letter of what it signs.
CREATE FUNCTION pg_temp.alterer(de text, vers text, instruction text) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.tenter('lecture', format('SELECT set_config(''mlpp.contexte'', replace(current_setting(''mlpp.contexte''), %L, %L), true); %s', de, vers, instruction));
SELECT is(pg_temp.alterer('lecture', 'admin', 'SELECT FROM receptions'), 'NON_AUTHENTIFIE', 'T-SEC-04 a signed context with another role is refused');
SELECT is(pg_temp.alterer(pg_temp.id('depot_a')::text, pg_temp.id('depot_b')::text, 'SELECT FROM receptions'), 'NON_AUTHENTIFIE', 'T-SEC-04 with another depot too');
SELECT is(pg_temp.alterer(pg_temp.id('lecture')::text, pg_temp.id('admin')::text, 'SELECT FROM receptions'), 'NON_AUTHENTIFIE', 'T-SEC-04 with another person too');
SELECT is(pg_temp.alterer('xyz', 'xyz', 'SELECT FROM receptions WHERE depot_id = pg_temp.id(''depot_a'')'), (SELECT 'ok ' || count(*) FROM receptions WHERE depot_id = pg_temp.id('depot_a')), 'T-SEC-04 the same one untouched works');

-- No function that the server may call signs or hashes a text of the caller with the secret, not even in part.
CREATE FUNCTION pg_temp.demi_signature() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  signe text;
  sel text;
BEGIN
  PERFORM pg_temp.devenir('lecture');
  signe := current_setting('mlpp.contexte');
  sel := encode(app.connexion_sel(pg_backend_pid() || '|' || extract(epoch FROM now()) || '|' || substr(signe, 65), '192.0.2.1'), 'hex');
  RESET ROLE;
  RETURN CASE WHEN left(signe, 32) = sel THEN 'the salt of a made-up account is half a signature' ELSE 'unrelated' END;
END $$;
SELECT is(pg_temp.demi_signature(), 'unrelated', 'T-SEC-04 made-up salts and signatures have nothing in common');

-- Two persons one after the other on one connection: the second sees the own rows only.
SELECT is(pg_temp.faire('admin', 'SELECT count(DISTINCT depot_id) FROM receptions WHERE depot_id IN (pg_temp.id(''depot_a''), pg_temp.id(''depot_b''))') || pg_temp.faire('operateur_b', 'SELECT count(DISTINCT depot_id) FROM receptions'), '21',
  'T-SEC-02 a context replaces the one before it');

-- Refused requests are kept, once a minute, and never as somebody else.
SELECT pg_temp.executer('lecture', 'SELECT app.journaliser_refus(pg_temp.hash(''lecture''), ''receptions.creer'', false)');
SELECT pg_temp.executer('lecture', 'SELECT app.journaliser_refus(pg_temp.hash(''lecture''), ''receptions.creer'', false)');
SELECT pg_temp.executer('lecture', 'SELECT app.journaliser_refus(pg_temp.hash(''lecture''), ''utilisateurs.gerer'', true)');
SELECT pg_temp.executer(NULL, 'SELECT app.journaliser_refus(sha256(''inconnu''), ''receptions.creer'', false)');
SELECT results_eq($$ SELECT user_id, niveau, count(*) FROM log_actions WHERE action = 'ACCES_REFUSE' GROUP BY 1, 2 ORDER BY 2 $$,
  $$ VALUES (pg_temp.id('lecture'), 'CRITICAL', 1::bigint), (pg_temp.id('lecture'), 'WARNING', 1::bigint) $$, 'T-LOG-02 a refusal is logged once a minute and action, as its author');

-- ---------------------------------------------------------------------------------------------------------
-- Rights as data
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.faire(g.qui, format('SELECT app.peut(%L)', v.action)), (v.qui = g.qui)::text, format('T-PERM-01 %s and %s', g.qui, v.action))
FROM gens g, (VALUES ('receptions.sans_cdr', 'admin'), ('alertes.technique', 'admin'), ('alertes.gestion', 'directeur')) AS v (action, qui) WHERE g.qui !~ '(_b|nulle_part)$' ORDER BY v.action, g.qui;
SELECT is((SELECT string_agg(DISTINCT g.role, ' ' ORDER BY g.role) FROM gens g WHERE app.role_d_un_depot(g.role)), 'gerant lecture operateur', 'T-SEC-01 a role with a right in the own depot only needs one');
SELECT is(pg_temp.tenter('admin', $$SELECT app.creer_utilisateur('neuf@essai.invalid', 'Neuf', 'operateur', NULL, '\x00112233445566778899aabbccddeeff', '\x01')$$), 'DEPOT_REQUIS', 'T-SEC-01 and is refused without');
SELECT is(pg_temp.apres('UPDATE role_permissions SET portee = ''tous'' WHERE role = ''operateur''', 'admin',
  $$SELECT app.creer_utilisateur('neuf@essai.invalid', 'Neuf', 'operateur', NULL, '\x00112233445566778899aabbccddeeff', '\x01')$$), 'ok 1', 'T-SEC-01 the matrix says which, not a list of names');

SELECT is_empty($$ SELECT n.cle, n.action FROM navigation n WHERE NOT EXISTS (SELECT FROM role_permissions p WHERE p.action = n.action) $$, 'T-PERM-04 every entry of the menu names a right of the matrix');
SELECT results_eq($$ SELECT p.role, array_to_string(array_agg(n.cle ORDER BY n.ordre), ' ') FROM navigation n JOIN role_permissions p ON p.action = n.action GROUP BY p.role ORDER BY p.role $$,
  $$ VALUES
    ('admin', 'accueil cours fournisseurs receptions sorties stocks citernes ajustements integrite journal referentiels utilisateurs'),
    ('directeur', 'accueil cours fournisseurs receptions sorties stocks citernes ajustements integrite journal referentiels'),
    ('finance', 'accueil cours fournisseurs receptions sorties stocks citernes referentiels'),
    ('gerant', 'accueil cours fournisseurs receptions sorties stocks citernes ajustements referentiels'),
    ('lecture', 'accueil cours receptions sorties stocks citernes ajustements referentiels'),
    ('operateur', 'accueil cours receptions sorties stocks citernes ajustements referentiels'),
    ('pca', 'accueil cours fournisseurs receptions sorties stocks citernes integrite journal referentiels') $$,
  'T-PERM-04 T-NAV-01 each role sees the menu of its rights');

SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 nothing of all this moved stock');
SELECT * FROM finish();
ROLLBACK;
