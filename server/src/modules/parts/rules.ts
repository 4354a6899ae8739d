/** PRT-1: interchange holds both ways, so a pair is kept once, the smaller id first. */
export const pairOf = (a: string, b: string): { partId: string; otherId: string } =>
  a < b ? { partId: a, otherId: b } : { partId: b, otherId: a }

interface Dated {
  name: string
  validFrom: string
  validTo: string | null
}

/** PRT-1: the place of the first price whose dates are turned round or overlap an earlier one of the same name; -1 for none. */
export const wrongPrice = (prices: readonly Dated[]): number =>
  prices.findIndex(
    (price, at) =>
      (price.validTo !== null && price.validTo <= price.validFrom) ||
      prices
        .slice(0, at)
        .some(
          (other) =>
            other.name === price.name &&
            (other.validTo === null || other.validTo > price.validFrom) &&
            (price.validTo === null || price.validTo > other.validFrom),
        ),
  )

/** PRT-1: the history of a part without its costs, for those who may not know them. */
export const withoutCost = <E extends { changes: Record<string, [unknown, unknown]> }>(entries: E[]): E[] =>
  entries.map((entry) => ({
    ...entry,
    changes: Object.fromEntries(Object.entries(entry.changes).filter(([field]) => field !== 'standardCost')),
  }))
