import { existsSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from '@fastify/type-provider-zod'
import { AppError } from '../../kernel/errors'
import type { LiveChannel } from '../live'
import { sessionCookie } from './cookie'
import type { Edge } from './edge'
import { notFound, useErrors } from './errors'
import { registerLive } from './live-route'
import { registerRoute } from './register'
import type { RouteDef } from './route'

export interface ServerOptions {
  edge: Edge
  routes: RouteDef[]
  /** Every permission a module knows; a route that asks for another stops the start. */
  permissions: string[]
  live: LiveChannel | null
  webRoot: string | null
  tls: { cert: Buffer; key: Buffer } | null
  logger: FastifyServerOptions['logger']
  ready: () => Promise<boolean>
}

const maxBody = 2 * 1024 * 1024
const maxUpload = 50 * 1024 * 1024

async function usePlugins(app: FastifyInstance, options: ServerOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: options.tls ? [] : null,
      },
    },
    strictTransportSecurity: options.tls ? undefined : false,
  })
  await app.register(cookie)
  await app.register(compress, { global: true, threshold: 2048, encodings: ['br', 'gzip'] })
  await app.register(multipart, { limits: { fileSize: maxUpload, files: 1, fields: 10 } })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Fuheng', version: '1', description: 'After-sales service, weighed.' },
      servers: [{ url: '/api/v1' }],
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** A page of another site must not be able to write with the user's cookie: same origin or no origin at all. */
function refuseForeignWrites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const { origin } = request.headers
    if (!origin) return
    const host = URL.canParse(origin) ? new URL(origin).host : ''
    if (host !== request.headers.host) throw new AppError('forbidden', 'platform.foreign_origin')
  })
}

function useSession(app: FastifyInstance, edge: Edge): void {
  app.decorateRequest('session', null)
  app.addHook('preValidation', async (request) => {
    const token = request.cookies[sessionCookie]
    request.session = token ? await edge.who.findSession(edge.db, token, edge.clock()) : null
  })
}

function checkPermissions(options: ServerOptions): void {
  const known = new Set(['public', 'signed_in', ...options.permissions])
  for (const def of options.routes)
    if (!known.has(def.permission))
      throw new Error(`${def.method} ${def.url} asks for "${def.permission}", which no module declares.`)
}

function useHealth(app: FastifyInstance, ready: () => Promise<boolean>): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const isReady = await ready().catch(() => false)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' })
  })
}

async function useWeb(app: FastifyInstance, webRoot: string | null): Promise<void> {
  if (!webRoot || !existsSync(webRoot)) {
    app.setNotFoundHandler(notFound)
    return
  }
  await app.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const forever = path.includes('/assets/')
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // The browser's own addresses all open the one page; anything below /api is the API's to answer.
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/')) return notFound(request, reply)
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}

const baseOptions = (options: ServerOptions): FastifyServerOptions => ({
  logger: options.logger,
  bodyLimit: maxBody,
  genReqId: () => randomUUID(),
  forceCloseConnections: 'idle',
  requestTimeout: 60_000,
  routerOptions: { maxParamLength: 200 },
})

function newServer(options: ServerOptions): FastifyInstance {
  const { tls } = options
  if (!tls) return fastify(baseOptions(options))
  return fastify({ ...baseOptions(options), serverFactory: (handler) => createHttpsServer(tls, handler) })
}

/** Builds the HTTP server around the modules' routes; tests and production call this same function. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  checkPermissions(options)
  const app = newServer(options)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  useErrors(app)
  await usePlugins(app, options)
  refuseForeignWrites(app)
  useSession(app, options.edge)
  useHealth(app, options.ready)
  await app.register(
    async (api) => {
      api.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      })
      for (const def of options.routes) registerRoute(api, options.edge, def)
      if (options.live) registerLive(api, options.live)
    },
    { prefix: '/api/v1' },
  )
  await useWeb(app, options.webRoot)
  return app
}
