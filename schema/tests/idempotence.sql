-- One key, one deed: the same request again gets the first answer, another request under the key is refused.
BEGIN;
\ir fixture/base.psql

-- Opens the context with a key, runs the request, keeps all of it.
CREATE FUNCTION pg_temp.avec_cle(qui text, cle text, corps text, requete text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  valeur text;
BEGIN
  SET LOCAL ROLE mlpp_application;
  PERFORM app.ouvrir_contexte(pg_temp.hash(qui), 'session', cle, sha256(convert_to(corps, 'UTF8')));
  EXECUTE requete INTO valeur;
  RESET ROLE;
  PERFORM set_config('mlpp.contexte', '', true);
  RETURN valeur;
END $$;
-- What opening answers: '', or code and detail.
CREATE FUNCTION pg_temp.ouvrir(qui text, cle text, empreinte bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  etat text;
  code text;
  detail text;
BEGIN
  SET LOCAL ROLE mlpp_application;
  PERFORM app.ouvrir_contexte(pg_temp.hash(qui), 'session', cle, empreinte);
  RAISE EXCEPTION USING ERRCODE = 'TT000', MESSAGE = 'opened';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS etat = RETURNED_SQLSTATE, code = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
  RETURN CASE etat WHEN 'TT000' THEN code WHEN 'ML002' THEN concat_ws(' ', etat, code, detail) WHEN 'ML001' THEN concat_ws(' ', etat, code) ELSE etat END;
END $$;
CREATE FUNCTION pg_temp.corps(texte text) RETURNS bytea LANGUAGE sql IMMUTABLE RETURN sha256(convert_to(texte, 'UTF8'));

CREATE TEMP TABLE reponse AS SELECT pg_temp.avec_cle('admin', 'cle-reception-1', 'corps 1', format('SELECT app.enregistrer_reception(%L)', pg_temp.reception('A1', 1000))) AS r;
SELECT is((SELECT count(*) FROM receptions), 1::bigint, 'T-SOR-11 a request with a key is done');
SELECT is((SELECT concat_ws(' ', utilisateur_id = pg_temp.id('admin'), statut, corps = r) FROM cles_idempotence, reponse), 't 201 t', 'T-SOR-11 its answer is kept, word for word');
SELECT is(pg_temp.ouvrir('admin', 'cle-reception-1', pg_temp.corps('corps 1')), (SELECT 'ML002 REQUETE_REJOUEE ' || json_build_object('statut', 201, 'corps', r)::text FROM reponse), 'T-SOR-11 the same request again gets it');
SELECT is(pg_temp.ouvrir('admin', 'cle-reception-1', pg_temp.corps('corps 2')), 'ML001 CLE_IDEMPOTENCE_REUTILISEE', 'T-SOR-11 another request under the key is refused');
SELECT is(pg_temp.ouvrir('admin', 'cle-reception-1', NULL), 'ML001 CLE_IDEMPOTENCE_REUTILISEE', 'T-SOR-11 one without a fingerprint too');
SELECT is(pg_temp.ouvrir('directeur', 'cle-reception-1', pg_temp.corps('corps 1')), 'opened', 'T-SOR-11 another person may use the same key');
SELECT is(pg_temp.ouvrir('admin', 'cle-reception-2', pg_temp.corps('corps 1')), 'opened', 'T-SOR-11 the same request under another key is another deed');
SELECT is(pg_temp.ouvrir('admin', 'CLE-RECEPTION-1', pg_temp.corps('corps 1')), 'opened', 'T-SOR-11 keys are compared letter by letter');
SELECT is((SELECT count(*) FROM receptions), 1::bigint, 'T-SOR-11 and nothing was done twice');

-- Every function that posts keeps its answer by itself; the others through conclure_idempotence.
SELECT ok(pg_temp.avec_cle('admin', 'cle-' || v.nom, v.nom, v.requete) IS NOT NULL, format('T-SOR-11 %s keeps its answer', v.nom))
FROM (VALUES
  ('sortie', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A1', 10))),
  ('ajustement', format('SELECT app.admin_adjust_stock(%L, ''MONALUXE'', NULL, -1, -1, ''perte au jaugeage'')', pg_temp.id('A1'))),
  ('initial', format('SELECT app.declarer_stock_initial(%L)', jsonb_build_object('citerne_id', pg_temp.id('A2'), 'proprietaire_type', 'MONALUXE', 'date', current_date - 1, 'volume_ambiant', 10, 'volume_15c', 9.9))),
  ('compensation', format('SELECT app.compenser(''RECEPTION'', %L, ''saisie en double'')', (SELECT id FROM receptions)))) AS v (nom, requete);
SELECT is(left(pg_temp.ouvrir('admin', 'cle-' || n, pg_temp.corps(n)), 5), 'ML002', format('T-SOR-11 %s is not done twice', n)) FROM unnest('{sortie,ajustement,initial,compensation}'::text[]) n;

SELECT is(pg_temp.avec_cle('admin', 'cle-clients-1', 'c', 'SELECT app.conclure_idempotence(200, ''{"a": 1}'')'), '', 'T-SOR-11 another request keeps its answer with its deed');
SELECT is(pg_temp.ouvrir('admin', 'cle-clients-1', pg_temp.corps('c')), 'ML002 REQUETE_REJOUEE ' || json_build_object('statut', 200, 'corps', '{"a": 1}')::text, 'T-SOR-11 with its own status');
SELECT is(pg_temp.tenter('admin', 'SELECT app.conclure_idempotence(200, ''x'')'), 'ok 1', 'T-SOR-11 a request without a key keeps nothing');
SELECT is((SELECT count(*) FROM cles_idempotence), 6::bigint, 'T-SOR-11 one row a key');
SELECT is(pg_temp.tenter(NULL, 'SELECT app.conclure_idempotence(200, ''x'')'), 'ok 1', 'T-SEC-03 a visitor keeps nothing');

-- A refused deed keeps nothing: the key stays free for the right one.
CREATE FUNCTION pg_temp.refuse_avec_cle() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_temp.avec_cle('admin', 'cle-refusee-1', 'x', format('SELECT app.enregistrer_sortie(%L)', pg_temp.sortie('A1', 999999)));
  RETURN 'accepted';
EXCEPTION WHEN SQLSTATE 'ML001' THEN
  RETURN SQLERRM;
END $$;
SELECT is(pg_temp.refuse_avec_cle(), 'SORTIE_STOCK_INSUFFISANT_AMB', 'T-SOR-11 a refused deed');
SELECT is(pg_temp.ouvrir('admin', 'cle-refusee-1', pg_temp.corps('x')), 'opened', 'T-SOR-11 leaves its key free');

-- Bounds.
CREATE FUNCTION pg_temp.garder(cle text, empreinte bytea, statut integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  etat text;
BEGIN
  SET LOCAL ROLE mlpp_application;
  PERFORM app.ouvrir_contexte(pg_temp.hash('admin'), 'session', cle, empreinte);
  PERFORM app.conclure_idempotence(statut, '{}');
  RAISE EXCEPTION USING ERRCODE = 'TT000', MESSAGE = 'kept';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS etat = RETURNED_SQLSTATE;
  RETURN CASE etat WHEN 'TT000' THEN SQLERRM ELSE etat END;
END $$;
SELECT is(pg_temp.garder(v.cle, v.empreinte, v.statut), v.attendu, 'T-SOR-11 ' || v.nom)
FROM (VALUES (repeat('k', 8), pg_temp.corps(''), 201, 'kept', 'a key of 8 letters'), (repeat('k', 128), pg_temp.corps(''), 201, 'kept', 'a key of 128'),
  (repeat('k', 7), pg_temp.corps(''), 201, '23514', 'a shorter one is refused'), (repeat('k', 129), pg_temp.corps(''), 201, '23514', 'a longer one is refused'),
  (repeat('k', 8), '\x00'::bytea, 201, '23514', 'a fingerprint is a SHA-256'), (repeat('k', 8), pg_temp.corps(''), 404, '23514', 'only what succeeded is kept')) AS v (cle, empreinte, statut, attendu, nom);

-- Old keys go, young ones stay.
UPDATE cles_idempotence SET created_at = now() - interval '7 days 1 second' WHERE cle = 'cle-reception-1';
UPDATE cles_idempotence SET created_at = now() - interval '6 days 23 hours' WHERE cle = 'cle-sortie';
SELECT pg_temp.executer(NULL, 'SELECT app.purger()');
SELECT is((SELECT string_agg(cle, ' ' ORDER BY cle) FROM cles_idempotence WHERE cle IN ('cle-reception-1', 'cle-sortie')), 'cle-sortie', 'T-SOR-11 keys are kept for seven days');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees');

SELECT * FROM finish();
ROLLBACK;
