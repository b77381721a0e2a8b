-- Cours de route: one state column, every pair of states tried, one open shipment a truck, who edits what and when.
BEGIN;
\ir fixture/base.psql

SELECT ok(pg_temp.nouveau_cdr(s, 'depot_a', s) IS NOT NULL, format('T-CDR-01 a shipment in %s', s)) FROM unnest('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE,DECHARGE}'::text[]) s;

-- Every pair, by the administrator, who has every right: one step forward and nothing else.
SELECT is(pg_temp.tenter('admin', format('UPDATE cours_de_route SET statut = %L WHERE id = %L', vers, pg_temp.id(de))),
  CASE WHEN de = vers OR (de, vers) IN (('CHARGEMENT', 'TRANSIT'), ('TRANSIT', 'FRONTIERE'), ('FRONTIERE', 'ARRIVE')) THEN 'ok 1'
    ELSE 'TRANSITION_INTERDITE' END, format('T-CDR-01 T-INV-09 from %s to %s', de, vers))
FROM unnest('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE,DECHARGE}'::text[]) de, unnest('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE,DECHARGE}'::text[]) vers;
-- The owner, on the command line, meets the same guard.
SELECT is(pg_temp.tenter_en('mlpp_proprietaire', format('UPDATE cours_de_route SET statut = %L WHERE id = %L', v.vers, pg_temp.id(v.de))), 'TRANSITION_INTERDITE', format('T-CDR-01 the owner from %s to %s', v.de, v.vers))
FROM (VALUES ('ARRIVE', 'DECHARGE'), ('DECHARGE', 'ARRIVE'), ('CHARGEMENT', 'ARRIVE'), ('TRANSIT', 'CHARGEMENT')) AS v (de, vers);
SELECT is(pg_temp.tenter('admin', format('UPDATE cours_de_route SET statut = %L WHERE id = %L', s, pg_temp.id('FRONTIERE'))), 'TRANSITION_INTERDITE', format('T-CDR-06 the status %s is refused', s))
FROM unnest(ARRAY['arrive', 'Arrivé', 'ARRIVÉ', 'Arrive ', 'PERDU', '']) s;
SELECT is(pg_temp.refus('admin', format('UPDATE cours_de_route SET statut = ''ARRIVE'' WHERE id = %L', pg_temp.id('CHARGEMENT'))), 'TRANSITION_INTERDITE statut {"de": "CHARGEMENT", "vers": "ARRIVE"}', 'T-CDR-01 the refusal names both');
SELECT is_empty($$ SELECT attrelid::regclass, attname FROM pg_attribute WHERE attrelid = 'cours_de_route'::regclass AND attname ~ '(statut|etat|status|state)' AND attname <> 'statut' $$, 'T-INV-09 T-REG-26 there is one column of state');

-- What a step leaves.
SELECT is((SELECT arrive_at IS NOT NULL FROM cours_de_route WHERE id = pg_temp.id('ARRIVE')), true, 'T-CDR-01 arriving is dated');
SELECT is((SELECT arrive_at FROM cours_de_route WHERE id = pg_temp.id('FRONTIERE')), NULL, 'T-CDR-01 and nothing before');
SELECT is((SELECT string_agg(statut, ' ' ORDER BY change_le) FROM cours_de_route_statuts WHERE cours_de_route_id = pg_temp.id('DECHARGE')), 'CHARGEMENT TRANSIT FRONTIERE ARRIVE DECHARGE', 'T-CDR-01 each step is in the history');
SELECT is((SELECT count(*) FROM cours_de_route_statuts WHERE cours_de_route_id = pg_temp.id('DECHARGE') AND utilisateur_id <> pg_temp.id('admin')), 0::bigint, 'T-LOG-02 with its author');
SELECT is((SELECT string_agg(concat_ws('>', details ->> 'de', details ->> 'statut'), ' ' ORDER BY created_at) FROM log_actions WHERE cible_id = pg_temp.id('DECHARGE')),
  'CHARGEMENT CHARGEMENT>TRANSIT TRANSIT>FRONTIERE FRONTIERE>ARRIVE ARRIVE>DECHARGE', 'T-LOG-02 and in the log, once');
SELECT is((SELECT string_agg(right(numero, 6), ' ' ORDER BY created_at, numero) FROM cours_de_route), '000001 000002 000003 000004 000005', 'T-CDR-01 shipments are numbered');
SELECT is((SELECT created_by FROM cours_de_route WHERE id = pg_temp.id('ARRIVE')), pg_temp.id('admin'), 'T-LOG-03 the author is the caller');

-- ---------------------------------------------------------------------------------------------------------
-- Entering
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.saisie(plaque text, autre text DEFAULT '', valeur text DEFAULT '') RETURNS text LANGUAGE sql IMMUTABLE
RETURN format('INSERT INTO cours_de_route (fournisseur_id, depot_destination_id, produit_id, plaque_camion, chauffeur_nom, date_chargement, volume%s) VALUES (%L, %L, %L, %L, ''Jo'', current_date, 30000%s)',
  autre, pg_temp.id('fournisseur_1'), pg_temp.id('depot_a'), pg_temp.id('gasoil'), plaque, valeur);
SELECT is(pg_temp.tenter('operateur', pg_temp.saisie(p)), a, format('T-CDR-03 a truck with the plate "%s"', p))
FROM (VALUES ('NEUF 1', 'ok 1'), ('p arrive', '23505 uniq_open_cdr_per_truck'), ('P-ARRIVE', '23505 uniq_open_cdr_per_truck'), ('P.Arrive', '23505 uniq_open_cdr_per_truck'), (' p  A r r i v e ', '23505 uniq_open_cdr_per_truck'),
  ('P CHARGEMENT', '23505 uniq_open_cdr_per_truck'), ('P DECHARGE', 'ok 1'), ('A', '23514 cours_de_route_plaque_cle_check'), ('- .', '23514 cours_de_route_plaque_cle_check'), (repeat('A', 21), '23514 cours_de_route_plaque_camion_check')) AS v (p, a);
SELECT is(pg_temp.tenter('operateur', replace(pg_temp.saisie('NEUF 1'), v.de, v.vers)), v.attendu, 'T-CDR-01 ' || v.nom)
FROM (VALUES ('30000', '0', '23514 cours_de_route_volume_check', 'a volume of nothing is refused'), ('30000', '-1', '23514 cours_de_route_volume_check', 'a negative one too'), ('30000', '1000000', 'ok 1', 'a million litres is the limit'),
  ('30000', '1000000.001', '23514 cours_de_route_volume_check', 'and no more'), ('30000', '''NaN''', '23514 cours_de_route_volume_check', 'nor what is no number'), ('''Jo''', ''' ''', '23514 cours_de_route_chauffeur_nom_check', 'the driver has a name'),
  (pg_temp.id('fournisseur_1')::text, pg_temp.id('personne')::text, '23503 cours_de_route_fournisseur_id_fkey', 'the supplier exists')) AS v (de, vers, attendu, nom);
SELECT is(pg_temp.tenter('operateur', pg_temp.saisie('NEUF 1', ', date_arrivee_prevue', ', current_date - 1')), '23514 cours_de_route_dates_check', 'T-CDR-01 a truck does not arrive before it left');
-- Planned with active records only; under way with those that it has.
ALTER TABLE depots DISABLE TRIGGER garder; -- one with stock stays in service otherwise
SELECT is(pg_temp.apres(format('UPDATE %I SET actif = false WHERE id = %L', v.relation, pg_temp.id(v.nom)), 'operateur', v.instruction), v.attendu, format('T-CDR-01 with the inactive %s: %s', v.nom, left(v.instruction, 40)))
FROM (VALUES
  ('fournisseurs', 'fournisseur_1', pg_temp.saisie('NEUF 1'), 'REFERENTIEL_INACTIF'), ('fournisseurs', 'fournisseur_2', pg_temp.saisie('NEUF 1'), 'ok 1'),
  ('produits', 'gasoil', pg_temp.saisie('NEUF 1'), 'REFERENTIEL_INACTIF'), ('produits', 'essence', pg_temp.saisie('NEUF 1'), 'ok 1'),
  ('depots', 'depot_a', pg_temp.saisie('NEUF 1'), 'REFERENTIEL_INACTIF'), ('depots', 'depot_b', pg_temp.saisie('NEUF 1'), 'ok 1'),
  ('fournisseurs', 'fournisseur_2', format('UPDATE cours_de_route SET fournisseur_id = %L WHERE id = %L', pg_temp.id('fournisseur_2'), pg_temp.id('TRANSIT')), 'REFERENTIEL_INACTIF'),
  ('fournisseurs', 'fournisseur_1', format('UPDATE cours_de_route SET fournisseur_id = fournisseur_id, note = ''n'' WHERE id = %L', pg_temp.id('TRANSIT')), 'ok 1'),
  ('fournisseurs', 'fournisseur_1', format('UPDATE cours_de_route SET fournisseur_id = %L WHERE id = %L', pg_temp.id('fournisseur_2'), pg_temp.id('TRANSIT')), 'ok 1'),
  ('produits', 'gasoil', format('UPDATE cours_de_route SET statut = ''FRONTIERE'' WHERE id = %L', pg_temp.id('TRANSIT')), 'ok 1')) AS v (relation, nom, instruction, attendu);
SELECT is(pg_temp.tenter('admin', pg_temp.saisie('NEUF 1', ', ' || c, ', ' || v)), '42501', format('T-LOG-03 nobody enters %s', c))
FROM (VALUES ('statut', '''ARRIVE'''), ('numero', '''X'''), ('created_by', 'pg_temp.id(''pca'')'), ('arrive_at', 'now()'), ('nb_dechargements', '1'), ('version', '9'), ('created_at', 'now()')) AS x (c, v);

-- ---------------------------------------------------------------------------------------------------------
-- Editing
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.edition(cdr text, champs text) RETURNS text LANGUAGE sql IMMUTABLE RETURN format('UPDATE cours_de_route SET %s WHERE id = %L', champs, pg_temp.id(cdr));
SELECT is(pg_temp.tenter(e.qui, pg_temp.edition(e.cdr, 'volume = 29000, chauffeur_nom = ''Luc''')), e.attendu, format('T-CDR-04 %s edits a shipment in %s', e.qui, e.cdr))
FROM (VALUES
  ('operateur', 'CHARGEMENT', 'ok 1'), ('operateur', 'TRANSIT', 'ok 1'), ('operateur', 'FRONTIERE', 'ROLE_FORBIDDEN'), ('operateur', 'ARRIVE', 'ROLE_FORBIDDEN'), ('operateur', 'DECHARGE', 'ROLE_FORBIDDEN'),
  ('directeur', 'CHARGEMENT', 'ok 1'), ('directeur', 'TRANSIT', 'ok 1'), ('directeur', 'FRONTIERE', 'ok 1'), ('directeur', 'ARRIVE', 'ok 1'), ('directeur', 'DECHARGE', 'ROLE_FORBIDDEN'),
  ('admin', 'CHARGEMENT', 'ok 1'), ('admin', 'TRANSIT', 'ok 1'), ('admin', 'FRONTIERE', 'ok 1'), ('admin', 'ARRIVE', 'ok 1'), ('admin', 'DECHARGE', 'CDR_DECHARGE_FIGE'),
  ('gerant', 'CHARGEMENT', 'ok 0'), ('gerant', 'DECHARGE', 'ok 0'), ('pca', 'TRANSIT', 'ok 0'), ('lecture', 'ARRIVE', 'ok 0'), ('finance', 'FRONTIERE', 'ok 0'), ('operateur_b', 'CHARGEMENT', 'ok 0')) AS e (qui, cdr, attendu);
SELECT is(pg_temp.tenter(e.qui, pg_temp.edition(e.cdr, format('statut = %L', e.vers))), e.attendu, format('T-CDR-01 %s advances a shipment in %s', e.qui, e.cdr))
FROM (VALUES
  ('operateur', 'CHARGEMENT', 'TRANSIT', 'ok 1'), ('operateur', 'TRANSIT', 'FRONTIERE', 'ok 1'), ('operateur', 'FRONTIERE', 'ARRIVE', 'ok 1'), ('operateur', 'ARRIVE', 'DECHARGE', 'TRANSITION_INTERDITE'),
  ('directeur', 'CHARGEMENT', 'TRANSIT', 'ok 1'), ('directeur', 'TRANSIT', 'FRONTIERE', 'ok 1'), ('directeur', 'FRONTIERE', 'ARRIVE', 'ok 1'),
  ('gerant', 'FRONTIERE', 'ARRIVE', 'ok 0'), ('operateur_b', 'FRONTIERE', 'ARRIVE', 'ok 0')) AS e (qui, cdr, vers, attendu);
SELECT is(pg_temp.tenter('admin', pg_temp.edition('DECHARGE', c.champ)), c.attendu, format('T-CDR-04 on a discharged shipment: %s', c.champ))
FROM (VALUES ('note = ''n''', 'ok 1'), ('transporteur = ''t''', 'ok 1'), ('note = ''n'', transporteur = ''t''', 'ok 1'), ('volume = 1', 'CDR_DECHARGE_FIGE'), ('produit_id = pg_temp.id(''essence'')', 'CDR_DECHARGE_FIGE'),
  ('fournisseur_id = pg_temp.id(''fournisseur_2'')', 'CDR_DECHARGE_FIGE'), ('plaque_camion = ''NEUF 9''', 'CDR_DECHARGE_FIGE'), ('chauffeur_nom = ''x''', 'CDR_DECHARGE_FIGE'), ('date_chargement = current_date - 1', 'CDR_DECHARGE_FIGE'),
  ('depot_destination_id = pg_temp.id(''depot_b'')', 'CDR_DECHARGE_FIGE'), ('note = ''n'', volume = 1', 'CDR_DECHARGE_FIGE')) AS c (champ, attendu);
SELECT is(pg_temp.tenter('admin', pg_temp.edition('CHARGEMENT', c || ' = NULL')), '42501', format('T-LOG-03 nobody changes %s', c)) FROM unnest('{numero,created_by,created_at,arrive_at,nb_dechargements,version,updated_at,id}'::text[]) c;
SELECT is(pg_temp.tenter('admin', 'UPDATE cours_de_route SET plaque_cle = ''X'''), '428C9', 'T-CDR-03 nobody writes the plate''s key');

-- An edit keeps the status and does not meet the rule of one open shipment with itself.
SELECT pg_temp.executer('operateur', pg_temp.edition('TRANSIT', 'plaque_camion = ''p-transit'', note = ''relue'''));
SELECT is((SELECT concat_ws(' ', statut, plaque_cle, note, version) FROM cours_de_route WHERE id = pg_temp.id('TRANSIT')), 'TRANSIT PTRANSIT relue 3', 'T-CDR-04 T-REG-24 the edit is there, the status too');
SELECT is(pg_temp.tenter('operateur', pg_temp.edition('TRANSIT', 'plaque_camion = ''P ARRIVE''')), '23505 uniq_open_cdr_per_truck', 'T-CDR-03 a plate is not changed to that of another open shipment');
SELECT is((SELECT concat_ws(' ', details -> 'avant' ->> 'note', details -> 'apres' ->> 'note') FROM log_actions WHERE action = 'CDR_MODIFIE' AND cible_id = pg_temp.id('TRANSIT')), 'relue', 'T-LOG-02 an edit is logged with before and after');
SELECT is((SELECT string_agg(k, ' ' ORDER BY k) FROM (SELECT jsonb_object_keys(details -> 'apres') AS k FROM log_actions WHERE action = 'CDR_MODIFIE' AND cible_id = pg_temp.id('TRANSIT')) x), 'note plaque_camion', 'T-LOG-02 of the changed fields only');
SELECT is(pg_temp.tenter('admin', format('UPDATE cours_de_route SET note = ''x'' WHERE id = %L AND version = 2', pg_temp.id('TRANSIT'))), 'ok 0', 'T-CDR-05 a stale version changes nothing');
-- Status and fields in one statement are logged both.
SELECT pg_temp.executer('operateur', pg_temp.edition('CHARGEMENT', 'statut = ''TRANSIT'', volume = 28000'));
SELECT is((SELECT string_agg(action, ' ' ORDER BY action) FROM log_actions WHERE cible_id = pg_temp.id('CHARGEMENT') AND action <> 'CDR_CREE'), 'CDR_MODIFIE CDR_STATUT_CHANGE', 'T-LOG-02 an edit beside a step is not lost');
SELECT is((SELECT details -> 'avant' ->> 'volume' FROM log_actions WHERE cible_id = pg_temp.id('CHARGEMENT') AND action = 'CDR_MODIFIE'), '30000.000', 'T-LOG-02 with what was before');

-- Another depot: the right is needed there too, and the number is that depot's.
SELECT ok(pg_temp.nouveau_cdr('elsewhere', 'depot_b') IS NOT NULL, 'T-SEC-02 depot B has a shipment with number one');
SELECT is(pg_temp.tenter('operateur', pg_temp.edition('TRANSIT', 'depot_destination_id = pg_temp.id(''depot_b'')')), 'HORS_DEPOT', 'T-SEC-02 an operateur does not send a shipment to another depot');
SELECT is(pg_temp.tenter('directeur', pg_temp.edition('TRANSIT', 'depot_destination_id = pg_temp.id(''depot_b'')')), 'ok 1', 'T-SEC-02 a directeur does');
SELECT pg_temp.executer('directeur', pg_temp.edition('FRONTIERE', 'depot_destination_id = pg_temp.id(''depot_b'')'));
SELECT is((SELECT right(numero, 6) FROM cours_de_route WHERE id = pg_temp.id('FRONTIERE')), '000002', 'T-CDR-04 it takes that depot''s next number');

-- ---------------------------------------------------------------------------------------------------------
-- Deleting
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.tenter(d.qui, format('DELETE FROM cours_de_route WHERE id = %L', pg_temp.id(d.cdr))), d.attendu, format('T-REC-01 %s deletes a shipment in %s', d.qui, d.cdr))
FROM (VALUES ('admin', 'CHARGEMENT', 'ok 1'), ('admin', 'ARRIVE', 'ok 1'), ('admin', 'DECHARGE', 'ok 0'), ('directeur', 'CHARGEMENT', 'ok 0'), ('operateur', 'CHARGEMENT', 'ok 0')) AS d (qui, cdr, attendu);
SELECT is(pg_temp.tenter_en('mlpp_proprietaire', format('DELETE FROM cours_de_route WHERE id = %L', pg_temp.id('DECHARGE'))), '23503', 'T-INV-03 the owner neither: its reception holds it');
SELECT pg_temp.executer('admin', format('DELETE FROM cours_de_route WHERE id = %L', pg_temp.id('ARRIVE')));
SELECT is((SELECT concat_ws(' ', user_id = pg_temp.id('admin'), details ->> 'plaque') FROM log_actions WHERE action = 'CDR_SUPPRIME' AND cible_id = pg_temp.id('ARRIVE')), 't P ARRIVE', 'T-LOG-02 a deletion is logged');
SELECT is((SELECT count(*) FROM cours_de_route_statuts WHERE cours_de_route_id = pg_temp.id('ARRIVE')), 0::bigint, 'T-CDR-01 its history goes with it');
-- One that was received and opened again has receptions: it stays.
SELECT ok((SELECT pg_temp.faire('admin', format('SELECT app.compenser(''RECEPTION'', %L, ''saisie en double'')', id)) IS NOT NULL FROM receptions WHERE cours_de_route_id = pg_temp.id('DECHARGE')), 'T-ADJ-08 its reception is compensated');
SELECT pg_temp.executer('admin', format('SELECT app.rouvrir_cdr(%L, ''reception en double'')', pg_temp.id('DECHARGE')));
SELECT is(pg_temp.tenter('admin', format('DELETE FROM cours_de_route WHERE id = %L', pg_temp.id('DECHARGE'))), 'ok 0', 'T-ADJ-08 a shipment opened again is not deleted');
SELECT is(pg_temp.tenter('operateur', pg_temp.saisie('P DECHARGE')), '23505 uniq_open_cdr_per_truck', 'T-CDR-03 and its truck is on the road again');
SELECT is(pg_temp.tenter('admin', pg_temp.edition('DECHARGE', 'statut = ''DECHARGE''')), 'TRANSITION_INTERDITE', 'T-CDR-01 only a reception discharges it again');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees');

SELECT * FROM finish();
ROLLBACK;
