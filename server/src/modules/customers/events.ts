declare module '../../platform/events' {
  interface EventMap {
    /** Customers got another name; whoever finds records by it indexes them anew. */
    'customers.renamed': { customerIds: string[] }
  }
}

export {}
