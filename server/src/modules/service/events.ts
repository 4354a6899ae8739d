declare module '../../platform/events' {
  interface EventMap {
    /** Orders of which anything a fact could follow from has changed; told in the same transaction. */
    'service.ordersChanged': { orderIds: string[] }
  }
}

export type OrdersChanged = { orderIds: string[] }
