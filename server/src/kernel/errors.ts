/** The six kinds of refusal the product knows; anything else that is thrown is a bug and answers 500. */
export type ErrorKind =
  'invalid_input' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'rule_broken'

export type ErrorDetails = Record<string, unknown>

/**
 * A refusal with a reason that has a text in every language (`reason.<slug>` in texts/).
 * `reason` is `<module>.<slug>`; `details` carries values for the text and, for forms, `fields`.
 */
export class AppError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly reason: string,
    readonly details: ErrorDetails = {},
  ) {
    super(`${kind}: ${reason}`)
    this.name = 'AppError'
  }
}
