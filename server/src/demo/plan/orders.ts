import type { PastOrder } from '../../modules/service'
import type { Chance } from '../random'
import type { Job, Story } from '../story'
import type { Words } from '../words'
import type { Told } from './course'
import type { Crew } from './crew'
import { minutesADay, spread, type Days } from './days'
import { asOf, stoppedIn } from './now'
import type { PlannedCustomer, PlannedProduct } from './owners'
import { planVisit, type PlannedVisit } from './visit'

export interface Scene {
  story: Story
  words: Words
  crew: Crew
  days: Days
  orders: number
  customers: readonly PlannedCustomer[]
  products: readonly PlannedProduct[]
  states: ReadonlyMap<string, readonly string[]>
}

interface Return {
  product: number
  job: Job
  of: number
  typeKey: string
}

// What stands about on the last days, so that every state has its records on the board.
const standing = ['draft', 'accepted', 'assigned', 'in_repair', 'waiting_parts', 'waiting_customer', 'quality_check', 'ready', 'settled', 'handed_over'] // prettier-ignore
const restDays = 35

class Book {
  readonly orders: PastOrder[] = []
  private readonly seen: number[]
  private readonly due = new Map<number, Return[]>()
  private readonly fresh = new Map<number, number[]>()
  private readonly told: Told

  constructor(
    private readonly chance: Chance,
    private readonly scene: Scene,
  ) {
    this.seen = scene.products.map(() => -restDays)
    this.told = { chance, words: scene.words, crew: scene.crew, days: scene.days }
    scene.products.forEach(({ since }, at) => {
      if (since >= 0) this.fresh.set(since, [...(this.fresh.get(since) ?? []), at])
    })
  }

  private arrival(day: number): number {
    const { chance } = this
    const last = this.scene.days.dates.length - 1
    if (day === last) return day * minutesADay + chance.whole(0, 50)
    const minute = chance.happens(0.64)
      ? Math.round((chance.next() + chance.next()) * 115)
      : chance.whole(300, 545)
    return day * minutesADay + minute
  }

  /** A product that has not been in for a while, so that only real returns come back for the same fault. */
  private productFor(day: number): number {
    const newcomer = this.fresh.get(day)?.shift()
    if (newcomer !== undefined) return newcomer
    const known = this.scene.products.length
    let found = this.chance.whole(0, known - 1)
    for (let tries = 0; tries < 12 || !this.isThere(found, day); tries += 1) {
      if (this.isThere(found, day) && (this.seen[found] ?? 0) <= day - restDays) return found
      found = this.chance.whole(0, known - 1)
    }
    return found
  }

  private isThere(product: number, day: number): boolean {
    return (this.scene.products[product]?.since ?? 0) < day
  }

  private jobFor(typeKey: string): Job {
    const fitting = this.scene.story.jobs.filter(({ types }) => types.includes(typeKey))
    return this.chance.weighed(fitting, ({ weight }) => weight)
  }

  private plainVisit(day: number): Omit<Return, 'of'> {
    const { story } = this.scene
    const isFactory = this.chance.happens(story.factoryReturns)
    const typeKey = isFactory
      ? 'return'
      : this.chance.weighed(Object.entries(story.orderTypes), ([, weight]) => weight)[0]
    return { product: this.productFor(day), job: this.jobFor(typeKey), typeKey }
  }

  /** Short work of a type that has the state, so that it has come that far by now. */
  private standingVisit(day: number, stopsIn: string): Omit<Return, 'of'> {
    const { states } = this.scene
    let what = this.plainVisit(day)
    while (
      what.typeKey === 'return' ||
      what.job.minutes > 320 ||
      !states.get(what.typeKey)?.includes(stopsIn)
    )
      what = this.plainVisit(day)
    return what
  }

  /** Work that was not well done comes back within the month. */
  private remember(visit: PlannedVisit, what: Omit<Return, 'of'>): void {
    const { story, days } = this.scene
    if (!Number.isFinite(visit.handedOver) || what.job.group === undefined) return
    const isFactory = what.typeKey === 'return' && story.returnType === null
    const isPlain = what.typeKey === 'repair' || what.typeKey === 'warranty'
    const share = isFactory ? story.quality.second : isPlain ? story.quality.rework * 2 : 0
    if (!this.chance.happens(share * visit.lead.sloppy)) return
    const day = days.dayOf(visit.handedOver) + this.chance.whole(2, 24)
    const typeKey = isFactory ? 'return' : (story.returnType ?? 'repair')
    this.due.set(day, [...(this.due.get(day) ?? []), { ...what, of: Number(visit.order.id), typeKey }])
  }

  visit(day: number, stopsIn: string | null): void {
    const { scene } = this
    const back = stopsIn === null ? this.due.get(day)?.shift() : undefined
    const what = back ?? (stopsIn === null ? this.plainVisit(day) : this.standingVisit(day, stopsIn))
    const product = scene.products[what.product]
    const customer = scene.customers[product?.customer ?? 0]
    if (!product || !customer) throw new Error('The demo company has no products.')
    const visit = planVisit(this.told, {
      story: scene.story,
      states: scene.states,
      running: this.orders.length,
      arrives: this.arrival(day),
      typeKey: what.typeKey,
      job: what.job,
      product,
      at: { product: what.product, customer: product.customer },
      customer,
      returnOf: back && scene.story.returnType !== null ? back.of : null,
      stopsIn,
    })
    this.seen[what.product] = day
    this.remember(visit, what)
    const now = asOf(visit.order, scene.days.at(scene.days.now))
    this.orders.push(stopsIn === null ? now : stoppedIn(now, stopsIn))
  }
}

/**
 * Which of the orders of a day stand still: a fifth of those of the last week, and in a small company enough of the last
 * ones that every state has its record. The last two days are left out, because their work may not have begun.
 */
function standStill(counts: readonly number[]): (day: number) => boolean {
  const end = counts.length - 2
  let [first, inside] = [end, 0]
  while (first > 0 && (first > end - 7 || inside < standing.length * 3)) {
    first -= 1
    inside += counts[first] ?? 0
  }
  const rate = Math.max(0.2, Math.min(0.7, (standing.length * 2) / Math.max(1, inside)))
  let [met, stood] = [0, 0]
  return (day) => {
    if (day < first || day >= end) return false
    met += 1
    if (met * rate < stood + 1) return false
    stood += 1
    return true
  }
}

/** PCK-4: all orders of the year. The last working days leave some of them standing in every state. */
export function planOrders(chance: Chance, scene: Scene): PastOrder[] {
  const book = new Book(chance, scene)
  const counts = spread(scene.orders, scene.days.weights)
  const stands = standStill(counts)
  let stood = 0
  counts.forEach((count, day) => {
    for (let each = 0; each < count; each += 1)
      book.visit(day, stands(day) ? (standing[stood++ % standing.length] ?? null) : null)
  })
  return book.orders
}
