import type { Tx } from '../../platform/db'

// What a transaction has read of its company's parameters. Nothing outlives the transaction, so nothing can be stale but
// by this transaction's own writing, which forgets it.
const read = new WeakMap<Tx, Promise<unknown>>()

export const settingsRead = (tx: Tx): Promise<unknown> | undefined => read.get(tx)
export const rememberSettings = (tx: Tx, settings: Promise<unknown>): void => void read.set(tx, settings)
export const forgetSettings = (tx: Tx): void => void read.delete(tx)
