import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../ctx'
import { z } from 'zod'
import { once, keyFrom, hashOf, type Once, type Repeatable } from './idempotency'
import { runCall, type Call, type Edge, type Session } from './edge'
import { Answer, type Download, type RouteDef, type UploadedFile } from './route'
import { sessionCookie } from './cookie'
import { ErrorBody } from './schema'

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null
  }
  interface FastifyContextConfig {
    permission?: string
    create?: boolean
    confidential?: boolean
  }
}

const errors = {
  400: ErrorBody,
  401: ErrorBody,
  403: ErrorBody,
  404: ErrorBody,
  409: ErrorBody,
  422: ErrorBody,
}

function schemaOf(def: RouteDef): Record<string, unknown> {
  const ok = def.create ? 201 : 200
  return {
    operationId: `${def.method.toLowerCase()} ${def.url}`,
    summary: def.summary,
    tags: def.tags,
    security: def.permission === 'public' ? [] : [{ session: [] }],
    ...(def.params && { params: def.params }),
    ...(def.query && { querystring: def.query }),
    ...(def.body && { body: def.body }),
    ...(def.kind === 'upload' && { consumes: ['multipart/form-data'] }),
    response: def.response ? { [ok]: def.response, ...errors } : errors,
  }
}

const fileOf = async (request: FastifyRequest): Promise<UploadedFile> => {
  if (!request.isMultipart()) throw new AppError('invalid_input', 'platform.file_needed')
  const part = await request.file()
  if (!part) throw new AppError('invalid_input', 'platform.file_needed')
  return { name: part.filename, bytes: await part.toBuffer() }
}

async function inputOf(def: RouteDef, request: FastifyRequest) {
  const caller = {
    session: request.session,
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
    address: request.ip,
  }
  const base = { params: request.params, query: request.query, body: request.body, caller }
  return def.kind === 'upload' ? { ...base, body: undefined, file: await fileOf(request) } : base
}

type Input = Awaited<ReturnType<typeof inputOf>>

function repeatOf(def: RouteDef, request: FastifyRequest, input: Input) {
  if (!def.create || def.permission === 'public') return null
  const content =
    'file' in input
      ? [input.params, input.query, input.file.name, input.file.bytes.toString('base64')]
      : [input.params, input.body]
  const keep = def.keep as ((result: unknown) => unknown) | undefined
  return {
    key: keyFrom(request.headers['idempotency-key']),
    route: `${def.method} ${def.url}`,
    requestHash: hashOf(content),
    encode: (result: unknown) => {
      const kept = keep ? keep(result) : result
      return def.response ? z.encode(def.response, kept) : kept
    },
  }
}

/** Cookies and refusals are sent only now, after the commit. */
function unwrap(reply: FastifyReply, result: unknown): unknown {
  if (!(result instanceof Answer)) return result
  const { cookie, refusal } = result.extra
  if (refusal) throw refusal
  const secure = reply.request.protocol === 'https'
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  if (cookie === 'clear') reply.clearCookie(sessionCookie, options)
  else if (cookie) reply.setCookie(sessionCookie, cookie.token, { ...options, expires: cookie.expiresAt })
  return result.body
}

function sendFile(reply: FastifyReply, file: Download) {
  const name = encodeURIComponent(file.fileName)
  return reply
    .header('content-disposition', `attachment; filename="download"; filename*=UTF-8''${name}`)
    .type(file.contentType)
    .send(file.body)
}

function callOf(def: RouteDef, request: FastifyRequest): Call {
  return {
    session: request.session,
    permission: def.permission,
    onePassword: def.onePassword,
    readOnly: def.method === 'GET',
    confidential: def.confidential,
    label: `${def.method} ${def.url} ${JSON.stringify(request.params ?? {})}`,
    requestId: request.id,
  }
}

const first = (body: unknown): Once => ({ body, isRepeat: false })

/** Reads what was sent; what is wrong with it is told only to those who may use the route at all. */
async function readInput(
  def: RouteDef,
  request: FastifyRequest,
): Promise<() => { input: Input; repeat: Repeatable | null }> {
  if (request.validationError) return fails(request.validationError)
  try {
    const input = await inputOf(def, request)
    const repeat = repeatOf(def, request, input)
    return () => ({ input, repeat })
  } catch (error) {
    return fails(error)
  }
}

const fails = (error: unknown) => (): never => {
  throw error
}

/** Registers one route: session → transaction → permission → input → (once per key) → the module's own function. */
export function registerRoute(app: FastifyInstance, edge: Edge, def: RouteDef): void {
  const run = def.run as (ctx: Ctx, input: Input) => Promise<unknown>
  app.route({
    method: def.method,
    url: def.url,
    schema: schemaOf(def),
    attachValidation: true,
    config: { permission: def.permission, create: def.create, confidential: def.confidential },
    handler: async (request, reply) => {
      if (def.permission !== 'public' && !request.session)
        throw new AppError('unauthenticated', 'platform.not_signed_in')
      const read = await readInput(def, request)
      const { body, isRepeat } = await runCall(edge, callOf(def, request), (ctx) => {
        const { input, repeat } = read()
        return repeat ? once(ctx, repeat, () => run(ctx, input)) : run(ctx, input).then(first)
      })
      if (def.kind === 'download') return sendFile(reply, body as Download)
      if (isRepeat) return sendKept(reply, body)
      return reply.code(def.create ? 201 : 200).send(unwrap(reply, body))
    },
  })
}

/** The answer of an earlier request is sent as it was kept. */
const sendKept = (reply: FastifyReply, body: unknown) =>
  reply.code(201).type('application/json; charset=utf-8').serializer(JSON.stringify).send(body)
