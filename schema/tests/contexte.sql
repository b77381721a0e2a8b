-- A context is void outside the transaction and the backend that opened it. Three transactions, all rolled back: the first
-- captures a true context, the second replays it on the same backend, the third on another one and says what happened.
BEGIN;
\ir fixture/base.psql
SELECT pg_temp.devenir('admin');
SELECT current_setting('mlpp.contexte') AS capture, count(*) > 0 AS ouvert FROM utilisateurs \gset
ROLLBACK;

BEGIN;
\ir fixture/base.psql
SELECT current_setting('mlpp.contexte', true) AS reste,
  pg_temp.tenter(NULL, format('SELECT set_config(''mlpp.contexte'', %L, true); SELECT FROM utilisateurs', :'capture')) AS rejoue,
  pg_temp.tenter('lecture', format('SELECT set_config(''mlpp.contexte'', %L, true); SELECT FROM utilisateurs', :'capture')) AS rejoue_ouvert,
  pg_temp.tenter(NULL, format('SELECT set_config(''mlpp.contexte'', %L, true); SELECT app.enregistrer_sortie(''{}'')', :'capture')) AS rejoue_fonction \gset
ROLLBACK;

\connect -
BEGIN;
\ir fixture/base.psql
SELECT ok(:'ouvert'::boolean, 'T-SEC-04 the captured context was good where it was opened');
SELECT is(:'reste'::text, '', 'T-SEC-04 it ended with its transaction');
SELECT is(:'rejoue'::text, 'NON_AUTHENTIFIE', 'T-SEC-04 replayed in another transaction of the same backend it is refused');
SELECT is(:'rejoue_ouvert'::text, 'NON_AUTHENTIFIE', 'T-SEC-04 also over an open one');
SELECT is(:'rejoue_fonction'::text, 'NON_AUTHENTIFIE', 'T-SEC-04 no function takes it either');
SELECT is(pg_temp.tenter(NULL, format('SELECT set_config(''mlpp.contexte'', %L, true); SELECT FROM utilisateurs', :'capture')), 'NON_AUTHENTIFIE', 'T-SEC-04 replayed in another backend it is refused');
SELECT matches(pg_temp.tenter('admin', 'SELECT FROM utilisateurs'), '^ok [1-9]', 'T-SEC-04 a context of its own opens the same door');
SELECT * FROM finish();
ROLLBACK;
