import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { rememberSettings, settingsRead } from './settings-memo'
import type { Own } from './store'

const Settings = z.record(z.string(), z.unknown())

const db = (ctx: Ctx) => tables<Own>(ctx.tx)

/** Names of people by id; unknown ids are left out. */
export async function personNames(
  ctx: Ctx,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('orgPeople')
    .select(['id', 'name'])
    .where('companyId', '=', ctx.company.id)
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Units as files name them, by code or by name; a name held by several gives several ids. */
export async function findUnits(ctx: Ctx, words: readonly string[]): Promise<Map<string, string[]>> {
  const wanted = [...new Set(words)]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('orgUnits')
    .select(['id', 'name', 'code'])
    .where('companyId', '=', ctx.company.id)
    .where((eb) => eb.or([eb('name', 'in', wanted), eb('code', 'in', wanted)]))
    .execute()
  const idsOf = (word: string) => {
    const byCode = rows.filter((row) => row.code === word)
    return (byCode.length > 0 ? byCode : rows.filter((row) => row.name === word)).map((row) => row.id)
  }
  return new Map(wanted.map((word) => [word, idsOf(word)]))
}

/** People as files name them, by employee number or by name; a name held by several gives several ids. */
export async function findPeople(ctx: Ctx, words: readonly string[]): Promise<Map<string, string[]>> {
  const wanted = [...new Set(words)]
  if (wanted.length === 0) return new Map()
  const rows = await db(ctx)
    .selectFrom('orgPeople')
    .select(['id', 'name', 'employeeNo'])
    .where('companyId', '=', ctx.company.id)
    .where((eb) => eb.or([eb('name', 'in', wanted), eb('employeeNo', 'in', wanted)]))
    .execute()
  const idsOf = (word: string) => {
    const byNo = rows.filter((row) => row.employeeNo === word)
    return (byNo.length > 0 ? byNo : rows.filter((row) => row.name === word)).map((row) => row.id)
  }
  return new Map(wanted.map((word) => [word, idsOf(word)]))
}

/** Company parameters by key, read once a transaction, as the pack set them and the company changed them: { 'archive.customer_days': 2 }. */
export async function companySettings(ctx: Ctx): Promise<Record<string, unknown>> {
  const known = settingsRead(ctx.tx)
  if (known) return Settings.parse(await known)
  const reading = db(ctx)
    .selectFrom('orgCompanies')
    .select('settings')
    .where('id', '=', ctx.company.id)
    .executeTakeFirstOrThrow()
    .then((row) => row.settings)
  rememberSettings(ctx.tx, reading)
  return Settings.parse(await reading)
}
