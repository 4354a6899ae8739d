import { describe, expect, it } from 'vitest'
import { ApiError, asApiError, conflictOf, errorFrom, faultsOf } from './api-error'

describe('refusals of the server', () => {
  it('reads the one error body', () => {
    const error = errorFrom(409, {
      kind: 'conflict',
      reason: 'org.version_moved',
      details: { a: 1 },
      requestId: 'r1',
    })
    expect(error).toMatchObject({
      status: 409,
      kind: 'conflict',
      reason: 'org.version_moved',
      requestId: 'r1',
    })
  })

  it('gives a proxy page the same shape', () => {
    expect(errorFrom(502, null).reason).toBe('app.server_away')
    expect(errorFrom(500, '<html>').reason).toBe('platform.internal_error')
  })

  it('names a lost network and a fault of our own', () => {
    expect(asApiError(new TypeError('Failed to fetch')).reason).toBe('app.offline')
    expect(asApiError(new Error('x')).reason).toBe('app.unexpected')
  })

  it('lists refused fields and ignores what is none', () => {
    const error = new ApiError(400, 'invalid_input', 'platform.invalid_input', {
      fields: [{ path: 'name', code: 'too_small', message: 'Too small' }, 7],
    })
    expect(faultsOf(error)).toEqual([{ path: 'name', code: 'too_small', message: 'Too small' }])
  })

  it('knows a version conflict from another one', () => {
    const moved = new ApiError(409, 'conflict', 'org.version_moved', {
      current: { version: 3 },
      changed: ['name'],
    })
    expect(conflictOf(moved)).toEqual({ current: { version: 3 }, changed: ['name'], version: 3 })
    expect(conflictOf(new ApiError(409, 'conflict', 'org.code_taken'))).toBeNull()
  })
})
