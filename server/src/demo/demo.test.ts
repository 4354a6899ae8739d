import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseOf, orderStates } from '../modules/service'
import { seededIds } from './ids'
import { demoOptions } from './options'
import { crewOf } from './plan/crew'
import { daysOf, spread } from './plan/days'
import { planOrders } from './plan/orders'
import { planOwners, vinOf } from './plan/owners'
import { planPeople } from './plan/people'
import { Chance } from './random'
import { demoPacksIn, readStory } from './story'

const packsDir = join(import.meta.dirname, '..', '..', '..', 'packs')
const packs = ['dealer-4s', 'manufacturer-field-service']
const until = '2026-10-20'
const allStates = new Map(
  [
    'maintenance',
    'repair',
    'warranty',
    'accident',
    'return',
    'installation',
    'retrofit',
    'inspection',
    'paid_service',
  ].map((key) => [key, orderStates]),
)

async function plan(pack: string, seed: number, orders = 900) {
  const { story, words } = await readStory(packsDir, pack)
  const chance = new Chance(`${pack} ${until} ${seed}`)
  const days = daysOf(story, until, 'Asia/Shanghai')
  const people = planPeople(chance.part('people'), { story, words, from: days.dates[0] ?? '' })
  const owners = planOwners(chance.part('owners'), { story, words, days, orders })
  const scene = { story, words, crew: crewOf(people, story), days, orders, ...owners, states: allStates }
  return { story, days, people, ...owners, plan: planOrders(chance.part('orders'), scene) }
}

describe('PCK-4: chance of a seed', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const draw = (seed: string) =>
      Array.from({ length: 5 }, () => 0).map((_none, _at, all) => new Chance(`${seed}${all.length}`).next())
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })

  it('stays within its borders', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, from, more) => {
        const found = new Chance(seed).whole(from, from + more)
        expect(found >= from && found <= from + more).toBe(true)
      }),
    )
  })

  it('makes ids that are UUIDv7, in order within a moment, and never twice', () => {
    const make = seededIds(new Chance(7), () => new Date('2026-03-01T08:00:00Z'))
    const ids = Array.from({ length: 5000 }, () => make())
    expect(new Set(ids).size).toBe(5000)
    expect([...ids].sort()).toEqual(ids)
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true)
  })

  it('spreads orders over days without losing one', () => {
    fc.assert(
      fc.property(
        fc.nat(9000),
        fc.array(fc.double({ min: 0.01, max: 2, noNaN: true }), { minLength: 1 }),
        (total, weights) => {
          const counts = spread(total, weights)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total)
          expect(counts.every((count) => count >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('PCK-4: made-up numbers', () => {
  const letters = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  it.each([1, 27, 4711])('a vehicle number has seventeen signs and a right check digit (%i)', (running) => {
    const vin = vinOf(running, 'SDA1')
    const sum =
      [...vin].reduce((all, letter, at) => all + (letters.indexOf(letter) % 10) * (weights[at] ?? 0), 0) % 11
    expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/)
    expect(vin[8]).toBe(sum === 10 ? 'X' : String(sum))
  })
})

describe.each(packs)('PCK-4: the plan of %s', (pack) => {
  it('is the same for the same seed and another for another', async () => {
    const [first, again, other] = [await plan(pack, 1), await plan(pack, 1), await plan(pack, 2)]
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(JSON.stringify(other.plan)).not.toBe(JSON.stringify(first.plan))
  })

  it('has 24 people beside the administrator, in size the orders asked for', async () => {
    const { people, plan: orders } = await plan(pack, 1)
    expect(people).toHaveLength(24)
    expect(new Set(people.map(({ name }) => name)).size).toBe(24)
    expect(orders).toHaveLength(900)
  })

  it('holds every state, and only histories that the rules allow', async () => {
    const { plan: orders, days } = await plan(pack, 3)
    const type = { states: orderStates, needs: [] }
    const courses = orders.map((order) => courseOf(order, type))
    const found = new Set(courses.map(({ state }) => state))
    expect(orderStates.filter((state) => !found.has(state))).toEqual([])
    const now = days.at(days.now)
    expect(courses.filter(({ lastAt }) => lastAt > now)).toEqual([])
  })

  it('has what makes a year: promises kept and broken, additions, causes, cancellations, reversals, unclear ones', async () => {
    const { plan: orders, story } = await plan(pack, 5, 2500)
    const count = (is: (order: (typeof orders)[number]) => boolean) => orders.filter(is).length
    const by = (verb: string) => count(({ steps }) => steps.some((step) => step.by === verb))
    expect(by('cancel')).toBeGreaterThan(10)
    expect(by('reverse')).toBeGreaterThan(5)
    expect(count(({ clarified }) => clarified !== null)).toBeGreaterThan(10)
    expect(count(({ caused }) => caused !== null)).toBeGreaterThan(3)
    expect(count(({ caused }) => caused?.check?.result === 'rejected')).toBeGreaterThan(0)
    expect(
      count(({ additions }) => additions.some(({ decision }) => decision?.state === 'refused')),
    ).toBeGreaterThan(0)
    expect(count(({ promises }) => promises.length === 2 && promises[1]?.addition === null)).toBeGreaterThan(
      0,
    )
    expect(count(({ followUp }) => followUp?.answer === 'no')).toBeGreaterThan(3)
    const back =
      story.returnType === null
        ? count(({ typeKey }) => typeKey === 'return')
        : count(({ returnOfId }) => returnOfId !== null)
    expect(back).toBeGreaterThan(10)
    expect(count(({ promises }) => promises.length > 0) / orders.length).toBeGreaterThan(
      story.promised * 0.85,
    )
  })

  it('is thin at the Chinese New Year', async () => {
    const { plan: orders, days } = await plan(pack, 1, 4000)
    const on = (date: string) =>
      orders.filter(
        ({ steps }) =>
          steps[0] && new Date(steps[0].at.getTime() + 8 * 3_600_000).toISOString().startsWith(date),
      ).length
    expect(days.dates).toContain('2026-02-17')
    expect(on('2026-02-17')).toBeLessThan(on('2026-03-17') / 3)
  })
})

describe('PCK-4: what is asked for on the command line', () => {
  const known = { packs, now: new Date('2026-11-26T03:00:00Z') }
  it('takes pack, last day, seed and size', async () => {
    expect(await demoPacksIn(packsDir)).toEqual(packs)
    expect(demoOptions([], known)).toBeNull()
    expect(demoOptions(['--demo', 'dealer-4s'], known)).toEqual({
      pack: 'dealer-4s',
      until: '2026-11-26',
      seed: 1,
      orders: 8000,
    })
    expect(demoOptions(['--demo=dealer-4s', '--until', '2026-05-31', '--seed', '9', '--orders', '300'], known)).toEqual({
      pack: 'dealer-4s', until: '2026-05-31', seed: 9, orders: 300,
    }) // prettier-ignore
  })

  it('ends yesterday as long as the first hour of today is not over', () => {
    const early = { ...known, now: new Date('2026-11-26T00:30:00Z') }
    expect(demoOptions(['--demo', 'dealer-4s'], early)?.until).toBe('2026-11-25')
  })

  it.each([
    [['--demo'], 'needs a pack: dealer-4s'],
    [['--demo', 'bakery'], 'no demo of the pack "bakery": dealer-4s'],
    [['--demo', 'dealer-4s', '--until', '2026-02-30'], '--until: must be a day like 2026-11-26'],
    [['--demo', 'dealer-4s', '--until', '2026-11-27'], 'lies in the future'],
    [['--demo', 'dealer-4s', '--seed', 'x'], '--seed: must be a whole number'],
    [['--demo', 'dealer-4s', '--size', '5'], '--size: is not an option'],
    [['--until', '2026-05-31'], 'belongs to --demo'],
  ])('refuses %j with a clear word', (args, word) => {
    expect(() => demoOptions(args, known)).toThrow(word)
  })
})
