import { newId } from '../../src/kernel/ids'
import { unitByCode } from '../../src/modules/org'
import { recordFacts } from '../../src/modules/indicators/record-facts'
import type { OrderSnapshot } from '../../src/modules/indicators/snapshot.rules'
import type { TestCompany } from './house'

export interface Handover {
  /** Of an order recorded before: its facts are made anew. */
  id?: string
  ownerId: string
  leadId?: string
  on: string
  onTime: boolean
  daily?: string
  number?: string
  returnOf?: OrderSnapshot['returnOf']
}

const none = { total: '0', daily: '0', warranty: '0', insurance: '0', boutique: '0', insuranceCases: 0 }

/** Orders settled and handed over, as the indicators see them; gives their ids in the order given. */
export function handedOver(
  company: TestCompany,
  unitCode: string,
  handovers: readonly Handover[],
): Promise<string[]> {
  return company.within(async (ctx) => {
    const unit = await unitByCode(ctx, unitCode)
    if (!unit) throw new Error(`no unit "${unitCode}"`)
    const orders = handovers.map((handover, index): OrderSnapshot => {
      const at = new Date(`${handover.on}T17:00:00+08:00`)
      const daily = handover.daily ?? '800.00'
      return {
        id: handover.id ?? newId(),
        number: handover.number ?? `W${handover.on.replaceAll('-', '')}${String(index + 1).padStart(3, '0')}`,
        typeKey: 'daily_repair',
        factoryReturn: false,
        unitId: unit.id,
        ownerId: handover.ownerId,
        customerId: null,
        productFamily: null,
        receivedAt: new Date(at.getTime() - 8 * 3_600_000),
        finishedAt: at,
        settledAt: at,
        handedOverAt: at,
        cancelled: false,
        cancelledAt: null,
        totals: { ...none, total: daily, daily },
        judgement: { onTime: handover.onTime, hasPromise: true },
        workers: handover.leadId ? [{ personId: handover.leadId, share: '1', isLead: true }] : [],
        returnOf: handover.returnOf ?? null,
        secondReturn: false,
      }
    })
    const byId = new Map(orders.map((order) => [order.id, order]))
    await recordFacts(ctx, [...byId.keys()], async (_, ids) => ids.flatMap((id) => byId.get(id) ?? []))
    return orders.map((order) => order.id)
  })
}
