-- Products, tanks, suppliers, clients, partners, carriers; every change of them is logged with before and after.

-- AFTER INSERT OR UPDATE: one log row a change, with the changed fields only; of an e-mail only that there is one
-- (T-LOG-04). Arguments: module, created, changed.
CREATE FUNCTION app.journaliser_referentiel() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ancien jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - '{version,updated_at}'::text[] END;
  nouveau jsonb := to_jsonb(NEW) - '{version,updated_at}'::text[];
  avant jsonb;
  apres jsonb;
  nom_action text := CASE WHEN TG_OP = 'INSERT' THEN TG_ARGV[1] ELSE TG_ARGV[2] END;
BEGIN
  IF TG_OP = 'INSERT' THEN
    apres := nouveau - '{id,created_at}'::text[];
  ELSE
    SELECT jsonb_object_agg(n.key, ancien -> n.key), jsonb_object_agg(n.key, n.value) INTO avant, apres
    FROM jsonb_each(nouveau) n WHERE n.value IS DISTINCT FROM ancien -> n.key;
    IF apres IS NULL THEN
      RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'citernes' AND apres ->> 'statut' = 'inactive' THEN
      nom_action := 'CITERNE_DESACTIVEE';
    END IF;
  END IF;
  avant := avant || CASE WHEN avant ->> 'email' IS NOT NULL THEN '{"email": "…"}' ELSE '{}' END::jsonb;
  apres := apres || CASE WHEN apres ->> 'email' IS NOT NULL THEN '{"email": "…"}' ELSE '{}' END::jsonb;
  PERFORM app.journaliser(nom_action, TG_ARGV[0], 'INFO',
    coalesce(nouveau ->> 'depot_id', CASE WHEN TG_TABLE_NAME = 'depots' THEN nouveau ->> 'id' END)::uuid,
    NEW.id, jsonb_build_object('avant', avant, 'apres', apres));
  -- Servers keep settings of tanks, products and depots in memory.
  PERFORM pg_notify('mlpp_reglages', TG_TABLE_NAME);
  RETURN NULL;
END $$;
ALTER FUNCTION app.journaliser_referentiel() OWNER TO mlpp_moteur;
CREATE TRIGGER journaliser AFTER INSERT OR UPDATE ON depots
  FOR EACH ROW EXECUTE FUNCTION app.journaliser_referentiel('referentiels', 'DEPOT_CREE', 'DEPOT_MODIFIE');

CREATE TABLE produits (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT produits_nom_key UNIQUE
    CONSTRAINT produits_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  code text CONSTRAINT produits_code_key UNIQUE CONSTRAINT produits_code_check CHECK (code ~ '^[A-Z0-9.]{1,10}$'),
  description text CHECK (length(description) <= 500),
  groupe text NOT NULL DEFAULT 'B' CONSTRAINT produits_groupe_check CHECK (groupe IN ('A', 'B', 'C', 'D')),
  alpha_15c numeric(10,8),
  densite_min_kgm3 numeric(8,4) NOT NULL,
  densite_max_kgm3 numeric(8,4) NOT NULL,
  temperature_min_c numeric(5,2) NOT NULL DEFAULT 0,
  temperature_max_c numeric(5,2) NOT NULL DEFAULT 60,
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT produits_domaine_check CHECK (densite_min_kgm3 > 0 AND densite_max_kgm3 > densite_min_kgm3
    AND densite_max_kgm3 <= 1300 AND temperature_min_c >= -50 AND temperature_max_c > temperature_min_c AND temperature_max_c <= 150),
  CONSTRAINT produits_alpha_check CHECK ((groupe = 'C') = (alpha_15c IS NOT NULL) AND alpha_15c BETWEEN 0.0004 AND 0.002)
);
COMMENT ON COLUMN produits.groupe IS 'Commodity group of the standard: A crude, B refined, C special (alpha_15c per °C), D lubricant.';
COMMENT ON COLUMN produits.densite_min_kgm3 IS 'Plausible observed density; outside, an entry is refused as a typing error.';

CREATE TABLE citernes (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  depot_id uuid NOT NULL CONSTRAINT citernes_depot_id_fkey REFERENCES depots ON DELETE RESTRICT,
  nom text NOT NULL CONSTRAINT citernes_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 60),
  produit_id uuid NOT NULL CONSTRAINT citernes_produit_id_fkey REFERENCES produits ON DELETE RESTRICT,
  capacite_totale numeric(14,3) NOT NULL,
  creux_securite numeric(14,3) NOT NULL DEFAULT 0,
  stock_minimum numeric(14,3) NOT NULL DEFAULT 0,
  localisation text NOT NULL CONSTRAINT citernes_localisation_check CHECK (length(localisation) BETWEEN 1 AND 200),
  statut text NOT NULL DEFAULT 'active' CONSTRAINT citernes_statut_check CHECK (statut IN ('active', 'inactive', 'maintenance')),
  logique boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT citernes_nom_key UNIQUE (depot_id, nom),
  CONSTRAINT citernes_capacites_check CHECK (capacite_totale > 0 AND capacite_totale <= 1000000000 AND creux_securite >= 0 AND stock_minimum >= 0
    AND creux_securite + stock_minimum < capacite_totale)
);
COMMENT ON COLUMN citernes.creux_securite IS 'Headroom kept free, litres: receptions fill to capacite_totale - creux_securite.';
COMMENT ON COLUMN citernes.stock_minimum IS 'Volume to keep in the tank, litres, over all owners: sorties may not go below.';
COMMENT ON COLUMN citernes.logique IS 'Bookkeeping tank for stock held at a friend depot: note mandatory, left out of capacity figures.';
CREATE INDEX citernes_produit_id_idx ON citernes (produit_id);

CREATE TABLE fournisseurs (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT fournisseurs_nom_key UNIQUE
    CONSTRAINT fournisseurs_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  contact_personne text CHECK (length(contact_personne) <= 120),
  email text CHECK (length(email) <= 254),
  telephone text CHECK (length(telephone) <= 40),
  adresse text CHECK (length(adresse) <= 500),
  pays text CHECK (length(pays) <= 80),
  note_supplementaire text CHECK (length(note_supplementaire) <= 2000),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE clients (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT clients_nom_key UNIQUE
    CONSTRAINT clients_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  contact_personne text CHECK (length(contact_personne) <= 120),
  email text CHECK (length(email) <= 254),
  telephone text CHECK (length(telephone) <= 40),
  adresse text CHECK (length(adresse) <= 500),
  pays text CHECK (length(pays) <= 80),
  note_supplementaire text CHECK (length(note_supplementaire) <= 2000),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE partenaires (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT partenaires_nom_key UNIQUE
    CONSTRAINT partenaires_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  contact text CHECK (length(contact) <= 120),
  email text CHECK (length(email) <= 254),
  telephone text CHECK (length(telephone) <= 40),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE transporteurs (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  nom text NOT NULL CONSTRAINT transporteurs_nom_key UNIQUE
    CONSTRAINT transporteurs_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 120),
  contact_personne text CHECK (length(contact_personne) <= 120),
  email text CHECK (length(email) <= 254),
  telephone text CHECK (length(telephone) <= 40),
  note text CHECK (length(note) <= 2000),
  actif boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- The same for all six: protection, version, log; writing needs the right, reading too.
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES
    ('produits', 'referentiels.ecrire', 'referentiels', 'PRODUIT_CREE', 'PRODUIT_MODIFIE',
     'nom, code, description, groupe, alpha_15c, densite_min_kgm3, densite_max_kgm3, temperature_min_c, temperature_max_c, actif'),
    ('citernes', 'citernes.ecrire', 'citernes', 'CITERNE_CREEE', 'CITERNE_MODIFIEE',
     'nom, produit_id, capacite_totale, creux_securite, stock_minimum, localisation, statut, logique'),
    ('fournisseurs', 'referentiels.ecrire', 'referentiels', 'FOURNISSEUR_CREE', 'FOURNISSEUR_MODIFIE',
     'nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif'),
    ('clients', 'referentiels.ecrire', 'referentiels', 'CLIENT_CREE', 'CLIENT_MODIFIE',
     'nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif'),
    ('partenaires', 'referentiels.ecrire', 'referentiels', 'PARTENAIRE_CREE', 'PARTENAIRE_MODIFIE',
     'nom, contact, email, telephone, actif'),
    ('transporteurs', 'referentiels.ecrire', 'referentiels', 'TRANSPORTEUR_CREE', 'TRANSPORTEUR_MODIFIE',
     'nom, contact_personne, email, telephone, note, actif')
  ) AS v (nom, action, module, cree, modifie, colonnes) LOOP
    EXECUTE format('CALL app.proteger(%L)', r.nom);
    EXECUTE format('CREATE TRIGGER version BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION app.avancer_version()', r.nom);
    EXECUTE format('CREATE TRIGGER journaliser AFTER INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION app.journaliser_referentiel(%L, %L, %L)',
      r.nom, r.module, r.cree, r.modifie);
    EXECUTE format('GRANT SELECT ON %I TO mlpp_moteur, mlpp_application', r.nom);
    EXECUTE format('GRANT INSERT (id, %s), UPDATE (%s) ON %I TO mlpp_application', r.colonnes, r.colonnes, r.nom);
    EXECUTE format('CREATE POLICY creer ON %I FOR INSERT TO mlpp_application WITH CHECK ((SELECT app.peut(%L)))', r.nom, r.action);
    EXECUTE format('CREATE POLICY modifier ON %I FOR UPDATE TO mlpp_application USING ((SELECT app.peut(%L))) WITH CHECK ((SELECT app.peut(%L)))',
      r.nom, r.action, r.action);
  END LOOP;
END $$;
GRANT INSERT (depot_id) ON citernes TO mlpp_application;
GRANT UPDATE ON citernes TO mlpp_moteur; -- row locks of the posting functions

CREATE POLICY lire ON produits FOR SELECT TO mlpp_application USING ((SELECT app.peut('referentiels.lire')));
CREATE POLICY lire ON clients FOR SELECT TO mlpp_application USING ((SELECT app.peut('referentiels.lire')));
CREATE POLICY lire ON partenaires FOR SELECT TO mlpp_application USING ((SELECT app.peut('referentiels.lire')));
CREATE POLICY lire ON transporteurs FOR SELECT TO mlpp_application USING ((SELECT app.peut('referentiels.lire')));
CREATE POLICY lire ON fournisseurs FOR SELECT TO mlpp_application USING ((SELECT app.peut('fournisseurs.lire')));
CREATE POLICY lire ON citernes FOR SELECT TO mlpp_application
  USING (depot_id = ANY ((SELECT app.depots('citernes.lire'))::uuid[]));

-- Tanks of test benches once came back into real data with polluted seeds (T-REG-22): outside dev their names are refused,
-- whoever writes them.
CREATE FUNCTION app.refuser_citerne_fantome() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF app.environnement() IS DISTINCT FROM 'dev' THEN
    PERFORM app.refuser('NOM_INTERDIT', jsonb_build_object('nom', NEW.nom), 'nom');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fantome BEFORE INSERT OR UPDATE OF nom ON citernes FOR EACH ROW WHEN (NEW.nom ~* '^TANK\s+(STAGING|TEST)\M')
  EXECUTE FUNCTION app.refuser_citerne_fantome();

-- Who enters a cours de route picks a supplier by name; the supplier's file itself stays closed to operateur and
-- lecture (T-SUP-03). Owner's rights on purpose: three columns, one right.
CREATE VIEW noms_fournisseurs WITH (security_barrier) AS
  SELECT f.id, f.nom, f.actif FROM fournisseurs f WHERE (SELECT app.peut('referentiels.lire'));
COMMENT ON VIEW noms_fournisseurs IS 'Names of suppliers for who enters a cours de route. Owner''s rights on purpose: three columns.';
GRANT SELECT ON noms_fournisseurs TO mlpp_application;
