import type { LauncherError } from './launcher-error'

/** Where the launcher tells what it does; `console` and a pino logger both fit. */
export interface LauncherLog {
  info(message: string): void
  warn(message: string): void
}

/** A database that is up: our own embedded one or the one of `DATABASE_URL`. */
export interface Database {
  /** Owns the tables; for migrations only. */
  readonly ownerUrl: string
  /** The role of the running server: owns nothing, cannot bypass row-level security. */
  readonly appUrl: string
  /** Stops what we started; an external database is left alone. Calling it twice is harmless. */
  stop(): Promise<void>
  /** Settles only if the embedded database ends without `stop()`. */
  readonly lost: Promise<LauncherError>
}

/** The embedded PostgreSQL. */
export interface EmbeddedDatabase extends Database {
  /** The superuser `postgres`: for the launcher, administrators and tests, never for the server. */
  readonly superUrl: string
  /** Process id of the postmaster. */
  readonly pid: number
}
