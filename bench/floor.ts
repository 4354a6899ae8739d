// The floor: Fastify and pg alone. The same answers from the same tables by the statements a person would write by
// hand: no session, no transaction, no row-level security (it connects as the superuser), no validation.
import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import pg from 'pg'
import { newId } from '../server/src/kernel/ids'
import * as statements from './floor.sql'

const company = process.env.BENCH_COMPANY ?? ''
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 12 })
const app = fastify({ genReqId: () => randomUUID() })

interface Query {
  state?: string
  limit?: string
  sort?: string
}

app.get<{ Querystring: Query }>('/api/v1/orders', async (request) => {
  const { state, limit = '50' } = request.query
  const [page, count] = await Promise.all([
    pool.query<{ id: string }>(statements.list, [company, state, Number(limit) + 1]),
    pool.query<{ total: string }>(statements.count, [company, state]),
  ])
  return { items: page.rows.slice(0, Number(limit)), nextCursor: null, total: Number(count.rows[0]?.total) }
})

app.get<{ Params: { id: string } }>('/api/v1/orders/:id', async (request) => {
  const { rows } = await pool.query(statements.read, [company, request.params.id])
  return rows[0]
})

interface NewOrder {
  typeKey: string
  unitId: string
  productId: string
  customerId: string
  complaint: string
  promiseAt: string
}

app.post<{ Body: NewOrder }>('/api/v1/orders', async (request, reply) => {
  const { typeKey, unitId, productId, customerId, complaint, promiseAt } = request.body
  const { rows } = await pool.query(statements.create, [
    company,
    newId(),
    randomUUID(),
    typeKey,
    unitId,
    customerId,
    productId,
    complaint,
    promiseAt,
  ])
  return reply.code(201).send(rows[0])
})

app.get<{ Querystring: { from: string; to: string } }>('/floor/indicator', async (request) => {
  const { rows } = await pool.query(statements.indicator, [company, request.query.from, request.query.to])
  return { items: rows }
})

await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
process.on('SIGTERM', () => void app.close().then(() => pool.end()))
