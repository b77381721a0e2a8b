-- Two dates on every fact: the stock of a day, as known at an instant.
BEGIN;
\ir fixture/base.psql

-- The ledger's instants are the clock's, so the history is posted first and then moved in time, line by line, behind the
-- triggers' back; the balances are the engine's own.
CREATE TEMP TABLE histoire (rang integer PRIMARY KEY, effet integer NOT NULL, enregistre integer NOT NULL, ambiant numeric NOT NULL, id uuid);
INSERT INTO histoire (rang, effet, enregistre, ambiant) VALUES
-- rank, day of the fact, day it was recorded, litres
  (1, -10, -10, 1000),
  (2,  -8,  -8, -200),
  (3,  -9,  -6,  500),   -- three days late
  (4,  -5,  -5, -100),
  (5,  -8,  -4,   50),   -- four days late
  (6,  -3,  -3,  300),
  (7,   0,   0,   10);
DO $$
DECLARE
  h record;
  document uuid;
BEGIN
  FOR h IN SELECT * FROM histoire ORDER BY rang LOOP
    document := CASE WHEN h.ambiant > 0 THEN pg_temp.recevoir('admin', pg_temp.reception('A1', h.ambiant, jsonb_build_object('date_reception', current_date + h.effet)))
      ELSE pg_temp.livrer('admin', pg_temp.sortie('A1', -h.ambiant, jsonb_build_object('date_sortie', current_date + h.effet))) END;
    UPDATE histoire SET id = document WHERE rang = h.rang;
  END LOOP;
END $$;
ALTER TABLE mouvements_stock DISABLE TRIGGER immuable;
UPDATE mouvements_stock m SET tardif = h.effet < h.enregistre, enregistre_le = (current_date + h.enregistre) + time '12:00' FROM histoire h WHERE h.id = m.document_id AND h.enregistre < 0;
ALTER TABLE mouvements_stock ENABLE TRIGGER immuable;

CREATE FUNCTION pg_temp.vu(jour integer, connu timestamptz DEFAULT NULL) RETURNS numeric LANGUAGE sql STABLE
RETURN (SELECT stock_ambiant FROM app.stock_a_date(current_date + jour, connu) WHERE citerne_id = pg_temp.id('A1'));

-- The truth of each day, as known today.
SELECT is(pg_temp.vu(j), s, format('T-STK-02 day %s, as known now', j))
FROM (VALUES (-11, NULL), (-10, 1000.000), (-9, 1500.000), (-8, 1350.000), (-7, 1350.000), (-6, 1350.000), (-5, 1250.000), (-4, 1250.000), (-3, 1550.000), (-2, 1550.000), (-1, 1550.000), (0, 1560.000), (1, 1560.000)) AS v (j, s);

-- Every day, as known at noon and a half of every day, beside the plain sum over the history.
SELECT is(coalesce(pg_temp.vu(j, (current_date + k) + time '12:30'), 0),
  (SELECT coalesce(sum(ambiant), 0) FROM histoire WHERE effet <= j AND enregistre <= k)::numeric(14,3), format('T-STK-02 T-STK-03 day %s, as known on day %s', j, k))
FROM generate_series(-10, 0) j, generate_series(-10, -1) k ORDER BY j, k;

-- The hour counts: before noon the entry of that day is not known yet.
SELECT is(pg_temp.vu(-6, (current_date - 6) + time '11:59'), 800.000, 'T-STK-02 a minute before a late entry it is not known');
SELECT is(pg_temp.vu(-6, (current_date - 6) + time '12:00'), 1300.000, 'T-STK-02 at its instant it is');
SELECT is(pg_temp.vu(-5, (current_date - 5) + time '11:59'), 1300.000, 'T-STK-02 nor an entry of the day itself');
SELECT is(pg_temp.vu(-5, (current_date - 5) + time '12:00'), 1200.000, 'T-STK-02 at its instant it is too');
SELECT is(pg_temp.vu(0, (current_date - 3) + time '12:30'), 1550.000, 'T-STK-02 a day after the instant carries what was known');
SELECT is(pg_temp.vu(0, now() + interval '1 hour'), pg_temp.vu(0), 'T-STK-02 known in an hour is known now');

-- At 15 °C, owner by owner, and depot by depot.
SELECT is((SELECT stock_15c FROM app.stock_a_date(current_date) WHERE citerne_id = pg_temp.id('A1')), (SELECT sum(delta_15c) FROM mouvements_stock), 'T-STK-05 the volume at 15 °C is the sum of the ledger');
SELECT ok(pg_temp.recevoir('admin', pg_temp.reception('A1', 77, pg_temp.pour_partenaire('partenaire_1'))) IS NOT NULL, 'T-OWN-01 a partner receives in the same tank');
SELECT is((SELECT string_agg(format('%s:%s', proprietaire_type, stock_ambiant), ' ' ORDER BY proprietaire_type) FROM app.stock_a_date(current_date) WHERE citerne_id = pg_temp.id('A1')), 'MONALUXE:1560.000 PARTENAIRE:77.000', 'T-OWN-01 one row an owner');
SELECT is((SELECT count(*) FROM app.stock_a_date(current_date - 1) WHERE partenaire_id IS NOT NULL), 0::bigint, 'T-OWN-01 none before the first movement');
SELECT is(pg_temp.faire('operateur_b', 'SELECT count(*) FROM app.stock_a_date(current_date)'), '0', 'T-SEC-02 another depot sees none of it');

-- The day is the depot's: an entry at half past midnight there is of the new day, whatever the server's clock says.
SET LOCAL TIME ZONE 'UTC';
SELECT is(app.jour_du_depot('Pacific/Kiritimati') - app.jour_du_depot('Pacific/Pago_Pago') IN (1, 2), true, 'T-KPI-07 the day differs from depot to depot');
SELECT is(app.jour_du_depot('Africa/Lubumbashi'), (clock_timestamp() AT TIME ZONE 'Africa/Lubumbashi')::date, 'T-KPI-07 and is the depot''s own');
SELECT is(pg_temp.tenter('admin', format('INSERT INTO depots (nom, code, fuseau) VALUES (''X'', ''XX'', %L)', v)), attendu, format('T-KPI-07 the time zone %s answers %s', v, attendu))
FROM (VALUES ('23514 depots_fuseau_check', '{Afrique/Nulle_Part,Africa/Lubumbashi2,UTC-167,UTC+2,UTC+02:00,<x>-5,+02,02:00,Etc/GMT+99,Xyz/Abc-5,posixrules,localtime,Factory,posix/Africa/Lubumbashi}'::text[]),
  ('ok 1', '{UTC,Africa/Porto-Novo,America/Port-au-Prince,America/Argentina/Buenos_Aires,America/North_Dakota/New_Salem,Pacific/Kiritimati}')) AS c (attendu, zones), unnest(zones) v;

SELECT is((SELECT sum(stock_ambiant) FROM app.stock_a_date(app.jour_du_depot('Africa/Lubumbashi'))), (SELECT sum(stock_ambiant) FROM v_stock_actuel), 'T-STK-05 T-REG-25 the stock of today is the current stock');
SELECT is_empty('SELECT * FROM app.verifier_stock()', 'T-STK-05 everything agrees');

SELECT * FROM finish();
ROLLBACK;
