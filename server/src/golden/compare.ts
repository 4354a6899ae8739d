import { dec } from '../kernel/money'

const numeric = /^-?\d+(\.\d+)?$/

/**
 * Whether an actual value is the expected one. Numbers are compared as numbers, written as text or not; of an object only
 * the fields the case gives are compared.
 */
export function agrees(expected: unknown, actual: unknown): boolean {
  if (isNumeric(expected) && isNumeric(actual)) return dec(String(expected)).equals(String(actual))
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((part, i) => agrees(part, actual[i]))
    )
  }
  if (isRecord(expected)) {
    return isRecord(actual) && Object.entries(expected).every(([key, part]) => agrees(part, actual[key]))
  }
  return expected === actual
}

/** A value as it stands in a line of output. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumeric(value: unknown): value is string | number {
  return (typeof value === 'string' || typeof value === 'number') && numeric.test(String(value))
}
