-- Settings and rights leave a trace when they change; a person changes the own e-mail; two conditions that asked for less
-- than they meant.

-- AFTER UPDATE OR DELETE on settings, AFTER any change of the matrix of rights: one log row a changed row, before and after.
CREATE FUNCTION app.journaliser_reglage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'updated_at' = to_jsonb(NEW) - 'updated_at' THEN
    RETURN NULL;
  END IF;
  PERFORM app.journaliser(TG_ARGV[0], 'securite', 'CRITICAL', NULL, NULL, jsonb_build_object(
    'avant', CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - '{updated_at,description}'::text[] END,
    'apres', CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - '{updated_at,description}'::text[] END));
  RETURN NULL;
END $$;
ALTER FUNCTION app.journaliser_reglage() OWNER TO mlpp_moteur;
CREATE TRIGGER journaliser AFTER UPDATE OR DELETE ON parametres
  FOR EACH ROW EXECUTE FUNCTION app.journaliser_reglage('PARAMETRE_MODIFIE');
CREATE TRIGGER journaliser AFTER INSERT OR UPDATE OR DELETE ON role_permissions
  FOR EACH ROW EXECUTE FUNCTION app.journaliser_reglage('DROIT_MODIFIE');

-- Own name, language and e-mail; NULL leaves them. The log says that the e-mail changed, not to what (T-LOG-04).
DROP FUNCTION app.modifier_profil(text, text);
CREATE FUNCTION app.modifier_profil(nom text, langue_choisie text, email_donne text) RETURNS void LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moi uuid := (app.contexte()).utilisateur_id;
BEGIN
  IF moi IS NULL THEN
    PERFORM app.refuser('NON_AUTHENTIFIE');
  END IF;
  -- The account's version moves with its profile: who edits it sees the change. Account first, as the administrator does.
  UPDATE public.utilisateurs SET email = coalesce(lower(btrim(email_donne)), email) WHERE id = moi;
  UPDATE public.profils SET nom_complet = coalesce(nom, nom_complet), langue = coalesce(langue_choisie, langue)
  WHERE user_id = moi;
  PERFORM app.journaliser('PROFIL_MODIFIE', 'securite', 'CRITICAL', NULL, moi, jsonb_build_object(
    'nom_complet', nom, 'langue', langue_choisie, 'email', CASE WHEN email_donne IS NOT NULL THEN '…' END));
END $$;
REVOKE ALL ON FUNCTION app.modifier_profil(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.modifier_profil(text, text, text) TO mlpp_application, mlpp_moteur;
ALTER FUNCTION app.modifier_profil(text, text, text) OWNER TO mlpp_moteur;

-- As before, but who has a right in the own depot only has none where no depot is named.
CREATE OR REPLACE FUNCTION app.exiger(action_voulue text, depot uuid) RETURNS uuid LANGUAGE plpgsql STABLE
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
  ELSIF portee_role = 'depot' AND (depot IS NULL OR c.depot_id IS DISTINCT FROM depot) THEN
    PERFORM app.refuser('HORS_DEPOT');
  END IF;
  RETURN c.utilisateur_id;
END $$;
