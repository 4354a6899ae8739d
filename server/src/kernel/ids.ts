import { AsyncLocalStorage } from 'node:async_hooks'
import { v7 } from 'uuid'

/** Makes an id; `at` is the moment it belongs to where that is not now (records of the past keep their order). */
export type MakeId = (at?: Date) => string

const maker = new AsyncLocalStorage<MakeId>()

/** A new UUIDv7: ordered by time, so that indexes grow at one end; offline clients make the same kind. */
export const newId: MakeId = (at) => maker.getStore()?.(at) ?? v7(at && { msecs: at.getTime() })

/** Everything done inside `work` takes its ids from `make`: PCK-4, a demo company is the same for the same seed. */
export const withIds = <R>(make: MakeId, work: () => Promise<R>): Promise<R> => maker.run(make, work)
