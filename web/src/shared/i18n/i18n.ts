import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const remembered = 'fuheng.language'

export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value)

/** Each language is one chunk, fetched when it is used. */
const load = async (language: Language): Promise<Record<string, string>> =>
  language === 'en' ? (await import('./texts-en')).texts : (await import('./texts-zh')).texts

function preferred(): Language {
  const kept = localStorage.getItem(remembered)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('zh') || !navigator.language.startsWith('en') ? 'zh-CN' : 'en'
}

function adopt(language: Language): void {
  document.documentElement.lang = language
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
}

/** Prepares the texts of the remembered language; keys are flat (`ui.save`), values are `{{name}}`. */
export async function startTexts(): Promise<void> {
  const language = preferred()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })
  adopt(language)
}

/** Changes the language at once and remembers it in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await load(language))
  localStorage.setItem(remembered, language)
  adopt(language)
  await i18next.changeLanguage(language)
}
