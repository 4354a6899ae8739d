import type { PersonRole } from './facts.rules'
import type { Filters } from './scope'

interface Asked {
  unitId?: string
  personId?: string
  personRole?: PersonRole
  productFamily?: string
  orderType?: string
  tree?: 'then' | 'now'
}

/** The cut of an address; what is not said is left out. */
export const filtersOf = ({
  unitId,
  personId,
  personRole,
  productFamily,
  orderType,
  tree,
}: Asked): Filters => ({
  ...(unitId && { unitId }),
  ...(personId && { personId }),
  ...(personRole && { personRole }),
  ...(productFamily && { productFamily }),
  ...(orderType && { orderType }),
  ...(tree === 'now' && { asIs: true }),
})
