-- Foundation: schemas, settings, accounts, sessions, rights, request context, action log, idempotency.
-- Roles (made once, outside): mlpp_proprietaire owns the objects, mlpp_moteur owns the functions that write,
-- mlpp_application is the server. See schema/CONVENTIONS.md.

CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO mlpp_application;
GRANT USAGE, CREATE ON SCHEMA app TO mlpp_moteur;
GRANT USAGE ON SCHEMA public TO mlpp_application, mlpp_moteur;

-- Nothing is callable by default: each function names who may call it.
ALTER DEFAULT PRIVILEGES FOR ROLE mlpp_proprietaire REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE mlpp_moteur REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE mlpp_proprietaire REVOKE USAGE ON TYPES FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------------------
-- Small pieces used everywhere
-- ---------------------------------------------------------------------------------------------------------

-- UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits. Keeps indexes dense. Its names are
-- bound when it is created; without a search_path of its own it is inlined where it is a default.
CREATE FUNCTION app.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN (
  lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
  || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14, 19)
)::uuid;

-- Names as people sort them: accents beside their letters, TANK2 before TANK10.
CREATE COLLATION app.naturel (provider = icu, locale = 'fr-u-kn-true');

-- Every refusal of ours leaves through here: SQLSTATE ML001, the code as message, its figures as JSON.
CREATE FUNCTION app.refuser(code text, parametres jsonb DEFAULT '{}', champ text DEFAULT '') RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'ML001', MESSAGE = code, DETAIL = parametres::text, COLUMN = champ;
END $$;

-- Row-level security, forced, with the two policies that every table has: the owner (maintenance, backup;
-- immutability triggers hold for it too) and the engine's functions.
CREATE PROCEDURE app.proteger(relation regclass) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format('CREATE POLICY proprietaire ON %s TO mlpp_proprietaire USING (true) WITH CHECK (true)', relation);
  EXECUTE format('CREATE POLICY moteur ON %s TO mlpp_moteur USING (true) WITH CHECK (true)', relation);
END $$;

-- BEFORE UPDATE on mutable records: the version that If-Match compares moves by one at each change.
CREATE FUNCTION app.avancer_version() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;

-- Posted facts never change, whoever asks: T-INV-03, T-REC-14, T-SOR-07, T-LOG-03.
CREATE FUNCTION app.refuser_modification() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM app.refuser('IMMUTABLE_TRANSACTION', jsonb_build_object('table', TG_TABLE_NAME));
  RETURN NULL;
END $$;

-- Makes a table append-only for every role.
CREATE PROCEDURE app.figer(relation regclass) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER immuable BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION app.refuser_modification()', relation);
  EXECUTE format('CREATE TRIGGER immuable_vidage BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION app.refuser_modification()', relation);
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Settings
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE parametres (
  cle text PRIMARY KEY CHECK (cle ~ '^[a-z][a-z0-9_]{1,59}$'),
  valeur text NOT NULL CHECK (length(valeur) <= 2000),
  description text NOT NULL DEFAULT '',
  fige boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT parametres_double_controle_check CHECK (cle <> 'ajustement_double_controle_l' OR valeur ~ '^\d{1,9}$')
);
COMMENT ON TABLE parametres IS 'Settings of the installation. A frozen one (environnement) is given at initialisation and never changes.';

CREATE FUNCTION app.garder_parametre() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.fige THEN
    PERFORM app.refuser('ENVIRONNEMENT_PROTEGE', jsonb_build_object('parametre', OLD.cle));
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER garder BEFORE UPDATE OR DELETE ON parametres FOR EACH ROW EXECUTE FUNCTION app.garder_parametre();
CREATE TRIGGER garder_vidage BEFORE TRUNCATE ON parametres FOR EACH STATEMENT EXECUTE FUNCTION app.refuser_modification();

INSERT INTO parametres (cle, valeur, description) VALUES
  ('session_inactivite_minutes', '720', 'A session unused for that long ends'),
  ('session_duree_minutes', '1440', 'A session ends after that long, used or not'),
  ('connexion_essais_libres', '5', 'Failed sign-ins before delays begin'),
  ('connexion_attente_max_s', '900', 'Longest delay between failed sign-ins'),
  ('idempotence_jours', '7', 'How long idempotency keys are kept'),
  ('ajustement_double_controle_l', '50000', 'An adjustment of more litres than that waits for a second person');

-- PL/pgSQL, here and in all that a request passes: a SQL function with a search_path of its own is planned at every call.
CREATE FUNCTION app.parametre(nom text) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT valeur FROM public.parametres WHERE cle = nom);
END $$;

CREATE FUNCTION app.environnement() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN app.parametre('environnement');

-- ---------------------------------------------------------------------------------------------------------
-- Depots
-- ---------------------------------------------------------------------------------------------------------

-- A text without what shows nothing at its ends: spaces of every width, the joiners U+200C and U+200D.
CREATE FUNCTION app.rogner(texte text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(texte, E' \t\n\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200C\u200D\u202F\u205F\u3000');

-- A zone of the tz database by its place, or UTC, as browsers take it too. What has a digit could be a POSIX rule that the
-- client made up, with a day's length of its own and the sign the other way round; a place that is none is refused by AT TIME ZONE.
CREATE FUNCTION app.fuseau_connu(fuseau text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF fuseau !~ '^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$' THEN
    RETURN false;
  END IF;
  PERFORM timestamptz '2000-01-01' AT TIME ZONE fuseau;
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END $$;

CREATE TABLE depots (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT depots_nom_key UNIQUE
    CONSTRAINT depots_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  code text NOT NULL CONSTRAINT depots_code_key UNIQUE CONSTRAINT depots_code_check CHECK (code ~ '^[A-Z0-9]{2,10}$'),
  adresse text CHECK (length(adresse) <= 500),
  fuseau text NOT NULL DEFAULT 'Africa/Lubumbashi' CONSTRAINT depots_fuseau_check CHECK (app.fuseau_connu(fuseau)),
  edition text NOT NULL DEFAULT 'MPMS_11_1_2004'
    CONSTRAINT depots_edition_check CHECK (edition IN ('MPMS_11_1_2004', 'D1250_1980')),
  areometre boolean NOT NULL DEFAULT true,
  arrondi_reception_l numeric(4,3) NOT NULL DEFAULT 0.1
    CONSTRAINT depots_arrondi_reception_check CHECK (arrondi_reception_l IN (0.001, 0.1, 1)),
  arrondi_sortie_l numeric(4,3) NOT NULL DEFAULT 1
    CONSTRAINT depots_arrondi_sortie_check CHECK (arrondi_sortie_l IN (0.001, 0.1, 1)),
  jours_retro integer NOT NULL DEFAULT 30 CONSTRAINT depots_jours_retro_check CHECK (jours_retro BETWEEN 0 AND 366),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE depots IS 'A depot, its time zone (business day) and its settings of volume correction and back-dating.';
COMMENT ON COLUMN depots.areometre IS 'Densities are read on a glass hydrometer: the glass correction applies.';
CALL app.proteger('depots');
CREATE TRIGGER version BEFORE UPDATE ON depots FOR EACH ROW EXECUTE FUNCTION app.avancer_version();

-- The depot's business day now.
CREATE FUNCTION app.jour_du_depot(fuseau text) RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (clock_timestamp() AT TIME ZONE fuseau)::date;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Accounts
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE utilisateurs (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  email text NOT NULL CONSTRAINT utilisateurs_email_key UNIQUE
    CONSTRAINT utilisateurs_email_check CHECK (email = lower(btrim(email)) AND email ~ '^[^@\s]{1,64}@[^@\s]{1,190}$'),
  sel bytea CHECK (length(sel) = 16),
  verificateur bytea CHECK (length(verificateur) = 32),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT utilisateurs_secret_check CHECK ((sel IS NULL) = (verificateur IS NULL))
);
COMMENT ON COLUMN utilisateurs.verificateur IS 'SHA-256 of the Argon2id key of the password. The database compares; neither key nor verifier is ever handed out.';
CALL app.proteger('utilisateurs');
CREATE TRIGGER version BEFORE UPDATE ON utilisateurs FOR EACH ROW EXECUTE FUNCTION app.avancer_version();

CREATE TABLE profils (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  user_id uuid NOT NULL CONSTRAINT profils_user_id_key UNIQUE
    CONSTRAINT profils_user_id_fkey REFERENCES utilisateurs ON DELETE RESTRICT,
  nom_complet text NOT NULL CONSTRAINT profils_nom_complet_check
    CHECK (nom_complet = app.rogner(nom_complet) AND length(nom_complet) BETWEEN 1 AND 120),
  role text NOT NULL CONSTRAINT profils_role_check
    CHECK (role IN ('admin', 'directeur', 'gerant', 'operateur', 'pca', 'lecture', 'finance')),
  depot_id uuid CONSTRAINT profils_depot_id_fkey REFERENCES depots ON DELETE RESTRICT,
  langue text NOT NULL DEFAULT 'fr' CONSTRAINT profils_langue_check CHECK (langue IN ('fr', 'en')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX profils_depot_id_idx ON profils (depot_id);
CALL app.proteger('profils');

-- The actor of work done on the command line, so that no action is ever anonymous (W-25). It cannot sign in.
INSERT INTO utilisateurs (id, email, actif) VALUES ('00000000-0000-7000-8000-000000000001', 'systeme@mlpp.invalid', false);

CREATE TABLE role_permissions (
  role text NOT NULL CHECK (role IN ('admin', 'directeur', 'gerant', 'operateur', 'pca', 'lecture', 'finance')),
  action text NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  portee text NOT NULL CHECK (portee IN ('tous', 'depot')),
  PRIMARY KEY (role, action)
);
COMMENT ON TABLE role_permissions IS 'The matrix of rights: who may do what, in all depots or in the own one. API, row policies and navigation read this table only.';
CALL app.proteger('role_permissions');

-- The matrix, one row an action, one column a role: t all depots, d own depot, - refused.
INSERT INTO role_permissions (role, action, portee)
SELECT r.role, m.action, CASE r.droit WHEN 't' THEN 'tous' ELSE 'depot' END
FROM (VALUES
  --                               adm  dir  ger  ope  pca  lec  fin
  ('tableau_de_bord.lire',         't', 't', 't', 'd', 't', 'd', 't'),
  ('evenements.lire',              't', 't', 't', 'd', 't', 'd', 't'),
  ('volumetrie.calculer',          't', 't', 't', 'd', 't', 'd', 't'),
  ('cdr.lire',                     't', 't', 't', 'd', 't', 'd', 't'),
  ('cdr.creer',                    't', 't', '-', 'd', '-', '-', '-'),
  ('cdr.modifier',                 't', 't', '-', 'd', '-', '-', '-'),
  ('cdr.modifier_tardif',          't', 't', '-', '-', '-', '-', '-'),
  ('cdr.modifier_decharge',        't', '-', '-', '-', '-', '-', '-'),
  ('cdr.avancer',                  't', 't', '-', 'd', '-', '-', '-'),
  ('cdr.supprimer',                't', '-', '-', '-', '-', '-', '-'),
  ('cdr.rouvrir',                  't', '-', '-', '-', '-', '-', '-'),
  ('receptions.lire',              't', 't', 't', 'd', 't', 'd', 't'),
  ('receptions.creer',             't', 't', 'd', 'd', '-', '-', '-'),
  ('sorties.lire',                 't', 't', 't', 'd', 't', 'd', 't'),
  ('sorties.creer',                't', 't', 'd', 'd', '-', '-', '-'),
  ('stock.lire',                   't', 't', 't', 'd', 't', 'd', 't'),
  ('stock.initialiser',            't', '-', '-', '-', '-', '-', '-'),
  ('ajustements.lire',             't', 't', 't', 'd', '-', 'd', '-'),
  ('ajustements.creer',            't', '-', '-', '-', '-', '-', '-'),
  ('ajustements.valider',          't', 't', '-', '-', '-', '-', '-'),
  ('citernes.lire',                't', 't', 't', 'd', 't', 'd', 't'),
  ('citernes.ecrire',              't', '-', '-', '-', '-', '-', '-'),
  ('referentiels.lire',            't', 't', 't', 'd', 't', 'd', 't'),
  ('referentiels.ecrire',          't', '-', '-', '-', '-', '-', '-'),
  ('fournisseurs.lire',            't', 't', 't', '-', 't', '-', 't'),
  ('journal.lire',                 't', 't', '-', '-', 't', '-', '-'),
  ('integrite.lire',               't', 't', '-', '-', 't', '-', '-'),
  ('jours.cloturer',               't', 't', 'd', '-', '-', '-', '-'),
  ('exports.generer',              't', 't', 't', '-', 't', 'd', 't'),
  ('utilisateurs.gerer',           't', '-', '-', '-', '-', '-', '-')
) AS m (action, adm, dir, ger, ope, pca, lec, fin)
CROSS JOIN LATERAL (VALUES
  ('admin', m.adm), ('directeur', m.dir), ('gerant', m.ger), ('operateur', m.ope),
  ('pca', m.pca), ('lecture', m.lec), ('finance', m.fin)) AS r (role, droit)
WHERE r.droit <> '-';

CREATE TABLE navigation (
  cle text PRIMARY KEY,
  groupe text NOT NULL,
  ordre integer NOT NULL UNIQUE,
  chemin text NOT NULL UNIQUE,
  action text NOT NULL
);
COMMENT ON TABLE navigation IS 'Entries of the menu; an entry is shown to the roles that have its action (T-PERM-04).';
CALL app.proteger('navigation');
INSERT INTO navigation (cle, groupe, ordre, chemin, action) VALUES
  ('accueil', 'operations', 10, '/', 'tableau_de_bord.lire'),
  ('cours', 'operations', 20, '/cours', 'cdr.lire'),
  ('fournisseurs', 'operations', 25, '/fournisseurs', 'fournisseurs.lire'),
  ('receptions', 'operations', 30, '/receptions', 'receptions.lire'),
  ('sorties', 'operations', 40, '/sorties', 'sorties.lire'),
  ('stocks', 'operations', 50, '/stocks', 'stock.lire'),
  ('citernes', 'operations', 60, '/citernes', 'citernes.lire'),
  ('ajustements', 'operations', 70, '/stocks-adjustments', 'ajustements.lire'),
  ('integrite', 'gouvernance', 80, '/governance/integrity', 'integrite.lire'),
  ('journal', 'gouvernance', 90, '/logs', 'journal.lire'),
  ('referentiels', 'gouvernance', 100, '/referentiels', 'referentiels.lire'),
  ('utilisateurs', 'gouvernance', 110, '/utilisateurs', 'utilisateurs.gerer');

CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  hash bytea NOT NULL CONSTRAINT sessions_hash_key UNIQUE CHECK (length(hash) = 32),
  utilisateur_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  adresse text NOT NULL DEFAULT '' CHECK (length(adresse) <= 64),
  agent text NOT NULL DEFAULT '' CHECK (length(agent) <= 300),
  created_at timestamptz NOT NULL DEFAULT now(),
  vu_le timestamptz NOT NULL DEFAULT now(),
  expire_le timestamptz NOT NULL,
  revoque_le timestamptz
);
CREATE INDEX sessions_utilisateur_id_idx ON sessions (utilisateur_id);
CREATE INDEX sessions_expire_le_idx ON sessions (expire_le);
CALL app.proteger('sessions');

CREATE TABLE jetons (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  hash bytea NOT NULL CONSTRAINT jetons_hash_key UNIQUE CHECK (length(hash) = 32),
  utilisateur_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  nom text NOT NULL CONSTRAINT jetons_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL DEFAULT now(),
  vu_le timestamptz,
  expire_le timestamptz,
  revoque_le timestamptz
);
CREATE INDEX jetons_utilisateur_id_idx ON jetons (utilisateur_id);
COMMENT ON TABLE jetons IS 'API tokens: the rights of the person until revoked or expired. Only the hash is kept.';
CALL app.proteger('jetons');

CREATE TABLE tentatives_connexion (
  cle text PRIMARY KEY CHECK (length(cle) <= 300),
  echecs integer NOT NULL,
  libre_le timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tentatives_connexion IS 'Failed sign-ins per account and per address, with the instant from which the next try is heard.';
CALL app.proteger('tentatives_connexion');

-- ---------------------------------------------------------------------------------------------------------
-- Action log
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE log_actions (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  user_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  action text NOT NULL CHECK (action ~ '^[A-Z][A-Z0-9_]{2,59}$'),
  module text NOT NULL CHECK (module ~ '^[a-z_]{2,40}$'),
  niveau text NOT NULL DEFAULT 'INFO' CHECK (niveau IN ('INFO', 'WARNING', 'CRITICAL')),
  depot_id uuid REFERENCES depots ON DELETE RESTRICT,
  cible_id uuid,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE log_actions IS 'Who did what, in the same transaction as the deed. Append-only for every role.';
CREATE INDEX log_actions_created_at_idx ON log_actions (created_at DESC, id DESC);
CREATE INDEX log_actions_cible_id_idx ON log_actions (cible_id) WHERE cible_id IS NOT NULL;
CREATE INDEX log_actions_user_id_idx ON log_actions (user_id, created_at DESC);
CREATE INDEX log_actions_depot_id_idx ON log_actions (depot_id, created_at DESC);
-- Two rows a sortie make nearly all of the log: the others are found without walking through them.
CREATE INDEX log_actions_module_idx ON log_actions (module, created_at DESC) WHERE module <> 'sorties_produit';
CREATE INDEX log_actions_autres_idx ON log_actions (created_at DESC, id DESC) WHERE module <> 'sorties_produit';
CREATE INDEX log_actions_action_idx ON log_actions (action, created_at DESC) WHERE action NOT IN ('SORTIE_CREEE', 'SORTIE_VALIDE');
CREATE INDEX log_actions_niveau_idx ON log_actions (created_at DESC) WHERE niveau <> 'INFO';
CALL app.proteger('log_actions');
CALL app.figer('log_actions');

-- ---------------------------------------------------------------------------------------------------------
-- Request context: who acts in this transaction
-- ---------------------------------------------------------------------------------------------------------
-- ouvrir_contexte proves the session and writes user, role, depot and action into a transaction-local setting,
-- signed with a secret that only the engine reads and bound to this backend and transaction. Anyone may set the
-- setting; nobody can sign it. Policies and functions therefore trust it, also against a stolen connection.

CREATE TABLE app.secret_contexte (
  seul boolean PRIMARY KEY DEFAULT true CHECK (seul),
  secret bytea NOT NULL CHECK (length(secret) >= 32)
);
COMMENT ON TABLE app.secret_contexte IS 'One row: the secret that signs request contexts and makes up salts. The engine alone reads it.';
CALL app.proteger('app.secret_contexte');
INSERT INTO app.secret_contexte (secret)
VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- Binds a context to the secret, this backend and this transaction. Inlined: it runs at every use of the context. The
-- prefix keeps it apart from everything else that is hashed with the secret.
CREATE FUNCTION app.signature_contexte(secret bytea, contenu text) RETURNS text LANGUAGE sql STABLE
RETURN encode(sha256(secret || convert_to('contexte|' || pg_backend_pid()::text || '|' || extract(epoch FROM now())::text || '|' || contenu, 'UTF8')), 'hex');

CREATE TYPE app.contexte_requete AS (utilisateur_id uuid, role text, depot_id uuid, action text, cle text, empreinte bytea);

-- The context of this transaction; all fields NULL when none was opened. Raises when the setting was forged.
CREATE FUNCTION app.contexte() RETURNS app.contexte_requete LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  texte text := current_setting('mlpp.contexte', true);
BEGIN
  IF texte IS NULL OR texte = '' THEN
    RETURN NULL;
  END IF;
  IF left(texte, 64) IS DISTINCT FROM app.signature_contexte((SELECT secret FROM app.secret_contexte), substr(texte, 65)) THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  RETURN substr(texte, 65)::app.contexte_requete;
END $$;

CREATE FUNCTION app.etablir_contexte(c app.contexte_requete) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('mlpp.contexte',
    app.signature_contexte((SELECT secret FROM app.secret_contexte), c::text) || c::text, true);
END $$;

CREATE FUNCTION app.utilisateur() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (app.contexte()).utilisateur_id;
END $$;

-- The depots where the caller may do `action`; empty when none. Policies wrap it in a scalar subselect.
CREATE FUNCTION app.depots(action_voulue text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
BEGIN
  RETURN CASE (SELECT portee FROM public.role_permissions WHERE role = c.role AND action = action_voulue)
    WHEN 'tous' THEN (SELECT coalesce(array_agg(id), '{}') FROM public.depots)
    WHEN 'depot' THEN array_remove(ARRAY[c.depot_id], NULL)
    ELSE '{}'
  END;
END $$;

-- May the caller do `action` at all (somewhere)?
CREATE FUNCTION app.peut(action_voulue text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
BEGIN
  RETURN EXISTS (SELECT FROM public.role_permissions
                 WHERE role = c.role AND action = action_voulue AND (portee = 'tous' OR c.depot_id IS NOT NULL));
END $$;

-- May the caller do `action` anywhere? Raises otherwise, before anything is looked up or locked. Returns the caller.
CREATE FUNCTION app.exiger_droit(action_voulue text) RETURNS uuid LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
BEGIN
  IF c.utilisateur_id IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  ELSIF NOT EXISTS (SELECT FROM public.role_permissions WHERE role = c.role AND action = action_voulue) THEN
    PERFORM app.refuser('ROLE_FORBIDDEN');
  END IF;
  RETURN c.utilisateur_id;
END $$;

-- May the caller do `action` in this depot? Raises otherwise. Returns the caller.
CREATE FUNCTION app.exiger(action_voulue text, depot uuid) RETURNS uuid LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
  portee_role text;
BEGIN
  IF c.utilisateur_id IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  SELECT portee INTO portee_role FROM public.role_permissions WHERE role = c.role AND action = action_voulue;
  IF portee_role IS NULL THEN
    PERFORM app.refuser('ROLE_FORBIDDEN');
  ELSIF portee_role = 'depot' AND c.depot_id IS DISTINCT FROM depot THEN
    PERFORM app.refuser('HORS_DEPOT');
  END IF;
  RETURN c.utilisateur_id;
END $$;

-- One row of the action log, as the caller of this transaction (the system account on the command line).
CREATE FUNCTION app.journaliser(action text, module text, niveau text, depot uuid, cible uuid, details jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.log_actions (user_id, action, module, niveau, depot_id, cible_id, details)
  VALUES (coalesce((app.contexte()).utilisateur_id, '00000000-0000-7000-8000-000000000001'),
          action, module, niveau, depot, cible, jsonb_strip_nulls(details));
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Idempotency
-- ---------------------------------------------------------------------------------------------------------

CREATE TABLE cles_idempotence (
  utilisateur_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  cle text NOT NULL CHECK (length(cle) BETWEEN 8 AND 128),
  empreinte bytea NOT NULL CHECK (length(empreinte) = 32),
  statut integer NOT NULL CHECK (statut BETWEEN 200 AND 299),
  corps text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (utilisateur_id, cle)
);
CREATE INDEX cles_idempotence_created_at_idx ON cles_idempotence (created_at);
COMMENT ON TABLE cles_idempotence IS 'Answers of requests that carried an Idempotency-Key, per person, for some days.';
CALL app.proteger('cles_idempotence');

-- Requests with one key queue up behind each other; a key already answered raises ML002 with that answer.
CREATE FUNCTION app.ouvrir_idempotence(utilisateur uuid, cle_donnee text, empreinte_donnee bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ancienne public.cles_idempotence;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(utilisateur || cle_donnee, 0));
  SELECT * INTO ancienne FROM public.cles_idempotence WHERE utilisateur_id = utilisateur AND cle = cle_donnee;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF ancienne.empreinte IS DISTINCT FROM empreinte_donnee THEN
    PERFORM app.refuser('CLE_IDEMPOTENCE_REUTILISEE');
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'ML002', MESSAGE = 'REQUETE_REJOUEE',
    DETAIL = json_build_object('statut', ancienne.statut, 'corps', ancienne.corps)::text;
END $$;

-- Keeps the answer with the deed. Does nothing when the request carried no key.
CREATE FUNCTION app.conclure_idempotence(statut_rendu integer, corps_rendu text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
BEGIN
  IF c.cle IS NOT NULL THEN
    INSERT INTO public.cles_idempotence (utilisateur_id, cle, empreinte, statut, corps)
    VALUES (c.utilisateur_id, c.cle, c.empreinte, statut_rendu, corps_rendu);
  END IF;
END $$;

-- Tells every server, when the transaction commits, what changed in a depot: `stock`, `cdr` or `alerte`, ids only; clients read
-- it again.
CREATE FUNCTION app.annoncer(sujet text, depot uuid, ids uuid[]) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('mlpp', json_build_object('e', sujet, 'depot', depot, 'ids', ids)::text);
END $$;

-- A list that left as a file: which one, narrowed to what, how many rows. A search may hold an address: none is kept.
CREATE FUNCTION app.journaliser_export(liste text, format text, filtres jsonb, lignes integer) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.contexte();
  depot uuid;
BEGIN
  PERFORM app.exiger_droit('exports.generer');
  SELECT d.id INTO depot FROM public.depots d WHERE d.id::text = filtres ->> 'depot_id' AND d.id = ANY (app.depots('exports.generer'));
  PERFORM app.journaliser('EXPORT_GENERATED', 'exports', 'INFO', coalesce(depot, c.depot_id), NULL, jsonb_build_object(
    'liste', liste, 'format', format, 'lignes', lignes,
    'filtres', regexp_replace(filtres::text, '[^"[:space:]]+@[^"[:space:]]*', '…', 'g')::jsonb));
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Opening the context
-- ---------------------------------------------------------------------------------------------------------

-- Who stands behind this hash of a cookie or token, if anybody still does.
CREATE FUNCTION app.porteur(hash_donne bytea) RETURNS app.contexte_requete LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete;
  vu timestamptz;
  session_id uuid;
BEGIN
  SELECT s.id, s.vu_le, p.user_id, p.role, p.depot_id INTO session_id, vu, c.utilisateur_id, c.role, c.depot_id
  FROM public.sessions s
  JOIN public.utilisateurs u ON u.id = s.utilisateur_id AND u.actif
  JOIN public.profils p ON p.user_id = u.id
  WHERE s.hash = hash_donne AND s.revoque_le IS NULL AND s.expire_le > now()
    AND s.vu_le > now() - make_interval(mins => app.parametre('session_inactivite_minutes')::integer);
  IF FOUND THEN
    -- Once a minute is exact enough for the idle limit, and keeps reads free of writes; a transaction that may not write
    -- leaves it to the next one that may.
    IF vu < now() - interval '1 minute' AND current_setting('transaction_read_only') = 'off' THEN
      UPDATE public.sessions SET vu_le = now()
      WHERE id = (SELECT id FROM public.sessions WHERE id = session_id FOR UPDATE SKIP LOCKED);
    END IF;
    RETURN c;
  END IF;
  SELECT j.id, j.vu_le, p.user_id, p.role, p.depot_id INTO session_id, vu, c.utilisateur_id, c.role, c.depot_id
  FROM public.jetons j
  JOIN public.utilisateurs u ON u.id = j.utilisateur_id AND u.actif
  JOIN public.profils p ON p.user_id = u.id
  WHERE j.hash = hash_donne AND j.revoque_le IS NULL AND (j.expire_le IS NULL OR j.expire_le > now());
  IF FOUND AND coalesce(vu, '-infinity') < now() - interval '1 minute' AND current_setting('transaction_read_only') = 'off' THEN
    UPDATE public.jetons SET vu_le = now()
    WHERE id = (SELECT id FROM public.jetons WHERE id = session_id FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN c;
END $$;

-- First statement of every request. `action_voulue` is a row of role_permissions, or 'session' for what any
-- signed-in person may do. The idempotency key comes with its fingerprint or not at all.
CREATE FUNCTION app.ouvrir_contexte(hash_donne bytea, action_voulue text, cle text, empreinte bytea)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.porteur(hash_donne);
BEGIN
  IF c.utilisateur_id IS NULL THEN
    PERFORM app.refuser('SESSION_EXPIREE');
  END IF;
  IF action_voulue IS DISTINCT FROM 'session' AND NOT EXISTS (
       SELECT FROM public.role_permissions WHERE role = c.role AND action = action_voulue) THEN
    PERFORM app.refuser('ROLE_FORBIDDEN');
  END IF;
  c.action := action_voulue;
  c.cle := cle;
  c.empreinte := empreinte;
  PERFORM app.etablir_contexte(c);
  IF cle IS NOT NULL THEN
    PERFORM app.ouvrir_idempotence(c.utilisateur_id, cle, empreinte);
  END IF;
END $$;

-- A refused request, kept for the auditors: at most one row a minute for one person and action.
CREATE FUNCTION app.journaliser_refus(hash_donne bytea, action_refusee text, critique boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.contexte_requete := app.porteur(hash_donne);
BEGIN
  IF c.utilisateur_id IS NULL OR EXISTS (
       SELECT FROM public.log_actions
       WHERE user_id = c.utilisateur_id AND created_at > now() - interval '1 minute'
         AND action = 'ACCES_REFUSE' AND details ->> 'action' = action_refusee) THEN
    RETURN;
  END IF;
  INSERT INTO public.log_actions (user_id, action, module, niveau, depot_id, details)
  VALUES (c.utilisateur_id, 'ACCES_REFUSE', 'securite', CASE WHEN critique THEN 'CRITICAL' ELSE 'WARNING' END,
          c.depot_id, jsonb_build_object('action', action_refusee, 'role', c.role));
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Privileges
-- ---------------------------------------------------------------------------------------------------------

GRANT SELECT ON parametres, depots, utilisateurs, profils, role_permissions, navigation, sessions, jetons,
  tentatives_connexion, log_actions, cles_idempotence, app.secret_contexte TO mlpp_moteur;
GRANT INSERT, UPDATE ON utilisateurs, profils, sessions, jetons, tentatives_connexion TO mlpp_moteur;
GRANT DELETE ON sessions, tentatives_connexion, cles_idempotence TO mlpp_moteur;
GRANT INSERT ON log_actions, cles_idempotence TO mlpp_moteur;

GRANT EXECUTE ON FUNCTION app.uuid_v7(), app.refuser(text, jsonb, text), app.contexte(), app.utilisateur(),
  app.depots(text), app.peut(text), app.exiger(text, uuid), app.jour_du_depot(text), app.parametre(text),
  app.environnement(), app.avancer_version(), app.refuser_modification(), app.fuseau_connu(text), app.rogner(text)
  TO mlpp_moteur, mlpp_application;
GRANT EXECUTE ON FUNCTION app.exiger_droit(text), app.signature_contexte(bytea, text), app.etablir_contexte(app.contexte_requete),
  app.journaliser(text, text, text, uuid, uuid, jsonb), app.annoncer(text, uuid, uuid[]), app.porteur(bytea),
  app.ouvrir_idempotence(uuid, text, bytea) TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.ouvrir_contexte(bytea, text, text, bytea), app.conclure_idempotence(integer, text),
  app.journaliser_refus(bytea, text, boolean), app.journaliser_export(text, text, jsonb, integer) TO mlpp_application, mlpp_moteur;

ALTER FUNCTION app.contexte() OWNER TO mlpp_moteur;
ALTER FUNCTION app.utilisateur() OWNER TO mlpp_moteur;
ALTER FUNCTION app.depots(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.peut(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.ouvrir_contexte(bytea, text, text, bytea) OWNER TO mlpp_moteur;
ALTER FUNCTION app.conclure_idempotence(integer, text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.journaliser_refus(bytea, text, boolean) OWNER TO mlpp_moteur;
ALTER FUNCTION app.journaliser_export(text, text, jsonb, integer) OWNER TO mlpp_moteur;

-- What the server may read, row by row.
GRANT SELECT ON parametres, role_permissions, navigation, depots, profils, log_actions TO mlpp_application;
GRANT SELECT (id, email, actif, version, created_at, updated_at) ON utilisateurs TO mlpp_application;
GRANT SELECT (id, utilisateur_id, nom, created_at, vu_le, expire_le, revoque_le) ON jetons TO mlpp_application;
GRANT SELECT (id, utilisateur_id, adresse, agent, created_at, vu_le, expire_le, revoque_le) ON sessions TO mlpp_application;

CALL app.proteger('parametres');
CREATE POLICY lire ON parametres FOR SELECT TO mlpp_application USING ((SELECT app.utilisateur()) IS NOT NULL);
CREATE POLICY lire ON role_permissions FOR SELECT TO mlpp_application USING ((SELECT app.utilisateur()) IS NOT NULL);
CREATE POLICY lire ON navigation FOR SELECT TO mlpp_application USING ((SELECT app.utilisateur()) IS NOT NULL);
-- Who writes depots sees all of them: one that the statement itself has just made is in no list yet (INSERT … RETURNING).
CREATE POLICY lire ON depots FOR SELECT TO mlpp_application
  USING ((SELECT app.peut('referentiels.ecrire')) OR id = ANY ((SELECT app.depots('referentiels.lire'))::uuid[]));
CREATE POLICY creer ON depots FOR INSERT TO mlpp_application WITH CHECK ((SELECT app.peut('referentiels.ecrire')));
CREATE POLICY modifier ON depots FOR UPDATE TO mlpp_application
  USING ((SELECT app.peut('referentiels.ecrire'))) WITH CHECK ((SELECT app.peut('referentiels.ecrire')));
GRANT INSERT (id, nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l, arrondi_sortie_l, jours_retro, actif),
  UPDATE (nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l, arrondi_sortie_l, jours_retro, actif)
  ON depots TO mlpp_application;

-- A person sees the own account; who manages accounts sees all of them.
CREATE POLICY lire ON utilisateurs FOR SELECT TO mlpp_application
  USING (id = (SELECT app.utilisateur()) OR (SELECT app.peut('utilisateurs.gerer')));
CREATE POLICY lire ON profils FOR SELECT TO mlpp_application
  USING (user_id = (SELECT app.utilisateur()) OR (SELECT app.peut('utilisateurs.gerer')));
CREATE POLICY lire ON jetons FOR SELECT TO mlpp_application USING (utilisateur_id = (SELECT app.utilisateur()));
CREATE POLICY lire ON sessions FOR SELECT TO mlpp_application USING (utilisateur_id = (SELECT app.utilisateur()));
CREATE POLICY lire ON log_actions FOR SELECT TO mlpp_application
  USING ((SELECT app.peut('journal.lire')));

-- Names of colleagues on documents and in the journal, without their e-mail (security barrier: owner's rights on
-- purpose, one narrow projection).
CREATE VIEW noms_utilisateurs WITH (security_barrier) AS
  SELECT p.user_id AS id, p.nom_complet AS nom FROM profils p WHERE (SELECT app.utilisateur()) IS NOT NULL
  UNION ALL
  SELECT '00000000-0000-7000-8000-000000000001', 'Système' WHERE (SELECT app.utilisateur()) IS NOT NULL;
COMMENT ON VIEW noms_utilisateurs IS 'Names of people for everybody signed in. Owner''s rights on purpose: two columns.';
GRANT SELECT ON noms_utilisateurs TO mlpp_application;

CREATE VIEW current_user_profile WITH (security_invoker) AS
  SELECT p.id, p.user_id, p.nom_complet, p.role, p.depot_id, u.email, p.langue, p.created_at
  FROM profils p JOIN utilisateurs u ON u.id = p.user_id
  WHERE p.user_id = (SELECT app.utilisateur());
COMMENT ON VIEW current_user_profile IS 'The profile of the caller.';
GRANT SELECT ON current_user_profile TO mlpp_application;

CREATE VIEW logs WITH (security_invoker) AS
  SELECT id, created_at, module, action, niveau, user_id, details FROM log_actions;
COMMENT ON VIEW logs IS 'log_actions under its old name and columns.';
GRANT SELECT ON logs TO mlpp_application;
