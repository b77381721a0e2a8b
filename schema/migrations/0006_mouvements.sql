-- Receptions, sorties, adjustments and initial stock: immutable documents, and the functions that check, number, post
-- and log them in one statement. The caller (the server) has computed the volume correction; the tank's settings are
-- compared here under lock, and a caller with stale ones is told to start again (SQLSTATE ML003).

-- Columns that a reception and a sortie share: the measure and what the engine made of it.
CREATE TABLE receptions (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  numero text COLLATE "C" NOT NULL,
  operation_id uuid NOT NULL,
  ligne integer NOT NULL DEFAULT 1 CHECK (ligne BETWEEN 1 AND 20),
  depot_id uuid NOT NULL CONSTRAINT receptions_depot_id_fkey REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL CONSTRAINT receptions_citerne_id_fkey REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL CONSTRAINT receptions_produit_id_fkey REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL CONSTRAINT receptions_proprietaire_type_check CHECK (proprietaire_type IN ('MONALUXE', 'PARTENAIRE')),
  partenaire_id uuid CONSTRAINT receptions_partenaire_id_fkey REFERENCES partenaires ON DELETE RESTRICT,
  cours_de_route_id uuid CONSTRAINT receptions_cours_de_route_id_fkey REFERENCES cours_de_route ON DELETE RESTRICT,
  dechargement integer,
  date_reception date NOT NULL,
  index_avant numeric(14,3) NOT NULL,
  index_apres numeric(14,3) NOT NULL,
  volume_ambiant numeric(14,3) NOT NULL,
  temperature_ambiante_c numeric(5,2) NOT NULL,
  densite_observee_kgm3 numeric(8,4) NOT NULL,
  edition text NOT NULL,
  groupe text NOT NULL,
  alpha_15c numeric(10,8),
  areometre boolean NOT NULL,
  mode_vcf text NOT NULL,
  arrondi_l numeric(4,3) NOT NULL,
  moteur_version text NOT NULL,
  densite_a_15_kgm3 numeric(8,4) NOT NULL,
  densite_a_15_g_cm3 numeric(11,7) NOT NULL GENERATED ALWAYS AS (densite_a_15_kgm3 / 1000) STORED,
  vcf numeric(11,10) NOT NULL,
  volume_15c_exact numeric(14,3) NOT NULL,
  volume_15c numeric(14,3) NOT NULL,
  statut text NOT NULL DEFAULT 'validee' CHECK (statut = 'validee'),
  note text CHECK (length(note) <= 2000),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  validated_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT receptions_numero_key UNIQUE (depot_id, numero),
  CONSTRAINT ux_receptions_cdr_once UNIQUE (cours_de_route_id, dechargement, ligne),
  CONSTRAINT receptions_partenaire_required CHECK ((proprietaire_type = 'PARTENAIRE') = (partenaire_id IS NOT NULL)),
  CONSTRAINT receptions_cdr_partenaire_check CHECK (proprietaire_type = 'MONALUXE' OR cours_de_route_id IS NULL),
  CONSTRAINT receptions_index_nonneg CHECK (index_avant >= 0 AND index_apres >= 0),
  CONSTRAINT receptions_index_order CHECK (index_apres > index_avant),
  CONSTRAINT receptions_ambiant_required_if_valid CHECK (volume_ambiant = index_apres - index_avant),
  CONSTRAINT receptions_densite_a_15_check CHECK (densite_a_15_kgm3 > 0 AND densite_a_15_kgm3 <= 1300),
  CONSTRAINT receptions_volume_15c_check CHECK (vcf BETWEEN 0.5 AND 1.5
    AND volume_15c_exact = round(volume_ambiant * vcf, 3)
    AND volume_15c = round(volume_ambiant * vcf, CASE arrondi_l WHEN 0.001 THEN 3 WHEN 0.1 THEN 1 ELSE 0 END))
);
COMMENT ON TABLE receptions IS 'Inbound movements, one row a tank; rows of one discharge share operation_id. Never changed, never deleted.';
COMMENT ON COLUMN receptions.dechargement IS 'Which discharge of its cours de route: 1, or more after a controlled re-opening.';
CREATE INDEX receptions_depot_date_idx ON receptions (depot_id, date_reception DESC, id DESC);
-- The lists read depot by depot: every filter's index has the depot in it. Days repeat: without the id these stay small.
CREATE INDEX receptions_citerne_id_idx ON receptions (citerne_id, depot_id, date_reception DESC);
CREATE INDEX receptions_produit_id_idx ON receptions (produit_id, depot_id, date_reception DESC);
CREATE INDEX receptions_partenaire_id_idx ON receptions (partenaire_id, depot_id, date_reception DESC) WHERE partenaire_id IS NOT NULL;
CREATE INDEX receptions_operation_id_idx ON receptions (operation_id);
-- What GET /integrite looks for is in the index, and nothing else.
CREATE INDEX receptions_ecart_15c_idx ON receptions (date_reception) WHERE abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant;

CREATE TABLE sorties_produit (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  numero text COLLATE "C" NOT NULL,
  operation_id uuid NOT NULL,
  ligne integer NOT NULL DEFAULT 1 CHECK (ligne BETWEEN 1 AND 20),
  depot_id uuid NOT NULL CONSTRAINT sorties_produit_depot_id_fkey REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL CONSTRAINT sorties_produit_citerne_id_fkey REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL CONSTRAINT sorties_produit_produit_id_fkey REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL CONSTRAINT sorties_produit_proprietaire_type_check CHECK (proprietaire_type IN ('MONALUXE', 'PARTENAIRE')),
  client_id uuid CONSTRAINT sorties_produit_client_id_fkey REFERENCES clients ON DELETE RESTRICT,
  partenaire_id uuid CONSTRAINT sorties_produit_partenaire_id_fkey REFERENCES partenaires ON DELETE RESTRICT,
  date_sortie date NOT NULL,
  chauffeur_nom text CHECK (length(chauffeur_nom) <= 120),
  plaque_camion text CHECK (length(plaque_camion) <= 20),
  plaque_remorque text CHECK (length(plaque_remorque) <= 20),
  transporteur_id uuid CONSTRAINT sorties_produit_transporteur_id_fkey REFERENCES transporteurs ON DELETE RESTRICT,
  index_avant numeric(14,3) NOT NULL,
  index_apres numeric(14,3) NOT NULL,
  volume_ambiant numeric(14,3) NOT NULL,
  temperature_ambiante_c numeric(5,2) NOT NULL,
  densite_observee_kgm3 numeric(8,4) NOT NULL,
  edition text NOT NULL,
  groupe text NOT NULL,
  alpha_15c numeric(10,8),
  areometre boolean NOT NULL,
  mode_vcf text NOT NULL,
  arrondi_l numeric(4,3) NOT NULL,
  moteur_version text NOT NULL,
  densite_a_15_kgm3 numeric(8,4) NOT NULL,
  densite_a_15_g_cm3 numeric(11,7) NOT NULL GENERATED ALWAYS AS (densite_a_15_kgm3 / 1000) STORED,
  vcf numeric(11,10) NOT NULL,
  volume_15c_exact numeric(14,3) NOT NULL,
  volume_15c numeric(14,3) NOT NULL,
  statut text NOT NULL DEFAULT 'validee' CHECK (statut = 'validee'),
  note text CHECK (length(note) <= 2000),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  validated_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT sorties_produit_numero_key UNIQUE (depot_id, numero),
  CONSTRAINT sorties_produit_beneficiaire_xor CHECK (
    proprietaire_type = 'MONALUXE' AND client_id IS NOT NULL AND partenaire_id IS NULL
    OR proprietaire_type = 'PARTENAIRE' AND partenaire_id IS NOT NULL AND client_id IS NULL),
  CONSTRAINT sorties_produit_index_nonneg CHECK (index_avant >= 0 AND index_apres >= 0),
  CONSTRAINT sorties_produit_index_order CHECK (index_apres > index_avant),
  CONSTRAINT sorties_produit_ambiant_check CHECK (volume_ambiant = index_apres - index_avant),
  CONSTRAINT sorties_produit_densite_a_15_check CHECK (densite_a_15_kgm3 > 0 AND densite_a_15_kgm3 <= 1300),
  CONSTRAINT sorties_produit_volume_15c_check CHECK (vcf BETWEEN 0.5 AND 1.5
    AND volume_15c_exact = round(volume_ambiant * vcf, 3)
    AND volume_15c = round(volume_ambiant * vcf, CASE arrondi_l WHEN 0.001 THEN 3 WHEN 0.1 THEN 1 ELSE 0 END))
);
COMMENT ON TABLE sorties_produit IS 'Outbound movements, one row a tank; rows of one loading share operation_id. Never changed, never deleted.';
CREATE INDEX sorties_produit_depot_date_idx ON sorties_produit (depot_id, date_sortie DESC, id DESC);
CREATE INDEX sorties_produit_citerne_id_idx ON sorties_produit (citerne_id, depot_id, date_sortie DESC);
CREATE INDEX sorties_produit_client_id_idx ON sorties_produit (client_id, depot_id, date_sortie DESC) WHERE client_id IS NOT NULL;
CREATE INDEX sorties_produit_produit_id_idx ON sorties_produit (produit_id, depot_id, date_sortie DESC);
CREATE INDEX sorties_produit_partenaire_id_idx ON sorties_produit (partenaire_id, depot_id, date_sortie DESC) WHERE partenaire_id IS NOT NULL;
CREATE INDEX sorties_produit_transporteur_id_idx ON sorties_produit (transporteur_id, depot_id, date_sortie DESC) WHERE transporteur_id IS NOT NULL;
CREATE INDEX sorties_produit_operation_id_idx ON sorties_produit (operation_id);
CREATE INDEX sorties_produit_ecart_15c_idx ON sorties_produit (date_sortie) WHERE abs(volume_15c - volume_ambiant) > 0.05 * volume_ambiant;

CREATE TABLE stocks_adjustments (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  numero text COLLATE "C" NOT NULL,
  mouvement_type text CHECK (mouvement_type IN ('RECEPTION', 'SORTIE')),
  mouvement_id uuid,
  rang integer NOT NULL DEFAULT 1,
  type_correction text NOT NULL CHECK (type_correction IN ('VOLUME', 'TEMPERATURE', 'DENSITE', 'MIXTE', 'COMPENSATION', 'MANUEL')),
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL,
  partenaire_id uuid REFERENCES partenaires ON DELETE RESTRICT,
  delta_ambiant numeric(14,3) NOT NULL,
  delta_15c numeric(14,3) NOT NULL,
  volume_ambiant numeric(14,3),
  temperature_ambiante_c numeric(5,2),
  densite_observee_kgm3 numeric(8,4),
  densite_a_15_kgm3 numeric(8,4),
  vcf numeric(11,10),
  volume_15c numeric(14,3),
  avant jsonb NOT NULL DEFAULT '{}',
  date_effet date NOT NULL,
  reason text NOT NULL CONSTRAINT stocks_adjustments_reason_check CHECK (length(app.rogner(reason)) BETWEEN 10 AND 600),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  validated_by uuid REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT stocks_adjustments_numero_key UNIQUE (depot_id, numero),
  CONSTRAINT stocks_adjustments_deux_personnes_check CHECK (validated_by <> created_by),
  CONSTRAINT stocks_adjustments_mouvement_check CHECK ((type_correction = 'MANUEL') = (mouvement_id IS NULL)
    AND (mouvement_type IS NULL) = (mouvement_id IS NULL)),
  -- NaN is above every number.
  CONSTRAINT stocks_adjustments_impact_check CHECK ((delta_ambiant <> 0 OR delta_15c <> 0)
    AND abs(delta_ambiant) <= 1000000000 AND abs(delta_15c) <= 1000000000),
  CONSTRAINT stocks_adjustments_mesure_check CHECK (volume_ambiant BETWEEN 0 AND 1000000000 AND volume_15c BETWEEN 0 AND 1000000000),
  CONSTRAINT stocks_adjustments_temperature_check CHECK (type_correction NOT IN ('TEMPERATURE', 'DENSITE') OR delta_ambiant = 0),
  CONSTRAINT stocks_adjustments_compensation_check CHECK (type_correction <> 'COMPENSATION' OR volume_ambiant = 0 AND volume_15c = 0),
  CONSTRAINT stocks_adjustments_rang_key UNIQUE (mouvement_type, mouvement_id, rang),
  CONSTRAINT stocks_adjustments_dedup UNIQUE (mouvement_type, mouvement_id, delta_ambiant, delta_15c, reason)
);
COMMENT ON TABLE stocks_adjustments IS 'Compensating entries. Deltas are stock deltas (+ adds stock) whatever the movement; the measure columns hold the movement as corrected, avant what it was before.';
COMMENT ON COLUMN stocks_adjustments.validated_by IS 'The second person, where the volume asked for one; created_by is who asked for the adjustment.';
CREATE UNIQUE INDEX stocks_adjustments_compensation_key ON stocks_adjustments (mouvement_type, mouvement_id) WHERE type_correction = 'COMPENSATION';
CREATE INDEX stocks_adjustments_depot_idx ON stocks_adjustments (depot_id, created_at DESC, id DESC);

CREATE TABLE propositions_ajustement (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  statut text NOT NULL DEFAULT 'EN_ATTENTE' CHECK (statut IN ('EN_ATTENTE', 'VALIDEE', 'REFUSEE', 'RETIREE')),
  mouvement_type text CHECK (mouvement_type IN ('RECEPTION', 'SORTIE')),
  mouvement_id uuid,
  type_correction text NOT NULL CHECK (type_correction IN ('VOLUME', 'TEMPERATURE', 'DENSITE', 'MIXTE', 'COMPENSATION', 'MANUEL')),
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL,
  partenaire_id uuid REFERENCES partenaires ON DELETE RESTRICT,
  delta_ambiant numeric(14,3) NOT NULL,
  delta_15c numeric(14,3) NOT NULL,
  demande jsonb NOT NULL CHECK (demande ?& '{rang,avant,apres}'),
  reason text NOT NULL CHECK (length(app.rogner(reason)) BETWEEN 10 AND 600),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  decide_par uuid REFERENCES utilisateurs ON DELETE RESTRICT,
  decide_le timestamptz,
  motif text CONSTRAINT propositions_ajustement_motif_check CHECK (length(motif) <= 500),
  ajustement_id uuid CONSTRAINT propositions_ajustement_ajustement_id_key UNIQUE REFERENCES stocks_adjustments ON DELETE RESTRICT,
  CONSTRAINT propositions_ajustement_mouvement_check CHECK ((type_correction = 'MANUEL') = (mouvement_id IS NULL)
    AND (mouvement_type IS NULL) = (mouvement_id IS NULL)),
  -- NaN is above every number.
  CONSTRAINT propositions_ajustement_impact_check CHECK ((delta_ambiant <> 0 OR delta_15c <> 0)
    AND abs(delta_ambiant) <= 1000000000 AND abs(delta_15c) <= 1000000000),
  CONSTRAINT propositions_ajustement_decision_check CHECK ((statut = 'EN_ATTENTE') = (decide_par IS NULL)
    AND (decide_le IS NULL) = (decide_par IS NULL) AND (statut = 'VALIDEE') = (ajustement_id IS NOT NULL)
    AND (statut <> 'REFUSEE' OR motif IS NOT NULL AND length(app.rogner(motif)) >= 10)),
  CONSTRAINT propositions_ajustement_deux_personnes_check CHECK (statut = 'EN_ATTENTE' OR (decide_par = created_by) = (statut = 'RETIREE'))
);
COMMENT ON TABLE propositions_ajustement IS 'Adjustments over the volume that one person may post, until another one validates or refuses them, or their author takes them back.';
COMMENT ON COLUMN propositions_ajustement.demande IS 'What is posted when it is validated: the rank it will have, and the measure before and after. Another rank by then: the movement was corrected meanwhile.';
CREATE INDEX propositions_ajustement_recentes_idx ON propositions_ajustement (created_at DESC, id DESC);
CREATE INDEX propositions_ajustement_depot_idx ON propositions_ajustement (depot_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX propositions_ajustement_en_attente_key ON propositions_ajustement (mouvement_type, mouvement_id) WHERE statut = 'EN_ATTENTE';

CREATE TABLE stocks_initiaux (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  numero text COLLATE "C" NOT NULL,
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL CHECK (proprietaire_type IN ('MONALUXE', 'PARTENAIRE')),
  partenaire_id uuid REFERENCES partenaires ON DELETE RESTRICT,
  date date NOT NULL,
  volume_ambiant numeric(14,3) NOT NULL CHECK (volume_ambiant > 0 AND volume_ambiant <= 1000000000),
  volume_15c numeric(14,3) NOT NULL CHECK (volume_15c > 0 AND volume_15c <= 1000000000),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT stocks_initiaux_numero_key UNIQUE (depot_id, numero),
  CONSTRAINT stocks_initiaux_proprietaire_check CHECK ((proprietaire_type = 'PARTENAIRE') = (partenaire_id IS NOT NULL))
);
COMMENT ON TABLE stocks_initiaux IS 'Opening stock of a line (litres), declared once, before its first movement.';

DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('receptions', 'receptions.lire'), ('sorties_produit', 'sorties.lire'),
      ('stocks_adjustments', 'ajustements.lire'), ('stocks_initiaux', 'stock.lire')) AS v (nom, action) LOOP
    EXECUTE format('CALL app.proteger(%L)', r.nom);
    EXECUTE format('CALL app.figer(%L)', r.nom);
    EXECUTE format('CREATE TRIGGER moteur_seul BEFORE INSERT ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur()', r.nom);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO mlpp_moteur', r.nom);
    EXECUTE format('GRANT SELECT ON %I TO mlpp_application', r.nom);
    EXECUTE format('CREATE POLICY lire ON %I FOR SELECT TO mlpp_application USING (depot_id = ANY ((SELECT app.depots(%L))::uuid[]))',
      r.nom, r.action);
  END LOOP;
END $$;

-- A proposal waits, is decided once and then never changes.
CALL app.proteger('propositions_ajustement');
CREATE TRIGGER moteur_seul BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON propositions_ajustement
  FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur();
CREATE TRIGGER decidee BEFORE UPDATE ON propositions_ajustement FOR EACH ROW WHEN (OLD.statut <> 'EN_ATTENTE')
  EXECUTE FUNCTION app.refuser_modification();
GRANT SELECT, INSERT, UPDATE (statut, decide_par, decide_le, motif, ajustement_id) ON propositions_ajustement TO mlpp_moteur;
GRANT SELECT ON propositions_ajustement TO mlpp_application;
CREATE POLICY lire ON propositions_ajustement FOR SELECT TO mlpp_application
  USING (depot_id = ANY ((SELECT app.depots('ajustements.lire'))::uuid[]));

-- ---------------------------------------------------------------------------------------------------------
-- Checks shared by both directions
-- ---------------------------------------------------------------------------------------------------------

-- The engine must have worked with the settings of now.
CREATE FUNCTION app.verifier_reglage(c app.citerne_verrouillee, l jsonb, arrondi numeric) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (l ->> 'edition', (l ->> 'areometre')::boolean, l ->> 'groupe', (l ->> 'arrondi_l')::numeric, (l ->> 'produit_id')::uuid)
     IS DISTINCT FROM (c.edition, c.areometre, c.groupe, arrondi, c.produit_id)
     OR (l ->> 'alpha_15c')::numeric IS DISTINCT FROM c.alpha_15c THEN
    RAISE EXCEPTION USING ERRCODE = 'ML003', MESSAGE = 'REGLAGE_PERIME';
  END IF;
END $$;

-- The product's plausible domain, bounds included.
CREATE FUNCTION app.verifier_domaine(c app.citerne_verrouillee, temperature numeric, densite numeric, chemin text)
RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF densite NOT BETWEEN c.densite_min_kgm3 AND c.densite_max_kgm3 THEN
    PERFORM app.refuser('ASTM_LOOKUP_OUT_OF_DOMAIN_DENS', jsonb_build_object('valeur', densite, 'min', c.densite_min_kgm3,
      'max', c.densite_max_kgm3), chemin || '.densite_observee_kgm3');
  ELSIF temperature NOT BETWEEN c.temperature_min_c AND c.temperature_max_c THEN
    PERFORM app.refuser('ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP', jsonb_build_object('valeur', temperature, 'min', c.temperature_min_c,
      'max', c.temperature_max_c), chemin || '.temperature_ambiante_c');
  END IF;
END $$;

-- A new document names active people only; those of posted ones may have become inactive. An unknown id is left to its
-- foreign key.
CREATE FUNCTION app.exiger_tiers_actifs(d jsonb) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  inactif text;
BEGIN
  SELECT t.champ INTO inactif FROM (
    SELECT 'client_id' AS champ FROM public.clients WHERE id = (d ->> 'client_id')::uuid AND NOT actif
    UNION ALL SELECT 'partenaire_id' FROM public.partenaires WHERE id = (d ->> 'partenaire_id')::uuid AND NOT actif
    UNION ALL SELECT 'transporteur_id' FROM public.transporteurs WHERE id = (d ->> 'transporteur_id')::uuid AND NOT actif) t;
  IF FOUND THEN
    PERFORM app.refuser('REFERENTIEL_INACTIF', '{}', inactif);
  END IF;
END $$;

-- One to twenty lines.
CREATE FUNCTION app.verifier_lignes(lignes jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF jsonb_typeof(lignes) IS DISTINCT FROM 'array' OR jsonb_array_length(lignes) NOT BETWEEN 1 AND 20 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "1", "max": "20"}', 'lignes');
  END IF;
END $$;

-- The tanks that the lines name, locked.
CREATE FUNCTION app.citernes_des_lignes(lignes jsonb) RETURNS app.citerne_verrouillee[] LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ids uuid[] := '{}';
BEGIN
  FOR i IN 0 .. jsonb_array_length(lignes) - 1 LOOP
    ids := ids || (lignes -> i ->> 'citerne_id')::uuid;
  END LOOP;
  RETURN ARRAY(SELECT v FROM app.verrouiller_citernes(ids) v);
END $$;

-- The one of these tanks with this id; NULL when there is none.
CREATE FUNCTION app.citerne_parmi(citernes app.citerne_verrouillee[], id_voulu uuid) RETURNS app.citerne_verrouillee
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.citerne_verrouillee;
BEGIN
  FOREACH c IN ARRAY citernes LOOP
    IF c.id = id_voulu THEN
      RETURN c;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- The tanks of an operation: they exist, once each, in one depot where the caller may act. Returns that depot.
CREATE FUNCTION app.depot_de_l_operation(citernes app.citerne_verrouillee[], lignes jsonb, action text, code_inconnue text, code_repetee text)
RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  vues uuid[] := '{}';
  depot uuid;
  c app.citerne_verrouillee;
  plusieurs boolean := false;
BEGIN
  FOR i IN 0 .. jsonb_array_length(lignes) - 1 LOOP
    c := app.citerne_parmi(citernes, (lignes -> i ->> 'citerne_id')::uuid);
    IF c.id IS NULL THEN
      PERFORM app.refuser(code_inconnue, '{}', format('lignes[%s].citerne_id', i));
    ELSIF c.id = ANY (vues) THEN
      PERFORM app.refuser(code_repetee, '{}', format('lignes[%s].citerne_id', i));
    END IF;
    IF c.depot_id IS DISTINCT FROM depot THEN
      PERFORM app.exiger(action, c.depot_id);
      plusieurs := depot IS NOT NULL;
      depot := c.depot_id;
    END IF;
    vues := vues || c.id;
  END LOOP;
  IF plusieurs THEN
    PERFORM app.refuser('DEPOTS_MULTIPLES', '{}', 'lignes');
  END IF;
  RETURN depot;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Reception
-- ---------------------------------------------------------------------------------------------------------

-- The cours de route of a reception, locked before any tank: arrived, same depot.
CREATE FUNCTION app.cdr_a_decharger(cdr uuid) RETURNS cours_de_route LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c public.cours_de_route;
BEGIN
  SELECT * INTO c FROM public.cours_de_route WHERE id = cdr FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM app.refuser('CDR_INTROUVABLE', '{}', 'cours_de_route_id');
  END IF;
  PERFORM app.exiger('receptions.creer', c.depot_destination_id);
  IF c.statut = 'DECHARGE' THEN
    PERFORM app.refuser('CDR_DEJA_RECU', '{}', 'cours_de_route_id');
  ELSIF c.statut <> 'ARRIVE' THEN
    PERFORM app.refuser('CDR_NON_ARRIVE', jsonb_build_object('statut', c.statut), 'cours_de_route_id');
  END IF;
  RETURN c;
END $$;

-- Rules of the header: owner, partner, and when a cours de route or a note is due (C-16, T-REC-07, T-REC-11). Only an
-- operation into logical tanks alone does without a cours de route; one logical tank is enough to ask for the note.
CREATE FUNCTION app.verifier_entete_reception(d jsonb, toutes_logiques boolean, une_logique boolean) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  partenaire boolean := d ->> 'proprietaire_type' = 'PARTENAIRE';
BEGIN
  IF coalesce(d ->> 'proprietaire_type', '') NOT IN ('MONALUXE', 'PARTENAIRE') THEN
    PERFORM app.refuser('SNAPSHOT_OWNER_INVALID', '{}', 'proprietaire_type');
  ELSIF partenaire AND d ->> 'partenaire_id' IS NULL THEN
    PERFORM app.refuser('PARTENAIRE_REQUIS', '{}', 'partenaire_id');
  ELSIF NOT partenaire AND d ->> 'partenaire_id' IS NOT NULL THEN
    PERFORM app.refuser('PARTENAIRE_INTERDIT', '{}', 'partenaire_id');
  ELSIF partenaire AND d ->> 'cours_de_route_id' IS NOT NULL THEN
    PERFORM app.refuser('RECEPTION_CDR_INTERDIT', '{}', 'cours_de_route_id');
  END IF;
  IF NOT partenaire AND d ->> 'cours_de_route_id' IS NULL AND NOT toutes_logiques AND (app.contexte()).role <> 'admin' THEN
    PERFORM app.refuser('RECEPTION_CDR_REQUIS', '{}', 'cours_de_route_id');
  END IF;
  IF app.rogner(coalesce(d ->> 'note', '')) = '' AND (une_logique OR NOT partenaire AND d ->> 'cours_de_route_id' IS NULL) THEN
    PERFORM app.refuser('RECEPTION_NOTE_REQUISE', '{}', 'note');
  END IF;
  PERFORM app.exiger_tiers_actifs(d);
END $$;

-- Posts a discharge into one or several tanks: T-REC-01 … T-REC-14. `demande` is the request with the engine's results
-- in each line; the answer is the ready JSON body of POST /receptions.
CREATE FUNCTION app.enregistrer_reception(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  auteur uuid := app.exiger_droit('receptions.creer');
  operation uuid := app.uuid_v7();
  lignes jsonb := demande -> 'lignes';
  cdr public.cours_de_route;
  citernes app.citerne_verrouillee[];
  c app.citerne_verrouillee;
  depot uuid;
  corps text[] := '{}';
  reponse text;
BEGIN
  PERFORM app.verifier_lignes(lignes);
  IF demande ->> 'cours_de_route_id' IS NOT NULL THEN
    cdr := app.cdr_a_decharger((demande ->> 'cours_de_route_id')::uuid);
  END IF;
  citernes := app.citernes_des_lignes(lignes);
  depot := app.depot_de_l_operation(citernes, lignes, 'receptions.creer', 'RECEPTION_CITERNE_INTROUVABLE', 'RECEPTION_CITERNE_REPETEE');
  PERFORM app.verifier_entete_reception(demande, (SELECT bool_and(v.logique) FROM unnest(citernes) v), (SELECT bool_or(v.logique) FROM unnest(citernes) v));
  IF cdr.depot_destination_id <> depot THEN
    PERFORM app.refuser('CDR_DEPOT_DIFFERENT', '{}', 'cours_de_route_id');
  END IF;
  FOR i IN 0 .. jsonb_array_length(lignes) - 1 LOOP
    c := app.citerne_parmi(citernes, (lignes -> i ->> 'citerne_id')::uuid);
    corps := corps || app.poster_ligne_reception(demande, lignes -> i, i, c, cdr, operation, auteur);
  END LOOP;
  IF cdr.id IS NOT NULL THEN
    UPDATE public.cours_de_route SET statut = 'DECHARGE', nb_dechargements = nb_dechargements + 1 WHERE id = cdr.id;
  END IF;
  reponse := format('{"operation_id":"%s","receptions":[%s]}', operation, array_to_string(corps, ','));
  PERFORM app.annoncer('stock', depot, ARRAY(SELECT v.id FROM unnest(citernes) v));
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- One tank of a reception; answers its row as JSON.
CREATE FUNCTION app.poster_ligne_reception(d jsonb, l jsonb, i integer, c app.citerne_verrouillee, cdr cours_de_route,
  operation uuid, auteur uuid)
RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chemin text := format('lignes[%s]', i);
  volume numeric := (l ->> 'index_apres')::numeric - (l ->> 'index_avant')::numeric;
  libre numeric;
  effet date;
  r public.receptions;
  ligne public.stocks_snapshot;
BEGIN
  IF c.statut <> 'active' OR NOT c.depot_actif THEN
    PERFORM app.refuser('RECEPTION_CITERNE_INACTIVE', '{}', chemin || '.citerne_id');
  ELSIF coalesce((l ->> 'produit_demande')::uuid, c.produit_id) <> c.produit_id THEN
    PERFORM app.refuser('RECEPTION_PRODUIT_INCOMPATIBLE', '{}', chemin || '.produit_id');
  ELSIF cdr.produit_id <> c.produit_id THEN
    PERFORM app.refuser('CDR_PRODUIT_DIFFERENT', '{}', 'cours_de_route_id');
  ELSIF NOT c.produit_actif AND cdr.id IS NULL THEN -- a truck that is here is discharged
    PERFORM app.refuser('REFERENTIEL_INACTIF', '{}', chemin || '.produit_id');
  END IF;
  PERFORM app.verifier_reglage(c, l, c.arrondi_reception_l);
  PERFORM app.verifier_domaine(c, (l ->> 'temperature_ambiante_c')::numeric, (l ->> 'densite_observee_kgm3')::numeric, chemin);
  effet := app.jour_du_mouvement(c, (d ->> 'date_reception')::date, 'date_reception');
  ligne := app.ligne_de_stock(c, d ->> 'proprietaire_type', (d ->> 'partenaire_id')::uuid, true);
  libre := c.capacite_totale - c.creux_securite - (SELECT t.le_plus FROM app.totaux_depuis(c.id, effet) t);
  IF volume > libre THEN
    PERFORM app.refuser('RECEPTION_CAPACITE_INSUFFISANTE', jsonb_build_object('libre', libre, 'demande', volume),
      chemin || '.index_apres');
  END IF;
  INSERT INTO public.receptions (numero, operation_id, ligne, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
    cours_de_route_id, dechargement, date_reception, index_avant, index_apres, volume_ambiant, temperature_ambiante_c,
    densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf,
    volume_15c_exact, volume_15c, note, created_by, validated_by)
  VALUES (app.prochain_numero(c.depot_id, 'REC', effet), operation, i + 1, c.depot_id, c.id, c.produit_id,
    d ->> 'proprietaire_type', (d ->> 'partenaire_id')::uuid, cdr.id, cdr.nb_dechargements + 1, effet,
    (l ->> 'index_avant')::numeric, (l ->> 'index_apres')::numeric, volume, (l ->> 'temperature_ambiante_c')::numeric,
    (l ->> 'densite_observee_kgm3')::numeric, c.edition, c.groupe, c.alpha_15c, c.areometre, l ->> 'mode_vcf',
    c.arrondi_reception_l, l ->> 'moteur_version', (l ->> 'densite_a_15_kgm3')::numeric, (l ->> 'vcf')::numeric,
    (l ->> 'volume_15c_exact')::numeric, (l ->> 'volume_15c')::numeric, nullif(app.rogner(d ->> 'note'), ''), auteur, auteur)
  RETURNING * INTO r;
  PERFORM app.poster_mouvement(ligne, 'RECEPTION', r.id, r.numero, effet, c.aujourdhui, r.volume_ambiant, r.volume_15c, auteur);
  PERFORM app.journaliser_mouvement('RECEPTION', 'receptions', auteur, r.depot_id, r.id, jsonb_build_object(
    'numero', r.numero, 'citerne_id', r.citerne_id, 'produit_id', r.produit_id, 'proprietaire_type', r.proprietaire_type,
    'partenaire_id', r.partenaire_id, 'cours_de_route_id', r.cours_de_route_id, 'volume_ambiant', r.volume_ambiant,
    'volume_15c', r.volume_15c, 'date', r.date_reception));
  RETURN row_to_json(r)::text;
END $$;

-- The two log rows of a movement: created, and valid at once (there are no drafts).
CREATE FUNCTION app.journaliser_mouvement(prefixe text, module_log text, auteur uuid, depot uuid, cible uuid, details_log jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.log_actions (user_id, action, module, depot_id, cible_id, details)
  VALUES (auteur, prefixe || '_CREEE', module_log, depot, cible, jsonb_strip_nulls(details_log)),
    (auteur, prefixe || '_VALIDE', module_log, depot, cible, jsonb_strip_nulls(details_log));
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Sortie
-- ---------------------------------------------------------------------------------------------------------

-- The beneficiary follows the owner, and a contradiction is refused, never re-labelled (T-SOR-01, T-SOR-15).
CREATE FUNCTION app.verifier_entete_sortie(d jsonb, une_logique boolean) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF coalesce(d ->> 'proprietaire_type', '') NOT IN ('MONALUXE', 'PARTENAIRE') THEN
    PERFORM app.refuser('SORTIE_PROPRIETAIRE_INVALIDE', '{}', 'proprietaire_type');
  ELSIF (d ->> 'proprietaire_type' = 'MONALUXE') IS DISTINCT FROM (d ->> 'client_id' IS NOT NULL)
     OR (d ->> 'proprietaire_type' = 'PARTENAIRE') IS DISTINCT FROM (d ->> 'partenaire_id' IS NOT NULL) THEN
    PERFORM app.refuser('BENEFICIAIRE_XOR', '{}', CASE d ->> 'proprietaire_type' WHEN 'MONALUXE' THEN 'client_id' ELSE 'partenaire_id' END);
  ELSIF une_logique AND app.rogner(coalesce(d ->> 'note', '')) = '' THEN
    PERFORM app.refuser('SORTIE_NOTE_REQUISE', '{}', 'note');
  END IF;
  PERFORM app.exiger_tiers_actifs(d);
END $$;

-- Posts a loading from one or several tanks: T-SOR-01 … T-SOR-15. The answer is the ready JSON body of POST /sorties.
CREATE FUNCTION app.enregistrer_sortie(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  auteur uuid := app.exiger_droit('sorties.creer');
  operation uuid := app.uuid_v7();
  lignes jsonb := demande -> 'lignes';
  citernes app.citerne_verrouillee[];
  c app.citerne_verrouillee;
  depot uuid;
  corps text[] := '{}';
  reponse text;
BEGIN
  PERFORM app.verifier_lignes(lignes);
  citernes := app.citernes_des_lignes(lignes);
  depot := app.depot_de_l_operation(citernes, lignes, 'sorties.creer', 'SORTIE_CITERNE_INVALIDE', 'SORTIE_CITERNE_REPETEE');
  PERFORM app.verifier_entete_sortie(demande, (SELECT bool_or(v.logique) FROM unnest(citernes) v));
  FOR i IN 0 .. jsonb_array_length(lignes) - 1 LOOP
    c := app.citerne_parmi(citernes, (lignes -> i ->> 'citerne_id')::uuid);
    corps := corps || app.poster_ligne_sortie(demande, lignes -> i, i, c, operation, auteur);
  END LOOP;
  reponse := format('{"operation_id":"%s","sorties":[%s]}', operation, array_to_string(corps, ','));
  PERFORM app.annoncer('stock', depot, ARRAY(SELECT v.id FROM unnest(citernes) v));
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- Enough stock of this owner, ambient (a shortage at 15 °C only shows in the checks, C-17), on that day and on every day
-- since, and the tank's minimum over all owners respected, on the same days.
CREATE FUNCTION app.verifier_disponible(c app.citerne_verrouillee, ligne stocks_snapshot, effet date, volume numeric, chemin text)
RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  jour date := c.aujourdhui;
  disponible numeric := ligne.stock_ambiant;
  reste numeric;
BEGIN
  IF ligne.id IS NULL THEN
    PERFORM app.refuser('SORTIE_STOCK_INTROUVABLE', '{}', chemin || '.citerne_id');
  END IF;
  IF effet < ligne.dernier_jour THEN
    SELECT s.jour, s.solde INTO jour, disponible FROM (
      SELECT effet AS jour, app.solde_ambiant_avant(ligne.id, effet + 1) AS solde
      UNION ALL
      SELECT date_jour, stock_ambiant FROM public.stocks_journaliers WHERE ligne_id = ligne.id AND date_jour > effet) s
    ORDER BY s.solde, s.jour LIMIT 1;
  END IF;
  IF disponible < volume THEN
    PERFORM app.refuser('SORTIE_STOCK_INSUFFISANT_AMB', jsonb_build_object('disponible', disponible, 'demande', volume, 'jour', jour),
      chemin || '.index_apres');
  END IF;
  reste := (SELECT t.le_moins FROM app.totaux_depuis(c.id, effet) t) - volume;
  IF reste < c.stock_minimum THEN
    PERFORM app.refuser('SORTIE_CAPACITE_SECURITE', jsonb_build_object('minimum', c.stock_minimum, 'reste', reste),
      chemin || '.index_apres');
  END IF;
END $$;

-- One tank of a sortie; answers its row as JSON.
CREATE FUNCTION app.poster_ligne_sortie(d jsonb, l jsonb, i integer, c app.citerne_verrouillee, operation uuid, auteur uuid)
RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chemin text := format('lignes[%s]', i);
  volume numeric := (l ->> 'index_apres')::numeric - (l ->> 'index_avant')::numeric;
  effet date;
  s public.sorties_produit;
  ligne public.stocks_snapshot;
BEGIN
  IF c.statut <> 'active' OR NOT c.depot_actif THEN
    PERFORM app.refuser('SORTIE_CITERNE_INACTIVE', '{}', chemin || '.citerne_id');
  ELSIF coalesce((l ->> 'produit_demande')::uuid, c.produit_id) <> c.produit_id THEN
    PERFORM app.refuser('PRODUIT_CITERNE_MISMATCH', '{}', chemin || '.produit_id');
  ELSIF NOT c.produit_actif THEN
    PERFORM app.refuser('REFERENTIEL_INACTIF', '{}', chemin || '.produit_id');
  END IF;
  PERFORM app.verifier_reglage(c, l, c.arrondi_sortie_l);
  PERFORM app.verifier_domaine(c, (l ->> 'temperature_ambiante_c')::numeric, (l ->> 'densite_observee_kgm3')::numeric, chemin);
  effet := app.jour_du_mouvement(c, (d ->> 'date_sortie')::date, 'date_sortie');
  ligne := app.ligne_de_stock(c, d ->> 'proprietaire_type', (d ->> 'partenaire_id')::uuid, false);
  PERFORM app.verifier_disponible(c, ligne, effet, volume, chemin);
  INSERT INTO public.sorties_produit (numero, operation_id, ligne, depot_id, citerne_id, produit_id, proprietaire_type, client_id,
    partenaire_id, date_sortie, chauffeur_nom, plaque_camion, plaque_remorque, transporteur_id, index_avant, index_apres,
    volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l,
    moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c, note, created_by, validated_by)
  VALUES (app.prochain_numero(c.depot_id, 'SOR', effet), operation, i + 1, c.depot_id, c.id, c.produit_id,
    d ->> 'proprietaire_type', (d ->> 'client_id')::uuid, (d ->> 'partenaire_id')::uuid, effet,
    nullif(app.rogner(d ->> 'chauffeur_nom'), ''), nullif(app.rogner(d ->> 'plaque_camion'), ''), nullif(app.rogner(d ->> 'plaque_remorque'), ''),
    (d ->> 'transporteur_id')::uuid, (l ->> 'index_avant')::numeric, (l ->> 'index_apres')::numeric, volume,
    (l ->> 'temperature_ambiante_c')::numeric, (l ->> 'densite_observee_kgm3')::numeric, c.edition, c.groupe, c.alpha_15c,
    c.areometre, l ->> 'mode_vcf', c.arrondi_sortie_l, l ->> 'moteur_version', (l ->> 'densite_a_15_kgm3')::numeric,
    (l ->> 'vcf')::numeric, (l ->> 'volume_15c_exact')::numeric, (l ->> 'volume_15c')::numeric, nullif(app.rogner(d ->> 'note'), ''),
    auteur, auteur)
  RETURNING * INTO s;
  PERFORM app.poster_mouvement(ligne, 'SORTIE', s.id, s.numero, effet, c.aujourdhui, -s.volume_ambiant, -s.volume_15c, auteur);
  PERFORM app.journaliser_mouvement('SORTIE', 'sorties_produit', auteur, s.depot_id, s.id, jsonb_build_object(
    'numero', s.numero, 'citerne_id', s.citerne_id, 'produit_id', s.produit_id, 'proprietaire_type', s.proprietaire_type,
    'client_id', s.client_id, 'partenaire_id', s.partenaire_id, 'volume_ambiant', s.volume_ambiant,
    'volume_15c', s.volume_15c, 'date', s.date_sortie));
  RETURN row_to_json(s)::text;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Adjustments
-- ---------------------------------------------------------------------------------------------------------

-- What adjustments made of movements, without reason and author: who reads a movement reads it as it counts, also those
-- who may not list adjustments (pca, finance). Owner's rights on purpose; the command line, without a context, sees all.
CREATE VIEW corrections_mouvements WITH (security_barrier) AS
  SELECT mouvement_type, mouvement_id, rang, type_correction, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
    densite_a_15_kgm3, vcf, volume_15c
  FROM stocks_adjustments
  WHERE mouvement_id IS NOT NULL
    AND (current_user <> 'mlpp_application' OR depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));
COMMENT ON VIEW corrections_mouvements IS 'Measures of movements after each adjustment, for whoever may read the stock of the depot.';
GRANT SELECT ON corrections_mouvements TO mlpp_application, mlpp_moteur;

-- A movement as it counts today: its own measure, or that of its last adjustment. `rang` is the number of adjustments.
CREATE VIEW v_mouvements_corriges WITH (security_invoker) AS
  SELECT m.mouvement_type, m.id, m.numero, m.operation_id, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.partenaire_id,
    m.date_effet, m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l,
    coalesce(a.rang, 0) AS rang, coalesce(a.type_correction = 'COMPENSATION', false) AS compense,
    coalesce(a.volume_ambiant, m.volume_ambiant) AS volume_ambiant,
    coalesce(a.temperature_ambiante_c, m.temperature_ambiante_c) AS temperature_ambiante_c,
    coalesce(a.densite_observee_kgm3, m.densite_observee_kgm3) AS densite_observee_kgm3,
    coalesce(a.densite_a_15_kgm3, m.densite_a_15_kgm3) AS densite_a_15_kgm3,
    coalesce(a.vcf, m.vcf) AS vcf,
    coalesce(a.volume_15c, m.volume_15c) AS volume_15c
  FROM (
    SELECT 'RECEPTION' AS mouvement_type, id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
      date_reception AS date_effet, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l, volume_ambiant, temperature_ambiante_c,
      densite_observee_kgm3, densite_a_15_kgm3, vcf, volume_15c
    FROM receptions
    UNION ALL
    SELECT 'SORTIE', id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
      date_sortie, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l, volume_ambiant, temperature_ambiante_c,
      densite_observee_kgm3, densite_a_15_kgm3, vcf, volume_15c
    FROM sorties_produit
  ) m
  LEFT JOIN LATERAL (
    SELECT s.* FROM corrections_mouvements s
    WHERE s.mouvement_type = m.mouvement_type AND s.mouvement_id = m.id ORDER BY s.rang DESC LIMIT 1
  ) a ON true;
COMMENT ON VIEW v_mouvements_corriges IS 'Receptions and sorties as they count today: own measure, or that of the last adjustment.';
GRANT SELECT ON v_mouvements_corriges TO mlpp_application, mlpp_moteur;

CREATE FUNCTION app.verifier_raison(raison text, champ text DEFAULT 'raison') RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF length(app.rogner(coalesce(raison, ''))) < 10 THEN
    PERFORM app.refuser('RAISON_TROP_COURTE', '{}', champ);
  END IF;
  RETURN app.rogner(raison);
END $$;

-- The adjustment, not stored yet, that makes of a movement what `apres` says.
CREATE FUNCTION app.ajustement_du_mouvement(m v_mouvements_corriges, correction text, raison text, apres jsonb)
RETURNS stocks_adjustments LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  signe integer := CASE m.mouvement_type WHEN 'SORTIE' THEN -1 ELSE 1 END;
  a public.stocks_adjustments;
BEGIN
  IF m.compense THEN
    PERFORM app.refuser('MOUVEMENT_DEJA_COMPENSE');
  END IF;
  SELECT m.mouvement_type, m.id, m.rang + 1, correction, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.partenaire_id,
    (apres ->> 'volume_ambiant')::numeric, (apres ->> 'temperature_ambiante_c')::numeric, (apres ->> 'densite_observee_kgm3')::numeric,
    (apres ->> 'densite_a_15_kgm3')::numeric, (apres ->> 'vcf')::numeric, (apres ->> 'volume_15c')::numeric
  INTO a.mouvement_type, a.mouvement_id, a.rang, a.type_correction, a.depot_id, a.citerne_id, a.produit_id, a.proprietaire_type, a.partenaire_id,
    a.volume_ambiant, a.temperature_ambiante_c, a.densite_observee_kgm3, a.densite_a_15_kgm3, a.vcf, a.volume_15c;
  a.delta_ambiant := signe * (a.volume_ambiant - m.volume_ambiant);
  a.delta_15c := signe * (a.volume_15c - m.volume_15c);
  a.avant := jsonb_build_object('volume_ambiant', m.volume_ambiant, 'temperature_ambiante_c', m.temperature_ambiante_c,
    'densite_observee_kgm3', m.densite_observee_kgm3, 'densite_a_15_kgm3', m.densite_a_15_kgm3, 'vcf', m.vcf, 'volume_15c', m.volume_15c);
  a.reason := CASE correction WHEN 'VOLUME' THEN '[VOLUME] ' WHEN 'TEMPERATURE' THEN '[TEMP] ' WHEN 'DENSITE' THEN '[DENSITE] '
    WHEN 'MIXTE' THEN '[MIXTE] ' ELSE '[COMPENSATION] ' END || app.verifier_raison(raison);
  IF a.delta_ambiant = 0 AND a.delta_15c = 0 THEN
    PERFORM app.refuser(CASE WHEN EXISTS (SELECT FROM public.stocks_adjustments s WHERE s.mouvement_id = m.id AND s.reason = a.reason)
      THEN 'AJUSTEMENT_DOUBLON' ELSE 'ADJUSTMENT_NO_IMPACT' END);
  END IF;
  RETURN a;
END $$;

-- What the log shows of an adjustment or a proposal.
CREATE FUNCTION app.ajustement_journalise(ajustement jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_object_agg(j.key, j.value) FROM jsonb_each(ajustement) j
    WHERE j.key = ANY ('{numero,mouvement_type,mouvement_id,type_correction,citerne_id,produit_id,proprietaire_type,partenaire_id,delta_ambiant,delta_15c,reason,created_by,validated_by,motif}'));
END $$;

-- Writes an adjustment with its number, posts its stock effect today, logs (CRITICAL) and announces it. The tank is locked.
CREATE FUNCTION app.poster_ajustement(c app.citerne_verrouillee, a stocks_adjustments) RETURNS stocks_adjustments
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  effet date := app.jour_du_mouvement(c, NULL, '');
  ligne public.stocks_snapshot := app.ligne_de_stock(c, a.proprietaire_type, a.partenaire_id, false);
BEGIN
  INSERT INTO public.stocks_adjustments (numero, mouvement_type, mouvement_id, rang, type_correction, depot_id, citerne_id, produit_id,
    proprietaire_type, partenaire_id, delta_ambiant, delta_15c, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
    densite_a_15_kgm3, vcf, volume_15c, avant, date_effet, reason, created_by, validated_by)
  VALUES (app.prochain_numero(c.depot_id, 'AJU', effet), a.mouvement_type, a.mouvement_id, a.rang, a.type_correction, a.depot_id,
    a.citerne_id, a.produit_id, a.proprietaire_type, a.partenaire_id, a.delta_ambiant, a.delta_15c, a.volume_ambiant,
    a.temperature_ambiante_c, a.densite_observee_kgm3, a.densite_a_15_kgm3, a.vcf, a.volume_15c, a.avant, effet, a.reason, a.created_by,
    a.validated_by)
  RETURNING * INTO a;
  PERFORM app.poster_mouvement(ligne, 'AJUSTEMENT', a.id, a.numero, effet, c.aujourdhui, a.delta_ambiant, a.delta_15c, a.created_by);
  PERFORM app.journaliser('STOCK_ADJUSTMENT_CREATED', 'stocks', 'CRITICAL', a.depot_id, a.id, app.ajustement_journalise(to_jsonb(a)));
  PERFORM app.annoncer('stock', a.depot_id, ARRAY[a.citerne_id]);
  RETURN a;
END $$;

-- Keeps an adjustment until a second person decides.
CREATE FUNCTION app.proposer_ajustement(a stocks_adjustments) RETURNS propositions_ajustement LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p public.propositions_ajustement;
BEGIN
  INSERT INTO public.propositions_ajustement (mouvement_type, mouvement_id, type_correction, depot_id, citerne_id, produit_id,
    proprietaire_type, partenaire_id, delta_ambiant, delta_15c, reason, created_by, demande)
  VALUES (a.mouvement_type, a.mouvement_id, a.type_correction, a.depot_id, a.citerne_id, a.produit_id, a.proprietaire_type,
    a.partenaire_id, a.delta_ambiant, a.delta_15c, a.reason, a.created_by, jsonb_build_object('rang', a.rang, 'avant', a.avant,
      'apres', jsonb_strip_nulls(jsonb_build_object('volume_ambiant', a.volume_ambiant, 'temperature_ambiante_c', a.temperature_ambiante_c,
        'densite_observee_kgm3', a.densite_observee_kgm3, 'densite_a_15_kgm3', a.densite_a_15_kgm3, 'vcf', a.vcf,
        'volume_15c', a.volume_15c))))
  RETURNING * INTO p;
  PERFORM app.journaliser('STOCK_ADJUSTMENT_PROPOSED', 'stocks', 'WARNING', p.depot_id, p.id, app.ajustement_journalise(to_jsonb(p)));
  PERFORM app.annoncer('alerte', p.depot_id, ARRAY[p.id]);
  RETURN p;
END $$;

-- A ready body with its status: 201 what was posted, 202 what waits.
CREATE TYPE app.reponse AS (statut integer, corps text);

-- Where every adjustment ends: posted, or proposed when it is over the volume that one person may post. The tank is locked.
CREATE FUNCTION app.ajuster(c app.citerne_verrouillee, a stocks_adjustments) RETURNS app.reponse LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Without the setting nobody posts alone.
  seul_jusqu_a numeric := coalesce(app.parametre('ajustement_double_controle_l')::numeric, 0);
  reponse app.reponse;
BEGIN
  IF (app.ligne_de_stock(c, a.proprietaire_type, a.partenaire_id, false)).id IS NULL THEN
    PERFORM app.refuser('SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA', '{}', 'citerne_id');
  END IF;
  IF greatest(abs(a.delta_ambiant), abs(a.delta_15c)) > seul_jusqu_a THEN
    reponse := (202, row_to_json(app.proposer_ajustement(a))::text);
  ELSE
    reponse := (201, row_to_json(app.poster_ajustement(c, a))::text);
  END IF;
  PERFORM app.conclure_idempotence(reponse.statut, reponse.corps);
  RETURN reponse;
END $$;

-- The tank of a movement, locked: corrections of one movement queue up here, and each works on what it counts now.
CREATE FUNCTION app.citerne_du_mouvement(type_donne text, mouvement uuid) RETURNS app.citerne_verrouillee
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  citerne uuid;
BEGIN
  citerne := CASE type_donne
    WHEN 'RECEPTION' THEN (SELECT citerne_id FROM public.receptions WHERE id = mouvement)
    WHEN 'SORTIE' THEN (SELECT citerne_id FROM public.sorties_produit WHERE id = mouvement) END;
  IF citerne IS NULL THEN
    PERFORM app.refuser('MOUVEMENT_NOT_FOUND', '{}', 'mouvement_id');
  END IF;
  RETURN (SELECT v FROM app.verrouiller_citernes(ARRAY[citerne]) v);
END $$;

CREATE FUNCTION app.mouvement_corrige(type_donne text, mouvement uuid) RETURNS v_mouvements_corriges LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT v FROM public.v_mouvements_corriges v WHERE v.mouvement_type = type_donne AND v.id = mouvement);
END $$;

-- POST /ajustements. `demande`: mouvement_type, mouvement_id, type_correction, raison, rang (adjustments seen when the
-- correction was computed; another number means somebody was faster: start again), apres, and optionally the context the
-- client believes in, which must match (CONTEXT_MISMATCH).
CREATE FUNCTION app.enregistrer_ajustement(demande jsonb) RETURNS app.reponse LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  auteur uuid := app.exiger_droit('ajustements.creer');
  m public.v_mouvements_corriges;
  c app.citerne_verrouillee;
  a public.stocks_adjustments;
  cle text;
BEGIN
  c := app.citerne_du_mouvement(demande ->> 'mouvement_type', (demande ->> 'mouvement_id')::uuid);
  PERFORM app.exiger('ajustements.creer', c.depot_id);
  m := app.mouvement_corrige(demande ->> 'mouvement_type', (demande ->> 'mouvement_id')::uuid);
  IF m.rang IS DISTINCT FROM (demande ->> 'rang')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'ML003', MESSAGE = 'REGLAGE_PERIME';
  END IF;
  FOREACH cle IN ARRAY '{depot_id,citerne_id,produit_id,proprietaire_type,partenaire_id}'::text[] LOOP
    IF demande ->> cle IS DISTINCT FROM NULL AND demande ->> cle IS DISTINCT FROM to_jsonb(m) ->> cle THEN
      PERFORM app.refuser('CONTEXT_MISMATCH', '{}', cle);
    END IF;
  END LOOP;
  a := app.ajustement_du_mouvement(m, demande ->> 'type_correction', demande ->> 'raison', demande -> 'apres');
  a.created_by := auteur;
  RETURN app.ajuster(c, a);
END $$;

-- Takes a movement back whole, once (T-ADJ-07, T-ADJ-08): what it still counts becomes zero.
CREATE FUNCTION app.compenser(type_donne text, mouvement uuid, raison text) RETURNS app.reponse LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  auteur uuid := app.exiger_droit('ajustements.creer');
  m public.v_mouvements_corriges;
  c app.citerne_verrouillee;
  a public.stocks_adjustments;
BEGIN
  c := app.citerne_du_mouvement(type_donne, mouvement);
  PERFORM app.exiger('ajustements.creer', c.depot_id);
  m := app.mouvement_corrige(type_donne, mouvement);
  a := app.ajustement_du_mouvement(m, 'COMPENSATION', raison, jsonb_build_object('volume_ambiant', 0, 'volume_15c', 0,
    'temperature_ambiante_c', m.temperature_ambiante_c, 'densite_observee_kgm3', m.densite_observee_kgm3,
    'densite_a_15_kgm3', m.densite_a_15_kgm3, 'vcf', m.vcf));
  a.created_by := auteur;
  RETURN app.ajuster(c, a);
END $$;

CREATE FUNCTION app.admin_compensate_reception(id uuid, raison text) RETURNS app.reponse LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
RETURN app.compenser('RECEPTION', id, raison);

CREATE FUNCTION app.admin_compensate_sortie(id uuid, raison text) RETURNS app.reponse LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
RETURN app.compenser('SORTIE', id, raison);

-- A correction that belongs to no movement (a loss found at the dip). Same rights, numbering, log and ledger.
CREATE FUNCTION app.admin_adjust_stock(citerne uuid, type_proprietaire text, partenaire uuid, ambiant numeric, a_15c numeric, raison text)
RETURNS app.reponse LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  auteur uuid := app.exiger_droit('ajustements.creer');
  c app.citerne_verrouillee;
  a public.stocks_adjustments;
BEGIN
  SELECT * INTO c FROM app.verrouiller_citernes(ARRAY[citerne]);
  IF c.id IS NULL THEN
    PERFORM app.refuser('SORTIE_CITERNE_INVALIDE', '{}', 'citerne_id');
  END IF;
  PERFORM app.exiger('ajustements.creer', c.depot_id);
  SELECT 'MANUEL', 1, '{}', c.depot_id, c.id, c.produit_id, type_proprietaire, partenaire, ambiant, a_15c,
    '[MANUEL] ' || app.verifier_raison(raison), auteur
  INTO a.type_correction, a.rang, a.avant, a.depot_id, a.citerne_id, a.produit_id, a.proprietaire_type, a.partenaire_id, a.delta_ambiant,
    a.delta_15c, a.reason, a.created_by;
  IF a.delta_ambiant = 0 AND a.delta_15c = 0 THEN
    PERFORM app.refuser('ADJUSTMENT_NO_IMPACT');
  END IF;
  RETURN app.ajuster(c, a);
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- The second person
-- ---------------------------------------------------------------------------------------------------------

-- A waiting proposal, locked, for somebody who may decide in its depot.
CREATE FUNCTION app.proposition_a_decider(proposition uuid) RETURNS propositions_ajustement LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p public.propositions_ajustement;
BEGIN
  SELECT * INTO p FROM public.propositions_ajustement WHERE id = proposition FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM app.refuser('RESSOURCE_INTROUVABLE');
  END IF;
  PERFORM app.exiger('ajustements.valider', p.depot_id);
  IF p.statut <> 'EN_ATTENTE' THEN
    PERFORM app.refuser('PROPOSITION_DECIDEE', jsonb_build_object('statut', p.statut));
  END IF;
  RETURN p;
END $$;

CREATE FUNCTION app.decider_proposition(proposition uuid, statut_decide text, decideur uuid, motif_donne text, ajustement uuid)
RETURNS propositions_ajustement LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p public.propositions_ajustement;
BEGIN
  UPDATE public.propositions_ajustement SET statut = statut_decide, decide_par = decideur, decide_le = clock_timestamp(),
    motif = nullif(app.rogner(motif_donne), ''), ajustement_id = ajustement
  WHERE id = proposition RETURNING * INTO p;
  PERFORM app.annoncer('alerte', p.depot_id, ARRAY[p.id]);
  RETURN p;
END $$;

-- Posts a proposal as it was asked for, today. Never by its author, and not when the movement was corrected meanwhile.
CREATE FUNCTION app.valider_ajustement(proposition uuid, motif text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  valideur uuid := app.exiger_droit('ajustements.valider');
  c app.citerne_verrouillee;
  p public.propositions_ajustement;
  a public.stocks_adjustments;
  reponse text;
BEGIN
  SELECT * INTO c FROM app.verrouiller_citernes(ARRAY(SELECT x.citerne_id FROM public.propositions_ajustement x WHERE x.id = proposition));
  p := app.proposition_a_decider(proposition);
  IF p.created_by = valideur THEN
    PERFORM app.refuser('DEUX_PERSONNES_REQUISES');
  ELSIF p.mouvement_id IS NOT NULL
    AND (app.mouvement_corrige(p.mouvement_type, p.mouvement_id)).rang + 1 IS DISTINCT FROM (p.demande ->> 'rang')::integer THEN
    PERFORM app.refuser('PROPOSITION_PERIMEE');
  END IF;
  a := jsonb_populate_record(NULL::public.stocks_adjustments, to_jsonb(p) || p.demande || (p.demande -> 'apres'));
  a.validated_by := valideur;
  a := app.poster_ajustement(c, a);
  PERFORM app.decider_proposition(p.id, 'VALIDEE', valideur, motif, a.id);
  reponse := row_to_json(a)::text;
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- Ends a proposal without an effect: refused by another person, who says why, or taken back by its author.
CREATE FUNCTION app.refuser_ajustement(proposition uuid, motif text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  decideur uuid := app.exiger_droit('ajustements.valider');
  p public.propositions_ajustement := app.proposition_a_decider(proposition);
  retrait boolean := p.created_by = decideur;
BEGIN
  IF NOT retrait THEN
    PERFORM app.verifier_raison(motif, 'motif');
  END IF;
  p := app.decider_proposition(p.id, CASE WHEN retrait THEN 'RETIREE' ELSE 'REFUSEE' END, decideur, motif, NULL);
  PERFORM app.journaliser(CASE WHEN retrait THEN 'STOCK_ADJUSTMENT_WITHDRAWN' ELSE 'STOCK_ADJUSTMENT_REFUSED' END, 'stocks', 'WARNING',
    p.depot_id, p.id, app.ajustement_journalise(to_jsonb(p)));
  RETURN row_to_json(p)::text;
END $$;

-- T-ADJ-08: once every tank of its discharge is compensated, a cours de route may be received again.
CREATE FUNCTION app.rouvrir_cdr(cdr uuid, raison text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c public.cours_de_route;
BEGIN
  PERFORM app.exiger_droit('cdr.rouvrir');
  SELECT * INTO c FROM public.cours_de_route WHERE id = cdr FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM app.refuser('RESSOURCE_INTROUVABLE');
  END IF;
  PERFORM app.exiger('cdr.rouvrir', c.depot_destination_id);
  PERFORM app.verifier_raison(raison);
  IF c.statut <> 'DECHARGE' OR EXISTS (
       SELECT FROM public.receptions r WHERE r.cours_de_route_id = cdr AND NOT EXISTS (
         SELECT FROM public.stocks_adjustments a
         WHERE a.mouvement_type = 'RECEPTION' AND a.mouvement_id = r.id AND a.type_correction = 'COMPENSATION')) THEN
    PERFORM app.refuser('TRANSITION_INTERDITE', jsonb_build_object('de', c.statut, 'vers', 'ARRIVE'));
  END IF;
  UPDATE public.cours_de_route SET statut = 'ARRIVE' WHERE id = cdr;
  PERFORM app.journaliser('CDR_ROUVERT', 'cours_de_route', 'CRITICAL', c.depot_destination_id, cdr,
    jsonb_build_object('numero', c.numero, 'raison', app.rogner(raison)));
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Initial stock
-- ---------------------------------------------------------------------------------------------------------

-- Opening stock of a line (section 7.4), at a date of any age but before the line's first movement.
CREATE FUNCTION app.declarer_stock_initial(demande jsonb) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c app.citerne_verrouillee;
  auteur uuid := app.exiger_droit('stock.initialiser');
  jour date := (demande ->> 'date')::date;
  libre numeric;
  ligne public.stocks_snapshot;
  s public.stocks_initiaux;
  reponse text;
BEGIN
  SELECT * INTO c FROM app.verrouiller_citernes(ARRAY[(demande ->> 'citerne_id')::uuid]);
  IF c.id IS NULL THEN
    PERFORM app.refuser('RECEPTION_CITERNE_INTROUVABLE', '{}', 'citerne_id');
  END IF;
  PERFORM app.exiger('stock.initialiser', c.depot_id);
  PERFORM app.exiger_tiers_actifs(demande);
  IF c.statut <> 'active' OR NOT c.depot_actif THEN
    PERFORM app.refuser('RECEPTION_CITERNE_INACTIVE', '{}', 'citerne_id');
  ELSIF NOT c.produit_actif THEN
    PERFORM app.refuser('REFERENTIEL_INACTIF', '{}', 'citerne_id');
  ELSIF jour > c.aujourdhui THEN
    PERFORM app.refuser('DATE_FUTURE_INTERDITE', jsonb_build_object('aujourdhui', c.aujourdhui), 'date');
  ELSIF jour < date '2000-01-01' THEN
    PERFORM app.refuser('VALEUR_HORS_LIMITES', jsonb_build_object('min', date '2000-01-01', 'max', c.aujourdhui), 'date');
  ELSIF jour <= c.jour_clos THEN
    PERFORM app.refuser('JOUR_CLOTURE', jsonb_build_object('jour', c.jour_clos), 'date');
  ELSIF (demande ->> 'proprietaire_type' = 'PARTENAIRE') IS DISTINCT FROM (demande ->> 'partenaire_id' IS NOT NULL) THEN
    PERFORM app.refuser(CASE WHEN demande ->> 'partenaire_id' IS NULL THEN 'PARTENAIRE_REQUIS' ELSE 'PARTENAIRE_INTERDIT' END,
      '{}', 'partenaire_id');
  END IF;
  ligne := app.ligne_de_stock(c, demande ->> 'proprietaire_type', (demande ->> 'partenaire_id')::uuid, true);
  IF EXISTS (SELECT FROM public.mouvements_stock m WHERE m.ligne_id = ligne.id AND (m.date_effet <= jour OR m.type = 'STOCK_INITIAL')) THEN
    PERFORM app.refuser('STOCK_INITIAL_EXISTANT', '{}', 'citerne_id');
  END IF;
  libre := c.capacite_totale - c.creux_securite - (SELECT t.le_plus FROM app.totaux_depuis(c.id, jour) t);
  IF (demande ->> 'volume_ambiant')::numeric > libre THEN
    PERFORM app.refuser('RECEPTION_CAPACITE_INSUFFISANTE', jsonb_build_object('demande', demande -> 'volume_ambiant', 'libre', libre),
      'volume_ambiant');
  END IF;
  INSERT INTO public.stocks_initiaux (numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date, volume_ambiant,
    volume_15c, created_by)
  VALUES (app.prochain_numero(c.depot_id, 'INI', jour), c.depot_id, c.id, c.produit_id, ligne.proprietaire_type, ligne.partenaire_id, jour,
    (demande ->> 'volume_ambiant')::numeric, (demande ->> 'volume_15c')::numeric, auteur)
  RETURNING * INTO s;
  PERFORM app.poster_mouvement(ligne, 'STOCK_INITIAL', s.id, s.numero, jour, c.aujourdhui, s.volume_ambiant, s.volume_15c, auteur);
  PERFORM app.journaliser('STOCK_INITIAL_DECLARE', 'stocks', 'CRITICAL', s.depot_id, s.id, jsonb_build_object('numero', s.numero,
    'citerne_id', s.citerne_id, 'proprietaire_type', s.proprietaire_type, 'partenaire_id', s.partenaire_id, 'date', s.date,
    'volume_ambiant', s.volume_ambiant, 'volume_15c', s.volume_15c));
  PERFORM app.annoncer('stock', s.depot_id, ARRAY[s.citerne_id]);
  reponse := row_to_json(s)::text;
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- Privileges: internals to the engine, entry points to the server and owned by the engine
-- ---------------------------------------------------------------------------------------------------------

GRANT EXECUTE ON FUNCTION app.verifier_reglage(app.citerne_verrouillee, jsonb, numeric),
  app.verifier_domaine(app.citerne_verrouillee, numeric, numeric, text),
  app.depot_de_l_operation(app.citerne_verrouillee[], jsonb, text, text, text), app.cdr_a_decharger(uuid),
  app.exiger_tiers_actifs(jsonb), app.verifier_entete_reception(jsonb, boolean, boolean), app.verifier_entete_sortie(jsonb, boolean), app.verifier_lignes(jsonb),
  app.poster_ligne_reception(jsonb, jsonb, integer, app.citerne_verrouillee, cours_de_route, uuid, uuid),
  app.citernes_des_lignes(jsonb), app.citerne_parmi(app.citerne_verrouillee[], uuid),
  app.journaliser_mouvement(text, text, uuid, uuid, uuid, jsonb),
  app.verifier_disponible(app.citerne_verrouillee, stocks_snapshot, date, numeric, text),
  app.poster_ligne_sortie(jsonb, jsonb, integer, app.citerne_verrouillee, uuid, uuid), app.verifier_raison(text, text),
  app.ajustement_du_mouvement(v_mouvements_corriges, text, text, jsonb), app.ajustement_journalise(jsonb),
  app.poster_ajustement(app.citerne_verrouillee, stocks_adjustments), app.proposer_ajustement(stocks_adjustments),
  app.ajuster(app.citerne_verrouillee, stocks_adjustments), app.proposition_a_decider(uuid),
  app.decider_proposition(uuid, text, uuid, text, uuid), app.citerne_du_mouvement(text, uuid), app.mouvement_corrige(text, uuid)
  TO mlpp_moteur;

DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY '{app.enregistrer_reception(jsonb),app.enregistrer_sortie(jsonb),app.enregistrer_ajustement(jsonb),app.declarer_stock_initial(jsonb)}'::text[]
    || ARRAY['app.compenser(text, uuid, text)', 'app.rouvrir_cdr(uuid, text)', 'app.admin_adjust_stock(uuid, text, uuid, numeric, numeric, text)',
      'app.valider_ajustement(uuid, text)', 'app.refuser_ajustement(uuid, text)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO mlpp_moteur', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO mlpp_application', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION app.admin_compensate_reception(uuid, text), app.admin_compensate_sortie(uuid, text) TO mlpp_application;

-- What the server needs to compute the correction of a measure before it posts: the settings of every tank. No figures
-- of stock, so it is the same for every signed-in person; the posting functions compare under lock.
CREATE FUNCTION app.reglages_citernes() RETURNS TABLE (citerne_id uuid, depot_id uuid, produit_id uuid, statut text, edition text,
  areometre boolean, arrondi_reception_l numeric, arrondi_sortie_l numeric, groupe text, alpha_15c numeric, densite_min_kgm3 numeric,
  densite_max_kgm3 numeric, temperature_min_c numeric, temperature_max_c numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c.id, c.depot_id, c.produit_id, c.statut, d.edition, d.areometre, d.arrondi_reception_l, d.arrondi_sortie_l, p.groupe,
    p.alpha_15c, p.densite_min_kgm3, p.densite_max_kgm3, p.temperature_min_c, p.temperature_max_c
  FROM public.citernes c JOIN public.depots d ON d.id = c.depot_id JOIN public.produits p ON p.id = c.produit_id
  WHERE (SELECT app.utilisateur()) IS NOT NULL;
END;
ALTER FUNCTION app.reglages_citernes() OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.reglages_citernes() TO mlpp_application;
