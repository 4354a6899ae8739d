import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { unitSpans } from '../org'
import type { PersonRole } from './facts.rules'
import { sightOf, type Subject } from './policy'
import type { Cut, Span } from './reads.rules'

/** IND-3: what a value is cut by, as it stands in an address. */
export interface Filters extends Partial<Subject> {
  personRole?: PersonRole
  productFamily?: string
  orderType?: string
  /** The tree of today instead of the tree as it was. */
  asIs?: boolean
}

export const subjectOf = (filters: Filters): Subject => ({
  unitId: filters.unitId ?? null,
  personId: filters.personId ?? null,
})

const always = { from: '0001-01-01', until: '9999-12-31' }

/** The units a reader's values come from; `null` is the whole company. Refuses with `indicators.out_of_reach`. */
export async function spansFor(
  ctx: Ctx,
  filters: Filters,
  days: { from: string; to: string },
): Promise<Span[] | null> {
  const sight = sightOf(ctx.actor, subjectOf(filters))
  switch (sight.kind) {
    case 'none':
      throw new AppError('forbidden', 'indicators.out_of_reach')
    case 'company':
      return null
    case 'units':
      return sight.unitIds.map((unitId) => ({ group: '', unitId, ...always }))
    case 'unit': {
      const spans = await unitSpans(ctx, [sight.unitId], { ...days, asIs: filters.asIs ?? false })
      return spans.map((span) => ({ ...span, group: '' }))
    }
  }
}

/** The cut of a question; `personRole` is the role already decided, without one the owners count. */
export const cutOf = (filters: Filters, spans: Span[] | null): Cut => ({
  spans,
  role: filters.personRole ?? 'owner',
  personId: filters.personId ?? null,
  productFamily: filters.productFamily ?? null,
  orderType: filters.orderType ?? null,
})
