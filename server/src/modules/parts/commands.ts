import { AppError } from '../../kernel/errors'
import { changedFields } from '../../kernel/changed-fields'
import { newId } from '../../kernel/ids'
import { audit, auditMany } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { indexTerms } from '../../platform/search'
import { mayEdit } from './policy'
import * as queries from './queries'
import { wrongPrice } from './rules'
import type { NewPart, PartEdit, Price } from './schemas'
import * as store from './store'

const refusedField = (kind: 'conflict' | 'rule_broken', path: string, reason: string) =>
  new AppError(kind, reason, { fields: [{ path, code: 'refused', message: '' }] })

function checkPrices(prices: readonly Price[] | undefined): void {
  const at = wrongPrice(prices ?? [])
  if (at >= 0) throw refusedField('rule_broken', `prices.${at}.validFrom`, 'parts.prices_overlap')
}

async function checkOthers(ctx: Ctx, id: string, otherIds: readonly string[] | undefined): Promise<void> {
  const others = otherIds ?? []
  const known = await queries.partRows(ctx, others)
  if (others.includes(id) || others.some((other) => !known.has(other)))
    throw refusedField('rule_broken', 'interchangeIds', 'parts.no_such_part')
}

async function checkNumber(ctx: Ctx, number: string, id: string): Promise<void> {
  const other = (await store.partsByNumber(ctx, [number])).get(number)
  if (other !== undefined && other !== id) throw refusedField('conflict', 'number', 'parts.number_taken')
}

/** CUS-7: a part is found by number, name and specification. */
const searchable = (part: { id: string; number: string; name: string; spec: string }) => ({
  id: part.id,
  texts: [part.number, part.name, part.spec],
})

/** Inserts, indexes and audits parts, in sets. */
export async function createParts(ctx: Ctx, rows: readonly store.NewRow[], action: string): Promise<void> {
  await store.insertParts(ctx, rows)
  for (let at = 0; at < rows.length; at += 5000)
    await indexTerms(ctx, 'part', rows.slice(at, at + 5000).map(searchable))
  for (let at = 0; at < rows.length; at += 2000)
    await auditMany(
      ctx,
      action,
      rows.slice(at, at + 2000).map(({ id, ...after }) => ({ entity: 'part', entityId: id, after })),
    )
  touch(ctx, 'parts')
}

/** PRT-1: a new part of the catalogue. */
export async function addPart(ctx: Ctx, input: NewPart): Promise<string> {
  allow(mayEdit(ctx.actor))
  const { interchangeIds, ...fields } = input
  const row = { ...fields, id: newId() }
  await checkNumber(ctx, row.number, row.id)
  checkPrices(row.prices)
  await checkOthers(ctx, row.id, interchangeIds)
  await createParts(ctx, [row], 'parts.part_added')
  await store.replaceInterchange(ctx, row.id, interchangeIds)
  return row.id
}

const told = (part: {
  prices: readonly Price[]
  interchange: { number: string }[]
  number: string
  name: string
  spec: string
  unit: string
  family: string
  quality: string
  standardCost: string | null
  note: string
  isActive: boolean
}) => {
  const { number, name, spec, unit, family, quality, standardCost, note, isActive, prices } = part
  const interchange = part.interchange.map((other) => other.number).join(', ')
  return { number, name, spec, unit, family, quality, standardCost, note, isActive, prices, interchange }
}

/** PRT-1: changes a part, its price list and what it can be replaced by. */
export async function editPart(ctx: Ctx, id: string, input: PartEdit): Promise<void> {
  allow(mayEdit(ctx.actor))
  if (!(await store.lockPart(ctx, id))) throw new AppError('not_found', 'parts.no_such_part')
  const before = await queries.partRecord(ctx, id)
  const { prices, interchangeIds, ...fields } = input
  if (fields.number !== undefined) await checkNumber(ctx, fields.number, id)
  checkPrices(prices)
  await checkOthers(ctx, id, interchangeIds)
  if (!(await store.savePart(ctx, id, fields)))
    throw new AppError('conflict', 'parts.version_moved', {
      current: before,
      changed: changedFields(before, input),
    })
  if (prices) await store.replacePrices(ctx, id, prices)
  if (interchangeIds) await store.replaceInterchange(ctx, id, interchangeIds)
  const after = await queries.partRecord(ctx, id)
  await indexTerms(ctx, 'part', [searchable(after)])
  await audit(ctx, 'parts.part_edited', {
    entity: 'part',
    entityId: id,
    before: told(before),
    after: told(after),
  })
  touch(ctx, 'parts')
}
