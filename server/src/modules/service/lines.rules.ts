import { AppError } from '../../kernel/errors'
import { dec, roundHalfUp, sum, toMoney, type Decimal, type Money } from '../../kernel/money'
import type { Category, LineKind, TypeCategory } from './words'

export interface Priced {
  quantity: string
  unitPrice: string
  discount: string
}

/** Quantity times price, rounded half up to the cent; what the discount is taken from. */
export const grossOf = (line: Pick<Priced, 'quantity' | 'unitPrice'>): Decimal =>
  roundHalfUp(dec(line.quantity).times(line.unitPrice), 2)

/** SVC-14: what a line comes to. A discount beyond the price is refused. */
export function amountOf(line: Priced): Money {
  const gross = grossOf(line)
  if (dec(line.discount).greaterThan(gross))
    throw new AppError('rule_broken', 'service.discount_above_price', {
      gross: toMoney(gross),
      discount: line.discount,
    })
  return toMoney(gross.minus(line.discount))
}

/** SVC-14: 精品 is 精品 on any order; every other line counts where its order type counts. */
export const categoryOf = (kind: LineKind, type: TypeCategory): Category =>
  kind === 'boutique' ? 'boutique' : type

export interface Counted {
  kind: LineKind
  amount: string
  discount: string
}

export interface Totals {
  total: Money
  daily: Money
  warranty: Money
  insurance: Money
  boutique: Money
  discount: Money
}

/** SVC-14: the totals by category 日常维修/保修索赔/事故保险/精品. */
export function totalsOf(lines: readonly Counted[], type: TypeCategory): Totals {
  const of = (category: Category): Money =>
    toMoney(sum(lines.filter((line) => categoryOf(line.kind, type) === category).map((line) => line.amount)))
  return {
    total: toMoney(sum(lines.map((line) => line.amount))),
    daily: of('daily'),
    warranty: of('warranty'),
    insurance: of('insurance'),
    boutique: of('boutique'),
    discount: toMoney(sum(lines.map((line) => line.discount))),
  }
}

/** SVC-8, SVC-14: lines of an addition count once the customer has confirmed it. */
export function countedLines<L extends { additionId: string | null }>(
  lines: readonly L[],
  additions: readonly { id: string; state: string }[],
): L[] {
  const confirmed = new Set(
    additions.filter((addition) => addition.state === 'confirmed').map(({ id }) => id),
  )
  return lines.filter((line) => line.additionId === null || confirmed.has(line.additionId))
}

/** A reversal takes back exactly what was settled. */
export const negated = (amount: string): Money => toMoney(dec(amount).neg())

/** SVC-14: the discount on the whole order against the user's authority, a share of the price before discount. */
export function checkDiscount(lines: readonly Priced[], limit: string): void {
  const gross = sum(lines.map(grossOf))
  const discount = sum(lines.map((line) => line.discount))
  if (discount.lessThanOrEqualTo(gross.times(limit))) return
  throw new AppError('rule_broken', 'service.discount_above_authority', {
    discount: toMoney(discount),
    allowed: toMoney(gross.times(limit)),
  })
}
