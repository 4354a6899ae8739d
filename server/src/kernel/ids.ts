import { v7 } from 'uuid'

/** A new UUIDv7: ordered by time, so that indexes grow at one end; offline clients make the same kind. */
export const newId = (): string => v7()
