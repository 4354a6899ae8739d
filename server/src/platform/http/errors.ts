import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from '@fastify/type-provider-zod'
import { AppError, type ErrorKind } from '../../kernel/errors'

const statusOf: Record<ErrorKind, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rule_broken: 422,
}

const send = (reply: FastifyReply, error: AppError) =>
  reply
    .code(statusOf[error.kind])
    .send({ kind: error.kind, reason: error.reason, details: error.details, requestId: reply.request.id })

/** Constraints of the database that a user can run into say so in the product's own words. */
const byConstraintClass: Record<string, [ErrorKind, string]> = {
  '23505': ['conflict', 'platform.already_exists'],
  '23P01': ['conflict', 'platform.periods_overlap'],
  '23503': ['rule_broken', 'platform.still_in_use'],
  '23514': ['invalid_input', 'platform.value_not_allowed'],
  '22003': ['invalid_input', 'platform.number_too_large'],
  '22021': ['invalid_input', 'platform.text_not_allowed'],
  '22P05': ['invalid_input', 'platform.text_not_allowed'],
}

function fromDatabase(error: object): AppError | null {
  const code = 'code' in error ? String(error.code) : ''
  const found = byConstraintClass[code]
  if (!found) return null
  const constraint = 'constraint' in error ? error.constraint : undefined
  return new AppError(found[0], found[1], constraint ? { constraint } : {})
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
])

/** Turns whatever was thrown into the one error the browser knows, or null for a bug. */
function known(error: FastifyError | Error): AppError | null {
  if (error instanceof AppError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      code: issue.keyword,
      message: issue.message ?? '',
    }))
    return new AppError('invalid_input', 'platform.invalid_input', { fields, where: error.validationContext })
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return new AppError('invalid_input', 'platform.too_large')
  if (status === 429) return new AppError('forbidden', 'platform.too_many_requests')
  if (status !== undefined && status >= 400 && status < 500)
    return new AppError('invalid_input', 'platform.invalid_request')
  return fromDatabase(error)
}

function answer(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const refusal = known(error)
  if (refusal) {
    if (refusal.reason === 'platform.too_many_requests')
      return reply
        .code(429)
        .send({ kind: 'forbidden', reason: refusal.reason, details: {}, requestId: request.id })
    return send(reply, refusal)
  }
  const code = 'code' in error ? String(error.code) : ''
  if (
    unreachable.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  ) {
    request.log.error({ code }, 'database unreachable')
    return reply.code(503).send({
      kind: 'unavailable',
      reason: 'platform.database_unreachable',
      details: {},
      requestId: request.id,
    })
  }
  request.log.error({ err: error }, 'unexpected error')
  return reply
    .code(500)
    .send({ kind: 'internal', reason: 'platform.internal_error', details: {}, requestId: request.id })
}

/** One body for every refusal: `{ kind, reason, details, requestId }`; a bug shows nothing of itself. */
export function useErrors(app: FastifyInstance): void {
  app.setErrorHandler(answer)
}

export const notFound = (request: FastifyRequest, reply: FastifyReply) =>
  send(reply, new AppError('not_found', 'platform.no_such_route'))
