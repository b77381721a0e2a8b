-- Document numbers, and the cours de route: one inbound truck from a supplier to a depot, with one state column and
-- guarded transitions (T-INV-09, T-CDR-01).

CREATE TABLE compteurs (
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  type text NOT NULL CHECK (type ~ '^[A-Z]{3}$'),
  annee integer NOT NULL CHECK (annee BETWEEN 2000 AND 2200),
  dernier integer NOT NULL CHECK (dernier >= 0),
  PRIMARY KEY (depot_id, type, annee)
) WITH (fillfactor = 50);
COMMENT ON TABLE compteurs IS 'Last number given of each series: depot, kind of document, year.';
CALL app.proteger('compteurs');
GRANT SELECT, INSERT, UPDATE ON compteurs TO mlpp_moteur;

-- The next number of a series (depot, type, year of the document's day), without gaps: the row stays locked until the
-- transaction ends, so this is taken after every check.
CREATE FUNCTION app.prochain_numero(depot uuid, type_document text, jour date) RETURNS text LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n integer;
BEGIN
  -- Whoever waits for a row that changes under him starts over at each change; this queue is first come, first served.
  PERFORM pg_advisory_xact_lock(hashtext(type_document), hashtext(depot::text));
  INSERT INTO public.compteurs AS c (depot_id, type, annee, dernier)
  VALUES (depot, type_document, extract(year FROM jour), 1)
  ON CONFLICT (depot_id, type, annee) DO UPDATE SET dernier = c.dernier + 1
  RETURNING dernier INTO n;
  -- Six digits, more when they are needed: lpad alone would cut.
  RETURN type_document || '-' || extract(year FROM jour) || '-' || lpad(n::text, greatest(6, length(n::text)), '0');
END $$;
GRANT EXECUTE ON FUNCTION app.prochain_numero(uuid, text, date) TO mlpp_moteur;

CREATE TABLE cours_de_route (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  numero text COLLATE "C" NOT NULL,
  fournisseur_id uuid NOT NULL CONSTRAINT cours_de_route_fournisseur_id_fkey REFERENCES fournisseurs ON DELETE RESTRICT,
  depot_destination_id uuid NOT NULL CONSTRAINT cours_de_route_depot_destination_id_fkey REFERENCES depots ON DELETE RESTRICT,
  produit_id uuid NOT NULL CONSTRAINT cours_de_route_produit_id_fkey REFERENCES produits ON DELETE RESTRICT,
  plaque_camion text NOT NULL CONSTRAINT cours_de_route_plaque_camion_check CHECK (length(plaque_camion) <= 20),
  plaque_cle text NOT NULL GENERATED ALWAYS AS (upper(regexp_replace(plaque_camion, '[^A-Za-z0-9]', '', 'g'))) STORED
    CONSTRAINT cours_de_route_plaque_cle_check CHECK (length(plaque_cle) >= 2),
  plaque_remorque text CHECK (length(plaque_remorque) <= 20),
  chauffeur_nom text NOT NULL CONSTRAINT cours_de_route_chauffeur_nom_check CHECK (length(app.rogner(chauffeur_nom)) BETWEEN 1 AND 120),
  transporteur text CHECK (length(transporteur) <= 120),
  depart_pays text CHECK (length(depart_pays) <= 80),
  date_chargement date NOT NULL,
  date_arrivee_prevue date,
  volume numeric(14,3) NOT NULL CONSTRAINT cours_de_route_volume_check CHECK (volume > 0 AND volume <= 1000000),
  statut text NOT NULL DEFAULT 'CHARGEMENT' CONSTRAINT cours_de_route_statut_check
    CHECK (statut IN ('CHARGEMENT', 'TRANSIT', 'FRONTIERE', 'ARRIVE', 'DECHARGE')),
  note text CHECK (length(note) <= 2000),
  arrive_at timestamptz,
  depuis timestamptz NOT NULL DEFAULT clock_timestamp(),
  duree_chargement_s integer,
  duree_transit_s integer,
  duree_frontiere_s integer,
  duree_arrive_s integer,
  nb_dechargements integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_by uuid NOT NULL DEFAULT coalesce(app.utilisateur(), '00000000-0000-7000-8000-000000000001')
    REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cours_de_route_numero_key UNIQUE (depot_destination_id, numero),
  CONSTRAINT cours_de_route_dates_check CHECK (date_arrivee_prevue IS NULL OR date_arrivee_prevue >= date_chargement)
);
COMMENT ON TABLE cours_de_route IS 'Inbound trucks, from loading to discharge. One state column: statut.';
COMMENT ON COLUMN cours_de_route.depuis IS 'When the present status was reached; the durations are the seconds spent in those that were left, over all passages.';
COMMENT ON COLUMN cours_de_route.plaque_cle IS 'Plate without blanks, dashes and case: one truck has at most one open shipment however it is typed (T-CDR-03).';
CREATE UNIQUE INDEX uniq_open_cdr_per_truck ON cours_de_route (plaque_cle) WHERE statut <> 'DECHARGE';
CREATE INDEX cours_de_route_ouverts_idx ON cours_de_route (depot_destination_id, statut) WHERE statut <> 'DECHARGE';
CREATE INDEX cours_de_route_depot_date_idx ON cours_de_route (depot_destination_id, date_chargement DESC, id DESC);
CREATE INDEX cours_de_route_fournisseur_id_idx ON cours_de_route (fournisseur_id);
CREATE INDEX cours_de_route_produit_id_idx ON cours_de_route (produit_id);
CALL app.proteger('cours_de_route');

CREATE TABLE cours_de_route_statuts (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  cours_de_route_id uuid NOT NULL REFERENCES cours_de_route ON DELETE CASCADE,
  statut text NOT NULL,
  utilisateur_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  change_le timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE cours_de_route_statuts IS 'When each status was reached and by whom; durations of a trip are read here.';
CREATE INDEX cours_de_route_statuts_cdr_idx ON cours_de_route_statuts (cours_de_route_id, change_le);
CALL app.proteger('cours_de_route_statuts');

-- The transitions, as data: what may follow what. DECHARGE is reached by the reception only, and left by the
-- controlled re-opening only; both run as the engine.
CREATE FUNCTION app.transition_permise(de text, vers text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN (de, vers) IN (('CHARGEMENT', 'TRANSIT'), ('TRANSIT', 'FRONTIERE'), ('FRONTIERE', 'ARRIVE'))
  OR current_user = 'mlpp_moteur' AND (de, vers) IN (('ARRIVE', 'DECHARGE'), ('DECHARGE', 'ARRIVE'));

-- What a person enters: without the state, what follows from it, and the plate's key (a generated column is still NULL in
-- a BEFORE trigger).
CREATE FUNCTION app.champs_cdr(c cours_de_route) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN to_jsonb(c) - '{statut,arrive_at,depuis,duree_chargement_s,duree_transit_s,duree_frontiere_s,duree_arrive_s}'::text[]
  - '{nb_dechargements,plaque_cle,numero,version,updated_at}'::text[];

-- The shipment after leaving its status `ancien`: the time spent there is counted, that of the new one begins.
CREATE FUNCTION app.compter_duree(c cours_de_route, ancien text) RETURNS cours_de_route LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  maintenant timestamptz := clock_timestamp();
  secondes integer := extract(epoch FROM maintenant - c.depuis);
BEGIN
  CASE ancien
    WHEN 'CHARGEMENT' THEN c.duree_chargement_s := coalesce(c.duree_chargement_s, 0) + secondes;
    WHEN 'TRANSIT' THEN c.duree_transit_s := coalesce(c.duree_transit_s, 0) + secondes;
    WHEN 'FRONTIERE' THEN c.duree_frontiere_s := coalesce(c.duree_frontiere_s, 0) + secondes;
    WHEN 'ARRIVE' THEN c.duree_arrive_s := coalesce(c.duree_arrive_s, 0) + secondes;
    ELSE -- a discharged one is re-opened
  END CASE;
  c.depuis := maintenant;
  RETURN c;
END $$;

CREATE FUNCTION app.garder_cdr() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moteur boolean := current_user = 'mlpp_moteur';
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.statut <> 'CHARGEMENT' THEN
      PERFORM app.refuser('TRANSITION_INTERDITE', jsonb_build_object('de', '', 'vers', NEW.statut), 'statut');
    END IF;
    PERFORM app.exiger('cdr.creer', NEW.depot_destination_id);
    RETURN NEW;
  END IF;
  IF NEW.statut <> OLD.statut THEN
    IF NOT app.transition_permise(OLD.statut, NEW.statut) THEN
      PERFORM app.refuser('TRANSITION_INTERDITE', jsonb_build_object('de', OLD.statut, 'vers', NEW.statut), 'statut');
    END IF;
    IF NOT moteur THEN
      PERFORM app.exiger('cdr.avancer', OLD.depot_destination_id);
    END IF;
    NEW := app.compter_duree(NEW, OLD.statut);
    NEW.arrive_at := CASE WHEN NEW.statut = 'ARRIVE' AND OLD.statut = 'FRONTIERE' THEN clock_timestamp() ELSE OLD.arrive_at END;
  END IF;
  IF NOT moteur AND app.champs_cdr(NEW) <> app.champs_cdr(OLD) THEN
    PERFORM app.verifier_modification_cdr(OLD, NEW);
  END IF;
  NEW.version := OLD.version + 1;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;

-- Which right an edit needs depends on how far the truck is: before the border, after it, or discharged (then only
-- note and transport text).
CREATE FUNCTION app.verifier_modification_cdr(ancien cours_de_route, nouveau cours_de_route) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF ancien.statut = 'DECHARGE' THEN
    PERFORM app.exiger('cdr.modifier_decharge', ancien.depot_destination_id);
    IF app.champs_cdr(nouveau) - '{note,transporteur}'::text[] <> app.champs_cdr(ancien) - '{note,transporteur}'::text[] THEN
      PERFORM app.refuser('CDR_DECHARGE_FIGE');
    END IF;
  ELSE
    PERFORM app.exiger(CASE WHEN ancien.statut IN ('CHARGEMENT', 'TRANSIT') THEN 'cdr.modifier' ELSE 'cdr.modifier_tardif' END,
      ancien.depot_destination_id);
  END IF;
  IF nouveau.depot_destination_id <> ancien.depot_destination_id THEN
    PERFORM app.exiger('cdr.modifier', nouveau.depot_destination_id);
  END IF;
END $$;

-- A shipment is planned with active records only; one under way keeps those that it has. Engine: who enters it may not read
-- suppliers. Fires after the guard, by its name.
CREATE FUNCTION app.exiger_references_actives() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  inactive text;
BEGIN
  SELECT r.champ INTO inactive FROM (
    SELECT 'fournisseur_id' AS champ FROM public.fournisseurs
    WHERE id = NEW.fournisseur_id AND NOT actif AND NEW.fournisseur_id IS DISTINCT FROM OLD.fournisseur_id
    UNION ALL
    SELECT 'depot_destination_id' FROM public.depots
    WHERE id = NEW.depot_destination_id AND NOT actif AND NEW.depot_destination_id IS DISTINCT FROM OLD.depot_destination_id
    UNION ALL
    SELECT 'produit_id' FROM public.produits
    WHERE id = NEW.produit_id AND NOT actif AND NEW.produit_id IS DISTINCT FROM OLD.produit_id) r;
  IF FOUND THEN
    PERFORM app.refuser('REFERENTIEL_INACTIF', '{}', inactive);
  END IF;
  RETURN NEW;
END $$;

-- A number of the depot's series, also when a shipment is sent to another depot. Fires after the guard, by its name.
CREATE FUNCTION app.numeroter_cdr() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.depot_destination_id <> OLD.depot_destination_id THEN
    NEW.numero := app.prochain_numero(NEW.depot_destination_id, 'CDR', NEW.date_chargement);
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION app.suivre_cdr() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  cdr public.cours_de_route := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND NEW.statut <> OLD.statut THEN
    INSERT INTO public.cours_de_route_statuts (cours_de_route_id, statut, utilisateur_id)
    VALUES (NEW.id, NEW.statut, coalesce(app.utilisateur(), '00000000-0000-7000-8000-000000000001'));
  END IF;
  IF TG_OP = 'UPDATE' AND app.champs_cdr(NEW) <> app.champs_cdr(OLD) THEN
    PERFORM app.journaliser('CDR_MODIFIE', 'cours_de_route', 'INFO', cdr.depot_destination_id, cdr.id,
      (SELECT jsonb_build_object('avant', jsonb_object_agg(n.key, to_jsonb(OLD) -> n.key), 'apres', jsonb_object_agg(n.key, n.value))
       FROM jsonb_each(app.champs_cdr(NEW)) n WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key));
  END IF;
  IF TG_OP <> 'UPDATE' OR NEW.statut <> OLD.statut THEN
    PERFORM app.journaliser(
      CASE TG_OP WHEN 'INSERT' THEN 'CDR_CREE' WHEN 'DELETE' THEN 'CDR_SUPPRIME' ELSE 'CDR_STATUT_CHANGE' END,
      'cours_de_route', 'INFO', cdr.depot_destination_id, cdr.id,
      jsonb_build_object('numero', cdr.numero, 'statut', cdr.statut, 'de', CASE WHEN TG_OP = 'UPDATE' THEN OLD.statut END,
        'volume', cdr.volume, 'plaque', cdr.plaque_camion));
  END IF;
  PERFORM app.annoncer('cdr', cdr.depot_destination_id, ARRAY[cdr.id]);
  RETURN NULL;
END $$;

CREATE TRIGGER garder BEFORE INSERT OR UPDATE ON cours_de_route FOR EACH ROW EXECUTE FUNCTION app.garder_cdr();
CREATE TRIGGER garder_references BEFORE INSERT OR UPDATE OF fournisseur_id, depot_destination_id, produit_id ON cours_de_route
  FOR EACH ROW EXECUTE FUNCTION app.exiger_references_actives();
CREATE TRIGGER numeroter BEFORE INSERT OR UPDATE OF depot_destination_id ON cours_de_route FOR EACH ROW EXECUTE FUNCTION app.numeroter_cdr();
CREATE TRIGGER suivre AFTER INSERT OR UPDATE OR DELETE ON cours_de_route FOR EACH ROW EXECUTE FUNCTION app.suivre_cdr();

GRANT SELECT, UPDATE ON cours_de_route TO mlpp_moteur;
GRANT SELECT, INSERT ON cours_de_route_statuts TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.champs_cdr(cours_de_route), app.transition_permise(text, text), app.garder_cdr(), app.suivre_cdr(),
  app.compter_duree(cours_de_route, text),
  app.verifier_modification_cdr(cours_de_route, cours_de_route) TO mlpp_application, mlpp_moteur;
ALTER FUNCTION app.exiger_references_actives() OWNER TO mlpp_moteur;
ALTER FUNCTION app.numeroter_cdr() OWNER TO mlpp_moteur;
ALTER FUNCTION app.suivre_cdr() OWNER TO mlpp_moteur;

GRANT SELECT ON cours_de_route, cours_de_route_statuts TO mlpp_application;
GRANT INSERT (id, fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom, transporteur,
    depart_pays, date_chargement, date_arrivee_prevue, volume, note),
  UPDATE (fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom, transporteur,
    depart_pays, date_chargement, date_arrivee_prevue, volume, note, statut),
  DELETE ON cours_de_route TO mlpp_application;
CREATE POLICY lire ON cours_de_route FOR SELECT TO mlpp_application
  USING (depot_destination_id = ANY ((SELECT app.depots('cdr.lire'))::uuid[]));
CREATE POLICY creer ON cours_de_route FOR INSERT TO mlpp_application
  WITH CHECK (depot_destination_id = ANY ((SELECT app.depots('cdr.creer'))::uuid[]));
-- Which edit needs which right is the trigger's business; the policy keeps out who has none of them.
CREATE POLICY modifier ON cours_de_route FOR UPDATE TO mlpp_application
  USING (depot_destination_id = ANY ((SELECT app.depots('cdr.modifier') || app.depots('cdr.avancer'))::uuid[]))
  WITH CHECK (depot_destination_id = ANY ((SELECT app.depots('cdr.modifier') || app.depots('cdr.avancer'))::uuid[]));
CREATE POLICY supprimer ON cours_de_route FOR DELETE TO mlpp_application
  USING (statut <> 'DECHARGE' AND nb_dechargements = 0
    AND depot_destination_id = ANY ((SELECT app.depots('cdr.supprimer'))::uuid[]));
CREATE POLICY lire ON cours_de_route_statuts FOR SELECT TO mlpp_application
  USING (EXISTS (SELECT FROM cours_de_route c WHERE c.id = cours_de_route_id));
