-- Own views; row security keeps the others'.
SELECT id, ecran, nom, parametres, created_at FROM vues_enregistrees
