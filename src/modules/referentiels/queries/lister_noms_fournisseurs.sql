-- Suppliers' names for pickers, open to those who may not read the suppliers' files.
SELECT id, nom, actif FROM noms_fournisseurs
