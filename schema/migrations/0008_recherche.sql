-- Searching the lists that grow: the texts that `q` looks through, their trigram indexes, and the functions that use them.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA app;

-- A text as people search it: lower case, no accents. Most texts are ASCII, which is not normalised and whose letters need no locale.
CREATE FUNCTION app.plier(texte text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(texte) = char_length(texte) THEN lower(texte COLLATE "C") COLLATE "default"
  ELSE regexp_replace(normalize(lower(texte COLLATE "default"), NFD), '[\u0300-\u036f]', '', 'g') END;

-- The text of a document: number, plate as it was typed and without blanks and dashes, a name, a note. Inlined, so
-- that an index on it is used.
CREATE FUNCTION app.recherche(numero text, plaque text, nom text, note text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN app.plier(numero || coalesce(' ' || plaque || ' ' || translate(plaque, ' -./', ''), '') || coalesce(' ' || nom, '')
  || coalesce(' ' || note, ''));
-- The same of a cours de route, which has two plates.
CREATE FUNCTION app.recherche_cours(numero text, camion text, remorque text, chauffeur text, transporteur text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN app.recherche(numero, camion || coalesce(' ' || remorque, ''), chauffeur, transporteur);
GRANT EXECUTE ON FUNCTION app.plier(text), app.recherche(text, text, text, text), app.recherche_cours(text, text, text, text, text)
  TO mlpp_moteur, mlpp_application;

CREATE INDEX sorties_produit_recherche_idx ON sorties_produit
  USING gin (app.recherche(numero, plaque_camion, chauffeur_nom, note) app.gin_trgm_ops);
CREATE INDEX receptions_recherche_idx ON receptions USING gin (app.recherche(numero, NULL, NULL, note) app.gin_trgm_ops);
CREATE INDEX cours_de_route_recherche_idx ON cours_de_route
  USING gin (app.recherche_cours(numero, plaque_camion, plaque_remorque, chauffeur_nom, transporteur) app.gin_trgm_ops);
CREATE INDEX log_actions_recherche_idx ON log_actions USING gin (app.plier(action || ' ' || details::text) app.gin_trgm_ops)
  WHERE module <> 'sorties_produit';
-- Whoever uses them does not ask the planner.
ALTER INDEX sorties_produit_recherche_idx ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX receptions_recherche_idx ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX cours_de_route_recherche_idx ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX log_actions_recherche_idx ALTER COLUMN 1 SET STATISTICS 0;

-- Behind row security a condition that is not leakproof, as LIKE, does not reach an index. The functions below look in these indexes
-- and name rows of the caller's depots only; NULL when the text is too short for an index or its rows are too many to name:
-- the list then tries its newest rows. Bitmap scans alone: the plan is one by the index of the text, whatever the planner guesses.
-- An index names all rows of a frequent text before the first is seen: a sample says first whether it is one.

CREATE FUNCTION app.texte_courant_sorties(motif text, tiers uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET enable_indexscan = on SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT count(*) > 25 FROM (SELECT * FROM public.sorties_produit ORDER BY id DESC LIMIT 1000) s
    WHERE s.client_id = ANY (tiers) OR s.partenaire_id = ANY (tiers)
      OR app.recherche(s.numero, s.plaque_camion, s.chauffeur_nom, s.note) LIKE motif);
END $$;

CREATE FUNCTION app.texte_courant_cours(motif text, tiers uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET enable_indexscan = on SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT count(*) > 25 FROM (SELECT * FROM public.cours_de_route ORDER BY id DESC LIMIT 1000) c
    WHERE c.fournisseur_id = ANY (tiers)
      OR app.recherche_cours(c.numero, c.plaque_camion, c.plaque_remorque, c.chauffeur_nom, c.transporteur) LIKE motif);
END $$;

CREATE FUNCTION app.texte_courant_journal(motif text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET enable_indexscan = on SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT count(*) > 25 FROM (SELECT action, details FROM public.log_actions WHERE module <> 'sorties_produit'
      ORDER BY created_at DESC, id DESC LIMIT 1000) a
    WHERE app.plier(a.action || ' ' || a.details::text) LIKE motif);
END $$;

CREATE FUNCTION app.trouver_cours(motif text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  ids uuid[];
BEGIN
  PERFORM app.exiger_droit('cdr.lire');
  IF length(motif) < 5 OR app.texte_courant_cours(motif, '{}') THEN
    RETURN NULL;
  END IF;
  ids := ARRAY(SELECT c.id FROM public.cours_de_route c
    WHERE app.recherche_cours(c.numero, c.plaque_camion, c.plaque_remorque, c.chauffeur_nom, c.transporteur) LIKE motif
      AND c.depot_destination_id = ANY ((SELECT app.depots('cdr.lire'))::uuid[]) LIMIT 5001);
  RETURN CASE WHEN cardinality(ids) <= 5000 THEN ids END;
END $$;

-- By number and note, by truck, by supplier or partner.
CREATE FUNCTION app.trouver_receptions(motif text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  depots uuid[] := app.depots('receptions.lire');
  tiers uuid[];
  cours uuid[];
  ids uuid[];
BEGIN
  PERFORM app.exiger_droit('receptions.lire');
  IF length(motif) < 5 THEN
    RETURN NULL;
  END IF;
  tiers := ARRAY(SELECT f.id FROM public.fournisseurs f WHERE app.plier(f.nom) LIKE motif
    UNION ALL SELECT p.id FROM public.partenaires p WHERE app.plier(p.nom) LIKE motif);
  IF app.texte_courant_cours(motif, tiers) THEN
    RETURN NULL;
  END IF;
  -- Each part stops by itself: a union is not known before all of it is.
  cours := ARRAY((SELECT c.id FROM public.cours_de_route c WHERE c.depot_destination_id = ANY (depots)
      AND app.recherche_cours(c.numero, c.plaque_camion, c.plaque_remorque, c.chauffeur_nom, c.transporteur) LIKE motif LIMIT 5001)
    UNION (SELECT c.id FROM public.cours_de_route c WHERE c.depot_destination_id = ANY (depots) AND c.fournisseur_id = ANY (tiers) LIMIT 5001));
  ids := ARRAY((SELECT r.id FROM public.receptions r WHERE r.depot_id = ANY (depots) AND app.recherche(r.numero, NULL, NULL, r.note) LIKE motif LIMIT 5001)
    UNION (SELECT r.id FROM public.receptions r WHERE r.depot_id = ANY (depots) AND r.cours_de_route_id = ANY (cours) LIMIT 5001)
    UNION (SELECT r.id FROM public.receptions r WHERE r.depot_id = ANY (depots) AND r.partenaire_id = ANY (tiers) LIMIT 5001));
  RETURN CASE WHEN greatest(cardinality(ids), cardinality(cours)) <= 5000 THEN ids END;
END $$;

-- `tiers`: the clients and partners of that name, whose sorties are among `ids`.
CREATE FUNCTION app.trouver_sorties(motif text, OUT ids uuid[], OUT tiers uuid[]) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  depots uuid[] := app.depots('sorties.lire');
BEGIN
  PERFORM app.exiger_droit('sorties.lire');
  tiers := ARRAY(SELECT c.id FROM public.clients c WHERE app.plier(c.nom) LIKE motif
    UNION ALL SELECT p.id FROM public.partenaires p WHERE app.plier(p.nom) LIKE motif);
  IF length(motif) >= 5 AND NOT app.texte_courant_sorties(motif, tiers) THEN
    ids := ARRAY((SELECT s.id FROM public.sorties_produit s
      WHERE app.recherche(s.numero, s.plaque_camion, s.chauffeur_nom, s.note) LIKE motif AND s.depot_id = ANY (depots) LIMIT 5001)
      UNION (SELECT s.id FROM public.sorties_produit s WHERE s.client_id = ANY (tiers) AND s.depot_id = ANY (depots) LIMIT 5001)
      UNION (SELECT s.id FROM public.sorties_produit s WHERE s.partenaire_id = ANY (tiers) AND s.depot_id = ANY (depots) LIMIT 5001));
    ids := CASE WHEN cardinality(ids) <= 5000 THEN ids END;
  END IF;
END $$;

-- Whether the log row of a sortie may hold a text: such rows, which are most, hold their action, the keys of their details, owners,
-- numbers and days, and ids. Every word of the text is one of these, or it could be a piece of an id.
CREATE FUNCTION app.texte_de_sortie(texte text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN texte ~ '^[a-z0-9_": {},.+-]*$' AND NOT EXISTS (
  SELECT FROM regexp_matches(texte, '[a-z_]+', 'g') AS m (mots)
  WHERE mots[1] !~ '^[a-f]+$' AND position(mots[1] IN 'sortie_creee sortie_valide numero citerne_id produit_id proprietaire_type '
    'monaluxe partenaire client_id partenaire_id volume_ambiant volume_15c date') = 0);

-- Log rows of a period by action and details, and whether rows of sorties may be among those asked for. These have no index of texts:
-- they are named when the text is how a number of theirs begins, and else left to whoever walks through the log.
CREATE FUNCTION app.trouver_journal(motif text, debut timestamptz, fin timestamptz, OUT ids uuid[], OUT sorties boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  du timestamptz := coalesce(debut, '-infinity');
  au timestamptz := coalesce(fin, 'infinity');
  texte text := regexp_replace(substr(motif, 2, length(motif) - 2), '\\(.)', '\1', 'g'); -- what was typed: no wildcards, no escapes
  numeros uuid[] := '{}';
BEGIN
  PERFORM app.exiger_droit('journal.lire');
  sorties := app.texte_de_sortie(texte);
  IF sorties AND texte ~ '^sor-\d{4}-\d*$' THEN
    numeros := ARRAY(SELECT s.id FROM public.depots d JOIN public.sorties_produit s ON s.depot_id = d.id
      WHERE s.numero BETWEEN upper(texte) AND upper(texte) || 'x' LIMIT 5001);
  ELSIF sorties THEN
    RETURN;
  END IF;
  IF length(motif) < 5 OR cardinality(numeros) > 5000 OR app.texte_courant_journal(motif) THEN
    RETURN;
  END IF;
  ids := ARRAY(SELECT a.id FROM public.log_actions a
    WHERE app.plier(a.action || ' ' || a.details::text) LIKE motif AND a.module <> 'sorties_produit' AND a.created_at BETWEEN du AND au
    LIMIT 5001);
  IF cardinality(ids) > 5000 THEN
    ids := NULL;
  ELSE
    ids := ids || ARRAY(SELECT a.id FROM public.log_actions a WHERE a.cible_id = ANY (numeros) AND a.created_at BETWEEN du AND au);
  END IF;
END $$;
ALTER FUNCTION app.texte_de_sortie(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.texte_courant_sorties(text, uuid[]) OWNER TO mlpp_moteur;
ALTER FUNCTION app.texte_courant_cours(text, uuid[]) OWNER TO mlpp_moteur;
ALTER FUNCTION app.texte_courant_journal(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.trouver_cours(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.trouver_receptions(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.trouver_sorties(text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.trouver_journal(text, timestamptz, timestamptz) OWNER TO mlpp_moteur;
GRANT EXECUTE ON FUNCTION app.trouver_cours(text), app.trouver_receptions(text), app.trouver_sorties(text),
  app.trouver_journal(text, timestamptz, timestamptz) TO mlpp_application;
