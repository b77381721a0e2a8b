-- Signing in, sessions, tokens and accounts: everything that touches secrets goes through these functions.
-- C++ makes the Argon2id key of a password; the database compares its SHA-256, so that neither a leaked row nor the
-- server's own database role can open a session without knowing the password.

-- Delay after n failures: none for the free tries, then 2, 4, 8 … seconds up to the limit.
CREATE FUNCTION app.attente_apres(echecs integer) RETURNS interval LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN echecs <= app.parametre('connexion_essais_libres')::integer THEN interval '0'
  ELSE make_interval(secs => least(
    power(2, least(echecs - app.parametre('connexion_essais_libres')::integer, 20)),
    app.parametre('connexion_attente_max_s')::numeric)) END;

CREATE FUNCTION app.verifier_attente(cles text[]) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  attente_s integer;
BEGIN
  SELECT ceil(extract(epoch FROM max(libre_le) - clock_timestamp()))::integer INTO attente_s
  FROM public.tentatives_connexion WHERE cle = ANY (cles);
  IF attente_s > 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'ML001', MESSAGE = 'TROP_DE_TENTATIVES',
      DETAIL = json_build_object('attente_s', attente_s::text)::text, HINT = 'retry_after_s=' || attente_s;
  END IF;
END $$;

-- An address shares its allowance among all accounts behind it: twenty times that of one account.
CREATE FUNCTION app.noter_echec(cles text[]) RETURNS void LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO public.tentatives_connexion AS t (cle, echecs, libre_le)
  SELECT c, 1, clock_timestamp() FROM unnest(cles) AS c
  ON CONFLICT (cle) DO UPDATE SET
    echecs = CASE WHEN t.updated_at < now() - interval '1 day' THEN 1 ELSE t.echecs + 1 END,
    libre_le = clock_timestamp() + app.attente_apres(
      CASE WHEN t.cle LIKE 'adresse:%' THEN (t.echecs + 1) / 20 ELSE t.echecs + 1 END),
    updated_at = now();
END;

CREATE FUNCTION app.cles_tentatives(email text, adresse text) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['compte:' || left(lower(btrim(coalesce(email, ''))), 256), 'adresse:' || left(coalesce(adresse, ''), 64)];

-- First half of a sign-in: the salt to make the key with. An unknown e-mail gets a made-up one that is always the
-- same, so that nobody learns here which accounts exist.
CREATE FUNCTION app.connexion_sel(email_donne text, adresse text) RETURNS bytea LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM app.verifier_attente(app.cles_tentatives(email_donne, adresse));
  RETURN coalesce(
    (SELECT sel FROM public.utilisateurs WHERE email = lower(btrim(email_donne))),
    substring(sha256((SELECT secret FROM app.secret_contexte) || convert_to('sel|' || lower(btrim(email_donne)), 'UTF8')) FROM 1 FOR 16));
END $$;

-- Second half: compares the key. Answers OK, IDENTIFIANTS_INVALIDES, COMPTE_INACTIF or PROFIL_ABSENT instead of
-- raising, because a failure must be kept. On OK the session of `jeton_hash` is open.
CREATE FUNCTION app.connexion_conclure(email_donne text, cle bytea, adresse text, agent text, jeton_hash bytea)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  u public.utilisateurs;
  p public.profils;
  cles text[] := app.cles_tentatives(email_donne, adresse);
BEGIN
  -- One try at a time for an account, so that tries side by side all count.
  PERFORM pg_advisory_xact_lock(hashtextextended(cles[1], 0));
  PERFORM app.verifier_attente(cles);
  SELECT * INTO u FROM public.utilisateurs WHERE email = lower(btrim(email_donne));
  IF u.verificateur IS NULL OR u.verificateur IS DISTINCT FROM sha256(cle) THEN
    PERFORM app.noter_echec(cles);
    IF u.id IS NOT NULL THEN
      INSERT INTO public.log_actions (user_id, action, module, niveau, cible_id, details)
      VALUES (u.id, 'LOGIN_KO', 'securite', 'WARNING', u.id, jsonb_build_object('adresse', adresse));
    END IF;
    RETURN 'IDENTIFIANTS_INVALIDES';
  END IF;
  IF NOT u.actif THEN
    RETURN 'COMPTE_INACTIF';
  END IF;
  SELECT * INTO p FROM public.profils WHERE user_id = u.id;
  IF NOT FOUND THEN
    RETURN 'PROFIL_ABSENT';
  END IF;
  DELETE FROM public.tentatives_connexion WHERE tentatives_connexion.cle = cles[1];
  INSERT INTO public.sessions (hash, utilisateur_id, adresse, agent, expire_le)
  VALUES (jeton_hash, u.id, left(adresse, 64), left(agent, 300),
          now() + make_interval(mins => app.parametre('session_duree_minutes')::integer));
  INSERT INTO public.log_actions (user_id, action, module, depot_id, cible_id, details)
  VALUES (u.id, 'LOGIN_OK', 'securite', p.depot_id, u.id, jsonb_build_object('adresse', adresse));
  RETURN 'OK';
END $$;

CREATE FUNCTION app.deconnecter(hash_donne bytea) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  UPDATE public.sessions SET revoque_le = now() WHERE hash = hash_donne AND revoque_le IS NULL;
END;

-- Self-service: name and language only (T-SEC-01). Changing the e-mail needs the administrator.
CREATE FUNCTION app.modifier_profil(nom text, langue_choisie text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  -- The account's version moves with its profile: who edits it sees the change. Account first, as the administrator does.
  UPDATE public.utilisateurs SET actif = actif WHERE id = moi;
  UPDATE public.profils SET nom_complet = coalesce(nom, nom_complet), langue = coalesce(langue_choisie, langue)
  WHERE user_id = moi;
  PERFORM app.journaliser('PROFIL_MODIFIE', 'securite', 'CRITICAL', NULL, moi,
    jsonb_build_object('nom_complet', nom, 'langue', langue_choisie));
END $$;

-- Salt of the signed-in person, to prove the old password before a change.
CREATE FUNCTION app.mon_sel() RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (SELECT sel FROM public.utilisateurs WHERE id = (app.contexte()).utilisateur_id);

-- Answers OK or IDENTIFIANTS_INVALIDES (kept as a failed try). All other sessions of the person end; tokens stay, listed
-- and revocable. One that an administrator sets ends both (app.modifier_utilisateur).
CREATE FUNCTION app.changer_mot_de_passe(ancienne_cle bytea, nouveau_sel bytea, nouvelle_cle bytea, hash_courant bytea)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  u public.utilisateurs;
  cles text[];
BEGIN
  SELECT * INTO u FROM public.utilisateurs WHERE id = (app.contexte()).utilisateur_id;
  IF NOT FOUND THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  IF nouveau_sel IS NULL OR nouvelle_cle IS NULL THEN
    PERFORM app.refuser('CHAMP_REQUIS', '{}', 'nouveau_mot_de_passe');
  END IF;
  cles := ARRAY['compte:' || u.email];
  PERFORM app.verifier_attente(cles);
  IF u.verificateur IS NULL OR u.verificateur IS DISTINCT FROM sha256(ancienne_cle) THEN
    PERFORM app.noter_echec(cles);
    RETURN 'IDENTIFIANTS_INVALIDES';
  END IF;
  UPDATE public.utilisateurs SET sel = nouveau_sel, verificateur = sha256(nouvelle_cle) WHERE id = u.id;
  UPDATE public.sessions SET revoque_le = now()
  WHERE utilisateur_id = u.id AND revoque_le IS NULL AND hash IS DISTINCT FROM hash_courant;
  PERFORM app.journaliser('MOT_DE_PASSE_CHANGE', 'securite', 'CRITICAL', NULL, u.id, '{}');
  RETURN 'OK';
END $$;

-- Tokens for programs: same rights as the person, until revoked or expired. Only the hash is kept.
CREATE FUNCTION app.creer_jeton(nom_donne text, hash_donne bytea, expire timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
  nouveau uuid;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  IF (SELECT count(*) FROM public.jetons WHERE utilisateur_id = moi AND revoque_le IS NULL) >= 20 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "0", "max": "20"}');
  END IF;
  INSERT INTO public.jetons (hash, utilisateur_id, nom, expire_le) VALUES (hash_donne, moi, nom_donne, expire)
  RETURNING id INTO nouveau;
  PERFORM app.journaliser('JETON_CREE', 'securite', 'CRITICAL', NULL, nouveau, jsonb_build_object('nom', nom_donne));
  RETURN nouveau;
END $$;

CREATE FUNCTION app.revoquer_jeton(jeton uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.jetons SET revoque_le = now()
  WHERE id = jeton AND utilisateur_id = (app.contexte()).utilisateur_id AND revoque_le IS NULL;
  IF FOUND THEN
    PERFORM app.journaliser('JETON_REVOQUE', 'securite', 'CRITICAL', NULL, jeton, '{}');
  END IF;
  RETURN FOUND;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Administration of accounts
-- ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.exiger_depot_du_role(role_donne text, depot uuid) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF role_donne IN ('gerant', 'operateur', 'lecture') AND depot IS NULL THEN
    PERFORM app.refuser('DEPOT_REQUIS', '{}', 'depot_id');
  END IF;
END $$;

-- The insertion itself, for the API (app.creer_utilisateur) and for the command line (as the owner).
CREATE FUNCTION app.inserer_utilisateur(email_donne text, nom text, role_donne text, depot uuid, sel_donne bytea, cle bytea)
RETURNS uuid LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  nouveau uuid;
BEGIN
  PERFORM app.exiger_depot_du_role(role_donne, depot);
  INSERT INTO public.utilisateurs (email, sel, verificateur) VALUES (lower(btrim(email_donne)), sel_donne, sha256(cle))
  RETURNING id INTO nouveau;
  INSERT INTO public.profils (user_id, nom_complet, role, depot_id) VALUES (nouveau, app.rogner(nom), role_donne, depot);
  PERFORM app.journaliser('UTILISATEUR_CREE', 'securite', 'CRITICAL', depot, nouveau,
    jsonb_build_object('role', role_donne, 'depot_id', depot));
  RETURN nouveau;
END $$;

CREATE FUNCTION app.creer_utilisateur(email_donne text, nom text, role_donne text, depot uuid, sel_donne bytea, cle bytea)
RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM app.exiger('utilisateurs.gerer', NULL);
  RETURN app.inserer_utilisateur(email_donne, nom, role_donne, depot, sel_donne, cle);
END $$;

-- What the log shows of an account, before and after a change. Its e-mail never (T-LOG-04).
CREATE FUNCTION app.compte_journalise(utilisateur uuid) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN (
  SELECT jsonb_build_object('nom_complet', p.nom_complet, 'role', p.role, 'depot_id', p.depot_id, 'actif', u.actif)
  FROM public.utilisateurs u JOIN public.profils p ON p.user_id = u.id WHERE u.id = utilisateur);

-- Changes what is given (NULL leaves it; depot changes when `avec_depot`). A changed role, depot, password or a
-- deactivation counts from the next request on: the context reads them anew each time; sessions end when the account
-- is deactivated or its password set. Answers false when id and version match no row.
CREATE FUNCTION app.modifier_utilisateur(utilisateur uuid, version_lue integer, email_donne text, nom text,
  role_donne text, avec_depot boolean, depot uuid, actif_donne boolean, sel_donne bytea, cle bytea)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p public.profils;
  avant jsonb;
BEGIN
  PERFORM app.exiger('utilisateurs.gerer', NULL);
  IF (sel_donne IS NULL) <> (cle IS NULL) THEN
    PERFORM app.refuser('CHAMP_REQUIS', '{}', 'mot_de_passe');
  END IF;
  -- One administration at a time, so that two of them cannot disable each other.
  PERFORM pg_advisory_xact_lock(hashtextextended('mlpp.utilisateurs', 0));
  avant := app.compte_journalise(utilisateur);
  UPDATE public.utilisateurs SET
    email = coalesce(lower(btrim(email_donne)), email),
    actif = coalesce(actif_donne, actif),
    sel = coalesce(sel_donne, sel),
    verificateur = coalesce(sha256(cle), verificateur)
  WHERE id = utilisateur AND version = version_lue AND id <> '00000000-0000-7000-8000-000000000001';
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE public.profils SET
    nom_complet = coalesce(app.rogner(nom), nom_complet),
    role = coalesce(role_donne, role),
    depot_id = CASE WHEN avec_depot THEN depot ELSE depot_id END
  WHERE user_id = utilisateur RETURNING * INTO p;
  PERFORM app.exiger_depot_du_role(p.role, p.depot_id);
  IF NOT EXISTS (SELECT FROM public.profils pr JOIN public.utilisateurs ut ON ut.id = pr.user_id
                 WHERE pr.role = 'admin' AND ut.actif) THEN
    PERFORM app.refuser('DERNIER_ADMIN');
  END IF;
  IF actif_donne IS FALSE OR cle IS NOT NULL THEN
    UPDATE public.sessions SET revoque_le = now() WHERE utilisateur_id = utilisateur AND revoque_le IS NULL;
    UPDATE public.jetons SET revoque_le = now() WHERE utilisateur_id = utilisateur AND revoque_le IS NULL;
  END IF;
  PERFORM app.journaliser('UTILISATEUR_MODIFIE', 'securite', 'CRITICAL', p.depot_id, utilisateur,
    (SELECT jsonb_build_object('avant', jsonb_object_agg(n.key, avant -> n.key), 'apres', jsonb_object_agg(n.key, n.value),
       'email', CASE WHEN email_donne IS NOT NULL THEN 'change' END, 'mot_de_passe', CASE WHEN cle IS NOT NULL THEN 'change' END)
     FROM jsonb_each(app.compte_journalise(utilisateur)) n WHERE n.value IS DISTINCT FROM avant -> n.key));
  RETURN true;
END $$;

-- What a visitor is told of the installation: its environment, and whether the demonstration accounts may be offered.
CREATE FUNCTION app.installation() RETURNS TABLE (environnement text, comptes_demo boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT app.environnement(), app.environnement() = 'dev'
    AND EXISTS (SELECT FROM public.utilisateurs WHERE email = 'admin@demo.local' AND actif);
END;
ALTER FUNCTION app.installation() OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.installation() TO mlpp_application;

-- Housekeeping, called by the server now and then: what has ended and is no evidence of anything.
CREATE FUNCTION app.purger() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM public.cles_idempotence
  WHERE created_at < now() - make_interval(days => app.parametre('idempotence_jours')::integer);
  DELETE FROM public.tentatives_connexion WHERE updated_at < now() - interval '2 days';
  DELETE FROM public.sessions WHERE expire_le < now() - interval '30 days';
END;

GRANT EXECUTE ON FUNCTION app.attente_apres(integer), app.verifier_attente(text[]), app.noter_echec(text[]),
  app.cles_tentatives(text, text), app.exiger_depot_du_role(text, uuid), app.compte_journalise(uuid),
  app.inserer_utilisateur(text, text, text, uuid, bytea, bytea) TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.connexion_sel(text, text), app.connexion_conclure(text, bytea, text, text, bytea),
  app.deconnecter(bytea), app.modifier_profil(text, text), app.mon_sel(),
  app.changer_mot_de_passe(bytea, bytea, bytea, bytea), app.creer_jeton(text, bytea, timestamptz), app.revoquer_jeton(uuid),
  app.creer_utilisateur(text, text, text, uuid, bytea, bytea),
  app.modifier_utilisateur(uuid, integer, text, text, text, boolean, uuid, boolean, bytea, bytea), app.purger()
  TO mlpp_application, mlpp_moteur;
ALTER FUNCTION app.connexion_sel(text, text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.connexion_conclure(text, bytea, text, text, bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.deconnecter(bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.modifier_profil(text, text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.mon_sel() OWNER TO mlpp_moteur;
ALTER FUNCTION app.changer_mot_de_passe(bytea, bytea, bytea, bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.creer_jeton(text, bytea, timestamptz) OWNER TO mlpp_moteur;
ALTER FUNCTION app.revoquer_jeton(uuid) OWNER TO mlpp_moteur;
ALTER FUNCTION app.creer_utilisateur(text, text, text, uuid, bytea, bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.modifier_utilisateur(uuid, integer, text, text, text, boolean, uuid, boolean, bytea, bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.purger() OWNER TO mlpp_moteur;
