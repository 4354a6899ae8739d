import { sql } from 'kysely'
import type { ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import { findPeople, findUnits, listUnits } from '../org'
import { namesIn } from './import.rules'
import { db } from './store'
import { listFaultGroups, listOrderTypes } from './types.queries'

const words = (records: readonly ImportRecord[], field: string): string[] =>
  records.flatMap((record) => record.values[field] ?? [])

interface Named {
  key: string
  name: string
  nameEn: string
}

const byWord = <T extends Named>(items: readonly T[]): Map<string, T> =>
  new Map(
    items.flatMap((item) =>
      [item.nameEn, item.name, item.key].map((word) => [word.trim().toLowerCase(), item]),
    ),
  )

// What an order is when its file does not say: the plain repair of the pack, where the pack has one.
const usualType = 'repair'

/** Everything the words of a file may mean in this company, in a fixed number of statements. */
export async function importLookups(ctx: Ctx, records: readonly ImportRecord[]) {
  const types = byWord(await listOrderTypes(ctx))
  const faultGroups = byWord(await listFaultGroups(ctx))
  const units = await findUnits(ctx, words(records, 'unit'))
  const root = (await listUnits(ctx)).items.find((unit) => unit.parentId === null)
  const people = await findPeople(ctx, [
    ...words(records, 'advisor'),
    ...words(records, 'technician').flatMap(namesIn),
  ])
  const one = (ids: string[] | undefined): string | null => (ids?.length === 1 ? (ids[0] ?? null) : null)
  return {
    typeOf: (word: string | null | undefined) => types.get((word ?? usualType).trim().toLowerCase()) ?? null,
    faultGroupOf: (word: string) => faultGroups.get(word.trim().toLowerCase()) ?? null,
    unitOf: (word: string | null | undefined) => (word ? one(units.get(word)) : (root?.id ?? null)),
    personOf: (word: string) => one(people.get(word)),
  }
}

export type Lookups = Awaited<ReturnType<typeof importLookups>>

/** Which numbers of a file the company has already given to an order. */
export async function takenNumbers(ctx: Ctx, records: readonly ImportRecord[]) {
  const rows = await db(ctx)
    .selectFrom('serviceOrders')
    .select(['number', 'externalNo'])
    .where('companyId', '=', ctx.company.id)
    .where(
      sql<boolean>`(number = any(${words(records, 'number')}::text[]) or external_no = any(${words(records, 'externalNo')}::text[]))`,
    )
    .execute()
  return {
    numbers: new Set(rows.map((row) => row.number)),
    externalNos: new Set(rows.map((row) => row.externalNo)),
  }
}
