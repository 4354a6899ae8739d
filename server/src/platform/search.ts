import { sql, type RawBuilder } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

type Own = Pick<Db, 'searchTerms'>

const longest = 24
const hasHan = /\p{Script=Han}/u

/** Lower case, full width to half width, no blanks or dashes: what is typed and what is stored meet here. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.·()（）]/g, '')

const suffixes = (text: string): string[] => {
  const letters = [...text]
  const shortest = hasHan.test(text) ? 1 : 2
  return letters
    .map((_, at) => letters.slice(at, at + longest).join(''))
    .filter((suffix) => [...suffix].length >= Math.min(shortest, letters.length))
}

const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).map(normalise)

/** The pinyin of a text without tones; empty where there is nothing to speak. */
export const spokenInFull = (text: string): string => (hasHan.test(text) ? syllablesOf(text).join('') : '')

const spoken = (text: string): string[] => {
  if (!hasHan.test(text)) return []
  const syllables = syllablesOf(text)
  return [syllables.join(''), syllables.map((syllable) => syllable[0] ?? '').join('')]
}

/** CUS-7: all terms under which a text is found: any fragment, pinyin in full, pinyin initials. */
export function termsOf(texts: (string | null | undefined)[]): string[] {
  const plain = texts.filter((text): text is string => Boolean(text)).map((text) => text.slice(0, 200))
  const words = plain.flatMap((text) => [normalise(text), ...spoken(text)])
  return [...new Set(words.filter(Boolean).flatMap(suffixes))]
}

export interface Searchable {
  id: string
  texts: (string | null | undefined)[]
}

/**
 * Writes the search terms of records anew, in sets of a few thousand rows a statement; records that are new have none
 * that would have to go first.
 */
export async function indexTerms(
  ctx: Ctx,
  kind: string,
  records: Searchable[],
  { areNew = false } = {},
): Promise<void> {
  if (records.length === 0) return
  if (!areNew) await forgetTerms(ctx, kind, records)
  await addTerms(ctx, kind, records)
}

async function forgetTerms(ctx: Ctx, kind: string, records: Searchable[]): Promise<void> {
  const db = tables<Own>(ctx.tx)
  await db
    .deleteFrom('searchTerms')
    .where('companyId', '=', ctx.company.id)
    .where('kind', '=', kind)
    .where(
      'entityId',
      'in',
      records.map((record) => record.id),
    )
    .execute()
}

async function addTerms(ctx: Ctx, kind: string, records: Searchable[]): Promise<void> {
  const db = tables<Own>(ctx.tx)
  const pairs = records.flatMap((record) => termsOf(record.texts).map((term) => [term, record.id] as const))
  for (let at = 0; at < pairs.length; at += 5000) {
    const part = pairs.slice(at, at + 5000)
    await sql`insert into search_terms (company_id, kind, term, entity_id)
      select ${ctx.company.id}::uuid, ${kind}, t, e
      from unnest(${part.map(([term]) => term)}::text[], ${part.map(([, id]) => id)}::uuid[]) as x (t, e)
      on conflict do nothing`.execute(db)
  }
}

/** The ids that carry the fragment, as a sub-select for `where id in (…)`: one range of a btree. */
export function matches(companyId: string, kind: string, fragment: string): RawBuilder<string> {
  const from = [...normalise(fragment)].slice(0, longest).join('')
  return sql<string>`(select entity_id from search_terms where company_id = ${companyId} and kind = ${kind}
    and term >= ${from} and term < ${`${from}\u{10FFFF}`})`
}

/** As `matches`, but only the first few in the order of the terms (the closest first): cheap for any fragment. */
export async function firstMatches(
  ctx: Ctx,
  kind: string,
  fragment: string,
  limit: number,
): Promise<string[]> {
  const from = [...normalise(fragment)].slice(0, longest).join('')
  if (from === '') return []
  const rows = await tables<Own>(ctx.tx)
    .selectFrom('searchTerms')
    .select('entityId')
    .where('companyId', '=', ctx.company.id)
    .where('kind', '=', kind)
    .where('term', '>=', from)
    .where('term', '<', `${from}\u{10FFFF}`)
    .orderBy('term')
    .limit(limit * 4)
    .execute()
  return [...new Set(rows.map((row) => row.entityId))].slice(0, limit)
}
