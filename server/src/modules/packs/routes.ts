import { z } from 'zod'
import type { Ctx } from '../../platform/ctx'
import { name } from '../../platform/http/schema'
import { Answer, route, type RouteDef } from '../../platform/http/route'
import { anyUser, password } from '../identity'
import { packDifference } from './difference'
import { offeredPacks, setUp, type PackSource } from './setup'

const PackOffer = z.object({ code: z.string(), name: z.string(), nameEn: z.string(), version: z.string() })
const SetUp = z.object({ company: name(200), pack: name(60), adminName: name(100), password })

const Bilingual = z.object({ zh: z.string(), en: z.string() })
// A value of a pack item can be any JSON.
const Value = z.unknown()
const FieldOutcome = z.enum(['take', 'keep', 'decide'])
const PackField = z
  .object({ field: z.string(), base: Value, theirs: Value, ours: Value, outcome: FieldOutcome })
  .meta({ id: 'PackField' })
const PackItem = z
  .object({
    kind: z.string(),
    key: z.string(),
    name: z.string(),
    outcome: z.enum(['same', 'take', 'keep', 'decide', 'add', 'deactivate', 'own']),
    fields: z.array(PackField),
    mark: z.object({ source: z.string().nullable(), isExample: z.boolean() }).nullable(),
    value: Value,
  })
  .meta({ id: 'PackItem' })
const CurrentPack = z
  .object({
    code: z.string(),
    name: Bilingual,
    loadedVersion: z.string(),
    version: z.string(),
    loadedAt: z.date(),
    blanks: z.array(z.object({ key: z.string(), name: Bilingual, source: z.string() })),
    items: z.array(PackItem),
  })
  .meta({ id: 'CurrentPack' })

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
  route({
    method: 'GET',
    url: '/packs/current',
    permission: 'settings.edit',
    summary: 'The rule pack of the company: items with their marks, and what differs from the delivered pack',
    response: CurrentPack,
    run: (ctx) => packDifference(ctx, source, null),
  }),
]
