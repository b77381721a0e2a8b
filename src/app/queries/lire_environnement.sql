-- The environment that was given when the database was initialised.
SELECT valeur FROM parametres WHERE cle = 'environnement'
