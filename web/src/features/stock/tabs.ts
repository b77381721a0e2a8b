// The stock screens: what their texts are called, and where they are.
export const stockTabs = [
  ['actuel', '/stocks'],
  ['journalier', '/stocks/journalier'],
  ['a_date', '/stocks/a-date'],
  ['registre', '/stocks/mouvements'],
  ['clotures', '/stocks/clotures'],
] as const
