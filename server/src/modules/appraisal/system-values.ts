import { monthRange } from '../../kernel/civil-date'
import { dec, type Decimal } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { evaluate, parseFormula } from '../indicators'
import { excludedOf, type ContestState } from './card.rules'
import type { SystemRow } from './details.store'
import { readIndicator } from './indicator-reader'
import type { CardTemplate } from './schemas'
import {
  bearsOnLateness,
  isAgainst,
  isSystemItem,
  systemInput,
  type Basis,
  type Evaluate,
  type SystemItem,
} from './values.rules'

export interface CardRef {
  id: string
  personId: string
  month: string
}

/** The formula of a basis, ready to be applied to other sums. */
export function evaluateBy(basis: Basis): Evaluate {
  const parsed = parseFormula(basis.formula)
  return (sums: (kind: string, measure: string) => Decimal) =>
    parsed.ok ? evaluate(parsed.formula, sums, () => 0) : dec(basis.value ?? '0')
}

/** APR-4: what the system knows of a card's items at this moment, with the facts behind each value. */
export async function systemValues(
  ctx: Ctx,
  card: CardRef,
  terms: { template: CardTemplate; contests: readonly ContestState[] },
): Promise<SystemRow[]> {
  const items = terms.template.sections.flatMap((section) => section.items).filter(isSystemItem)
  const rows: SystemRow[] = []
  for (const item of items) rows.push(await systemValue(ctx, card, { item, contests: terms.contests }))
  return rows
}

async function systemValue(
  ctx: Ctx,
  card: CardRef,
  of: { item: SystemItem; contests: readonly ContestState[] },
): Promise<SystemRow> {
  const { item } = of
  const { basis, facts } = await readIndicator(ctx, {
    code: item.indicator ?? '',
    period: monthRange(card.month),
    personId: item.kind === 'band' && item.scope === 'company' ? null : card.personId,
    personRole: item.personRole ?? null,
  })
  const evidence = item.kind === 'per_excess' ? facts.filter(bearsOnLateness) : facts
  const excluded = excludedOf(of.contests, item.key)
  return {
    cardId: card.id,
    personId: card.personId,
    key: item.key,
    system: systemInput(item, evidence, { basis, excluded, evaluate: evaluateBy(basis) }),
    basis,
    evidence: evidence.map((fact) => ({ ...fact, isAgainst: isAgainst(item, fact) })),
  }
}
