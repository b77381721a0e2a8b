-- The contract of the schema: names and types that others rely on, and the habits every object keeps.
BEGIN;
\ir fixture/base.psql

-- ---------------------------------------------------------------------------------------------------------
-- Names and types
-- ---------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE contrat (relation text PRIMARY KEY, colonnes text NOT NULL);
INSERT INTO contrat VALUES
('depots', 'id uuid, nom text, code text, adresse text, fuseau text, edition text, areometre boolean, arrondi_reception_l numeric(4,3), arrondi_sortie_l numeric(4,3), jours_retro integer, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('produits', 'id uuid, nom text, code text, description text, groupe text, alpha_15c numeric(10,8), densite_min_kgm3 numeric(8,4), densite_max_kgm3 numeric(8,4), temperature_min_c numeric(5,2), temperature_max_c numeric(5,2), actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('citernes', 'id uuid, depot_id uuid, nom text, produit_id uuid, capacite_totale numeric(14,3), creux_securite numeric(14,3), stock_minimum numeric(14,3), localisation text, statut text, logique boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('fournisseurs', 'id uuid, nom text, contact_personne text, email text, telephone text, adresse text, pays text, note_supplementaire text, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('clients', 'id uuid, nom text, contact_personne text, email text, telephone text, adresse text, pays text, note_supplementaire text, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('partenaires', 'id uuid, nom text, contact text, email text, telephone text, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('transporteurs', 'id uuid, nom text, contact_personne text, email text, telephone text, note text, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('utilisateurs', 'id uuid, email text, sel bytea, verificateur bytea, actif boolean, version integer, created_at timestamptz, updated_at timestamptz'),
('profils', 'id uuid, user_id uuid, nom_complet text, role text, depot_id uuid, langue text, created_at timestamptz'),
('role_permissions', 'role text, action text, portee text'),
('navigation', 'cle text, groupe text, ordre integer, chemin text, action text'),
('parametres', 'cle text, valeur text, description text, fige boolean, updated_at timestamptz'),
('sessions', 'id uuid, hash bytea, utilisateur_id uuid, adresse text, agent text, created_at timestamptz, vu_le timestamptz, expire_le timestamptz, revoque_le timestamptz'),
('jetons', 'id uuid, hash bytea, utilisateur_id uuid, nom text, created_at timestamptz, vu_le timestamptz, expire_le timestamptz, revoque_le timestamptz'),
('vues_enregistrees', 'id uuid, utilisateur_id uuid, ecran text, nom text, parametres text, created_at timestamptz'),
('tentatives_connexion', 'cle text, echecs integer, libre_le timestamptz, updated_at timestamptz'),
('log_actions', 'id uuid, user_id uuid, action text, module text, niveau text, depot_id uuid, cible_id uuid, details jsonb, created_at timestamptz'),
('cles_idempotence', 'utilisateur_id uuid, cle text, empreinte bytea, statut integer, corps text, created_at timestamptz'),
('compteurs', 'depot_id uuid, type text, annee integer, dernier integer'),
('cours_de_route', 'id uuid, numero text, fournisseur_id uuid, depot_destination_id uuid, produit_id uuid, plaque_camion text, plaque_cle text, plaque_remorque text, chauffeur_nom text, transporteur text, depart_pays text, date_chargement date, date_arrivee_prevue date, volume numeric(14,3), statut text, note text, arrive_at timestamptz, nb_dechargements integer, version integer, created_by uuid, created_at timestamptz, updated_at timestamptz'),
('cours_de_route_statuts', 'id uuid, cours_de_route_id uuid, statut text, utilisateur_id uuid, change_le timestamptz'),
('receptions', 'id uuid, numero text, operation_id uuid, ligne integer, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, cours_de_route_id uuid, dechargement integer, date_reception date, index_avant numeric(14,3), index_apres numeric(14,3), volume_ambiant numeric(14,3), temperature_ambiante_c numeric(5,2), densite_observee_kgm3 numeric(8,4), edition text, groupe text, alpha_15c numeric(10,8), areometre boolean, mode_vcf text, arrondi_l numeric(4,3), moteur_version text, densite_a_15_kgm3 numeric(8,4), densite_a_15_g_cm3 numeric(11,7), vcf numeric(11,10), volume_15c_exact numeric(14,3), volume_15c numeric(14,3), statut text, note text, created_by uuid, validated_by uuid, created_at timestamptz'),
('sorties_produit', 'id uuid, numero text, operation_id uuid, ligne integer, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, client_id uuid, partenaire_id uuid, date_sortie date, chauffeur_nom text, plaque_camion text, plaque_remorque text, transporteur_id uuid, index_avant numeric(14,3), index_apres numeric(14,3), volume_ambiant numeric(14,3), temperature_ambiante_c numeric(5,2), densite_observee_kgm3 numeric(8,4), edition text, groupe text, alpha_15c numeric(10,8), areometre boolean, mode_vcf text, arrondi_l numeric(4,3), moteur_version text, densite_a_15_kgm3 numeric(8,4), densite_a_15_g_cm3 numeric(11,7), vcf numeric(11,10), volume_15c_exact numeric(14,3), volume_15c numeric(14,3), statut text, note text, created_by uuid, validated_by uuid, created_at timestamptz'),
('stocks_adjustments', 'id uuid, numero text, mouvement_type text, mouvement_id uuid, rang integer, type_correction text, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, delta_ambiant numeric(14,3), delta_15c numeric(14,3), volume_ambiant numeric(14,3), temperature_ambiante_c numeric(5,2), densite_observee_kgm3 numeric(8,4), densite_a_15_kgm3 numeric(8,4), vcf numeric(11,10), volume_15c numeric(14,3), avant jsonb, date_effet date, reason text, created_by uuid, validated_by uuid, created_at timestamptz'),
('propositions_ajustement', 'id uuid, statut text, mouvement_type text, mouvement_id uuid, type_correction text, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, delta_ambiant numeric(14,3), delta_15c numeric(14,3), demande jsonb, reason text, created_by uuid, created_at timestamptz, decide_par uuid, decide_le timestamptz, motif text, ajustement_id uuid, numero text'),
('stocks_initiaux', 'id uuid, numero text, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, date date, volume_ambiant numeric(14,3), volume_15c numeric(14,3), created_by uuid, created_at timestamptz'),
('stocks_snapshot', 'id uuid, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, stock_ambiant numeric(14,3), stock_15c numeric(14,3), delta_ambiant_total numeric(14,3), delta_15c_total numeric(14,3), dernier_jour date, last_movement_at timestamptz, updated_at timestamptz'),
('stocks_journaliers', 'id uuid, ligne_id uuid, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, date_jour date, stock_ambiant numeric(14,3), stock_15c numeric(14,3), source text, created_at timestamptz, updated_at timestamptz'),
('mouvements_stock', 'id uuid, ligne_id uuid, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, type text, document_id uuid, numero text, delta_ambiant numeric(14,3), delta_15c numeric(14,3), date_effet date, tardif boolean, enregistre_le timestamptz, created_by uuid'),
('clotures_journalieres', 'id uuid, depot_id uuid, jour date, note text, created_by uuid, created_at timestamptz'),
('v_stock_actuel', 'depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, stock_ambiant numeric, stock_15c numeric, last_movement_at timestamptz, updated_at timestamptz, stock_ambiant_base numeric, stock_15c_base numeric, delta_ambiant_total numeric, delta_15c_total numeric, partenaire_id uuid, partenaire_nom text, depot_nom text, citerne_nom text, produit_nom text, stock_ambiant_affiche numeric, is_negative boolean'),
('v_stock_actuel_snapshot', 'depot_id uuid, depot_nom text, citerne_id uuid, citerne_nom text, produit_id uuid, produit_nom text, proprietaire_type text, partenaire_id uuid, stock_ambiant numeric, stock_15c numeric, capacite_totale numeric(14,3), last_movement_at timestamptz, updated_at timestamptz'),
('v_stock_actuel_owner_snapshot', 'depot_id uuid, depot_nom text, produit_id uuid, produit_nom text, proprietaire_type text, partenaire_id uuid, partenaire_nom text, stock_ambiant numeric, stock_15c numeric, last_movement_at timestamptz'),
('v_kpi_stock_global', 'depot_id uuid, depot_nom text, produit_id uuid, produit_nom text, stock_ambiant_total numeric, stock_15c_total numeric, stock_ambiant_monaluxe numeric, stock_15c_monaluxe numeric, stock_ambiant_partenaire numeric, stock_15c_partenaire numeric, date timestamptz'),
('v_mouvements_stock', 'id uuid, type text, document_id uuid, numero text, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, delta_ambiant numeric(14,3), delta_15c numeric(14,3), date_effet date, tardif boolean, enregistre_le timestamptz, created_by uuid, citerne_nom text, produit_nom text, partenaire_nom text, auteur_nom text'),
('v_mouvements_corriges', 'mouvement_type text, id uuid, numero text, operation_id uuid, depot_id uuid, citerne_id uuid, produit_id uuid, proprietaire_type text, partenaire_id uuid, date_effet date, rang integer, compense boolean, volume_ambiant numeric, temperature_ambiante_c numeric, densite_observee_kgm3 numeric, densite_a_15_kgm3 numeric, vcf numeric, volume_15c numeric'),
('corrections_mouvements', 'mouvement_type text, mouvement_id uuid, rang integer, type_correction text, volume_ambiant numeric(14,3), temperature_ambiante_c numeric(5,2), densite_observee_kgm3 numeric(8,4), densite_a_15_kgm3 numeric(8,4), vcf numeric(11,10), volume_15c numeric(14,3)'),
('v_integrity_checks', 'check_code text, severity text, entity_type text, entity_id uuid, message text, payload jsonb, detected_at timestamptz, depot_id uuid'),
('current_user_profile', 'id uuid, user_id uuid, nom_complet text, role text, depot_id uuid, email text, langue text, created_at timestamptz'),
('logs', 'id uuid, created_at timestamptz, module text, action text, niveau text, user_id uuid, details jsonb'),
('noms_utilisateurs', 'id uuid, nom text'),
('noms_fournisseurs', 'id uuid, nom text, actif boolean');

-- What the contract asks and the schema has not, or has with another type; a precision may be finer than asked only where none is asked.
SELECT is(
  (SELECT string_agg(c.nom || ' ' || c.type, ', ') FROM (
     SELECT split_part(x, ' ', 1) AS nom, replace(split_part(x, ' ', 2), 'timestamptz', 'timestamp with time zone') AS type
     FROM regexp_split_to_table(k.colonnes, ', ') x) c
   WHERE NOT EXISTS (
     SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass('public.' || k.relation) AND a.attname = c.nom AND NOT a.attisdropped
       AND (format_type(a.atttypid, a.atttypmod) = c.type OR format_type(a.atttypid, NULL) = c.type))),
  NULL, 'T-INV-05 the contract of ' || k.relation || ' is kept')
FROM contrat k ORDER BY k.relation;

SELECT is((SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY 1) FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT FROM contrat k WHERE k.relation = c.relname)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      AND c.relname <> 'schema_migrations'),
  NULL, 'T-INV-05 no table and no view is outside the contract');

-- Ours, not pgTAP's.
CREATE TEMP VIEW nos_relations AS
  SELECT c.* FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');
CREATE TEMP VIEW nos_fonctions AS
  SELECT p.* FROM pg_proc p WHERE p.pronamespace IN ('public'::regnamespace, 'app'::regnamespace)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');

SELECT is_empty($$
  SELECT a.attrelid::regclass, a.attname FROM pg_attribute a JOIN nos_relations r ON r.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('float4'::regtype, 'float8'::regtype, 'money'::regtype)
$$, 'T-STK-06 no column is a floating-point number or money');
SELECT is_empty($$
  SELECT f.oid::regprocedure FROM nos_fonctions f
  WHERE f.prorettype IN ('float4'::regtype, 'float8'::regtype)
    OR coalesce(f.proallargtypes, f.proargtypes::oid[]) && ARRAY['float4'::regtype, 'float8'::regtype]::oid[]
$$, 'T-STK-06 no function takes or gives a floating-point number');

-- ---------------------------------------------------------------------------------------------------------
-- Row-level security
-- ---------------------------------------------------------------------------------------------------------

SELECT ok(r.relrowsecurity AND r.relforcerowsecurity, 'T-SEC-03 row-level security is on and forced for ' || r.oid::regclass)
FROM nos_relations r WHERE r.relkind IN ('r', 'p') ORDER BY r.oid::regclass::text;
SELECT cmp_ok((SELECT count(*) FROM pg_policy p WHERE p.polrelid = r.oid AND NOT ('0'::oid = ANY (p.polroles))), '>=', 2::bigint,
  'T-SEC-03 the owner and the engine have a policy on ' || r.oid::regclass)
FROM nos_relations r WHERE r.relkind IN ('r', 'p') AND r.relname <> 'app_migrations' /* the runner's own list is none of the engine's business */ ORDER BY r.oid::regclass::text;
SELECT is_empty($$ SELECT polrelid::regclass, polname FROM pg_policy WHERE '0'::oid = ANY (polroles) $$, 'T-SEC-03 no policy is for everybody');
SELECT is_empty($$
  SELECT polrelid::regclass, polname FROM pg_policy
  WHERE 'mlpp_application'::regrole = ANY (polroles)
    AND concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ~ 'app\.'
    AND concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) !~ '\( ?SELECT '
$$, 'T-SEC-02 policies call functions inside a scalar subselect, once a statement');
SELECT is_empty($$
  SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants g
  WHERE grantee = 'mlpp_application' AND table_schema IN ('public', 'app') AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')
$$, 'T-SEC-04 the server may neither truncate nor attach triggers or references');

-- ---------------------------------------------------------------------------------------------------------
-- Grants
-- ---------------------------------------------------------------------------------------------------------

SELECT is_empty($$
  SELECT r.oid::regclass FROM nos_relations r, aclexplode(r.relacl) a WHERE a.grantee = 0
  UNION SELECT a.attrelid::regclass FROM pg_attribute a JOIN nos_relations r ON r.oid = a.attrelid, aclexplode(a.attacl) x WHERE x.grantee = 0
$$, 'T-SEC-03 nothing is granted to PUBLIC on a table, view or column');
SELECT is_empty($$
  SELECT f.oid::regprocedure FROM nos_fonctions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0
$$, 'T-SEC-03 no function is callable by PUBLIC');
SELECT is_empty($$
  SELECT n.nspname FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
  WHERE n.nspname IN ('public', 'app') AND a.grantee = 0
$$, 'T-SEC-03 nothing is granted to PUBLIC on a schema');
SELECT is_empty($$
  SELECT t.oid::regtype FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid,
    aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a
  WHERE t.typnamespace IN ('public'::regnamespace, 'app'::regnamespace) AND t.typelem = 0 AND (t.typrelid = 0 OR c.relkind = 'c') AND a.grantee = 0
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
$$, 'T-SEC-03 nothing is granted to PUBLIC on a type of ours');

SELECT ok(NOT (r.rolsuper OR r.rolbypassrls OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication), 'T-SEC-04 ' || r.rolname || ' has no attribute of power')
FROM pg_roles r WHERE r.rolname IN ('mlpp_application', 'mlpp_lecteur', 'mlpp_moteur', 'mlpp_proprietaire') ORDER BY r.rolname;
SELECT ok(NOT (SELECT rolcanlogin FROM pg_roles WHERE rolname = 'mlpp_moteur'), 'T-SEC-04 nobody signs in as the engine');
SELECT is_empty($$ SELECT m.roleid::regrole FROM pg_auth_members m WHERE m.member = 'mlpp_application'::regrole $$,
  'T-SEC-04 the server is a member of no role');
SELECT is_empty($$
  SELECT r.oid::regclass::text FROM pg_class r WHERE r.relowner = 'mlpp_application'::regrole
  UNION ALL SELECT f.oid::regprocedure::text FROM pg_proc f WHERE f.proowner = 'mlpp_application'::regrole
  UNION ALL SELECT n.nspname FROM pg_namespace n WHERE n.nspowner = 'mlpp_application'::regrole
  UNION ALL SELECT t.typname FROM pg_type t WHERE t.typowner = 'mlpp_application'::regrole
  UNION ALL SELECT d.datname FROM pg_database d WHERE d.datdba = 'mlpp_application'::regrole
$$, 'T-SEC-04 the server owns nothing');
SELECT is_empty($$
  SELECT n.nspname FROM pg_namespace n WHERE n.nspname NOT LIKE 'pg\_temp%' AND has_schema_privilege('mlpp_application', n.oid, 'CREATE')
$$, 'T-SEC-04 the server creates nothing in any schema');
SELECT ok(NOT has_database_privilege('mlpp_application', current_database(), 'CREATE') AND NOT has_database_privilege('mlpp_application', current_database(), 'TEMPORARY'),
  'T-SEC-04 the server creates neither schemas nor temporary tables');
SELECT is_empty($$
  SELECT r.relname, d.droit FROM nos_relations r, unnest('{INSERT,UPDATE,DELETE}'::text[]) d (droit)
  WHERE r.relkind IN ('r', 'p') AND r.relname NOT IN ('depots', 'produits', 'citernes', 'fournisseurs', 'clients', 'partenaires', 'transporteurs', 'cours_de_route')
    AND (has_table_privilege('mlpp_application', r.oid, d.droit) OR d.droit <> 'DELETE' AND has_any_column_privilege('mlpp_application', r.oid, d.droit))
$$, 'T-REG-31 the server writes referentials and cours de route only; stock, documents, accounts and the log go through functions');
SELECT is_empty($$
  SELECT r.relname, d.droit FROM nos_relations r, unnest('{INSERT,UPDATE}'::text[]) d (droit) WHERE r.relkind IN ('r', 'p') AND has_table_privilege('mlpp_application', r.oid, d.droit)
$$, 'T-SEC-04 inserts and updates are granted column by column');
SELECT is_empty($$
  SELECT r.relname, a.attname FROM nos_relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE (a.attname IN ('version', 'created_at', 'updated_at', 'created_by', 'numero', 'arrive_at', 'nb_dechargements')
         AND (has_column_privilege('mlpp_application', r.oid, a.attnum, 'INSERT') OR has_column_privilege('mlpp_application', r.oid, a.attnum, 'UPDATE')))
    OR a.attname = 'id' AND has_column_privilege('mlpp_application', r.oid, a.attnum, 'UPDATE')
$$, 'T-LOG-03 nobody writes a version, a number, an author or an instant');
SELECT is_empty($$
  SELECT r.relname, a.attname FROM nos_relations r JOIN pg_attribute a ON a.attrelid = r.oid
  WHERE a.attname IN ('sel', 'verificateur', 'hash', 'secret', 'empreinte', 'corps') AND has_column_privilege('mlpp_application', r.oid, a.attnum, 'SELECT')
$$, 'T-SEC-03 the server reads no salt, verifier, hash or secret');

-- The reader of a production database: everything but secrets, and nothing but reading (ADR 14).
SELECT is_empty($$ SELECT m.roleid::regrole FROM pg_auth_members m WHERE m.member = 'mlpp_lecteur'::regrole $$, 'T-INV-08 the reader is a member of no role');
SELECT is_empty($$
  SELECT r.relname, d.droit FROM nos_relations r, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) d (droit)
  WHERE r.relkind IN ('r', 'p', 'v') AND (has_table_privilege('mlpp_lecteur', r.oid, d.droit)
    OR d.droit IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege('mlpp_lecteur', r.oid, d.droit))
$$, 'T-INV-08 the reader writes nowhere');
SELECT is_empty($$ SELECT nspname FROM pg_namespace n WHERE nspname NOT LIKE 'pg\_temp%' AND has_schema_privilege('mlpp_lecteur', n.oid, 'CREATE') $$, 'T-INV-08 the reader creates nothing in any schema');
SELECT ok(NOT has_database_privilege('mlpp_lecteur', current_database(), 'CREATE') AND NOT has_database_privilege('mlpp_lecteur', current_database(), 'TEMPORARY'),
  'T-INV-08 the reader creates neither schemas nor temporary tables');
SELECT set_eq(
  $$ SELECT DISTINCT f.proname::text FROM nos_fonctions f WHERE has_function_privilege('mlpp_lecteur', f.oid, 'EXECUTE') AND f.prorettype <> 'trigger'::regtype $$,
  $$ SELECT unnest('{utilisateur,depots,peut,stock_a_date}'::text[]) $$, 'T-INV-08 the reader calls what views ask, and no function that acts');
SELECT is_empty($$
  SELECT r.relname, a.attname FROM nos_relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE r.relkind IN ('r', 'v') AND has_column_privilege('mlpp_lecteur', r.oid, a.attnum, 'SELECT')
    AND (a.atttypid = 'bytea'::regtype OR a.attname IN ('sel', 'verificateur', 'hash', 'secret', 'empreinte', 'corps'))
$$, 'T-INV-08 T-SEC-03 the reader reads no salt, verifier, hash or secret');
SELECT ok(has_any_column_privilege('mlpp_lecteur', r.oid, 'SELECT')
    AND (r.relkind = 'v' OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = r.oid AND p.polcmd = 'r' AND 'mlpp_lecteur'::regrole = ANY (p.polroles))),
  'T-INV-08 the reader sees ' || r.oid::regclass)
FROM nos_relations r WHERE r.relkind IN ('r', 'v') AND r.relnamespace = 'public'::regnamespace ORDER BY r.relname;
SELECT is((SELECT s.setconfig FROM pg_db_role_setting s WHERE s.setrole = 'mlpp_lecteur'::regrole), ARRAY['default_transaction_read_only=on'], 'T-INV-08 the reader''s transactions begin read-only');

-- ---------------------------------------------------------------------------------------------------------
-- Functions
-- ---------------------------------------------------------------------------------------------------------

SELECT is_empty($$
  SELECT f.oid::regprocedure FROM nos_fonctions f
  WHERE NOT coalesce(f.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false) AND f.prosqlbody IS NULL
$$, 'T-SEC-04 every function has its search_path pinned, temporary objects last, or a body whose names were resolved when it was made');
SELECT is_empty($$ SELECT f.oid::regprocedure FROM nos_fonctions f WHERE f.prosecdef AND f.proowner <> 'mlpp_moteur'::regrole $$,
  'T-SEC-04 every function that lends its rights is the engine''s');
SELECT is_empty($$ SELECT f.oid::regprocedure FROM nos_fonctions f WHERE f.proowner NOT IN ('mlpp_moteur'::regrole, 'mlpp_proprietaire'::regrole) $$,
  'T-SEC-04 functions belong to the owner or to the engine');
SELECT is_empty($$ SELECT f.oid::regprocedure FROM nos_fonctions f WHERE f.pronamespace <> 'app'::regnamespace $$, 'T-SEC-04 functions live in schema app');
SELECT is_empty($$ SELECT f.oid::regprocedure FROM nos_fonctions f JOIN pg_language l ON l.oid = f.prolang WHERE l.lanname NOT IN ('sql', 'plpgsql') $$,
  'T-SEC-04 functions are SQL or PL/pgSQL');
SELECT is_empty($$ SELECT f.oid::regprocedure FROM nos_fonctions f WHERE f.proleakproof $$, 'T-SEC-02 no function is declared leakproof');
-- What the server may call: the entry points, the questions that policies ask, and the parts of triggers that run as the server.
SELECT set_eq(
  $$ SELECT DISTINCT f.proname::text FROM nos_fonctions f WHERE has_function_privilege('mlpp_application', f.oid, 'EXECUTE') AND f.prorettype <> 'trigger'::regtype $$,
  $$ SELECT unnest('{uuid_v7,refuser,contexte,utilisateur,depots,peut,exiger,jour_du_depot,peut_partout,parametre,environnement,rogner,fuseau_connu,
    ouvrir_contexte,conclure_idempotence,journaliser_refus,journaliser_export,connexion_sel,connexion_conclure,deconnecter,modifier_profil,mon_sel,installation,changer_mot_de_passe,
    creer_jeton,revoquer_jeton,enregistrer_vue,supprimer_vue,creer_utilisateur,modifier_utilisateur,purger,transition_permise,champs_cdr,verifier_modification_cdr,cloturer_jour,
    enregistrer_reception,enregistrer_sortie,enregistrer_ajustement,declarer_stock_initial,compenser,admin_compensate_reception,admin_compensate_sortie,
    admin_adjust_stock,valider_ajustement,refuser_ajustement,rouvrir_cdr,reglages_citernes,stock_a_date,
    compter_duree,plier,recherche,recherche_cours,trouver_cours,trouver_receptions,trouver_sorties,trouver_journal}'::text[]) $$,
  'T-SEC-04 the server calls these functions and no other');

-- ---------------------------------------------------------------------------------------------------------
-- Views, constraints, indexes, comments
-- ---------------------------------------------------------------------------------------------------------

SELECT is_empty($$
  SELECT r.relname FROM nos_relations r WHERE r.relkind = 'v' AND r.relname NOT IN ('noms_utilisateurs', 'noms_fournisseurs', 'corrections_mouvements')
    AND NOT coalesce(r.reloptions @> '{security_invoker=true}', false)
$$, 'T-SEC-02 views run with the caller''s rights, but for three narrow ones');
SELECT ok(coalesce(r.reloptions @> '{security_barrier=true}', false), 'T-SEC-02 ' || r.relname || ' runs with its owner''s rights and is a security barrier')
FROM nos_relations r WHERE r.relname IN ('noms_utilisateurs', 'noms_fournisseurs', 'corrections_mouvements') ORDER BY r.relname;
SELECT is_empty($$ SELECT r.relname FROM nos_relations r WHERE r.relkind IN ('m', 'f', 'p', 'S') $$,
  'T-INV-05 there is no materialised view, foreign table or sequence');

SELECT ok(EXISTS (SELECT FROM pg_constraint c WHERE c.conname = v.nom AND c.conrelid = to_regclass('public.' || v.relation) AND c.contype = v.genre::"char" AND c.convalidated),
  format('T-INV-05 constraint %s of %s stands', v.nom, v.relation))
FROM (VALUES
  ('depots', 'depots_nom_key', 'u'), ('depots', 'depots_code_key', 'u'), ('depots', 'depots_fuseau_check', 'c'),
  ('utilisateurs', 'utilisateurs_email_key', 'u'), ('profils', 'profils_user_id_key', 'u'), ('profils', 'profils_role_check', 'c'), ('profils', 'profils_depot_id_fkey', 'f'),
  ('sessions', 'sessions_hash_key', 'u'), ('jetons', 'jetons_hash_key', 'u'), ('vues_enregistrees', 'vues_enregistrees_nom_key', 'u'),
  ('produits', 'produits_nom_key', 'u'), ('produits', 'produits_code_key', 'u'), ('produits', 'produits_domaine_check', 'c'), ('produits', 'produits_alpha_check', 'c'),
  ('citernes', 'citernes_nom_key', 'u'), ('citernes', 'citernes_capacites_check', 'c'), ('citernes', 'citernes_statut_check', 'c'),
  ('fournisseurs', 'fournisseurs_nom_key', 'u'), ('clients', 'clients_nom_key', 'u'), ('partenaires', 'partenaires_nom_key', 'u'), ('transporteurs', 'transporteurs_nom_key', 'u'),
  ('cours_de_route', 'cours_de_route_numero_key', 'u'), ('cours_de_route', 'cours_de_route_statut_check', 'c'), ('cours_de_route', 'cours_de_route_dates_check', 'c'), ('cours_de_route', 'cours_de_route_volume_check', 'c'),
  ('stocks_snapshot', 'ux_stocks_snapshot', 'u'), ('stocks_snapshot', 'stocks_snapshot_proprietaire_check', 'c'), ('stocks_journaliers', 'ux_stocks_journaliers', 'u'),
  ('stocks_journaliers', 'stocks_journaliers_ligne_jour_key', 'u'), ('mouvements_stock', 'mouvements_stock_document_key', 'u'), ('clotures_journalieres', 'clotures_journalieres_jour_key', 'u'),
  ('receptions', 'receptions_numero_key', 'u'), ('receptions', 'ux_receptions_cdr_once', 'u'), ('receptions', 'receptions_partenaire_required', 'c'), ('receptions', 'receptions_cdr_partenaire_check', 'c'),
  ('receptions', 'receptions_index_nonneg', 'c'), ('receptions', 'receptions_index_order', 'c'), ('receptions', 'receptions_ambiant_required_if_valid', 'c'), ('receptions', 'receptions_volume_15c_check', 'c'),
  ('sorties_produit', 'sorties_produit_numero_key', 'u'), ('sorties_produit', 'sorties_produit_beneficiaire_xor', 'c'), ('sorties_produit', 'sorties_produit_index_nonneg', 'c'),
  ('sorties_produit', 'sorties_produit_index_order', 'c'), ('sorties_produit', 'sorties_produit_ambiant_check', 'c'), ('sorties_produit', 'sorties_produit_volume_15c_check', 'c'),
  ('stocks_adjustments', 'stocks_adjustments_numero_key', 'u'), ('stocks_adjustments', 'stocks_adjustments_dedup', 'u'), ('stocks_adjustments', 'stocks_adjustments_rang_key', 'u'),
  ('stocks_adjustments', 'stocks_adjustments_reason_check', 'c'), ('stocks_adjustments', 'stocks_adjustments_impact_check', 'c'), ('stocks_adjustments', 'stocks_adjustments_mouvement_check', 'c'),
  ('stocks_adjustments', 'stocks_adjustments_deux_personnes_check', 'c'), ('propositions_ajustement', 'propositions_ajustement_deux_personnes_check', 'c'), ('propositions_ajustement', 'propositions_ajustement_decision_check', 'c'),
  ('propositions_ajustement', 'propositions_ajustement_ajustement_id_key', 'u'), ('propositions_ajustement', 'propositions_ajustement_impact_check', 'c'),
  ('stocks_initiaux', 'stocks_initiaux_numero_key', 'u'), ('stocks_initiaux', 'stocks_initiaux_proprietaire_check', 'c')
) AS v (relation, nom, genre);
SELECT has_index('public', i.relation, i.nom, format('T-CDR-03 index %s of %s stands', i.nom, i.relation))
FROM (VALUES ('cours_de_route', 'uniq_open_cdr_per_truck'), ('stocks_adjustments', 'stocks_adjustments_compensation_key'), ('propositions_ajustement', 'propositions_ajustement_en_attente_key')) AS i (relation, nom);
SELECT is_empty($$ SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid IN (SELECT oid FROM nos_relations) AND (conname ~ '_(check|key|fkey)\d+$') $$,
  'T-INV-05 no constraint has a name that depends on the order of creation');
SELECT is_empty($$
  SELECT c.conrelid::regclass, c.conname FROM pg_constraint c JOIN nos_relations r ON r.oid = c.conrelid
  WHERE c.contype = 'f' AND (c.confdeltype NOT IN ('r', 'c') OR c.confdeltype = 'c' AND c.conname <> 'cours_de_route_statuts_cours_de_route_id_fkey')
$$, 'T-INV-03 nothing referred to is deleted; only the statuses of a cours de route go with it');

-- Foreign keys without an index. What they refer to is never deleted and its id never changes, so the check never runs on
-- these columns, and nobody lists by them; each index here would only slow posting down.
SELECT set_eq($$
  SELECT format('%s.%s', r.relname, a.attname) FROM pg_constraint c JOIN nos_relations r ON r.oid = c.conrelid
  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = r.oid AND i.indkey[0] = c.conkey[1])
$$, $$ SELECT unnest('{clotures_journalieres.created_by,cours_de_route.created_by,cours_de_route_statuts.utilisateur_id,mouvements_stock.created_by,
  receptions.created_by,receptions.validated_by,
  sorties_produit.created_by,sorties_produit.validated_by,
  propositions_ajustement.created_by,propositions_ajustement.decide_par,propositions_ajustement.citerne_id,propositions_ajustement.produit_id,propositions_ajustement.partenaire_id,
  stocks_adjustments.created_by,stocks_adjustments.validated_by,stocks_adjustments.produit_id,stocks_adjustments.partenaire_id,
  stocks_initiaux.created_by,stocks_initiaux.citerne_id,stocks_initiaux.produit_id,stocks_initiaux.partenaire_id,
  stocks_snapshot.produit_id,stocks_snapshot.partenaire_id}'::text[]) $$,
  'T-STK-05 every foreign key has an index or stands in this list');

SELECT is_empty($$
  SELECT r.relname FROM nos_relations r WHERE r.relkind IN ('r', 'v') AND obj_description(r.oid, 'pg_class') IS NULL
    AND r.relname NOT IN ('produits', 'citernes', 'fournisseurs', 'clients', 'partenaires', 'transporteurs', 'utilisateurs', 'profils', 'sessions')
$$, 'T-INV-05 every table and view says what it is for, but for those whose name does');

SELECT * FROM finish();
ROLLBACK;
