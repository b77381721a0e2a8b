// English texts of fournisseurs.
export const fournisseurs = {
  titre: 'Suppliers',
  recherche: 'Name, country, contact',
  contact: 'Contact person',
  etat: 'State',
  etats: { true: 'Active', false: 'Inactive' },
  coordonnees: 'Contact details',
  activite: 'Activity',
  derniers: 'Latest trucks',
  tous: 'all its trucks',
  nombre: 'Trucks',
  volume_total: 'Total volume',
  volume_moyen: 'Average volume',
  en_cours: 'Of which active',
  aucun_cours: 'No truck.',
  aucun: 'No supplier',
  gerer: 'Manage suppliers',
}
