-- The stock: an append-only ledger, the current line per tank, product and owner, and the end-of-day line. One function
-- posts to all three, in constant time.

CREATE TABLE stocks_snapshot (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL REFERENCES citernes ON DELETE RESTRICT,
  produit_id uuid NOT NULL REFERENCES produits ON DELETE RESTRICT,
  proprietaire_type text NOT NULL CHECK (proprietaire_type IN ('MONALUXE', 'PARTENAIRE')),
  partenaire_id uuid REFERENCES partenaires ON DELETE RESTRICT,
  stock_ambiant numeric(14,3) NOT NULL DEFAULT 0,
  stock_15c numeric(14,3) NOT NULL DEFAULT 0,
  delta_ambiant_total numeric(14,3) NOT NULL DEFAULT 0,
  delta_15c_total numeric(14,3) NOT NULL DEFAULT 0,
  dernier_jour date NOT NULL DEFAULT '-infinity',
  last_movement_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ux_stocks_snapshot UNIQUE NULLS NOT DISTINCT (citerne_id, produit_id, proprietaire_type, partenaire_id),
  CONSTRAINT stocks_snapshot_proprietaire_check CHECK ((proprietaire_type = 'PARTENAIRE') = (partenaire_id IS NOT NULL))
) WITH (fillfactor = 50);
COMMENT ON TABLE stocks_snapshot IS 'Current stock per tank, product and owner (litres). Born by a reception, an initial stock or an incoming transfer only.';
COMMENT ON COLUMN stocks_snapshot.delta_ambiant_total IS 'Part of stock_ambiant that comes from adjustments.';
COMMENT ON COLUMN stocks_snapshot.dernier_jour IS 'Last day with an end-of-day line.';
CREATE INDEX stocks_snapshot_depot_id_idx ON stocks_snapshot (depot_id);

CREATE TABLE stocks_journaliers (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  ligne_id uuid NOT NULL REFERENCES stocks_snapshot ON DELETE RESTRICT,
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  citerne_id uuid NOT NULL,
  produit_id uuid NOT NULL,
  proprietaire_type text NOT NULL,
  partenaire_id uuid,
  date_jour date NOT NULL,
  stock_ambiant numeric(14,3) NOT NULL,
  stock_15c numeric(14,3) NOT NULL,
  source text NOT NULL DEFAULT 'SYSTEM',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stocks_journaliers_ligne_jour_key UNIQUE (ligne_id, date_jour),
  CONSTRAINT ux_stocks_journaliers UNIQUE NULLS NOT DISTINCT (citerne_id, produit_id, date_jour, proprietaire_type, partenaire_id)
) WITH (fillfactor = 70);
COMMENT ON TABLE stocks_journaliers IS 'Cumulative stock at the end of each day with movements (litres); days between carry the previous line.';
CREATE INDEX stocks_journaliers_depot_id_idx ON stocks_journaliers (depot_id, date_jour);

CREATE TABLE mouvements_stock (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  ligne_id uuid NOT NULL REFERENCES stocks_snapshot ON DELETE RESTRICT,
  depot_id uuid NOT NULL,
  citerne_id uuid NOT NULL,
  produit_id uuid NOT NULL,
  proprietaire_type text NOT NULL,
  partenaire_id uuid,
  type text NOT NULL CHECK (type IN ('RECEPTION', 'SORTIE', 'AJUSTEMENT', 'STOCK_INITIAL', 'TRANSFERT_ENTREE', 'TRANSFERT_SORTIE')),
  document_id uuid NOT NULL,
  numero text COLLATE "C" NOT NULL,
  delta_ambiant numeric(14,3) NOT NULL,
  delta_15c numeric(14,3) NOT NULL,
  date_effet date NOT NULL,
  tardif boolean NOT NULL,
  enregistre_le timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  CONSTRAINT mouvements_stock_document_key UNIQUE (document_id),
  CONSTRAINT mouvements_stock_deltas_check CHECK (abs(delta_ambiant) <= 1000000000 AND abs(delta_15c) <= 1000000000) -- NaN is above every number
);
COMMENT ON TABLE mouvements_stock IS 'The ledger: one signed entry per document and tank (litres). Append-only; every balance is a sum of it.';
COMMENT ON COLUMN mouvements_stock.tardif IS 'Dated before the business day on which it was recorded.';
CREATE INDEX mouvements_stock_ligne_idx ON mouvements_stock (ligne_id, date_effet, enregistre_le);
CREATE INDEX mouvements_stock_tardifs_idx ON mouvements_stock (ligne_id, enregistre_le) WHERE tardif;
CREATE INDEX mouvements_stock_depot_idx ON mouvements_stock (depot_id, date_effet DESC, id DESC);
CREATE INDEX mouvements_stock_numero_idx ON mouvements_stock (numero);
-- The list reads depot by depot: every filter's index has the depot in it. Days repeat: without the id these stay small.
CREATE INDEX mouvements_stock_citerne_idx ON mouvements_stock (citerne_id, depot_id, date_effet DESC);
CREATE INDEX mouvements_stock_produit_idx ON mouvements_stock (produit_id, depot_id, date_effet DESC);
CREATE INDEX mouvements_stock_partenaire_idx ON mouvements_stock (partenaire_id, depot_id, date_effet DESC) WHERE partenaire_id IS NOT NULL;
CREATE INDEX mouvements_stock_type_idx ON mouvements_stock (type, depot_id, date_effet DESC) WHERE type <> 'SORTIE';

CREATE TABLE clotures_journalieres (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  depot_id uuid NOT NULL REFERENCES depots ON DELETE RESTRICT,
  jour date NOT NULL,
  note text CHECK (length(note) <= 2000),
  created_by uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT clotures_journalieres_jour_key UNIQUE (depot_id, jour)
);
CREATE INDEX clotures_journalieres_recentes_idx ON clotures_journalieres (jour DESC, id DESC);
COMMENT ON TABLE clotures_journalieres IS 'Sealed days: nothing may be dated on or before the last one of a depot.';

-- Only the engine writes stock, whoever else may have the privilege (T-INV-03, W-24, W-41).
CREATE FUNCTION app.reserver_au_moteur() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> 'mlpp_moteur' THEN
    PERFORM app.refuser('STOCK_WRITE_FORBIDDEN', jsonb_build_object('table', TG_TABLE_NAME));
  END IF;
  RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION app.reserver_au_moteur() TO mlpp_moteur;

CALL app.proteger('stocks_snapshot');
CALL app.proteger('stocks_journaliers');
CALL app.proteger('mouvements_stock');
CALL app.proteger('clotures_journalieres');
CALL app.figer('mouvements_stock');
CALL app.figer('clotures_journalieres');
CREATE TRIGGER moteur_seul BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON stocks_snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur();
CREATE TRIGGER moteur_seul BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON stocks_journaliers
  FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur();
CREATE TRIGGER moteur_seul BEFORE INSERT ON mouvements_stock FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur();
CREATE TRIGGER moteur_seul BEFORE INSERT ON clotures_journalieres FOR EACH STATEMENT EXECUTE FUNCTION app.reserver_au_moteur();

GRANT SELECT, INSERT, UPDATE ON stocks_snapshot, stocks_journaliers TO mlpp_moteur;
GRANT SELECT, INSERT ON mouvements_stock, clotures_journalieres TO mlpp_moteur;
GRANT SELECT ON stocks_snapshot, stocks_journaliers, mouvements_stock, clotures_journalieres TO mlpp_application;
CREATE POLICY lire ON stocks_snapshot FOR SELECT TO mlpp_application USING (depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));
CREATE POLICY lire ON stocks_journaliers FOR SELECT TO mlpp_application USING (depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));
CREATE POLICY lire ON mouvements_stock FOR SELECT TO mlpp_application USING (depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));
CREATE POLICY lire ON clotures_journalieres FOR SELECT TO mlpp_application USING (depot_id = ANY ((SELECT app.depots('stock.lire'))::uuid[]));

-- ---------------------------------------------------------------------------------------------------------
-- The tank as a movement sees it: settings, locked
-- ---------------------------------------------------------------------------------------------------------

CREATE TYPE app.citerne_verrouillee AS (
  id uuid, depot_id uuid, produit_id uuid, statut text, logique boolean,
  capacite_totale numeric, creux_securite numeric, stock_minimum numeric,
  depot_actif boolean, produit_actif boolean, aujourdhui date, jours_retro integer, jour_clos date,
  edition text, areometre boolean, arrondi_reception_l numeric, arrondi_sortie_l numeric,
  groupe text, alpha_15c numeric, densite_min_kgm3 numeric, densite_max_kgm3 numeric,
  temperature_min_c numeric, temperature_max_c numeric
);

-- Locks the tanks in the order of their ids (one order everywhere, so no deadlock), then reads their settings: a second
-- statement, because one that waited for a lock still sees closed days and settings as they were before the wait.
CREATE FUNCTION app.verrouiller_citernes(ids uuid[]) RETURNS SETOF app.citerne_verrouillee LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.citernes WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  RETURN QUERY SELECT c.id, c.depot_id, c.produit_id, c.statut, c.logique, c.capacite_totale, c.creux_securite, c.stock_minimum,
    d.actif, p.actif, app.jour_du_depot(d.fuseau), d.jours_retro,
    (SELECT max(j.jour) FROM public.clotures_journalieres j WHERE j.depot_id = d.id),
    d.edition, d.areometre, d.arrondi_reception_l, d.arrondi_sortie_l,
    p.groupe, p.alpha_15c, p.densite_min_kgm3, p.densite_max_kgm3, p.temperature_min_c, p.temperature_max_c
  FROM public.citernes c JOIN public.depots d ON d.id = c.depot_id JOIN public.produits p ON p.id = c.produit_id
  WHERE c.id = ANY (ids) ORDER BY c.id;
END $$;

-- The day of a movement: the depot's day unless given; never in the future, too far back or in a closed day.
CREATE FUNCTION app.jour_du_mouvement(c app.citerne_verrouillee, jour date, champ text) RETURNS date LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  effet date := coalesce(jour, c.aujourdhui);
BEGIN
  IF effet > c.aujourdhui THEN
    PERFORM app.refuser('DATE_FUTURE_INTERDITE', jsonb_build_object('aujourdhui', c.aujourdhui), champ);
  ELSIF effet < c.aujourdhui - c.jours_retro THEN
    PERFORM app.refuser('DATE_TROP_ANCIENNE', jsonb_build_object('minimum', greatest(c.aujourdhui - c.jours_retro, c.jour_clos + 1)), champ);
  ELSIF effet <= c.jour_clos THEN
    PERFORM app.refuser('JOUR_CLOTURE', jsonb_build_object('jour', c.jour_clos), champ);
  END IF;
  RETURN effet;
END $$;

-- The stock line of an owner in a tank, locked. Call it with the tank locked. A line is born only when `naissance`.
CREATE FUNCTION app.ligne_de_stock(c app.citerne_verrouillee, type_proprietaire text, partenaire uuid, naissance boolean)
RETURNS stocks_snapshot LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ligne public.stocks_snapshot;
BEGIN
  SELECT * INTO ligne FROM public.stocks_snapshot s
  WHERE s.citerne_id = c.id AND s.produit_id = c.produit_id AND s.proprietaire_type = type_proprietaire
    AND s.partenaire_id IS NOT DISTINCT FROM partenaire
  FOR NO KEY UPDATE;
  IF NOT FOUND AND naissance THEN
    INSERT INTO public.stocks_snapshot (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id)
    VALUES (c.depot_id, c.id, c.produit_id, type_proprietaire, partenaire)
    RETURNING * INTO ligne;
  END IF;
  RETURN ligne;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- The one posting function
-- ---------------------------------------------------------------------------------------------------------

-- Posts one document's effect on one stock line: ledger, current line, day lines. The line is locked by the caller.
-- Days after a back-dated one are raised too; they are at most as many as the depot allows days of back-dating.
CREATE FUNCTION app.poster_mouvement(ligne stocks_snapshot, type_mouvement text, document uuid, numero_document text,
  effet date, aujourdhui date, ambiant numeric, a_15c numeric, auteur uuid)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  maintenant timestamptz := clock_timestamp();
  ajustement boolean := type_mouvement = 'AJUSTEMENT';
BEGIN
  IF ligne.id IS NULL THEN
    PERFORM app.refuser('SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA');
  END IF;
  INSERT INTO public.mouvements_stock (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, type,
    document_id, numero, delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by)
  VALUES (ligne.id, ligne.depot_id, ligne.citerne_id, ligne.produit_id, ligne.proprietaire_type, ligne.partenaire_id,
    type_mouvement, document, numero_document, ambiant, a_15c, effet, effet < aujourdhui, maintenant, auteur);

  UPDATE public.stocks_snapshot s SET
    stock_ambiant = s.stock_ambiant + ambiant,
    stock_15c = s.stock_15c + a_15c,
    delta_ambiant_total = s.delta_ambiant_total + CASE WHEN ajustement THEN ambiant ELSE 0 END,
    delta_15c_total = s.delta_15c_total + CASE WHEN ajustement THEN a_15c ELSE 0 END,
    dernier_jour = greatest(s.dernier_jour, effet),
    last_movement_at = maintenant, updated_at = maintenant
  WHERE s.id = ligne.id;

  INSERT INTO public.stocks_journaliers AS j (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
    date_jour, stock_ambiant, stock_15c, source)
  VALUES (ligne.id, ligne.depot_id, ligne.citerne_id, ligne.produit_id, ligne.proprietaire_type, ligne.partenaire_id, effet,
    ambiant + CASE WHEN effet >= ligne.dernier_jour THEN ligne.stock_ambiant ELSE app.solde_ambiant_avant(ligne.id, effet) END,
    a_15c + CASE WHEN effet >= ligne.dernier_jour THEN ligne.stock_15c ELSE app.solde_15c_avant(ligne.id, effet) END,
    type_mouvement)
  ON CONFLICT (ligne_id, date_jour) DO UPDATE SET
    stock_ambiant = j.stock_ambiant + ambiant, stock_15c = j.stock_15c + a_15c,
    source = type_mouvement, updated_at = maintenant;

  IF effet < ligne.dernier_jour THEN
    UPDATE public.stocks_journaliers j
    SET stock_ambiant = j.stock_ambiant + ambiant, stock_15c = j.stock_15c + a_15c, updated_at = maintenant
    WHERE j.ligne_id = ligne.id AND j.date_jour > effet;
  END IF;
END $$;

-- Balance of a line at the end of the last day before `jour`, litres; 0 before its first day.
CREATE FUNCTION app.solde_ambiant_avant(ligne uuid, jour date) RETURNS numeric LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN coalesce((SELECT stock_ambiant FROM public.stocks_journaliers
  WHERE ligne_id = ligne AND date_jour < jour ORDER BY date_jour DESC LIMIT 1), 0);

CREATE FUNCTION app.solde_15c_avant(ligne uuid, jour date) RETURNS numeric LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
RETURN coalesce((SELECT stock_15c FROM public.stocks_journaliers
  WHERE ligne_id = ligne AND date_jour < jour ORDER BY date_jour DESC LIMIT 1), 0);

-- The least and the greatest total of a tank over all owners, litres, at the end of `effet` and of each day since.
CREATE FUNCTION app.totaux_depuis(citerne uuid, effet date, OUT le_moins numeric, OUT le_plus numeric) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  dernier date;
BEGIN
  SELECT sum(l.stock_ambiant), sum(l.stock_ambiant), max(l.dernier_jour) INTO le_moins, le_plus, dernier
  FROM public.stocks_snapshot l WHERE l.citerne_id = citerne;
  IF effet >= dernier THEN
    RETURN;
  END IF;
  WITH fins AS (
    SELECT l.id AS ligne, effet AS jour, app.solde_ambiant_avant(l.id, effet + 1) AS solde
    FROM public.stocks_snapshot l WHERE l.citerne_id = citerne
    UNION ALL
    SELECT j.ligne_id, j.date_jour, j.stock_ambiant
    FROM public.stocks_snapshot l JOIN public.stocks_journaliers j ON j.ligne_id = l.id AND j.date_jour > effet WHERE l.citerne_id = citerne
  ), ecarts AS (
    SELECT jour, solde - lag(solde, 1, 0::numeric) OVER (PARTITION BY ligne ORDER BY jour) AS ecart FROM fins
  )
  SELECT min(t.total), max(t.total) INTO le_moins, le_plus FROM (
    SELECT sum(sum(ecart)) OVER (ORDER BY jour) AS total FROM ecarts GROUP BY jour) t;
END $$;

GRANT EXECUTE ON FUNCTION app.verrouiller_citernes(uuid[]), app.jour_du_mouvement(app.citerne_verrouillee, date, text),
  app.ligne_de_stock(app.citerne_verrouillee, text, uuid, boolean),
  app.poster_mouvement(stocks_snapshot, text, uuid, text, date, date, numeric, numeric, uuid),
  app.solde_ambiant_avant(uuid, date), app.solde_15c_avant(uuid, date), app.totaux_depuis(uuid, date) TO mlpp_moteur;

-- Seals a day and all before it; the answer is the ready JSON body of POST /stock/clotures.
CREATE FUNCTION app.cloturer_jour(depot uuid, jour_clos date, note_donnee text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  auteur uuid := app.exiger('jours.cloturer', depot);
  cloture public.clotures_journalieres;
  aujourdhui date;
  dernier date;
  reponse text;
BEGIN
  -- The tanks' locks make movements under way finish first.
  PERFORM FROM public.citernes WHERE depot_id = depot ORDER BY id FOR NO KEY UPDATE;
  SELECT app.jour_du_depot(d.fuseau), (SELECT max(j.jour) FROM public.clotures_journalieres j WHERE j.depot_id = depot)
  INTO aujourdhui, dernier FROM public.depots d WHERE d.id = depot;
  IF NOT FOUND THEN
    PERFORM app.refuser('REFERENCE_INTROUVABLE', '{}', 'depot_id');
  ELSIF jour_clos > aujourdhui THEN
    PERFORM app.refuser('DATE_FUTURE_INTERDITE', jsonb_build_object('aujourdhui', aujourdhui), 'jour');
  ELSIF jour_clos <= dernier THEN
    PERFORM app.refuser('JOUR_CLOTURE', jsonb_build_object('jour', dernier), 'jour');
  END IF;
  INSERT INTO public.clotures_journalieres (depot_id, jour, note, created_by)
  VALUES (depot, jour_clos, nullif(app.rogner(note_donnee), ''), auteur)
  RETURNING * INTO cloture;
  PERFORM app.journaliser('JOUR_CLOTURE', 'stocks', 'INFO', depot, cloture.id, jsonb_build_object('jour', jour_clos, 'note', cloture.note));
  reponse := row_to_json(cloture)::text;
  PERFORM app.conclure_idempotence(201, reponse);
  RETURN reponse;
END $$;
ALTER FUNCTION app.cloturer_jour(uuid, date, text) OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.cloturer_jour(uuid, date, text) TO mlpp_application;

-- ---------------------------------------------------------------------------------------------------------
-- Tanks that hold stock
-- ---------------------------------------------------------------------------------------------------------

-- T-OWN-06: a tank with stock is not deactivated; a tank with movements keeps its product.
CREATE FUNCTION app.garder_citerne() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stock numeric;
BEGIN
  IF NEW.statut = 'inactive' AND OLD.statut <> 'inactive' THEN
    SELECT sum(abs(stock_ambiant)) INTO stock FROM public.stocks_snapshot WHERE citerne_id = OLD.id;
    IF stock > 0 THEN
      PERFORM app.refuser('CITERNE_NON_VIDE', jsonb_build_object('stock', stock), 'statut');
    END IF;
  END IF;
  IF NEW.produit_id <> OLD.produit_id AND EXISTS (SELECT FROM public.stocks_snapshot WHERE citerne_id = OLD.id) THEN
    PERFORM app.refuser('CITERNE_PRODUIT_FIGE', '{}', 'produit_id');
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION app.garder_citerne() OWNER TO mlpp_moteur;
CREATE TRIGGER garder BEFORE UPDATE ON citernes FOR EACH ROW EXECUTE FUNCTION app.garder_citerne();
