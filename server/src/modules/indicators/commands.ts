import { monthRange, type Month } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import type { Bilingual, Mark } from '../../kernel/shapes'
import { audit } from '../../platform/audit'
import { allow, type Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { personNames } from '../org'
import { orderSnapshots } from '../service'
import { formulaProblem, type Definition } from './definitions.rules'
import { insertDefinitions, loadVersions } from './definitions.store'
import { lockPeriod, savePeriod, sourcesAdjusting } from './facts.store'
import { recordFacts, type LoadSnapshots } from './record-facts'
import { abilities } from './policy'
import { definitionRecord } from './definitions.queries'
import type * as s from './schemas'
import { todayOf } from './values'

const mayEdit = (ctx: Ctx) => allow(abilities(ctx.actor).edit)

function refuseBadFormula(formula: string): void {
  const problem = formulaProblem(formula)
  if (!problem) return
  throw new AppError('invalid_input', 'indicators.bad_formula', {
    ...problem,
    fields: [{ path: 'formula', code: problem.reason, message: problem.found }],
  })
}

async function refuseUnknownPerson(ctx: Ctx, id: string | null): Promise<void> {
  if (id !== null && !(await personNames(ctx, [id])).has(id))
    throw new AppError('invalid_input', 'org.no_such_person', {
      fields: [{ path: 'responsibleId', code: 'unknown', message: '' }],
    })
}

/** IND-2: a new indicator without code: name, formula, unit, targets. Refuses a formula that names unknown sums. */
export async function addIndicator(ctx: Ctx, input: s.NewIndicator): Promise<string> {
  mayEdit(ctx)
  refuseBadFormula(input.formula)
  await refuseUnknownPerson(ctx, input.responsibleId)
  const all = await loadVersions(ctx)
  const position = Math.max(0, ...[...all.values()].flat().map((each) => each.position)) + 1
  const definition: Definition = {
    ...input,
    validFrom: input.validFrom ?? todayOf(ctx),
    version: 1,
    position,
    source: null,
    isExample: false,
  }
  const isNew = !all.has(input.code) && (await insertDefinitions(ctx, [definition]))
  if (!isNew)
    throw new AppError('conflict', 'indicators.code_taken', {
      fields: [{ path: 'code', code: 'taken', message: '' }],
    })
  await audit(ctx, 'indicators.indicator_added', { entity: 'indicator', note: input.code, after: definition })
  touch(ctx, 'indicators')
  return input.code
}

const fieldsOf = [
  'name',
  'nameEn',
  'formula',
  'unit',
  'direction',
  'decimals',
  'personRole',
  'targets',
  'isActive',
  'responsibleId',
] as const

/**
 * IND-2: a new version of an indicator from a day on, today if none is given. It may begin earlier, to mend what was
 * wrong, but not before the version it replaces.
 */
export async function editIndicator(ctx: Ctx, code: string, input: s.IndicatorEdit): Promise<void> {
  mayEdit(ctx)
  refuseBadFormula(input.formula)
  await refuseUnknownPerson(ctx, input.responsibleId)
  const versions = (await loadVersions(ctx, code)).get(code) ?? []
  const latest = versions.at(-1)
  if (!latest) throw new AppError('not_found', 'indicators.no_such_indicator', { code })
  const validFrom = input.validFrom ?? (todayOf(ctx) > latest.validFrom ? todayOf(ctx) : latest.validFrom)
  if (validFrom < latest.validFrom)
    throw new AppError('rule_broken', 'indicators.version_begins_too_early', {
      from: latest.validFrom,
      fields: [{ path: 'validFrom', code: 'too_early', message: '' }],
    })
  const next: Definition = { ...latest, ...input, validFrom, version: latest.version + 1 }
  const isLatest = input.version === latest.version
  if (!isLatest || !(await insertDefinitions(ctx, [next]))) throw await versionMoved(ctx, code, input)
  await audit(ctx, 'indicators.indicator_edited', {
    entity: 'indicator',
    note: code,
    before: latest,
    after: next,
  })
  touch(ctx, 'indicators')
}

async function versionMoved(ctx: Ctx, code: string, mine: s.IndicatorEdit): Promise<AppError> {
  const current = await definitionRecord(ctx, code)
  const changed = fieldsOf.filter((field) => JSON.stringify(current[field]) !== JSON.stringify(mine[field]))
  return new AppError('conflict', 'indicators.version_moved', { current, changed })
}

/** An indicator as a pack gives it. */
export interface PackIndicator extends Mark {
  key: string
  name: Bilingual
  formula: string
  unit: Definition['unit']
  direction: Definition['direction']
  decimals: number
  personRole: Definition['personRole']
  targets: Definition['targets']
}

/** PCK-1: writes the indicators of a pack as first versions, in its order; those that exist stay as they are. */
export async function saveIndicators(ctx: Ctx, items: readonly PackIndicator[]): Promise<void> {
  for (const item of items) refuseBadFormula(item.formula)
  await insertDefinitions(
    ctx,
    items.map(({ key, name, source, example, ...item }, at) => ({
      ...item,
      code: key,
      name: name.zh,
      nameEn: name.en,
      version: 1,
      validFrom: todayOf(ctx),
      position: at + 1,
      isActive: true,
      responsibleId: null,
      source: source ?? null,
      isExample: example ?? false,
      note: '',
    })),
  )
  touch(ctx, 'indicators')
}

/**
 * IND-1: closes a month that is over; from now on its facts never change, and what changes is booked in the open period.
 * Waits for writers that are at work on the month.
 */
export async function closePeriod(ctx: Ctx, month: Month, note: string): Promise<void> {
  mayEdit(ctx)
  if (monthRange(month).to >= todayOf(ctx))
    throw new AppError('rule_broken', 'indicators.month_not_over', { month })
  const { state } = await lockPeriod(ctx, month)
  if (state === 'closed') throw new AppError('rule_broken', 'indicators.already_closed', { month })
  await savePeriod(ctx, month, 'closed')
  await audit(ctx, 'indicators.period_closed', {
    entity: 'indicator_period',
    note: note ? `${month} ${note}` : month,
  })
  touch(ctx, 'indicators')
}

/**
 * IND-1: opens a closed month again, with a reason. What had been booked as an adjustment of it goes back to where it
 * happened at once, so that no later change of a record moves it by surprise; what was booked in a month that is itself
 * closed is set off in the open period.
 */
export async function reopenPeriod(
  ctx: Ctx,
  { month, note }: { month: Month; note: string },
  load: LoadSnapshots = orderSnapshots,
): Promise<void> {
  mayEdit(ctx)
  const { state } = await lockPeriod(ctx, month)
  if (state !== 'closed') throw new AppError('rule_broken', 'indicators.not_closed', { month })
  await savePeriod(ctx, month, 'open')
  await recordFacts(ctx, await sourcesAdjusting(ctx, month), load)
  await audit(ctx, 'indicators.period_reopened', { entity: 'indicator_period', note: `${month} ${note}` })
  touch(ctx, 'indicators')
}
