/** A field of a form that the server refused. `path` is dotted: `duties.0`. */
export interface FieldFault {
  path: string
  code: string
  message: string
}

export type Details = Record<string, unknown>

/** What the server (or the way to it) said no with; `reason` has a text `reason.<reason>` in every language. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly reason: string,
    readonly details: Details = {},
    readonly requestId: string | null = null,
  ) {
    super(`${kind}: ${reason}`)
    this.name = 'ApiError'
  }
}

const isRecord = (value: unknown): value is Details =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** Reads the one error body of the server; anything else (a proxy's page, an empty answer) becomes the same shape. */
export function errorFrom(status: number, body: unknown): ApiError {
  if (isRecord(body) && typeof body.reason === 'string') {
    const details = isRecord(body.details) ? body.details : {}
    const requestId = typeof body.requestId === 'string' ? body.requestId : null
    return new ApiError(status, textOr(body.kind, 'internal'), body.reason, details, requestId)
  }
  const reason = status >= 502 && status <= 504 ? 'app.server_away' : 'platform.internal_error'
  return new ApiError(status, 'internal', reason)
}

/** Whatever was thrown, as an ApiError, so that screens handle one thing. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof TypeError) return new ApiError(0, 'offline', 'app.offline')
  return new ApiError(0, 'internal', 'app.unexpected', {
    message: error instanceof Error ? error.message : String(error),
  })
}

/** The refused fields of an `invalid_input`, or none. */
export function faultsOf(error: ApiError): FieldFault[] {
  const fields = error.details.fields
  if (!Array.isArray(fields)) return []
  return fields.filter(isRecord).map((field) => ({
    path: textOr(field.path, ''),
    code: textOr(field.code, ''),
    message: textOr(field.message, ''),
  }))
}

/** What a version conflict carries: the record as it is now, and which fields someone else changed. */
export function conflictOf(error: ApiError): { current: Details; changed: string[]; version: number } | null {
  const { current, changed } = error.details
  if (error.kind !== 'conflict' || !isRecord(current) || typeof current.version !== 'number') return null
  return { current, changed: Array.isArray(changed) ? changed.map(String) : [], version: current.version }
}
