/** What an order is at this moment, as far as facts need it; the shape the service door gives. */
export interface OrderSnapshot {
  id: string
  number: string
  typeKey: string
  factoryReturn: boolean
  unitId: string | null
  ownerId: string | null
  customerId: string | null
  productFamily: string | null
  receivedAt: Date | null
  finishedAt: Date | null
  settledAt: Date | null
  handedOverAt: Date | null
  cancelled: boolean
  cancelledAt: Date | null
  totals: {
    total: string
    daily: string
    warranty: string
    insurance: string
    boutique: string
    insuranceCases: number
  }
  judgement: {
    onTime: boolean | null
    hasPromise: boolean
    /** SVC-19: who answers for a late one; not given where nobody can tell. */
    lateParty?: 'dispatcher' | 'technician' | 'parts' | 'supplier' | 'customer' | null
  }
  /** SVC-3: response clocks, counted once the last of them has stopped. */
  clocks?: { count: number; missed: number; stoppedAt: Date | null }
  workers: readonly { personId: string; share: string; isLead: boolean }[]
  returnOf: {
    orderId: string
    ownerId: string | null
    leadTechnicianId: string | null
    unitId: string | null
  } | null
  secondReturn: boolean
}
