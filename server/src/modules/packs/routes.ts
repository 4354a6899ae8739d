import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { name } from '../../platform/http/schema'
import { Answer, route, type RouteDef } from '../../platform/http/route'
import { anyUser, password } from '../identity'
import { offeredPacks, setUp, type PackSource } from './setup'

const PackOffer = z.object({ code: z.string(), name: z.string(), nameEn: z.string(), version: z.string() })
const SetUp = z.object({ company: name(200), pack: name(60), adminName: name(100), password })

const neededBy = async (ctx: Ctx, source: PackSource) => {
  const needed = !(await anyUser(ctx.tx))
  return { needed, packs: needed ? await offeredPacks(source) : [] }
}

export const routesOf = (source: PackSource): RouteDef[] => [
  route({
    method: 'GET',
    url: '/setup',
    permission: 'public',
    summary: 'Whether the installation still has to be set up, and the packs to choose from',
    response: z.object({ needed: z.boolean(), packs: z.array(PackOffer) }),
    run: (ctx) => neededBy(ctx, source),
  }),
  route({
    method: 'POST',
    url: '/setup',
    permission: 'public',
    summary: 'First company, its pack and its administrator; possible once',
    body: SetUp,
    response: z.object({ ok: z.literal(true) }),
    run: async (ctx, { body, caller }) =>
      new Answer({ ok: true } as const, { cookie: await setUp(ctx, source, body, caller) }),
  }),
]
