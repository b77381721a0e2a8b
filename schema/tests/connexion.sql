-- Signing in: what it tells, what it keeps, how it slows down; passwords, sessions and tokens.
BEGIN;
\ir fixture/base.psql

CREATE FUNCTION pg_temp.cle(qui text) RETURNS bytea LANGUAGE sql IMMUTABLE RETURN convert_to('cle ' || qui, 'UTF8');
-- A try as the server makes it, kept.
CREATE FUNCTION pg_temp.essayer(email text, cle bytea, adresse text DEFAULT '192.0.2.1', jeton text DEFAULT 'cookie') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  issue text;
BEGIN
  BEGIN
    PERFORM pg_temp.devenir(NULL);
    issue := app.connexion_conclure(email, cle, adresse, 'essai', pg_temp.hash(jeton));
  EXCEPTION WHEN SQLSTATE 'ML001' THEN
    issue := SQLERRM;
  END;
  RESET ROLE;
  RETURN issue;
END $$;
CREATE FUNCTION pg_temp.sel(email text, adresse text DEFAULT '192.0.2.1') RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.faire(NULL, format('SELECT app.connexion_sel(%L, %L)', email, adresse));
-- As if the last try lay that long back.
CREATE FUNCTION pg_temp.attendre(duree interval) RETURNS void LANGUAGE sql VOLATILE BEGIN ATOMIC
  UPDATE tentatives_connexion SET libre_le = libre_le - duree;
END;

-- ---------------------------------------------------------------------------------------------------------
-- The salt, and who exists
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.sel('pca@essai.invalid'), (SELECT sel::text FROM utilisateurs WHERE email = 'pca@essai.invalid'), 'T-SEC-03 an account''s salt is told');
SELECT is(pg_temp.sel('  PCA@Essai.Invalid '), pg_temp.sel('pca@essai.invalid'), 'T-SEC-03 however the e-mail is typed');
SELECT is(pg_temp.sel('personne@essai.invalid'), pg_temp.sel('Personne@essai.invalid '), 'T-SEC-03 an unknown e-mail gets one too, always the same');
SELECT isnt(pg_temp.sel('personne@essai.invalid'), pg_temp.sel('autre@essai.invalid'), 'T-SEC-03 of its own');
SELECT is(length(pg_temp.sel('personne@essai.invalid')), length(pg_temp.sel('pca@essai.invalid')), 'T-SEC-03 of the same length');
SELECT is(length(pg_temp.sel('systeme@mlpp.invalid')), 34, 'T-SEC-03 the system''s account looks like any other');
SELECT isnt(pg_temp.sel('personne@essai.invalid'), (SELECT substring(sha256(secret || convert_to('personne@essai.invalid', 'UTF8')) FROM 1 FOR 16)::text FROM app.secret_contexte),
  'T-SEC-04 a made-up salt is not the bare hash that signs contexts');
SELECT is(pg_temp.essayer('pca@essai.invalid', '\x00'), pg_temp.essayer('personne@essai.invalid', '\x00'), 'T-SEC-03 a wrong password and an unknown account sound alike');
SELECT is(pg_temp.essayer('systeme@mlpp.invalid', '\x00'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 nobody signs in as the system');
SELECT is(pg_temp.essayer('pca@essai.invalid', NULL), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 no key is a wrong key');
SELECT is(pg_temp.essayer('pca@essai.invalid', ''), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 so is an empty one');
SELECT is(pg_temp.essayer('personne@essai.invalid', '\x00', NULL), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 a missing address does not hide a failure');
SELECT is(pg_temp.essayer(NULL, '\x00'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 no e-mail is an unknown account');
SELECT is((SELECT count(*) FROM sessions WHERE hash = pg_temp.hash('cookie')), 0::bigint, 'T-SEC-03 none of them opened a session');
SELECT results_eq($$ SELECT user_id, niveau FROM log_actions WHERE action = 'LOGIN_KO' AND NOT details ? 'compte' ORDER BY created_at $$, $$ VALUES (pg_temp.id('pca'), 'WARNING'), ('00000000-0000-7000-8000-000000000001', 'WARNING'), (pg_temp.id('pca'), 'WARNING'), (pg_temp.id('pca'), 'WARNING') $$,
  'T-LOG-02 failures of accounts that exist are logged');

-- Of an account that does not exist: the system's deed, at most once a minute for an address and for an e-mail, which is not told.
SELECT results_eq($$ SELECT user_id, niveau, module, details ->> 'adresse', details ->> 'compte' ~ '^[0-9a-f]{12}$' FROM log_actions WHERE action = 'LOGIN_KO' AND details ? 'compte' $$,
  $$ VALUES ('00000000-0000-7000-8000-000000000001'::uuid, 'WARNING', 'securite', '192.0.2.1', true) $$, 'T-LOG-02 T-LOG-04 failures of accounts that do not exist are logged, once a minute and address');
CREATE FUNCTION pg_temp.inconnus(email text, adresse text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  avant bigint := (SELECT count(*) FROM public.log_actions);
BEGIN
  PERFORM pg_temp.essayer(email, '\x00', adresse);
  RETURN (SELECT count(*) FROM public.log_actions) - avant;
END $$;
SELECT is(pg_temp.inconnus(v.email, v.adresse), v.lignes, format('T-LOG-02 %s from %s leaves %s rows', v.email, coalesce(v.adresse, 'no address'), v.lignes))
FROM (VALUES ('inconnu.un@essai.invalid', '198.51.100.1', 1::bigint), ('inconnu.deux@essai.invalid', '198.51.100.1', 0), (' Inconnu.Un@essai.invalid', '198.51.100.2', 0),
  ('inconnu.trois@essai.invalid', '198.51.100.3', 1::bigint), ('inconnu.quatre@essai.invalid', NULL, 1), ('inconnu.cinq@essai.invalid', NULL, 0), ('mot de passe secret', '198.51.100.4', 1), ('pca@essai.invalid', '198.51.100.1', 1)) AS v (email, adresse, lignes);
SELECT is((SELECT count(DISTINCT details ->> 'compte') FROM log_actions WHERE action = 'LOGIN_KO'), 5::bigint, 'T-LOG-02 each e-mail has a mark of its own');
SELECT is_empty($$ SELECT details FROM log_actions WHERE action = 'LOGIN_KO' AND details::text ~ '@|inconnu|secret' $$, 'T-LOG-04 from which nobody reads it');
DELETE FROM tentatives_connexion;

-- ---------------------------------------------------------------------------------------------------------
-- Success
-- ---------------------------------------------------------------------------------------------------------

SELECT is(pg_temp.essayer('Lecture@essai.invalid', pg_temp.cle('lecture')), 'OK', 'T-SEC-03 the right key opens a session');
SELECT is(pg_temp.faire('cookie', 'SELECT app.utilisateur()')::uuid, pg_temp.id('lecture'), 'T-SEC-03 which acts as its owner');
SELECT is((SELECT concat_ws(' ', adresse, agent, expire_le - now(), revoque_le) FROM sessions WHERE hash = pg_temp.hash('cookie')), '192.0.2.1 essai 1 day', 'T-SEC-03 and ends after a day');
SELECT is((SELECT concat_ws(' ', user_id = pg_temp.id('lecture'), niveau, depot_id = pg_temp.id('depot_a')) FROM log_actions WHERE action = 'LOGIN_OK'), 't INFO t', 'T-LOG-02 signing in is logged');
SELECT is(pg_temp.essayer('lecture@essai.invalid', pg_temp.cle('lecture'), '192.0.2.1', repeat('x', 9)), 'OK', 'T-SEC-03 a second session may be open');
SELECT pg_temp.executer(NULL, 'SELECT app.deconnecter(pg_temp.hash(''cookie''))');
SELECT is(pg_temp.tenter('cookie', 'SELECT 1'), 'SESSION_EXPIREE', 'T-SEC-03 signing out ends the session');
SELECT is(pg_temp.tenter(repeat('x', 9), 'SELECT 1'), 'ok 1', 'T-SEC-03 and no other');
UPDATE utilisateurs SET actif = false WHERE id = pg_temp.id('finance');
DELETE FROM profils WHERE user_id = pg_temp.id('operateur_b');
SELECT is(pg_temp.essayer('finance@essai.invalid', pg_temp.cle('finance')), 'COMPTE_INACTIF', 'T-SEC-03 a disabled account is told so with the right key');
SELECT is(pg_temp.essayer('finance@essai.invalid', '\x00'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 and only then');
SELECT is(pg_temp.essayer('operateur_b@essai.invalid', pg_temp.cle('operateur_b')), 'PROFIL_ABSENT', 'T-SEC-03 an account without a profile is told so');
SELECT is(pg_temp.tenter(NULL, $$SELECT app.connexion_conclure('lecture@essai.invalid', 'cle lecture', 'a', 'b', '\x00')$$), '23514 sessions_hash_check', 'T-SEC-03 a cookie''s hash is a SHA-256');
SELECT is(pg_temp.tenter(NULL, format($$SELECT app.connexion_conclure('lecture@essai.invalid', 'cle lecture', 'a', 'b', %L)$$, pg_temp.hash('admin'))), '23505 sessions_hash_key', 'T-SEC-03 and nobody else''s');

-- ---------------------------------------------------------------------------------------------------------
-- Delays: five free tries, then 2, 4, 8 … seconds, at most 900
-- ---------------------------------------------------------------------------------------------------------

SELECT is(extract(epoch FROM app.attente_apres(n))::integer, s, format('T-SEC-03 after %s failures %s s', n, s))
FROM (VALUES (0, 0), (1, 0), (5, 0), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (25, 900), (1000000, 900)) AS v (n, s);

DELETE FROM tentatives_connexion;
SELECT is(pg_temp.essayer('gerant@essai.invalid', '\x00', '192.0.2.' || n), 'IDENTIFIANTS_INVALIDES', format('T-SEC-03 failure %s is heard', n)) FROM generate_series(1, 6) n;
SELECT is(pg_temp.essayer('gerant@essai.invalid', '\x00', '192.0.2.7'), 'TROP_DE_TENTATIVES', 'T-SEC-03 the seventh has to wait');
SELECT is(pg_temp.essayer('gerant@essai.invalid', pg_temp.cle('gerant'), '192.0.2.8'), 'TROP_DE_TENTATIVES', 'T-SEC-03 with the right key and from another address too');
SELECT is(pg_temp.tenter(NULL, $$SELECT app.connexion_sel('GERANT@essai.invalid ', '192.0.2.8')$$), 'TROP_DE_TENTATIVES', 'T-SEC-03 however the e-mail is typed');
SELECT is(pg_temp.essayer('pca@essai.invalid', pg_temp.cle('pca'), '192.0.2.9', 'pca2'), 'OK', 'T-SEC-03 another account does not');
SELECT is(pg_temp.refus(NULL, $$SELECT app.connexion_sel('gerant@essai.invalid', '192.0.2.8')$$), 'TROP_DE_TENTATIVES {"attente_s" : "2"}', 'T-SEC-03 the refusal says how long');
SELECT is((SELECT max(echecs) FROM tentatives_connexion WHERE cle = 'compte:gerant@essai.invalid'), 6, 'T-SEC-03 a try that had to wait does not count');
SELECT pg_temp.attendre('2 seconds');
SELECT is(pg_temp.essayer('gerant@essai.invalid', '\x00', '192.0.2.1'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 two seconds later it is heard');
SELECT is(pg_temp.refus(NULL, $$SELECT app.connexion_sel('gerant@essai.invalid', '192.0.2.8')$$), 'TROP_DE_TENTATIVES {"attente_s" : "4"}', 'T-SEC-03 and the delay has doubled');
SELECT pg_temp.attendre('4 seconds');
SELECT is(pg_temp.essayer('gerant@essai.invalid', pg_temp.cle('gerant'), '192.0.2.1', 'gerant2'), 'OK', 'T-SEC-03 the right key is heard after the delay');
SELECT is((SELECT count(*) FROM tentatives_connexion WHERE cle = 'compte:gerant@essai.invalid'), 0::bigint, 'T-SEC-03 and forgets the account''s failures');
SELECT isnt((SELECT count(*) FROM tentatives_connexion WHERE cle = 'adresse:192.0.2.1'), 0::bigint, 'T-SEC-03 not the address''s');

-- Unknown accounts slow down just the same.
SELECT is(pg_temp.essayer('fantome@essai.invalid', '\x00', '198.51.100.' || n), 'IDENTIFIANTS_INVALIDES', format('T-SEC-03 failure %s of an account that does not exist', n)) FROM generate_series(1, 6) n;
SELECT is(pg_temp.essayer('fantome@essai.invalid', '\x00', '198.51.100.7'), 'TROP_DE_TENTATIVES', 'T-SEC-03 the seventh has to wait too');

-- One address going through accounts: twenty times the allowance, then it waits for all of them.
SELECT count(pg_temp.essayer('a' || n || '@essai.invalid', '\x00', '203.0.113.1')) AS essais FROM generate_series(1, 120) n \gset
SELECT is(pg_temp.essayer('pca@essai.invalid', pg_temp.cle('pca'), '203.0.113.1', 'pca3'), 'TROP_DE_TENTATIVES', 'T-SEC-03 an address with a hundred and twenty failures has to wait');
SELECT is(pg_temp.essayer('pca@essai.invalid', pg_temp.cle('pca'), '203.0.113.2', 'pca4'), 'OK', 'T-SEC-03 another address does not');
UPDATE tentatives_connexion SET updated_at = now() - interval '25 hours', libre_le = now() - interval '25 hours' WHERE cle = 'adresse:203.0.113.1';
SELECT is(pg_temp.essayer('pca@essai.invalid', '\x00', '203.0.113.1'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-03 a day later it is heard');
SELECT is((SELECT echecs FROM tentatives_connexion WHERE cle = 'adresse:203.0.113.1'), 1, 'T-SEC-03 and counted from one');

-- Housekeeping.
UPDATE tentatives_connexion SET updated_at = now() - interval '3 days' WHERE cle = 'adresse:198.51.100.1';
UPDATE sessions SET expire_le = now() - interval '31 days' WHERE hash = pg_temp.hash('pca4');
UPDATE sessions SET expire_le = now() - interval '29 days' WHERE hash = pg_temp.hash('gerant2');
SELECT pg_temp.executer(NULL, 'SELECT app.purger()');
SELECT is((SELECT count(*) FROM tentatives_connexion WHERE cle IN ('adresse:198.51.100.1', 'adresse:198.51.100.2')), 1::bigint, 'T-SEC-03 old failures go');
SELECT is((SELECT count(*) FROM sessions WHERE hash IN (pg_temp.hash('pca4'), pg_temp.hash('gerant2'))), 1::bigint, 'T-SEC-03 sessions go thirty days after their end');

-- ---------------------------------------------------------------------------------------------------------
-- The own password
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_temp.changer(qui text, ancienne bytea, nouveau_sel bytea, nouvelle bytea, courant bytea) RETURNS text LANGUAGE sql VOLATILE
RETURN pg_temp.faire(qui, format('SELECT app.changer_mot_de_passe(%L, %L, %L, %L)', ancienne, nouveau_sel, nouvelle, courant));
INSERT INTO sessions (hash, utilisateur_id, expire_le) VALUES (pg_temp.hash('autre session'), pg_temp.id('directeur'), now() + interval '1 day');
SELECT is(pg_temp.faire('directeur', 'SELECT app.mon_sel()'), (SELECT sel::text FROM utilisateurs WHERE id = pg_temp.id('directeur')), 'T-SEC-01 a person gets the own salt');
SELECT is(pg_temp.changer('directeur', '\x00', '\x00112233445566778899aabbccddeeff', '\x02', pg_temp.hash('directeur')), 'IDENTIFIANTS_INVALIDES', 'T-SEC-01 the old password is asked');
SELECT is(pg_temp.tenter('directeur', $$SELECT 1 FROM app.changer_mot_de_passe(NULL, '\x00112233445566778899aabbccddeeff', '\x02', NULL) r WHERE r = 'OK'$$), 'ok 0', 'T-SEC-01 no key is a wrong key');
SELECT is((SELECT verificateur FROM utilisateurs WHERE id = pg_temp.id('directeur')), sha256(pg_temp.cle('directeur')), 'T-SEC-01 nothing changes without it');
SELECT is((SELECT echecs FROM tentatives_connexion WHERE cle = 'compte:directeur@essai.invalid'), 1, 'T-SEC-03 and the failure counts');
SELECT is(pg_temp.tenter('directeur', format('SELECT app.changer_mot_de_passe(%L, NULL, NULL, %L)', pg_temp.cle('directeur'), pg_temp.hash('directeur'))), 'CHAMP_REQUIS', 'T-SEC-01 a password is not removed');
SELECT is(pg_temp.changer('directeur', pg_temp.cle('directeur'), '\x00112233445566778899aabbccddeeff', '\x02', pg_temp.hash('directeur')), 'OK', 'T-SEC-01 with it the password changes');
SELECT is(pg_temp.tenter('directeur', 'SELECT 1') || ' ' || pg_temp.tenter('autre session', 'SELECT 1'), 'ok 1 SESSION_EXPIREE', 'T-SEC-01 the other sessions end, this one stays');
SELECT is(pg_temp.essayer('directeur@essai.invalid', '\x02', '192.0.2.50', 'directeur2'), 'OK', 'T-SEC-01 the new password signs in');
SELECT is(pg_temp.essayer('directeur@essai.invalid', pg_temp.cle('directeur'), '192.0.2.50'), 'IDENTIFIANTS_INVALIDES', 'T-SEC-01 the old one does not');
SELECT is(pg_temp.changer('directeur', '\x02', '\x00112233445566778899aabbccddeeff', '\x03', NULL), 'OK', 'T-SEC-01 a change by a token');
SELECT is(pg_temp.tenter('directeur', 'SELECT 1') || ' ' || pg_temp.tenter('directeur2', 'SELECT 1'), 'SESSION_EXPIREE SESSION_EXPIREE', 'T-SEC-01 ends every session');
SELECT is((SELECT count(*) FROM log_actions WHERE action = 'MOT_DE_PASSE_CHANGE' AND niveau = 'CRITICAL' AND user_id = pg_temp.id('directeur')), 2::bigint, 'T-LOG-02 both are logged CRITICAL');

-- The administrator sets salt and key together or neither.
SELECT is(pg_temp.tenter('admin', format('SELECT app.modifier_utilisateur(%L, (SELECT version FROM utilisateurs WHERE id = %1$L), NULL, NULL, NULL, false, NULL, NULL, %L, NULL)', pg_temp.id('pca'), '\x00112233445566778899aabbccddeeff')), 'CHAMP_REQUIS', 'T-SEC-01 a new salt without a new key is refused');
SELECT is(pg_temp.tenter('admin', format('SELECT app.modifier_utilisateur(%L, (SELECT version FROM utilisateurs WHERE id = %1$L), NULL, NULL, NULL, false, NULL, NULL, NULL, %L)', pg_temp.id('pca'), '\x01')), 'CHAMP_REQUIS', 'T-SEC-01 a new key without a new salt too');
SELECT is(pg_temp.tenter('admin', format('SELECT app.modifier_utilisateur(%L, (SELECT version FROM utilisateurs WHERE id = %1$L), NULL, NULL, NULL, false, NULL, NULL, %L, %L)', pg_temp.id('pca'), '\x00112233445566778899aabbccddeeff', '\x01')), 'ok 1', 'T-SEC-01 both are accepted');

-- Tokens: twenty live ones a person.
SELECT count(pg_temp.faire('pca', format('SELECT app.creer_jeton(%L, %L, NULL)', 'jeton ' || n, pg_temp.hash('j' || n)))) AS jetons FROM generate_series(1, 20) n \gset
SELECT is(pg_temp.tenter('pca', 'SELECT app.creer_jeton(''un de trop'', sha256(''x''), NULL)'), 'TROP_D_ELEMENTS', 'T-SEC-03 the twenty-first token is refused');
SELECT is(pg_temp.faire('pca', 'SELECT app.revoquer_jeton((SELECT id FROM jetons LIMIT 1))'), 'true', 'T-SEC-03 one is ended');
SELECT is(pg_temp.tenter('pca', 'SELECT app.creer_jeton(''un autre'', sha256(''x''), NULL)'), 'ok 1', 'T-SEC-03 another may be made');
SELECT is((SELECT count(*) FROM log_actions WHERE action = 'JETON_CREE' AND user_id = pg_temp.id('pca')), 20::bigint, 'T-LOG-02 each is logged');
SELECT is_empty($$ SELECT action, details FROM log_actions WHERE details::text ~ '@|\\x|cle ' $$, 'T-LOG-04 no e-mail, key or hash stands in the log');

SELECT * FROM finish();
ROLLBACK;
