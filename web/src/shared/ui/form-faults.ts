import type { TFunction } from 'i18next'
import { faultsOf, type ApiError } from '../api/api-error'

export interface FieldErrors {
  name: (string | number)[]
  errors: string[]
}

const namePath = (path: string): (string | number)[] =>
  path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** What the server refused, per form field: bad shapes by their code, anything else (a code that is taken) by its reason. */
export function fieldErrors(error: ApiError, reason: string, t: TFunction): FieldErrors[] {
  const { field } = error.details
  if (typeof field === 'string') return [{ name: namePath(field), errors: [reason] }]
  return faultsOf(error)
    .filter((fault) => fault.path !== '')
    .map((fault) => ({
      name: namePath(fault.path),
      errors: [error.kind === 'invalid_input' ? t([`ui.fault.${fault.code}`, 'ui.fault.other']) : reason],
    }))
}
