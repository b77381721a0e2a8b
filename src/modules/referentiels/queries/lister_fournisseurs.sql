-- Suppliers, whole files; pickers use the view of names.
SELECT id, nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif, version, created_at,
  updated_at
FROM fournisseurs
