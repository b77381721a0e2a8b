-- Suppliers, clients, partners and carriers to try the program with.
WITH f AS (
  INSERT INTO fournisseurs (nom, pays, contact_personne, telephone) VALUES
    ('Indeni Petroleum', 'Zambie', 'Grace Mwansa', '+260 97 000 0001'),
    ('Puma Energy Tanzania', 'Tanzanie', 'Joseph Mushi', '+255 75 000 0002') ON CONFLICT DO NOTHING
), c AS (
  INSERT INTO clients (nom, pays, contact_personne) VALUES
    ('Minière de Kipushi', 'RDC', 'A. Kalala'), ('Stations Lubilash', 'RDC', 'B. Ilunga'),
    ('Transports Katanga', 'RDC', 'C. Mwamba'), ('Hôpital Sendwe', 'RDC', 'D. Kabongo') ON CONFLICT DO NOTHING
), p AS (
  INSERT INTO partenaires (nom, contact) VALUES ('SEP Congo', 'E. Tshibangu'), ('Cobil', 'F. Mutombo') ON CONFLICT DO NOTHING
), t AS (
  INSERT INTO transporteurs (nom, telephone) VALUES
    ('Reliance Haulage', '+260 96 000 0003'), ('Trans Lualaba', '+243 99 000 0004') ON CONFLICT DO NOTHING
)
SELECT 1
