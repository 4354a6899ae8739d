import { addDays, monthOf, monthRange, nextMonth, type CivilDate, type Month } from '../kernel/civil-date'
import { withIds } from '../kernel/ids'
import { closePeriod } from '../modules/indicators'
import { saveSettings } from '../modules/org'
import { createCompany, type PackSource } from '../modules/packs'
import { listOrderTypes, type PastDoer } from '../modules/service'
import type { BringIn } from '../modules/workbench'
import type { Company, Ctx } from '../platform/ctx'
import { busOf, type Listeners } from '../platform/events'
import type { House } from '../platform/house'
import { runSystem } from '../platform/http/edge'
import { companyHash } from './hash'
import { seededIds } from './ids'
import { makeCards, setCardTargets, type CardCast, type Progress } from './make/cards'
import { makeCatalogue } from './make/catalogue'
import { answerLate, makeOrders, unitIdsOf, type MadeOrder, type OrderIds } from './make/orders'
import { makeAlterations, makeOwners, type Owners } from './make/owners'
import { makeDesk } from './make/desk'
import { makeImports } from './make/imports'
import { makePay, rootUnit, setPayRates } from './make/pay'
import { demoPassword, makeAccounts, makePeople } from './make/people'
import { Stage } from './make/stage'
import { crewOf, doer } from './plan/crew'
import { daysOf } from './plan/days'
import { planOrders } from './plan/orders'
import { planOwners } from './plan/owners'
import { planPeople } from './plan/people'
import { Chance } from './random'
import { readStory, type Story } from './story'
import type { Words } from './words'

export interface DemoOptions {
  pack: string
  until: CivilDate
  seed: number
  orders: number
}

const timeZone = 'Asia/Shanghai'

interface Production {
  story: Story
  words: Words
  source: PackSource
  options: DemoOptions
  chance: Chance
  stage: Stage
  ctx: Ctx
}

/** The company with its pack, its people and its catalogue, and the plan of the year. */
async function prologue({ story, words, source, options, chance, stage }: Production) {
  const days = daysOf(story, options.until, timeZone)
  const from = days.dates[0] ?? options.until
  const begin = stage.on(from, '08:00')
  await createCompany(begin, source, {
    company: story.company,
    pack: options.pack,
    adminName: words.admin,
    adminLogin: 'admin',
    password: demoPassword,
  })
  await saveSettings(begin, { demo: options })
  const people = planPeople(chance.part('people'), { story, words, from })
  const ids = await makePeople(stage, from, people)
  await makeAccounts(stage, from, { story, people, ids })
  await setCardTargets(stage.on(from, '09:10'), story)
  await setPayRates(stage.on(from, '09:12'), story)
  const catalogue = await makeCatalogue(stage, from, story)
  const owners = planOwners(chance.part('owners'), { story, words, days, orders: options.orders })
  const states = new Map(
    (await listOrderTypes(begin)).map(({ key, states: own }) => [key, own as readonly string[]]),
  )
  const crew = crewOf(people, story)
  const scene = { story, words, crew, days, orders: options.orders, ...owners, states }
  return {
    days,
    from,
    people,
    ids,
    catalogue,
    plan: planOrders(chance.part('orders'), scene),
    crew,
    ...owners,
  }
}

type Prologue = Awaited<ReturnType<typeof prologue>>

/** Orders month by month, with the customers who come for the first time in it. */
async function makeYear(
  { story, stage, ctx }: Production,
  start: Prologue,
): Promise<{ made: MadeOrder[]; owners: Owners }> {
  const { days, ids, catalogue } = start
  const owners: Owners = { customers: new Map(), products: new Map() }
  const units = await unitIdsOf(ctx, [story.unit, story.returnUnit])
  const known: OrderIds = { people: ids, owners, parts: catalogue.parts, units, orders: new Map() }
  const looking = start.people
    .filter(({ position }) => position === story.owner)
    .map(({ no }) => ids.get(no) ?? '')
  const input = { ...start, models: catalogue.models, owners: looking }
  const now = days.at(days.now)
  await makeOwners(stage.on(start.from, '10:00'), input, { known: owners, within: (since) => since < 0 })
  const made: MadeOrder[] = []
  for (let month = monthOf(start.from); month <= monthOf(days.dates.at(-1) ?? ''); month = nextMonth(month)) {
    const inMonth = (day: number) => monthOf(days.dates[day] ?? '0001-01-01') === month
    const { from, to } = monthRange(month)
    const first = from < start.from ? start.from : from
    await makeOwners(stage.on(first, '11:00'), input, {
      known: owners,
      within: (since) => since >= 0 && inMonth(since),
    })
    const plan = start.plan.filter((order) => {
      const at = order.steps[0]?.at.getTime() ?? 0
      const local = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
      return local >= from && local <= to
    })
    const end = stage.on(to, '23:00').now
    made.push(...(await makeOrders(stage.at(end < now ? end : now), plan, known)))
  }
  return { made, owners }
}

/** The months that are over, oldest first; a first one that began before the story is left out. */
function monthsOf(from: CivilDate, until: CivilDate): Month[] {
  const months: Month[] = []
  let month = from.endsWith('-01') ? monthOf(from) : nextMonth(monthOf(from))
  for (; monthRange(month).to < until; month = nextMonth(month)) months.push(month)
  return months
}

async function makeMonths(
  production: Production,
  start: Prologue,
  made: readonly MadeOrder[],
): Promise<void> {
  const { story, words, chance, stage, options } = production
  const byPosition = new Map([...start.people].reverse().map((person) => [person.position, doer(person)]))
  const real = (who: PastDoer): PastDoer => ({ ...who, id: start.ids.get(who.id ?? '') ?? null })
  const people = new Map(start.people.map((person) => [start.ids.get(person.no) ?? '', real(doer(person))]))
  const holder = (position: string): PastDoer => {
    const found = byPosition.get(position)
    if (!found) throw new Error(`The demo company has nobody in the position ${position}.`)
    return real(found)
  }
  const earning = [story.owner, ...story.workers.usual]
  const earners = start.people
    .filter(({ position }) => earning.includes(position))
    .map(({ no }) => start.ids.get(no) ?? '')
  const cast: CardCast = { story, words, stage, people, earners, holder, chance: chance.part('months') }
  const unitId = await rootUnit(stage.on(start.from, '09:00'))
  const months = monthsOf(start.from, options.until)
  for (const [at, month] of months.entries()) {
    const left = months.length - 1 - at
    const progress: Progress = left === 0 ? 'mixed' : left === 1 ? 'confirmed' : 'filed'
    const closing = stage.on(addDays(monthRange(month).to, 1), '08:30', holder(story.reviewer))
    if (left > 0) await closePeriod(closing, month, '')
    await makeCards(cast, month, progress)
    await makePay(cast, month, { progress, correct: left === 3, unitId })
  }
  const before = months.at(-2)
  if (before !== undefined) await lateWords(production, start, { made, month: before })
}

/** Some customers of a closed month say only now that they had to wait. */
async function lateWords(
  { stage, words, story }: Production,
  start: Prologue,
  of: { made: readonly MadeOrder[]; month: Month },
): Promise<void> {
  const { to } = monthRange(of.month)
  const caller = start.crew.caller
  const ctx = stage.at(start.days.at(start.days.now - 30), {
    ...caller,
    id: start.ids.get(caller.id ?? '') ?? null,
  })
  const late = of.made.filter(({ plan }) => {
    const gone = plan.steps.find(({ by }) => by === 'hand_over')
    const isThen =
      gone && gone.at.toISOString().slice(0, 7) === of.month && gone.at.toISOString().slice(0, 10) <= to
    return isThen && plan.followUp === null && plan.promises.length > 0 && plan.caused === null
  })
  await answerLate(ctx, late.slice(0, story.plates === null ? 2 : 3), words.followUpNotes.no)
}

/** What the demo needs of the house it is made in. */
export interface DemoHouse {
  house: House
  source: PackSource
  bringInOf: (house: House) => BringIn
  /** Who listens to the news of the making. */
  listeners: Listeners
}

/**
 * PCK-4: makes a demo company in one transaction: it is there whole or not at all. The same pack, seed, day and size give
 * the same company, every id included.
 */
export async function makeDemo(
  { house, source, bringInOf, listeners }: DemoHouse,
  options: DemoOptions,
): Promise<{ company: Company; hash: string }> {
  const { story, words } = await readStory(source.dir, options.pack)
  const chance = new Chance(`${options.pack} ${options.until} ${options.seed}`)
  const clock = { now: new Date(`${addDays(options.until, -365)}T00:00:00Z`) }
  const make = seededIds(chance.part('ids'), () => clock.now)
  const edge = { ...house.edge, bus: busOf(listeners), clock: () => clock.now }
  return withIds(make, async () => {
    const company: Company = { id: make(), name: story.company, timeZone }
    return runSystem(edge, company, async (ctx) => {
      const stage = new Stage(ctx, clock)
      const production: Production = { story, words, source, options, chance, stage, ctx }
      const start = await prologue(production)
      const { made, owners } = await makeYear(production, start)
      await makeAlterations(stage, chance.part('alterations'), { owners, days: start.days, words })
      await makeMonths(production, start, made)
      const who = { ...start.crew.head, id: start.ids.get(start.crew.head.id ?? '') ?? null }
      const on = addDays(options.until, -20)
      const bringIn = bringInOf({ ...house, edge })
      await makeDesk(stage.at(start.days.at(start.days.now), who), {
        ...{ chance: chance.part('desk'), words, owners, customers: start.customers, ids: start.ids },
        today: options.until,
        crew: [...start.crew.owners, ...start.crew.usual],
      })
      await makeImports(stage, chance.part('imports'), { story, words, bringIn, on, who })
      return { company, hash: (await companyHash(ctx)).hash }
    })
  })
}
