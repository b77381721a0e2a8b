// French texts of fournisseurs.
export const fournisseurs = {
  titre: 'Fournisseurs',
  recherche: 'Nom, pays, contact',
  contact: 'Personne de contact',
  etat: 'État',
  etats: { true: 'Actif', false: 'Inactif' },
  coordonnees: 'Coordonnées',
  activite: 'Activité',
  derniers: 'Derniers cours de route',
  tous: 'tous ses cours de route',
  nombre: 'Cours de route',
  volume_total: 'Volume total',
  volume_moyen: 'Volume moyen',
  en_cours: 'Dont actifs',
  aucun_cours: 'Aucun cours de route.',
  aucun: 'Aucun fournisseur',
  gerer: 'Gérer les fournisseurs',
} as const
