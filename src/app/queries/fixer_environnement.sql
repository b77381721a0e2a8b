-- Records the environment of a new database; one that has it keeps it.
INSERT INTO parametres (cle, valeur, description, fige)
VALUES ('environnement', $1::text, 'dev, staging or prod; given when the database was initialised', true)
ON CONFLICT (cle) DO NOTHING
