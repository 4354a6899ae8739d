import { civilDate, monthOf } from '../../kernel/civil-date'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { personNames } from '../org'
import { formulaProblem, type Definition } from './definitions.rules'
import { loadVersions, versionHistory } from './definitions.store'
import { factKinds } from './facts.rules'
import { readFigures } from './figures'
import { monthPeriod } from './periods.rules'
import { abilities } from './policy'
import { cutOf, spansFor } from './scope'
import { allDays } from './values'

/** IND-2: every indicator in its newest version. */
export async function listDefinitions(ctx: Ctx) {
  const all = await loadVersions(ctx)
  return { items: [...all.values()].flatMap((versions) => versions.at(-1) ?? []), can: abilities(ctx.actor) }
}

/** IND-2: an indicator in its newest version with all that came before. */
export async function definitionRecord(ctx: Ctx, code: string) {
  const latest = (await loadVersions(ctx, code)).get(code)?.at(-1)
  if (!latest) throw new AppError('not_found', 'indicators.no_such_indicator', { code })
  const history = await versionHistory(ctx, code)
  const people = await personNames(ctx, [latest.responsibleId])
  return {
    ...latest,
    responsibleName: latest.responsibleId ? (people.get(latest.responsibleId) ?? null) : null,
    history,
    can: abilities(ctx.actor),
  }
}

/** IND-2: what a formula may name. */
export const listFactKinds = () =>
  Object.entries(factKinds).map(([kind, measures]) => ({ kind, measures: [...measures] }))

/** IND-2: whether a formula would be accepted, and what it gives this month. */
export async function checkFormula(ctx: Ctx, formula: string) {
  const problem = formulaProblem(formula)
  if (problem) return { ok: false, problem, sample: null }
  const period = monthPeriod(monthOf(civilDate(ctx.now, ctx.company.timeZone)))
  const cut = cutOf({}, await spansFor(ctx, {}, allDays))
  const [figure] = await readFigures(ctx, {
    cells: [{ key: 'sample', period, definition: draft(formula) }],
    cut,
    by: 'nothing',
  })
  const sample = figure && {
    period: period.name,
    value: figure.value,
    formulaWithValues: figure.formulaWithValues,
  }
  return { ok: true, problem: null, sample: sample ?? null }
}

const draft = (formula: string): Definition => ({
  code: 'draft',
  version: 1,
  validFrom: '0001-01-01',
  name: '',
  nameEn: '',
  formula,
  unit: 'count',
  direction: 'higher_is_better',
  decimals: 4,
  personRole: null,
  targets: [],
  position: 0,
  isActive: true,
  responsibleId: null,
  source: null,
  isExample: false,
  note: '',
})
