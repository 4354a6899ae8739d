/** One archive became part of another. `earlier`: archives that had been merged into `fromId` before and go with it. */
export interface MergeNews {
  mergeId: string
  fromId: string
  intoId: string
  earlier: string[]
}

declare module '../../platform/events' {
  interface EventMap {
    /** Customers got another name; whoever finds records by it indexes them anew. */
    'customers.renamed': { customerIds: string[] }
    /**
     * CUS-6: whoever keeps rows of a customer moves them over and writes down which (`keepMoved`), in this transaction.
     */
    'customers.merged': MergeNews
    /** CUS-6: the merge is taken back: the rows of `movedRows` that are still the survivor's go back. */
    'customers.unmerged': MergeNews
    /** CUS-6: the numbers of all products are to be told anew (`keepNumbers`). */
    'customers.numbersWanted': Record<string, never>
  }
}

export {}
