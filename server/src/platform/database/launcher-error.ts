/** What can stop a database from starting; each message names the folder or the setting to change. */
export type LauncherReason =
  | 'account_missing'
  | 'chinese_search_broken'
  | 'data_folder_in_use'
  | 'data_folder_not_ours'
  | 'data_folder_unreachable'
  | 'database_too_old'
  | 'database_unreachable'
  | 'engine_missing'
  | 'initdb_failed'
  | 'orphan_will_not_stop'
  | 'port_taken'
  | 'role_missing'
  | 'role_too_strong'
  | 'secrets_missing'
  | 'start_failed'
  | 'stopped_unexpectedly'
  | 'wrong_version'

/** The one error of this folder. `reason` is for programs, `message` for the person at the console. */
export class LauncherError extends Error {
  constructor(
    readonly reason: LauncherReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'LauncherError'
  }
}

/** The `code` of a system or PostgreSQL error (`ENOENT`, `42501`), or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The text of anything thrown, for joining to our own message. */
export function errorText(error: unknown): string {
  // A refused connection to a name with two addresses is an AggregateError whose own message is empty.
  if (error instanceof AggregateError) return error.errors.map(errorText).join('; ')
  return error instanceof Error ? error.message : String(error)
}
