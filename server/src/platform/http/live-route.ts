import type { FastifyInstance } from 'fastify'
import { AppError } from '../../kernel/errors'
import type { LiveChannel } from '../live'

const heartbeat = 25_000

/** Server-sent events: one line a change, `{ topics }`; the browser fetches what it shows by the normal routes. */
export function registerLive(app: FastifyInstance, live: LiveChannel): void {
  app.get('/live', { schema: { hide: true } }, async (request, reply) => {
    if (!request.session) throw new AppError('unauthenticated', 'platform.not_signed_in')
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 2000\n\n')
    const stop = live.subscribe(request.session.companyId, (topics) => {
      raw.write(`data: ${JSON.stringify({ topics })}\n\n`)
    })
    const beat = setInterval(() => raw.write(': still here\n\n'), heartbeat)
    request.raw.on('close', () => {
      clearInterval(beat)
      stop()
    })
  })
}
