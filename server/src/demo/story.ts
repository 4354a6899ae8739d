import { readdir, readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Words } from './words'

const money = z.string().regex(/^\d+\.\d{2}$/)
const shares = z.record(z.string(), z.number().nonnegative())
const position = z.string()

const Job = z.strictObject({
  key: z.string(),
  name: z.string(),
  complaint: z.string(),
  group: z.string().optional(),
  labour: money,
  /** Working minutes it takes. */
  minutes: z.number().int().positive(),
  parts: z.array(z.string()),
  weight: z.number().positive(),
  types: z.array(z.string()).min(1),
})
export type Job = z.infer<typeof Job>

const Model = z.strictObject({
  code: z.string(),
  name: z.string(),
  family: z.string(),
  weight: z.number().positive(),
  price: z.number().positive(),
})

const Part = z.strictObject({
  number: z.string(),
  name: z.string(),
  unit: z.string(),
  family: z.string(),
  price: money,
  cost: money,
  quality: z.enum(['genuine', 'boutique', 'maintenance', 'used']).optional(),
  interchange: z.string().optional(),
})
export type StoryPart = z.infer<typeof Part>

/** PCK-4: what a pack's demo company is made of; only figures and words, no rules. */
export const Story = z.strictObject({
  company: z.string(),
  unit: z.string(),
  /** Where products that come back to the works are repaired. */
  returnUnit: z.string().nullable(),
  /** Who takes orders in and answers for them. */
  owner: position,
  /** What plates begin with; null: products are known by serial number and running hours. */
  plates: z.string().nullable(),
  /** The part of orders that carries a promise. */
  promised: z.number(),
  months: z.array(z.number()).length(12),
  weekdays: z.array(z.number()).length(7),
  people: z.array(
    z.strictObject({
      position,
      count: z.number().int().positive(),
      salary: z.string(),
      gender: z.enum(['male', 'female']).optional(),
    }),
  ),
  workers: z.strictObject({
    usual: z.array(position),
    return: z.array(position).optional(),
    retrofit: z.array(position).optional(),
  }),
  accounts: z.array(z.strictObject({ login: z.string(), position })).min(5),
  raters: z.array(z.strictObject({ scheme: z.string(), by: position })),
  reviewer: position,
  /** Who stands above the reviewer: rates, reviews and approves what is the reviewer's own. */
  top: position,
  filer: position,
  caller: position,
  checker: position,
  payroll: position,
  approver: position,
  runs: z.array(z.string()),
  problemRun: z.string().nullable(),
  cardTargets: z.array(z.strictObject({ card: z.string(), item: z.string(), target: z.string() })),
  /** 提成系数, which the pack leaves to the company. */
  payRates: z.array(z.strictObject({ scheme: z.string(), rate: z.string() })),
  models: z.array(Model),
  warranty: z.array(
    z.strictObject({
      name: z.string(),
      assembly: z.string().nullable(),
      months: z.number().int(),
      mileageKm: z.number().int().optional(),
      hours: z.number().int().optional(),
    }),
  ),
  assemblies: z.array(z.string()),
  parts: z.array(Part),
  boutique: z.array(z.string()),
  jobs: z.array(Job),
  additionsOf: z.array(z.string()),
  orderTypes: shares,
  returnType: z.string().nullable(),
  /** The part of orders whose product comes back to the works. */
  factoryReturns: z.number(),
  quality: z.strictObject({ late: z.number(), rework: z.number(), second: z.number() }),
  insurers: z.array(z.string()),
  outside: z.strictObject({ name: z.string(), price: money }),
  campaign: z.string(),
  siteAddress: z.string(),
  channels: shares,
  customers: z.strictObject({
    perOrder: z.number(),
    organisations: z.number(),
    perOrganisation: z.number().int(),
  }),
  import: z.strictObject({ name: z.string(), entity: z.string(), header: z.array(z.string()) }),
})
export type Story = z.infer<typeof Story>

const storyFile = (packsDir: string, pack: string) => join(packsDir, pack, 'demo', 'story.yaml')

/** The packs that have a demo company. */
export async function demoPacksIn(packsDir: string): Promise<string[]> {
  const entries = await readdir(packsDir, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(storyFile(packsDir, entry.name)))
    .map((entry) => entry.name)
    .sort()
}

/** The story of a pack's demo company and the words that all of them share. */
export async function readStory(packsDir: string, pack: string): Promise<{ story: Story; words: Words }> {
  const read = async (path: string): Promise<unknown> => parse(await readFile(path, 'utf8'))
  return {
    story: Story.parse(await read(storyFile(packsDir, pack))),
    words: Words.parse(await read(join(packsDir, 'demo.yaml'))),
  }
}
