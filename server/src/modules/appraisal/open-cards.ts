import { monthRange } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { auditMany } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { holdersOf, type Holder } from '../org'
import { currentCards, currentGradeTables, currentSchemes, type Definition } from './definitions'
import { saveSystemValues } from './details.store'
import { mayOpen } from './policy'
import { loadDetails, pointsOf } from './rescore'
import type { AppraisalScheme } from './schemas'
import * as store from './store'
import { systemValues } from './system-values'

export interface OpenInput {
  month: string
  /** The unit with everything below it; null is the whole company. */
  unitId: string | null
}

export interface Opened {
  created: number
  existing: number
}

/**
 * APR-1, APR-5: a card for everybody who holds a position of a scheme in the month, filled in with what the system knows.
 * Who has a card already keeps it, so opening again only adds the newcomers.
 */
export async function openCards(ctx: Ctx, input: OpenInput): Promise<Opened> {
  allow(mayOpen(ctx.actor, input.unitId), 'appraisal.not_yours_to_do')
  const planned = await plannedCards(ctx, input)
  if (planned.length === 0)
    throw new AppError('rule_broken', 'appraisal.nobody_to_appraise', { month: input.month })
  const made = await store.insertCards(ctx, input.month, planned)
  const created = planned.filter((card) => made.has(card.id))
  for (const card of created)
    await fillNew(ctx, { ...card, month: input.month, state: 'draft', total: '0', version: 0 })
  await auditMany(
    ctx,
    'appraisal.opened',
    created.map((card) => ({ entity: 'scorecard', entityId: card.id, after: { state: 'draft' } })),
  )
  touch(ctx, 'scorecards')
  return { created: created.length, existing: planned.length - created.length }
}

async function plannedCards(ctx: Ctx, { month, unitId }: OpenInput): Promise<store.NewCard[]> {
  const templates = new Map((await currentCards(ctx)).map((card) => [card.key, card]))
  const tables = new Map((await currentGradeTables(ctx)).map((table) => [table.key, table]))
  const planned = new Map<string, store.NewCard>()
  for (const scheme of await currentSchemes(ctx)) {
    const template = templates.get(scheme.body.card)
    const table = tables.get(scheme.body.gradeTable)
    if (scheme.body.cycle !== 'month' || !template || !table) continue
    const holders = await holdersOf(ctx, {
      positionCodes: scheme.body.positions,
      unitId,
      ...monthRange(month),
    })
    for (const holder of byLastDay(holders))
      planned.set(`${holder.personId} ${template.key}`, cardOf(holder, { scheme, template, table }))
  }
  return [...planned.values()]
}

// Who moved between teams in the month is appraised where the month ended.
const byLastDay = (holders: Holder[]): Holder[] => [...holders].sort((a, b) => (a.to < b.to ? -1 : 1))

interface Versions {
  scheme: Definition<AppraisalScheme>
  template: { key: string; version: number }
  table: { key: string; version: number }
}

const cardOf = (holder: Holder, { scheme, template, table }: Versions): store.NewCard => ({
  id: newId(),
  personId: holder.personId,
  unitId: holder.unitId,
  positionName: holder.positionName,
  schemeKey: scheme.key,
  schemeVersion: scheme.version,
  templateKey: template.key,
  templateVersion: template.version,
  gradeTableKey: table.key,
  gradeTableVersion: table.version,
})

async function fillNew(ctx: Ctx, card: store.Card): Promise<void> {
  const empty = await loadDetails(ctx, card)
  await saveSystemValues(ctx, await systemValues(ctx, card, { template: empty.terms.template, contests: [] }))
  const loaded = await loadDetails(ctx, card)
  const result = pointsOf(loaded)
  await store.saveCard(ctx, card, { result, state: 'draft', marks: {}, systemAt: ctx.now })
  const snapshot = { result, items: loaded.items, deductions: [], contests: [] }
  await store.insertVersions(ctx, [
    { card, version: 1, action: 'opened', itemKey: null, note: null, state: 'draft', result, snapshot },
  ])
}
