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
const standing = ['draft', 'accepted', 'assigned', 'in_repair', 'waiting_parts', 'waiting_customer', 'quality_check', 'ready', 'settled'] // prettier-ignore
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
    let found = 0
    for (let tries = 0; tries < 12; tries += 1) {
      found = this.chance.whole(0, this.scene.products.length - 1)
      const since = this.scene.products[found]?.since ?? 0
      if (since < day && (this.seen[found] ?? 0) <= day - restDays) return found
    }
    return found
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
    const what = back ?? this.plainVisit(day)
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

/** PCK-4: all orders of the year. The last working days leave some of them standing in every state. */
export function planOrders(chance: Chance, scene: Scene): PastOrder[] {
  const book = new Book(chance, scene)
  const counts = spread(scene.orders, scene.days.weights)
  const last = counts.length - 1
  let stood = 0
  counts.forEach((count, day) => {
    const held = day < last && day >= last - 6 ? Math.min(count, Math.ceil(count / 5)) : 0
    for (let each = 0; each < count; each += 1) {
      const stopsIn = each < held ? (standing[stood++ % standing.length] ?? null) : null
      book.visit(day, stopsIn)
    }
  })
  return book.orders
}
