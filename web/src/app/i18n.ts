// Texts: French first, English by a switch. French is the source of the keys; English must have the same ones, or the
// build fails (locales/en/index.ts is typed by the French texts). Only the language in use is loaded.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

import { setRequestLanguage } from '#api/client'
import { setDecimalSign } from '#components/format'
import type { Texts } from '#locales/texts'

export type Language = 'fr' | 'en'

const remembered = 'mlpp.langue'

export function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en'
}

/** What the person chose last on this device, else the browser's own, else French. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem(remembered)
  if (isLanguage(stored)) return stored
  return navigator.language.startsWith('en') ? 'en' : 'fr'
}

async function load(language: Language): Promise<Texts> {
  return language === 'fr' ? (await import('#locales/fr')).fr : (await import('#locales/en')).en
}

export async function setLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'commun')) {
    const texts = await load(language)
    for (const [namespace, bundle] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, bundle)
  }
  setRequestLanguage(language)
  setDecimalSign(language)
  document.documentElement.lang = language
  localStorage.setItem(remembered, language)
  await i18next.changeLanguage(language)
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: false,
    defaultNS: 'commun',
    ns: ['commun'],
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await setLanguage(firstLanguage())
}
