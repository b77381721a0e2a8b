-- Views of lists that a person saved: filters and a sort under a name, wherever the person signs in.

CREATE TABLE vues_enregistrees (
  id uuid PRIMARY KEY DEFAULT app.uuid_v7(),
  utilisateur_id uuid NOT NULL REFERENCES utilisateurs ON DELETE RESTRICT,
  ecran text NOT NULL CONSTRAINT vues_enregistrees_ecran_check CHECK (ecran ~ '^[a-z0-9/-]{1,80}$'),
  nom text NOT NULL CONSTRAINT vues_enregistrees_nom_check CHECK (nom = app.rogner(nom) AND length(nom) BETWEEN 1 AND 40),
  parametres text NOT NULL CONSTRAINT vues_enregistrees_parametres_check CHECK (length(parametres) BETWEEN 1 AND 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT vues_enregistrees_nom_key UNIQUE (utilisateur_id, ecran, nom)
);
COMMENT ON TABLE vues_enregistrees IS 'Filters and sort of a list under a name, by person. `parametres` is the query string of the screen. Saved again means replaced.';
CALL app.proteger('vues_enregistrees');
GRANT SELECT ON vues_enregistrees TO mlpp_application;
GRANT SELECT, INSERT, DELETE ON vues_enregistrees TO mlpp_moteur;
CREATE POLICY lire ON vues_enregistrees FOR SELECT TO mlpp_application USING (utilisateur_id = (SELECT app.utilisateur()));

-- One's own view under that name, in place of the one that had it; thirty a screen.
CREATE FUNCTION app.enregistrer_vue(ecran_donne text, nom_donne text, parametres_donnes text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
  nouvelle uuid;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  -- One at a time: the count stays true.
  PERFORM FROM public.utilisateurs WHERE id = moi FOR UPDATE;
  DELETE FROM public.vues_enregistrees WHERE utilisateur_id = moi AND ecran = ecran_donne AND nom = nom_donne;
  IF (SELECT count(*) FROM public.vues_enregistrees WHERE utilisateur_id = moi AND ecran = ecran_donne) >= 30 THEN
    PERFORM app.refuser('TROP_D_ELEMENTS', '{"min": "0", "max": "30"}');
  END IF;
  INSERT INTO public.vues_enregistrees (utilisateur_id, ecran, nom, parametres)
  VALUES (moi, ecran_donne, nom_donne, parametres_donnes) RETURNING id INTO nouvelle;
  RETURN nouvelle;
END $$;

-- False when the caller has no such view.
CREATE FUNCTION app.supprimer_vue(vue uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.vues_enregistrees WHERE id = vue AND utilisateur_id = (app.contexte()).utilisateur_id;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION app.enregistrer_vue(text, text, text), app.supprimer_vue(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.enregistrer_vue(text, text, text), app.supprimer_vue(uuid) TO mlpp_application, mlpp_moteur;
ALTER FUNCTION app.enregistrer_vue(text, text, text) OWNER TO mlpp_moteur;
ALTER FUNCTION app.supprimer_vue(uuid) OWNER TO mlpp_moteur;
