import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type TextParams = Readonly<Record<string, unknown>>

/** The texts of the product (texts/*.json), for what the server writes itself: marked files, templates, mails. */
export interface Texts {
  /** The text of a key in every language; empty when there is none. */
  all(key: string): string[]
  /** The text with `{{name}}` filled in; the key itself where a text is missing, so that nothing is silent. */
  say(key: string, language: Language, params?: TextParams): string
}

const flat = z.record(z.string(), z.string())

/** Reads `<module>.<language>.json` of a folder. */
export function readTexts(folder: string): Texts {
  const books = new Map(languages.map((language) => [language, readLanguage(folder, language)]))
  return {
    all: (key) => languages.flatMap((language) => books.get(language)?.get(key) ?? []),
    say(key, language, params = {}) {
      const text = books.get(language)?.get(key) ?? books.get('zh-CN')?.get(key) ?? key
      return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(params[name] ?? ''))
    },
  }
}

function readLanguage(folder: string, language: Language): Map<string, string> {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith(`.${language}.json`))
    : []
  return new Map(
    files.flatMap((name) => Object.entries(flat.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))),
  )
}
